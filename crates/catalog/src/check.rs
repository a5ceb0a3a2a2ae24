//! A sample, an example or a default in, a finding for everything in it that contradicts the specification out.
//!
//! The decoder of the SDKs judges it. What the SDKs do not check are constraints, and what they do not know is where in the
//! specification a field is defined.

use std::cell::OnceCell;

use eventspec_runtime::{DecodeError, Deviation, Json, Limits, View, value_deviations};

use crate::checked::Checked;
use crate::contradictions::Contradictions;
use crate::repeats::Repeats;
use crate::sites::{Permitted, Sites};
use crate::{Catalog, Shapes, Type};

/// Checks texts against a catalogue.
pub(crate) struct Checker<'a> {
    catalog: &'a Catalog,
    /// Made with the first text, and once: it is never freed.
    shapes: OnceCell<Shapes>,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(catalog: &'a Catalog) -> Self {
        Self { catalog, shapes: OnceCell::new() }
    }

    fn shapes(&self) -> &Shapes {
        self.shapes.get_or_init(|| Shapes::new(self.catalog))
    }

    pub(crate) fn catalog(&self) -> &'a Catalog {
        self.catalog
    }

    /// Adds what contradicts a payload, by its index in the catalogue.
    pub(crate) fn payload(&self, index: usize, checked: &Checked<'_>, out: &mut Repeats) -> Result<(), DecodeError> {
        let (Some(payload), Some(shape)) = (self.catalog.payloads.get(index), self.shapes().payload(index)) else {
            return Ok(());
        };
        let view = View::decode_str(checked.json, shape, Limits::default())?;
        let sites = Sites::of_payload((self.catalog, self.shapes()), payload, &view, checked.json);
        let contradictions = Contradictions { catalog: self.catalog, checked, sites, names: payload.name_places() };
        contradictions.add(&view.deviations(), out);
        Ok(())
    }

    /// The deviations of a payload, by its index in the catalogue.
    pub(crate) fn deviations<'t>(&self, index: usize, text: &'t str) -> Result<Vec<Deviation<'t>>, DecodeError> {
        let Some(shape) = self.shapes().payload(index) else { return Ok(Vec::new()) };
        Ok(View::decode_str(text, shape, Limits::default())?.deviations())
    }

    /// Adds what contradicts a type and what a field allows besides.
    pub(crate) fn value(
        &self,
        ty: &Type,
        permitted: Permitted<'_>,
        checked: &Checked<'_>,
        out: &mut Repeats,
    ) -> Result<(), DecodeError> {
        let kind = self.shapes().kind_of(ty);
        let deviations = value_deviations(checked.json, kind, permitted.null, permitted.blank)?;
        let json = Json::parse(checked.json, Limits::default())?;
        let sites = Sites::of_value((self.catalog, self.shapes()), ty, permitted, (json, checked.json));
        Contradictions { catalog: self.catalog, checked, sites, names: &[] }.add(&deviations, out);
        Ok(())
    }
}
