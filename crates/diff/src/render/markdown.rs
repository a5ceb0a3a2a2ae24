//! For a comment on a proposed change: a table, then each change.

use std::fmt::Write as _;

use crate::audience::{Effect, Flavour, Lane};
use crate::phrases;
use crate::report::{Judged, Report};
use crate::witness::Proof;

/// A text of a specification as code in a line: whatever is in it stays in it.
pub(crate) fn inline(text: &str) -> String {
    let text = phrases::plain(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() { " " } else { "" };
    // A bar ends a cell of a table even in code.
    format!("{fence}{pad}{}{pad}{fence}", text.replace('|', "\\|"))
}

/// A text of a person as words: nothing in it is markup.
pub(crate) fn prose(text: &str) -> String {
    let special = |c: char| c.is_ascii_punctuation() && !".,;:'\"()-".contains(c);
    phrases::plain(text).chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}

/// The report as GitHub-flavoured Markdown.
pub fn markdown(report: &Report) -> String {
    let (_, next) = report.next_version();
    let changes = phrases::count(report.findings.len(), "change");
    let mut out = format!("### {}: {changes} against {}\n", prose(&report.title), inline(&report.base));
    if report.findings.is_empty() {
        return out;
    }
    let lanes = report.lanes();
    out.push_str("\n| audience | tolerant | strict |\n|---|---|---|\n");
    for lane in Lane::ALL {
        let [tolerant, strict] = Flavour::ALL.map(|flavour| lanes.get(lane, flavour).as_str());
        let _ = writeln!(out, "| {} | {tolerant} | {strict} |", lane.as_str());
    }
    let _ = writeln!(out, "\nVersion {} → {next}.", report.old_version);
    report.findings.iter().filter(|judged| !judged.is_quiet()).for_each(|judged| change(report, judged, &mut out));
    let quiet: Vec<&Judged> = report.findings.iter().filter(|judged| judged.is_quiet()).collect();
    if !quiet.is_empty() {
        out.push_str("\n#### Nothing to do for anybody\n\n");
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
    let _ = writeln!(out, "{}{values} ({})\n", row.what, inline(&report.place(finding)));
    for effect in [Effect::Break, Effect::Degrade, Effect::Notice] {
        let lanes = phrases::lanes(finding, effect);
        if !lanes.is_empty() {
            let _ = writeln!(out, "- {}: {lanes}", effect.as_str());
        }
    }
    let _ = writeln!(out, "- why: {}\n- do: {}", row.why, row.todo);
    if let Some(approval) = &judged.approval {
        let _ = writeln!(out, "- approved, {}: {}", approval.cause.as_str(), prose(&approval.reason));
    }
    for witness in judged.witnesses.iter().take(1) {
        let (language, text) = match &witness.proof {
            Proof::Source(code) if witness.lane == Lane::Rust => ("rust", code),
            Proof::Source(code) => ("ts", code),
            Proof::Payload { json, .. } => ("json", json),
        };
        let fence = "`".repeat(text.split(|c| c != '`').map(str::len).max().unwrap_or_default().max(2) + 1);
        let _ = writeln!(
            out,
            "\nWorked and no longer does ({}):\n\n{fence}{language}\n{text}\n{fence}",
            witness.lane.as_str()
        );
    }
}
