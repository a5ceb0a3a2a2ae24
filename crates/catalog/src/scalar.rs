//! The built-in types that have no types of the specification in them: a variant, a name and a row each. Code that needs one of these facts reads it here; what one
//! target makes of a type is an exhaustive `match` of its own.

use std::borrow::Cow;

pub use eventspec_runtime::UnixUnit;

use eventspec_runtime::JsonKind;

use crate::time_pattern::{TimeClass, TimePattern};

/// A built-in type that has no type of the specification in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// Any text.
    String,
    /// A JSON number; its digits matter.
    Number,
    /// A JSON number without a fraction.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// An RFC 3339 date and time.
    Timestamp,
    /// An RFC 2822 date and time.
    Rfc2822,
    /// A date and time with its offset, in the stated pattern.
    TimestampPattern(TimePattern),
    /// A number that counts since 1970.
    Unix(UnixUnit),
    /// A date and time without an offset, in the stated pattern.
    DateTime(TimePattern),
    /// A date in the stated pattern.
    Date(TimePattern),
    /// An RFC 9562 UUID in its hyphenated form.
    Uuid,
    /// An RFC 3986 URI with a scheme.
    Uri,
    /// An e-mail address.
    Email,
    /// A string that is the JSON text of something else.
    Text(TextOf),
    /// `null` and nothing else: only of a field.
    Null,
    /// Any JSON value.
    Any,
}

/// What is known of a scalar, whatever is made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScalarRow {
    /// The name in specifications.
    pub name: ScalarName,
    /// What its values are in JSON.
    pub json: JsonType,
    /// Whether `""` is a value of it, rather than the lack of one.
    pub takes_empty: bool,
    /// One value of it, in a sentence.
    pub phrase: Cow<'static, str>,
    /// The type, in a table.
    pub label: Cow<'static, str>,
}

/// What the values of a scalar are in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonType {
    /// Anything.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// `null`.
    Null,
}

impl JsonType {
    /// The JSON kinds of such values.
    pub fn kinds(self) -> &'static [JsonKind] {
        match self {
            Self::Any => &[
                JsonKind::Null,
                JsonKind::Boolean,
                JsonKind::Number,
                JsonKind::String,
                JsonKind::Array,
                JsonKind::Object,
            ],
            Self::Boolean => &[JsonKind::Boolean],
            Self::Number => &[JsonKind::Number],
            Self::String => &[JsonKind::String],
            Self::Null => &[JsonKind::Null],
        }
    }
}

/// What a string can be the JSON text of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextOf {
    /// A number.
    Number,
    /// An integer.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A number that counts since 1970.
    Unix(UnixUnit),
}

impl TextOf {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 5] =
        [Self::Number, Self::Integer, Self::Boolean, Self::Unix(UnixUnit::Seconds), Self::Unix(UnixUnit::Millis)];

    /// The type of what the text says.
    pub fn scalar(self) -> Scalar {
        match self {
            Self::Number => Scalar::Number,
            Self::Integer => Scalar::Integer,
            Self::Boolean => Scalar::Boolean,
            Self::Unix(unit) => Scalar::Unix(unit),
        }
    }

    /// That type as specifications write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Unix(UnixUnit::Seconds) => "timestamp(unix)",
            Self::Unix(UnixUnit::Millis) => "timestamp(unix_ms)",
        }
    }
}

