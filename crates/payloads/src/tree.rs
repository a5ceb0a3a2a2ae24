//! A payload that knows what it is made of: built from parts whose meaning is known, and printed as JSON.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};

use eventspec_catalog::{Decimal, Literal, Scalar, TextOf, UnixUnit};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::times;

/// The key of an entry of a map.
pub const KEY: &str = "a key";

/// A JSON value; `Display` prints it.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number as it is written, and what its digits amount to.
    Number(Cow<'static, str>, Size),
    /// A string.
    Text(Text),
    /// An array.
    List(Vec<Node>),
    /// An object; keys may occur more than once.
    Object(Vec<Member>),
}

/// What the digits of a number amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// No fraction, within 64 bits.
    Whole,
    /// A fraction.
    Fraction,
    /// A fraction that is lost in a double, so that validators take the number for a whole one.
    LostFraction,
    /// No fraction, beyond 64 bits.
    Big,
    /// Beyond a double.
    Huge,
}

/// A string.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// What it means.
    pub value: Cow<'static, str>,
    /// How it is written, quotes included, where that is not the usual way.
    pub written: Option<Cow<'static, str>>,
    /// What else is known of it.
    pub kind: TextKind,
}

/// What is known of a text beside its characters.
#[derive(Clone, Debug, PartialEq)]
pub enum TextKind {
    /// It has no format.
    Plain,
    /// It is a value of this type.
    ValueOf(Scalar),
    /// It is a value of whatever type it is sent for.
    Conforming,
    /// It has no format to the contract; validators of JSON Schema disagree about it.
    ValidatorsDisagree,
    /// Half of a surrogate pair is in it.
    LoneSurrogate,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key as it is written, quotes included.
    pub json: String,
    /// What that means.
    pub key: String,
    /// Its value.
    pub value: Node,
    /// Whether white space stands wherever it may.
    pub is_spaced: bool,
    /// The text of the value, where it is not the printed one.
    pub source: Option<String>,
}

impl Node {
    /// A string without a format.
    pub fn text(value: &str) -> Self {
        Self::of(value.to_owned().into(), TextKind::Plain)
    }

    /// A string, written in the usual way.
    pub const fn of(value: Cow<'static, str>, kind: TextKind) -> Self {
        Self::Text(Text { value, written: None, kind })
    }

    /// A string as it is written, quotes included.
    pub fn written(json: &str, value: &str, kind: TextKind) -> Self {
        let written = Some(json.to_owned().into());
        Self::Text(Text { value: value.to_owned().into(), written, kind })
    }

    /// A number as it is written.
    pub const fn number(digits: &'static str, size: Size) -> Self {
        Self::Number(Cow::Borrowed(digits), size)
    }

    /// A value that an enum lists, written in the usual way.
    pub fn of_literal(literal: &Literal) -> Self {
        match literal {
            Literal::Text(text) => Self::text(text),
            Literal::Integer(integer) => Self::integer(*integer),
            Literal::Boolean(boolean) => Self::Boolean(*boolean),
        }
    }

    /// A whole number within 64 bits.
    pub fn integer(integer: i64) -> Self {
        Self::Number(Cow::Owned(integer.to_string()), Size::Whole)
    }

    /// Whether it is a value that an enum lists, by another reader than that of the SDKs: numbers are compared as decimals.
    pub fn is_literal(&self, literal: &Literal) -> bool {
        match (self, literal) {
            (Self::Text(text), Literal::Text(known)) => text.value == *known,
            (Self::Number(digits, _), Literal::Integer(known)) => {
                Decimal::from(*known).of_number(digits).is_some_and(Ordering::is_eq)
            }
            (Self::Boolean(boolean), Literal::Boolean(known)) => boolean == known,
            (
                Self::Null | Self::Boolean(_) | Self::Number(..) | Self::Text(_) | Self::List(_) | Self::Object(_),
                Literal::Text(_) | Literal::Integer(_) | Literal::Boolean(_),
            ) => false,
        }
    }

    /// Whether this is `""`, which many vendors send for "no value".
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.value.is_empty() && text.kind != TextKind::LoneSurrogate)
    }

    /// Whether every JSON parser reads the same from it, and every validator says the same of it.
    pub(crate) fn is_undisputed(&self) -> bool {
        match self {
            Self::Null | Self::Boolean(_) => true,
            Self::Number(_, size) => !matches!(size, Size::Huge | Size::LostFraction),
            Self::Text(text) => !matches!(text.kind, TextKind::LoneSurrogate | TextKind::ValidatorsDisagree),
            Self::List(items) => items.iter().all(Self::is_undisputed),
            Self::Object(members) => members.iter().all(Member::is_undisputed),
        }
    }

    fn levels(&self) -> usize {
        match self {
            Self::List(items) => 1 + items.iter().map(Self::levels).max().unwrap_or(0),
            Self::Object(members) => 1 + members.iter().map(|member| member.value.levels()).max().unwrap_or(0),
            Self::Null | Self::Boolean(_) | Self::Number(..) | Self::Text(_) => 0,
        }
    }
}

