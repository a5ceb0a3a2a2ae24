//! For GitLab's widget of code quality: a JSON array of issues.

use serde_json::{Value, json};

use crate::effect::Effect;
use crate::judged::Judged;
use crate::phrases;
use crate::report::Report;

/// The report as a code quality report. GitLab compares it with that of the target branch by the fingerprints.
pub fn gitlab(report: &Report) -> String {
    let issues: Vec<Value> = report.findings.iter().map(|judged| issue(report, judged)).collect();
    format!("{:#}\n", Value::from(issues))
}

fn issue(report: &Report, judged: &Judged) -> Value {
    let finding = &judged.finding;
    let severity = match judged.worst() {
        _ if judged.is_failure() => "critical",
        Effect::Break | Effect::Degrade => "major",
        Effect::Notice => "minor",
        Effect::Safe => "info",
    };
    json!({
        "description": format!("{}: {}", finding.path, phrases::change(finding)),
        "check_name": finding.kind.code(),
        "fingerprint": finding.fingerprint(),
        "severity": severity,
        "location": { "path": path(&report.file(judged)), "lines": { "begin": finding.place.line() } },
    })
}

/// A path from the top of the repository, which for GitLab does not begin with `./`.
fn path(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}
