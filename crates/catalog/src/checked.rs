//! A text that is checked against the specification, and what each class of deviation is in one.

use std::ops::Range;

use eventspec_runtime::{DecodeError, DeviationClass};

use crate::diagnostic::{Code, Diagnostic};
use crate::phrases::refusal_phrase;
use crate::sources::Span;

/// What a deviation is in a text of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// What the specification says can be sent.
    Allowed,
    /// A contradiction, but for a payload itself: documented payloads are excerpts.
    ExceptAtTop,
    /// A contradiction.
    Contradiction,
}

/// What a deviation of each class is. As long as the runtime's list: a new class does not compile until it is decided about.
const MEANINGS: [(DeviationClass, Meaning); DeviationClass::ALL.len()] = [
    // The folder of a sample says which event it is of.
    (DeviationClass::UnknownEvent, Meaning::Allowed),
    (DeviationClass::EventAlias, Meaning::Allowed),
    (DeviationClass::EventMismatch, Meaning::Contradiction),
    (DeviationClass::FieldAlias, Meaning::Allowed),
    (DeviationClass::DuplicateKey, Meaning::Contradiction),
    (DeviationClass::UnknownField, Meaning::Contradiction),
    (DeviationClass::MissingField, Meaning::ExceptAtTop),
    (DeviationClass::UnexpectedNull, Meaning::Contradiction),
    (DeviationClass::UnexpectedBlank, Meaning::Contradiction),
    (DeviationClass::UnexpectedType, Meaning::Contradiction),
    (DeviationClass::OutOfRange, Meaning::Contradiction),
    (DeviationClass::InvalidUnicode, Meaning::Contradiction),
    (DeviationClass::BadFormat, Meaning::Contradiction),
    (DeviationClass::UnknownValue, Meaning::Contradiction),
];

/// Whether a deviation contradicts the specification; `at_top` says whether it is one of a payload's own members.
pub(crate) fn is_contradiction(class: DeviationClass, at_top: bool) -> bool {
    match MEANINGS.iter().find(|(known, _)| *known == class) {
        Some((_, Meaning::Allowed)) => false,
        Some((_, Meaning::ExceptAtTop)) => !at_top,
        Some((_, Meaning::Contradiction)) | None => true,
    }
}

/// A text that is checked.
#[derive(Clone, Copy)]
pub(crate) struct Checked<'a> {
    /// `sample`, `example` or `default`.
    pub noun: &'static str,
    pub code: Code,
    pub json: &'a str,
    pub file: &'a str,
    /// Where it begins in its file, if it is written there as it is.
    pub start: usize,
    /// Where it is in its file, if it is written there in another form: all of it is blamed.
    pub written: Option<&'a Range<usize>>,
    /// Whether it is an example of a schema, which has the name of the event where an alias was sent.
    pub is_example: bool,
}

impl Checked<'_> {
    /// Where a part of the text is in its file.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let here = self.start + range.start..self.start + range.end;
        Span::new(self.file, self.written.cloned().unwrap_or(here))
    }

    /// What a part of it is called, by its JSON Pointer.
    pub(crate) fn part(&self, path: &str) -> String {
        match (self.written, path) {
            (None, path) => format!("`{path}`"),
            (Some(_), "") => format!("the {}", self.noun),
            (Some(_), path) => format!("`{path}` of the {}", self.noun),
        }
    }

    /// The finding of a text that is not decoded at all.
    pub(crate) fn refusal(&self, code: Code, error: &DecodeError) -> Diagnostic {
        let (phrase, help) = refusal_phrase(error, self.json);
        let span = self.span(error.offset()..error.offset());
        Diagnostic::new(code, span, format!("the {} {phrase}", self.noun), help)
    }
}

#[cfg(test)]
mod tests {
    use super::{DeviationClass, MEANINGS};

    #[test]
    fn every_class_is_decided_about_once() {
        for class in DeviationClass::ALL {
            assert_eq!(MEANINGS.iter().filter(|(known, _)| *known == class).count(), 1, "{class}");
        }
    }
}
