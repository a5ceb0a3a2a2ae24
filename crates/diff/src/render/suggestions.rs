//! Approvals of what fails, to be finished by a person.

use crate::report::Report;

/// Entries for what fails, ready but for the reason, which is left for a person to give.
pub fn suggest(report: &Report) -> String {
    let entries = report.findings.iter().filter(|judged| judged.is_failure()).map(|judged| {
        let finding = &judged.finding;
        // A JSON string is a TOML string, but for one control character.
        let text = |text: &str| serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F");
        format!(
            "[[approve]]\nfingerprint = {}\nkind = {}\npath = {}\ncause = \"upstream\" # or \"correction\", \"redesign\"\nreason = \"\" # state why\n",
            text(&finding.fingerprint()),
            text(finding.kind.code()),
            text(&finding.path)
        )
    });
    entries.collect::<Vec<_>>().join("\n")
}
