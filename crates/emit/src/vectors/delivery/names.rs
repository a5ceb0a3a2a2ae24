//! What says which event it is: there, missing, unknown, and of any type.

use eventspec_catalog::{NameTemplate, RequestPlace};
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
    // With one template and nothing else, a place that is missing leaves no name.
    let is_only = cases.delivery.event.iter().all(|other| other.places().any(|place| *place == first));
    if fixed.is_none() && is_only {
        missing(cases, good, &first);
    }
    repeated(cases, good, &first);
}

/// Nothing where the name should be, or nothing that is a name.
fn missing(cases: &mut Cases<'_>, good: &Good<'_>, place: &RequestPlace) {
    match place {
        RequestPlace::Header(header) => {
            let mut case = good.case.clone();
            case.made.remove_header(header);
            case.expected = without_name(cases);
            cases.add("no header with the name", case.clone());
            case.made.set_header(header, "  ");
            cases.add("an empty header with the name", case);
        }
        RequestPlace::Payload(pointer) if !is_composed(cases) => {
            for (what, value) in NAMELESS {
                let payload = json::with(&good.payload, &pointer.0, value);
                if let Some(mut case) = cases.case_of(good.name, good.event, &[payload]) {
                    case.expected = without_name(cases);
                    cases.add(&format!("the name is {what}"), case);
                }
            }
        }
        RequestPlace::Payload(_)
        | RequestPlace::Query(_)
        | RequestPlace::Body(_)
        | RequestPlace::WholeBody
        | RequestPlace::Method
        | RequestPlace::Url
        | RequestPlace::Time => {}
    }
}

/// Whether payloads are composed of what was sent, so that their values are strings.
fn is_composed(cases: &Cases<'_>) -> bool {
    cases.delivery.body == eventspec_catalog::BodyFormat::Form
}

/// What becomes of a payload that has no name.
fn without_name(cases: &Cases<'_>) -> Expected {
    if cases.takes_several() && cases.delivery.body != eventspec_catalog::BodyFormat::CloudEvents {
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
    let (made, text) = match first {
        RequestPlace::Header(header) => {
            let mut made = good.case.made.clone();
            made.set_header(header, UNKNOWN);
            (made, good.payload.clone())
        }
        RequestPlace::Payload(pointer) => {
            let payload = json::with(&good.payload, &pointer.0, &json::quoted(UNKNOWN));
            let Some(case) = cases.case_of(good.name, good.event, std::slice::from_ref(&payload)) else { return };
            let text = if is_composed(cases) { super::forms::composed(&payload) } else { payload };
            (case.made, text)
        }
        RequestPlace::Query(_)
        | RequestPlace::Body(_)
        | RequestPlace::WholeBody
        | RequestPlace::Method
        | RequestPlace::Url
        | RequestPlace::Time => return,
    };
    let event = fixed.map(str::to_owned);
    let delivered = cases.delivered(0, &name, event.as_deref(), text);
    let expected = Expected::Delivered { events: vec![delivered], refused: Vec::new() };
    cases.add("a name that nobody lists", Case { made, expected, ..good.case.clone() });
}

/// Whether the good request has nothing at the places of the optional parts.
fn optional_is_missing(good: &Good<'_>, template: &NameTemplate) -> bool {
    template.optional.iter().flatten().filter_map(|piece| piece.place()).all(|place| match place {
        RequestPlace::Payload(pointer) => {
            json::at(&good.payload, &pointer.0).as_deref().and_then(super::place_text).is_none()
        }
        RequestPlace::Header(name) => good.case.made.header(name).is_none(),
        RequestPlace::Query(_)
        | RequestPlace::Body(_)
        | RequestPlace::WholeBody
        | RequestPlace::Method
        | RequestPlace::Url
        | RequestPlace::Time => false,
    })
}

/// The key of the name twice: the last one counts.
fn repeated(cases: &mut Cases<'_>, good: &Good<'_>, first: &RequestPlace) {
    let RequestPlace::Payload(pointer) = first else { return };
    let [key] = &pointer.0[..] else { return };
    let Some(rest) = good.payload.strip_prefix('{').filter(|_| !is_composed(cases)) else { return };
    let text = format!("{{{}:\"{UNKNOWN}\",{rest}", json::quoted(key));
    if let Some(case) = cases.case_of(good.name, good.event, std::slice::from_ref(&text)) {
        cases.add("the name twice", case);
    }
}
