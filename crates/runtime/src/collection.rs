//! Lists, maps and unions: opened when they are read.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::field::{Field, Value};
use crate::json::{Json, JsonKind};
use crate::kind::Kind;

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

impl<'a, T> List<'a, T> {
    /// The array, as sent.
    pub fn json(&self) -> Json<'a> {
        self.json
    }
}

impl<'a, T: Value<'a>> Value<'a> for List<'a, T> {
    fn read(json: Json<'a>, kind: &'static Kind) -> Option<Self> {
        let Kind::List(kind) = kind else { return None };
        (json.kind() == JsonKind::Array).then_some(Self { json, kind: kind.without_null().0, item: PhantomData })
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

impl<'a, T> Map<'a, T> {
    /// The object, as sent.
    pub fn json(&self) -> Json<'a> {
        self.json
    }
}

impl<'a, T: Value<'a>> Value<'a> for Map<'a, T> {
    fn read(json: Json<'a>, kind: &'static Kind) -> Option<Self> {
        let Kind::Map(kind) = kind else { return None };
        (json.kind() == JsonKind::Object).then_some(Self { json, kind: kind.without_null().0, value: PhantomData })
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
