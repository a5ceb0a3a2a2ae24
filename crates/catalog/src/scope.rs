//! Names that must be told apart: on the wire, and as identifiers in generated code.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::diagnostic::{Code, Diagnostic};
use crate::sources::Sources;
use crate::{Ident, Place};

/// One scope of names, filled in order; of two that clash the second is the one to blame.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    wire: HashMap<String, Place>,
    idents: HashMap<Ident, (String, Place)>,
}

/// Two names that cannot be told apart.
pub(crate) struct Clash {
    /// What the clash is: on the wire, or as this identifier with this other name.
    pub ident: Option<(Ident, String)>,
    pub name: String,
    pub first: Place,
    pub second: Place,
}

impl Scope {
    /// Adds a name, its aliases and its identifier.
    pub(crate) fn declare(&mut self, name: &str, aliases: &[String], ident: &Ident, place: &Place) -> Vec<Clash> {
        let mut clashes: Vec<Clash> = [name]
            .into_iter()
            .chain(aliases.iter().map(String::as_str))
            .filter_map(|wire| self.wire(wire, place))
            .collect();
        if clashes.is_empty() {
            clashes.extend(self.ident(ident, name, place));
        }
        clashes
    }

    fn wire(&mut self, name: &str, place: &Place) -> Option<Clash> {
        match self.wire.entry(name.to_owned()) {
            Entry::Vacant(entry) => {
                entry.insert(place.clone());
                None
            }
            Entry::Occupied(entry) => {
                let first = entry.get().clone();
                Some(Clash { ident: None, name: name.to_owned(), first, second: place.clone() })
            }
        }
    }

    fn ident(&mut self, ident: &Ident, name: &str, place: &Place) -> Option<Clash> {
        match self.idents.entry(ident.clone()) {
            Entry::Vacant(entry) => {
                entry.insert((name.to_owned(), place.clone()));
                None
            }
            Entry::Occupied(entry) => {
                let (other, first) = entry.get().clone();
                Some(Clash { ident: Some((ident.clone(), other)), name: name.to_owned(), first, second: place.clone() })
            }
        }
    }
}

impl Clash {
    /// The finding: `what` is defined twice under `code`, or is ambiguous.
    pub(crate) fn finding(&self, sources: &Sources, what: &str, code: Code) -> Diagnostic {
        let (span, first, name) = (sources.span_of(&self.second), sources.span_of(&self.first), &self.name);
        match &self.ident {
            None => Diagnostic::new(
                code,
                span,
                format!("the {what} `{name}` is defined twice"),
                "remove or rename one of the two",
            )
            .related(first, "first defined here"),
            Some((ident, other)) => {
                let message = format!("`{name}` and `{other}` are both `{}` in generated code", ident.snake());
                let help = format!("give one of the two another identifier: `ident = \"{}_2\"`", ident.snake());
                Diagnostic::new(Code::AmbiguousName, span, message, help).related(first, "the other name")
            }
        }
    }
}
