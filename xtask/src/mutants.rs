//! `mutants`: small faults put into a crate, one at a time, and whether the tests detect each.

use std::process::Command;

use clap::ValueEnum;

use crate::test::run;
use eventspec::Failure;

/// Slow tests of the suite that detect no other faults: they test TypeScript, or wait.
const LEFT_OUT: [&str; 3] = ["typescript", "watch", "differential"];

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The crate to put faults into.
    #[arg(long = "crate", value_enum)]
    name: Crate,
    /// Only files whose path matches the pattern (may be repeated): `crates/runtime/src/scan.rs`.
    #[arg(long, value_name = "GLOB")]
    file: Vec<String>,
    /// Only the k-th of n parts, from 0: a sample of the faults.
    #[arg(long, value_name = "K/N")]
    shard: Option<String>,
}

/// The crates whose tests are measured with faults.
#[derive(Clone, Copy, ValueEnum)]
enum Crate {
    /// Text of a specification to model.
    Catalog,
    /// Model to payloads.
    Payloads,
    /// Model to files.
    Emit,
    /// What generated Rust calls.
    Runtime,
}

impl Crate {
    /// Its package, and the tests beside those of the suite.
    fn package(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Catalog => ("eventspec-catalog", &[]),
            Self::Payloads => ("eventspec-payloads", &[]),
            Self::Emit => ("eventspec-emit", &[]),
            Self::Runtime => ("eventspec-runtime", &["--test", "grammar"]),
        }
    }
}

pub(crate) fn mutants(args: &Args) -> Result<(), Failure> {
    let answers =
        |program: &str, args: &[&str]| Command::new(program).args(args).output().is_ok_and(|out| out.status.success());
    if !answers("cargo", &["mutants", "--version"]) {
        return Err(Failure::Io(
            "`cargo mutants` is not installed\nhelp: cargo install cargo-mutants --locked".to_owned(),
        ));
    }
    if !answers("git", &["diff", "--quiet", "HEAD", "--", "crates"]) {
        let why = "faults are put into `crates` itself, which has uncommitted changes";
        return Err(Failure::Usage(format!("{why}\nhelp: commit or stash them first")));
    }
    let (package, tests) = args.name.package();
    let packages = ["--package", package, "--package", "eventspec-tests"];
    let tests: Vec<&str> = ["--lib", "--test", "plain", "--test", "suite"]
        .iter()
        .chain(tests)
        .copied()
        .chain(["--"])
        .chain(skipped())
        .collect();
    // cargo-mutants would ask of one package only whether its tests pass without a fault.
    run(Command::new("cargo").arg("test").args(packages).args(&tests), "cargo")?;
    let mut command = Command::new("cargo");
    command.args(["mutants", "--in-place", "--baseline=skip", "--timeout=120", "--output=target/mutants"]);
    command.args(["--package", package, "--test-package", package, "--test-package", "eventspec-tests"]);
    command.args(args.file.iter().flat_map(|file| ["--file", file]));
    command.args(args.shard.iter().flat_map(|shard| ["--sharding", "round-robin", "--shard", shard]));
    run(command.arg("--").args(&tests), "cargo")
}

fn skipped() -> impl Iterator<Item = &'static str> {
    LEFT_OUT.into_iter().flat_map(|name| ["--skip", name])
}
