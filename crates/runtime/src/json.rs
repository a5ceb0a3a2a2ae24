//! A valid JSON value as the text it was sent as.

use std::borrow::Cow;
use std::fmt;

use crate::error::DecodeError;
use crate::limits::Limits;
use crate::scan::{self, Fault, MAX_DEPTH};
use crate::text;

/// A JSON value, as sent.
#[derive(Clone, Copy)]
pub struct Json<'a> {
    text: &'a str,
    /// Known to be a string without escapes or a number that is finite at a glance; other values it tells nothing of.
    plain: bool,
}

impl PartialEq for Json<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Json<'_> {}

/// What a JSON value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl JsonKind {
    /// What a value is that begins with a byte.
    #[inline(always)]
    pub(crate) fn of(first: u8) -> Self {
        match first {
            b'"' => Self::String,
            b'{' => Self::Object,
            b'[' => Self::Array,
            b't' | b'f' => Self::Boolean,
            b'n' => Self::Null,
            _ => Self::Number,
        }
    }
}

impl<'a> Json<'a> {
    /// A text that is one JSON value, of any kind.
    ///
    /// # Errors
    /// Fails for a text that is not JSON, or passes a limit.
    #[doc(hidden)]
    pub fn parse(text: &'a str, limits: Limits) -> Result<Self, DecodeError> {
        let bytes = text.as_bytes();
        limits.admit(bytes)?;
        let fail = |fault: Fault| DecodeError::new(fault.class(), fault.offset(), bytes);
        let start = scan::space(bytes, 0);
        let end = scan::value(bytes, start, limits.depth.min(MAX_DEPTH)).map_err(fail)?;
        scan::end(bytes, end.at).map_err(fail)?;
        Ok(Self::scanned(text.get(start..end.at).unwrap_or_default(), end.plain))
    }

    /// A text that is one JSON value and nothing else, neither an array nor an object.
    pub(crate) fn scalar(text: &'a str) -> Option<Self> {
        let end = scan::value(text.as_bytes(), 0, 0).ok()?;
        (end.at == text.len()).then(|| Self::scanned(text, end.plain))
    }

    /// A part of a text that was scanned.
    pub(crate) fn scanned(text: &'a str, plain: bool) -> Self {
        Self { text, plain }
    }

    /// Whether a number is known to be finite, or a string to have no escapes.
    pub(crate) fn is_plain(self) -> bool {
        self.plain
    }

    /// The text, without space around it.
    pub fn as_str(self) -> &'a str {
        self.text
    }

    /// What the value is.
    pub fn kind(self) -> JsonKind {
        self.text.as_bytes().first().map_or(JsonKind::Null, |first| JsonKind::of(*first))
    }

    /// The text of a string; `None` for other values and for a string with a lone surrogate.
    pub fn string(self) -> Option<Cow<'a, str>> {
        match self.kind() {
            JsonKind::String if self.plain => self.text.get(1..self.text.len() - 1).map(Cow::Borrowed),
            JsonKind::String => text::unescape(self.text),
            _ => None,
        }
    }

    /// The items of an array; none for other values.
    pub fn items(self) -> impl Iterator<Item = Json<'a>> {
        self.elements(JsonKind::Array).map(|(_, value)| value)
    }

    /// The members of an object, the quoted keys as sent; none for other values.
    pub(crate) fn quoted_members(self) -> impl Iterator<Item = (&'a str, Json<'a>)> {
        self.elements(JsonKind::Object)
    }

    /// The elements of an array, with empty keys, or of an object; none if it is not what is wanted.
    pub(crate) fn elements(self, wanted: JsonKind) -> Elements<'a> {
        Elements::new(self.text, wanted, self.kind())
    }

    /// The members of an object in order; none for other values. Lone surrogates in a key become U+FFFD.
    pub fn members(self) -> impl Iterator<Item = (Cow<'a, str>, Json<'a>)> {
        self.quoted_members().map(|(key, value)| (text::unescape_lossy(key), value))
    }
}

impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

impl fmt::Debug for Json<'_> {
    /// Short enough for a log line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text.char_indices().nth(64) {
            Some((end, _)) => write!(f, "{}…", self.text.get(..end).unwrap_or_default()),
            None => f.write_str(self.text),
        }
    }
}

/// Walks over the elements of an array or object that is known to be valid.
#[derive(Clone)]
pub(crate) struct Elements<'a> {
    text: &'a str,
    at: usize,
    is_object: bool,
    done: bool,
}

impl<'a> Elements<'a> {
    fn new(text: &'a str, wanted: JsonKind, kind: JsonKind) -> Self {
        let at = scan::space(text.as_bytes(), 1);
        let done = kind != wanted || matches!(scan::peek(text.as_bytes(), at), Some(b']' | b'}') | None);
        Self { text, at, is_object: wanted == JsonKind::Object, done }
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = (&'a str, Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let bytes = self.text.as_bytes();
        let (start, key) = if self.is_object {
            let (start, end) = scan::key(bytes, self.at).ok()?;
            (start, self.text.get(self.at..end.at)?)
        } else {
            (self.at, "")
        };
        let end = scan::value(bytes, start, MAX_DEPTH).ok()?;
        let (next, more) = scan::separator(bytes, end.at, if self.is_object { b'}' } else { b']' }).ok()?;
        (self.at, self.done) = (next, !more);
        Some((key, Json::scanned(self.text.get(start..end.at)?, end.plain)))
    }
}
