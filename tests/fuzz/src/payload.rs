//! Payloads that a vendor sent, with bytes changed: nearly right, which random bytes never are.
//!
//! The bytes of an input choose a payload and then, four at a time, what happens to it where.

use crate::text;

/// Payloads to begin with: the event, whether the nested catalogue has it, and the text.
pub const PAYLOADS: [(&str, bool, &str); 8] = [
    ("order_create", false, include_str!("../../../spec/samples/order_create/delivered.json")),
    ("order_update", false, include_str!("../../../spec/samples/order_update/documented.json")),
    ("review_create", false, include_str!("../../../spec/samples/review_create/delivered.json")),
    ("coinexpirynotify_create", false, include_str!("../../../spec/samples/coinexpirynotify_create/documented.json")),
    ("order_placed", true, include_str!("../../cases/shop/spec/samples/order_placed/full.json")),
    ("order.shipped", true, include_str!("../../cases/shop/spec/samples/order.shipped/full.json")),
    ("cart_abandoned", true, include_str!("../../cases/shop/spec/samples/cart_abandoned/full.json")),
    ("customer_updated", true, include_str!("../../cases/shop/spec/samples/customer_updated/full.json")),
];

/// What is put into payloads.
const TOKENS: [&str; 32] = [
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    "-",
    "0",
    "1e400",
    "0.10",
    "-0",
    "null",
    "true",
    "\"\"",
    "\\ud83d",
    "\\ude00",
    "\\u0022",
    "\\n",
    "\u{1}",
    "é",
    "\"status\":",
    ",\"status\":1",
    "\"x\":{}",
    ",\"x\":[",
    "{\"kind\":\"card\"}",
    "9007199254740993",
    "1.5",
    "\"2026-01-31T10:00:00Z\"",
];

/// Checks a changed payload.
pub fn check(input: &[u8]) {
    let (event, nested, payload) = changed(input);
    if nested {
        text::decode_shop(event, &payload);
    } else {
        text::decode(event, &payload);
    }
}

/// The payload that an input stands for.
pub fn changed(input: &[u8]) -> (&'static str, bool, Vec<u8>) {
    let (choice, changes) = input.split_first().map_or((0, input), |(choice, changes)| (*choice, changes));
    let (event, nested, text) = PAYLOADS[usize::from(choice) % PAYLOADS.len()];
    let mut payload = text.as_bytes().to_vec();
    for change in changes.as_chunks::<4>().0.iter().take(64) {
        apply(&mut payload, *change);
    }
    (event, nested, payload)
}

fn apply(payload: &mut Vec<u8>, [low, high, what, with]: [u8; 4]) {
    let at = usize::from(u16::from_le_bytes([low, high])) % (payload.len() + 1);
    let end = (at + usize::from(with)).min(payload.len());
    match what % 6 {
        0 => payload.get_mut(at).into_iter().for_each(|byte| *byte = with),
        1 => payload.insert(at, with),
        2 => drop(payload.drain(at..end)),
        3 => payload.truncate(at),
        4 => drop(payload.splice(at..at, payload[at..end].to_vec())),
        _ => drop(payload.splice(at..at, TOKENS[usize::from(with) % TOKENS.len()].bytes())),
    }
}
