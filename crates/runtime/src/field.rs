//! The five states of a field, and how a value is read.

use std::borrow::Cow;

use crate::formats::{self, Integer};
use crate::json::{Json, JsonKind};
use crate::kind::Kind;

/// A field of a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field<'a, T> {
    /// The object has no such key.
    Absent,
    /// The value is `null`.
    Null,
    /// The value is `""`, meaning no value.
    Blank,
    /// The value is of the documented type.
    Value(T),
    /// The value is something else.
    Unexpected(Json<'a>),
}

impl<'a, T> Field<'a, T> {
    /// The value, if it is of the documented type.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the object has the key.
    pub fn is_present(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    /// The same state with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Field<'a, U> {
        match self {
            Self::Absent => Field::Absent,
            Self::Null => Field::Null,
            Self::Blank => Field::Blank,
            Self::Value(value) => Field::Value(f(value)),
            Self::Unexpected(json) => Field::Unexpected(json),
        }
    }

    /// The name of the state, the same in every SDK.
    pub fn state(&self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Null => "null",
            Self::Blank => "blank",
            Self::Value(_) => "value",
            Self::Unexpected(_) => "unexpected",
        }
    }
}

impl<'a, T: Value<'a>> Field<'a, T> {
    pub(crate) fn read(json: Json<'a>, kind: &'static Kind, blank: bool) -> Self {
        match json.as_str() {
            "null" => Self::Null,
            "\"\"" if blank || !kind.takes_empty() => Self::Blank,
            _ => T::read(json, kind).map_or(Self::Unexpected(json), Self::Value),
        }
    }
}

/// What can be read from a JSON value. Generated types implement it; there is no need to do so by hand.
pub trait Value<'a>: Sized {
    /// The value, if the JSON is one of the given type.
    #[doc(hidden)]
    fn read(json: Json<'a>, kind: &'static Kind) -> Option<Self>;
}

/// Strings of every type: plain text, formats and the raw text of enums.
impl<'a> Value<'a> for Cow<'a, str> {
    fn read(json: Json<'a>, kind: &'static Kind) -> Option<Self> {
        json.string().filter(|text| kind.has_format(text))
    }
}

impl<'a> Value<'a> for Json<'a> {
    fn read(json: Json<'a>, _: &'static Kind) -> Option<Self> {
        Some(json)
    }
}

/// What is only ever `null` has no value.
impl<'a> Value<'a> for () {
    fn read(_: Json<'a>, _: &'static Kind) -> Option<Self> {
        None
    }
}

impl<'a> Value<'a> for bool {
    fn read(json: Json<'a>, _: &'static Kind) -> Option<Self> {
        match json.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }
}

impl<'a> Value<'a> for i64 {
    fn read(json: Json<'a>, _: &'static Kind) -> Option<Self> {
        match (json.kind(), formats::integer(json.as_str())) {
            (JsonKind::Number, Integer::Exact(value)) => Some(value),
            _ => None,
        }
    }
}
