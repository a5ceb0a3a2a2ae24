//! For code scanning: SARIF 2.1.0.

use serde_json::{Value, json};

use crate::effect::Effect;
use crate::finding::Side;
use crate::judged::Judged;
use crate::kinds::Kind;
use crate::phrases;
use crate::report::Report;
use crate::severity::Severity;

/// The report as a SARIF log of one run.
pub fn sarif(report: &Report) -> String {
    let rules: Vec<Value> = Kind::ALL
        .iter()
        .map(|kind| {
            let row = kind.row();
            json!({
                "id": row.code,
                "shortDescription": { "text": row.what },
                "fullDescription": { "text": row.why },
                "help": { "text": row.remedy },
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "eventspec diff", "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": report.findings.iter().map(|judged| result(report, judged)).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn result(report: &Report, judged: &Judged) -> Value {
    let finding = &judged.finding;
    let level = match judged.worst() {
        _ if judged.is_failure() => "error",
        _ if judged.severity == Some(Severity::Warning) => "warning",
        Effect::Break | Effect::Degrade => "warning",
        Effect::Notice => "note",
        Effect::Safe => "none",
    };
    let audiences: Vec<String> = [Effect::Break, Effect::Degrade, Effect::Notice]
        .into_iter()
        .map(|effect| (effect, phrases::audiences(&judged.effects, effect)))
        .filter(|(_, audiences)| !audiences.is_empty())
        .map(|(effect, audiences)| format!(" {}: {audiences}.", effect.as_str()))
        .collect();
    let text = format!("{}: {}{}", finding.path, phrases::change(finding), audiences.concat());
    let place = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&report.file(judged)) },
            "region": { "startLine": finding.place.line(), "startColumn": finding.place.column() },
        },
    });
    let approvals = judged.approval.iter();
    let suppressions: Vec<Value> =
        approvals.map(|approval| json!({ "kind": "external", "justification": approval.reason })).collect();
    json!({
        "ruleId": finding.kind.code(),
        "level": level,
        "message": { "text": text },
        "locations": if finding.side == Side::New { vec![place] } else { Vec::new() },
        "partialFingerprints": { "eventspec/v1": finding.fingerprint() },
        "suppressions": suppressions,
    })
}

/// A path as a URI reference.
fn uri(path: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
