//! Sentences about audiences and findings that every output uses.

use crate::audience::{Audience, Strictness};
use crate::bump::{Lowered, Release, Split};
use crate::effect::Effect;
use crate::effects::Effects;
use crate::finding::Finding;
use crate::judged::Judged;
use crate::kinds::Kind;
use crate::report::Report;
use crate::witness::{Proof, Witness};

/// What an effect is to an audience.
pub(crate) fn effect(audience: Audience, effect: Effect) -> &'static str {
    match (audience, effect) {
        (_, Effect::Safe) => "nothing changes",
        (Audience::Receivers, Effect::Notice) => "deployed SDKs report something new and keep working",
        (Audience::Receivers, Effect::Degrade) => "deployed SDKs no longer find what they rely on",
        (Audience::Receivers, Effect::Break) => "deployed SDKs refuse or misread payloads",
        (Audience::Senders, Effect::Notice) => "old payloads are accepted, with deviations",
        (Audience::Senders, Effect::Degrade) => "old payloads are only partly understood",
        (Audience::Senders, Effect::Break) => "old payloads are refused or misread",
        (Audience::Stored, Effect::Notice) => "stored payloads are read, with deviations",
        (Audience::Stored, Effect::Degrade) => "stored payloads are only partly understood",
        (Audience::Stored, Effect::Break) => "stored payloads are refused or misread",
        (Audience::Source(lane), Effect::Notice) => lane.words.notice,
        (Audience::Source(lane), Effect::Degrade) => lane.words.degrade,
        (Audience::Source(lane), Effect::Break) => lane.words.broken,
    }
}

/// What changed, with its values: "`a` is `b`".
pub(crate) fn change(finding: &Finding) -> String {
    const LONG: usize = 60;
    let what = finding.kind.row().what.trim_end_matches('.');
    let is_long =
        |text: &Option<String>| text.as_ref().is_some_and(|text| text.chars().count() > LONG || text.contains('\n'));
    match values(finding, "->", printable) {
        Some(values) if !is_long(&finding.old) && !is_long(&finding.new) => format!("{what}: {values}"),
        Some(_) | None => format!("{what}."),
    }
}

/// What was and what is, where there is either. Of something that may be absent, "none" stands for that; of other kinds, what is there
/// on one side only was added or removed, as the kind says.
pub(crate) fn values(finding: &Finding, arrow: &str, shown: fn(&str) -> String) -> Option<String> {
    let absent = || finding.kind.is_of_what_may_be_absent().then(|| "none".to_owned());
    let text = |value: &Option<String>| value.as_deref().map(shown);
    let (old, new) = (text(&finding.old), text(&finding.new));
    if old.is_none() && new.is_none() {
        return None;
    }
    match (old.or_else(absent), new.or_else(absent)) {
        (Some(old), Some(new)) => Some(format!("{old} {arrow} {new}")),
        (one, other) => one.or(other),
    }
}

/// What a witness shows; `name` is the event that it is sent as. It worked before only where that is said.
pub(crate) fn shows(kind: Kind, witness: &Witness, name: &str) -> String {
    let verb = if kind.misleads() { "misread" } else { "refuse" };
    let is_strict = witness.strictness == Strictness::Strict;
    let shown = match witness.audience {
        Audience::Source(lane) => lane.words.witness.to_owned(),
        Audience::Receivers if is_strict => format!("strict receivers {verb} this {name}"),
        Audience::Receivers => format!("receivers {verb} this {name}"),
        Audience::Senders if kind.misleads() => format!("senders may send this {name}, which is now misread"),
        Audience::Senders => format!("senders may send this {name}, which was valid and no longer is"),
        Audience::Stored if is_strict => format!("new strict types {verb} this stored {name}"),
        Audience::Stored => format!("new SDKs {verb} this stored {name}"),
    };
    match witness.proof {
        Proof::Payload { left_out: 1, .. } => format!("{shown} (one more required member is not shown)"),
        Proof::Payload { left_out: more @ 2.., .. } => format!("{shown} ({more} more required members are not shown)"),
        Proof::Payload { .. } | Proof::Source(_) => shown,
    }
}

/// The event that a witness is sent as.
pub(crate) fn sent_as(witness: &Witness) -> &str {
    match &witness.proof {
        Proof::Source(_) => "",
        Proof::Payload { event, .. } => event,
    }
}

/// The first few names of events, as the reader has them.
pub(crate) fn events(names: &[&str], shown: fn(&str) -> String) -> String {
    const SHOWN: usize = 6;
    let list = names.iter().take(SHOWN).map(|name| shown(name)).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => list,
        more => format!("{list} and {more} more"),
    }
}

/// How many changes fail: "2 of 4 changes fail"; empty if none does.
pub(crate) fn failing(report: &Report) -> String {
    let all = count(report.findings.len(), "change");
    match report.findings.iter().filter(|judged| judged.is_failure()).count() {
        0 => String::new(),
        1 => format!("1 of {all} fails"),
        number => format!("{number} of {all} fail"),
    }
}

/// What a version of its own would spare.
pub(crate) fn split(split: &Split) -> String {
    let Split { package, version, others } = split;
    format!(
        "only `{package}` has a breaking change: give it a version of its own (`[package.{package}]`, `version = \"{version}\"`), and \
         {others} is enough for the others"
    )
}

/// That a version went back, if it did.
pub(crate) fn lowered(release: &Release) -> Option<String> {
    let Lowered { package: had, version } = release.lowered.as_ref()?;
    let of = release.package.map_or_else(String::new, |package| format!(" of `{package}`"));
    let had = had.map_or_else(String::new, |package| format!(" of `{package}`"));
    Some(format!("the version{of} is {}, which is lower than {version}{had} in the base", release.new))
}

/// A text of a specification on one line of a terminal.
pub(crate) fn printable(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect::<Vec<_>>() } else { vec![c] }).collect()
}

/// The audiences that are affected so: "rust, typescript; strict receivers".
pub(crate) fn audiences(effects: &Effects, wanted: Effect) -> String {
    let of = |strictness: Strictness| {
        let hit = effects.cells().filter(|(_, cell, effect)| *cell == strictness && *effect == wanted);
        // What is said of the tolerant use is not said again of the strict one.
        let is_news = |audience: Audience| {
            strictness == Strictness::Tolerant || effects.get(audience, Strictness::Tolerant) != wanted
        };
        let hit = hit.filter(|(audience, ..)| is_news(*audience));
        hit.map(|(audience, ..)| audience.as_str()).collect::<Vec<_>>().join(", ")
    };
    match (of(Strictness::Tolerant), of(Strictness::Strict)) {
        (tolerant, strict) if strict.is_empty() => tolerant,
        (tolerant, strict) if tolerant.is_empty() => format!("strict {strict}"),
        (tolerant, strict) => format!("{tolerant}; strict {strict}"),
    }
}

/// What was decided about the kind of a change.
pub(crate) fn severity(judged: &Judged) -> Option<String> {
    judged.severity.map(|severity| format!("{}, for every change of this kind", severity.as_str()))
}

/// What it means for a change that it reaches only unstable events.
pub(crate) const UNSTABLE: &str = "it reaches only unstable events: it does not fail, and is at most a minor change";

/// How many changes are not reported, and why.
pub(crate) fn not_reported(report: &Report) -> Option<String> {
    let parts = [(report.off.len(), "of kinds that are off"), (report.filtered.len(), "outside of the filter")];
    let parts = parts.into_iter().filter(|(number, _)| *number > 0);
    let parts: Vec<String> = parts.map(|(number, which)| format!("{} {which}", count(number, "change"))).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A number with its noun.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
