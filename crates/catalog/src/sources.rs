//! The specification's texts by path, and positions in them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use crate::Place;

/// Files of a specification directory: path below it, with `/`, to text.
#[derive(Clone, Debug, Default)]
pub struct Sources(BTreeMap<String, File>);

/// A text, and where its lines begin once somebody has asked.
#[derive(Clone, Debug, Default)]
struct File {
    text: String,
    lines: OnceLock<Vec<usize>>,
}

impl File {
    /// The line and column of an offset, from 1.
    fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let lines = self.lines.get_or_init(|| self.text.match_indices('\n').map(|(newline, _)| newline + 1).collect());
        let before = lines.partition_point(|start| *start <= offset);
        let start = before.checked_sub(1).and_then(|last| lines.get(last)).copied().unwrap_or_default();
        let column = self.text.get(start..offset).unwrap_or_default().chars().count() + 1;
        (before + 1, column)
    }
}

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
        self.0.insert(path.into(), File { text: text.into(), lines: OnceLock::new() });
    }

    /// The files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, file)| (path.as_str(), file.text.as_str()))
    }

    /// The text of a file, empty if there is none.
    pub fn text(&self, path: &str) -> &str {
        self.0.get(path).map_or("", |file| file.text.as_str())
    }

    /// Line and column of a byte offset.
    pub(crate) fn place(&self, file: &str, offset: usize) -> Place {
        let (line, column) = self.0.get(file).map_or((1, 1), |file| file.line_and_column(offset));
        Place { file: file.to_owned(), line, column }
    }

    /// Makes a stretch one of whole characters of its file: a parser may blame a byte in the middle of one.
    pub(crate) fn widen(&self, span: &mut Span) {
        let text = self.text(&span.file);
        let end = text.ceil_char_boundary(span.range.end.max(span.range.start));
        span.range = text.floor_char_boundary(span.range.start)..end;
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
