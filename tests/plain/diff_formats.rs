//! Every report parses in its own consumer, whatever the names in the specification are.

use std::collections::BTreeSet;

use eventspec_diff::{changelog_json, changelog_markdown, render};
use eventspec_tests::reports::{odd, other, same};
use eventspec_tests::{Verdict, fail};

fn expect(is: bool, what: &str, text: &str) -> Verdict {
    if is { Ok(()) } else { fail(format!("{what}:\n{text}")) }
}

#[test]
fn json() -> Verdict {
    let report = odd()?;
    let text = render::json(&report);
    let value: serde_json::Value = serde_json::from_str(&text)?;
    let findings = value["findings"].as_array().ok_or("no findings")?;
    expect(findings.len() == report.findings.len() && findings.len() == 4, "not every finding is there", &text)?;
    let broken = |finding: &&serde_json::Value| finding["audiences"]["rust"]["tolerant"] == "break";
    expect(findings.iter().any(|finding| broken(&finding)), "nothing breaks", &text)?;
    let counted = value["counts"].as_array().ok_or("no counts")?.iter().filter_map(|count| count["count"].as_u64());
    expect(counted.sum::<u64>() == 4, "the counts are not those of the findings", &text)?;
    let witnessed =
        findings.iter().filter(broken).all(|finding| !finding["witnesses"].as_array().is_some_and(Vec::is_empty));
    expect(witnessed, "a break has no witness", &text)
}

#[test]
fn sarif() -> Verdict {
    let report = odd()?;
    let text = render::sarif(&report);
    let log: serde_sarif::sarif::Sarif = serde_json::from_str(&text)?;
    let run = log.runs.first().ok_or("no run")?;
    let results = run.results.as_ref().ok_or("no results")?;
    let rules: Vec<&str> = run.tool.driver.rules.iter().flatten().map(|rule| rule.id.as_str()).collect();
    let known = |result: &serde_sarif::sarif::Result| result.rule_id.as_deref().is_some_and(|id| rules.contains(&id));
    expect(results.len() == report.findings.len() && results.iter().all(known), "results are not of the rules", &text)
}

#[test]
fn junit() -> Verdict {
    let report = odd()?;
    let text = render::junit(&report);
    let parsed = quick_junit::Report::deserialize_from_str(&text).map_err(|error| format!("{error}\n{text}"))?;
    let failures = report.findings.iter().filter(|judged| judged.is_failure()).count();
    let cases = parsed.test_suites.first().map_or(0, |suite| suite.test_cases.len());
    expect(
        (parsed.tests, parsed.failures, cases) == (report.findings.len(), failures, report.findings.len()),
        "counts",
        &text,
    )
}

/// The grammar of workflow commands: `::level key=value,...::data`, with `%25`, `%0D`, `%0A`, and `%3A`, `%2C` in values.
#[test]
fn github() -> Verdict {
    let report = odd()?;
    let text = render::github(&report);
    // A title cannot be without a comma or colon, and a count has a line of its own.
    expect(text.lines().count() == report.findings.len() + 1, "not a line for a finding", &text)?;
    expect(
        text.starts_with("::notice title=Odd <b>|`::4 changes against v1`|%0A1 break[field-removed-optional], fails%0A1 break[retyped], fails%0A"),
        "counts",
        &text,
    )?;
    for line in text.lines() {
        let (head, data) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")).ok_or(line)?;
        let (level, properties) = head.split_once(' ').ok_or(line)?;
        expect(["error", "warning", "notice"].contains(&level), "no level", line)?;
        for property in properties.split(',') {
            let key = property.split_once('=').ok_or(line)?.0;
            expect(["file", "line", "col", "title"].contains(&key), "no property", line)?;
        }
        let rest = ["%25", "%0D", "%0A"].iter().fold(data.to_owned(), |rest, escape| rest.replace(escape, ""));
        expect(!rest.contains(['%', '\r']), "a bare percent sign or carriage return", line)?;
    }
    Ok(())
}

/// What GitLab's documentation says of a code quality report: `docs.gitlab.com/ci/testing/code_quality`, "Code Quality report format".
fn code_quality() -> serde_json::Value {
    serde_json::json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": { "type": "string", "minLength": 1 },
                "check_name": { "type": "string", "minLength": 1 },
                "fingerprint": { "type": "string", "minLength": 1 },
                "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        // Relative, and without `./`.
                        "path": { "type": "string", "pattern": "^(?!/|\\./)." },
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": { "begin": { "type": "integer", "minimum": 1 } }
                        }
                    }
                }
            }
        }
    })
}

#[test]
fn gitlab() -> Verdict {
    let schema = jsonschema::validator_for(&code_quality())?;
    for report in [odd()?, other()?, same()?] {
        let text = render::gitlab(&report);
        let value: serde_json::Value = serde_json::from_str(&text)?;
        let errors: Vec<String> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
        expect(errors.is_empty(), &errors.join("\n"), &text)?;
        let issues = value.as_array().ok_or("no array")?;
        // GitLab shows one issue of each fingerprint.
        let fingerprints: BTreeSet<&str> = issues.iter().filter_map(|issue| issue["fingerprint"].as_str()).collect();
        expect(fingerprints.len() == report.findings.len(), "not an issue for each finding", &text)?;
        let failing = issues.iter().filter(|issue| issue["severity"] == "critical").count();
        expect(failing == report.findings.iter().filter(|one| one.is_failure()).count(), "severities", &text)?;
        for (from, to) in
            [("\"begin\"", "\"start\""), ("\"critical\"", "\"fatal\""), ("\"path\": \"", "\"path\": \"./")]
        {
            let spoiled: serde_json::Value = serde_json::from_str(&text.replace(from, to))?;
            expect(failing == 0 || !schema.is_valid(&spoiled), "what is not a report is taken", to)?;
        }
    }
    Ok(())
}

#[test]
fn markdown() -> Verdict {
    let text = render::markdown(&odd()?);
    // What the specification says is code or escaped: outside of code there is no markup of its own.
    let mut outside = String::new();
    for (index, part) in text.split("``").enumerate() {
        outside.push_str(if index % 2 == 0 { part } else { "" });
    }
    expect(!outside.contains("<b>") && !text.contains('\u{7}'), "markup of the specification", &text)
}

#[test]
fn changelog() -> Verdict {
    let report = odd()?;
    let (one, other) = (changelog_markdown(&report), changelog_markdown(&odd()?));
    expect(one == other, "not the same bytes", &one)?;
    expect(one.starts_with("## [2.0.0]\n") && one.contains("### Removed"), "not an entry of 2.0.0", &one)?;
    let value: serde_json::Value = serde_json::from_str(&changelog_json(&report))?;
    let npm = &value["packages"]["typescript"];
    let is_right = value["version"] == "2.0.0" && npm["bump"] == "major" && npm["next"] == "2.0.0";
    expect(is_right, "other versions", &value.to_string())?;
    let of_event = value["events"]["odd"].as_array().map_or(0, Vec::len);
    expect(of_event == report.findings.len(), "changes of the event are missing", &value.to_string())
}
