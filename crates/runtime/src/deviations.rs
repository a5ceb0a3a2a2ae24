//! Walks a payload against its specification and gathers every departure.

use std::collections::{HashMap, HashSet};

use crate::collection::choose;
use crate::deviation::{Deviation, DeviationClass};
use crate::field::fits_format;
use crate::formats::{self, Integer};
use crate::json::{Json, JsonKind};
use crate::json_pointer::{Spot, Step};
use crate::lens::Lens;
use crate::shape::{FieldDef, Kind};
use crate::text;

/// Lists the deviations of a payload in the order of the contract.
pub(crate) fn deviations<'a>(lens: &'a Lens<'_>) -> Vec<Deviation<'a>> {
    let text = lens.json();
    let mut gather = Gather { base: text.as_ptr() as usize, out: Vec::new() };
    gather.object(lens, text, None);
    gather.out.sort_by_key(|deviation| deviation.offset);
    if let Some(alias) = lens.sent_as {
        gather.out.insert(0, Deviation::of_event(DeviationClass::EventAlias, alias));
    }
    gather.out
}

struct Gather<'a> {
    /// Where the payload's text is, so that what is found in it has an offset.
    base: usize,
    out: Vec<Deviation<'a>>,
}

/// What is above a value; nothing above a member of the payload.
type Above<'p, 'a> = Option<&'p Spot<'p, 'a>>;

impl<'a> Gather<'a> {
    #[cold]
    fn add(&mut self, class: DeviationClass, spot: &Spot<'_, 'a>, json: Json<'a>) {
        let offset = (json.as_str().as_ptr() as usize).saturating_sub(self.base);
        self.out.push(Deviation::at(class, spot.place(), Some(json), offset));
    }

    /// `text` is the object's own text, which lives as long as the payload even where the lens does not.
    fn object(&mut self, lens: &Lens<'_>, text: &'a str, above: Above<'_, 'a>) {
        let aliases = if lens.odd().is_empty() { Vec::new() } else { self.odd(lens, text, above) };
        let end = (text.as_ptr() as usize + text.len()).saturating_sub(self.base);
        for (index, (field, span)) in lens.shape().fields.iter().zip(lens.spans()).enumerate() {
            if span.is_plainly(&field.kind, text) {
                continue;
            }
            let Some(value) = span.of(text) else {
                if field.required {
                    let place = Spot::new(above, Step::Key(field.name)).place();
                    self.out.push(Deviation::at(DeviationClass::MissingField, place, None, end));
                }
                continue;
            };
            let alias = aliases.get(index).copied().flatten();
            let step = alias.map_or(Step::Key(field.name), Step::Quoted);
            self.field(value, field, &Spot::new(above, step));
        }
    }

