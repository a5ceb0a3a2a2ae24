//! Numbers, timestamps, dates, and what is sent in strings: types that keep the text they came as.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::decimal::Decimal;
use crate::field::Value;
use crate::formats::{self, Instant, Integer, TimeParts};
use crate::json::{Json, JsonKind};
use crate::kind::{Kind, UnixUnit, boolean_kind, compound_kind, number_kind};

/// A JSON number with the digits it was sent with: `0.10` stays `0.10`.
///
/// Two numbers are equal if their texts are; compare [`Number::to_f64`] to compare values.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number<'a>(&'a str);

impl<'a> Number<'a> {
    /// The digits, as sent.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// A JSON number, if its nearest double is finite.
    pub(crate) fn of(json: Json<'a>) -> Option<Self> {
        (json.is_plain() || formats::is_finite(json.as_str())).then(|| Self(json.as_str()))
    }

    /// The nearest double, correctly rounded. Always finite.
    pub fn to_f64(self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The nearest double, if nothing is lost on the way: its shortest digits are the number's own, but for zeros that say
    /// nothing. `0.10` is; 2^53 + 1 and 40 digits are not.
    pub fn to_f64_exact(self) -> Option<f64> {
        let double = self.to_f64();
        (Decimal::of(self.0) == Decimal::of(&double.to_string())).then_some(double)
    }

    /// Whether two numbers have the same value, however they are written: `1e2` and `100.0`.
    pub fn is_same_value(self, other: Number<'_>) -> bool {
        Decimal::of(self.0) == Decimal::of(other.0)
    }

    /// The value as an integer; `None` if it has a fraction or does not fit.
    pub fn to_i64(self) -> Option<i64> {
        match formats::integer(self.0) {
            Integer::Exact(value) => Some(value),
            Integer::Fraction | Integer::OutOfRange => None,
        }
    }
}

impl<'a> Value<'a> for Number<'a> {
    fn read(json: Json<'a>, _: &'static Kind) -> Option<Self> {
        if json.kind() == JsonKind::Number { Self::of(json) } else { None }
    }
}

impl fmt::Display for Number<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl fmt::Debug for Number<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A date and time of a known offset, with the text it was sent as. `serde` reads that of RFC 3339 alone back, since a text does not say
/// in which form it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Timestamp<'a> {
    text: Cow<'a, str>,
    form: TimestampForm,
}

/// How a timestamp is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum TimestampForm {
    Rfc3339,
    Rfc2822,
    Pattern(&'static str),
}

impl TimestampForm {
    fn of(kind: &Kind) -> Option<Self> {
        match kind {
            Kind::Timestamp => Some(Self::Rfc3339),
            Kind::Rfc2822 => Some(Self::Rfc2822),
            Kind::TimestampPattern(pattern) => Some(Self::Pattern(pattern)),
            Kind::String
            | boolean_kind!()
            | Kind::Null
            | Kind::DateTime(_)
            | Kind::Date(_)
            | Kind::Uuid
            | Kind::Uri
            | Kind::Email
            | Kind::Text(_)
            | Kind::Any
            | Kind::Enum { .. }
            | number_kind!()
            | compound_kind!() => None,
        }
    }
}

impl Timestamp<'_> {
    /// A text of RFC 3339.
    #[cfg(feature = "serde")]
    pub(crate) fn of(text: String) -> Self {
        Self { text: Cow::Owned(text), form: TimestampForm::Rfc3339 }
    }

    /// The text, as sent.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The point in time. Second 60 is read as 59.
    pub fn instant(&self) -> Instant {
        let instant = match self.form {
            TimestampForm::Rfc3339 => formats::instant(&self.text),
            TimestampForm::Rfc2822 => formats::rfc2822(&self.text),
            TimestampForm::Pattern(pattern) => formats::pattern_instant(&self.text, pattern),
        };
        instant.unwrap_or_default()
    }

    /// Keeps the text, so that the value outlives its payload.
    pub fn into_owned(self) -> Timestamp<'static> {
        Timestamp { text: Cow::Owned(self.text.into_owned()), form: self.form }
    }
}

impl<'a> Value<'a> for Timestamp<'a> {
    fn read(json: Json<'a>, kind: &'static Kind) -> Option<Self> {
        let form = TimestampForm::of(kind)?;
        let text = json.string().filter(|text| kind.has_format(text))?;
        Some(Self { text, form })
    }
}

impl fmt::Display for Timestamp<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// A date, as far as its pattern states one, with the text it was sent as.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Date<'a> {
    text: Cow<'a, str>,
    parts: TimeParts,
}

impl Date<'_> {
    /// The text, as sent.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The year, if the pattern has one.
    pub fn year(&self) -> Option<u16> {
        self.parts.year
    }

    /// The month from 1, if the pattern has one.
    pub fn month(&self) -> Option<u8> {
        self.parts.month.map(narrow)
    }

    /// The day of the month from 1, if the pattern has one.
    pub fn day(&self) -> Option<u8> {
        self.parts.day.map(narrow)
    }
}

