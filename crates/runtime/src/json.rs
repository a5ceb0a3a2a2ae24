//! A valid JSON value as the text it was sent as.

use std::borrow::Cow;
use std::fmt;

use crate::scan::{self, MAX_DEPTH};
use crate::text;

/// A JSON value, as sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Json<'a>(&'a str);

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

impl<'a> Json<'a> {
    /// A part of a text that was scanned.
    pub(crate) fn scanned(text: &'a str) -> Self {
        Self(text)
    }

    /// The text, without space around it.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// What the value is.
    pub fn kind(self) -> JsonKind {
        match self.0.as_bytes().first() {
            Some(b'"') => JsonKind::String,
            Some(b'{') => JsonKind::Object,
            Some(b'[') => JsonKind::Array,
            Some(b't' | b'f') => JsonKind::Boolean,
            Some(b'n') | None => JsonKind::Null,
            Some(_) => JsonKind::Number,
        }
    }

    /// The text of a string; `None` for other values and for a string with a lone surrogate.
    pub fn string(self) -> Option<Cow<'a, str>> {
        if self.kind() == JsonKind::String { text::unescape(self.0) } else { None }
    }

    /// The items of an array; none for other values.
    pub fn items(self) -> impl Iterator<Item = Json<'a>> {
        let mut elements = Elements::new(self.0, JsonKind::Array, self.kind());
        std::iter::from_fn(move || elements.next().map(|(_, value)| value))
    }

    /// The members of an object, the quoted keys as sent; none for other values.
    pub(crate) fn quoted_members(self) -> impl Iterator<Item = (&'a str, Json<'a>)> {
        let mut elements = Elements::new(self.0, JsonKind::Object, self.kind());
        std::iter::from_fn(move || elements.next())
    }

    /// The members of an object in order; none for other values. Lone surrogates in a key become U+FFFD.
    pub fn members(self) -> impl Iterator<Item = (Cow<'a, str>, Json<'a>)> {
        self.quoted_members().map(|(key, value)| (text::unescape_lossy(key), value))
    }
}

impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Json<'_> {
    /// Short enough for a log line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(64) {
            Some((end, _)) => write!(f, "{}…", self.0.get(..end).unwrap_or_default()),
            None => f.write_str(self.0),
        }
    }
}

/// Walks over the elements of an array or object that is known to be valid.
struct Elements<'a> {
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

    fn next(&mut self) -> Option<(&'a str, Json<'a>)> {
        if self.done {
            return None;
        }
        let bytes = self.text.as_bytes();
        let (start, key) = if self.is_object {
            let (start, end) = scan::key(bytes, self.at).ok()?;
            (start, self.text.get(self.at..end)?)
        } else {
            (self.at, "")
        };
        let end = scan::value(bytes, start, MAX_DEPTH).ok()?;
        let (next, more) = scan::separator(bytes, end, if self.is_object { b'}' } else { b']' }).ok()?;
        (self.at, self.done) = (next, !more);
        Some((key, Json(self.text.get(start..end)?)))
    }
}