impl Text {
    /// Whether it is a value of a type that has a format.
    pub fn is_of(&self, scalar: &Scalar) -> bool {
        match (&self.kind, says(scalar, &self.value)) {
            (TextKind::Conforming, _) => true,
            (TextKind::LoneSurrogate, _) | (TextKind::Plain | TextKind::ValidatorsDisagree, None) => false,
            // Its characters say so, whatever it was made for.
            (_, Some(is_one)) => is_one,
            (TextKind::ValueOf(own), None) => own == scalar,
        }
    }
}

/// What the characters of a text say of whether it is of a type, by another reader than that of the SDKs; `None` where that is
/// known from what it was made for.
fn says(scalar: &Scalar, text: &str) -> Option<bool> {
    match scalar {
        Scalar::Text(of) => Some(is_json_of(*of, text)),
        Scalar::TimestampPattern(pattern) | Scalar::DateTime(pattern) | Scalar::Date(pattern) => {
            Some(times::is_in(pattern, text))
        }
        Scalar::Timestamp => Some(times::is_rfc3339(text)),
        Scalar::Rfc2822 => Some(times::is_rfc2822(text)),
        Scalar::String
        | Scalar::Number
        | Scalar::Integer
        | Scalar::Boolean
        | Scalar::Null
        | Scalar::Unix(_)
        | Scalar::Uuid
        | Scalar::Uri
        | Scalar::Email
        | Scalar::Any => None,
    }
}

/// Whether a text is the JSON text of a value, by another reader than that of the SDKs.
fn is_json_of(of: TextOf, text: &str) -> bool {
    let is_double = || is_number(text) && text.parse::<f64>().is_ok_and(f64::is_finite);
    let is_64_bits = |number: Decimal| (Decimal::from(i64::MIN)..=Decimal::from(i64::MAX)).contains(&number);
    match of {
        TextOf::Number => is_double(),
        TextOf::Integer => {
            let whole = Decimal::bound(text).filter(|number| number.is_whole());
            is_double() && whole.is_some_and(is_64_bits)
        }
        TextOf::Boolean => text == "true" || text == "false",
        TextOf::Unix(unit) => is_double() && is_unix(unit, text),
    }
}

/// Whether the text of a JSON number is a unix time of the years 1 to 9999.
pub fn is_unix(unit: UnixUnit, digits: &str) -> bool {
    let [first, end] = unix_range(unit).map(|bound| Decimal::from(bound).of_number(digits));
    first.is_some_and(Ordering::is_ge) && end.is_some_and(Ordering::is_lt)
}

/// The first unix time of the year 1, and the first after the year 9999.
pub fn unix_range(unit: UnixUnit) -> [i64; 2] {
    let of_a_second = match unit {
        UnixUnit::Seconds => 1,
        UnixUnit::Millis => 1000,
    };
    [-62_135_596_800, 253_402_300_800].map(|seconds: i64| seconds * of_a_second)
}

/// Whether a text is a JSON number, of any size.
pub(crate) fn is_number(text: &str) -> bool {
    text.trim() == text
        && text.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        && serde_json::from_str::<&RawValue>(text).is_ok()
}

impl Member {
    /// A member, written in the usual way.
    pub fn new(key: &str, value: Node) -> Self {
        Self { json: quoted(key), key: key.to_owned(), value, is_spaced: false, source: None }
    }

    /// The same member with every character of its key escaped.
    pub fn escaped(key: &str, value: Node) -> Self {
        let units: String = key.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        Self { json: format!("\"{units}\""), ..Self::new(key, value) }
    }

    /// The text of its value.
    pub fn seen(&self) -> String {
        self.source.clone().unwrap_or_else(|| self.value.to_string())
    }

    /// As [`Node::is_undisputed`]. ajv passes over a property `__proto__`, and many parsers stop before level 128.
    pub(crate) fn is_undisputed(&self) -> bool {
        let is_plain = !self.json.contains("\\ud") && self.key != "__proto__";
        is_plain && self.value.is_undisputed() && self.value.levels() < 100
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Number(digits, _) => f.write_str(digits),
            Self::Text(Text { written: Some(json), .. }) => f.write_str(json),
            Self::Text(text) => f.write_str(&quoted(&text.value)),
            Self::List(items) => write!(f, "[{}]", joined(items)),
            Self::Object(members) => write!(f, "{{{}}}", joined(members)),
        }
    }
}

impl Display for Member {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (key, value) = (&self.json, self.seen());
        if self.is_spaced { write!(f, "\n {key}\t:\r {value} ") } else { write!(f, "{key}:{value}") }
    }
}

fn joined(parts: &[impl Display]) -> String {
    parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// A text as a JSON string.
pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
