//! What says which event it is: there, missing, unknown, and of any type.

use eventspec_catalog::{BodyFormat, NameTemplate, RequestPlace};
use eventspec_payloads::requests::json;

use super::{Case, Cases, Expected, Good, Refused, rejected};

/// A name that no event has.
const UNKNOWN: &str = "nobody-lists-this";

/// Values in the place of a name that are not the text of one.
const NAMELESS: [(&str, &str); 6] = [
    ("null", "null"),
    ("an empty string", "\"\""),
    ("a list", "[\"a\"]"),
    ("a fraction", "1.5"),
    ("an exponent", "1e3"),
    ("half a character", "\"\\ud83d\""),
];

pub(super) fn cases(cases: &mut Cases<'_>, good: &Good<'_>) {
    let fixed = cases.delivery.event.last().filter(|template| template.places().next().is_none());
    let fixed = fixed.map(ToString::to_string);
    let Some(template) = cases.delivery.event.first().cloned() else { return };
    let Some(first) = template.places().next().cloned() else { return };
    unknown(cases, good, &template, &first, fixed.as_deref());
    holding_a_literal(cases, good, &template, &first, fixed.as_deref());
    // With one template and nothing else, a place that is missing leaves no name.
    let is_only = cases.delivery.event.iter().all(|other| other.places().any(|place| *place == first));
    if fixed.is_none() && is_only {
        missing(cases, good, &first);
    }
    repeated(cases, good, &first);
}

/// Nothing where the name should be, or nothing that is a name.
fn missing(cases: &mut Cases<'_>, good: &Good<'_>, place: &RequestPlace) {
    if let Some(header) = place.header() {
        let mut case = good.case.clone();
        case.made.remove_header(header);
        case.expected = without_name(cases);
        cases.add("no header with the name", case.clone());
        case.made.set_header(header, "  ");
        cases.add("an empty header with the name", case);
    }
    let Some(pointer) = place.payload().filter(|_| !cases.is_composed()) else { return };
    for (what, value) in NAMELESS {
        let payload = json::with(&good.payload, &pointer.0, value);
        if let Some(mut case) = cases.case_of(good.name, good.event, &[payload]) {
            case.expected = without_name(cases);
            cases.add(&format!("the name is {what}"), case);
        }
    }
}

/// What becomes of a payload that has no name.
fn without_name(cases: &Cases<'_>) -> Expected {
    if cases.delivery.is_batch() && cases.delivery.body != BodyFormat::CloudEvents {
        return Expected::Delivered {
            events: Vec::new(),
            refused: vec![Refused { index: 0, class: "no_name", offset: None }],
        };
    }
    rejected("no_name")
}

/// A name that no event has: what it is composed of, and what it is decoded as.
fn unknown(cases: &mut Cases<'_>, good: &Good<'_>, template: &NameTemplate, first: &RequestPlace, fixed: Option<&str>) {
    let composed: Option<String> = template
        .pieces
        .iter()
        .map(|piece| match piece.place() {
            None => piece.literal().map(str::to_owned),
            Some(place) if place == first => Some(UNKNOWN.to_owned()),
            Some(_) => None,
        })
        .collect();
    let Some(name) = composed.filter(|_| optional_is_missing(good, template)) else {
        return;
    };
    let Some((mut case, text)) = with_value(cases, good, first, UNKNOWN) else { return };
    let event = fixed.map(str::to_owned);
    let delivered = cases.delivered(0, &name, event.as_deref(), text);
    case.expected = Expected::Delivered { events: vec![delivered], refused: Vec::new() };
    cases.add("a name that nobody lists", case);
}

/// A value that holds the literal that follows its place composes no name, not even a listed one.
fn holding_a_literal(
    cases: &mut Cases<'_>,
    good: &Good<'_>,
    template: &NameTemplate,
    first: &RequestPlace,
    fixed: Option<&str>,
) {
    // Another template could fit.
    if cases.delivery.event.len() != 1 + usize::from(fixed.is_some()) {
        return;
    }
    let pieces = template.pieces.iter().chain(template.optional.iter().flatten());
    let Some(literal) = pieces.skip_while(|piece| piece.place() != Some(first)).nth(1).and_then(|next| next.literal())
    else {
        return;
    };
    let mut names = cases.catalog.events().flat_map(|(event, _)| event.names());
    let holds = |name: &&str| name.find(literal).is_some_and(|at| at > 0);
    let value = names.find(holds).map_or_else(|| format!("{UNKNOWN}{literal}{UNKNOWN}"), str::to_owned);
    let Some((mut case, text)) = with_value(cases, good, first, &value) else { return };
    case.expected = match fixed {
        Some(fixed) => {
            let delivered = cases.delivered(0, fixed, Some(fixed), text);
            Expected::Delivered { events: vec![delivered], refused: Vec::new() }
        }
        None => without_name(cases),
    };
    cases.add("a value that holds the literal that follows it in the name", case);
}

/// The good request with another value at a place, and the text of its event.
fn with_value(cases: &Cases<'_>, good: &Good<'_>, place: &RequestPlace, value: &str) -> Option<(Case, String)> {
    let mut case = good.case.clone();
    let mut text = good.payload.clone();
    if let Some(header) = place.header() {
        case.made.set_header(header, value);
    } else {
        text = json::with(&good.payload, &place.payload()?.0, &json::quoted(value));
        case.made = cases.case_of(good.name, good.event, std::slice::from_ref(&text))?.made;
    }
    if cases.is_composed() {
        text = super::forms::composed(&text);
    }
    Some((case, text))
}

/// Whether the good request has nothing at the places of the optional parts.
fn optional_is_missing(good: &Good<'_>, template: &NameTemplate) -> bool {
    let is_missing = |place: &RequestPlace| match (place.payload(), place.header()) {
        (Some(pointer), _) => json::at(&good.payload, &pointer.0).as_deref().and_then(json::place_text).is_none(),
        (None, Some(name)) => good.case.made.header(name).is_none(),
        (None, None) => false,
    };
    template.optional.iter().flatten().filter_map(|piece| piece.place()).all(is_missing)
}

/// The key of the name twice: the last one counts.
fn repeated(cases: &mut Cases<'_>, good: &Good<'_>, first: &RequestPlace) {
    let Some([key]) = first.payload().map(|pointer| pointer.0.as_slice()) else { return };
    let Some(rest) = good.payload.strip_prefix('{').filter(|_| !cases.is_composed()) else { return };
    let text = format!("{{{}:\"{UNKNOWN}\",{rest}", json::quoted(key));
    if let Some(case) = cases.case_of(good.name, good.event, std::slice::from_ref(&text)) {
        cases.add("the name twice", case);
    }
}
