//! Every single-byte change of payloads, and many changes at random: the verdict of `serde_json`, nothing lost.

use std::process::ExitCode;

use eventspec_fuzz::payload::{self, PAYLOADS};
use eventspec_fuzz::text;
use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let every = [1, 6].map(|index| {
        let name = format!("every_single_byte_of::{}", PAYLOADS[index].0);
        Trial::test(name, move || {
            every_single_byte(index);
            Ok(())
        })
    });
    let changed = Trial::test("200000_payloads_changed_at_random", || {
        changed(200_000);
        Ok(())
    });
    libtest_mimic::run(&Arguments::from_args(), every.into_iter().chain([changed]).collect()).exit_code()
}

fn every_single_byte(index: usize) {
    let (event, nested, payload) = PAYLOADS[index];
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

fn changed(count: usize) {
    let mut random = fastrand::Rng::with_seed(11);
    for _ in 0..count {
        let input: Vec<u8> = (0..random.usize(1..60)).map(|_| random.u8(..)).collect();
        payload::check(&input);
    }
    println!("payloads changed at random: {count}; failures: 0");
}
