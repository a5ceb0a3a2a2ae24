//! What fuzzers check without end, within bounds: their corpora, every truncation, single bytes, seeded changes.

use std::fs;

use eventspec_fuzz::payload::PAYLOADS;
use eventspec_fuzz::{CHECKS, payload, text};
use eventspec_tests::catalogues::root;
use eventspec_tests::{Verdict, fail};
use libtest_mimic::Trial;

pub(crate) fn tests() -> Vec<Trial> {
    let corpora = CHECKS
        .iter()
        .map(|(name, check)| Trial::test(format!("properties::corpus_{name}"), move || corpus(name, *check)));
    let others: [(&str, fn()); 3] = [
        ("truncated_anywhere", truncated),
        ("single_bytes_changed", single_bytes),
        ("payloads_changed_at_random", changed),
    ];
    let pass = |test: fn()| {
        test();
        Ok(())
    };
    let others = others.into_iter().map(|(name, test)| Trial::test(format!("properties::{name}"), move || pass(test)));
    corpora.chain(others).collect()
}

/// What fuzzers found worth keeping.
fn corpus(name: &str, check: eventspec_fuzz::Check) -> Verdict {
    let directory = root().join("tests/fuzz/corpus").join(name);
    let files: Vec<_> = fs::read_dir(&directory)?.collect::<Result<_, _>>()?;
    if files.len() < 20 {
        return fail(format!("only {} inputs in {}", files.len(), directory.display()));
    }
    for file in files {
        check(&fs::read(file.path())?);
    }
    Ok(())
}

fn decode(nested: bool, event: &str, bytes: &[u8]) {
    if nested { text::decode_shop(event, bytes) } else { text::decode(event, bytes) }
}

/// A payload cut off at every byte.
fn truncated() {
    for (event, nested, payload) in PAYLOADS {
        for end in 0..payload.len() {
            decode(nested, event, &payload.as_bytes()[..end]);
        }
    }
}

/// Each byte of a payload replaced by one of each kind; the slow tests try all 256.
fn single_bytes() {
    let (event, nested, payload) = PAYLOADS[1];
    for at in 0..payload.len() {
        for byte in *b"\"\\{}[],: \n0-.eu\x1f\x7f\x80\xed\xff" {
            let mut changed = payload.as_bytes().to_vec();
            changed[at] = byte;
            decode(nested, event, &changed);
        }
    }
}

fn changed() {
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..10_000 {
        let input: Vec<u8> = (0..random.usize(1..40)).map(|_| random.u8(..)).collect();
        payload::check(&input);
    }
}
