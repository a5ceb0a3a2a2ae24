//! For programs: everything that is known.

use serde_json::{Map, Value, json};

use crate::audience::Strictness;
use crate::effects::Effects;
use crate::finding::Side;
use crate::judged::Judged;
use crate::report::Report;
use crate::severity::Severity;
use crate::witness::{Proof, Witness};

/// The report as one JSON object.
pub fn json(report: &Report) -> String {
    let (bumps, next) = report.next_version();
    let facts = [
        ("old", report.old_version.as_str().into()),
        ("new", report.new_version.as_str().into()),
        ("next", next.into()),
        ("is_enough", report.missing_version().is_none().into()),
    ];
    let bumps = bumps.iter().map(|(key, _, bump)| (key, bump.as_str().into()));
    let version: Map<String, Value> =
        facts.into_iter().chain(bumps).map(|(key, value)| (key.to_owned(), value)).collect();
    let findings: Vec<Value> = report.findings.iter().map(|judged| finding(report, judged)).collect();
    let all = json!({
        "title": report.title,
        "base": report.base,
        "fails": report.fails(),
        "off": report.off.len(),
        "filtered": report.filtered.len(),
        "audiences": audiences(report, &report.effects()),
        "version": version,
        "findings": findings,
    });
    format!("{all:#}\n")
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
        "closed": finding.closed,
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
        "do": row.remedy,
        "hint": finding.hint,
        "witnesses": judged.witnesses.iter().map(witness).collect::<Vec<_>>(),
    })
}

fn witness(witness: &Witness) -> Value {
    let (audience, strictness) = (witness.audience.as_str(), witness.strictness.as_str());
    match &witness.proof {
        Proof::Source(code) => json!({ "audience": audience, "strictness": strictness, "source": code }),
        Proof::Payload { event, json } => {
            json!({ "audience": audience, "strictness": strictness, "event": event, "payload": json })
        }
    }
}
