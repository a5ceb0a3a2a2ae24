//! What is in the body, whoever sent it.

use eventspec_runtime::Limits;
use eventspec_runtime::delivery::rules::{Body, Piece, Place, Rules, Template, TimeType};
use eventspec_runtime::delivery::{RequestParts, Setup};

use crate::support::{ANY, Event, TYPE, header, leak, payload, receive, rules, shown, template, unverified};

pub(crate) const TOPIC: &[Template] = &[template(&[header("x-topic")])];
const ID: &[Piece] = &[header("x-id"), Piece::Literal("/"), payload(&["ids", "1"])];
const LINES: Rules = rules(Body::JsonLines, None, TYPE);
const BATCH: Rules = rules(Body::Json, Some(&[]), TYPE);
const DATA: Rules = rules(Body::Json, Some(&["data"]), TYPE);

fn of(rules: Rules, body: &str) -> Vec<String> {
    shown(receive(rules, body.as_bytes()))
}

#[test]
fn a_body_is_one_event_byte_for_byte() {
    let single = rules(Body::Json, None, TYPE);
    let body = " {\"total\": 98765432109876543210.50,\r\n\t\"type\" :\"order\",\"x\":\"\\u00e9\\/\", \"x\":1e400 } ";
    assert_eq!(of(single, body), [format!("0 order {body}")]);
    assert_eq!(of(single, "\u{feff}{}"), ["syntax 0"]);
    assert_eq!(of(single, ""), ["syntax 0"]);
    assert_eq!(of(single, "{\"type\":\"a\",\"type\":7}"), ["0 7 {\"type\":\"a\",\"type\":7}"]);
    assert_eq!(of(single, "{\"type\":\"a\",\"type\":null}"), ["no_name"]);
    assert_eq!(of(rules(Body::Json, None, ANY), "{\"type\":\"a\"}"), ["0 a as any_event {\"type\":\"a\"}"]);
}

#[test]
fn a_name_in_a_header_leaves_the_body_to_decoding() {
    let rules = rules(Body::Json, None, TOPIC);
    let receiver = unverified(rules);
    let named = |body: &str| {
        let request = RequestParts::new("POST", "/", body.as_bytes()).with_header("X-Topic", "order");
        shown(receiver.receive_at(&request, 0))
    };
    for body in ["{\"a\":[{}]}", "{}", " {} "] {
        assert_eq!(named(body), [format!("0 order {body}")]);
        assert_eq!(of(rules, body), ["no_name"]);
    }
    let deep = format!("{{\"a\":{}", "[".repeat(128));
    for (body, rejection) in
        [("{", "syntax 1"), (" 7", "not_an_object 1"), ("[1,]", "syntax 3"), (&deep, "too_deep 132")]
    {
        assert_eq!(named(body), [rejection]);
        assert_eq!(of(rules, body), [rejection]);
    }
}

