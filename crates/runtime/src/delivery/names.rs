//! The name of an event, of templates.

use super::places::Values;
use super::rules::{Piece, Template};

/// The name of an event.
pub(super) struct Name {
    pub name: String,
    /// The listed event that it is decoded as, if that is another one.
    pub fallback: Option<String>,
}

/// The first candidate that is listed, else the first one; `None` without any.
pub(super) fn resolve(templates: &[Template], values: Values<'_>, is_listed: fn(&str) -> bool) -> Option<Name> {
    let (fallback, templates) = match templates.split_last() {
        Some((last, before)) if has_no_places(last) => (values.composed(last.pieces), before),
        Some(_) | None => (None, templates),
    };
    let mut first = None;
    for candidate in templates.iter().flat_map(|template| candidates(template, values)) {
        if is_listed(&candidate) {
            return Some(Name { name: candidate, fallback: None });
        }
        first.get_or_insert(candidate);
    }
    match (first, fallback) {
        (None, name) => name.map(|name| Name { name, fallback: None }),
        (Some(name), fallback) => Some(Name { name, fallback: fallback.filter(|name| is_listed(name)) }),
    }
}

fn has_no_places(template: &Template) -> bool {
    let is_literal = |piece: &Piece| match piece {
        Piece::Literal(_) => true,
        Piece::Place(_) => false,
    };
    template.optional.is_empty() && template.pieces.iter().all(is_literal)
}

/// What a template gives, from all of its optional parts to none of them.
fn candidates(template: &Template, values: Values<'_>) -> impl Iterator<Item = String> {
    (0..=template.optional.len()).rev().filter_map(move |count| {
        let optional = template.optional.iter().take(count).copied().flatten();
        values.composed(template.pieces.iter().chain(optional))
    })
}
