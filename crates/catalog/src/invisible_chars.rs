//! Characters that a reader does not see, and names that look alike.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use unicode_security::confusable_detection::skeleton;

use crate::diagnostic::{Code, Diagnostic};
use crate::sources::Span;
use crate::{Ident, Place};

/// Whether a character breaks a line, steers the direction of text, or shows nothing at all.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}')
        || matches!(c, '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}')
        || matches!(c, '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// A text for people: what cannot be seen is named.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_invisible(c) {
            out.push_str(&point(c));
        } else {
            out.push(c);
        }
    }
    out
}

fn point(c: char) -> String {
    format!("(U+{:04X})", u32::from(c))
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
