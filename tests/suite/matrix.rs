//! Tests whose names are made of data: one for each cell of catalogue, event, sample and reader, or for each folder of cases.
//!
//! A test with a name of its own is a `#[test]` instead.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

use crate::Verdict;

/// The test of one cell.
pub fn trial(name: impl Into<String>, test: impl FnOnce() -> Verdict + Send + 'static) -> Trial {
    Trial::test(name, || test().map_err(|failed| failed.message().into()))
}

/// Runs the tests that the arguments of the process ask for.
pub fn run(trials: Vec<Trial>) -> ExitCode {
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
