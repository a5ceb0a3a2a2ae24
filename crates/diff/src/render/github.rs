//! For GitHub Actions: workflow commands that annotate the lines of a proposed change.

use std::fmt::Write as _;

use super::blocks::{blocks, counts};
use crate::effect::Effect;
use crate::finding::Side;
use crate::judged::Judged;
use crate::phrases;
use crate::report::Report;
use crate::severity::Severity;

/// A command with the counts, then one for each change, however many places it has; the worst first, since GitHub shows only so many.
pub fn github(report: &Report) -> String {
    let groups: Vec<String> =
        blocks(&report.findings).iter().flat_map(|block| &block.groups).map(|group| command(report, group)).collect();
    summary(report) + &groups.concat()
}

fn summary(report: &Report) -> String {
    let all = phrases::count(report.findings.len(), "change");
    let mut message = format!("{all} against {}", report.base);
    for count in counts(&report.findings) {
        let fails = if count.fails { ", fails" } else { "" };
        let _ = write!(message, "\n{} {}[{}]{fails}", count.number, count.effect.as_str(), count.kind.code());
    }
    format!("::notice title={}::{}\n", property(&report.title), data(&message))
}

/// The command of one change, at the first of its places.
fn command(report: &Report, group: &[&Judged]) -> String {
    let is_new = |judged: &&&Judged| judged.finding.side == Side::New;
    let Some(judged) = group.iter().find(is_new).or(group.first()) else { return String::new() };
    let finding = &judged.finding;
    let level = match judged.worst() {
        _ if judged.is_failure() => "error",
        _ if judged.severity == Some(Severity::Warning) => "warning",
        Effect::Break | Effect::Degrade => "warning",
        Effect::Notice | Effect::Safe => "notice",
    };
    let mut place = String::new();
    // What is only in the base has no line in the change.
    if finding.side == Side::New {
        let file = property(&report.file(judged));
        let _ = write!(place, "file={file},line={},col={},", finding.place.line(), finding.place.column());
    }
    let row = finding.kind.row();
    let mut message = match group {
        [_] => format!("{}: {}", finding.path, phrases::change(finding)),
        _ => format!("{} times: {}", group.len(), phrases::change(finding)),
    };
    for effect in [Effect::Break, Effect::Degrade, Effect::Notice] {
        let audiences = phrases::audiences(&judged.effects, effect);
        if !audiences.is_empty() {
            let _ = write!(message, "\n{}: {audiences}", effect.as_str());
        }
    }
    let _ = write!(message, "\n{} {}", row.why, judged.remedy());
    for member in group.iter().filter(|_| group.len() > 1) {
        let _ = write!(message, "\n{} {}", report.place(member), member.finding.path);
    }
    format!("::{level} {place}title={}::{}\n", property(row.code), data(&message))
}

/// The data of a command on one line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
