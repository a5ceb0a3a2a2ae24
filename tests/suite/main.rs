//! The matrix: a test per cell of catalogue, event, sample and reader, and a test per case folder.
//!
//! `tests()` of every module declared here is called. Tests that have names of their own are in `tests/plain`.

use std::process::ExitCode;

use eventspec_tests::matrix;

mod conformance;
mod corpora;
mod deliveries;
mod diagnostics;
mod differential;
mod file_schemas;
mod formats;
mod generated;
mod published;
mod round_trip;
mod typescript;
mod vendors;

fn main() -> ExitCode {
    // Written by `build.rs`.
    let tests = include!(concat!(env!("OUT_DIR"), "/tests.rs"));
    matrix::run(tests.into_iter().flatten().collect())
}
