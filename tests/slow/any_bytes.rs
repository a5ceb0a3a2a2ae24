//! Every single-byte change of payloads, and many changes at random: the verdict of `serde_json`, nothing lost.

use eventspec_fuzz::payload::{self, PAYLOADS};
use eventspec_fuzz::text;

#[test]
fn every_single_byte_of_order_update() {
    every_single_byte("order_update");
}

#[test]
fn every_single_byte_of_cart_abandoned() {
    every_single_byte("cart_abandoned");
}

fn every_single_byte(name: &str) {
    let known = PAYLOADS.into_iter().find(|(event, ..)| *event == name);
    let (event, nested, payload) = known.unwrap_or_else(|| panic!("no payload of {name}"));
    let mut bytes = payload.as_bytes().to_vec();
    for at in 0..bytes.len() {
        let sent = bytes[at];
        for byte in 0..=u8::MAX {
            bytes[at] = byte;
            if nested { text::decode_shop(event, &bytes) } else { text::decode(event, &bytes) }
        }
        bytes[at] = sent;
    }
    println!("single bytes changed in a payload of {event}: {}; failures: 0", bytes.len() * 256);
}

#[test]
fn payloads_changed_at_random() {
    let count = 200_000;
    let mut random = fastrand::Rng::with_seed(11);
    for _ in 0..count {
        let input: Vec<u8> = (0..random.usize(1..60)).map(|_| random.u8(..)).collect();
        payload::check(&input);
    }
    println!("payloads changed at random: {count}; failures: 0");
}
