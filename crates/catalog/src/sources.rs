//! The specification's texts by path, and positions in them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::place::{Place, SourceFile};

/// Files of a specification directory: path below it, with `/`, to text.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: BTreeMap<String, Arc<SourceFile>>,
    /// Files that are there and could not be read.
    unreadable: BTreeMap<String, Unreadable>,
}

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// It is a link that leads out of the specification.
    LinkOut,
    /// It is a link that leads nowhere.
    LinkNowhere,
    /// Reading it may never end.
    NotRegular,
    /// It is larger than files may be.
    TooLarge,
    /// It is not UTF-8.
    NotUtf8 {
        /// What comes before the first byte that is not.
        start: String,
    },
}

/// A stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
        Self::new(place.file(), place.offset()..place.offset() + place.rest_of_line().trim_end().len())
    }
}

impl Sources {
    /// Adds a file, replacing one of the same path.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        let path = path.into();
        self.unreadable.remove(&path);
        self.files.insert(path.clone(), SourceFile::new(path, text.into()));
    }

    /// Adds a file that cannot be read.
    pub(crate) fn insert_unreadable(&mut self, path: String, why: Unreadable) {
        let start = if let Unreadable::NotUtf8 { start } = &why { start.clone() } else { String::new() };
        self.insert(path.clone(), start);
        self.unreadable.insert(path, why);
    }

    /// Why a file could not be read.
    pub(crate) fn unreadable(&self, path: &str) -> Option<&Unreadable> {
        self.unreadable.get(path)
    }

    /// Whether there are files that could not be read.
    pub fn has_unreadable_files(&self) -> bool {
        !self.unreadable.is_empty()
    }

    /// The files that could be read, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.files.iter().filter(|(path, _)| !self.unreadable.contains_key(*path));
        files.map(|(path, file)| (path.as_str(), file.text.as_str()))
    }

    /// The paths of all files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The text of a file, empty if there is none.
    pub fn text(&self, path: &str) -> &str {
        self.files.get(path).map_or("", |file| file.text.as_str())
    }

    /// The place of a byte offset.
    pub(crate) fn place(&self, file: &str, offset: usize) -> Place {
        let known = self.files.get(file).cloned();
        Place::new(&known.unwrap_or_else(|| SourceFile::new(file.to_owned(), String::new())), offset)
    }

    /// The whole lines that a stretch is on, and the number of the first: a finding is shown with them and not with its whole file,
    /// or a report of many findings would take their number times the size of the file.
    pub(crate) fn lines_around(&self, span: &Span) -> (Range<usize>, usize) {
        let text = self.text(&span.file);
        let (before, rest) = text.split_at_checked(span.range.start).unwrap_or((text, ""));
        // The end of a file belongs to its last line.
        let before = if rest.is_empty() { before.strip_suffix('\n').unwrap_or(before) } else { before };
        let length = span.range.len();
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let end =
            rest.get(length..).and_then(|rest| rest.find('\n')).map_or(text.len(), |newline| span.range.end + newline);
        (start..end, self.place(&span.file, start).line())
    }

    /// Makes a stretch one of whole characters of its file: a parser may blame a byte in the middle of one.
    pub(crate) fn widen(&self, span: &mut Span) {
        let text = self.text(&span.file);
        let end = text.ceil_char_boundary(span.range.end.max(span.range.start));
        span.range = text.floor_char_boundary(span.range.start)..end;
    }
}
