//! For test reports: `JUnit` XML, a test case per change.

use std::fmt::Write as _;

use crate::judged::Judged;
use crate::phrases;
use crate::report::Report;

/// The report as one test suite.
pub fn junit(report: &Report) -> String {
    let (tests, failures) =
        (report.findings.len(), report.findings.iter().filter(|judged| judged.is_failure()).count());
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\"");
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(out, "<testsuites name=\"eventspec\" {counts}>");
    let _ = writeln!(out, "  <testsuite name=\"diff\" {counts}>");
    report.findings.iter().for_each(|judged| case(report, judged, &mut out));
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

fn case(report: &Report, judged: &Judged, out: &mut String) {
    let (finding, row) = (&judged.finding, judged.finding.kind.row());
    let (name, class) = (attribute(&finding.path), attribute(row.code));
    let _ = write!(out, "    <testcase name=\"{name}\" classname=\"{class}\"");
    if !judged.is_failure() {
        out.push_str("/>\n");
        return;
    }
    let mut hit: Vec<String> = judged
        .failures
        .iter()
        .map(|(audience, strictness, effect)| {
            format!("{} ({}): {}", audience.as_str(), strictness.as_str(), phrases::effect(*audience, *effect))
        })
        .collect();
    hit.extend(phrases::severity(judged));
    let text = format!("{}\n{}\n{}\n{}", report.place(judged), hit.join("\n"), row.why, judged.remedy());
    let (message, kind) = (attribute(&phrases::change(finding)), attribute(row.code));
    let _ = writeln!(
        out,
        ">\n      <failure message=\"{message}\" type=\"{kind}\">{}</failure>\n    </testcase>",
        xml(&text)
    );
}

/// A text in XML 1.0 in an attribute, where readers take the end of a line for a space, and logs for the end of theirs.
fn attribute(text: &str) -> String {
    xml(text).replace('\n', "&#10;")
}

/// A text in XML 1.0 as content. What XML has no character for is shown as its escape.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push('\n'),
            c if c.is_control() || ('\u{fffe}'..='\u{ffff}').contains(&c) => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_one_line() {
        assert_eq!(attribute("a\n::error::b \"<"), "a&#10;::error::b &quot;&lt;");
    }
}
