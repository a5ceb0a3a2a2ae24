//! Contradictions in, findings out: those that say the same of the same definition are one finding, with their number.

use std::collections::HashMap;

use crate::Place;
use crate::diagnostic::Diagnostic;
use crate::sources::Span;

/// What makes two contradictions the same.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// What is wrong: the class of a deviation or the name of a constraint.
    what: &'static str,
    /// Where what is contradicted is defined.
    file: String,
    offset: usize,
    /// What else matters for the fix, such as a value that an enum has to list.
    detail: String,
}

impl Key {
    pub(crate) fn new(what: &'static str, defined: Option<&Place>, detail: String) -> Self {
        let (file, offset) = defined.map_or((String::new(), 0), |place| (place.file().to_owned(), place.offset()));
        Self { what, file, offset, detail }
    }
}

/// Findings, each for one contradiction or more.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    findings: Vec<Repeated>,
    known: HashMap<Key, usize>,
}

/// The finding of the first one, and what is known of the others.
#[derive(Debug)]
struct Repeated {
    first: Diagnostic,
    second: Option<Span>,
    count: usize,
    files: usize,
    last_file: String,
}

impl Repeats {
    /// Adds a contradiction; its finding is made if it is the first of its key.
    pub(crate) fn add(&mut self, key: Key, span: Span, finding: impl FnOnce(Span) -> Diagnostic) {
        if let Some(repeated) = self.known.get(&key).and_then(|index| self.findings.get_mut(*index)) {
            repeated.again(span);
            return;
        }
        self.known.insert(key, self.findings.len());
        let last_file = span.file.clone();
        self.findings.push(Repeated { first: finding(span), second: None, count: 1, files: 1, last_file });
    }

    /// The findings, in the order of their first contradictions.
    pub(crate) fn into_findings(self) -> impl Iterator<Item = Diagnostic> {
        self.findings.into_iter().map(Repeated::into_finding)
    }
}

impl Repeated {
    fn again(&mut self, span: Span) {
        self.count += 1;
        if self.last_file != span.file {
            self.files += 1;
            self.last_file.clone_from(&span.file);
        }
        self.second.get_or_insert(span);
    }

    fn into_finding(self) -> Diagnostic {
        let Some(second) = self.second else { return self.first };
        let files = if self.files == 1 { String::new() } else { format!(", in {} samples", self.files) };
        let message = format!("{} (and {} more like it{files})", self.first.message, self.count - 1);
        Diagnostic { message, ..self.first }.related(second, "the next one like it")
    }
}
