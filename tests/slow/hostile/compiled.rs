//! Whole hostile catalogues, compiled by rustc (with their documentation run as tests) and tsc.

use std::fs;
use std::path::Path;
use std::process::Command;

use eventspec_catalog::Sources;
use eventspec_fuzz::corpus;
use eventspec_tests::catalogues::root;
use eventspec_tests::{Verdict, cli, fail};

use crate::specs;

/// A catalogue of every hostile name.
#[test]
fn names() -> Verdict {
    let names = corpus::names();
    // Not run: the strict types of so many fields are larger than a stack.
    compile(&specs::with_names(&names), &["check", "--quiet", "--offline"])?;
    println!("names compiled: {} in one catalogue; failures: 0", names.len());
    Ok(())
}

/// Catalogues with the worst texts in every position.
#[test]
fn texts() -> Verdict {
    let texts = corpus::texts();
    let worst = texts.iter().rev().take(2);
    // Documentation is compiled and run too: what a text could smuggle in would fail, or be a test more.
    worst.clone().try_for_each(|text| compile(&specs::with_text(text, true), &["test", "--quiet", "--offline"]))?;
    println!("catalogues of hostile text compiled: {}; failures: 0", worst.count());
    Ok(())
}

fn compile(sources: &Sources, cargo: &[&str]) -> Verdict {
    let directory = tempfile::tempdir()?;
    for (path, text) in sources.iter() {
        let path = directory.path().join("spec").join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        fs::write(path, text)?;
    }
    let (code, output, error) = cli::answer(&cli::run(directory.path(), &["generate"]));
    if code != 0 {
        return fail(format!("{output}{error}"));
    }
    let runtime = root().join("crates/runtime").display().to_string();
    fs::write(
        directory.path().join("Cargo.toml"),
        format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\"generated/rust\", \"generated/rust-strict\"]\n[patch.crates-io]\neventspec-runtime = {{ path = {runtime:?} }}\n"
        ),
    )?;
    fs::copy(root().join("Cargo.lock"), directory.path().join("Cargo.lock"))?;
    let target = root().join("target/hostile");
    let mut command = Command::new(env!("CARGO"));
    run(command.args(cargo).current_dir(directory.path()).env("CARGO_TARGET_DIR", target))?;
    let mut tsc = Command::new("node");
    run(tsc
        .arg("check.mjs")
        .arg(directory.path().join("generated/typescript"))
        .current_dir(root().join("tests/typescript")))
}

fn run(command: &mut Command) -> Verdict {
    let output = command.output().map_err(|error| format!("cannot run {command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let said = text(&output.stdout) + &text(&output.stderr);
    fail(said.lines().filter(|line| !line.is_empty()).take(60).collect::<Vec<_>>().join("\n"))
}
