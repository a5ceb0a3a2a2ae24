//! What a value is to a type: which JSON kinds each type takes, and what is wrong with a value. All code that reads, chooses or checks a
//! value asks here.

use crate::deviation::DeviationClass;
use crate::formats::{self, Integer};
use crate::json::{Json, JsonKind};
use crate::kind::{Kind, Link, Union, boolean_kind, compound_kind, format_kind, number_kind, text_kind};

impl Kind {
    /// Whether values of a JSON kind can be of the type.
    #[inline]
    pub(crate) fn takes(&self, json: JsonKind) -> bool {
        match self {
            Self::Any => true,
            boolean_kind!() => json == JsonKind::Boolean,
            number_kind!() => json == JsonKind::Number,
            text_kind!() => json == JsonKind::String,
            Self::Null => json == JsonKind::Null,
            Self::List(_) => json == JsonKind::Array,
            Self::Map(_) | Self::Object(_) => json == JsonKind::Object,
            Self::Nullable(kind) => json == JsonKind::Null || kind.takes(json),
            Self::Union(union) => any_takes(*union, json),
        }
    }

    /// Whether `null` is a value of the type rather than the lack of one.
    pub(crate) fn takes_null(&self) -> bool {
        match self {
            Self::Null | Self::Any => true,
            boolean_kind!() | number_kind!() | text_kind!() | compound_kind!() => false,
        }
    }

    /// Whether every value is one of the type.
    pub(crate) fn takes_everything(&self) -> bool {
        match self {
            Self::Any => true,
            Self::Null | boolean_kind!() | number_kind!() | text_kind!() | compound_kind!() => false,
        }
    }

    /// Whether `""` is a value of the type rather than the lack of one.
    pub(crate) fn takes_empty(&self) -> bool {
        match self {
            Self::String | Self::Any => true,
            Self::Enum { values, .. } => values.contains(&""),
            Self::Union(union) => union.get().is_some_and(|union| union.alternatives.iter().any(Self::takes_empty)),
            Self::Nullable(kind) => kind.takes_empty(),
            Self::Null
            | boolean_kind!()
            | number_kind!()
            | format_kind!()
            | Self::List(_)
            | Self::Map(_)
            | Self::Object(_) => false,
        }
    }

    /// Whether the type has no other values than those that are listed.
    pub(crate) fn is_closed_enum(&self) -> bool {
        match self {
            Self::Enum { closed, .. } | Self::Integers { closed, .. } => *closed,
            Self::Constant(_) => true,
            Self::Null
            | Self::Any
            | Self::Boolean
            | Self::String
            | Self::Number
            | Self::Integer
            | Self::Unix(_)
            | format_kind!()
            | compound_kind!() => false,
        }
    }

    /// What is wrong with a value of a JSON kind that the type takes; not what is wrong inside it.
    pub(crate) fn verdict(&self, json: Json<'_>) -> Option<DeviationClass> {
        match self {
            Self::Number => {
                let is_finite = json.is_plain() || formats::is_finite(json.as_str());
                (!is_finite).then_some(DeviationClass::OutOfRange)
            }
            Self::Integer => integer_verdict(json, |_| true),
            Self::Integers { values, .. } => integer_verdict(json, |value| values.contains(&value)),
            Self::Constant(value) => {
                let is_it = json.as_str() == if *value { "true" } else { "false" };
                (!is_it).then_some(DeviationClass::UnknownValue)
            }
            Self::Unix(unit) => formats::unix(json.as_str(), *unit).is_none().then_some(DeviationClass::OutOfRange),
            Self::String if json.is_plain() => None,
            text_kind!() => match json.string() {
                Some(text) => self.text_verdict(&text),
                None => Some(DeviationClass::InvalidUnicode),
            },
            Self::Null | Self::Any | Self::Boolean | compound_kind!() => None,
        }
    }

    /// What is wrong with what a string stands for.
    pub(crate) fn text_verdict(&self, text: &str) -> Option<DeviationClass> {
        let has_format = match self {
            Self::Timestamp => formats::is_timestamp(text),
            Self::Rfc2822 => formats::rfc2822(text).is_some(),
            Self::TimestampPattern(pattern) | Self::DateTime(pattern) | Self::Date(pattern) => {
                formats::time(text, pattern).is_some()
            }
            Self::Uuid => formats::is_uuid(text),
            Self::Uri => formats::is_uri(text),
            Self::Email => formats::is_email(text),
            Self::Text(of) => of.has_value_written(text),
            Self::Enum { values, .. } => return (!values.contains(&text)).then_some(DeviationClass::UnknownValue),
            Self::Null | Self::String | Self::Any | boolean_kind!() | number_kind!() | compound_kind!() => true,
        };
        (!has_format).then_some(DeviationClass::BadFormat)
    }

    /// Whether a text is exactly the JSON text of a value of the type.
    fn has_value_written(&self, text: &str) -> bool {
        let is_value = |json: Json<'_>| self.takes(json.kind()) && self.verdict(json).is_none();
        Json::scalar(text).is_some_and(is_value)
    }

    /// Whether a text has the format of the type, if there is one.
    pub(crate) fn has_format(&self, text: &str) -> bool {
        self.text_verdict(text) != Some(DeviationClass::BadFormat)
    }
}

/// What is wrong with a number where there has to be an integer, and a known one.
fn integer_verdict(json: Json<'_>, is_known: impl Fn(i64) -> bool) -> Option<DeviationClass> {
    match formats::integer(json.as_str()) {
        Integer::Exact(value) => (!is_known(value)).then_some(DeviationClass::UnknownValue),
        Integer::Fraction => Some(DeviationClass::UnexpectedType),
        Integer::OutOfRange => Some(DeviationClass::OutOfRange),
    }
}

/// Whether an alternative takes values of a JSON kind. A call, so that the rest of [`Kind::takes`] can be inlined.
#[inline(never)]
fn any_takes(union: Link<Union>, json: JsonKind) -> bool {
    union.get().is_some_and(|union| union.alternatives.iter().any(|kind| kind.takes(json)))
}
