//! For a comment on a proposed change: tables of who is hit and how often, then each change.

use std::fmt::Write as _;

use super::blocks::{Block, blocks, counts};
use crate::audience::{Audience, Strictness};
use crate::bump::Release;
use crate::effect::Effect;
use crate::finding::Finding;
use crate::judged::Judged;
use crate::kinds::Kind;
use crate::phrases;
use crate::report::Report;
use crate::witness::{Proof, Witness};

/// A text of a specification as code in a line: whatever is in it stays in it.
pub(crate) fn inline(text: &str) -> String {
    let text = phrases::printable(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
    // A bar ends a cell of a table even in code.
    format!("{fence}{pad}{}{pad}{fence}", text.replace('|', "\\|"))
}

/// A text of a person as words: nothing in it is markup.
pub(crate) fn prose(text: &str) -> String {
    let special = |c: char| c.is_ascii_punctuation() && !".,;:'\"()-".contains(c);
    phrases::printable(text).chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}

/// A sentence of ours with names in backticks: they are code, and the rest is words.
fn sentence(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // An odd one out opens no code.
    let is_code = |index: usize| index % 2 == 1 && index + 1 < parts.len();
    parts.iter().enumerate().map(|(index, part)| if is_code(index) { inline(part) } else { prose(part) }).collect()
}

/// The report as GitHub-flavoured Markdown.
pub fn markdown(report: &Report) -> String {
    let changes = phrases::count(report.findings.len(), "change");
    let mut out = format!("### {}: {changes} against {}\n", prose(&report.title), inline(&report.base));
    if let Some(left_out) = phrases::not_reported(report) {
        let _ = writeln!(out, "\nNot reported: {left_out}.");
    }
    for lowered in report.releases.iter().filter_map(phrases::lowered) {
        let _ = writeln!(out, "\n**{}.**", sentence(&lowered));
    }
    if report.findings.is_empty() {
        return out;
    }
    audiences(report, &mut out);
    versions(report, &mut out);
    kinds(report, &mut out);
    let quiet = report.findings.iter().filter(|judged| judged.is_quiet()).count();
    let (rest, quiet) = report.findings.split_at(report.findings.len() - quiet);
    blocks(rest).iter().for_each(|block| change(report, block, &mut out));
    if !quiet.is_empty() {
        out.push_str("\n#### No action needed\n\n");
    }
    for judged in quiet {
        let _ = writeln!(out, "- {} `{}`", inline(&judged.finding.path), judged.finding.kind.code());
    }
    out
}

fn audiences(report: &Report, out: &mut String) {
    let effects = report.effects();
    out.push_str("\n| audience | tolerant | strict |\n|---|---|---|\n");
    for audience in report.audiences.iter() {
        let [tolerant, strict] = Strictness::ALL.map(|strictness| effects.get(audience, strictness).as_str());
        let _ = writeln!(out, "| {} | {tolerant} | {strict} |", audience.as_str());
    }
}

/// The versions that the changes ask for.
fn versions(report: &Report, out: &mut String) {
    for Release { package, old, next, bumps, .. } in &report.releases {
        let what = package.map_or_else(|| "Version".to_owned(), |package| format!("Version of `{package}`"));
        let each =
            bumps.iter().map(|one| format!("{} {}", one.title, one.bump.as_str())).collect::<Vec<_>>().join(", ");
        let _ = writeln!(out, "\n{what}: {old} → {next} ({each}).");
    }
    if let Some(split) = report.releases.iter().find_map(Release::split) {
        let _ = writeln!(out, "\nHint: {}.", phrases::split(&split));
    }
}

/// How many changes there are of each kind.
fn kinds(report: &Report, out: &mut String) {
    out.push_str("\n| changes | kind | effect |\n|--:|---|---|\n");
    for count in counts(&report.findings) {
        let fails = if count.fails { ", fails" } else { "" };
        let _ = writeln!(out, "| {} | `{}` | {}{fails} |", count.number, count.kind.code(), count.effect.as_str());
    }
    let failing = phrases::failing(report);
    if !failing.is_empty() {
        let _ = writeln!(out, "\n{failing}.");
    }
}

fn change(report: &Report, block: &Block<'_>, out: &mut String) {
    let first = block.first;
    let row = first.finding.kind.row();
    let mark = if first.is_failure() { "❌ " } else { "" };
    let subject = match block.len() {
        1 => inline(&first.finding.path),
        number => format!("({number} times)"),
    };
    let _ = writeln!(out, "\n#### {mark}{}: `{}` {subject}\n\n{}\n", first.worst().as_str(), row.code, row.what);
    for effect in [Effect::Break, Effect::Degrade, Effect::Notice] {
        let audiences = phrases::audiences(&first.effects, effect);
        if !audiences.is_empty() {
            let _ = writeln!(out, "- {}: {audiences}", effect.as_str());
        }
    }
    let _ = writeln!(out, "- why: {}\n- do: {}", row.why, first.remedy());
    if let Some(approval) = &first.approval {
        let _ = writeln!(out, "- approved, {}: {}", approval.cause.as_str(), prose(&approval.reason));
    }
    if report.base_count > 1 {
        let bases: Vec<String> = first.bases.iter().map(|base| inline(base)).collect();
        let _ = writeln!(out, "- bases: {}", bases.join(", "));
    }
    if first.unstable {
        let _ = writeln!(out, "- unstable: {}", phrases::UNSTABLE);
    }
    if let Some(severity) = phrases::severity(first) {
        let _ = writeln!(out, "- severity: {severity}");
    }
    for hint in block.hints() {
        let _ = writeln!(out, "- help: {}", sentence(hint));
    }
    let events = block.events();
    if !events.is_empty() {
        let _ = writeln!(out, "- events: {}", phrases::events(&events, inline));
    }
    block.groups.iter().for_each(|group| places(report, group, out));
}

/// Where the same change was made, and what shows it.
fn places(report: &Report, group: &[&Judged], out: &mut String) {
    let Some(first) = group.first() else { return };
    let values = values(&first.finding);
    out.push('\n');
    for judged in group {
        let _ = writeln!(out, "- {}{values} ({})", inline(&judged.finding.path), inline(&report.place(judged)));
    }
    first.witnesses.iter().for_each(|witness| shown(first.finding.kind, witness, out));
}

fn values(finding: &Finding) -> String {
    phrases::values(finding, "→", inline).map_or_else(String::new, |values| format!(": {values}"))
}

/// A proof, in full.
fn shown(kind: Kind, witness: &Witness, out: &mut String) {
    let language = match witness.audience {
        Audience::Source(lane) => lane.syntax,
        Audience::Receivers | Audience::Senders | Audience::Stored => "json",
    };
    let (Proof::Source(text) | Proof::Payload { json: text, .. }) = &witness.proof;
    let fence = "`".repeat(text.split(|c| c != '`').map(str::len).max().unwrap_or_default().max(2) + 1);
    let what = phrases::shows(kind, witness, &inline(phrases::sent_as(witness)));
    let _ = writeln!(out, "\nProof: {what}.\n\n{fence}{language}\n{text}\n{fence}");
}
