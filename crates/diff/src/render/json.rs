//! For programs: everything that is known.

use serde_json::{Map, Value, json};

use crate::audience::{Flavour, Lane, Lanes};
use crate::finding::Side;
use crate::report::{Judged, Report};
use crate::witness::{Proof, Witness};

/// The report as one JSON object.
pub fn json(report: &Report) -> String {
    let (bumps, next) = report.next_version();
    let findings: Vec<Value> = report.findings.iter().map(|judged| finding(report, judged)).collect();
    let all = json!({
        "title": report.title,
        "base": report.base,
        "fails": report.fails(),
        "lanes": lanes(report.lanes()),
        "version": {
            "old": report.old_version, "new": report.new_version, "next": next,
            "is_enough": report.missing_version().is_none(), "spec": bumps.spec.as_str(), "rust": bumps.rust.as_str(),
            "rust_strict": bumps.rust_strict.as_str(), "typescript": bumps.typescript.as_str(),
        },
        "findings": findings,
    });
    format!("{all:#}\n")
}

fn lanes(lanes: Lanes) -> Value {
    let of = |lane: Lane| {
        let effect = |flavour: Flavour| lanes.get(lane, flavour).as_str();
        json!({ "tolerant": effect(Flavour::Tolerant), "strict": effect(Flavour::Strict) })
    };
    Lane::ALL.into_iter().map(|lane| (lane.as_str().to_owned(), of(lane))).collect::<Map<_, _>>().into()
}

fn finding(report: &Report, judged: &Judged) -> Value {
    let (finding, row) = (&judged.finding, judged.finding.kind.row());
    let failures: Vec<Value> = judged
        .failures
        .iter()
        .map(|(lane, flavour, effect)| json!({ "lane": lane.as_str(), "flavour": flavour.as_str(), "effect": effect.as_str() }))
        .collect();
    json!({
        "code": row.code,
        "fingerprint": finding.fingerprint(),
        "path": finding.path,
        "old": finding.old,
        "new": finding.new,
        "file": report.file(finding),
        "line": finding.place.line(),
        "column": finding.place.column(),
        "side": if finding.side == Side::Old { "old" } else { "new" },
        "closed": finding.closed,
        "events": finding.events,
        "lanes": lanes(finding.lanes()),
        "failures": failures,
        "announced": judged.announced,
        "sunset": finding.sunset,
        "approved": judged.approval.as_ref().map(|approval| json!({
            "cause": approval.cause.as_str(), "reason": approval.reason, "expires": approval.expires,
        })),
        "what": row.what,
        "why": row.why,
        "do": row.todo,
        "hint": finding.hint,
        "witnesses": judged.witnesses.iter().map(witness).collect::<Vec<_>>(),
    })
}

fn witness(witness: &Witness) -> Value {
    let (lane, flavour) = (witness.lane.as_str(), witness.flavour.as_str());
    match &witness.proof {
        Proof::Source(code) => json!({ "lane": lane, "flavour": flavour, "source": code }),
        Proof::Payload { event, json } => json!({ "lane": lane, "flavour": flavour, "event": event, "payload": json }),
    }
}
