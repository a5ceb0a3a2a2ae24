//! What files of `delivery/` say, and what of it is refused.

#[expect(dead_code, reason = "other tests need more of it")]
mod common;

use common::{HEAD, found};
use eventspec_catalog::{
    Catalog, Delivery, Piece, RequestPlace, Scheme, Sources, TimeForm, preset, preset_names, resolve_without_samples,
};

/// A catalogue with one delivery; its event has the name and the fields that are given.
fn sources(event: &str, fields: &str, delivery: &str) -> Sources {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", HEAD);
    let payload = format!("doc = \"E.\"\nevent = [{{ name = \"{event}\", doc = \"E.\" }}]\n{fields}");
    sources.insert("events/ev.toml", payload);
    sources.insert("samples/ev/documented.json", "{}");
    sources.insert(format!("samples/{event}/documented.json").replace("//", "/"), "{}");
    sources.insert("delivery/webhook.toml", delivery);
    sources
}

fn field(name: &str, ty: &str) -> String {
    format!("[[field]]\nname = \"{name}\"\ntype = \"{ty}\"\ndoc = \"F.\"\n")
}

fn catalog(event: &str, fields: &str, delivery: &str) -> Catalog {
    resolve_without_samples(&sources(event, fields, delivery))
        .unwrap_or_else(|report| panic!("{}", report.render("", false)))
}

fn delivery(event: &str, fields: &str, text: &str) -> Delivery {
    catalog(event, fields, text).deliveries.remove(0)
}

/// The findings about `delivery/webhook.toml` with this text, beside an event `ev` with a field `type`, as "line:column: message; help".
fn refused(text: &str) -> Vec<String> {
    let report = resolve_without_samples(&sources("ev", &field("type", "string"), text)).expect_err("it is refused");
    let line = |finding: &eventspec_catalog::Diagnostic| {
        let place = report.place(finding);
        format!("{}:{}: {}; {}", place.line(), place.column(), finding.message, finding.help)
    };
    report.diagnostics().iter().map(line).collect()
}

const EVENT: &str = "event = \"{header:x-event}\"\n";

/// A signature with one key more or less than a complete one.
fn signature(replaced: &str, by: &str) -> String {
    let complete = "[[signature]]\nin = \"{header:x-sig}\"\nparts = [\"v1={hex}\"]\nsigned = \"{body}\"\nalgorithm = \"hmac-sha256\"\nsecret = \"{text}\"\n";
    assert!(complete.contains(replaced), "{replaced}");
    format!("{EVENT}{}", complete.replace(replaced, by))
}

#[test]
fn the_rules_of_a_vendor_in_a_file() {
    let text = r#"
event = "{header:X-GitHub-Event}[.{payload:/action}]"
id = "{header:x-github-delivery}"
answer = { within = "10s", retries = 5 }

[[signature]]
in = "{header:x-hub-signature-256}"
parts = ["sha256={hex}"]
signed = "{body}"
algorithm = "hmac-sha256"
secret = "{text}"
"#;
    let github = delivery("issues.opened", &field("action", "string"), text);
    assert_eq!(github.event[0].to_string(), "{header:x-github-event}[.{payload:/action}]");
    assert_eq!(github.id, Some(vec![Piece::Place(RequestPlace::Header("x-github-delivery".to_owned()))]));
    assert_eq!(github.answer.map(|answer| (answer.within, answer.retries)), Some((Some(10), Some(5))));
    let [signature] = &github.signatures[..] else { panic!("one signature") };
    let Scheme::Code(code) = &signature.scheme else { panic!("a code") };
    assert_eq!((code.parts[0].to_string(), code.secret.to_string()), ("sha256={hex}".to_owned(), "{text}".to_owned()));
    assert_eq!(code.time, None);
}

