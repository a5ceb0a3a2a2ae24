//! Why a required value is not there.

use std::error::Error;
use std::fmt;

use crate::json::JsonKind;
use crate::kind::{Kind, UnixUnit};
use crate::shape::{FieldDef, Shape};

/// Where a field was read.
#[derive(Clone, Copy)]
pub(crate) enum Origin {
    /// A field of an object, as it is defined there.
    Object(&'static Shape, &'static FieldDef),
    /// The item of a list at an index.
    Item(usize, &'static Kind),
    /// A value under a key that is data.
    Key(&'static Kind),
    /// A place that a pointer leads to, or does not.
    Place,
}

/// A value that was required and is not there: which field it is, and what is there instead.
///
/// It holds nothing of the payload's content, so it is safe to log, and may outlive the payload.
#[derive(Clone, Copy)]
pub struct FieldError {
    origin: Origin,
    found: Found,
}

/// What is there in place of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Absent,
    Null,
    Blank,
    Unexpected(JsonKind),
}

impl FieldError {
    pub(crate) fn new(origin: Origin, found: Found) -> Self {
        Self { origin, found }
    }

    /// The key of the field in the specification, if it is the field of an object: `full_name`.
    pub fn field(&self) -> Option<&'static str> {
        match self.origin {
            Origin::Object(_, field) => Some(field.name),
            Origin::Item(..) | Origin::Key(_) | Origin::Place => None,
        }
    }

    /// The name of that object in the specification: `repository`.
    pub fn object(&self) -> Option<&'static str> {
        match self.origin {
            Origin::Object(shape, _) => Some(shape.name),
            Origin::Item(..) | Origin::Key(_) | Origin::Place => None,
        }
    }

    /// The state of the field, as [`FieldState::as_str`](crate::FieldState::as_str) has it: anything but `value`.
    pub fn state(&self) -> &'static str {
        match self.found {
            Found::Absent => "absent",
            Found::Null => "null",
            Found::Blank => "blank",
            Found::Unexpected(_) => "unexpected",
        }
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.origin {
            Origin::Object(shape, field) => {
                write!(f, "field `{}` of `{}` is ", field.name, shape.name)?;
                Some(&field.kind)
            }
            Origin::Item(index, kind) => {
                write!(f, "the item at index {index} of a list is ")?;
                Some(kind)
            }
            Origin::Key(kind) => {
                f.write_str("the value of a key is ")?;
                Some(kind)
            }
            Origin::Place => {
                f.write_str("the value at a place is ")?;
                None
            }
        };
        match (self.found, kind) {
            (Found::Absent, _) => f.write_str("absent"),
            (Found::Null, _) => f.write_str("null"),
            (Found::Blank, _) => f.write_str("blank (`\"\"`)"),
            (Found::Unexpected(found), Some(kind)) => write!(f, "{}, not {}", a(found), expected(kind)),
            (Found::Unexpected(found), None) => write!(f, "{} that is not of its type", a(found)),
        }
    }
}

impl fmt::Debug for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldError")
            .field("object", &self.object())
            .field("field", &self.field())
            .field("found", &self.found)
            .finish_non_exhaustive()
    }
}

impl Error for FieldError {}

/// A value of a type.
fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::String | Kind::Enum { .. } => "a string",
        Kind::Number => "a finite number",
        Kind::Integer | Kind::Integers { .. } => "an integer of 64 bits",
        Kind::Boolean | Kind::Constant(_) => "a boolean",
        Kind::Timestamp => "an RFC 3339 timestamp",
        Kind::Rfc2822 => "an RFC 2822 date",
        Kind::TimestampPattern(_) => "a timestamp in its pattern",
        Kind::DateTime(_) => "a date and time in its pattern",
        Kind::Date(_) => "a date in its pattern",
        Kind::Unix(UnixUnit::Seconds) => "a unix time in seconds",
        Kind::Unix(UnixUnit::Millis) => "a unix time in milliseconds",
        Kind::Uuid => "a UUID",
        Kind::Uri => "a URI",
        Kind::Email => "an email address",
        Kind::Text(_) => "a string that holds its type",
        Kind::Null => "null",
        Kind::Any => "any value",
        Kind::List(_) => "an array",
        Kind::Map(_) | Kind::Object(_) => "an object",
        Kind::Nullable(kind) => expected(kind),
        Kind::Union(_) => "one of its types",
    }
}

/// A JSON value of a kind.
fn a(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Boolean => "a boolean",
        JsonKind::Number => "a number",
        JsonKind::String => "a string",
        JsonKind::Array => "an array",
        JsonKind::Object => "an object",
    }
}
