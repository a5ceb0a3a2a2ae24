//! What the events are in: bodies that cannot be read, lists, lines, and what is inside them.

use eventspec_catalog::BodyFormat;
use eventspec_payloads::requests::json;

use super::{Case, Cases, Delivered, Expected, Good, Refused, rejected};

/// How deep a payload may be nested.
const DEPTH: usize = 128;

pub(super) fn cases(cases: &mut Cases<'_>, good: &Good<'_>) {
    too_large(cases, good);
    if cases.delivery.is_batch() {
        too_many(cases, good);
    }
    match cases.delivery.body {
        BodyFormat::Json if cases.delivery.events.is_none() => single(cases, good),
        BodyFormat::Json => list(cases, good),
        BodyFormat::JsonLines => lines(cases, good),
        BodyFormat::CloudEvents => cloud_events(cases, good),
        BodyFormat::Form => {}
    }
}

fn at(class: &'static str, offset: usize) -> Expected {
    Expected::Rejected { class, signature: None, place: None, offset: Some(offset) }
}

fn too_large(cases: &mut Cases<'_>, good: &Good<'_>) {
    let length = good.case.made.body.len();
    let mut case = good.case.clone();
    case.max_bytes = Some(length);
    cases.add("as long as it may be", case.clone());
    case.max_bytes = Some(length - 1);
    case.expected = rejected("too_large");
    cases.add("longer by a byte", case);
}

/// As many events as there may be, and one more.
fn too_many(cases: &mut Cases<'_>, good: &Good<'_>) {
    if let Some(mut case) = cases.case_of(good.name, good.event, &several(good, 3)) {
        case.max_events = Some(3);
        cases.add("as many events as there may be", case.clone());
        case.max_events = Some(2);
        case.expected = rejected("too_large");
        cases.add("an event more", case);
    }
}

/// A body that is one event.
fn single(cases: &mut Cases<'_>, good: &Good<'_>) {
    let payload = good.payload.as_bytes();
    let cut = payload.get(..payload.len() - 1).unwrap_or_default();
    cases.add("cut off", good.with_body(cut, at("syntax", cut.len())));
    cases.add("no body", good.with_body(b"", at("syntax", 0)));
    let mut bad = payload.get(..1).unwrap_or_default().to_vec();
    bad.extend_from_slice(b"\"\xff\":1}");
    cases.add("not UTF-8", good.with_body(&bad, at("not_utf8", 2)));
    cases.add("a list", good.with_body(b"[{}]", at("not_an_object", 0)));
    cases.add("a string", good.with_body(b" \"{}\"", at("not_an_object", 1)));
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(DEPTH), "]".repeat(DEPTH));
    cases.add("too deep", good.with_body(deep.as_bytes(), at("too_deep", "{\"a\":".len() + DEPTH - 1)));
    // Digits that a double does not have.
    let digits = json::with(&good.payload, &["__digits".to_owned()], "12345678901234567890.123");
    if let Some(case) = cases.case_of(good.name, good.event, &[digits]) {
        cases.add("digits that a double does not have", case);
    }
}

/// Payloads of the good event that can be told apart.
fn several(good: &Good<'_>, count: usize) -> Vec<String> {
    let payload = |index: usize| {
        json::with(&good.payload, &["__index".to_owned()], &format!("{}00000000000000000001", index + 1))
    };
    (0..count).map(payload).collect()
}

/// Elements where there should be events, and what each is.
fn elements(cases: &Cases<'_>, good: &Good<'_>) -> (Vec<String>, Expected) {
    let payloads = several(good, 2);
    let texts: Vec<String> = match &payloads[..] {
        [first, second] => vec![first.clone(), "7".to_owned(), "[]".to_owned(), "null".to_owned(), second.clone()],
        _ => Vec::new(),
    };
    let events: Vec<Delivered> = [(0, payloads.first()), (4, payloads.last())]
        .into_iter()
        .filter_map(|(index, text)| Some(cases.delivered(index, good.name, Some(&good.event.name), text?.clone())))
        .collect();
    let refused = |index| Refused { index, class: "not_an_object", offset: Some(0) };
    (texts, Expected::Delivered { events, refused: [1, 2, 3].map(refused).to_vec() })
}

fn nothing() -> Expected {
    Expected::Delivered { events: Vec::new(), refused: Vec::new() }
}

/// A body with a list of events somewhere.
fn list(cases: &mut Cases<'_>, good: &Good<'_>) {
    let pointer = cases.delivery.events.clone().unwrap_or_default().0;
    let body = |value: &str| if pointer.is_empty() { value.to_owned() } else { json::with("{}", &pointer, value) };
    for count in [1, 3] {
        if let Some(case) = cases.case_of(good.name, good.event, &several(good, count)) {
            cases.add(&format!("{count} events"), case);
        }
    }
    let (texts, expected) = elements(cases, good);
    let list = format!("[{}]", texts.join(" ,\n"));
    cases.add("elements that are not objects", good.with_body(body(&list).as_bytes(), expected.clone()));
    cases.add("the list as text", good.with_body(body(&json::quoted(&list)).as_bytes(), expected));
    let one = Expected::Delivered {
        events: vec![cases.delivered(0, good.name, Some(&good.event.name), good.payload.clone())],
        refused: Vec::new(),
    };
    cases.add("an event that is not in a list", good.with_body(body(&good.payload).as_bytes(), one.clone()));
    cases.add("an event as text", good.with_body(body(&json::quoted(&good.payload)).as_bytes(), one));
    cases.add("an empty list", good.with_body(body("[]").as_bytes(), nothing()));
    for value in ["7", "null", "\"\"", "\"7\"", "\"[\"", "true"] {
        cases
            .add(&format!("{value} in place of a list"), good.with_body(body(value).as_bytes(), rejected("no_events")));
    }
    if !pointer.is_empty() {
        cases.add("no list", good.with_body(b"{}", rejected("no_events")));
        cases.add("a list around everything", good.with_body(b"[]", rejected("no_events")));
    }
    let text = body("[");
    let cut = text.find('[').map_or(0, |start| start + 1);
    let text = text.get(..cut).unwrap_or_default();
    cases.add("cut off", good.with_body(text.as_bytes(), at("syntax", text.len())));
    let mut bad = body("[]").into_bytes();
    bad.push(0xff);
    let offset = bad.len() - 1;
    cases.add("not UTF-8", good.with_body(&bad, at("not_utf8", offset)));
}

