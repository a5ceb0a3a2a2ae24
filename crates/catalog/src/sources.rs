//! The specification's texts by path, and positions in them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::Place;

/// Files of a specification directory: path below it, with `/`, to text.
#[derive(Clone, Debug, Default)]
pub struct Sources(BTreeMap<String, String>);

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
}

impl Sources {
    /// Adds a file, replacing one of the same path.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.0.insert(path.into(), text.into());
    }

    /// The files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The text of a file, empty if there is none.
    pub fn text(&self, path: &str) -> &str {
        self.0.get(path).map_or("", String::as_str)
    }

    /// Line and column of a byte offset.
    pub(crate) fn place(&self, file: &str, offset: usize) -> Place {
        let before = self.text(file).get(..offset).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place {
            file: file.to_owned(),
            line: before.bytes().filter(|b| *b == b'\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }

    /// From a position to the end of its line, without a comment.
    pub(crate) fn span_of(&self, place: &Place) -> Span {
        let text = self.text(&place.file);
        let start: usize = text.split_inclusive('\n').take(place.line.saturating_sub(1)).map(str::len).sum();
        let line = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        let column = line.char_indices().nth(place.column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
        Span::new(&place.file, start + column..start + line.trim_end().len().max(column))
    }
}
