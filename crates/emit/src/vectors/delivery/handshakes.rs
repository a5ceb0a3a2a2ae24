//! What a sender wants to have back before it sends events.

use eventspec_catalog::RequestPlace;
use eventspec_payloads::requests::{self, Making, json};

use super::{Case, Cases, Expected, Good, ID, NOW, Refused, URL};

/// Most bytes of a challenge.
const MOST_BYTES: usize = 1024;

pub(super) fn cases(cases: &mut Cases<'_>, good: &Good<'_>) {
    match cases.delivery.handshake.clone() {
        Some(RequestPlace::Body(pointer)) => in_body(cases, good, &pointer.0),
        Some(place) => without_body(cases, good, &place),
        None => {}
    }
}

fn nothing() -> Expected {
    Expected::Delivered { events: Vec::new(), refused: Vec::new() }
}

/// A request with a challenge and nothing else, and what is given of it.
fn challenging(cases: &Cases<'_>, good: &Good<'_>, challenge: &str) -> Option<Case> {
    let made = requests::challenging(Making { delivery: cases.delivery, url: URL, now: NOW, id: ID }, challenge)?;
    Some(Case { made, expected: nothing(), challenge: Some(challenge.to_owned()), ..good.case.clone() })
}

/// A challenge in a header or the query of a request without a body, which is not signed.
fn without_body(cases: &mut Cases<'_>, good: &Good<'_>, place: &RequestPlace) {
    for (what, challenge) in [
        ("a challenge", "challenge-1".to_owned()),
        ("a challenge with markup", "<b>&\"1\" \\".to_owned()),
        ("a challenge as long as it may be", "c".repeat(MOST_BYTES)),
    ] {
        if let Some(case) = challenging(cases, good, &challenge) {
            cases.add_signed(what, case);
        }
    }
    let unsigned = cases.delivery.signatures.first().map(|signature| Expected::Rejected {
        class: "missing_signature",
        signature: Some(signature.name.clone()),
        place: Some(signature.at.to_string()),
        offset: None,
    });
    // Whatever is not a challenge is a request like any other.
    let Some(unsigned) = unsigned else { return };
    for (what, text) in [
        ("a challenge longer by a byte", "c".repeat(MOST_BYTES + 1)),
        ("an empty challenge", String::new()),
        ("a challenge with a character that is not ASCII", "caf\u{e9}".to_owned()),
    ] {
        if let Some(case) = challenging(cases, good, &text) {
            cases.add_signed(what, Case { expected: unsigned.clone(), challenge: None, ..case });
        }
    }
    if let Some(mut case) = challenging(cases, good, "") {
        URL.clone_into(&mut case.made.url);
        case.made.headers.clear();
        cases
            .add_signed("neither a challenge nor a body", Case { expected: unsigned.clone(), challenge: None, ..case });
    }
    let mut beside = good.case.clone();
    beside.made.put(place, "challenge-1");
    cases.add("a challenge beside a body", beside.clone());
    beside.expected = unsigned;
    cases.add_signed("a challenge beside a body that is not signed", beside);
}

/// A challenge in a body, which is signed as any other.
fn in_body(cases: &mut Cases<'_>, good: &Good<'_>, pointer: &[String]) {
    if let Some(mut case) = challenging(cases, good, "challenge-1").filter(|_| is_nameless(cases)) {
        let is_element = cases.delivery.events.as_ref().is_some_and(|at| at.0.is_empty());
        if is_element {
            let refused = vec![Refused { index: 0, class: "no_name", offset: None }];
            case.expected = Expected::Delivered { events: Vec::new(), refused };
        }
        cases.add("a challenge without an event", case.clone());
        unsigned(cases, case);
    }
    if cases.delivery.events.is_some() {
        return;
    }
    let long = json::quoted(&"c".repeat(MOST_BYTES));
    let longer = json::quoted(&"c".repeat(MOST_BYTES + 1));
    for (what, value, is_it) in [
        ("a challenge beside an event", "\"challenge-1\"", true),
        ("a challenge as long as it may be", long.as_str(), true),
        ("a challenge longer by a byte", longer.as_str(), false),
        ("an empty challenge", "\"\"", false),
        ("a challenge with the end of a line", "\"a\\nb\"", false),
        ("a challenge with a character that is not ASCII", "\"caf\u{e9}\"", false),
    ] {
        let payload = json::with(&good.payload, pointer, value);
        if let Some(case) = cases.case_of(good.name, good.event, &[payload]) {
            let challenge = serde_json::from_str(value).ok().filter(|_| is_it);
            cases.add(what, Case { challenge, ..case });
        }
    }
}

/// The same, signed by nobody, or by somebody else.
fn unsigned(cases: &mut Cases<'_>, case: Case) {
    let Some(signature) = cases.delivery.signatures.first() else { return };
    let of_signature = |class, place: Option<&RequestPlace>| Expected::Rejected {
        class,
        signature: Some(signature.name.clone()),
        place: place.map(ToString::to_string),
        offset: None,
    };
    let missing = of_signature("missing_signature", Some(&signature.at));
    cases.add_signed("a challenge that is not signed", Case { expected: missing, challenge: None, ..case.clone() });
    let mut case = Case { expected: of_signature("wrong_signature", None), challenge: None, ..case };
    cases.sign(&mut case, |signature| Some(requests::secret(signature, 3)));
    cases.add_signed("a challenge that is signed with another secret", case);
}

/// Whether a body without anything but a challenge has no event: one that is read as whatever nobody listed would be.
fn is_nameless(cases: &Cases<'_>) -> bool {
    cases.delivery.event.iter().all(|template| template.places().next().is_some())
}
