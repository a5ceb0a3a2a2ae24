//! Requests that vendors document.

use eventspec_runtime::delivery::rules::{
    Algorithm, Body, Capture, Piece, Place, Rules, SecretEncoding, SecretForm, Signature, SignatureKind, SignedTime,
    Template, TimeType, TokenForm,
};
use eventspec_runtime::delivery::{RejectionClass, RequestParts, Setup};

use crate::support::{ANY, BODY, Event, TEXT, TIME, header, part, payload, rejected, shown, template};

static STRIPE: Rules = Rules {
    name: "stripe",
    body: Body::Json,
    events: None,
    event: ANY,
    id: Some(&[payload(&["id"])]),
    sent_at: Some((Place::Payload(&["created"]), TimeType::Unix)),
    version: Some(Place::Payload(&["api_version"])),
    attempt: None,
    handshake: None,
    signatures: &[Signature {
        name: "v1",
        at: Place::Header("stripe-signature"),
        kind: SignatureKind::Code {
            split: Some(","),
            parts: &[part("t=", Capture::Time), part("v1=", Capture::Hex)],
            signed: &[TIME, Piece::Literal("."), BODY],
            algorithm: Algorithm::HmacSha256,
            secret: TEXT,
            time: Some(SignedTime { at: None, ty: TimeType::Unix, tolerance: Some(300) }),
        },
    }],
};

/// The header is as documented, with a code that `openssl dgst -hmac` made.
#[test]
fn stripe() {
    let body = br#"{"id":"evt_1","type":"charge.succeeded","created":1492774570,"api_version":"2024-06-20","amount":98765432109876543210}"#;
    let signature = "t=1492774577,v1=8b822471c53ac577c905d1f7b0142e1a138963c74910ab283f3845ced6f62553,v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39";
    let request = RequestParts::new("POST", "/", body).with_header("Stripe-Signature", signature);
    let receiver = Setup::<Event>::new(&STRIPE).secrets(["whsec_test_secret"]).unwrap();
    let delivery = receiver.receive_at(&request, 1_492_774_577_000 + 300_000).unwrap();
    let [event] = &delivery.events[..] else { panic!("{delivery:?}") };
    assert_eq!(event.event.json().as_bytes(), body);
    assert_eq!(
        (event.name.as_str(), event.event.decoded_as(), event.index),
        ("charge.succeeded", "charge.succeeded", 0)
    );
    assert_eq!((event.id.as_deref(), event.version.as_deref()), (Some("evt_1"), Some("2024-06-20")));
    assert_eq!(event.sent_at.map(|instant| instant.seconds), Some(1_492_774_570));
    assert_eq!(event.attempt, None);
    for (now, class) in [(1_492_774_877_001, RejectionClass::Stale), (1_492_774_276_999, RejectionClass::Future)] {
        let rejection = receiver.receive_at(&request, now).unwrap_err();
        assert_eq!((rejection.class(), rejection.signature()), (class, Some("v1")));
    }
    assert!(receiver.receive_at(&request, 1_492_774_277_000).is_ok());
    // Now it is far too old.
    assert_eq!(receiver.receive(&request).unwrap_err().class(), RejectionClass::Stale);
}

static GITHUB: Rules = Rules {
    name: "github",
    body: Body::Json,
    events: None,
    event: &[Template {
        pieces: &[header("x-github-event")],
        optional: &[&[Piece::Literal("."), payload(&["action"])]],
    }],
    id: Some(&[header("x-github-delivery")]),
    sent_at: None,
    version: None,
    attempt: None,
    handshake: None,
    signatures: &[Signature {
        name: "sha256",
        at: Place::Header("x-hub-signature-256"),
        kind: SignatureKind::Code {
            split: None,
            parts: &[part("sha256=", Capture::Hex)],
            signed: &[BODY],
            algorithm: Algorithm::HmacSha256,
            secret: TEXT,
            time: None,
        },
    }],
};

/// The documented body is not JSON: what is found is that, after the signature.
#[test]
fn github() {
    let receiver = Setup::<Event>::new(&GITHUB).secrets(["It's a Secret to Everybody"]).unwrap();
    let signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    let request = |body| {
        RequestParts::new("POST", "/", body)
            .with_header("X-GitHub-Event", "issues")
            .with_header("X-Hub-Signature-256", signature)
    };
    let rejection = receiver.receive(&request(b"Hello, World!")).unwrap_err();
    assert_eq!(rejected(&rejection), "syntax 0");
    let rejection = receiver.receive(&request(b"Hello, world!")).unwrap_err();
    assert_eq!(rejected(&rejection), "wrong_signature sha256");
    let unverified = Setup::<Event>::new(&GITHUB).unverified();
    let names = |body| shown(unverified.receive(&request(body)));
    assert_eq!(names(b"{\"action\":\"opened\"}"), ["0 issues.opened {\"action\":\"opened\"}"]);
    assert_eq!(names(b"{\"action\":\"new\"}"), ["0 issues.new {\"action\":\"new\"}"]);
    assert_eq!(names(b"{}"), ["0 issues {}"]);
}

