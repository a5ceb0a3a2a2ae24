//! A field: its five states, and how a value is read.

use std::borrow::Cow;
use std::fmt;

use crate::field_error::{FieldError, Found, Origin};
use crate::formats::{self, Integer};
use crate::json::{Json, JsonKind};
use crate::kind::Kind;

/// A field of a payload. Its [`state`](Self::state) is one of five; mostly the [`value`](Self::value) is enough, or the
/// [`required`](Self::required) value.
#[derive(Clone, Copy)]
pub struct Field<'a, T> {
    state: FieldState<'a, T>,
    origin: Origin,
}

/// The state of a field. For matching: `match order.fiat_amount().state() { ... }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldState<'a, T> {
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
    pub(crate) fn new(state: FieldState<'a, T>, origin: Origin) -> Self {
        Self { state, origin }
    }

    pub(crate) fn absent(origin: Origin) -> Self {
        Self::new(FieldState::Absent, origin)
    }

    /// Which of the five states it is in, with the value.
    pub fn state(self) -> FieldState<'a, T> {
        self.state
    }

    /// The value, if it is of the documented type.
    pub fn value(self) -> Option<T> {
        match self.state {
            FieldState::Value(value) => Some(value),
            FieldState::Absent | FieldState::Null | FieldState::Blank | FieldState::Unexpected(_) => None,
        }
    }

    /// The value, or an error that says which field it is and what is there in place of a value.
    ///
    /// # Errors
    ///
    /// Fails in every state but [`FieldState::Value`]. The error owns what it says and holds nothing of the payload's content, so it can be
    /// passed on with `?` and be logged.
    pub fn required(self) -> Result<T, FieldError> {
        match self.state {
            FieldState::Value(value) => Ok(value),
            FieldState::Absent => Err(FieldError::new(self.origin, Found::Absent)),
            FieldState::Null => Err(FieldError::new(self.origin, Found::Null)),
            FieldState::Blank => Err(FieldError::new(self.origin, Found::Blank)),
            FieldState::Unexpected(json) => Err(FieldError::new(self.origin, Found::Unexpected(json.kind()))),
        }
    }

    /// The value, or the given one in every other state.
    pub fn unwrap_or(self, default: T) -> T {
        self.value().unwrap_or(default)
    }

    /// The value, or what the function makes in every other state.
    pub fn unwrap_or_else(self, default: impl FnOnce() -> T) -> T {
        self.value().unwrap_or_else(default)
    }

    /// The value, or that of [`Default`] in every other state.
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        self.value().unwrap_or_default()
    }

    /// The value, or an error of your own in every other state.
    pub fn ok_or<E>(self, error: E) -> Result<T, E> {
        self.value().ok_or(error)
    }

    /// The same field with a reference to its value.
    pub fn as_ref(&self) -> Field<'a, &T> {
        Field { state: self.state.as_ref(), origin: self.origin }
    }

    /// The same state with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Field<'a, U> {
        Field { state: self.state.map(f), origin: self.origin }
    }

    /// Whether the object has no such key.
    pub fn is_absent(&self) -> bool {
        matches!(self.state, FieldState::Absent)
    }

    /// Whether the object has the key.
    pub fn is_present(&self) -> bool {
        !self.is_absent()
    }

    /// Whether the value is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.state, FieldState::Null)
    }

    /// Whether the value is `""`, meaning no value.
    pub fn is_blank(&self) -> bool {
        matches!(self.state, FieldState::Blank)
    }
}

impl<'a, T> FieldState<'a, T> {
    /// The name of the state, the same in every SDK.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Null => "null",
            Self::Blank => "blank",
            Self::Value(_) => "value",
            Self::Unexpected(_) => "unexpected",
        }
    }

    fn as_ref(&self) -> FieldState<'a, &T> {
        match self {
            Self::Absent => FieldState::Absent,
            Self::Null => FieldState::Null,
            Self::Blank => FieldState::Blank,
            Self::Value(value) => FieldState::Value(value),
            Self::Unexpected(json) => FieldState::Unexpected(*json),
        }
    }

    fn map<U>(self, f: impl FnOnce(T) -> U) -> FieldState<'a, U> {
        match self {
            Self::Absent => FieldState::Absent,
            Self::Null => FieldState::Null,
            Self::Blank => FieldState::Blank,
            Self::Value(value) => FieldState::Value(f(value)),
            Self::Unexpected(json) => FieldState::Unexpected(json),
        }
    }
}

impl<'a, T: Value<'a>> FieldState<'a, T> {
    pub(crate) fn read(json: Json<'a>, kind: &'static Kind, blank: bool) -> Self {
        match json.as_str() {
            "null" => Self::Null,
            "\"\"" if blank || !kind.takes_empty() => Self::Blank,
            _ => T::read(json, kind).map_or(Self::Unexpected(json), Self::Value),
        }
    }
}

/// The state: which field it is stands in the source.
impl<T: fmt::Debug> fmt::Debug for Field<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.state.fmt(f)
    }
}

/// Fields in the same state are equal, whatever their names.
impl<T: PartialEq> PartialEq for Field<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state
    }
}

impl<T: Eq> Eq for Field<'_, T> {}

impl<'a, T: PartialEq> PartialEq<FieldState<'a, T>> for Field<'a, T> {
    fn eq(&self, other: &FieldState<'a, T>) -> bool {
        self.state == *other
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