/// A part of a time that has two digits.
fn narrow(part: u16) -> u8 {
    u8::try_from(part).unwrap_or_default()
}

impl<'a> Value<'a> for Date<'a> {
    fn read(json: Json<'a>, kind: &'static Kind) -> Option<Self> {
        let Kind::Date(pattern) = kind else { return None };
        let text = json.string()?;
        let parts = formats::time(&text, pattern)?;
        Some(Self { text, parts })
    }
}

impl fmt::Display for Date<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// A date and a time of day whose offset nobody states, with the text it was sent as. It is no point in time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateTime<'a> {
    text: Cow<'a, str>,
    parts: TimeParts,
}

impl DateTime<'_> {
    /// The text, as sent.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The year.
    pub fn year(&self) -> u16 {
        self.parts.year.unwrap_or_default()
    }

    /// The month, from 1.
    pub fn month(&self) -> u8 {
        self.parts.month.map_or(1, narrow)
    }

    /// The day of the month, from 1.
    pub fn day(&self) -> u8 {
        self.parts.day.map_or(1, narrow)
    }

    /// The hour.
    pub fn hour(&self) -> u8 {
        narrow(self.parts.hour)
    }

    /// The minute.
    pub fn minute(&self) -> u8 {
        narrow(self.parts.minute)
    }

    /// The second, or 0 if the pattern has none. Second 60 is read as 59.
    pub fn second(&self) -> u8 {
        narrow(self.parts.second.min(59))
    }

    /// Nanoseconds since then; what is finer is left out.
    pub fn nanoseconds(&self) -> u32 {
        self.parts.nanoseconds
    }
}

impl<'a> Value<'a> for DateTime<'a> {
    fn read(json: Json<'a>, kind: &'static Kind) -> Option<Self> {
        let Kind::DateTime(pattern) = kind else { return None };
        let text = json.string()?;
        let parts = formats::time(&text, pattern)?;
        Some(Self { text, parts })
    }
}

impl fmt::Display for DateTime<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// A string that is the JSON text of a `T`, with its text: `"398.00"` is one of a number.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TextOf<'a, T> {
    text: Cow<'a, str>,
    of: PhantomData<T>,
}

/// A number in a string.
pub type NumberText<'a> = TextOf<'a, Number<'static>>;
/// An integer in a string.
pub type IntegerText<'a> = TextOf<'a, i64>;
/// `"true"` or `"false"`.
pub type BooleanText<'a> = TextOf<'a, bool>;

impl<T> TextOf<'_, T> {
    /// The text, as sent.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Keeps the text, so that the value outlives its payload.
    pub fn into_owned(self) -> TextOf<'static, T> {
        TextOf { text: Cow::Owned(self.text.into_owned()), of: PhantomData }
    }
}

impl NumberText<'_> {
    /// The number, with its digits as sent.
    pub fn value(&self) -> Number<'_> {
        Number(&self.text)
    }
}

impl IntegerText<'_> {
    /// The integer.
    pub fn value(&self) -> i64 {
        Number(&self.text).to_i64().unwrap_or_default()
    }
}

impl BooleanText<'_> {
    /// What the text says.
    pub fn value(&self) -> bool {
        self.text == "true"
    }
}

impl<'a, T> Value<'a> for TextOf<'a, T> {
    fn read(json: Json<'a>, kind: &'static Kind) -> Option<Self> {
        let text = json.string().filter(|text| kind.has_format(text))?;
        Some(Self { text, of: PhantomData })
    }
}

impl<T> fmt::Display for TextOf<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<T> fmt::Debug for TextOf<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text)
    }
}

macro_rules! unix {
    ($($(#[$doc:meta])* $name:ident, $(#[$text_doc:meta])* $text:ident: $unit:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name<'a>(Number<'a>);

        $(#[$text_doc])*
        pub type $text<'a> = TextOf<'a, $name<'static>>;

        impl<'a> $name<'a> {
            /// The digits, as sent.
            pub fn as_str(self) -> &'a str {
                self.0.as_str()
            }

            /// The number, as sent.
            pub fn number(self) -> Number<'a> {
                self.0
            }

            /// The point in time.
            pub fn instant(self) -> Instant {
                formats::unix(self.as_str(), UnixUnit::$unit).unwrap_or_default()
            }
        }

        impl $text<'_> {
            /// What the text says.
            pub fn value(&self) -> $name<'_> {
                $name(Number(&self.text))
            }
        }

        impl<'a> Value<'a> for $name<'a> {
            fn read(json: Json<'a>, _: &'static Kind) -> Option<Self> {
                let is_one = json.kind() == JsonKind::Number && formats::unix(json.as_str(), UnixUnit::$unit).is_some();
                is_one.then(|| Self(Number(json.as_str())))
            }
        }

        impl fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    )*};
}

unix! {
    /// A point in time as seconds since 1970, with the digits it was sent with.
    UnixSeconds,
    /// The same in a string.
    UnixSecondsText: Seconds;
    /// A point in time as milliseconds since 1970, with the digits it was sent with.
    UnixMillis,
    /// The same in a string.
    UnixMillisText: Millis;
}
