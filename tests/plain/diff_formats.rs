//! Every report parses in its own consumer, whatever the names in the specification are.

use eventspec_diff::{changelog_json, changelog_markdown, render};
use eventspec_tests::reports::odd;
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
    let broken = |finding: &&serde_json::Value| finding["lanes"]["rust"]["tolerant"] == "break";
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
    expect(text.lines().count() == report.findings.len(), "not a line for a finding", &text)?;
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
    expect(value["version"] == "2.0.0" && value["bumps"]["typescript"] == "major", "other versions", &value.to_string())
}
