//! The types of values. Every `match` on a type lists all of them: a new type is a compile error until each question is answered
//! for it.

use std::fmt;
use std::sync::OnceLock;

use crate::shape::Shape;

/// The type of a value.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Any text.
    String,
    /// A number.
    Number,
    /// A number without a fraction, of 64 bits.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// An RFC 3339 date-time.
    Timestamp,
    /// An RFC 2822 date.
    Rfc2822,
    /// A date and a time of day with its offset, in the stated pattern.
    TimestampPattern(&'static str),
    /// The same without an offset.
    DateTime(&'static str),
    /// A date in the stated pattern.
    Date(&'static str),
    /// A point in time as a number that counts since 1970.
    Unix(UnixUnit),
    /// A UUID.
    Uuid,
    /// A URI.
    Uri,
    /// An e-mail address.
    Email,
    /// The JSON text of a value of another type.
    Text(&'static Kind),
    /// `null` and nothing else.
    Null,
    /// Any JSON value.
    Any,
    /// One of a set of strings.
    Enum {
        /// The known values.
        values: &'static [&'static str],
        /// Whether the source documents that there are no others.
        closed: bool,
    },
    /// One of a set of integers.
    Integers {
        /// The known values.
        values: &'static [i64],
        /// Whether the source documents that there are no others.
        closed: bool,
    },
    /// Always `true`, or always `false`.
    Constant(bool),
    /// An array.
    List(&'static Kind),
    /// An object whose keys are data.
    Map(&'static Kind),
    /// What is in a list or map and may be `null` there.
    Nullable(&'static Kind),
    /// An object with known members.
    Object(Link<Shape>),
    /// One of several types.
    Union(Link<Union>),
}

/// The types that a value may be of.
#[derive(Debug)]
pub struct Union {
    /// All of them, in documented order; no one is a union.
    pub alternatives: &'static [Kind],
    /// The key by which objects say which alternative they are, if they do.
    pub tag: Option<&'static str>,
}

impl Kind {
    /// The members of an object that has known ones.
    pub(crate) fn shape(&self) -> Option<&'static Shape> {
        match self {
            Self::Object(shape) => shape.get(),
            Self::Null
            | Self::Any
            | boolean_kind!()
            | number_kind!()
            | text_kind!()
            | Self::List(_)
            | Self::Map(_)
            | Self::Nullable(_)
            | Self::Union(_) => None,
        }
    }

    /// The type of the values that are not `null`, and whether there may be `null` beside them.
    #[inline]
    pub(crate) fn without_null(&'static self) -> (&'static Self, bool) {
        match self {
            Self::Nullable(inner) => (inner, true),
            Self::Null
            | Self::Any
            | boolean_kind!()
            | number_kind!()
            | text_kind!()
            | Self::List(_)
            | Self::Map(_)
            | Self::Object(_)
            | Self::Union(_) => (self, false),
        }
    }
}

/// What a unix time counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnixUnit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Millis,
}

impl UnixUnit {
    /// Both, in the order of the documentation.
    pub const ALL: [Self; 2] = [Self::Seconds, Self::Millis];

    /// As specifications write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Seconds => "unix",
            Self::Millis => "unix_ms",
        }
    }
}

/// A reference to a named type, which may refer back: generated tables refer to statics, shapes that are made at run time to
/// cells that are filled when all of them are there.
#[doc(hidden)]
pub enum Link<T: ?Sized + 'static> {
    /// What was known when the table was compiled.
    Static(&'static T),
    /// What is known when the tables of a catalogue are complete.
    Late(&'static OnceLock<&'static T>),
}

impl<T: ?Sized> Link<T> {
    /// What is referred to; `None` only before the tables are complete.
    #[inline]
    pub fn get(self) -> Option<&'static T> {
        match self {
            Self::Static(target) => Some(target),
            Self::Late(cell) => cell.get().copied(),
        }
    }
}

impl<T: ?Sized> Clone for Link<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Link<T> {}

impl<T: ?Sized> fmt::Debug for Link<T> {
    /// Without what is referred to: it may refer back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Link")
    }
}

// Patterns of types that are alike, so that a `match` on [`Kind`] is short and needs no wildcard. A new type joins the groups that it
// is like, and the compiler asks where it differs.

/// Strings that are written in a certain way.
macro_rules! format_kind {
    () => {
        $crate::Kind::Timestamp
            | $crate::Kind::Rfc2822
            | $crate::Kind::TimestampPattern(_)
            | $crate::Kind::DateTime(_)
            | $crate::Kind::Date(_)
            | $crate::Kind::Uuid
            | $crate::Kind::Uri
            | $crate::Kind::Email
            | $crate::Kind::Text(_)
    };
}

/// Strings.
macro_rules! text_kind {
    () => {
        $crate::Kind::String | $crate::Kind::Enum { .. } | $crate::kind::format_kind!()
    };
}

/// Numbers.
macro_rules! number_kind {
    () => {
        $crate::Kind::Number | $crate::Kind::Integer | $crate::Kind::Unix(_) | $crate::Kind::Integers { .. }
    };
}

/// `true` or `false`.
macro_rules! boolean_kind {
    () => {
        $crate::Kind::Boolean | $crate::Kind::Constant(_)
    };
}

/// What other types are made into.
macro_rules! compound_kind {
    () => {
        $crate::Kind::List(_)
            | $crate::Kind::Map(_)
            | $crate::Kind::Nullable(_)
            | $crate::Kind::Object(_)
            | $crate::Kind::Union(_)
    };
}

pub(crate) use {boolean_kind, compound_kind, format_kind, number_kind, text_kind};
