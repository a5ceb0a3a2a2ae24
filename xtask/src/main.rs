//! `cargo xtask`: the commands of eventspec, and those that only this repository needs.

mod fuzz;
mod mutants;
mod test;

use std::process::ExitCode;

use clap::{FromArgMatches as _, Subcommand};
use eventspec::Failure;

// What only this repository needs. A doc comment would become the help of the whole program.
#[derive(Subcommand)]
enum Command {
    /// Run the tests of the workspace; with --all, what CI runs.
    Test(test::TestArgs),
    /// Run the fuzz targets of the Rust SDK and of the generator (needs cargo-fuzz and a C++ compiler).
    ///
    /// The suite runs the same checks on the committed corpora; this command generates new inputs.
    Fuzz(fuzz::Args),
    /// Put small faults into a crate, one at a time, and list those that no test detects (needs cargo-mutants).
    ///
    /// Each fault is made in the work tree and reverted, and takes from five seconds to a minute: choose files with --file, or a
    /// sample with --shard.
    Mutants(mutants::Args),
}

fn main() -> ExitCode {
    let cli = Command::augment_subcommands(eventspec::command("cargo xtask"));
    let matches = eventspec::matches(&cli);
    let result = match Command::from_arg_matches(&matches) {
        Ok(Command::Test(args)) => test::test(&args),
        Ok(Command::Fuzz(args)) => fuzz::fuzz(&args),
        Ok(Command::Mutants(args)) => mutants::mutants(&args),
        // Any other command is one of eventspec.
        Err(_) => eventspec::run(cli, &matches),
    };
    result.map_or_else(Failure::report, |()| ExitCode::SUCCESS)
}
