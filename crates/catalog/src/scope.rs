//! Names that must be distinct: on the wire, as identifiers in generated code, and to the eye.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::iter;

use unicode_security::confusable_detection::skeleton;

use crate::diagnostic::{Code, Diagnostic};
use crate::sources::Span;
use crate::{Ident, Place};

/// One scope of names, filled in order; of two that clash the second is the one to blame.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    wire: HashMap<&'a str, &'a Place>,
    idents: HashMap<&'a Ident, (&'a str, &'a Place)>,
}

/// Two names that are the same.
pub(crate) struct Clash {
    /// What the clash is: on the wire, or as this identifier with this other name.
    pub ident: Option<(Ident, String)>,
    pub name: String,
    pub first: Place,
    pub second: Place,
}

impl<'a> Scope<'a> {
    /// An empty scope for so many names.
    pub(crate) fn with_capacity(names: usize) -> Self {
        Self { wire: HashMap::with_capacity(names), idents: HashMap::with_capacity(names) }
    }

    /// Adds a name, its aliases and its identifier.
    pub(crate) fn declare(
        &mut self,
        name: &'a str,
        aliases: &'a [String],
        ident: &'a Ident,
        place: &'a Place,
    ) -> Vec<Clash> {
        let mut clashes: Vec<Clash> = iter::once(name)
            .chain(aliases.iter().map(String::as_str))
            .filter_map(|wire| self.wire(wire, place))
            .collect();
        if clashes.is_empty() {
            clashes.extend(self.ident(ident, name, place));
        }
        clashes
    }

    fn wire(&mut self, name: &'a str, place: &'a Place) -> Option<Clash> {
        match self.wire.entry(name) {
            Entry::Vacant(entry) => {
                entry.insert(place);
                None
            }
            Entry::Occupied(entry) => {
                let first = (*entry.get()).clone();
                Some(Clash { ident: None, name: name.to_owned(), first, second: place.clone() })
            }
        }
    }

    fn ident(&mut self, ident: &'a Ident, name: &'a str, place: &'a Place) -> Option<Clash> {
        match self.idents.entry(ident) {
            Entry::Vacant(entry) => {
                entry.insert((name, place));
                None
            }
            Entry::Occupied(entry) => {
                let (other, first) = *entry.get();
                let ident = Some((ident.clone(), other.to_owned()));
                Some(Clash { ident, name: name.to_owned(), first: first.clone(), second: place.clone() })
            }
        }
    }
}

impl Clash {
    /// The finding: `what` is defined twice under `code`, or is ambiguous.
    pub(crate) fn finding(&self, what: &str, code: Code) -> Diagnostic {
        let (span, first, name) = (Span::rest_of_line(&self.second), Span::rest_of_line(&self.first), &self.name);
        match &self.ident {
            None => Diagnostic::new(
                code,
                span,
                format!("the {what} `{name}` is defined twice"),
                "remove or rename one of the two",
            )
            .related(first, "first defined here"),
            Some((ident, other)) => {
                let message = format!("`{name}` and `{other}` both become `{}` in generated code", ident.snake());
                let help = format!("give one of them another identifier, as in `ident = \"{}_2\"`", ident.snake());
                Diagnostic::new(Code::AmbiguousName, span, message, help).related(first, "the other name")
            }
        }
    }
}

/// Names of one scope that look like one before them and are not it, unless one of the two has an identifier of its own.
pub(crate) fn confusable_names<'a>(
    names: impl Iterator<Item = (&'a str, &'a Ident, &'a Place)> + Clone,
) -> Vec<Diagnostic> {
    // Programmers know ASCII letters that look alike, such as `l` and `I`.
    if names.clone().all(|(name, ..)| name.is_ascii()) {
        return Vec::new();
    }
    let mut seen: HashMap<String, (&str, &Place)> = HashMap::new();
    let mut findings = Vec::new();
    for (name, _, place) in names.filter(|(name, ident, _)| Ident::new(name) == **ident) {
        match seen.entry(skeleton(name).collect()) {
            Entry::Vacant(entry) => {
                entry.insert((name, place));
            }
            Entry::Occupied(entry) => {
                let (other, first) = *entry.get();
                if other != name && !(other.is_ascii() && name.is_ascii()) {
                    findings.push(look_alike((name, place), (other, first)));
                }
            }
        }
    }
    findings
}

fn look_alike((name, place): (&str, &Place), (other, first): (&str, &Place)) -> Diagnostic {
    let points = |name: &str| {
        let points: Vec<String> =
            name.chars().filter(|c| !c.is_ascii()).map(|c| format!("U+{:04X}", u32::from(c))).collect();
        if points.is_empty() { "only ASCII".to_owned() } else { points.join(" ") }
    };
    let message = format!(
        "`{name}` looks like `{other}` but is a different name: the first has {}, the second {}",
        points(name),
        points(other)
    );
    let help = format!(
        "remove one of the two, or confirm that both exist, as in `ident = \"{}_2\"`",
        Ident::new(other).snake()
    );
    Diagnostic::new(Code::ConfusableName, Span::rest_of_line(place), message, help)
        .related(Span::rest_of_line(first), "the other name")
}