#[test]
fn events_in_an_array_an_object_or_a_string() {
    let (a, big) = ("{\"type\":\"a\"}", "{ \"type\" : \"b\", \"n\": 98765432109876543210 }");
    assert_eq!(of(BATCH, &format!(" [ {a} ,{big}] ")), [format!("0 a {a}"), format!("1 b {big}")]);
    assert_eq!(of(BATCH, &format!(" {big} ")), [format!("0 b {big}")]);
    assert_eq!(of(DATA, &format!("{{\"data\":[{a},{big}],\"n\":1}}")), [format!("0 a {a}"), format!("1 b {big}")]);
    assert_eq!(of(DATA, "{\"data\":{\"type\":\"a\"}}"), [format!("0 a {a}")]);
    let text = format!("{{\"data\":\"[{}]\"}}", big.replace('"', "\\\""));
    assert_eq!(of(DATA, &text), [format!("0 b {big}")]);
    assert_eq!(of(DATA, r#"{"data":" {\u0022type\u0022:\"a\"} "}"#), [format!("0 a {a}")]);
    assert_eq!(of(DATA, "{\"data\":[]}"), [""; 0]);
    assert_eq!(of(DATA, "{\"data\":\"[]\"}"), [""; 0]);
    let nothing = [
        "{}",
        "[]",
        "7",
        "{\"data\":null}",
        "{\"data\":7}",
        "{\"data\":\"\"}",
        "{\"data\":\"7\"}",
        "{\"data\":\"{\"}",
        "{\"data\":\"[] []\"}",
        r#"{"data":"\"{}\""}"#,
        r#"{"data":"[\"\ud800\"]"}"#,
        "{\"data\":[{}],\"data\":7}",
    ];
    for nothing in nothing {
        assert_eq!(of(DATA, nothing), ["no_events"], "{nothing}");
    }
    assert_eq!(of(BATCH, "[{\"type\":\"a\"},]"), ["syntax 14"]);
    assert_eq!(of(BATCH, "[{\"type\":\"a\"}] x"), ["syntax 15"]);
    assert_eq!(shown(receive(BATCH, b"[\"\xff\"]")), ["not_utf8 2"]);
}

#[test]
fn an_element_that_is_no_event_costs_only_itself() {
    let body = r#"[{"type":"a"},7, "x" ,{},{"type":{}},[],{"type":"b"}]"#;
    let expected = [
        "0 a {\"type\":\"a\"}",
        "6 b {\"type\":\"b\"}",
        "1 not_an_object 0 7",
        "2 not_an_object 0 \"x\"",
        "3 no_name {}",
        "4 no_name {\"type\":{}}",
        "5 not_an_object 0 []",
    ];
    assert_eq!(of(BATCH, body), expected);
    assert_eq!(of(BATCH, "{}"), ["0 no_name {}"]);
    // What leads to an event is not part of its depth.
    let receiver = Setup::<Event>::new(leak(DATA)).limits(Limits { depth: 2, ..Limits::default() }).unverified();
    let of = |body: &str| shown(receiver.receive_at(&RequestParts::new("POST", "/", body.as_bytes()), 0));
    assert_eq!(of(r#"{"data":[{"type":"a","x":[]}]}"#), [r#"0 a {"type":"a","x":[]}"#]);
    assert_eq!(of(r#"{"data":[{"type":"a","x":[[]]}]}"#), ["too_deep 26"]);
    assert_eq!(of(r#"{"x":[[[]]],"data":[]}"#), ["too_deep 7"]);
}

#[test]
fn a_line_is_an_event() {
    let body = b"{\"type\":\"a\"}\n\r\n\n {\"type\":\"b\"} \r\n{\n7\n\"\xff\"\n{}\n\xef\xbb\xbf{}\n \n{\"type\":\"c\"}";
    let expected = [
        "0 a {\"type\":\"a\"}",
        "1 b  {\"type\":\"b\"} ",
        "8 c {\"type\":\"c\"}",
        "2 syntax 1 {",
        "3 not_an_object 0 7",
        "4 not_utf8 1 \"\u{fffd}\"",
        "5 no_name {}",
        "6 syntax 0 \u{feff}{}",
        "7 syntax 1  ",
    ];
    assert_eq!(shown(receive(LINES, body)), expected);
    assert_eq!(of(LINES, ""), [""; 0]);
    let deep = "[".repeat(129);
    assert_eq!(
        of(LINES, &format!("{deep}\n{{\"type\":\"a\"}}\n")),
        ["1 a {\"type\":\"a\"}", &format!("0 too_deep 128 {deep}")]
    );
    // A name in a header is that of all lines.
    let rules = rules(Body::JsonLines, None, TOPIC);
    let request = RequestParts::new("POST", "/", b"{}\n{\"a\":1}\n[]\n{,").with_header("x-topic", "order");
    let expected = ["0 order {}", "1 order {\"a\":1}", "2 not_an_object 0 []", "3 syntax 1 {,"];
    assert_eq!(shown(unverified(rules).receive_at(&request, 0)), expected);
}

#[test]
fn what_is_known_of_an_event() {
    let rules = Rules {
        id: Some(ID),
        sent_at: Some((Place::Payload(&["at"]), TimeType::UnixMillis)),
        version: Some(Place::Body(&["meta", "version"])),
        attempt: Some(Place::Query("try")),
        ..rules(Body::Json, Some(&["data"]), TYPE)
    };
    let body = br#"{"data":[{"type":"a","ids":[1,2],"at":1500.5},{"type":"b","ids":[1],"at":"1500"},{"type":"c","at":"x"}],"meta":{"version":7}}"#;
    let request = RequestParts::new("POST", "/?try=2", body).with_header("X-Id", "m");
    let delivery = unverified(rules).receive_at(&request, 0).unwrap();
    let known = delivery.events.iter().map(|event| {
        let sent_at = event.sent_at.map(|instant| (instant.seconds, instant.nanoseconds));
        (event.id.as_deref(), sent_at, event.version.as_deref(), event.attempt.as_deref())
    });
    let expected = [
        (Some("m/2"), Some((1, 500_500_000)), Some("7"), Some("2")),
        (None, Some((1, 500_000_000)), Some("7"), Some("2")),
        (None, None, Some("7"), Some("2")),
    ];
    assert_eq!(known.collect::<Vec<_>>(), expected);
    // Of a body that is one event, the payload is the body; of lines it is not.
    let version = |body_is, event: &[u8]| {
        let delivery = receive(Rules { version: rules.version, events: None, body: body_is, ..LINES }, event).unwrap();
        delivery.events[0].version.clone()
    };
    let event = br#"{"type":"a","meta":{"version":"1.0"}}"#;
    assert_eq!(version(Body::Json, event).as_deref(), Some("1.0"));
    assert_eq!(version(Body::JsonLines, event), None);
    assert_eq!(version(Body::Form, b"type=a&meta[version]=3").as_deref(), Some("3"));
}

#[test]
fn forms_hold_events_too() {
    let single = rules(Body::Form, None, TYPE);
    assert_eq!(of(single, "type=order&a[b]=1"), [r#"0 order {"type":"order","a":{"b":"1"}}"#]);
    assert_eq!(of(single, ""), ["no_name"]);
    assert_eq!(of(single, "type=order&b=%ff"), ["not_utf8 11"]);
    assert_eq!(of(single, "type=order&type=x"), ["no_name"]);
    let in_payload = rules(Body::Form, Some(&["payload"]), TYPE);
    assert_eq!(of(in_payload, "payload=%7B%22type%22%3A%22a%22%7D"), ["0 a {\"type\":\"a\"}"]);
    assert_eq!(of(in_payload, "payload=[{\"type\":\"a\"},7]"), ["0 a {\"type\":\"a\"}", "1 not_an_object 0 7"]);
    assert_eq!(of(in_payload, "payload=x"), ["no_events"]);
    // What is escaped may be longer than the body.
    let limits = Limits { bytes: 12, ..Limits::default() };
    let receiver = Setup::<Event>::new(leak(single)).limits(limits).unverified();
    let delivery = receiver.receive_at(&RequestParts::new("POST", "/", b"type=a\x01\x01\x01"), 0).unwrap();
    assert_eq!(delivery.events[0].event.json(), r#"{"type":"a\u0001\u0001\u0001"}"#);
}

const CLOUD_EVENTS: Rules = rules(Body::CloudEvents, None, TYPE);

fn cloud_event(headers: &[(&str, &str)], body: &[u8]) -> Vec<String> {
    let headers = headers.iter().map(|(name, value)| (*name, value.as_bytes()));
    shown(unverified(CLOUD_EVENTS).receive_at(&RequestParts::new("POST", "/", body).with_headers(headers), 0))
}

#[test]
fn cloud_events_that_are_bodies() {
    let json = br#"{"specversion":"1.0","type":"a","data":98765432109876543210}"#;
    let text = std::str::from_utf8(json).unwrap();
    for structured in ["application/cloudevents+json", "Application/CloudEvents+JSON ; charset=UTF-8"] {
        assert_eq!(cloud_event(&[("Content-Type", structured)], json), [format!("0 a {text}")]);
    }
    let batch = [("content-type", "application/cloudevents-batch+json")];
    let events = format!("[{text}, {text}, {{}}]");
    let expected = [format!("0 a {text}"), format!("1 a {text}"), "2 no_name {}".into()];
    assert_eq!(cloud_event(&batch, events.as_bytes()), expected);
    assert_eq!(cloud_event(&batch, b"[]"), [""; 0]);
    assert_eq!(cloud_event(&batch, b"7"), ["no_events"]);
    assert_eq!(cloud_event(&[("content-type", "application/json")], json), ["no_events"]);
    assert_eq!(cloud_event(&[], json), ["no_events"]);
}

#[test]
fn cloud_events_whose_attributes_are_headers() {
    let binary = |content_type: Option<&str>, body: &[u8]| {
        let headers = [("ce-type", "a"), ("CE-SpecVersion", "1.0"), ("ce-subject", "%E2%82%AC+%zz\"")];
        let ignored = [("ce-broken", "%ff"), ("ce-empty", ""), ("x-ce-id", "1")];
        let content_type = content_type.map(|value| ("Content-Type", value));
        cloud_event(&[&headers[..], &ignored, content_type.as_slice()].concat(), body)
    };
    let attributes = r#"{"specversion":"1.0","subject":"€+%zz\"","type":"a""#;
    let expect = |content_type: Option<&str>, body: &[u8], rest: &str| {
        let written = content_type.map_or(String::new(), |it| format!(",\"datacontenttype\":\"{it}\""));
        assert_eq!(binary(content_type, body), [format!("0 a {attributes}{written}{rest}}}")]);
    };
    expect(None, b"", "");
    expect(None, b" {\"n\": 1.0} ", ",\"data\": {\"n\": 1.0} ");
    expect(Some("application/json; charset=utf-8"), b"7", ",\"data\":7");
    expect(Some("text/JSON"), b"[]", ",\"data\":[]");
    expect(Some("application/vnd.x+json"), b"null", ",\"data\":null");
    expect(Some("text/plain"), "a\n\"é".as_bytes(), ",\"data\":\"a\\n\\\"é\"");
    expect(Some("application/octet-stream"), b"\xff\x00", ",\"data_base64\":\"/wA=\"");
    expect(Some("application/octet-stream"), b"", "");
    assert_eq!(binary(None, b"{"), ["syntax 1"]);
    assert_eq!(binary(None, b" \xff"), ["not_utf8 1"]);
    assert_eq!(binary(Some("text/plain"), b"a\xff"), ["not_utf8 1"]);
    assert_eq!(binary(None, "[".repeat(200).as_bytes()), ["too_deep 127"]);
    let nested = format!("{}{}", "[".repeat(127), "]".repeat(127));
    expect(None, nested.as_bytes(), &format!(",\"data\":{nested}"));
}
