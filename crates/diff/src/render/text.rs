//! For people at a terminal: who is hit and how often, then each change with what to do about it. The worst comes last, where it is
//! seen without scrolling.

use std::fmt::Write as _;

use super::blocks::{Block, blocks, counts};
use crate::audience::Strictness;
use crate::bump::Release;
use crate::effect::Effect;
use crate::finding::Finding;
use crate::judged::Judged;
use crate::phrases;
use crate::report::Report;
use crate::witness::{Proof, Witness};

/// The whole report. Lines are a sentence each, and none is longer than it must be.
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    let changes = phrases::count(report.findings.len(), "change");
    let (title, base) = (phrases::printable(&report.title), phrases::printable(&report.base));
    let _ = writeln!(out, "{title}: {changes} against {base}");
    if let Some(left_out) = phrases::not_reported(report) {
        let _ = writeln!(out, "not reported: {left_out}");
    }
    for lowered in report.releases.iter().filter_map(phrases::lowered) {
        let _ = writeln!(out, "{lowered}");
    }
    if report.findings.is_empty() {
        return out;
    }
    audiences(report, &mut out);
    versions(report, &mut out);
    kinds(report, &mut out);
    let quiet = report.findings.iter().filter(|judged| judged.is_quiet()).count();
    let (rest, quiet) = report.findings.split_at(report.findings.len() - quiet);
    safe(report, quiet, &mut out);
    let mut blocks = blocks(rest);
    blocks.sort_by_key(|block| block.first.rank());
    blocks.iter().for_each(|block| change(report, block, &mut out));
    let failing = phrases::failing(report);
    if !failing.is_empty() {
        let _ = writeln!(out, "\n{failing}");
    }
    out
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

/// A line for what shares the version of the specification, and one for each package with its own.
fn versions(report: &Report, out: &mut String) {
    out.push('\n');
    for Release { package, old, next, bumps, .. } in &report.releases {
        let each =
            bumps.iter().map(|one| format!("{} {}", one.title, one.bump.as_str())).collect::<Vec<_>>().join(", ");
        let _ = writeln!(out, "  {:<11} {old} -> {next}: {each}", package.unwrap_or("version"));
    }
    if let Some(split) = report.releases.iter().find_map(Release::split) {
        let _ = writeln!(out, "  {:<11} {}", "", phrases::split(&split));
    }
}

/// How many changes there are of each kind.
fn kinds(report: &Report, out: &mut String) {
    out.push('\n');
    for count in counts(&report.findings) {
        let fails = if count.fails { ", fails" } else { "" };
        let _ = writeln!(out, "  {:>5}  {}[{}]{fails}", count.number, count.effect.as_str(), count.kind.code());
    }
}

/// What has no effect on anybody, a line each.
fn safe(report: &Report, quiet: &[Judged], out: &mut String) {
    if !quiet.is_empty() {
        let _ = writeln!(out, "\nsafe: nobody is affected");
    }
    for judged in quiet {
        let finding = &judged.finding;
        let path = phrases::printable(&finding.path);
        let _ = writeln!(
            out,
            "  --> {}\n      [{}] `{path}`{}",
            report.place(judged),
            finding.kind.code(),
            values(finding)
        );
    }
}

fn change(report: &Report, block: &Block<'_>, out: &mut String) {
    let first = block.first;
    let finding = &first.finding;
    let row = finding.kind.row();
    let _ = writeln!(out, "\n{}[{}]: {}", first.worst().as_str(), row.code, headline(block));
    places(report, block, out);
    for wanted in [Effect::Break, Effect::Degrade, Effect::Notice] {
        let audiences = phrases::audiences(&first.effects, wanted);
        if !audiences.is_empty() {
            let _ = writeln!(out, "   = {:<8} {audiences}", wanted.as_str());
        }
    }
    let _ = writeln!(out, "   = why      {}", row.why);
    let _ = writeln!(out, "   = do       {}", first.remedy());
    if let Some(sunset) = finding.sunset.as_ref().filter(|_| !finding.kind.is_deprecation()) {
        let words =
            if first.announced { "was announced for after" } else { "was announced for after, which has not come," };
        let _ = writeln!(out, "   = sunset   it {words} {sunset}");
    }
    if let Some(approval) = &first.approval {
        let _ = writeln!(out, "   = approved {}: {}", approval.cause.as_str(), phrases::printable(&approval.reason));
    }
    if first.unstable {
        let _ = writeln!(out, "   = unstable {}", phrases::UNSTABLE);
    }
    if let Some(severity) = phrases::severity(first) {
        let _ = writeln!(out, "   = severity {severity}");
    }
    if let Some(witness) = first.witnesses.iter().min_by_key(|witness| witness.len()) {
        let _ = writeln!(out, "   = witness  {}", shown(finding, witness));
    }
    for hint in block.hints() {
        let _ = writeln!(out, "   = help     {}", phrases::printable(hint));
    }
    if report.base_count > 1 {
        let _ = writeln!(out, "   = bases    {}", first.bases.join(", "));
    }
    let events = block.events();
    if !events.is_empty() {
        let _ = writeln!(out, "   = events   {}", phrases::events(&events, phrases::printable));
    }
}

/// Where it happened, and what was before and after, unless the headline says it.
fn places(report: &Report, block: &Block<'_>, out: &mut String) {
    let (is_one, is_same) = (block.len() == 1, block.groups.len() == 1);
    for judged in block.members() {
        let finding = &judged.finding;
        let _ = writeln!(out, "  --> {}", report.place(judged));
        if !is_one {
            let values = if is_same { String::new() } else { values(finding) };
            let _ = writeln!(out, "      `{}`{values}", phrases::printable(&finding.path));
        }
    }
}

/// A proof on a few lines, cut where they grow long.
fn shown(finding: &Finding, witness: &Witness) -> String {
    const LONG: usize = 160;
    let cut = |line: &str| {
        let line = phrases::printable(line);
        let short: String = line.chars().take(LONG).collect();
        if short.len() < line.len() { format!("{short} ...") } else { line }
    };
    let (Proof::Source(text) | Proof::Payload { json: text, .. }) = &witness.proof;
    let lines: Vec<String> = text.lines().map(cut).collect();
    let what = phrases::shows(finding.kind, witness, &phrases::printable(phrases::sent_as(witness)));
    format!("{what}:\n       {}", lines.join("\n       "))
}

fn headline(block: &Block<'_>) -> String {
    let finding = &block.first.finding;
    match (block.len(), block.groups.len()) {
        (1, _) => format!("`{}`: {}", phrases::printable(&finding.path), phrases::change(finding)),
        (number, 1) => format!("{number} times: {}", phrases::change(finding)),
        (number, _) => format!("{number} times: {}", finding.kind.row().what),
    }
}

/// What was before and after, unless it is long.
fn values(finding: &Finding) -> String {
    let length: usize = [&finding.old, &finding.new].into_iter().flatten().map(String::len).sum();
    let values = phrases::values(finding, "->", phrases::printable).filter(|_| length < 90);
    values.map_or_else(String::new, |values| format!(": {values}"))
}
