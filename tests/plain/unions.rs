//! A union whose objects a tag tells apart, as users of the Rust SDK read it: with a `match`, in which an unlisted tag has its place.

use std::fmt::Debug;

use eventspec_tests::{Verdict, fail};
use shop_events::builders::OrderBuilder;
use shop_events::payloads::Order;
use shop_events::types::Payment;
use shop_events::{Builder, FieldState, Input, Json, Limits, Payload};

#[expect(clippy::needless_pass_by_value, reason = "reads best with values made on the spot")]
fn same<T: PartialEq + Debug>(what: &str, found: T, expected: T) -> Verdict {
    if found == expected { Ok(()) } else { fail(format!("{what}: {found:?}, not {expected:?}")) }
}

/// What a handler does with each alternative, with an unlisted tag, and with what is not an object.
fn handle(order: &Order<'_>) -> String {
    match order.payment().state() {
        FieldState::Value(Payment::Card(card)) => format!("card {:?}", card.last4().value().as_deref()),
        FieldState::Value(Payment::BankTransfer(transfer)) => {
            format!("transfer {:?}", transfer.reference().value().as_deref())
        }
        FieldState::Value(Payment::Other(json)) => format!("other {}", json.as_str()),
        state => state.as_str().to_owned(),
    }
}

/// An object of a later version of the specification: spaces, escapes, repeated keys, and a number that is no double.
const CRYPTO: &str = r#"{ "coin":"\u20bf", "kind": "crypto", "n":1e400, "n": 0.10 }"#;

#[test]
fn a_match_has_a_place_for_an_unlisted_tag() -> Verdict {
    let other = format!("other {CRYPTO}");
    let cases: [(&str, &str, &[&str]); 6] = [
        (r#"{"kind":"card","last4":"0042"}"#, r#"card Some("0042")"#, &[]),
        (r#"{"kind":"bank_transfer","reference":"1028"}"#, r#"transfer Some("1028")"#, &[]),
        // It is a card by its tag, whatever else it has.
        (r#"{"kind":"card","reference":"1028"}"#, "card None", &["unknown_field at /payment/reference"]),
        (CRYPTO, &other, &["unknown_value at /payment/kind"]),
        (r#"{ "last4": "0042" }"#, r#"other { "last4": "0042" }"#, &["missing_field at /payment/kind"]),
        (r#""cash""#, "unexpected", &["unexpected_type at /payment"]),
    ];
    for (payment, expected, deviations) in cases {
        let text = format!("{{\"payment\":{payment}}}");
        let order = Order::decode_str(&text)?;
        same(payment, handle(&order).as_str(), expected)?;
        let found = order.deviations();
        let found = found.iter().map(ToString::to_string).filter(|deviation| deviation.contains("/payment"));
        same(payment, found.collect(), deviations.iter().map(|&deviation| deviation.to_owned()).collect::<Vec<_>>())?;
    }
    Ok(())
}

#[test]
fn an_object_with_an_unlisted_tag_is_written_as_it_was_sent() -> Verdict {
    let text = format!("{{\"payment\":{CRYPTO}}}");
    let order = Order::decode_str(&text)?;
    let payment = order.payment().value().ok_or("a payment")?;
    same("alone", serde_json::to_string(&payment)?.as_str(), CRYPTO)?;
    same("in its payload", serde_json::to_string(&order)?, text.clone())?;
    // It goes into another payload as it is.
    let made = OrderBuilder::default().payment(Input::json(Json::parse(CRYPTO, Limits::default())?)).build_partial()?;
    same("sent on", made.json(), text.as_str())
}

#[test]
fn strict_types_choose_by_the_tag_and_say_what_is_wrong() -> Verdict {
    let strict =
        |text: &str| serde_json::from_str::<shop_events_strict::Payment>(text).map_err(|error| error.to_string());
    let reference = r#"{"reference":"1028","kind":"bank_transfer","at":"noon"}"#;
    let Ok(shop_events_strict::Payment::BankTransfer(transfer)) = strict(reference) else {
        return fail("not a bank transfer");
    };
    same("reference", transfer.reference.as_str(), "1028")?;
    same("unlisted", transfer.extra_["at"].as_str(), Some("noon"))?;
    for (text, error) in [
        (r#"{"kind":"bank_transfer"}"#, "missing field `reference`"),
        (r#"{"kind":"card","last4":42}"#, "invalid type: integer `42`, expected a string"),
        (CRYPTO.replace("1e400", "1").as_str(), "duplicate field `n`"),
        (r#"{"kind":"crypto"}"#, r#"`kind` is "crypto", not one of "card", "bank_transfer""#),
        (r#"{"kind":{"is":"card"}}"#, r#"`kind` is an object, not one of "card", "bank_transfer""#),
        (r#"{"last4":"0042"}"#, r#"missing field `kind`, one of "card", "bank_transfer""#),
        (r#""cash""#, "invalid type: string \"cash\", expected an object (`card` or `bank_transfer`)"),
        ("null", "invalid type: null, expected an object (`card` or `bank_transfer`)"),
    ] {
        same(text, strict(text).err().as_deref(), Some(error))?;
    }
    // Inside a payload, the message has a position as well.
    let error = shop_events_strict::Event::decode("order_placed", br#"{"payment":{"kind":"crypto"}}"#).err();
    let expected = r#"`kind` is "crypto", not one of "card", "bank_transfer" at line 1 column 29"#;
    same("a payload", error.map(|error| error.to_string()).as_deref(), Some(expected))
}
