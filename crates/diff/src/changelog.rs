//! What is told to users at a release, from the same findings: Markdown as in Keep a Changelog, and JSON.

mod file;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::audience::{Audience, Audiences, Strictness};
use crate::effect::Effect;
use crate::judged::Judged;
use crate::phrases;
use crate::render::{inline, versions};
use crate::report::Report;

pub use file::{changelog_file, parts};

/// The sections of Keep a Changelog, in its order.
const SECTIONS: [&str; 4] = ["Added", "Changed", "Deprecated", "Removed"];

/// What the lists of those who read it are called.
const READERS: [&str; 3] = ["Receivers", "Schema users", "SDK users"];

/// Those who read it, and the audiences that they are. Who uses the schemas is whom their version counts.
fn readers(audiences: &Audiences) -> [(&'static str, Vec<Audience>); 3] {
    let packages = audiences.schemas();
    let is_of_schemas = |audience: &Audience| packages.iter().any(|package| package.users().contains(audience));
    let sources = audiences.lanes().iter().copied().map(Audience::Source);
    let schemas = if packages.is_empty() {
        vec![Audience::Senders]
    } else {
        packages.iter().flat_map(|package| package.users()).collect()
    };
    let [receivers, schema_users, sdk_users] = READERS;
    [
        (receivers, vec![Audience::Receivers, Audience::Stored]),
        (schema_users, schemas),
        (sdk_users, sources.filter(|audience| !is_of_schemas(audience)).collect()),
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
        Effect::Safe => "safe",
        Effect::Notice => "a notice",
        Effect::Degrade => "degraded",
        Effect::Break => "breaking",
    };
    if strict > tolerant { format!("{} (strict: {})", word(tolerant), word(strict)) } else { word(tolerant).to_owned() }
}

fn cause(judged: &Judged) -> Option<&'static str> {
    judged.approval.as_ref().map(|approval| approval.cause.as_str())
}

/// The entry of a release, or what of it the report is about. The same report gives the same bytes.
pub fn changelog_markdown(report: &Report) -> String {
    let mut out = format!("{}\n", heading(report.version()));
    let findings: Vec<&Judged> = report.findings.iter().collect();
    if findings.is_empty() {
        out.push_str("\nNo changes.\n");
        return out;
    }
    let own = report.releases.iter().filter_map(|release| Some((release.package?, release.version())));
    let own: Vec<String> = own.map(|(package, version)| format!("`{package}` {version}")).collect();
    if !own.is_empty() {
        let _ = writeln!(out, "\n**Packages with a version of their own:** {}.", own.join(", "));
    }
    let readers = readers(&report.audiences);
    for (reader, audiences) in &readers {
        let all = findings.iter().map(|judged| effects(judged, audiences));
        let (tolerant, strict) = all.fold((Effect::Safe, Effect::Safe), |a, b| (a.0.max(b.0), a.1.max(b.1)));
        let _ = writeln!(out, "\n**{reader}:** {}.", words(tolerant, strict));
    }
    for name in SECTIONS {
        let mut entries: Vec<&Judged> = findings.iter().copied().filter(|judged| section(judged) == name).collect();
        // By cause; what has none comes last.
        entries.sort_by_key(|judged| judged.approval.as_ref().map_or((1, None), |approval| (0, Some(approval.cause))));
        if !entries.is_empty() {
            let _ = writeln!(out, "\n### {name}\n");
        }
        entries.into_iter().for_each(|judged| entry(judged, &readers, &mut out));
    }
    if report.events.is_none() {
        by_event(&findings, &mut out);
    }
    out
}

/// How the entry of a version begins.
fn heading(version: &str) -> String {
    format!("## [{version}]")
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
    let is_short = |text: &Option<String>| text.as_ref().is_none_or(|text| text.chars().count() <= 60);
    let values = phrases::values(&judged.finding, "→", inline);
    match values.filter(|_| is_short(&judged.finding.old) && is_short(&judged.finding.new)) {
        Some(values) => format!("{what}: {values}"),
        None => format!("{what}."),
    }
}

/// For those who receive some of the events: what changed for each. Events with the same changes are told together, and a change
/// stands once, so this is no longer than the findings are.
fn by_event(findings: &[&Judged], out: &mut String) {
    let mut known = HashMap::new();
    let mut groups: Vec<(&[String], Vec<&Judged>)> = Vec::new();
    for judged in findings.iter().filter(|judged| !judged.finding.events.is_empty()) {
        let events = judged.finding.events.as_slice();
        let index = *known.entry(events).or_insert(groups.len());
        match groups.get_mut(index) {
            Some((_, changes)) => changes.push(judged),
            None => groups.push((events, vec![judged])),
        }
    }
    if !groups.is_empty() {
        out.push_str("\n### By event\n\n");
    }
    for (events, changes) in groups {
        let names: Vec<String> = events.iter().map(|name| inline(name)).collect();
        let change = |judged: &&Judged| format!("{} (`{}`)", inline(&judged.finding.path), judged.finding.kind.code());
        let changes: Vec<String> = changes.iter().map(change).collect();
        let _ = writeln!(out, "- {}: {}", names.join(", "), changes.join(", "));
    }
}

/// The same for programs.
pub fn changelog_json(report: &Report) -> String {
    let changes: Vec<Value> = report.findings.iter().map(|judged| change_json(report, judged)).collect();
    let mut events = BTreeMap::<&str, Vec<String>>::new();
    for judged in &report.findings {
        let is_concerned = |name: &&String| report.events.as_ref().is_none_or(|events| events.contains(*name));
        let concerned = judged.finding.events.iter().filter(is_concerned);
        concerned.for_each(|name| events.entry(name).or_default().push(judged.finding.fingerprint()));
    }
    let all = json!({
        "from": report.releases.first().map(|release| &release.old),
        "version": report.version(),
        "packages": versions(report),
        "changes": changes,
        "events": events,
    });
    format!("{all:#}\n")
}

fn change_json(report: &Report, judged: &Judged) -> Value {
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
}
