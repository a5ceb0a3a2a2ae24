//! Lists, maps and unions: opened when they are read.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::field::{Field, Value};
use crate::json::{Json, JsonKind};
use crate::kind::{Kind, format_kind};
use crate::lens::Lens;
use crate::shape::Shape;

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
pub fn choose(json: Json<'_>, kind: &Kind) -> Option<(usize, &'static Kind)> {
    let Kind::Union(kinds) = kind else { return None };
    let alternatives = kinds.get()?.iter().enumerate();
    let candidates = || alternatives.clone().filter(|(_, kind)| kind.takes(json.kind()));
    candidates().find(|(_, kind)| fits(kind, json)).or_else(|| candidates().next())
}

/// Whether a value of a JSON kind that the type takes looks like the type, without looking deeper.
fn fits(kind: &Kind, json: Json<'_>) -> bool {
    match kind {
        Kind::Integer | Kind::Enum { .. } | format_kind!() => kind.verdict(json).is_none(),
        Kind::Object(shape) => shape.get().is_some_and(|shape| has_required(shape, json)),
        Kind::Any | Kind::Boolean | Kind::Number | Kind::String | Kind::List(_) | Kind::Map(_) | Kind::Union(_) => true,
    }
}

/// Whether an object has the required members of a shape, and in those that are closed enums a known value.
fn has_required(shape: &'static Shape, json: Json<'_>) -> bool {
    let Some(lens) = Lens::open(json, shape) else { return false };
    let is_possible = |kind: &Kind, value: Json<'_>| {
        !kind.is_closed_enum() || kind.takes(value.kind()) && kind.verdict(value).is_none()
    };
    let mut required = shape.fields.iter().enumerate().filter(|(_, field)| field.required);
    required.all(|(index, field)| lens.get(index).is_some_and(|value| is_possible(&field.kind, value)))
}
