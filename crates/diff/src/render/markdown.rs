//! For a comment on a proposed change: a table, then each change.

use std::fmt::Write as _;

use crate::audience::{Audience, Strictness};
use crate::effect::Effect;
use crate::judged::Judged;
use crate::phrases;
use crate::report::Report;
use crate::witness::Proof;

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

/// The report as GitHub-flavoured Markdown.
pub fn markdown(report: &Report) -> String {
    let (_, next) = report.next_version();
    let changes = phrases::count(report.findings.len(), "change");
    let mut out = format!("### {}: {changes} against {}\n", prose(&report.title), inline(&report.base));
    if let Some(left_out) = phrases::not_reported(report) {
        let _ = writeln!(out, "\nNot reported: {left_out}.");
    }
    if report.findings.is_empty() {
        return out;
    }
    let effects = report.effects();
    out.push_str("\n| audience | tolerant | strict |\n|---|---|---|\n");
    for audience in report.audiences.iter() {
        let [tolerant, strict] = Strictness::ALL.map(|strictness| effects.get(audience, strictness).as_str());
        let _ = writeln!(out, "| {} | {tolerant} | {strict} |", audience.as_str());
    }
    let _ = writeln!(out, "\nVersion {} → {next}.", report.old_version);
    report.findings.iter().filter(|judged| !judged.is_quiet()).for_each(|judged| change(report, judged, &mut out));
    let quiet: Vec<&Judged> = report.findings.iter().filter(|judged| judged.is_quiet()).collect();
    if !quiet.is_empty() {
        out.push_str("\n#### No action needed\n\n");
    }
    for judged in quiet {
        let _ = writeln!(out, "- {} `{}`", inline(&judged.finding.path), judged.finding.kind.code());
    }
    out
}

fn change(report: &Report, judged: &Judged, out: &mut String) {
    let (finding, row) = (&judged.finding, judged.finding.kind.row());
    let mark = if judged.is_failure() { "❌ " } else { "" };
    let _ = writeln!(out, "\n#### {mark}{}: `{}` {}\n", judged.worst().as_str(), row.code, inline(&finding.path));
    let values = [&finding.old, &finding.new].map(|value| value.as_ref().map(|text| inline(text)));
    let values = match values {
        [Some(old), Some(new)] => format!(" {old} → {new}"),
        [Some(value), None] | [None, Some(value)] => format!(" {value}"),
        [None, None] => String::new(),
    };
    let _ = writeln!(out, "{}{values} ({})\n", row.what, inline(&report.place(judged)));
    for effect in [Effect::Break, Effect::Degrade, Effect::Notice] {
        let audiences = phrases::audiences(&judged.effects, effect);
        if !audiences.is_empty() {
            let _ = writeln!(out, "- {}: {audiences}", effect.as_str());
        }
    }
    let _ = writeln!(out, "- why: {}\n- do: {}", row.why, row.remedy);
    if let Some(approval) = &judged.approval {
        let _ = writeln!(out, "- approved, {}: {}", approval.cause.as_str(), prose(&approval.reason));
    }
    if report.base_count > 1 {
        let bases: Vec<String> = judged.bases.iter().map(|base| inline(base)).collect();
        let _ = writeln!(out, "- bases: {}", bases.join(", "));
    }
    if judged.unstable {
        let _ = writeln!(out, "- unstable: {}", phrases::UNSTABLE);
    }
    if let Some(severity) = phrases::severity(judged) {
        let _ = writeln!(out, "- severity: {severity}");
    }
    for witness in judged.witnesses.iter().take(1) {
        let language = match witness.audience {
            Audience::Source(lane) => lane.syntax,
            Audience::Receivers | Audience::Senders | Audience::Stored => "json",
        };
        let (Proof::Source(text) | Proof::Payload { json: text, .. }) = &witness.proof;
        let fence = "`".repeat(text.split(|c| c != '`').map(str::len).max().unwrap_or_default().max(2) + 1);
        let _ = writeln!(
            out,
            "\nWorked before, now fails ({}):\n\n{fence}{language}\n{text}\n{fence}",
            witness.audience.as_str()
        );
    }
}
