//! `cargo bench -p eventspec-bench --bench receive`: a signed order of 2 KB, beside what verifying it takes by hand.

#![allow(clippy::cast_precision_loss, reason = "figures for people")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use ctutils::CtEq;
use eventspec_catalog::{Shapes, Sources, resolve_without_samples};
use eventspec_runtime::delivery::rules::{
    Algorithm, Body, Capture, Part, Piece, Place, Rules, SecretEncoding, SecretForm, Signature, SignatureKind,
    SignedTime, Template, TimeType,
};
use eventspec_runtime::delivery::{Events, Request, RequestParts, Setup};
use eventspec_runtime::{DecodeError, Lens, Limits, Shape};
use hmac::{Hmac, KeyInit, Mac};
use serde::de::IgnoredAny;
use sha2::Sha256;

/// Rounds of each way, which alternate; the best of each counts.
const ROUNDS: usize = 2000;
const REQUESTS: u32 = 20;
const SIZE: usize = 2048;
const SECRET: &str = "a secret of 32 characters, or so";
const NOW: u64 = 1_700_000_000;

fn main() {
    let body = order();
    let mac = new_mac();
    let signature = format!("t={NOW},v1={}", hex(mac.clone(), &[&NOW.to_string(), ".", &body]));
    let request = RequestParts::new("POST", "/hook", body.as_bytes())
        .with_header("content-type", "application/json")
        .with_header("user-agent", "Vendor/1.0")
        .with_header("stripe-signature", &signature);
    let signed = Setup::<Order>::new(&RULES).secrets([SECRET]).expect("a secret");
    let unverified = Setup::<Order>::new(&RULES).unverified();
    let now = i64::try_from(NOW * 1000).expect("a time");
    let delivery = signed.receive_at(&request, now).expect("it is signed");
    assert_eq!((delivery.events[0].name.as_str(), delivery.events[0].event.0.json()), ("order", body.as_str()));

    let cases: [(&str, &dyn Fn()); 6] = [
        ("verify by hand", &|| assert!(is_signed(&mac, &request))),
        ("one HMAC", &|| drop(black_box(mac.clone().chain_update(black_box(&body)).finalize()))),
        ("`IgnoredAny`: skip the body", &|| {
            black_box(serde_json::from_slice::<IgnoredAny>(black_box(body.as_bytes())).expect("JSON"));
        }),
        ("lens: decode bytes, owned", &|| {
            drop(black_box(Order::of(Limits::default().text(body.as_bytes()).expect("UTF-8"))));
        }),
        ("receive", &|| drop(black_box(signed.receive_at(&request, now).expect("it is signed")))),
        ("receive, not verified", &|| drop(black_box(unverified.receive_at(&request, now).expect("an event")))),
    ];
    let mut best = [Duration::MAX; 6];
    for _ in 0..ROUNDS {
        for ((_, case), best) in cases.iter().zip(&mut best) {
            let start = Instant::now();
            (0..REQUESTS).for_each(|_| case());
            *best = start.elapsed().min(*best);
        }
    }
    println!("A signed order of {} bytes.\n", body.len());
    println!("| | µs | x verify by hand |\n|---|---|---|");
    let by_hand = best[0].as_secs_f64();
    for ((name, _), best) in cases.iter().zip(best) {
        let seconds = best.as_secs_f64();
        println!("| {name} | {:.2} | {:.2} |", seconds / f64::from(REQUESTS) * 1e6, seconds / by_hand);
    }
}

fn new_mac() -> Hmac<Sha256> {
    Hmac::new_from_slice(SECRET.as_bytes()).expect("any secret is a key")
}

