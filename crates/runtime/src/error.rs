//! Why a payload was refused, and where.

use std::fmt;

/// Why a text is not a payload. Nothing else is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorClass {
    /// The text is longer than [`Limits::bytes`](crate::Limits::bytes).
    TooLarge,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// The text is not JSON (RFC 8259).
    Syntax,
    /// Arrays and objects are nested deeper than [`Limits::depth`](crate::Limits::depth).
    TooDeep,
    /// The text is JSON, but not an object.
    NotAnObject,
}

impl ErrorClass {
    /// Every class.
    pub const ALL: [Self; 5] = [Self::TooLarge, Self::NotUtf8, Self::Syntax, Self::TooDeep, Self::NotAnObject];

    /// The name that every SDK uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::NotUtf8 => "not_utf8",
            Self::Syntax => "syntax",
            Self::TooDeep => "too_deep",
            Self::NotAnObject => "not_an_object",
        }
    }
}

/// A refused payload. Holds nothing of the payload's content, so it is safe to log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    class: ErrorClass,
    offset: usize,
    line: usize,
    column: usize,
}

impl DecodeError {
    pub(crate) fn new(class: ErrorClass, offset: usize, bytes: &[u8]) -> Self {
        let before = bytes.get(..offset).unwrap_or(bytes);
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Self { class, offset, line, column: before.len() - line_start + 1 }
    }

    /// Why the text was refused.
    pub fn class(&self) -> ErrorClass {
        self.class
    }

    /// The offset of the error in bytes, from 0.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The line of that byte, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column of that byte, in bytes, from 1.
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for ErrorClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.class {
            ErrorClass::TooLarge => "payload too large",
            ErrorClass::NotUtf8 => "invalid UTF-8",
            ErrorClass::Syntax => "invalid JSON",
            ErrorClass::TooDeep => "payload nested too deeply",
            ErrorClass::NotAnObject => "not a JSON object",
        };
        write!(f, "{what} at line {}, column {} (byte {})", self.line, self.column, self.offset)
    }
}

impl std::error::Error for DecodeError {}
