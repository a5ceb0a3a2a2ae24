//! For people: who is hit, then each change with what to do about it.

use std::fmt::Write as _;

use crate::audience::Strictness;
use crate::effect::Effect;
use crate::judged::Judged;
use crate::kinds::Kind;
use crate::phrases;
use crate::report::Report;
use crate::witness::{Proof, Witness};

/// The whole report. Lines are a sentence each, and none is longer than it must be.
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    let changes = phrases::count(report.findings.len(), "change");
    let _ =
        writeln!(out, "{}: {changes} against {}", phrases::printable(&report.title), phrases::printable(&report.base));
    if report.findings.is_empty() {
        return out;
    }
    audiences(report, &mut out);
    version(report, &mut out);
    let quiet = report.findings.iter().filter(|judged| judged.is_quiet()).count();
    let (mut rest, quiet) = report.findings.split_at(report.findings.len() - quiet);
    while let Some(first) = rest.first() {
        let alike = rest.iter().take_while(|judged| belongs(first, judged)).count();
        let (block, after) = rest.split_at(alike);
        change(report, first, block, &mut out);
        rest = after;
    }
    if !quiet.is_empty() {
        let _ = writeln!(out, "\nsafe: no action needed");
    }
    for judged in quiet {
        let _ = writeln!(
            out,
            "  --> {}\n      [{}] {}",
            report.place(&judged.finding),
            judged.finding.kind.code(),
            values(judged)
        );
    }
    out
}

/// Whether two findings are told in one block.
fn belongs(first: &Judged, other: &Judged) -> bool {
    let key = |judged: &Judged| {
        let finding = &judged.finding;
        (finding.kind, finding.closed, finding.side, judged.announced, judged.is_failure())
    };
    let (one, another) = (&first.finding, &other.finding);
    key(first) == key(other) && one.place.file() == another.place.file() && one.events == another.events
}

/// The worst that happens to each audience.
fn audiences(report: &Report, out: &mut String) {
    let effects = report.effects();
    out.push('\n');
    for audience in report.audiences.iter() {
        let [tolerant, strict] = Strictness::ALL.map(|strictness| effects.get(audience, strictness));
        let (name, what) = (audience.as_str(), phrases::effect(audience, tolerant));
        let _ = write!(out, "  {name:<11} {:<8} {what}", tolerant.as_str());
        if strict > tolerant {
            let _ = writeln!(out, " (strict: {})", strict.as_str());
        } else {
            out.push('\n');
        }
    }
}

fn version(report: &Report, out: &mut String) {
    let (bumps, next) = report.next_version();
    let each = bumps.iter().map(|(_, title, bump)| format!("{title} {}", bump.as_str())).collect::<Vec<_>>().join(", ");
    let _ = writeln!(out, "\n  version     {} -> {next}: {each}", report.old_version);
}

fn change(report: &Report, first: &Judged, block: &[Judged], out: &mut String) {
    let finding = &first.finding;
    let row = finding.kind.row();
    let _ = writeln!(out, "\n{}[{}]: {}", first.worst().as_str(), row.code, headline(block));
    for judged in block {
        let _ = writeln!(out, "  --> {}", report.place(&judged.finding));
        if block.len() > 1 {
            let _ = writeln!(out, "      {}", values(judged));
        }
    }
    for wanted in [Effect::Break, Effect::Degrade, Effect::Notice] {
        let audiences = phrases::audiences(&first.effects, wanted);
        if !audiences.is_empty() {
            let _ = writeln!(out, "   = {:<8} {audiences}", wanted.as_str());
        }
    }
    let _ = writeln!(out, "   = why      {}", row.why);
    let _ = writeln!(out, "   = do       {}", row.remedy);
    if let Some(sunset) = finding.sunset.as_ref().filter(|_| !finding.kind.is_deprecation()) {
        let words =
            if first.announced { "was announced for after" } else { "was announced for after, which has not come," };
        let _ = writeln!(out, "   = sunset   it {words} {sunset}");
    }
    if let Some(approval) = &first.approval {
        let _ = writeln!(out, "   = approved {}: {}", approval.cause.as_str(), phrases::printable(&approval.reason));
    }
    if let Some(witness) = first.witnesses.iter().min_by_key(|witness| witness.len()) {
        let _ = writeln!(out, "   = witness  {}", shown(finding.kind, witness));
    }
    for hint in block.iter().filter_map(|judged| judged.finding.hint.as_ref()) {
        let _ = writeln!(out, "   = help     {}", phrases::printable(hint));
    }
    if !finding.events.is_empty() {
        let _ = writeln!(out, "   = events   {}", events(&finding.events));
    }
}

/// A proof on a few lines, cut where they grow long.
fn shown(kind: Kind, witness: &Witness) -> String {
    const LONG: usize = 160;
    let cut = |line: &str| {
        let line = phrases::printable(line);
        let short: String = line.chars().take(LONG).collect();
        if short.len() < line.len() { format!("{short} ...") } else { line }
    };
    let audience = witness.audience.as_str();
    match &witness.proof {
        Proof::Source(code) => {
            let lines: Vec<String> = code.lines().map(cut).collect();
            format!("{audience} source that no longer compiles:\n       {}", lines.join("\n       "))
        }
        Proof::Payload { event, json } => {
            let verb = if kind.misleads() { "misread" } else { "refuse" };
            format!("{audience} {verb} this {}:\n       {}", phrases::printable(event), cut(json))
        }
    }
}

fn headline(block: &[Judged]) -> String {
    match block {
        [only] => format!("`{}`: {}", phrases::printable(&only.finding.path), phrases::change(&only.finding)),
        [first, ..] => format!("{} times: {}", block.len(), first.finding.kind.row().what),
        [] => String::new(),
    }
}

fn values(judged: &Judged) -> String {
    let finding = &judged.finding;
    let path = format!("`{}`", phrases::printable(&finding.path));
    match (&finding.old, &finding.new) {
        (Some(old), Some(new)) if old.len() + new.len() < 90 => {
            format!("{path}: {} -> {}", phrases::printable(old), phrases::printable(new))
        }
        (Some(value), None) | (None, Some(value)) if value.len() < 90 => {
            format!("{path}: {}", phrases::printable(value))
        }
        _ => path,
    }
}

/// The first few names.
fn events(names: &[String]) -> String {
    const SHOWN: usize = 6;
    let list = names.iter().take(SHOWN).map(|name| phrases::printable(name)).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => list,
        more => format!("{list} and {more} more"),
    }
}