fn hex(mac: Hmac<Sha256>, pieces: &[&str]) -> String {
    let mac = pieces.iter().fold(mac, Mac::chain_update);
    mac.finalize().into_bytes().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What a handler without an SDK does, as fast as it can be done: the key is prepared once, and nothing is copied.
fn is_signed(mac: &Hmac<Sha256>, request: &RequestParts<'_>) -> bool {
    let mut found = false;
    request.header("stripe-signature", &mut |header| {
        let Ok(header) = std::str::from_utf8(header) else { return };
        let part = |key| header.split(',').find_map(|part| part.strip_prefix(key));
        let (Some(time), Some(code)) = (part("t="), part("v1=")) else { return };
        let Ok(seconds) = time.parse::<u64>() else { return };
        let mac = mac.clone().chain_update(time).chain_update(".").chain_update(request.body());
        let mut expected = [0; 64];
        let Ok(expected) = base16ct::lower::encode(&mac.finalize().into_bytes(), &mut expected) else { return };
        found = expected.ct_eq(code.as_bytes()).to_bool() && seconds.abs_diff(black_box(NOW)) <= 300;
    });
    found
}

fn order() -> String {
    let item = |i: usize| {
        let price = i * 7;
        format!(
            r#"{{"sku":"SKU-{}","name":"Product number {i} of the catalogue","quantity":{},"price":"{price}.50","taxable":true}}"#,
            1000 + i,
            i + 1
        )
    };
    let items = (0..12).map(item).collect::<Vec<_>>().join(",");
    let order = |name: &str| {
        format!(
            r#"{{"id":"evt_1","type":"order","created":{NOW},"total":849.5,"customer":{{"email":"a@example.com","name":"{name}"}},"items":[{items}]}}"#
        )
    };
    order(&"a".repeat(SIZE - order("").len()))
}

/// As Stripe sends events.
static RULES: Rules = Rules {
    name: "webhook",
    body: Body::Json,
    events: None,
    event: &[Template { pieces: &[Piece::Place(Place::Payload(&["type"]))], optional: &[] }],
    id: Some(&[Piece::Place(Place::Payload(&["id"]))]),
    sent_at: Some((Place::Payload(&["created"]), TimeType::Unix)),
    version: Some(Place::Payload(&["api_version"])),
    attempt: None,
    handshake: None,
    signatures: &[Signature {
        name: "v1",
        at: Place::Header("stripe-signature"),
        kind: SignatureKind::Code {
            split: Some(","),
            parts: &[Part { literal: "t=", capture: Capture::Time }, Part { literal: "v1=", capture: Capture::Hex }],
            signed: &[Piece::Place(Place::Time), Piece::Literal("."), Piece::Place(Place::WholeBody)],
            algorithm: Algorithm::HmacSha256,
            secret: SecretForm { literal: "", literal_is_optional: false, encoding: SecretEncoding::Text },
            time: Some(SignedTime { at: None, ty: TimeType::Unix, tolerance: Some(300) }),
        },
    }],
};

/// An order, as a generated crate has it.
struct Order(Lens<'static>);

impl Order {
    fn of(text: &str) -> Result<Self, DecodeError> {
        Lens::decode_str(text, *SHAPE, Limits::default()).map(|lens| Self(lens.into_owned()))
    }
}

impl Events for Order {
    fn is_listed(name: &str) -> bool {
        name == "order"
    }

    fn decode_as(_: &str, text: &str, _: Limits) -> Result<Self, DecodeError> {
        Self::of(text)
    }
}

static SHAPE: LazyLock<&Shape> = LazyLock::new(|| {
    let fields = |fields: &[(&str, &str)]| {
        let field = |(name, ty): &(&str, &str)| {
            format!("[[field]]\nname = \"{name}\"\ntype = \"{ty}\"\nrequired = true\ndoc = \"F.\"\n")
        };
        fields.iter().map(field).collect::<String>()
    };
    let item =
        [("sku", "string"), ("name", "string"), ("quantity", "integer"), ("price", "string"), ("taxable", "boolean")];
    let order = [
        ("id", "string"),
        ("type", "string"),
        ("created", "timestamp(unix)"),
        ("total", "number"),
        ("customer", "customer"),
        ("items", "list<item>"),
    ];
    let mut sources = Sources::default();
    sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
    sources.insert("types/item.toml", format!("doc = \"I.\"\n{}", fields(&item)));
    let customer = fields(&[("email", "string"), ("name", "string")]);
    sources.insert("types/customer.toml", format!("doc = \"C.\"\n{customer}"));
    let event = "doc = \"O.\"\nevent = [{ name = \"order\", doc = \"O.\" }]\n";
    sources.insert("events/order.toml", format!("{event}{}", fields(&order)));
    let catalog = resolve_without_samples(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)));
    Shapes::new(&catalog).event("order").expect("the event").0
});