#[test]
fn each_preset_can_be_used_as_it_is() {
    assert_eq!(preset_names().count(), 7);
    for name in preset_names() {
        assert!(name.rsplit_once("-v").is_some_and(|(_, version)| version.parse::<u32>().is_ok()), "{name}");
        let text = preset(name).unwrap();
        assert!(text.contains("\nsource = \"https://"), "{name} says where its facts come from");
        let based = delivery("ev", &field("type", "string"), &format!("preset = \"{name}\"\n"));
        // As a file of a specification, it says the same.
        let fields =
            ["type", "action", "event", "source", "id", "api_version", "event_id"].map(|key| field(key, "string"));
        let times = [field("created", "timestamp(unix)"), field("created_at", "timestamp(unix)")];
        let times = [times.concat(), field("event_time", "timestamp(unix)"), field("time", "timestamp")].concat();
        let more = field("timestamp", "timestamp") + "[[field]]\nname = \"rest\"\ntype = \"any\"\ndoc = \"R.\"\n";
        let fields = (fields.concat() + &times + &more)
            .replace("name = \"event\"\ntype = \"string\"", "name = \"event\"\ntype = \"any\"");
        let written = delivery("ev", &fields, text);
        let same = Delivery { preset: None, doc: None, place: written.place.clone(), ..based.clone() };
        assert_eq!(same, Delivery { doc: None, ..written }, "{name}");
        assert_eq!(based.preset.as_deref(), Some(name));
        assert!(!based.event.is_empty());
        assert_eq!(based.signatures.is_empty(), name == "cloudevents-v1");
    }
}

#[test]
fn what_a_file_says_goes_over_its_preset() {
    let text = "preset = \"stripe-v1\"\nid = \"{header:x-id}\"\n[[signature]]\nin = \"{query:token}\"\nequals = \"{secret}\"\n";
    let own = delivery("ev", &field("type", "string"), text);
    assert_eq!(own.id, Some(vec![Piece::Place(RequestPlace::Header("x-id".to_owned()))]));
    assert_eq!(own.event[0].to_string(), "{payload:/type}");
    // Signatures are replaced together.
    assert_eq!(own.signatures.len(), 1);
    assert_eq!(own.signatures[0].at, RequestPlace::Query("token".to_owned()));
}

#[test]
fn the_type_of_a_time_is_that_of_its_field() {
    let of = |ty: &str| {
        let text = format!("{EVENT}sent_at = \"{{payload:/data/at}}\"\n");
        let data = format!(
            "[[field]]\nname = \"data\"\ntype = \"object\"\ndoc = \"D.\"\n[[field.field]]\nname = \"at\"\ntype = \"{ty}\"\ndoc = \"A.\"\n"
        );
        delivery("ev", &data, &text).sent_at.map(|(_, form)| form)
    };
    assert_eq!(of("timestamp(unix)"), Some(TimeForm::Unix));
    assert_eq!(of("timestamp(unix_ms)"), Some(TimeForm::UnixMillis));
    assert_eq!(of("timestamp"), Some(TimeForm::Rfc3339));
    assert_eq!(of("timestamp(rfc2822)"), Some(TimeForm::Rfc2822));
}

