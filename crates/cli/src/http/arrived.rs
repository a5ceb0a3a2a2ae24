//! Events of a specification that is read at run time: a name and a text in, the deviations out.

use eventspec_catalog::{Catalog, Shapes};
use eventspec_runtime::delivery::{Events as _, Listing};
use eventspec_runtime::{DecodeError, Deviation, Lens, Limits, UnknownEvent};

/// An event that arrived.
pub(crate) struct Arrived {
    /// Its text.
    pub(crate) text: String,
    /// The class and the path of each of its deviations.
    pub(crate) deviations: Vec<(&'static str, String)>,
}

/// The events of a catalogue.
pub(crate) struct Known(Shapes);

impl Known {
    /// Those of a catalogue: make them once, as they are never freed.
    pub(crate) fn new(catalog: &Catalog) -> Self {
        Self(Shapes::new(catalog))
    }
}

impl Listing<Arrived> for Known {
    fn is_listed(&self, name: &str) -> bool {
        self.0.event(name).is_some()
    }

    fn decode_as(&self, name: &str, text: &str, limits: Limits) -> Result<Arrived, DecodeError> {
        let deviations = match self.0.event(name) {
            Some((shape, alias)) => told(&Lens::decode_str(text, shape, limits)?.sent_as(alias).deviations()),
            None => told(&UnknownEvent::decode_as(name, text, limits)?.deviations()),
        };
        Ok(Arrived { text: text.to_owned(), deviations })
    }
}

fn told(deviations: &[Deviation<'_>]) -> Vec<(&'static str, String)> {
    deviations.iter().map(|deviation| (deviation.class().as_str(), deviation.path())).collect()
}