    /// Unknown keys, aliases, and members that occurred before. Gives the key as sent of each field that counts under an
    /// alias; nothing if there is none.
    #[cold]
    fn odd(&mut self, lens: &Lens<'_>, text: &'a str, above: Above<'_, 'a>) -> Vec<Option<&'a str>> {
        let mut aliases = Vec::new();
        let mut unknown = HashSet::new();
        for odd in lens.odd() {
            let (Some(key), Some(value)) = (odd.key.of(text), odd.value.of(text)) else { continue };
            let quoted = key.as_str();
            let spot = Spot::new(above, Step::Quoted(quoted));
            if odd.alias {
                self.add(DeviationClass::FieldAlias, &spot, value);
            }
            let again = odd.field.is_none() && !unknown.insert(text::unescape_lossy(quoted));
            if odd.repeated || again {
                self.add(DeviationClass::DuplicateKey, &spot, value);
            }
            match odd.field {
                None => self.add(DeviationClass::UnknownField, &spot, value),
                Some(index) if odd.alias && lens.span(index) == odd.value => {
                    aliases.resize(lens.shape().fields.len(), None);
                    aliases.get_mut(index).into_iter().for_each(|alias| *alias = Some(quoted));
                }
                Some(_) => {}
            }
        }
        aliases
    }

    fn field(&mut self, json: Json<'a>, field: &'static FieldDef, spot: &Spot<'_, 'a>) {
        self.value(json, &field.kind, field.nullable, field.blank, spot);
    }

    fn value(&mut self, json: Json<'a>, kind: &'static Kind, nullable: bool, blank: bool, spot: &Spot<'_, 'a>) {
        let class = match json.kind() {
            _ if matches!(kind, Kind::Any) => None,
            JsonKind::Null => (!nullable).then_some(DeviationClass::UnexpectedNull),
            JsonKind::String if json.as_str().len() == 2 && (blank || !kind.takes_empty()) => {
                (!blank).then_some(DeviationClass::UnexpectedBlank)
            }
            _ => self.typed(json, kind, spot),
        };
        if let Some(class) = class {
            self.add(class, spot, json);
        }
    }

    /// What is wrong with a value that is neither null nor blank; what is wrong inside it is added.
    fn typed(&mut self, json: Json<'a>, kind: &'static Kind, spot: &Spot<'_, 'a>) -> Option<DeviationClass> {
        match (kind, json.kind()) {
            (Kind::Any, _) | (Kind::Boolean, JsonKind::Boolean) => None,
            (Kind::Number, JsonKind::Number) => {
                let is_finite = json.is_plain() || formats::is_finite(json.as_str());
                (!is_finite).then_some(DeviationClass::OutOfRange)
            }
            (Kind::Integer, JsonKind::Number) => match formats::integer(json.as_str()) {
                Integer::Exact(_) => None,
                Integer::Fraction => Some(DeviationClass::UnexpectedType),
                Integer::OutOfRange => Some(DeviationClass::OutOfRange),
            },
            (Kind::List(item), JsonKind::Array) => {
                for (index, json) in json.items().enumerate() {
                    self.value(json, item, false, false, &Spot::new(Some(spot), Step::Index(index)));
                }
                None
            }
            (Kind::Map(value), JsonKind::Object) => {
                self.map(json, value, spot);
                None
            }
            (Kind::Object(shape), JsonKind::Object) => {
                if let Some(lens) = Lens::open(json, shape) {
                    self.object(&lens, json.as_str(), Some(spot));
                }
                None
            }
            (Kind::Union(_), _) => match choose(json, kind) {
                Some((_, chosen)) => self.typed(json, chosen, spot),
                None => Some(DeviationClass::UnexpectedType),
            },
            (
                Kind::String
                | Kind::Timestamp
                | Kind::Date(_)
                | Kind::Uuid
                | Kind::Uri
                | Kind::Email
                | Kind::Enum { .. },
                JsonKind::String,
            ) => string(json, kind),
            _ => Some(DeviationClass::UnexpectedType),
        }
    }

    /// Of a key that occurs more than once only the last value counts.
    fn map(&mut self, json: Json<'a>, kind: &'static Kind, above: &Spot<'_, 'a>) {
        let members: Vec<_> =
            json.quoted_members().map(|(quoted, value)| (quoted, text::unescape_lossy(quoted), value)).collect();
        let last: HashMap<&str, usize> =
            members.iter().enumerate().map(|(index, (_, key, _))| (key.as_ref(), index)).collect();
        let mut seen = HashSet::new();
        for (index, (quoted, key, value)) in members.iter().enumerate() {
            let spot = Spot::new(Some(above), Step::Quoted(quoted));
            if !seen.insert(key.as_ref()) {
                self.add(DeviationClass::DuplicateKey, &spot, *value);
            }
            if last.get(key.as_ref()) == Some(&index) {
                self.value(*value, kind, false, false, &spot);
            }
        }
    }
}

fn string(json: Json<'_>, kind: &Kind) -> Option<DeviationClass> {
    if json.is_plain() && matches!(kind, Kind::String) {
        return None;
    }
    let Some(text) = json.string() else { return Some(DeviationClass::InvalidUnicode) };
    match kind {
        Kind::Enum { values, .. } => (!values.contains(&text.as_ref())).then_some(DeviationClass::UnknownValue),
        _ => (!fits_format(&text, kind)).then_some(DeviationClass::BadFormat),
    }
}
