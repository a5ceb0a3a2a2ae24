//! Compares a payload with its specification and collects every deviation.

use std::collections::{HashMap, HashSet};

use crate::collection::choose;
use crate::deviation::{Deviation, DeviationClass};
use crate::error::DecodeError;
use crate::json::{Json, JsonKind};
use crate::json_pointer::{Spot, Step};
use crate::kind::{Kind, number_kind, text_kind};
use crate::lens::{Lens, Limits};
use crate::shape::FieldDef;
use crate::text;

/// Lists the deviations of a payload in the order of the contract.
pub(crate) fn deviations<'a>(lens: &'a Lens<'_>) -> Vec<Deviation<'a>> {
    let text = lens.json();
    let mut gather = Gather { base: text.as_ptr() as usize, out: Vec::new() };
    gather.object(lens, text, None);
    gather.out.sort_by_key(Deviation::offset);
    if let Some(alias) = lens.sent_as {
        gather.out.insert(0, Deviation::of_event(DeviationClass::EventAlias, alias));
    }
    gather.out
}

/// Lists the deviations of a value that stands alone from a type, as if it were the value of a field: paths and offsets are
/// within the value.
///
/// # Errors
/// Fails for a text that is not JSON, or passes the default limits of decoding.
#[doc(hidden)]
pub fn value_deviations<'a>(
    text: &'a str,
    kind: &Kind,
    nullable: bool,
    blank: bool,
) -> Result<Vec<Deviation<'a>>, DecodeError> {
    let json = Json::parse(text, Limits::default())?;
    let mut gather = Gather { base: text.as_ptr() as usize, out: Vec::new() };
    gather.value(json, kind, nullable, blank, None);
    gather.out.sort_by_key(Deviation::offset);
    Ok(gather.out)
}

struct Gather<'a> {
    /// Where the payload's text is, so that what is found in it has an offset.
    base: usize,
    out: Vec<Deviation<'a>>,
}

/// The place of a value; `None` is the payload itself, or a value that stands alone.
type At<'p, 'a> = Option<&'p Spot<'p, 'a>>;

impl<'a> Gather<'a> {
    #[cold]
    fn add(&mut self, class: DeviationClass, at: At<'_, 'a>, json: Json<'a>) {
        let offset = (json.as_str().as_ptr() as usize).saturating_sub(self.base);
        self.out.push(Deviation::at(class, at.map(Spot::place), Some(json), offset));
    }

    /// `text` is the object's own text, which lives as long as the payload even where the lens does not.
    fn object(&mut self, lens: &Lens<'_>, text: &'a str, at: At<'_, 'a>) {
        let aliases = if lens.odd().is_empty() { Vec::new() } else { self.odd(lens, text, at) };
        for (index, (field, span)) in lens.shape().fields.iter().zip(lens.spans()).enumerate() {
            if !span.is_obviously_valid(&field.kind, text) {
                let alias = aliases.get(index).copied().flatten();
                let spot = Spot::new(at, alias.map_or(Step::Key(field.name), Step::Quoted));
                self.member(field, span.of(text), text, &spot);
            }
        }
    }

    /// A field of an object. A call, so that the loop over the other fields keeps to registers.
    #[inline(never)]
    fn member(&mut self, field: &FieldDef, value: Option<Json<'a>>, object: &'a str, spot: &Spot<'_, 'a>) {
        match value {
            Some(value) => self.value(value, &field.kind, field.nullable, field.blank, Some(spot)),
            None if field.required => {
                let end = (object.as_ptr() as usize + object.len()).saturating_sub(self.base);
                self.out.push(Deviation::at(DeviationClass::MissingField, Some(spot.place()), None, end));
            }
            None => {}
        }
    }

    /// Unknown keys, aliases, and members that occurred before. Gives the key as sent of each field that counts under an
    /// alias; nothing if there is none.
    #[cold]
    fn odd(&mut self, lens: &Lens<'_>, text: &'a str, at: At<'_, 'a>) -> Vec<Option<&'a str>> {
        let mut aliases = Vec::new();
        let mut unknown = HashSet::new();
        for odd in lens.odd() {
            let (Some(key), Some(value)) = (odd.key.of(text), odd.value.of(text)) else { continue };
            let quoted = key.as_str();
            let spot = Spot::new(at, Step::Quoted(quoted));
            if odd.alias {
                self.add(DeviationClass::FieldAlias, Some(&spot), value);
            }
            let again = odd.field.is_none() && !unknown.insert(text::unescape_lossy(quoted));
            if odd.repeated || again {
                self.add(DeviationClass::DuplicateKey, Some(&spot), value);
            }
            match odd.field {
                None => self.add(DeviationClass::UnknownField, Some(&spot), value),
                Some(index) if odd.alias && lens.span(index) == odd.value => {
                    aliases.resize(lens.shape().fields.len(), None);
                    aliases.get_mut(index).into_iter().for_each(|alias| *alias = Some(quoted));
                }
                Some(_) => {}
            }
        }
        aliases
    }

    fn value(&mut self, json: Json<'a>, kind: &Kind, nullable: bool, blank: bool, at: At<'_, 'a>) {
        let class = match json.kind() {
            JsonKind::Null if !kind.takes_null() => (!nullable).then_some(DeviationClass::UnexpectedNull),
            JsonKind::String if json.as_str().len() == 2 && (blank || !kind.takes_empty()) => {
                (!blank).then_some(DeviationClass::UnexpectedBlank)
            }
            _ => self.typed(json, kind, at),
        };
        if let Some(class) = class {
            self.add(class, at, json);
        }
    }

    /// What is wrong with a value that is neither null nor blank; what is wrong inside it is added.
    fn typed(&mut self, json: Json<'a>, kind: &Kind, at: At<'_, 'a>) -> Option<DeviationClass> {
        if !kind.takes(json.kind()) {
            return Some(DeviationClass::UnexpectedType);
        }
        match kind {
            Kind::Any | Kind::Boolean | number_kind!() | text_kind!() => kind.verdict(json),
            Kind::List(item) => {
                for (index, json) in json.items().enumerate() {
                    self.value(json, item, false, false, Some(&Spot::new(at, Step::Index(index))));
                }
                None
            }
            Kind::Map(value) => {
                self.map(json, value, at);
                None
            }
            Kind::Object(shape) => {
                if let Some(lens) = shape.get().and_then(|shape| Lens::open(json, shape)) {
                    self.object(&lens, json.as_str(), at);
                }
                None
            }
            Kind::Union(_) => choose(json, kind).and_then(|(_, chosen)| self.typed(json, chosen, at)),
        }
    }

    /// Of a key that occurs more than once only the last value counts.
    fn map(&mut self, json: Json<'a>, kind: &Kind, at: At<'_, 'a>) {
        let members: Vec<_> =
            json.quoted_members().map(|(quoted, value)| (quoted, text::unescape_lossy(quoted), value)).collect();
        let last: HashMap<&str, usize> =
            members.iter().enumerate().map(|(index, (_, key, _))| (key.as_ref(), index)).collect();
        let mut seen = HashSet::new();
        for (index, (quoted, key, value)) in members.iter().enumerate() {
            let spot = Spot::new(at, Step::Quoted(quoted));
            if !seen.insert(key.as_ref()) {
                self.add(DeviationClass::DuplicateKey, Some(&spot), *value);
            }
            if last.get(key.as_ref()) == Some(&index) {
                self.value(*value, kind, false, false, Some(&spot));
            }
        }
    }
}
