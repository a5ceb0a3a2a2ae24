//! Challenges: what a sender wants to have back before it sends events.

use eventspec_runtime::Limits;
use eventspec_runtime::delivery::rules::{Algorithm, Capture, Piece, Place, Signature, Template};
use eventspec_runtime::delivery::rules::{Body, Pointer, Rules};
use eventspec_runtime::delivery::{RequestParts, Setup};

use crate::support::{Event, leak, part, payload, receive, rejected, rules, shown, signature, template};

static TYPE: &[Template] = &[template(&[payload(&["type"])])];
static SIGNED: &[Signature] =
    &[signature("v1", None, &[part("", Capture::Hex)], &[Piece::Place(Place::WholeBody)], Algorithm::HmacSha256, None)];

fn with(place: Place, body: Body, events: Option<Pointer>) -> Rules {
    Rules { handshake: Some(place), ..rules(body, events, TYPE) }
}

/// The events of a body, what is refused, and the challenge.
fn challenged(rules: Rules, body: &str) -> (Vec<String>, Option<String>) {
    let delivery = receive(rules, body.as_bytes());
    let challenge = delivery.as_ref().ok().and_then(|delivery| delivery.challenge.clone());
    (shown(delivery), challenge)
}

#[test]
fn without_a_body_nothing_is_verified() {
    let rules = Rules { signatures: SIGNED, ..with(Place::Query("hub.challenge"), Body::Json, None) };
    let receiver = Setup::<Event>::new(leak(rules)).secrets(["s"]).unwrap();
    for method in ["GET", "POST"] {
        let request = RequestParts::new(method, "/hook?hub.mode=subscribe&hub.challenge=1%3C2", b"");
        let delivery = receiver.receive_at(&request, 0).unwrap();
        assert_eq!(delivery.challenge.as_deref(), Some("1<2"));
        assert!(delivery.events.is_empty() && delivery.refused.is_empty());
    }
    let of = |url: &str, body: &[u8]| match receiver.receive_at(&RequestParts::new("GET", url, body), 0) {
        Ok(delivery) => format!("{:?}", delivery.challenge),
        Err(rejection) => rejected(&rejection),
    };
    let unsigned = "missing_signature v1 {header:x-signature}";
    for url in ["/hook", "/hook?hub.challenge=", "/hook?hub.challenge=a&hub.challenge=b", "/?hub.challenge=a%0d%0ab: c"]
    {
        assert_eq!(of(url, b""), unsigned, "{url}");
    }
    assert_eq!(of("/hook?hub.challenge=a", b"{}"), unsigned);
    let long = |length| format!("/hook?hub.challenge={}", "a".repeat(length));
    assert_eq!(of(&long(1025), b""), unsigned);
    assert_eq!(of(&long(1024), b"").len(), "Some(\"\")".len() + 1024);
}

#[test]
fn a_function_that_verifies_is_not_asked_about_a_handshake() {
    let rules = with(Place::Header("x-hook-secret"), Body::Json, None);
    let receiver = Setup::<Event>::new(leak(rules)).limits(Limits { bytes: 0, ..Limits::default() }).verify(|_| false);
    let request = RequestParts::new("POST", "/", b"").with_header("X-Hook-Secret", " abc ");
    assert_eq!(receiver.receive_at(&request, 0).unwrap().challenge.as_deref(), Some("abc"));
    let beside = RequestParts::new("POST", "/", b"{}").with_header("X-Hook-Secret", "abc");
    assert_eq!(rejected(&receiver.receive_at(&beside, 0).unwrap_err()), "too_large");
}

#[test]
fn a_challenge_in_a_body_takes_no_event_away() {
    let rules = |events| with(Place::Body(&["challenge"]), Body::Json, events);
    let slack = r#"{"type":"url_verification","challenge":"abc"}"#;
    assert_eq!(challenged(rules(None), slack), (vec![format!("0 url_verification {slack}")], Some("abc".into())));
    // A body without an event, of whatever kind.
    assert_eq!(challenged(rules(None), " {\"challenge\":7} "), (Vec::new(), Some("7".into())));
    assert_eq!(challenged(rules(Some(&["data"])), r#"{"challenge":"abc"}"#), (Vec::new(), Some("abc".into())));
    let event = r#"{"challenge":"abc","data":[{"type":"a"},1]}"#;
    let both = vec![r#"0 a {"type":"a"}"#.to_owned(), "1 not_an_object 0 1".to_owned()];
    assert_eq!(challenged(rules(Some(&["data"])), event), (both, Some("abc".into())));
    // In a list, as Event Grid has it.
    let first = |events| with(Place::Body(&["0", "code"]), Body::Json, events);
    let list = r#"[{"code":"abc"}]"#;
    assert_eq!(challenged(first(None), list), (Vec::new(), Some("abc".into())));
    let refused = vec![format!("0 no_name {}", r#"{"code":"abc"}"#)];
    assert_eq!(challenged(first(Some(&[])), list), (refused, Some("abc".into())));
    // Of a form, in the text that is composed of it.
    let form = with(Place::Body(&["hub", "challenge"]), Body::Form, None);
    assert_eq!(challenged(form, "hub[challenge]=a+b"), (Vec::new(), Some("a b".into())));
}

#[test]
fn what_is_no_challenge_in_a_body_changes_nothing() {
    let rules = |body| with(Place::Body(&["challenge"]), body, None);
    for value in ["null", "1.5", "\"\"", "[\"a\"]", r#""a\nb""#, r#""caf\u00e9""#] {
        let body = format!("{{\"challenge\":{value}}}");
        assert_eq!(challenged(rules(Body::Json), &body), (vec!["no_name".into()], None), "{value}");
    }
    let cut = r#"{"challenge":"abc""#;
    assert_eq!(challenged(rules(Body::Json), cut), (vec![format!("syntax {}", cut.len())], None));
    assert_eq!(challenged(rules(Body::CloudEvents), r#"{"challenge":"abc"}"#), (vec!["no_events".into()], None));
    let lines = challenged(rules(Body::JsonLines), r#"{"challenge":"abc"}"#);
    assert_eq!(lines, (vec![format!("0 no_name {}", r#"{"challenge":"abc"}"#)], None));
}
