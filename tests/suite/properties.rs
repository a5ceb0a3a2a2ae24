//! What fuzzers check without end, within bounds: their corpora, every truncation, single bytes, seeded changes.

use std::fs;

use eventspec_emit::Target;
use eventspec_fuzz::payload::PAYLOADS;
use eventspec_fuzz::specs::{self, Spec};
use eventspec_fuzz::{CHECKS, emit, payload, spec, text};
use eventspec_fuzz_corpora as corpora;
use eventspec_tests::catalogues::root;
use eventspec_tests::{Verdict, fail};
use libtest_mimic::Trial;

pub(crate) fn tests() -> Vec<Trial> {
    let corpora = CHECKS
        .iter()
        .map(|(name, check)| Trial::test(format!("properties::corpus_{name}"), move || corpus(name, *check)));
    let small = Trial::test("properties::corpora_are_small_and_used", small_and_used);
    let others: [(&str, fn()); 5] = [
        ("truncated_anywhere", truncated),
        ("single_bytes_changed", single_bytes),
        ("payloads_changed_at_random", changed),
        ("specifications_at_random", specifications),
        ("specification_files_changed", specification_files),
    ];
    let pass = |test: fn()| {
        test();
        Ok(())
    };
    let others = others.into_iter().map(|(name, test)| Trial::test(format!("properties::{name}"), move || pass(test)));
    corpora.chain([small]).chain(others).collect()
}

/// What fuzzers found worth keeping.
fn corpus(name: &str, check: eventspec_fuzz::Check) -> Verdict {
    let path = root().join(corpora::path(name));
    let inputs = corpora::read(&path)?;
    if inputs.len() < 20 {
        return fail(format!("only {} inputs in {}", inputs.len(), path.display()));
    }
    inputs.iter().for_each(|input| check(input));
    Ok(())
}

/// No corpus is larger than it may be, and none is left over from a target that was renamed or removed.
fn small_and_used() -> Verdict {
    for entry in fs::read_dir(root().join(corpora::FOLDER))? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        if !corpora::fits(&corpora::read(&path)?) {
            return fail(format!("{} is too large\nhelp: cargo xtask fuzz --keep", path.display()));
        }
        if !CHECKS.iter().any(|(name, _)| path.ends_with(corpora::path(name))) {
            return fail(format!("{} belongs to no target", path.display()));
        }
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

/// Whole specifications through every target; the slow tests compile them too.
fn specifications() {
    let mut random = fastrand::Rng::with_seed(13);
    let mut accepted = 0;
    for _ in 0..30 {
        let input: Vec<u8> = (0..random.usize(200..1500)).map(|_| random.u8(..)).collect();
        let spec = Spec::of(&input);
        if let Some(catalog) = specs::accepted(&spec) {
            Target::ALL.into_iter().for_each(|target| emit::target(&spec, &catalog, target));
            accepted += 1;
        }
    }
    assert!(accepted > 20, "only {accepted} specifications of 30 are accepted");
}

/// What a fuzzer found first: a parser may blame a byte in the middle of a character. Then each file of a specification cut
/// off at every byte, and with each byte replaced by one of each kind.
fn specification_files() {
    spec::check(b"\"\"~\xdd");
    for (choice, (_, text)) in spec::FILES.iter().enumerate() {
        let choice = u8::try_from(choice).unwrap_or(0);
        let file = |text: &[u8]| spec::check(&[&[choice], text].concat());
        for at in 0..text.len() {
            file(&text.as_bytes()[..at]);
            for byte in *b"\"\\[]{}=.,#|<> \n\r0a\x80" {
                let mut changed = text.as_bytes().to_vec();
                changed[at] = byte;
                file(&changed);
            }
        }
    }
}
