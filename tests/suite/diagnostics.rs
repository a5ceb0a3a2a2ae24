//! Every diagnostic: a specification with a mistake, and what the command says about it.

use std::fs;
use std::path::{Path, PathBuf};

use eventspec_tests::catalogues::root;
use eventspec_tests::matrix::trial;
use eventspec_tests::{Verdict, cli, expect, fail};
use libtest_mimic::Trial;

pub(crate) fn tests() -> Vec<Trial> {
    let cases = fs::read_dir(root().join("tests/cases/diagnostics")).into_iter().flatten().flatten();
    let mut cases: Vec<PathBuf> = cases.map(|case| case.path()).collect();
    cases.sort();
    let trial = |case: PathBuf| {
        let name = format!("diagnostics::{}", case.file_name().unwrap_or_default().display());
        trial(name, move || run(&case))
    };
    cases.into_iter().map(trial).collect()
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
