//! The types of values: which JSON kinds each takes, and what makes such a value one of the type.
//!
//! All code that reads, chooses or judges a value asks here. Every `match` on a type lists all of them: a new type is a compile error
//! until each question is answered for it.

use std::fmt;
use std::sync::OnceLock;

use crate::deviation::DeviationClass;
use crate::formats::{self, Integer};
use crate::json::{Json, JsonKind};
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
    /// A date in the stated format.
    Date(&'static str),
    /// A UUID.
    Uuid,
    /// A URI.
    Uri,
    /// An e-mail address.
    Email,
    /// Any JSON value.
    Any,
    /// One of a set of strings.
    Enum {
        /// The known values.
        values: &'static [&'static str],
        /// Whether the source documents that there are no others.
        closed: bool,
    },
    /// An array.
    List(&'static Kind),
    /// An object whose keys are data.
    Map(&'static Kind),
    /// An object with known members.
    Object(Link<Shape>),
    /// One of several types.
    Union(Link<[Kind]>),
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
        $crate::Kind::Timestamp | $crate::Kind::Date(_) | $crate::Kind::Uuid | $crate::Kind::Uri | $crate::Kind::Email
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
        $crate::Kind::Number | $crate::Kind::Integer
    };
}

/// What other types are made into.
macro_rules! compound_kind {
    () => {
        $crate::Kind::List(_) | $crate::Kind::Map(_) | $crate::Kind::Object(_) | $crate::Kind::Union(_)
    };
}

pub(crate) use {compound_kind, format_kind, number_kind, text_kind};

impl Kind {
    /// Whether values of a JSON kind can be of the type.
    #[inline]
    pub(crate) fn takes(&self, json: JsonKind) -> bool {
        match self {
            Self::Any => true,
            Self::Boolean => json == JsonKind::Boolean,
            number_kind!() => json == JsonKind::Number,
            text_kind!() => json == JsonKind::String,
            Self::List(_) => json == JsonKind::Array,
            Self::Map(_) | Self::Object(_) => json == JsonKind::Object,
            Self::Union(kinds) => any_takes(*kinds, json),
        }
    }

    /// Whether `null` is a value of the type rather than the lack of one.
    pub(crate) fn takes_null(&self) -> bool {
        match self {
            Self::Any => true,
            Self::Boolean | number_kind!() | text_kind!() | compound_kind!() => false,
        }
    }

    /// Whether `""` is a value of the type rather than the lack of one.
    pub(crate) fn takes_empty(&self) -> bool {
        match self {
            Self::String | Self::Any => true,
            Self::Enum { values, .. } => values.contains(&""),
            Self::Union(kinds) => kinds.get().into_iter().flatten().any(Self::takes_empty),
            Self::Boolean | number_kind!() | format_kind!() | Self::List(_) | Self::Map(_) | Self::Object(_) => false,
        }
    }

    /// Whether the type has no other values than those that are listed.
    pub(crate) fn is_closed_enum(&self) -> bool {
        match self {
            Self::Enum { closed, .. } => *closed,
            Self::Any | Self::Boolean | Self::String | number_kind!() | format_kind!() | compound_kind!() => false,
        }
    }

    /// What is wrong with a value of a JSON kind that the type takes; not what is wrong inside it.
    pub(crate) fn verdict(&self, json: Json<'_>) -> Option<DeviationClass> {
        match self {
            Self::Number => {
                let is_finite = json.is_plain() || formats::is_finite(json.as_str());
                (!is_finite).then_some(DeviationClass::OutOfRange)
            }
            Self::Integer => match formats::integer(json.as_str()) {
                Integer::Exact(_) => None,
                Integer::Fraction => Some(DeviationClass::UnexpectedType),
                Integer::OutOfRange => Some(DeviationClass::OutOfRange),
            },
            Self::String if json.is_plain() => None,
            text_kind!() => match json.string() {
                Some(text) => self.text_verdict(&text),
                None => Some(DeviationClass::InvalidUnicode),
            },
            Self::Any | Self::Boolean | compound_kind!() => None,
        }
    }

    /// What is wrong with what a string stands for.
    pub(crate) fn text_verdict(&self, text: &str) -> Option<DeviationClass> {
        let has_format = match self {
            Self::Timestamp => formats::is_timestamp(text),
            Self::Date(format) => formats::date(text, format).is_some(),
            Self::Uuid => formats::is_uuid(text),
            Self::Uri => formats::is_uri(text),
            Self::Email => formats::is_email(text),
            Self::Enum { values, .. } => return (!values.contains(&text)).then_some(DeviationClass::UnknownValue),
            Self::String | Self::Any | Self::Boolean | number_kind!() | compound_kind!() => true,
        };
        (!has_format).then_some(DeviationClass::BadFormat)
    }

    /// Whether a text has the format of the type, if there is one.
    pub(crate) fn has_format(&self, text: &str) -> bool {
        self.text_verdict(text) != Some(DeviationClass::BadFormat)
    }
}

/// Whether an alternative takes values of a JSON kind. A call, so that the rest of [`Kind::takes`] can be inlined.
#[inline(never)]
fn any_takes(kinds: Link<[Kind]>, json: JsonKind) -> bool {
    kinds.get().into_iter().flatten().any(|kind| kind.takes(json))
}
