//! For GitHub Actions: workflow commands that annotate the lines of a proposed change.

use std::fmt::Write as _;

use crate::effect::Effect;
use crate::finding::Side;
use crate::judged::Judged;
use crate::phrases;
use crate::report::Report;
use crate::severity::Severity;

/// One command a line.
pub fn github(report: &Report) -> String {
    report.findings.iter().map(|judged| command(report, judged)).collect()
}

fn command(report: &Report, judged: &Judged) -> String {
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
    let mut message = format!("{}: {}", finding.path, phrases::change(finding));
    for effect in [Effect::Break, Effect::Degrade, Effect::Notice] {
        let audiences = phrases::audiences(&judged.effects, effect);
        if !audiences.is_empty() {
            let _ = write!(message, "\n{}: {audiences}", effect.as_str());
        }
    }
    let _ = write!(message, "\n{} {}", row.why, row.remedy);
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
