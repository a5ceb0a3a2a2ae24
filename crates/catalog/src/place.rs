//! Where something stands in a specification.

use std::fmt;
use std::sync::{Arc, OnceLock};

/// A file of a specification.
#[derive(Debug, Default)]
pub(crate) struct SourceFile {
    /// Path below the specification directory, with `/`.
    pub path: String,
    pub text: String,
    /// Where the lines after the first begin; computed on first use.
    lines: OnceLock<Vec<usize>>,
    /// How many characters there are before each block of bytes; computed on first use, as thousands of findings may be on one line.
    characters: OnceLock<Vec<usize>>,
}

/// Bytes of a block.
const BLOCK: usize = 4_096;

/// How many characters begin in a text.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..0xC0)).count()
}

impl SourceFile {
    pub(crate) fn new(path: String, text: String) -> Arc<Self> {
        Arc::new(Self { path, text, lines: OnceLock::new(), characters: OnceLock::new() })
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| self.text.match_indices('\n').map(|(newline, _)| newline + 1).collect())
    }

    /// How many characters there are before an offset.
    fn characters_before(&self, offset: usize) -> usize {
        let blocks = self.characters.get_or_init(|| {
            let sums = self.text.as_bytes().chunks(BLOCK).scan(0, |sum, block| {
                let before = *sum;
                *sum += beginnings(block);
                Some(before)
            });
            sums.collect()
        });
        let block = (offset / BLOCK).min(blocks.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(block * BLOCK..offset).unwrap_or_default();
        blocks.get(block).copied().unwrap_or_default() + beginnings(rest)
    }

    /// Where the line of an offset ends. Looked up, since a line may be as long as the file and have thousands of findings.
    fn end_of_line(&self, offset: usize) -> usize {
        let (before, _) = self.line(offset);
        self.lines().get(before).map_or(self.text.len(), |next| next - 1)
    }

    /// The line of an offset and where it begins, from 0.
    fn line(&self, offset: usize) -> (usize, usize) {
        let lines = self.lines();
        let before = lines.partition_point(|start| *start <= offset);
        (before, before.checked_sub(1).and_then(|last| lines.get(last)).copied().unwrap_or_default())
    }
}

/// A position in a specification file. Every part of a catalogue has one and few are ever read, so it is only an offset until
/// its line is needed.
#[derive(Clone, Default)]
pub struct Place {
    file: Arc<SourceFile>,
    /// In bytes.
    offset: usize,
}

impl Place {
    pub(crate) fn new(file: &Arc<SourceFile>, offset: usize) -> Self {
        Self { file: Arc::clone(file), offset }
    }

    /// The beginning of the file.
    #[doc(hidden)]
    #[must_use]
    pub fn top(&self) -> Self {
        Self::new(&self.file, 0)
    }

    /// Path of the file below the specification directory, with `/`.
    pub fn file(&self) -> &str {
        &self.file.path
    }

    /// Line, from 1.
    pub fn line(&self) -> usize {
        self.file.line(self.offset).0 + 1
    }

    /// Column in characters, from 1.
    pub fn column(&self) -> usize {
        let start = self.file.line(self.offset).1;
        self.file.characters_before(self.offset) - self.file.characters_before(start) + 1
    }

    /// In bytes, from 0.
    pub(crate) fn offset(&self) -> usize {
        self.offset
    }

    /// The text from here to the end of the line.
    pub(crate) fn rest_of_line(&self) -> &str {
        self.file.text.get(self.offset..self.file.end_of_line(self.offset)).unwrap_or_default()
    }

    /// The text from here on.
    pub(crate) fn rest(&self) -> &str {
        self.file.text.get(self.offset..).unwrap_or_default()
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        (self.file(), self.offset) == (other.file(), other.offset)
    }
}

impl Eq for Place {}

/// `file:line:column`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file(), self.line(), self.column())
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
