//! The known values of enums: strings, integers or a boolean, and never several of these in one enum.

use std::fmt;
use std::ops::Deref;

use crate::catalog::EnumValue;
use crate::scalar::Scalar;

/// A value as an enum lists it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Literal {
    /// A string.
    Text(String),
    /// An integer that every reader of JSON keeps.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
}

impl Literal {
    /// What it is.
    pub fn kind(&self) -> LiteralKind {
        match self {
            Self::Text(_) => LiteralKind::Text,
            Self::Integer(_) => LiteralKind::Integer,
            Self::Boolean(_) => LiteralKind::Boolean,
        }
    }

    /// The characters of a string.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Integer(_) | Self::Boolean(_) => None,
        }
    }

    /// The number, if it is one.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(integer) => Some(*integer),
            Self::Text(_) | Self::Boolean(_) => None,
        }
    }

    /// The boolean, if it is one.
    pub fn boolean(&self) -> Option<bool> {
        match self {
            Self::Boolean(boolean) => Some(*boolean),
            Self::Text(_) | Self::Integer(_) => None,
        }
    }

    /// Whether it is `""`.
    pub fn is_blank(&self) -> bool {
        self.text() == Some("")
    }

    /// As a value of JSON.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Integer(integer) => (*integer).into(),
            Self::Boolean(boolean) => (*boolean).into(),
        }
    }
}

/// For people: a string without quotes.
impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(integer) => write!(f, "{integer}"),
            Self::Boolean(boolean) => write!(f, "{boolean}"),
        }
    }
}

/// What the values of an enum are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LiteralKind {
    /// Strings.
    Text,
    /// Integers.
    Integer,
    /// A boolean.
    Boolean,
}

impl LiteralKind {
    /// All kinds.
    pub(crate) const ALL: [Self; 3] = [Self::Text, Self::Integer, Self::Boolean];

    /// The type that has these values and all others of their kind.
    pub fn scalar(self) -> Scalar {
        match self {
            Self::Text => Scalar::String,
            Self::Integer => Scalar::Integer,
            Self::Boolean => Scalar::Boolean,
        }
    }
}

/// The known values of an enum, all of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    kind: LiteralKind,
    all: Vec<EnumValue>,
}

impl Values {
    /// Those of a kind among these.
    pub(crate) fn of(kind: LiteralKind, all: Vec<EnumValue>) -> Self {
        let all = all.into_iter().filter(|value| value.value.kind() == kind).collect();
        Self { kind, all }
    }

    /// What they are.
    pub fn kind(&self) -> LiteralKind {
        self.kind
    }

    /// The strings among them: all, if they are strings.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.all.iter().filter_map(|value| value.value.text())
    }

    /// The integers among them: all, if they are integers.
    pub fn integers(&self) -> impl Iterator<Item = i64> {
        self.all.iter().filter_map(|value| value.value.integer())
    }

    /// The boolean that is the only value, if it is one.
    pub fn boolean(&self) -> Option<bool> {
        self.all.first()?.value.boolean()
    }
}

impl Deref for Values {
    type Target = [EnumValue];

    fn deref(&self) -> &[EnumValue] {
        &self.all
    }
}

impl<'a> IntoIterator for &'a Values {
    type Item = &'a EnumValue;
    type IntoIter = std::slice::Iter<'a, EnumValue>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}
