//! Payloads in every container that serde has, and in other formats: right, or an error that says what to do. Never a private marker,
//! never a rounded number.

use std::collections::BTreeMap;
use std::fmt::Debug;

use eventspec_tests::{Verdict, fail};
use nector_events::payloads::Order;
use nector_events::{Event, Json, Payload};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[expect(clippy::needless_pass_by_value, reason = "reads best with values made on the spot")]
fn same<T: PartialEq + Debug>(what: &str, found: T, expected: T) -> Verdict {
    if found == expected { Ok(()) } else { fail(format!("{what}: {found:?}, not {expected:?}")) }
}

/// With spaces, an escape, a zero at the end, a repeated key and an integer beyond 2^53.
const ODD: &str = r#"{ "id":"\u0061", "fiat_amount":849.50,"utm_source":"", "meta.coin_spent":9007199254740993, "n":1, "n":[null,true] }"#;
/// What it stands for.
const VALUES: &str =
    r#"{"id":"a","fiat_amount":849.5,"utm_source":"","meta.coin_spent":9007199254740993,"n":[null,true]}"#;
/// More digits than a double has.
const LONG: &str = r#"{"fiat_amount":12345678901234567890.123}"#;

/// The payload in the containers that read it as it is.
#[derive(Deserialize, Serialize)]
struct Kept {
    named: Order<'static>,
    list: Vec<Order<'static>>,
    map: BTreeMap<String, Order<'static>>,
    option: Option<Order<'static>>,
    pair: (Order<'static>, u8),
}

#[test]
fn a_payload_in_a_container_keeps_its_text() -> Verdict {
    let odd = ODD;
    let text = format!(r#"{{"named":{odd},"list":[{odd}],"map":{{"key":{odd}}},"option":{odd},"pair":[{odd},1]}}"#);
    let kept: Kept = serde_json::from_str(&text)?;
    same("named", kept.named.json(), odd)?;
    same("written", serde_json::to_string(&kept)?, text.clone())?;
    let from_reader: Kept = serde_json::from_reader(text.as_bytes())?;
    same("read from a reader", from_reader.pair.0.json(), odd)
}

#[derive(Deserialize, Serialize)]
struct Flattened {
    delivery: u8,
    #[serde(flatten)]
    order: Order<'static>,
}

#[derive(Deserialize, Serialize)]
#[serde(tag = "kind")]
enum Tagged {
    Order(Order<'static>),
}

#[derive(Deserialize, Serialize)]
#[serde(tag = "kind", content = "order")]
enum Adjacent {
    Order(Order<'static>),
}

#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Untagged {
    Order(Order<'static>),
}

/// What is written around a payload, as the value that it stands for.
fn written(text: &str) -> Result<Vec<(&'static str, Value)>, serde_json::Error> {
    let order = || Order::decode_str(text).unwrap_or_else(|error| panic!("{error}")).into_owned();
    Ok(vec![
        ("flattened", serde_json::from_str(&serde_json::to_string(&Flattened { delivery: 7, order: order() })?)?),
        ("tagged", serde_json::from_str(&serde_json::to_string(&Tagged::Order(order()))?)?),
        ("adjacent", serde_json::from_str(&serde_json::to_string(&Adjacent::Order(order()))?)?),
        ("untagged", serde_json::from_str(&serde_json::to_string(&Untagged::Order(order()))?)?),
        ("a value", serde_json::to_value(order())?),
    ])
}

#[test]
fn what_is_written_around_a_payload_is_right() -> Verdict {
    let values: Value = serde_json::from_str(VALUES)?;
    let with = |key: &str, value: Value| {
        let mut all = values.clone();
        all[key] = value;
        all
    };
    let expected = [
        ("flattened", with("delivery", json!(7))),
        ("tagged", with("kind", json!("Order"))),
        ("adjacent", json!({ "kind": "Order", "order": values })),
        ("untagged", values.clone()),
        ("a value", values.clone()),
    ];
    same("written", written(ODD)?, expected.to_vec())?;
    let event = Event::decode_str("order_create", ODD)?;
    same("an event", serde_json::to_value(&event)?, json!({ "event": "order_create", "payload": values }))
}

#[test]
fn a_number_is_never_rounded() -> Verdict {
    let order = Order::decode_str(LONG)?;
    let event = Event::decode_str("order_create", LONG)?;
    let json = Json::parse(LONG, nector_events::Limits::default())?;
    let number = order.fiat_amount().required()?;
    same("text", serde_json::to_string(&order)?, LONG.to_owned())?;
    let refused = [
        serde_json::to_value(&order).err().map(|error| error.to_string()),
        serde_json::to_value(&event).err().map(|error| error.to_string()),
        serde_json::to_value(json).err().map(|error| error.to_string()),
        serde_json::to_value(number).err().map(|error| error.to_string()),
        serde_json::to_string(&Tagged::Order(order.clone().into_owned())).err().map(|error| error.to_string()),
        serde_yaml_ng::to_string(&order).err().map(|error| error.to_string()),
    ];
    for error in refused {
        let error = error.unwrap_or_default();
        if !error.contains("12345678901234567890.123 would lose digits") || !error.contains("serde_json::to_string") {
            return fail(format!("`{error}`"));
        }
    }
    Ok(())
}

/// What serde has buffered is not the text that was sent.
#[test]
fn what_is_read_from_a_buffer_is_refused_in_words() -> Verdict {
    let text = r#"{"kind":"Order","delivery":7,"fiat_amount":849.50}"#;
    let mut cbor = Vec::new();
    ciborium::into_writer(&json!({ "fiat_amount": 1 }), &mut cbor)?;
    for (what, error) in [
        ("flattened", serde_json::from_str::<Flattened>(text).err().map(|error| error.to_string())),
        ("tagged", serde_json::from_str::<Tagged>(text).err().map(|error| error.to_string())),
        ("YAML", serde_yaml_ng::from_str::<Order<'_>>("fiat_amount: 1").err().map(|error| error.to_string())),
        ("TOML", toml::from_str::<Order<'_>>("fiat_amount = 1").err().map(|error| error.to_string())),
        ("CBOR", ciborium::from_reader::<Order<'_>, _>(cbor.as_slice()).err().map(|error| error.to_string())),
    ] {
        let error = error.unwrap_or_default();
        if !error.contains("give it a field of its own") {
            return fail(format!("{what}: `{error}`"));
        }
    }
    // An untagged enum tells nothing of why no variant matched.
    match serde_json::from_str::<Untagged>(text) {
        Err(_) => Ok(()),
        Ok(_) => fail("an untagged enum was read".to_owned()),
    }
}

#[test]
fn other_formats_are_written_without_a_marker() -> Verdict {
    let text =
        r#"{"id":"a","fiat_amount":849.50,"meta.coin_spent":-9007199254740993,"tags":["x",{"y":1.5e2}],"ok":true}"#;
    let (order, values): (_, Value) = (Order::decode_str(text)?, serde_json::from_str(text)?);
    same("YAML", serde_yaml_ng::from_str::<Value>(&serde_yaml_ng::to_string(&order)?)?, values.clone())?;
    let mut cbor = Vec::new();
    ciborium::into_writer(&Event::decode_str("order_create", text)?, &mut cbor)?;
    let expected = json!({ "event": "order_create", "payload": values });
    same("CBOR", ciborium::from_reader::<Value, _>(cbor.as_slice())?, expected)
}

/// An event has no place for more than its name and its payload.
#[test]
fn other_members_of_an_events_envelope_are_not_dropped() -> Verdict {
    for (text, expected) in [
        (r#"{"event":"order_create","id":"1","payload":{}}"#, "member `id` beside `event` and `payload`"),
        (r#"{"event":"order_create","payload":{},"payload":{"a":1}}"#, "`payload` twice"),
        (r#"{"event":"order_create"}"#, "missing field `payload`"),
        (r#"{"payload":{}}"#, "missing field `event`"),
        ("[]", r#"an event as `{"event":"NAME","payload":{...}}`"#),
    ] {
        let error = serde_json::from_str::<Event<'_>>(text).err().map(|error| error.to_string()).unwrap_or_default();
        if !error.contains(expected) {
            return fail(format!("{text}: `{error}`"));
        }
    }
    let event: Event<'_> = serde_json::from_str(r#" { "payload" : { "a":1.0 } , "\u0065vent" : "order_create" } "#)?;
    same("read", (event.name(), event.json()), ("order_create", r#"{ "a":1.0 }"#))
}
