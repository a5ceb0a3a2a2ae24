//! Samples of whole requests: how they are read, and what is found in them.

#[expect(dead_code, reason = "other tests need more of it")]
mod common;

use common::{field, found, spec, with_sample};
use eventspec_catalog::{Catalog, SampleRequest, Sources, resolve};

const CODE: &str = "event = \"{header:x-topic}\"\n[[signature]]\nin = \"{header:x-sign}\"\nparts = [\"sha256={hex}\"]\n\
    signed = \"{body}\"\nalgorithm = \"hmac-sha256\"\nsecret = \"{text}\"\n";

/// A specification with one delivery, `webhook`, and sample requests of it by their paths below `samples/requests/`.
fn with_requests(delivery: &str, requests: &[(&str, &str)]) -> Sources {
    let fields = [field("count", "integer", ""), field("note", "string", "max_length = 3")];
    let mut sources = with_sample(spec(&[], &fields), "{}");
    sources.insert("delivery/webhook.toml", delivery);
    for (path, text) in requests {
        sources.insert(format!("samples/requests/{path}"), *text);
    }
    sources
}

fn catalog(sources: &Sources) -> Catalog {
    resolve(sources).unwrap_or_else(|report| panic!("{}", report.render("", false)))
}

/// What a file is read as.
fn request(delivery: &str, text: &str) -> SampleRequest {
    catalog(&with_requests(delivery, &[("webhook/a.http", text)])).requests.remove(0)
}

/// The findings of a file, with their helps.
fn refused(delivery: &str, text: &str) -> Vec<String> {
    let report = resolve(&with_requests(delivery, &[("webhook/a.http", text)])).expect_err("there is a finding");
    let said = |finding| {
        let place = report.place(finding);
        let file = place.file().strip_prefix("samples/requests/webhook/").expect("it is in the request");
        format!("{file}:{}:{}: {} [{}]", place.line(), place.column(), finding.message, finding.help)
    };
    report.diagnostics().iter().map(said).collect()
}

const NAMED: &str = "event = \"{header:x-topic}\"\nid = \"{header:x-id}\"\n";

#[test]
fn a_request_is_read_to_the_byte() {
    let text = "### Copied from the log\n// @now = 2024-05-01T10:00:00.5+02:00\n\n\
        POST https://shop.example/hooks?a=%20b HTTP/1.1\r\nX-Topic:\torder \nX-ID: 7\nx-empty:\n\r\n{\"count\": 1 }\r\n \n\n";
    let read = request(NAMED, text);
    assert_eq!((read.delivery.as_str(), read.name.as_str()), ("webhook", "a"));
    assert_eq!((read.method.as_str(), read.url.as_str()), ("POST", "https://shop.example/hooks?a=%20b"));
    let headers: Vec<(&str, &str)> = read.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(headers, [("X-Topic", "order"), ("X-ID", "7"), ("x-empty", "")]);
    assert_eq!(read.body, "{\"count\": 1 }\r\n \n");
    assert_eq!(read.now, 1_714_550_400_500);
    assert!(read.secrets.is_empty());
    assert_eq!(read.place.to_string(), "samples/requests/webhook/a.http:4:1");
    let [event] = read.events.as_slice() else { panic!("{:?}", read.events) };
    assert_eq!((event.name.as_str(), event.event.as_deref(), event.id.as_deref()), ("order", Some("order"), Some("7")));
    assert_eq!(event.text, read.body);
}

#[test]
fn one_line_end_at_the_end_is_not_part_of_the_body() {
    for (end, body) in
        [("{}", "{}"), ("{}\n", "{}"), ("{}\r\n", "{}"), ("{}\n\n", "{}\n"), ("{}\r\n\r\n", "{}\r\n"), ("{}\r", "{}\r")]
    {
        assert_eq!(request(NAMED, &format!("POST /\nX-Topic: order\n\n{end}")).body, body, "{end:?}");
    }
    let lines = "event = \"{query:topic}\"\nbody = \"json-lines\"\n";
    for end in ["", "\n", "\n\n", "\r\n", "\n\r\n"] {
        let read = request(lines, &format!("POST /?topic=order{end}"));
        assert_eq!((read.body.as_str(), read.events.len()), ("", 0), "{end:?}");
    }
}