static SLACK: Rules = Rules {
    name: "slack",
    body: Body::Form,
    events: None,
    event: &[template(&[payload(&["command"])])],
    id: Some(&[payload(&["trigger_id"])]),
    sent_at: None,
    version: None,
    attempt: Some(Place::Header("x-slack-retry-num")),
    handshake: Some(Place::Body(&["challenge"])),
    signatures: &[Signature {
        name: "v0",
        at: Place::Header("x-slack-signature"),
        kind: SignatureKind::Code {
            split: None,
            parts: &[part("v0=", Capture::Hex)],
            signed: &[Piece::Literal("v0:"), TIME, Piece::Literal(":"), BODY],
            algorithm: Algorithm::HmacSha256,
            secret: TEXT,
            time: Some(SignedTime {
                at: Some(Place::Header("x-slack-request-timestamp")),
                ty: TimeType::Unix,
                tolerance: Some(300),
            }),
        },
    }],
};

#[test]
fn slack() {
    let body = b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&\
        channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&\
        response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&\
        trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    let receiver = Setup::<Event>::new(&SLACK).secrets(["8f742231b10e8888abcd99yyyzzz85a5"]).unwrap();
    let request = RequestParts::new("POST", "/", body)
        .with_header("X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")
        .with_header("X-Slack-Retry-Num", "2");
    let rejection = receiver.receive_at(&request, 1_531_420_618_000).unwrap_err();
    assert_eq!(rejected(&rejection), "missing_signature v0 {header:x-slack-request-timestamp}");
    let request = request.with_header("X-Slack-Request-Timestamp", "1531420618");
    let delivery = receiver.receive_at(&request, 1_531_420_618_000).unwrap();
    let [event] = &delivery.events[..] else { panic!("{delivery:?}") };
    assert_eq!((event.name.as_str(), event.attempt.as_deref()), ("/webhook-collect", Some("2")));
    assert_eq!(event.id.as_deref(), Some("398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"));
    assert!(event.event.json().contains(r#","text":"","response_url":"https://hooks.slack.com/commands/"#));
}

static STANDARD: Rules = Rules {
    name: "standard-webhooks",
    body: Body::Json,
    events: None,
    event: &[template(&[payload(&["event_type"])]), template(&[Piece::Literal("any_event")])],
    id: Some(&[header("webhook-id")]),
    sent_at: Some((Place::Header("webhook-timestamp"), TimeType::Unix)),
    version: None,
    attempt: None,
    handshake: None,
    signatures: &[Signature {
        name: "v1",
        at: Place::Header("webhook-signature"),
        kind: SignatureKind::Code {
            split: Some(" "),
            parts: &[part("v1,", Capture::Base64)],
            signed: &[header("webhook-id"), Piece::Literal("."), TIME, Piece::Literal("."), BODY],
            algorithm: Algorithm::HmacSha256,
            secret: SecretForm { literal: "whsec_", literal_is_optional: true, encoding: SecretEncoding::Base64 },
            time: Some(SignedTime {
                at: Some(Place::Header("webhook-timestamp")),
                ty: TimeType::Unix,
                tolerance: Some(300),
            }),
        },
    }],
};

#[test]
fn standard_webhooks() {
    let examples: [([&str; 5], &[u8]); 2] = [
        (
            [
                "whsec_plJ3nmyCDGBKInavdOK15jsl",
                "msg_loFOjxBNrRLzqYUf",
                "1731705121",
                "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
                "ping",
            ],
            br#"{"event_type":"ping","data":{"success":true}}"#,
        ),
        (
            [
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "1614265330",
                "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,x v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "any_event",
            ],
            br#"{"test": 2432232314}"#,
        ),
    ];
    for ([secret, id, time, signature, name], body) in examples {
        let receiver = Setup::<Event>::new(&STANDARD).secrets([secret]).unwrap();
        let request = RequestParts::new("POST", "/", body)
            .with_header("webhook-id", id)
            .with_header("webhook-timestamp", time)
            .with_header("webhook-signature", signature);
        let seconds: i64 = time.parse().unwrap();
        let delivery = receiver.receive_at(&request, seconds * 1000).unwrap();
        let [event] = &delivery.events[..] else { panic!("{delivery:?}") };
        assert_eq!((event.name.as_str(), event.id.as_deref()), (name, Some(id)));
        assert_eq!(event.sent_at.map(|instant| instant.seconds), Some(seconds));
        assert_eq!(event.event.json().as_bytes(), body);
    }
}

static MAILCHIMP: Rules = Rules {
    name: "mailchimp",
    body: Body::Form,
    events: None,
    event: &[template(&[payload(&["type"])])],
    id: None,
    sent_at: None,
    version: None,
    attempt: None,
    handshake: None,
    signatures: &[Signature {
        name: "secret",
        at: Place::Query("secret"),
        kind: SignatureKind::Token { literal: "", form: TokenForm::Secret },
    }],
};

#[test]
fn mailchimp() {
    let receiver = Setup::<Event>::new(&MAILCHIMP).secrets(["a b&c"]).unwrap();
    let body =
        b"type=subscribe&fired_at=2009-03-26+21%3A35%3A57&data%5Bmerges%5D%5BFNAME%5D=Mail&data[list_id]=a6b5da1054";
    let of = |url| shown(receiver.receive(&RequestParts::new("POST", url, body)));
    let json = r#"{"type":"subscribe","fired_at":"2009-03-26 21:35:57","data":{"merges":{"FNAME":"Mail"},"list_id":"a6b5da1054"}}"#;
    assert_eq!(of("/hook?secret=a+b%26c"), [format!("0 subscribe {json}")]);
    assert_eq!(of("/hook?secret=a+b"), ["wrong_signature secret"]);
    assert_eq!(of("/hook"), ["missing_signature secret {query:secret}"]);
}