macro_rules! names {
    ($($variant:ident $name:literal)*) => {
        /// The name of a scalar.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ScalarName { $(#[doc = concat!("`", $name, "`")] $variant,)* }

        impl ScalarName {
            /// Every name, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name as specifications have it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

names! {
    String "string"
    Number "number"
    Integer "integer"
    Boolean "boolean"
    Timestamp "timestamp"
    DateTime "datetime"
    Date "date"
    Uuid "uuid"
    Uri "uri"
    Email "email"
    Text "text"
    Null "null"
    Any "any"
}

impl ScalarName {
    /// The name that a text is.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|name| name.as_str() == text)
    }

    /// The scalar of the name alone, unless it needs a parameter.
    pub fn plain(self) -> Option<Scalar> {
        Some(match self {
            Self::String => Scalar::String,
            Self::Number => Scalar::Number,
            Self::Integer => Scalar::Integer,
            Self::Boolean => Scalar::Boolean,
            Self::Timestamp => Scalar::Timestamp,
            Self::DateTime | Self::Text => return None,
            Self::Date => Scalar::Date(TimePattern::of_dates()),
            Self::Uuid => Scalar::Uuid,
            Self::Uri => Scalar::Uri,
            Self::Email => Scalar::Email,
            Self::Null => Scalar::Null,
            Self::Any => Scalar::Any,
        })
    }
}

/// What is known of a scalar, put together.
fn row(
    name: ScalarName,
    json: JsonType,
    takes_empty: bool,
    phrase: impl Into<Cow<'static, str>>,
    label: impl Into<Cow<'static, str>>,
) -> ScalarRow {
    ScalarRow { name, json, takes_empty, phrase: phrase.into(), label: label.into() }
}

impl Scalar {
    /// Every scalar; of those with a pattern, one with a pattern that is usual for it.
    pub fn listed() -> impl Iterator<Item = Self> {
        let plain = ScalarName::ALL.iter().filter_map(|name| name.plain());
        let patterns = TimeClass::ALL.map(|class| class.with(class.usual()));
        let times = UnixUnit::ALL.map(Self::Unix).into_iter().chain([Self::Rfc2822]).chain(patterns);
        plain.chain(times).chain(TextOf::ALL.map(Self::Text))
    }

    /// What is known of the scalar.
    pub fn row(&self) -> ScalarRow {
        let in_pattern = |name: ScalarName, what: &str, pattern: &TimePattern| {
            let pattern = pattern.as_str();
            let label = format!("{} ({pattern})", name.as_str());
            row(name, JsonType::String, false, format!("{what} as {pattern}"), label)
        };
        match self {
            Self::String => row(ScalarName::String, JsonType::String, true, "a string", "string"),
            Self::Number => row(ScalarName::Number, JsonType::Number, false, "a number", "number"),
            Self::Integer => row(ScalarName::Integer, JsonType::Number, false, "an integer", "integer"),
            Self::Boolean => row(ScalarName::Boolean, JsonType::Boolean, false, "a boolean", "boolean"),
            Self::Timestamp => {
                row(ScalarName::Timestamp, JsonType::String, false, "an RFC 3339 timestamp", "timestamp (RFC 3339)")
            }
            Self::Unix(unit) => {
                let unit = match unit {
                    UnixUnit::Seconds => "seconds",
                    UnixUnit::Millis => "milliseconds",
                };
                let phrase = format!("a unix timestamp in {unit}, of the years 1 to 9999");
                row(ScalarName::Timestamp, JsonType::Number, false, phrase, format!("timestamp (unix, {unit})"))
            }
            Self::Rfc2822 => {
                row(ScalarName::Timestamp, JsonType::String, false, "an RFC 2822 timestamp", "timestamp (RFC 2822)")
            }
            Self::TimestampPattern(pattern) => in_pattern(ScalarName::Timestamp, "a timestamp", pattern),
            Self::DateTime(pattern) => in_pattern(ScalarName::DateTime, "a date and time", pattern),
            Self::Date(pattern) => in_pattern(ScalarName::Date, "a date", pattern),
            Self::Uuid => row(ScalarName::Uuid, JsonType::String, false, "a UUID", "UUID"),
            Self::Uri => row(ScalarName::Uri, JsonType::String, false, "a URI", "URI"),
            Self::Email => row(ScalarName::Email, JsonType::String, false, "an e-mail address", "e-mail address"),
            Self::Text(of) => {
                let ScalarRow { phrase, label, .. } = of.scalar().row();
                row(
                    ScalarName::Text,
                    JsonType::String,
                    false,
                    format!("{phrase} in a string"),
                    format!("{label} in a string"),
                )
            }
            Self::Null => row(ScalarName::Null, JsonType::Null, false, "`null`", "null"),
            Self::Any => row(ScalarName::Any, JsonType::Any, true, "a value", "any JSON value"),
        }
    }

    /// What stands behind the name: the form or pattern of a time, what a text is of.
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::TimestampPattern(pattern) | Self::DateTime(pattern) | Self::Date(pattern) => Some(pattern.as_str()),
            Self::Rfc2822 => Some("rfc2822"),
            Self::Unix(unit) => Some(unit.as_str()),
            Self::Text(of) => Some(of.as_str()),
            Self::String
            | Self::Number
            | Self::Integer
            | Self::Boolean
            | Self::Timestamp
            | Self::Uuid
            | Self::Uri
            | Self::Email
            | Self::Null
            | Self::Any => None,
        }
    }

    /// Order and separators of its parts, if it has a pattern.
    pub fn pattern(&self) -> Option<&TimePattern> {
        match self {
            Self::TimestampPattern(pattern) | Self::DateTime(pattern) | Self::Date(pattern) => Some(pattern),
            Self::String
            | Self::Number
            | Self::Integer
            | Self::Boolean
            | Self::Null
            | Self::Timestamp
            | Self::Rfc2822
            | Self::Unix(_)
            | Self::Uuid
            | Self::Uri
            | Self::Email
            | Self::Text(_)
            | Self::Any => None,
        }
    }

    /// Whether its values are points in time, in a string or not.
    pub fn is_instant(&self) -> bool {
        match self {
            Self::Timestamp
            | Self::Rfc2822
            | Self::TimestampPattern(_)
            | Self::Unix(_)
            | Self::Text(TextOf::Unix(_)) => true,
            Self::Text(TextOf::Number | TextOf::Integer | TextOf::Boolean)
            | Self::DateTime(_)
            | Self::Date(_)
            | Self::String
            | Self::Number
            | Self::Integer
            | Self::Boolean
            | Self::Null
            | Self::Uuid
            | Self::Uri
            | Self::Email
            | Self::Any => false,
        }
    }

    /// What it is the JSON text of, if it is that.
    pub fn text_of(&self) -> Option<TextOf> {
        match self {
            Self::Text(of) => Some(*of),
            Self::Unix(_)
            | Self::String
            | Self::Number
            | Self::Integer
            | Self::Boolean
            | Self::Timestamp
            | Self::Rfc2822
            | Self::TimestampPattern(_)
            | Self::DateTime(_)
            | Self::Date(_)
            | Self::Uuid
            | Self::Uri
            | Self::Email
            | Self::Null
            | Self::Any => None,
        }
    }

    /// What it counts if it is a unix time, in a string or not.
    pub fn unix(&self) -> Option<UnixUnit> {
        match self {
            Self::Unix(unit) | Self::Text(TextOf::Unix(unit)) => Some(*unit),
            Self::Text(TextOf::Number | TextOf::Integer | TextOf::Boolean)
            | Self::String
            | Self::Number
            | Self::Integer
            | Self::Boolean
            | Self::Timestamp
            | Self::Rfc2822
            | Self::TimestampPattern(_)
            | Self::DateTime(_)
            | Self::Date(_)
            | Self::Uuid
            | Self::Uri
            | Self::Email
            | Self::Null
            | Self::Any => None,
        }
    }

    /// The type as specifications write it: `date(DD-MM-YYYY)`, `timestamp(unix)` or `text<number>`.
    pub fn spelling(&self) -> String {
        let name = self.row().name;
        // What a name means alone is written alone.
        match self.parameter().filter(|_| name.plain().as_ref() != Some(self)) {
            Some(parameter) if TimeClass::of(name).is_some() => format!("{}({parameter})", name.as_str()),
            Some(parameter) => format!("{}<{parameter}>", name.as_str()),
            None => name.as_str().to_owned(),
        }
    }
}
