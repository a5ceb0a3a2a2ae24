//! Any place in a payload, by its JSON Pointer.

use std::borrow::Cow;

use crate::choice::{Choice, SentTag, choose};
use crate::deviation::DeviationClass;
use crate::field::{Field, FieldState};
use crate::field_error::Origin;
use crate::json::{Json, JsonKind};
use crate::kind::{Kind, boolean_kind, number_kind, text_kind};
use crate::table::{self, Table};
use crate::text;

/// The type of what the specification says nothing of.
static ANYTHING: Kind = Kind::Any;

/// A value, what it is supposed to be, and whether `""` is marked as no value.
#[derive(Clone, Copy)]
struct Place<'a> {
    json: Json<'a>,
    kind: &'static Kind,
    blank: bool,
}

/// The state of a place in an object, which is the text of the table. A pointer that leads nowhere, or is not a JSON Pointer, leads to
/// what is absent.
pub(crate) fn at<'a>(table: &Table, text: &'a str, pointer: &str) -> Field<'a, Json<'a>> {
    Field::new(state_at(table, text, pointer).unwrap_or(FieldState::Absent), Origin::Place)
}

fn state_at<'a>(table: &Table, text: &'a str, pointer: &str) -> Option<FieldState<'a, Json<'a>>> {
    if pointer.is_empty() {
        return Some(FieldState::Value(Json::scanned(text.trim_ascii(), false)));
    }
    let mut keys = pointer.strip_prefix('/')?.split('/').map(unescaped);
    let first = member(table, text, &keys.next()??)?;
    keys.try_fold(first, |place, key| place.step(&key?)).map(Place::state)
}

/// The key of a step of a JSON Pointer; `None` if a `~` is not part of an escape.
pub fn unescaped(step: &str) -> Option<Cow<'_, str>> {
    let mut parts = step.split('~');
    let first = parts.next()?;
    parts.try_fold(Cow::Borrowed(first), |key, part| {
        let end = part.strip_prefix('0').map(|end| ('~', end)).or_else(|| Some(('/', part.strip_prefix('1')?)));
        end.map(|(escaped, end)| Cow::Owned(format!("{key}{escaped}{end}")))
    })
}

/// The member of a key: a field under any of its names, or the last one that no field lists.
fn member<'a>(table: &Table, text: &'a str, key: &str) -> Option<Place<'a>> {
    let shape = table.shape();
    if let Some((index, _)) = shape.lookup(key.as_bytes()) {
        let field = shape.fields.get(index)?;
        return Some(Place { json: table.get(text, index)?, kind: &field.kind, blank: field.blank });
    }
    let unlisted = table::unlisted(table.irregular().iter().copied(), text);
    let (_, json) = unlisted.filter(|(other, _)| other == key).last()?;
    let kind = shape.rest.as_ref().map_or(&ANYTHING, |rest| &rest.kind);
    Some(Place { json, kind: kind.without_null().0, blank: false })
}

impl<'a> Place<'a> {
    /// What is below it under a key or an index.
    fn step(self, key: &str) -> Option<Self> {
        let chosen = choose(self.json, self.kind);
        if let Some(place) = chosen.and_then(|chosen| self.tag(chosen, key)) {
            return Some(place);
        }
        let kind = chosen.map_or(self.kind, Choice::kind);
        let json = match (self.json.kind(), kind.shape()) {
            (JsonKind::Object, Some(shape)) => {
                return member(&Table::open(self.json, shape)?, self.json.as_str(), key);
            }
            (JsonKind::Object, None) => self.json.members().filter(|(other, _)| other == key).last()?.1,
            (JsonKind::Array, _) => {
                // As RFC 6901 writes an index: digits, and no zero before others.
                let is_index = key == "0" || key.starts_with(|first: char| ('1'..='9').contains(&first));
                self.json.items().nth(key.parse().ok().filter(|_| is_index)?)?
            }
            (JsonKind::Null | JsonKind::Boolean | JsonKind::Number | JsonKind::String, _) => return None,
        };
        let within = if kind.takes(self.json.kind()) { part(kind) } else { &ANYTHING };
        Some(Self { json, kind: within.without_null().0, blank: false })
    }

    /// The tag below it, if it matches no alternative of its union.
    fn tag(self, chosen: Choice, key: &str) -> Option<Self> {
        let Choice::Other(union) = chosen else { return None };
        let tag = SentTag::of(self.json, union)?;
        let is_it = text::unescape_lossy(tag.key) == key;
        is_it.then_some(Self { json: tag.value, kind: tag.kind, blank: false })
    }

    /// The type, or the alternative of it that the value is read as.
    fn read_as(self) -> &'static Kind {
        choose(self.json, self.kind).map_or(self.kind, Choice::kind)
    }

    /// What a typed accessor would say of it: an enum takes values that it does not list.
    fn state(self) -> FieldState<'a, Json<'a>> {
        let kind = self.read_as();
        let is_value = |json: Json<'_>| {
            kind.takes(json.kind()) && kind.verdict(json).is_none_or(|class| class == DeviationClass::UnknownValue)
        };
        match FieldState::read(self.json, self.kind, self.blank) {
            FieldState::Value(json) if !is_value(json) => FieldState::Unexpected(json),
            state => state,
        }
    }
}

/// The type of what is in a list or map.
fn part(kind: &'static Kind) -> &'static Kind {
    match kind {
        Kind::List(part) | Kind::Map(part) => part,
        Kind::Null
        | Kind::Any
        | boolean_kind!()
        | number_kind!()
        | text_kind!()
        | Kind::Nullable(_)
        | Kind::Object(_)
        | Kind::Union(_) => &ANYTHING,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unescaped() {
        let keys = ["a", "", "~0~1", "~01", "a~", "~2", "~"].map(|step| unescaped(step).map(Cow::into_owned));
        assert_eq!(
            keys.each_ref().map(Option::as_deref),
            [Some("a"), Some(""), Some("~/"), Some("~1"), None, None, None]
        );
    }
}
