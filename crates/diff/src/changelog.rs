//! What is told to users at a release, from the same findings: Markdown as in Keep a Changelog, and JSON.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::audience::{Audience, Audiences, SourceLane, Strictness};
use crate::effect::Effect;
use crate::judged::Judged;
use crate::phrases;
use crate::render::{inline, versions};
use crate::report::Report;

/// The sections of Keep a Changelog, in its order.
const SECTIONS: [&str; 4] = ["Added", "Changed", "Deprecated", "Removed"];

/// Those who read it, and the audiences that they are.
fn readers(audiences: &Audiences) -> [(&'static str, Vec<Audience>); 3] {
    let is_of_schemas = |lane: &SourceLane| audiences.schemas().iter().any(|package| package.source == lane);
    let lanes = audiences.lanes().iter().copied();
    let (schemas, sdks): (Vec<_>, Vec<_>) = lanes.partition(|lane| is_of_schemas(lane));
    let sources = |lanes: Vec<&'static SourceLane>| lanes.into_iter().map(Audience::Source);
    [
        ("Receivers", vec![Audience::Receivers, Audience::Stored]),
        ("Schema users", [Audience::Senders].into_iter().chain(sources(schemas)).collect()),
        ("SDK users", sources(sdks).collect()),
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

/// The entry of a release, or what of it concerns an event. The same report gives the same bytes.
pub fn changelog_markdown(report: &Report, event: Option<&str>) -> String {
    let mut out = format!("{}\n", heading(report.version()));
    let findings = concerned(report, event);
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
    if event.is_none() {
        by_event(&findings, &mut out);
    }
    out
}

/// How the entry of a version begins.
fn heading(version: &str) -> String {
    format!("## [{version}]")
}

/// The changes that concern an event, or all of them.
fn concerned<'a>(report: &'a Report, event: Option<&str>) -> Vec<&'a Judged> {
    let concerns = |judged: &&Judged| event.is_none_or(|event| judged.finding.events.iter().any(|one| one == event));
    report.findings.iter().filter(concerns).collect()
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
pub fn changelog_json(report: &Report, event: Option<&str>) -> String {
    let findings = concerned(report, event);
    let changes: Vec<Value> = findings.iter().map(|judged| change_json(report, judged)).collect();
    let mut events = BTreeMap::<&str, Vec<String>>::new();
    for judged in &findings {
        let concerned = judged.finding.events.iter().filter(|name| event.is_none_or(|event| event == *name));
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

/// A changelog with the entry of this release above the older ones, in the place of one of the same version; `None` if nothing
/// changed.
pub fn changelog_file(report: &Report, file: &str) -> Option<String> {
    const TITLE: &str = "# Changelog\n";
    if report.findings.is_empty() {
        return None;
    }
    let heading = heading(report.version());
    let mut entry = changelog_markdown(report, None);
    let (mut before, mut older, mut is_replaced, mut is_before) = (String::new(), String::new(), false, true);
    for line in file.split_inclusive('\n') {
        if line.starts_with("## ") {
            is_before = false;
            is_replaced = line.starts_with(&heading);
            if is_replaced {
                // Somebody may have added the day.
                entry = entry.replacen(&heading, line.trim_end(), 1);
            }
        }
        match (is_before, is_replaced) {
            (true, _) => before.push_str(line),
            (false, true) => {}
            (false, false) => older.push_str(line),
        }
    }
    let before = if before.trim().is_empty() { TITLE } else { &before };
    let parts = [before, &entry, &older].map(str::trim).into_iter().filter(|part| !part.is_empty());
    Some(parts.collect::<Vec<_>>().join("\n\n") + "\n")
}

#[cfg(test)]
mod tests {
    use crate::{Approvals, Audiences, Names, Policy, Report};

    use super::changelog_file;

    fn report() -> Report {
        let old = eventspec_catalog::resolve(&eventspec_catalog::Code::UnknownType.explanation().right.sources());
        let old = old.unwrap_or_else(|report| panic!("{}", report.render("", false)));
        let mut new = old.clone();
        new.payloads[0].fields.remove(0);
        let names = Names { base: "v1", base_root: "", root: "" };
        Report::new(&old, &new, &Policy::new(Audiences::default(), "2026-01-31"), &Approvals::default(), names)
    }

    #[test]
    fn an_entry_is_put_above_the_older_ones_and_replaces_its_own() {
        let report = report();
        let version = report.version().to_owned();
        let first = changelog_file(&report, "").unwrap();
        assert!(first.starts_with(&format!("# Changelog\n\n## [{version}]\n\n")), "{first}");
        assert_eq!(changelog_file(&report, &first), Some(first.clone()));
        let head = "# What changed\n\nOur words.\n";
        let older = "## [0.0.1]\n\n- It was made.\n";
        let entry = first.strip_prefix("# Changelog\n\n").unwrap();
        let expected = format!("{head}\n{entry}\n{older}");
        for stale in ["", &format!("## [{version}]\n\n- Stale.\n\n### Removed\n\n- Stale.\n\n")] {
            assert_eq!(changelog_file(&report, &format!("{head}\n{stale}{older}")).as_deref(), Some(expected.as_str()));
        }
        // The day that somebody wrote stays.
        let dated = first.replacen(&format!("[{version}]"), &format!("[{version}] - 2026-01-31"), 1);
        assert_eq!(changelog_file(&report, &dated), Some(dated.clone()));
        // An entry that is not the first comes to the top.
        let newer = format!("{head}\n## [9.0.0]\n\n- Newer.\n\n## [{version}]\n\n- Stale.\n");
        let moved = changelog_file(&report, &newer).unwrap();
        assert!(moved.ends_with("## [9.0.0]\n\n- Newer.\n") && !moved.contains("Stale"), "{moved}");
    }
}
