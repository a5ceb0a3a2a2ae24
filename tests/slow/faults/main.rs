//! A generate that is stopped, starved or crowded: each file is old or new, the old output survives a failed run, and the next run
//! mends what the last one left.
//!
//! Prints how much was tried: `cargo test -p eventspec-tests --test faults`. strace injects the faults.

use std::process::ExitCode;

use eventspec_tests::program;
use libtest_mimic::{Arguments, Trial};

mod injected;
mod promises;
mod scene;
mod signals;

fn main() -> ExitCode {
    if let Err(missing) = program::installed("strace") {
        eprintln!("error: {}", missing.message().unwrap_or_default());
        return ExitCode::FAILURE;
    }
    let tests = vec![
        Trial::test("errors_at_every_step", injected::errors),
        Trial::test("kills_at_every_step", injected::kills),
        Trial::test("faults_side_by_side", injected::side_by_side),
        Trial::test("faults_where_nothing_changes", injected::at_rest),
        Trial::test("signals_at_random_times", signals::random),
        Trial::test("runs_at_once", signals::at_once),
        Trial::test("same_bytes_wherever_it_runs", promises::same_bytes),
        Trial::test("no_command_opens_a_connection", promises::no_network),
    ];
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}
