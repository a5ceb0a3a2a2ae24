//! The npm package in the programs that people run and bundle it with: old and new Node.js, Deno, Bun, jest, vitest, esbuild.

use std::process::ExitCode;

use eventspec_tests::catalogues::{Catalogue, all, root};
use eventspec_tests::{Verdict, fail, matrix, program};

fn main() -> ExitCode {
    let trials = all()
        .into_iter()
        .map(|catalogue| matrix::trial(format!("runtimes::{}", catalogue.name), move || runs_everywhere(&catalogue)));
    matrix::run(trials.collect())
}

fn runs_everywhere(catalogue: &Catalogue) -> Verdict {
    let directory = root().join("tests/slow/runtimes");
    if !directory.join("node_modules").exists() {
        return fail(
            "the programs are not installed: run `cargo xtask test --all`, or `npm ci` in tests/slow/runtimes",
        );
    }
    let package = catalogue.generated.join("typescript").display().to_string();
    let said = program::run(&directory, "node", &["matrix.mjs", &package])?;
    println!("{said}");
    Ok(())
}
