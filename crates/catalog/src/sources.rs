//! The specification's texts by path, and positions in them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::place::{Place, SourceFile};

/// Files of a specification directory: path below it, with `/`, to text.
#[derive(Clone, Debug, Default)]
pub struct Sources(BTreeMap<String, Arc<SourceFile>>);

/// A stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub file: String,
    pub range: Range<usize>,
}

impl Span {
    pub(crate) fn new(file: &str, range: Range<usize>) -> Self {
        Self { file: file.to_owned(), range }
    }

    /// From a position to the end of its line, without the white space there.
    pub(crate) fn rest_of_line(place: &Place) -> Self {
        let line = place.rest().lines().next().unwrap_or_default();
        Self::new(place.file(), place.offset()..place.offset() + line.trim_end().len())
    }
}

impl Sources {
    /// Adds a file, replacing one of the same path.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        let path = path.into();
        self.0.insert(path.clone(), SourceFile::new(path, text.into()));
    }

    /// The files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, file)| (path.as_str(), file.text.as_str()))
    }

    /// The text of a file, empty if there is none.
    pub fn text(&self, path: &str) -> &str {
        self.0.get(path).map_or("", |file| file.text.as_str())
    }

    /// The place of a byte offset.
    pub(crate) fn place(&self, file: &str, offset: usize) -> Place {
        let known = self.0.get(file).cloned();
        Place::new(&known.unwrap_or_else(|| SourceFile::new(file.to_owned(), String::new())), offset)
    }

    /// Makes a stretch one of whole characters of its file: a parser may blame a byte in the middle of one.
    pub(crate) fn widen(&self, span: &mut Span) {
        let text = self.text(&span.file);
        let end = text.ceil_char_boundary(span.range.end.max(span.range.start));
        span.range = text.floor_char_boundary(span.range.start)..end;
    }
}
