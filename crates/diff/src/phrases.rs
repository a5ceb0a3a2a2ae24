//! Sentences about lanes and findings that every output uses.

use crate::audience::{Effect, Flavour, Lane};
use crate::finding::Finding;

/// What an effect is to an audience.
pub(crate) fn effect(lane: Lane, effect: Effect) -> &'static str {
    match (lane, effect) {
        (_, Effect::Safe) => "nothing changes",
        (Lane::Receivers, Effect::Notice) => "deployed SDKs report something new and work on",
        (Lane::Receivers, Effect::Degrade) => "deployed SDKs no longer find what they rely on",
        (Lane::Receivers, Effect::Break) => "deployed SDKs refuse payloads",
        (Lane::Senders, Effect::Notice) => "payloads made as before are accepted and reported",
        (Lane::Senders, Effect::Degrade) => "payloads made as before are no longer understood in part",
        (Lane::Senders, Effect::Break) => "payloads made as before are refused",
        (Lane::Stored, Effect::Notice) => "stored payloads are read and reported",
        (Lane::Stored, Effect::Degrade) => "stored payloads are no longer understood in part",
        (Lane::Stored, Effect::Break) => "stored payloads are refused",
        (Lane::Rust, Effect::Notice) => "the compiler warns about source",
        (Lane::TypeScript, Effect::Notice) => "editors strike source out",
        (Lane::Rust | Lane::TypeScript, Effect::Degrade) => "source compiles and does something else",
        (Lane::Rust | Lane::TypeScript, Effect::Break) => "source no longer compiles",
    }
}

/// What changed, with its values: "`a` is `b`".
pub(crate) fn change(finding: &Finding) -> String {
    const LONG: usize = 60;
    let what = finding.kind.row().what.trim_end_matches('.');
    let is_long =
        |text: &Option<String>| text.as_ref().is_some_and(|text| text.chars().count() > LONG || text.contains('\n'));
    match (&finding.old, &finding.new) {
        _ if is_long(&finding.old) || is_long(&finding.new) => format!("{what}."),
        (Some(old), Some(new)) => format!("{what}: {} -> {}", plain(old), plain(new)),
        (Some(old), None) => format!("{what}: {}", plain(old)),
        (None, Some(new)) => format!("{what}: {}", plain(new)),
        (None, None) => format!("{what}."),
    }
}

/// A text of a specification on one line of a terminal.
pub(crate) fn plain(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect::<Vec<_>>() } else { vec![c] }).collect()
}

/// The lanes of a finding by effect, the worst first: "break: rust, typescript; strict: receivers".
pub(crate) fn lanes(finding: &Finding, wanted: Effect) -> String {
    let lanes = finding.lanes();
    let of = |flavour: Flavour| {
        let hit = Lane::ALL.into_iter().filter(move |lane| lanes.get(*lane, flavour) == wanted);
        // What is said of the tolerant flavour is not said again of the strict one.
        let hit = hit.filter(move |lane| flavour == Flavour::Tolerant || lanes.get(*lane, Flavour::Tolerant) != wanted);
        hit.map(Lane::as_str).collect::<Vec<_>>().join(", ")
    };
    match (of(Flavour::Tolerant), of(Flavour::Strict)) {
        (tolerant, strict) if strict.is_empty() => tolerant,
        (tolerant, strict) if tolerant.is_empty() => format!("strict {strict}"),
        (tolerant, strict) => format!("{tolerant}; strict {strict}"),
    }
}

/// A number with its noun.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
