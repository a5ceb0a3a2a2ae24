//! `mutants`: small faults put into a crate, one at a time, and whether the tests see each.

use std::process::Command;

use clap::ValueEnum;

use crate::Failure;
use crate::test::run;

/// Tests of the suite that take long and see nothing that others do not: they are about TypeScript, or wait.
const LEFT_OUT: [&str; 3] = ["typescript", "watch", "differential"];

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The crate that gets the faults.
    #[arg(long = "crate", value_enum)]
    name: Crate,
    /// Only files whose path fits the pattern (may be repeated): `crates/runtime/src/scan.rs`.
    #[arg(long, value_name = "GLOB")]
    file: Vec<String>,
    /// A sample: the k-th of n parts, from 0.
    #[arg(long, value_name = "K/N")]
    shard: Option<String>,
}

/// The crates whose tests are held to a share of the faults that they see.
#[derive(Clone, Copy, ValueEnum)]
enum Crate {
    /// Text of a specification to model.
    Catalog,
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
            Self::Emit => ("eventspec-emit", &[]),
            Self::Runtime => ("eventspec-runtime", &["--test", "grammar"]),
        }
    }
}

pub(crate) fn mutants(args: &Args) -> Result<(), Failure> {
    let is_installed =
        Command::new("cargo").args(["mutants", "--version"]).output().is_ok_and(|out| out.status.success());
    if !is_installed {
        return Err(Failure::Io("there is no `cargo mutants`\nhelp: cargo install cargo-mutants --locked".to_owned()));
    }
    let (package, tests) = args.name.package();
    let mut command = Command::new("cargo");
    command.args(["mutants", "--package", package, "--test-package", package, "--test-package", "eventspec-tests"]);
    // cargo-mutants works in a copy of the workspace, which has to have the packages of Node too. Whether all is well
    // without a fault is not asked: it would run the tests of the one package, and there is no suite in it.
    command.args(["--gitignore=false", "--baseline=skip", "--timeout=120", "--output=target/mutants"]);
    command.args(args.file.iter().flat_map(|file| ["--file", file]));
    command.args(args.shard.iter().flat_map(|shard| ["--shard", shard]));
    command.args(["--", "--lib", "--test", "suite"]).args(tests).arg("--");
    command.args(LEFT_OUT.iter().flat_map(|name| ["--skip", name]));
    // Faults are built again and again; nobody looks at them in a debugger.
    run(command.env("CARGO_PROFILE_DEV_DEBUG", "none"), "cargo")
}
