//! For programs: everything that is known.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::blocks::counts;
use crate::audience::Strictness;
use crate::bump::{PackageBump, Release};
use crate::effects::Effects;
use crate::finding::Side;
use crate::judged::Judged;
use crate::phrases;
use crate::report::Report;
use crate::severity::Severity;
use crate::witness::{Proof, Witness};

/// The report as one JSON object.
pub fn json(report: &Report) -> String {
    let head = json!({
        "title": report.title,
        "base": report.base,
        "fails": report.fails(),
        "off": report.off.len(),
        "filtered": report.filtered.len(),
        "audiences": audiences(report, &report.effects()),
        "version": version(report),
        "counts": kinds(report),
    });
    let mut out = format!("{head:#}");
    out.truncate(out.trim_end_matches(['}', '\n']).len());
    out.push_str(",\n  \"findings\": [");
    // One at a time: all of them as values would take ten times the memory of the text. A string has no line break of its own.
    for (index, judged) in report.findings.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let text = format!("{:#}", finding(report, judged)).replace('\n', "\n    ");
        let _ = write!(out, "{comma}\n    {text}");
    }
    out.push_str(if report.findings.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
    out
}

/// The version of the specification, and those of the packages.
fn version(report: &Report) -> Value {
    let first = report.releases.first();
    let split = report.releases.iter().find_map(Release::split);
    json!({
        "old": first.map(|release| &release.old),
        "new": first.map(|release| &release.new),
        "next": first.map(|release| &release.next),
        "is_enough": report.releases.iter().all(Release::is_enough),
        "lowered": report.releases.iter().filter_map(phrases::lowered).collect::<Vec<_>>(),
        "packages": versions(report),
        "split": split.map(|split| json!({ "package": split.package, "version": split.version, "others": split.others })),
    })
}

/// What is published, by name.
pub(crate) fn versions(report: &Report) -> Value {
    let each = report.releases.iter().flat_map(|release| release.bumps.iter().map(move |one| (release, one)));
    let facts = |(release, one): (&Release, &PackageBump)| {
        let Release { package, old, new, next, .. } = release;
        let (bump, is_enough, own) = (one.bump.as_str(), release.is_enough(), package.is_some());
        let facts = json!({ "bump": bump, "old": old, "new": new, "next": next, "is_enough": is_enough, "own": own });
        (one.name.to_owned(), facts)
    };
    each.map(facts).collect::<Map<_, _>>().into()
}

/// How many changes there are of each kind, the worst first.
fn kinds(report: &Report) -> Vec<Value> {
    let counts = counts(&report.findings);
    let count = counts.iter().map(|count| {
        json!({ "code": count.kind.code(), "effect": count.effect.as_str(), "fails": count.fails, "count": count.number })
    });
    count.collect()
}

fn audiences(report: &Report, effects: &Effects) -> Value {
    let of = |audience| {
        let effect = |strictness| effects.get(audience, strictness).as_str();
        json!({ "tolerant": effect(Strictness::Tolerant), "strict": effect(Strictness::Strict) })
    };
    let all = report.audiences.iter().map(|audience| (audience.as_str().to_owned(), of(audience)));
    all.collect::<Map<_, _>>().into()
}

fn finding(report: &Report, judged: &Judged) -> Value {
    let (finding, row) = (&judged.finding, judged.finding.kind.row());
    let failures: Vec<Value> = judged
        .failures
        .iter()
        .map(|(audience, strictness, effect)| {
            json!({ "audience": audience.as_str(), "strictness": strictness.as_str(), "effect": effect.as_str() })
        })
        .collect();
    json!({
        "code": row.code,
        "fingerprint": finding.fingerprint(),
        "path": finding.path,
        "old": finding.old,
        "new": finding.new,
        "file": report.file(judged),
        "line": finding.place.line(),
        "column": finding.place.column(),
        "side": if finding.side == Side::Old { "old" } else { "new" },
        "around": finding.around.as_str(),
        "events": finding.events,
        "audiences": audiences(report, &judged.effects),
        "bases": judged.bases,
        "unstable": judged.unstable,
        "severity": judged.severity.map(Severity::as_str),
        "failures": failures,
        "announced": judged.announced,
        "sunset": finding.sunset,
        "approved": judged.approval.as_ref().map(|approval| json!({
            "cause": approval.cause.as_str(), "reason": approval.reason, "expires": approval.expires,
        })),
        "what": row.what,
        "why": row.why,
        "do": judged.remedy(),
        "hint": finding.hint,
        "witnesses": judged.witnesses.iter().map(witness).collect::<Vec<_>>(),
    })
}

fn witness(witness: &Witness) -> Value {
    let (audience, strictness) = (witness.audience.as_str(), witness.strictness.as_str());
    match &witness.proof {
        Proof::Source(code) => json!({ "audience": audience, "strictness": strictness, "source": code }),
        Proof::Payload { event, json, left_out } => {
            let mut shown = json!({ "audience": audience, "strictness": strictness, "event": event, "payload": json });
            if let (Some(shown), 1..) = (shown.as_object_mut(), left_out) {
                shown.insert("left_out".to_owned(), json!(left_out));
            }
            shown
        }
    }
}
