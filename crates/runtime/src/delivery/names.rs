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
pub(super) fn resolve(templates: &[Template], values: Values<'_>, is_listed: &dyn Fn(&str) -> bool) -> Option<Name> {
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
    (0..=template.optional.len()).rev().filter_map(move |parts| {
        let (included, left_out) = template.optional.split_at_checked(parts)?;
        let next = left_out.first().and_then(|part| part.first()).and_then(|piece| match piece {
            Piece::Literal(literal) => Some(*literal),
            Piece::Place(_) => None,
        });
        candidate(template.pieces.iter().chain(included.iter().copied().flatten()), next, values)
    })
}

/// The name that is composed of pieces; `next` is the literal that would follow if more were. `None` if a value is missing or holds the
/// literal that follows it: from such a name it could not be told where the value ends.
fn candidate<'p>(pieces: impl Iterator<Item = &'p Piece>, next: Option<&str>, values: Values<'_>) -> Option<String> {
    let mut name = String::new();
    let mut value_at = None;
    for piece in pieces {
        let end = name.len();
        match piece {
            Piece::Literal(literal) => {
                name.push_str(literal);
                let is_early = |at| name.get(at..).and_then(|rest| rest.find(literal)) != Some(end - at);
                if value_at.take().is_some_and(is_early) {
                    return None;
                }
            }
            Piece::Place(place) => {
                name.push_str(&values.text(*place)?);
                value_at = Some(end);
            }
        }
    }
    let last = value_at.and_then(|at| name.get(at..)).unwrap_or_default();
    let is_held = next.is_some_and(|literal| last.contains(literal));
    (!is_held).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::super::places::{Shared, Wanted};
    use super::super::pointer::Scanner;
    use super::super::request::RequestParts;
    use super::super::rules::{Body, Place, Rules};
    use super::*;

    const TYPE: Piece = Piece::Place(Place::Payload(&["type"]));
    const SUBTYPE: Piece = Piece::Place(Place::Payload(&["event", "subtype"]));
    const ACTION: Piece = Piece::Place(Place::Header("x-action"));
    const DOT: Piece = Piece::Literal(".");

    static TWO_OPTIONAL: [Template; 1] =
        [Template { pieces: &[TYPE], optional: &[&[DOT, SUBTYPE], &[Piece::Literal(":"), ACTION]] }];
    static WITH_FALLBACK: [Template; 3] = [
        Template { pieces: &[SUBTYPE], optional: &[] },
        Template { pieces: &[TYPE], optional: &[] },
        Template { pieces: &[Piece::Literal("any_event")], optional: &[] },
    ];
    static TWO_COLONS: [Template; 1] = [Template { pieces: &[TYPE, Piece::Literal("::"), SUBTYPE], optional: &[] }];
    static LITERAL_FIRST: [Template; 2] = [WITH_FALLBACK[2], WITH_FALLBACK[1]];

    fn is_listed(name: &str) -> bool {
        ["a", "a.b", "c", "any_event"].contains(&name)
    }

    fn nothing_is_listed(_: &str) -> bool {
        false
    }

    /// The name, and what it is decoded as if that is another one.
    fn name(event: &'static [Template], text: &str, is_listed: fn(&str) -> bool) -> Option<(String, Option<String>)> {
        let (id, sent_at, version, attempt) = (None, None, None, None);
        let rules = Rules {
            name: "test",
            body: Body::Json,
            events: None,
            event,
            id,
            sent_at,
            version,
            attempt,
            signatures: &[],
            handshake: None,
        };
        let wanted = Wanted::of(&rules);
        let scanned = Scanner::new(text, &wanted.keys, 9, 9).whole().unwrap_or_else(|_| panic!("{text}"));
        let request = RequestParts::new("POST", "/", b"").with_header("X-Action", "x");
        let shared: Shared<'_> = wanted.shared(&request, None, None);
        let values = Values { shared: &shared, wanted: &wanted, event: Some(&scanned) };
        resolve(event, values, &is_listed).map(|name| (name.name, name.fallback))
    }

    #[test]
    fn the_first_candidate_that_is_listed() {
        let own = |text| {
            name(&TWO_OPTIONAL, text, is_listed).map(|(name, fallback)| {
                assert_eq!(fallback, None);
                name
            })
        };
        assert_eq!(own(r#"{"type":"a","event":{"subtype":"b"}}"#).as_deref(), Some("a.b"));
        assert_eq!(own(r#"{"type":"a","event":{"subtype":"z"}}"#).as_deref(), Some("a"));
        assert_eq!(own(r#"{"type":"a"}"#).as_deref(), Some("a"));
        // The first one, with all that is there.
        assert_eq!(own(r#"{"type":"z","event":{"subtype":"b"}}"#).as_deref(), Some("z.b:x"));
        assert_eq!(own(r#"{"type":"z"}"#).as_deref(), Some("z"));
        assert_eq!(own(r#"{"type":7}"#).as_deref(), Some("7"));
        assert_eq!(own(r#"{"type":null,"event":{"subtype":"b"}}"#), None);
    }

    #[test]
    fn a_value_never_holds_the_literal_that_follows_it() {
        let own = |event, text| name(event, text, is_listed).map(|(name, _)| name);
        // Else the part that is missing could be put into another place.
        assert_eq!(own(&TWO_OPTIONAL, r#"{"type":"a.b"}"#), None);
        assert_eq!(own(&TWO_OPTIONAL, r#"{"type":"a.b","event":{"subtype":"c"}}"#), None);
        // The last place that is there is followed by what is left out.
        assert_eq!(own(&TWO_OPTIONAL, r#"{"type":"z","event":{"subtype":"b:c"}}"#).as_deref(), Some("z"));
        assert_eq!(own(&TWO_OPTIONAL, r#"{"type":"z:y","event":{"subtype":"b.c"}}"#).as_deref(), Some("z:y.b.c:x"));
        let long = |text| own(&TWO_COLONS, text);
        assert_eq!(long(r#"{"type":"a","event":{"subtype":":b::c"}}"#).as_deref(), Some("a:::b::c"));
        assert_eq!(long(r#"{"type":"a:","event":{"subtype":"b"}}"#), None);
        assert_eq!(long(r#"{"type":"a::b","event":{"subtype":"c"}}"#), None);
    }

    #[test]
    fn a_last_template_without_places_decodes_what_is_not_listed() {
        let of = |text, is_listed| name(&WITH_FALLBACK, text, is_listed).unwrap();
        assert_eq!(of(r#"{"type":"c"}"#, is_listed), ("c".into(), None));
        assert_eq!(of(r#"{"type":"c","event":{"subtype":"z"}}"#, is_listed), ("c".into(), None));
        let fallback = Some("any_event".into());
        assert_eq!(of(r#"{"type":"z"}"#, is_listed), ("z".into(), fallback.clone()));
        assert_eq!(of(r#"{"type":"y","event":{"subtype":"z"}}"#, is_listed), ("z".into(), fallback));
        assert_eq!(of("{}", is_listed), ("any_event".into(), None));
        assert_eq!(of(r#"{"type":"z"}"#, nothing_is_listed), ("z".into(), None));
        assert_eq!(of("{}", nothing_is_listed), ("any_event".into(), None));
        // Elsewhere it is a candidate as any other.
        assert_eq!(name(&LITERAL_FIRST, r#"{"type":"c"}"#, is_listed), Some(("any_event".into(), None)));
    }
}