#[test]
fn what_is_not_a_request_has_a_place_and_a_fix() {
    const LINE: &str = "write `POST /path HTTP/1.1`, then the headers, an empty line and the body";
    const HEADER: &str = "write `Name: value`; an empty line ends the headers, and the body follows";
    const URL: &str =
        "write a path, as in `/hooks?shop=7`, or the whole URL; other characters than ASCII are percent-encoded";
    const TIME: &str = "write it as in `# @now = 2024-05-01T10:00:00Z`";
    let cases = [
        ("", format!("1:1: the file has no request [{LINE}]")),
        ("# A comment\n", format!("2:1: the file has no request [{LINE}]")),
        ("X-Topic: order\n", format!("1:1: this is not a request line, and the headers come after it [{LINE}]")),
        ("\n{}", format!("2:1: this is not a request line, and the headers come after it [{LINE}]")),
        ("POST hooks", format!("1:6: `hooks` is not the URL of a request [{URL}]")),
        ("POST /h\u{e9}", format!("1:6: `/h\u{e9}` is not the URL of a request [{URL}]")),
        (
            "POST /a b",
            "1:9: `b` is not a version of HTTP [write `HTTP/1.1` or nothing; a space of the URL is percent-encoded as `%20`]"
                .to_owned(),
        ),
        ("POST /\nX-Topic order\nb\n", format!("2:1: this is not a header: it has no `:` [{HEADER}]")),
        (
            "POST /\n{\n  \"a\": 1\n}",
            "2:1: no empty line is between the headers and the body [add an empty line above this one]".to_owned(),
        ),
        ("POST /\nX Topic: order\n", format!("2:1: `X Topic` is not the name of a header [{HEADER}]")),
        ("POST /\n: order\n", format!("2:1: `` is not the name of a header [{HEADER}]")),
        (
            "POST /\n# @now = 2024-05-01T10:00:00Z\n",
            "2:1: a comment stands among the headers [move it above the request line]".to_owned(),
        ),
        (
            "POST /\nX-Topic: \u{e9}t\u{e9}\n",
            "2:10: the value of `X-Topic` has a character that headers do not have [write visible ASCII characters, spaces \
                and tabs]"
                .to_owned(),
        ),
        (
            "POST /\nContent-Length: 3\n\n{}\n",
            "2:17: `content-length` is 3, and the body has 2 bytes [correct the number, or the body: every byte that follows \
                the empty line, without one line end at the end of the file]"
                .to_owned(),
        ),
        ("# @time = 1\nPOST /", "1:3: `@time` is not a setting of a sample request [use one of: @now, @secret]".to_owned()),
        ("#@secrets = 1\nPOST /", "1:2: `@secrets` is not a setting of a sample request [did you mean `@secret`?]".to_owned()),
        ("// @now = soon\nPOST /", format!("1:11: `soon` is not a point in time [{TIME}]")),
        ("# @now 2024-05-01T10:00:00Z\nPOST /", format!("1:3: `@now` takes a time and nothing else [{TIME}]")),
        (
            "# @now = 2024-05-01T10:00:00Z\n# @now = 2024-05-01T10:00:00Z\nPOST /",
            "2:10: `@now` is set twice [remove one of the two]".to_owned(),
        ),
        (
            "# @secret whsec_x\nPOST /",
            "1:3: `@secret` has no value [write `# @secret = VALUE`, or `# @secret NAME = VALUE` for one of several \
                signatures]"
                .to_owned(),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(refused(NAMED, text), [format!("a.http:{expected}")], "{text:?}");
    }
}

#[test]
fn secrets_are_of_a_signature_and_of_its_form() {
    let two = "event = \"order\"\n[[signature]]\nname = \"v1\"\nin = \"{header:x-v1}\"\nparts = [\"{hex}\"]\nsigned = \"{body}\"\n\
        algorithm = \"hmac-sha1\"\nsecret = \"k_{hex}\"\n[[signature]]\nname = \"v2\"\nin = \"{header:x-v2}\"\nequals = \"{secret}\"\n";
    let cases = [
        (NAMED, "= a", "1:13: `webhook` has no signature [remove this line]"),
        (CODE, "v1 = a", "1:11: `webhook` has no signature `v1` [use one of: signature]"),
        (CODE, "=", "1:12: the secret is empty [write any text]"),
        (
            two,
            "= a",
            "1:13: `webhook` has several signatures, and this is the secret of one [write `# @secret NAME = VALUE` with one of: \
                v1, v2]",
        ),
        (
            two,
            "v1 = k_abc",
            "1:16: the secret of `v1` does not have its form [write `k_` and pairs of hexadecimal digits behind it]",
        ),
        (two, "v2 =", "1:15: the secret is empty [write the text that the sender is known by]"),
    ];
    for (delivery, setting, expected) in cases {
        let text = format!("# @secret {setting}\nPOST /\nX-Topic: order\n\n{{}}\n");
        assert_eq!(refused(delivery, &text), [format!("a.http:{expected}")], "{setting}");
    }
    let read = request(two, "# @secret v2 = old\n# @secret v2 = a=b\nPOST /\nX-V2: a=b\n\n{}\n");
    assert_eq!(read.secrets["v2"], ["old", "a=b"]);
}

#[test]
fn a_request_that_is_rejected_says_what_to_fix() {
    // The HMAC with the key `k` of `{}`, `{}\n` and ` `, as `printf '{}' | openssl dgst -sha256 -hmac k` has it.
    let signed =
        |code: &str, body: &str| format!("# @secret = k\nPOST /hooks\nX-Topic: order\nX-Sign: sha256={code}\n\n{body}");
    let plain = "add853b103fbcc936a194f9eb15e29c4ff08af6e47d5d1bca4f20218e31e4fff";
    let ended = "8f0c9037430c0df6ee4536261d85936b7ec2d4758f1acf57e801e204de676444";
    assert_eq!(request(CODE, &signed(plain, "{}\n")).body, "{}");
    let code = |help: &str| format!("4:9: `webhook` rejects the request: wrong signature: `signature` [{help}]");
    let cases = [
        (
            signed(ended, "{}\n"),
            code("the signature is that of the body with one more line end: add an empty line at the end of the file"),
        ),
        (
            signed(plain, "{}\n\n"),
            code("the signature is that of the body without its last line end: remove the empty line at the end of the file"),
        ),
        (
            signed(plain, "{ }"),
            code("write the `@secret` that the request was signed with, and the body to the byte"),
        ),
        (
            "# @secret = k\nPOST /hooks\nX-Topic: order\n\n{}".to_owned(),
            "2:1: `webhook` rejects the request: signature missing: `{header:x-sign}` of `signature` is missing or empty [add \
                what is missing, or remove the `@secret` of this signature]"
                .to_owned(),
        ),
        (
            "POST /hooks\n\n{}".to_owned(),
            "1:1: `webhook` rejects the request: event without a name [add what the name is composed of, `{header:x-topic}`, \
                or correct `event` in `delivery/webhook.toml`]"
                .to_owned(),
        ),
        (
            "POST /hooks\nX-Topic: order\n\n{\n \"count\": }\n".to_owned(),
            "5:11: `webhook` rejects the request: invalid JSON at byte 12 [fix the JSON here]".to_owned(),
        ),
        (
            "POST /hooks\nX-Topic: order\n\n [{}]".to_owned(),
            "4:2: `webhook` rejects the request: not a JSON object at byte 1 [write an object; or say in \
                `delivery/webhook.toml` where the events are, as in `events = \"{body}\"`]"
                .to_owned(),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(refused(CODE, &text), [format!("a.http:{expected}")], "{text}");
    }
}

#[test]
fn the_time_of_a_signature_is_told() {
    const HELP: &str = "set the time at which it was received, as with `# @now = 2024-05-01T10:00:00Z`";
    let timed = CODE.replace("signed = \"{body}\"", "signed = \"{header:x-at}{body}\"")
        + "time = { at = \"{header:x-at}\", type = \"timestamp(unix)\" }\ntolerance = \"5m\"\n";
    let text = |now: &str| {
        format!(
            "# @secret = k\n{now}POST /\nX-Topic: order\nX-At: 1714557600\nX-Sign: sha256=85ec890f7ae02516b8670845f1637887e11528bd36087d5c846d84b886eb4f89\n\n{{}}"
        )
    };
    assert_eq!(
        refused(&timed, &text("")),
        [format!("a.http:5:9: `signature` has a tolerance, and it is not said when the request was received [{HELP}]")]
    );
    assert_eq!(
        refused(&timed, &text("# @now = 2024-05-01T11:00:00Z\n")),
        [format!("a.http:2:10: `webhook` rejects the request: signed too long ago: `signature` [{HELP}]")]
    );
    assert_eq!(request(&timed, &text("# @now = 2024-05-01T10:05:00Z\n")).events.len(), 1);
}

/// The example of Standard Webhooks.
#[test]
fn a_published_example_is_accepted() {
    let delivery = "preset = \"standard-webhooks-v1\"\nevent = \"{payload:/event_type}\"\n";
    let text = "# @secret = whsec_plJ3nmyCDGBKInavdOK15jsl\n# @now = 2024-11-15T21:12:01Z\nPOST /\n\
        webhook-id: msg_loFOjxBNrRLzqYUf\nwebhook-timestamp: 1731705121\n\
        webhook-signature: v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=\n\n\
        {\"event_type\":\"ping\",\"data\":{\"success\":true}}\n";
    let mut sources = with_requests(delivery, &[("webhook/a.http", text)]);
    sources.insert(
        "events/ping.toml",
        "rest = \"any\"\n[[event]]\nname = \"ping\"\n[[field]]\nname = \"event_type\"\ntype = \"string\"\n",
    );
    sources.insert("samples/ping/documented.json", "{}");
    let fields = field("event_type", "string", "");
    let order = format!("doc = \"An order.\"\n[[event]]\nname = \"order\"\ndoc = \"Placed.\"\n{fields}");
    sources.insert("events/order.toml", order);
    let catalog = catalog(&sources);
    let [event] = &catalog.requests[0].events[..] else { panic!("one event") };
    assert_eq!((event.name.as_str(), event.id.as_deref()), ("ping", Some("msg_loFOjxBNrRLzqYUf")));
}

#[test]
fn contradictions_are_where_they_stand() {
    let batch = "event = \"{header:x-topic}\"\nevents = \"{body:/all}\"\n";
    let text = "POST /\nX-Topic: order\n\n{\"count\": \"x\",\n \"all\": [{\"count\": 1}, 7,\n  {\"count\": \"x\"}, {\"note\": \"four\"}]}\n";
    let mut sources = with_requests(batch, &[("webhook/a.http", text)]);
    assert_eq!(
        found(&sources),
        [
            "samples/requests/webhook/a.http:5:24: the element at position 1 is not an event: it is not a JSON object",
            "samples/requests/webhook/a.http:6:13: `/count` is \"x\", not an integer | events/order.toml:6:8",
            "samples/requests/webhook/a.http:6:28: `/note` is \"four\", longer than its `max_length` of 3 | events/order.toml:11:8",
        ]
    );
    // What is wrong in the same way in a sample is one finding.
    sources.insert("samples/order/documented.json", "{\"count\": true, \"note\": \"more\"}");
    sources.insert(
        "samples/requests/webhook/a.http",
        "POST /\nX-Topic: order\n\n{\"all\": {\"note\": \"more\", \"count\": true}}",
    );
    let both = found(&sources);
    assert!(both.len() == 2 && both.iter().all(|one| one.contains("(and 1 more like it, in 2 samples)")), "{both:?}");
}

#[test]
fn what_is_composed_is_blamed_where_the_body_begins() {
    let form = "event = \"{payload:/note}\"\nbody = \"form\"\n";
    let text = "POST /\n\nnote=order&count=1\n";
    assert_eq!(
        found(&with_requests(form, &[("webhook/a.http", text)])),
        [
            "samples/requests/webhook/a.http:3:1: `/count` of the sample is \"1\", not an integer | events/order.toml:6:8",
            "samples/requests/webhook/a.http:3:1: `/note` of the sample is \"order\", longer than its `max_length` of 3 | \
                events/order.toml:11:8",
        ]
    );
}

#[test]
fn every_event_is_listed() {
    let text = "POST /\nX-Topic: ordr\n\n{}\n";
    assert_eq!(
        refused(NAMED, text),
        [
            "a.http:4:1: `ordr` is not an event of the specification [correct the request, or list the event; did you mean `order`?]"
        ]
    );
    let fallback = "event = [\"{header:x-topic}\", \"order\"]\n";
    let [event] = &request(fallback, text).events[..] else { panic!("one event") };
    assert_eq!((event.name.as_str(), event.event.as_deref()), ("ordr", Some("order")));
}

#[test]
fn folders_are_those_of_deliveries() {
    let text = "POST /\nX-Topic: order\n\n{}\n";
    assert_eq!(
        found(&with_requests(NAMED, &[("webhok/a.http", text)])),
        ["samples/requests/webhok/a.http:1:1: request of the unknown delivery `webhok`"]
    );
    for path in ["a.http", "webhook/a.json", "webhook/b/a.http"] {
        let path = format!("samples/requests/{path}");
        let mut sources = with_requests(NAMED, &[]);
        sources.insert(path.as_str(), text);
        assert_eq!(found(&sources), [format!("{path}:1:1: `{path}` is not part of a specification")]);
    }
}

/// An event may be called as the folder of requests.
#[test]
fn samples_of_an_event_called_requests_are_beside_requests() {
    let text = "POST /\nX-Topic: requests\n\n{}\n";
    let mut sources = with_requests(NAMED, &[("webhook/a.http", text), ("documented.json", "{}")]);
    let event = "doc = \"An order.\"\n[[event]]\nname = \"order\"\ndoc = \"Placed.\"\n[[event]]\nname = \"requests\"\ndoc = \"Asked.\"\n";
    sources.insert("events/order.toml", event);
    let catalog = catalog(&sources);
    let samples: Vec<&str> = catalog.samples.iter().map(|sample| sample.event.as_str()).collect();
    assert_eq!(samples, ["order", "requests"]);
    assert_eq!(catalog.requests.len(), 1);
}

/// A delivery with a mistake is the only finding.
#[test]
fn requests_of_a_delivery_with_mistakes_are_not_received() {
    let sources = with_requests("event = \"nothing\"\n", &[("webhook/a.http", "POST /\n\n{}\n")]);
    assert!(found(&sources).iter().all(|finding| !finding.starts_with("samples/")), "{:?}", found(&sources));
    let sources = with_requests("event = \"nothing\"\n", &[("webhook/a.http", "POST\n")]);
    assert!(found(&sources).iter().any(|finding| finding.starts_with("samples/requests/webhook/a.http:1:1: ")));
}

#[test]
fn a_handshake_is_a_sample_without_events_that_are_listed() {
    let inside = "event = \"{payload:/type}\"\nhandshake = \"{body:/challenge}\"\n";
    let delivery = format!("{inside}[[signature]]\nin = \"{{header:x-token}}\"\nequals = \"{{secret}}\"\n");
    let delivery = delivery.replace("{payload:/type}", "{header:x-topic}");
    let text = "# @secret = s\nPOST /\nX-Token: s\nX-Topic: set_up\n\n{\"challenge\":\"abc\"}";
    let read = request(&delivery, text);
    assert_eq!(read.challenge.as_deref(), Some("abc"));
    let [event] = read.events.as_slice() else { panic!("{:?}", read.events) };
    assert_eq!((event.name.as_str(), event.event.as_deref()), ("set_up", None));
    assert_eq!(
        refused(&delivery, &text.replace("\"abc\"", "\"\"")),
        [
            "a.http:6:1: `set_up` is not an event of the specification [correct the request, or list the event; use one of: order]"
        ]
    );
    let outside = "event = \"{header:x-topic}\"\nhandshake = \"{query:hub.challenge}\"\n";
    let read = request(outside, "GET /?hub.mode=subscribe&hub.challenge=abc\n\n");
    assert_eq!((read.challenge.as_deref(), read.events.len()), (Some("abc"), 0));
}
