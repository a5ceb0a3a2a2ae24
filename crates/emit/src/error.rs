//! Why a target was not emitted, and where.
//!
//! Whatever `resolve` accepts can be emitted, so every such error is a bug of this crate or of a library under it. It says
//! what a report of the bug needs.

use std::fmt::{self, Display, Formatter, Write as _};

use eventspec_catalog::{Delivery, Event, Field, Group, Payload, Place, TypeDef, is_invisible};

use crate::Target;
use crate::visible::write_visible;

/// Where bugs are reported.
const ISSUES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/issues");

/// A file that could not be made: nothing of its target is emitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmitError {
    /// The target.
    pub target: Target,
    /// Path of the file below the output, with `/` between folders.
    pub path: String,
    /// The part of the specification that the file is made of, if it is of one part.
    pub part: Option<Part>,
    /// What went wrong.
    pub cause: String,
}

/// A part of a specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is and its name: ``payload `order` ``.
    pub name: String,
    /// Where it is defined.
    pub place: Place,
}

/// What went wrong in a piece of a file, before it is known which file that is.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub part: Option<Part>,
    pub cause: String,
}

impl Fault {
    pub(crate) fn new(cause: impl Into<String>) -> Self {
        Self { part: None, cause: cause.into() }
    }

    /// The same in a part of the specification, unless it is known to be in a smaller one.
    pub(crate) fn within(self, part: Option<Part>) -> Self {
        Self { part: self.part.or(part), ..self }
    }
}

/// In plain words, with what to do next. Names in it are those of the specification, and a terminal obeys what is in them.
impl Display for EmitError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut text = format!("cannot make {}", self.path);
        if let Some(Part { name, place }) = &self.part {
            let _ = write!(text, ", for the {name} at {place}");
        }
        let _ =
            write!(text, ": {}\nhelp: this is a bug in eventspec, not a mistake in the specification; ", self.cause);
        let _ = write!(text, "please report it at {ISSUES} with this message and the specification");
        text.chars().try_for_each(|c| if c != '\n' && is_invisible(c) { write_visible(f, c) } else { f.write_char(c) })
    }
}

impl std::error::Error for EmitError {}

/// A part is known by what it is, its name and its place.
macro_rules! parts {
    ($($part:ty = $what:literal,)*) => {$(
        impl From<&$part> for Part {
            fn from(part: &$part) -> Self {
                Self { name: format!("{} `{}`", $what, part.name), place: part.place.clone() }
            }
        }
    )*};
}

parts! {
    Delivery = "delivery",
    Payload = "payload",
    Event = "event",
    Group = "group",
    TypeDef = "type",
    Field = "field",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_nothing_to_obey() {
        let part = Part { name: "type `a\u{202e}\u{1b}`".to_owned(), place: Place::default() };
        let (target, path) = (Target::Docs, "docs/a.html".to_owned());
        let error = EmitError { target, path, part: Some(part), cause: "two\nlines\r".to_owned() };
        let said = "cannot make docs/a.html, for the type `a(U+202E)(U+001B)` at :1:1: two\nlines(U+000D)\nhelp: ";
        assert!(error.to_string().starts_with(said), "{error}");
    }
}