/// A body of lines.
fn lines(cases: &mut Cases<'_>, good: &Good<'_>) {
    let payloads = several(good, 2);
    let [first, second] = &payloads[..] else { return };
    let event = |cases: &Cases<'_>, index, text: &String| {
        cases.delivered(index, good.name, Some(&good.event.name), text.clone())
    };
    let both = |cases: &Cases<'_>, index| Expected::Delivered {
        events: vec![event(cases, 0, first), event(cases, index, second)],
        refused: Vec::new(),
    };
    for (what, body) in [
        ("lines", format!("{first}\n{second}\n")),
        ("the last line without an end", format!("{first}\n{second}")),
        ("ends of lines as in Windows", format!("{first}\r\n{second}\r\n")),
        ("empty lines", format!("\n\n{first}\n\r\n{second}\n\n")),
    ] {
        let case = good.with_body(body.as_bytes(), both(cases, 1));
        cases.add(what, case);
    }
    cases.add("no line", good.with_body(b"", nothing()));
    let refused = [
        ("a line that is cut off", "{\"a\"", "syntax", Some(4)),
        ("a line that is not an object", "[1]", "not_an_object", Some(0)),
    ];
    for (what, line, class, offset) in refused {
        let body = format!("{first}\n{line}\n{second}\n");
        let expected = Expected::Delivered {
            events: vec![event(cases, 0, first), event(cases, 2, second)],
            refused: vec![Refused { index: 1, class, offset }],
        };
        cases.add(what, good.with_body(body.as_bytes(), expected));
    }
    let body = [first.as_bytes(), b"\n{\"\xff\":1}\n", second.as_bytes()].concat();
    let expected = Expected::Delivered {
        events: vec![event(cases, 0, first), event(cases, 2, second)],
        refused: vec![Refused { index: 1, class: "not_utf8", offset: Some(2) }],
    };
    cases.add("a line that is not UTF-8", good.with_body(&body, expected));
}

/// The modes of `CloudEvents`.
fn cloud_events(cases: &mut Cases<'_>, good: &Good<'_>) {
    let batch = several(good, 3);
    if let Some(case) = cases.case_of(good.name, good.event, &batch) {
        cases.add("a batch", case);
    }
    let set = |case: Case, content_type: &str| {
        let mut case = case;
        case.made.set_header("content-type", content_type);
        case
    };
    let empty = set(good.with_body(b"[]", nothing()), "application/cloudevents-batch+json; charset=utf-8");
    cases.add("an empty batch", empty);
    let capitals = set(good.case.clone(), "Application/CloudEvents+JSON;charset=utf-8");
    cases.add("the content type in capitals, with a parameter", capitals);
    let neither = set(good.with_body(good.payload.as_bytes(), rejected("no_events")), "application/json");
    cases.add("no mode", neither);
    binary(cases, good);
}

/// What is in headers and body in binary mode.
fn binary(cases: &mut Cases<'_>, good: &Good<'_>) {
    let name = json::quoted(good.name);
    let bodies = [
        ("data of JSON", Some("application/json"), "{\"a\" : 1.50}", Some("{\"a\" : 1.50}".to_owned())),
        ("data of a kind of JSON", Some("application/vnd.x+json; v=1"), "[1]", Some("[1]".to_owned())),
        ("text", Some("text/plain"), "a\n\u{e9}", Some("\"a\\n\u{e9}\"".to_owned())),
        ("no data", None, "", None),
    ];
    for (what, content_type, body, data) in bodies {
        let mut case = good.with_body(body.as_bytes(), nothing());
        case.made.headers.retain(|(name, _)| name != "content-type");
        for (key, value) in [("specversion", "1.0"), ("type", good.name), ("source", "/a%20b"), ("id", "e-1")] {
            case.made.set_header(&format!("ce-{key}"), value);
        }
        let mut text = format!("{{\"id\":\"e-1\",\"source\":\"/a b\",\"specversion\":\"1.0\",\"type\":{name}");
        if let Some(content_type) = content_type {
            case.made.set_header("content-type", content_type);
            text += ",\"datacontenttype\":";
            text += &json::quoted(content_type);
        }
        text += &data.map_or_else(String::new, |data| format!(",\"data\":{data}"));
        text += "}";
        let event = cases.delivered(0, good.name, Some(&good.event.name), text);
        case.expected = Expected::Delivered { events: vec![event], refused: Vec::new() };
        cases.add(&format!("binary mode: {what}"), case);
    }
}
