//! What is told to users at a release, from the same findings: Markdown as in Keep a Changelog, and JSON.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::audience::{Audience, Audiences, Strictness};
use crate::effect::Effect;
use crate::judged::Judged;
use crate::render::inline;
use crate::report::Report;

/// The sections of Keep a Changelog, in its order.
const SECTIONS: [&str; 4] = ["Added", "Changed", "Deprecated", "Removed"];

/// Those who read it, and the audiences that they are.
fn readers(audiences: &Audiences) -> [(&'static str, Vec<Audience>); 3] {
    [
        ("Receivers", vec![Audience::Receivers, Audience::Stored]),
        ("Schema users", vec![Audience::Senders]),
        ("SDK users", audiences.iter().filter(|audience| !Audience::WIRE.contains(audience)).collect()),
    ]
}

fn section(judged: &Judged) -> &'static str {
    let code = judged.finding.kind.code();
    if code.starts_with("deprecation-") {
        "Deprecated"
    } else if code.contains("-added") {
        "Added"
    } else if code.contains("-removed") && !code.starts_with("format") && !code.starts_with("date") {
        "Removed"
    } else {
        "Changed"
    }
}

/// The worst effect on those who read: the tolerant one, then the strict one.
fn effects(judged: &Judged, audiences: &[Audience]) -> (Effect, Effect) {
    let of = |strictness| audiences.iter().map(|one| judged.effects.get(*one, strictness)).max().unwrap_or_default();
    (of(Strictness::Tolerant), of(Strictness::Strict))
}

/// Two effects for people.
fn words(tolerant: Effect, strict: Effect) -> String {
    let word = |effect: Effect| match effect {
        Effect::Safe => "no action needed",
        Effect::Notice => "new deviations",
        Effect::Degrade => "degraded",
        Effect::Break => "breaking change",
    };
    if strict > tolerant {
        format!("{}; for strict users {}", word(tolerant), word(strict))
    } else {
        word(tolerant).to_owned()
    }
}

fn cause(judged: &Judged) -> Option<&'static str> {
    judged.approval.as_ref().map(|approval| approval.cause.as_str())
}

/// The entry of a release. The same report gives the same bytes.
pub fn changelog_markdown(report: &Report) -> String {
    let (_, version) = report.next_version();
    let mut out = format!("## [{version}]\n");
    if report.findings.is_empty() {
        out.push_str("\nNo changes.\n");
        return out;
    }
    let readers = readers(&report.audiences);
    for (reader, audiences) in &readers {
        let all = report.findings.iter().map(|judged| effects(judged, audiences));
        let (tolerant, strict) = all.fold((Effect::Safe, Effect::Safe), |a, b| (a.0.max(b.0), a.1.max(b.1)));
        let _ = writeln!(out, "\n**{reader}:** {}.", words(tolerant, strict));
    }
    for name in SECTIONS {
        let mut entries: Vec<&Judged> = report.findings.iter().filter(|judged| section(judged) == name).collect();
        // By cause; what has none comes last.
        entries.sort_by_key(|judged| judged.approval.as_ref().map_or((1, None), |approval| (0, Some(approval.cause))));
        if !entries.is_empty() {
            let _ = writeln!(out, "\n### {name}\n");
        }
        entries.into_iter().for_each(|judged| entry(judged, &readers, &mut out));
    }
    out
}

fn entry(judged: &Judged, readers: &[(&str, Vec<Audience>)], out: &mut String) {
    let cause = cause(judged).map_or_else(String::new, |cause| format!("({cause}) "));
    let _ = writeln!(out, "- {cause}{}: {}", inline(&judged.finding.path), inline_change(judged));
    for (reader, audiences) in readers {
        let (tolerant, strict) = effects(judged, audiences);
        if strict.max(tolerant) > Effect::Safe {
            let _ = writeln!(out, "  - {reader}: {}", words(tolerant, strict));
        }
    }
    if let Some(approval) = &judged.approval {
        let _ = writeln!(out, "  - why: {}", crate::render::prose(&approval.reason));
    }
}

fn inline_change(judged: &Judged) -> String {
    let what = judged.finding.kind.row().what.trim_end_matches('.');
    let short =
        |text: &Option<String>| text.as_ref().filter(|text| text.chars().count() <= 60).map(|text| inline(text));
    match (short(&judged.finding.old), short(&judged.finding.new)) {
        (Some(old), Some(new)) => format!("{what}: {old} → {new}"),
        (Some(value), None) | (None, Some(value)) if judged.finding.old.is_none() || judged.finding.new.is_none() => {
            format!("{what}: {value}")
        }
        _ => format!("{what}."),
    }
}

/// The same for programs.
pub fn changelog_json(report: &Report) -> String {
    let (bumps, version) = report.next_version();
    let changes: Vec<Value> = report
        .findings
        .iter()
        .map(|judged| {
            let finding = &judged.finding;
            let audiences = readers(&report.audiences).map(|(reader, audiences)| {
                let (tolerant, strict) = effects(judged, &audiences);
                json!({ "audience": reader, "tolerant": tolerant.as_str(), "strict": strict.as_str() })
            });
            json!({
                "section": section(judged), "code": finding.kind.code(), "path": finding.path,
                "old": finding.old, "new": finding.new, "events": finding.events, "audiences": audiences,
                "cause": cause(judged), "reason": judged.approval.as_ref().map(|approval| &approval.reason),
                "fingerprint": finding.fingerprint(),
            })
        })
        .collect();
    let bumps: Map<String, Value> = bumps.iter().map(|(key, _, bump)| (key.to_owned(), bump.as_str().into())).collect();
    let all = json!({ "from": report.old_version, "version": version, "bumps": bumps, "changes": changes });
    format!("{all:#}\n")
}
