//! A payload that knows what it is made of: built from parts whose meaning is known, and printed.

use std::fmt::{self, Display, Formatter};

use eventspec_catalog::Type;
use serde_json::Value;

/// A JSON value.
#[derive(Clone, Debug)]
pub enum Node {
    Null,
    Boolean(bool),
    Number(&'static str, Size),
    Text(Text),
    List(Vec<Node>),
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
#[derive(Clone, Debug)]
pub struct Text {
    /// As it is written, quotes included.
    pub json: String,
    /// What that means.
    pub value: String,
    /// What else it is.
    pub nature: Nature,
}

/// What a text is beside a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Nature {
    /// Of no format.
    Plain,
    /// A value of this type.
    Of(Type),
    /// A value of whatever type it is sent for.
    Conforming,
    /// Of no format to the contract; validators of JSON Schema differ about it.
    Disputed,
    /// Half a surrogate pair is in it.
    Cut,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// The key as it is written, quotes included.
    pub json: String,
    /// What that means.
    pub key: String,
    pub value: Node,
    /// White space wherever it may be.
    pub is_spaced: bool,
    /// The text of the value, where it is not the printed one.
    pub source: Option<String>,
}

impl Node {
    /// A string of no format.
    pub fn text(value: &str) -> Self {
        Self::of(value, Nature::Plain)
    }

    pub fn of(value: &str, nature: Nature) -> Self {
        Self::Text(Text { json: quoted(value), value: value.to_owned(), nature })
    }

    /// A string as it is written.
    pub fn written(json: &str, value: &str, nature: Nature) -> Self {
        Self::Text(Text { json: json.to_owned(), value: value.to_owned(), nature })
    }

    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.value.is_empty() && text.nature != Nature::Cut)
    }

    fn levels(&self) -> usize {
        match self {
            Self::List(items) => 1 + items.iter().map(Self::levels).max().unwrap_or(0),
            Self::Object(members) => 1 + members.iter().map(|member| member.value.levels()).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// Whether every JSON parser reads the same from it, and every validator says the same of it.
    pub fn is_undisputed(&self) -> bool {
        match self {
            Self::Null | Self::Boolean(_) => true,
            Self::Number(_, size) => !matches!(size, Size::Huge | Size::LostFraction),
            Self::Text(text) => !matches!(text.nature, Nature::Cut | Nature::Disputed),
            Self::List(items) => items.iter().all(Self::is_undisputed),
            Self::Object(members) => members.iter().all(Member::is_undisputed),
        }
    }
}

impl Text {
    /// Whether a text is a value of a format.
    pub fn is_of(&self, ty: &Type) -> bool {
        self.nature == Nature::Conforming || self.nature == Nature::Of(ty.clone())
    }
}

impl Member {
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
    pub fn is_undisputed(&self) -> bool {
        let is_plain = !self.json.contains("\\ud") && self.key != "__proto__";
        is_plain && self.value.is_undisputed() && self.value.levels() < 100
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Number(text, _) => f.write_str(text),
            Self::Text(text) => f.write_str(&text.json),
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

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
