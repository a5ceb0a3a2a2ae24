//! What fuzzers check without end, within bounds: every truncation, single bytes, seeded changes. Their corpora are in the
//! matrix.

use std::fs;

use eventspec_emit::Target;
use eventspec_fuzz::payload::PAYLOADS;
use eventspec_fuzz::specs::{self, Spec};
use eventspec_fuzz::{CHECKS, emit, payload, spec, text};
use eventspec_fuzz_corpora as corpora;
use eventspec_tests::catalogues::root;
use eventspec_tests::{Verdict, fail};

/// No corpus is larger than it may be, and none is left over from a target that was renamed or removed.
#[test]
fn corpora_are_small_and_used() -> Verdict {
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
#[test]
fn truncated_anywhere() {
    for (event, nested, payload) in PAYLOADS {
        for end in 0..payload.len() {
            decode(nested, event, &payload.as_bytes()[..end]);
        }
    }
}

/// Each byte of a payload replaced by one of each kind; the slow tests try all 256.
#[test]
fn single_bytes_changed() {
    let (event, nested, payload) = PAYLOADS[1];
    for at in 0..payload.len() {
        for byte in *b"\"\\{}[],: \n0-.eu\x1f\x7f\x80\xed\xff" {
            let mut changed = payload.as_bytes().to_vec();
            changed[at] = byte;
            decode(nested, event, &changed);
        }
    }
}

#[test]
fn payloads_changed_at_random() {
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..10_000 {
        let input: Vec<u8> = (0..random.usize(1..40)).map(|_| random.u8(..)).collect();
        payload::check(&input);
    }
}

/// Whole specifications through every target; the slow tests compile them too.
#[test]
fn specifications_at_random() {
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
#[test]
fn specification_files_changed() {
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
