//! Lists, maps and unions: opened when they are read.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::field::{Field, Value, fits_format};
use crate::formats::{self, Integer};
use crate::json::{Json, JsonKind};
use crate::shape::{Kind, Shape};

/// An array whose items are of one type.
pub struct List<'a, T> {
    json: Json<'a>,
    kind: &'static Kind,
    item: PhantomData<T>,
}

impl<'a, T: Value<'a>> List<'a, T> {
    /// The items, in order.
    pub fn iter(&self) -> impl Iterator<Item = Field<'a, T>> + use<'a, T> {
        let kind = self.kind;
        self.json.items().map(move |json| Field::read(json, kind, false))
    }

    /// How many items there are; counts them.
    pub fn count(&self) -> usize {
        self.json.items().count()
    }
}

impl<T> List<'_, T> {
    /// The array, as sent.
    pub fn json(&self) -> Json<'_> {
        self.json
    }
}

impl<'a, T: Value<'a>> Value<'a> for List<'a, T> {
    fn read(json: Json<'a>, kind: &'static Kind) -> Option<Self> {
        let Kind::List(kind) = kind else { return None };
        (json.kind() == JsonKind::Array).then_some(Self { json, kind, item: PhantomData })
    }
}

/// An object whose keys are data and whose values are of one type.
pub struct Map<'a, T> {
    json: Json<'a>,
    kind: &'static Kind,
    value: PhantomData<T>,
}

impl<'a, T: Value<'a>> Map<'a, T> {
    /// Keys and values, in the order they were sent. Lone surrogates in a key become U+FFFD.
    pub fn iter(&self) -> impl Iterator<Item = (Cow<'a, str>, Field<'a, T>)> + use<'a, T> {
        let kind = self.kind;
        self.json.members().map(move |(key, json)| (key, Field::read(json, kind, false)))
    }

    /// The value of a key, the last one if it occurs more than once.
    pub fn get(&self, key: &str) -> Field<'a, T> {
        self.iter().filter(|(known, _)| known == key).last().map_or(Field::Absent, |(_, value)| value)
    }
}

impl<T> Map<'_, T> {
    /// The object, as sent.
    pub fn json(&self) -> Json<'_> {
        self.json
    }
}

impl<'a, T: Value<'a>> Value<'a> for Map<'a, T> {
    fn read(json: Json<'a>, kind: &'static Kind) -> Option<Self> {
        let Kind::Map(kind) = kind else { return None };
        (json.kind() == JsonKind::Object).then_some(Self { json, kind, value: PhantomData })
    }
}

macro_rules! as_sent {
    ($($name:ident),*) => {$(
        impl<T> Clone for $name<'_, T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<'_, T> {}

        impl<T> fmt::Debug for $name<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", self.json)
            }
        }
    )*};
}

as_sent!(List, Map);

/// The alternative of a union that a value is read as, and its index; `None` if no alternative takes its JSON kind.
pub fn choose(json: Json<'_>, kind: &'static Kind) -> Option<(usize, &'static Kind)> {
    let Kind::Union(kinds) = kind else { return None };
    let candidates = || kinds.iter().enumerate().filter(|(_, kind)| takes(kind, json.kind()));
    candidates().find(|(_, kind)| fits(kind, json)).or_else(|| candidates().next())
}

/// Whether a type takes values of a JSON kind.
fn takes(kind: &Kind, json: JsonKind) -> bool {
    match kind {
        Kind::Any => true,
        Kind::Number | Kind::Integer => json == JsonKind::Number,
        Kind::Boolean => json == JsonKind::Boolean,
        Kind::List(_) => json == JsonKind::Array,
        Kind::Map(_) | Kind::Object(_) => json == JsonKind::Object,
        Kind::Union(kinds) => kinds.iter().any(|kind| takes(kind, json)),
        _ => json == JsonKind::String,
    }
}

/// Whether a value of the right JSON kind looks like the type, without looking deeper.
fn fits(kind: &Kind, json: Json<'_>) -> bool {
    match kind {
        Kind::Integer => matches!(formats::integer(json.as_str()), Integer::Exact(_)),
        Kind::Enum { values, .. } => json.string().is_some_and(|text| values.contains(&text.as_ref())),
        Kind::Timestamp | Kind::Date(_) | Kind::Uuid | Kind::Uri | Kind::Email => {
            json.string().is_some_and(|text| fits_format(&text, kind))
        }
        Kind::Object(shape) => has_required(shape, json),
        _ => true,
    }
}

/// Whether an object has the required members of a shape, and in those that are closed enums a known value.
fn has_required(shape: &'static Shape, json: Json<'_>) -> bool {
    let Some(lens) = crate::Lens::open(json, shape) else { return false };
    shape.fields.iter().enumerate().filter(|(_, field)| field.required).all(|(index, field)| match lens.get(index) {
        None => false,
        Some(value) => !matches!(field.kind, Kind::Enum { closed: true, .. }) || fits(&field.kind, value),
    })
}