#[test]
fn templates_are_refused_with_their_place() {
    let cases = [
        ("event = \"{payload:/type\"", "1:10: `{` is not closed; add a `}` after the place"),
        (
            "event = \"{header:x y}\"",
            "1:10: `x y` is not the name of a header; write one of letters, digits and hyphens, as in `{header:x-event}`",
        ),
        (
            "event = \"{type}\"",
            "1:10: `{type}` is not a place; write `{header:x-event}`, `{query:key}` or `{payload:/type}`",
        ),
        (
            "event = \"{body}\"",
            "1:10: {body} is not allowed here; write `{header:x-event}`, `{query:key}` or `{payload:/type}`",
        ),
        ("event = \"{payload:type}\"", "1:10: `type` does not begin with `/`; write `/type`"),
        (
            "event = \"{payload:/a~2}\"",
            "1:10: `/a~2` has a `~` without a `0` or `1` after it; write it as in `{payload:/data/object}`; `}` is `%7D`, `%` is `%25`",
        ),
        (
            "event = \"{payload:}\"",
            "1:10: this is the whole payload; write where in the payload, as in `{payload:/type}`",
        ),
        (
            "event = \"{header:a}{header:b}\"",
            "1:10: nothing separates {header:a} from {header:b}; put a separator between them, as in `{header:a}.{header:b}`",
        ),
        (
            "event = \"[{header:a}]\"",
            "1:10: a name cannot consist of optional parts alone; begin with what every name has, as in `{header:x-event}[.{payload:/action}]`",
        ),
        ("event = \"{header:a}[.{header:b}\"", "1:20: `[` is not closed; add a `]` after the optional part"),
        (
            "event = \"{header:a}[.b]\"",
            "1:20: an optional part needs a place; put a place into it, as in `[.{payload:/action}]`",
        ),
        (
            "event = \"{header:a}[.{header:b}].c\"",
            "1:33: this follows an optional part, or is a `]` without `[`; move optional parts to the end; a name has no other brackets",
        ),
        ("event = \"a}\"", "1:11: `}` without a `{`; remove it, or begin the place with `{`"),
        (
            "id = \"{header:x-id}[a]\"\nevent = \"{header:x}\"",
            "1:20: `[` is not allowed here; remove it: only the name of an event has optional parts",
        ),
        (
            "events = \"{payload:/data}\"\nevent = \"{header:x}\"",
            "1:11: {payload:/data} is not allowed here; write `{body}` or `{body:/data}`",
        ),
        (
            "version = \"v{payload:/type}\"\nevent = \"{header:x}\"",
            "1:12: this is not a single place; write one place and nothing else, such as `{header:x-event}`, `{query:key}`, `{payload:/type}` or `{body:/data}`",
        ),
        (
            "handshake = \"{payload:/challenge}\"\nevent = \"{header:x}\"",
            "1:14: {payload:/challenge} is not allowed here; write `{header:x-event}`, `{query:key}` or `{body:/data}`",
        ),
        (
            "handshake = \"/challenge\"\nevent = \"{header:x}\"",
            "1:14: `/challenge` is not a place; write `{body:/challenge}`",
        ),
        (
            "handshake = \"c={query:c}\"\nevent = \"{header:x}\"",
            "1:14: this is not a single place; write one place and nothing else, such as `{header:x-event}`, `{query:key}` or `{body:/data}`",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(refused(text).first().map(String::as_str), Some(expected), "{text}");
    }
}

#[test]
fn signatures_that_are_not_safe_are_refused() {
    let time = "time = { at = \"{header:x-time}\", type = \"timestamp(unix)\" }\n";
    let cases = [
        (
            signature("{body}", "{time}"),
            "5:10: the body is not signed; add `{body}`: a code that does not depend on it lets any body pass",
        ),
        (
            signature("{body}", ""),
            "5:10: nothing is signed; add `{body}`: a code that does not depend on it lets any body pass",
        ),
        (
            signature("v1={hex}", "v1="),
            "4:11: `v1=` does not say how the code is written; end it with what follows the literal: one of `{time}`, `{hex}`, `{hex-upper}`, `{base64}`, `{base64url}`",
        ),
        (signature("v1={hex}", "t={time}"), "4:9: no part has a code; add one, as in `\"v1={hex}\"`"),
        (
            signature("\"v1={hex}\"", "\"{hex}\", \"{base64}\""),
            "4:9: two parts begin with the same literal; give each part a literal of its own, or remove one of the two",
        ),
        (
            signature("{text}", "whsec"),
            "7:11: this seems to be a secret; the file only says how secrets are written; write `{text}`, `{hex}` or `{base64}`, with any literal in front of it, as in `whsec_{base64}`; and give the secret to the receiver alone",
        ),
        (
            signature("{text}", "whsec_{text}_"),
            "7:11: `whsec_{text}_` is not a form of a secret; write `{text}`, `{hex}` or `{base64}`, with any literal in front of it: `[whsec_]{base64}` if that is optional",
        ),
        (
            signature("secret = \"{text}\"\n", "secret = \"{text}\"\ntolerance = \"5m\"\n"),
            "8:13: `tolerance` needs a `time`; add it, as in `time = { at = \"{header:x-timestamp}\", type = \"timestamp(unix)\" }`",
        ),
        (
            signature("secret = \"{text}\"\n", &format!("secret = \"{{text}}\"\n{time}tolerance = \"5m\"\n")),
            "9:13: `tolerance` has no effect, because the time is not signed; add `{time}` to `signed` if it is signed; otherwise remove `tolerance`: whoever replays a request can write any time into it",
        ),
        (
            signature("secret = \"{text}\"\n", "secret = \"{text}\"\ntime = \"timestamp(unix)\"\n"),
            "8:8: the signature has no part with this time; say where it is, as in `time = { at = \"{header:x-timestamp}\", type = \"timestamp(unix)\" }`, or add a part with `{time}`",
        ),
        (
            signature("\"v1={hex}\"", "\"t={time}\", \"v1={hex}\""),
            "4:9: the type of the time in the signature is missing; add `time = \"timestamp(unix)\"`, or another type",
        ),
        (
            signature("signed = \"{body}\"\n", ""),
            "2:1: missing key `signed`; add it, as in `signed = \"{body}\"`; or `equals` if the signature is a token",
        ),
        (
            signature("hmac-sha256", "hmac-md5"),
            "6:13: unknown value `hmac-md5`; use one of: hmac-sha1, hmac-sha256, hmac-sha512",
        ),
        (
            signature("signed = \"{body}\"", "equals = \"{secret}\""),
            "4:9: a token has no `parts`; remove it, or `equals` if the signature is a code",
        ),
        (
            format!("{EVENT}[[signature]]\nin = \"{{header:x}}\"\nequals = \"letmein\"\n"),
            "4:11: `letmein` is known to everybody who reads this file; end it with one of `{secret}`, `{sha256-hex:secret}`, `{base64:secret}`",
        ),
        (
            format!("{EVENT}[[signature]]\nin = \"{{payload:/type}}\"\nequals = \"{{secret}}\"\n"),
            "3:7: {payload:/type} is not allowed here; write `{header:x-event}` or `{query:key}`",
        ),
        (
            signature("\"v1={hex}\"", "\"a={hex}\", \"b={hex}\""),
            "4:9: there are several parts, but no `split`; add the separator, as in `split = \",\"`; or keep one part",
        ),
        (
            signature("[[signature]]", "handshake = \"{header:x-sig}\"\n[[signature]]"),
            "2:13: `{header:x-sig}` is the place of the signature `signature`, and not of a challenge; correct the place, or remove `handshake` if the sender does not challenge",
        ),
        (
            format!("{EVENT}body = \"json-lines\"\nhandshake = \"{{body:/challenge}}\"\n"),
            "3:13: `{body:/challenge}` is never there: each line of the body is a text of its own; write a header or a key of the query, as in `{query:challenge}`",
        ),
        (
            format!("{EVENT}body = \"json-lines\"\nevents = \"{{body}}\"\n"),
            "3:10: only a JSON body can have `events`; remove `events`: each line is an event",
        ),
        (
            format!("{EVENT}answer = {{ within = \"soon\" }}\n"),
            "2:22: `soon` is not a duration; write a whole number of seconds, minutes, hours or days: `90s`, `5m`, `1h`, `2d`",
        ),
        (
            format!("{EVENT}sent_at = \"{{header:x-time}}\"\n"),
            "2:11: the type of this time is missing; write `{ at = \"{header:x-time}\", type = \"timestamp(unix)\" }`, or another type",
        ),
        (
            format!("{EVENT}sent_at = {{ at = \"{{header:x-time}}\", type = \"date\" }}\n"),
            "2:45: `date` is not a point in time; write one of `timestamp`, `timestamp(unix)`, `timestamp(unix_ms)`, `timestamp(rfc2822)`",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(refused(&text).first().map(String::as_str), Some(expected), "{text}");
    }
}

#[test]
fn keys_on_the_wrong_side_of_a_signature() {
    let below = signature("secret = \"{text}\"\n", "secret = \"{text}\"\nid = \"{header:x-id}\"\n");
    let expected = "8:1: unknown key `id`; move it above the first `[[signature]]`: what stands below it belongs to that signature";
    assert_eq!(refused(&below), [expected]);
    // The event is there, so it is not missing.
    let without_event =
        signature("secret = \"{text}\"\n", "secret = \"{text}\"\nevent = \"{header:x}\"\n").replace(EVENT, "");
    let expected = "7:1: unknown key `event`; move it above the first `[[signature]]`: what stands below it belongs to that signature";
    assert_eq!(refused(&without_event), [expected]);
    let above = format!("{EVENT}tolerance = \"5m\"\n");
    assert_eq!(refused(&above), ["2:1: unknown key `tolerance`; move it below a `[[signature]]`: it belongs to one"]);
    assert_eq!(
        refused(&signature("secret", "sekret")).first().map(String::as_str),
        Some("7:1: unknown key `sekret`; did you mean `secret`?")
    );
}

#[test]
fn texts_without_the_braces_of_a_place() {
    let cases = [
        (signature("{header:x-sig}", "x-sig"), "3:7: `x-sig` is not a place; write `{header:x-sig}`"),
        (
            "event = \"x-topic\"".to_owned(),
            "1:9: `x-topic` is not the name of any event; write `{header:x-topic}` if the name is there; or add an event called `x-topic`: events that are not listed are decoded as it",
        ),
        (
            "event = \"/type\"".to_owned(),
            "1:9: `/type` is not the name of any event; write `{payload:/type}` if the name is there; or add an event called `/type`: events that are not listed are decoded as it",
        ),
        (
            format!("{EVENT}id = \"x-id\""),
            "2:7: `x-id` would be the `id` of every event; write a place, as in `{header:x-id}`",
        ),
        (
            format!("{EVENT}id = \"an id\""),
            "2:7: `an id` would be the `id` of every event; write a place, as in `{header:x-delivery-id}`",
        ),
        (format!("{EVENT}version = \"/type\""), "2:12: `/type` is not a place; write `{payload:/type}`"),
        (format!("{EVENT}events = \"/data\""), "2:11: `/data` is not a place; write `{body:/data}`"),
        (format!("{EVENT}sent_at = \"x-time\""), "2:12: `x-time` is not a place; write `{header:x-time}`"),
    ];
    for (text, expected) in cases {
        assert_eq!(refused(&text).first().map(String::as_str), Some(expected), "{text}");
    }
}

#[test]
fn names_and_places_are_held_against_the_payloads() {
    let cases = [
        (
            "event = \"shop.{header:x-event}\"",
            "1:9: no event has a name like `shop.{header:x-event}`; correct the template, or the names of the events",
        ),
        (
            "event = [\"{header:x-event}\", \"other\"]",
            "1:30: `other` is not the name of any event; add an event called `other`: events that are not listed are decoded as it",
        ),
        (
            "event = [\"ev\", \"{header:x-event}\"]",
            "1:10: `ev` fits every request, so no template after it is ever tried; move it to the end",
        ),
        (
            "event = \"{payload:/kind}\"",
            "1:9: no payload has a text or an integer at `/kind`; correct the path, or list the field in the payloads that have it",
        ),
        (
            "event = \"{header:x}\"\nid = \"{payload:/type/id}\"",
            "2:6: no payload has a text or an integer at `/type/id`; correct the path, or list the field in the payloads that have it",
        ),
        (
            "event = \"{header:x}\"\nsent_at = \"{payload:/type}\"",
            "2:11: the type of this time is missing, and cannot be taken from a field; write `{ at = \"{payload:/type}\", type = \"timestamp(unix)\" }`, or another type",
        ),
        ("doc = \"D.\"", "1:1: missing key `event`; add it, as in `event = \"{header:x-event}\"`"),
        ("preset = \"github\"", "1:10: unknown preset `github`; did you mean `github-v1`?"),
    ];
    for (text, expected) in cases {
        assert!(refused(text).iter().any(|finding| finding == expected), "{text}\n{:#?}", refused(text));
    }
}

#[test]
fn an_event_that_no_delivery_names_is_a_finding() {
    let sources = sources("order", &field("type", "string"), "event = \"shop.{header:x-event}\"\n");
    let found = found(&sources);
    assert!(
        found.iter().any(|finding| finding.starts_with("events/ev.toml:2:")
            && finding.contains("no delivery can have an event called `order`")),
        "{found:#?}"
    );
}
