//! Every diagnostic: a specification with a mistake, and what the command says about it.

use std::fs;
use std::path::Path;

use eventspec_tests::catalogues::root;
use eventspec_tests::{Verdict, cli, expect, fail};
use libtest_mimic::Trial;

pub(crate) fn tests() -> Vec<Trial> {
    let mut cases: Vec<_> = fs::read_dir(root().join("tests/cases/diagnostics"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    cases.sort();
    let mut tests: Vec<Trial> = cases
        .iter()
        .map(|case| {
            let (name, case) = (case.file_name().unwrap_or_default().to_string_lossy().into_owned(), case.clone());
            Trial::test(format!("diagnostics::{name}"), move || run(&case))
        })
        .collect();
    tests.push(Trial::test("diagnostics::every_code_has_a_case", move || every_code(&cases)));
    tests
}

fn run(case: &Path) -> Verdict {
    let out = tempfile::tempdir()?;
    let to = out.path().join("out");
    let output = cli::run(case, &["generate", "--spec", "spec", "--out", &to.to_string_lossy()]);
    let (code, printed, findings) = cli::answer(&output);
    if code != 1 || !printed.is_empty() || to.exists() {
        return fail(format!("exit {code}, printed {printed:?}, output written: {}\n{findings}", to.exists()));
    }
    expect::file(&case.join("expected.txt"), &findings)?;
    let output = cli::run(case, &["check", "--format", "json"]);
    let (_, json, _) = cli::answer(&output);
    let parsed: Vec<serde_json::Value> = serde_json::from_str(&json)?;
    if parsed.len() == findings.matches("error[").count() {
        Ok(())
    } else {
        fail(format!("as JSON the findings differ:\n{json}"))
    }
}

/// Codes whose cases would be too large to keep; they are tested by name below or in `eventspec-catalog`.
fn every_code(cases: &[std::path::PathBuf]) -> Verdict {
    let texts: Vec<String> =
        cases.iter().filter_map(|case| fs::read_to_string(case.join("expected.txt")).ok()).collect();
    let missing: Vec<&str> = eventspec_catalog::Code::ALL
        .iter()
        .map(|code| code.as_str())
        .filter(|code| !texts.iter().any(|text| text.contains(&format!("error[{code}]"))))
        .collect();
    if missing.is_empty() { Ok(()) } else { fail(format!("no case shows: {}", missing.join(", "))) }
}
