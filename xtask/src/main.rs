//! `cargo xtask`: load the specification, emit, sync. Arguments in, exit code out.

mod base;
mod change;
mod diff;
mod explain;
mod fmt;
mod fuzz;
mod generate;
mod mutants;
mod new;
mod out;
mod pack;
mod progress;
mod sample;
mod shell;
mod side_by_side;
mod style;
mod sync;
mod test;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use eventspec_emit::Target;
use mimalloc::MiMalloc;

use self::out::errln;

/// Tokens of Rust are many small allocations: this takes a third less time for all targets than the allocator of glibc, and a
/// quarter less memory.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// One specification of a vendor's events; typed SDKs, schemas and docs from it.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", display_name = "cargo-xtask", arg_required_else_help = true, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  fine
  1  findings, or a failed test
  2  wrong usage
  3  a file could not be read or written
  4  the output is not what the specification gives

Try: cargo xtask generate";

#[derive(Subcommand)]
enum Command {
    /// Turn the specification into SDKs and schemas.
    ///
    /// Only files that change are written. A file that was edited by hand is never overwritten without --force.
    Generate(GenerateArgs),
    /// Report every mistake of the specification and its samples.
    Check(CheckArgs),
    /// Say what changed since a base, and who breaks.
    Diff(diff::DiffArgs),
    /// Write what changed between two versions for those who use them.
    Changelog(diff::ChangelogArgs),
    /// Write a file of the specification that lacks only what a person has to say.
    New(new::Args),
    /// Format the TOML files of the specification.
    ///
    /// Comments are kept, and the order of keys. Samples stay as they were sent.
    Fmt(fmt::Args),
    /// Say what a diagnostic code means, and how what it blames is mended.
    Explain(explain::Args),
    /// Run the tests of the workspace; with --all, what CI runs.
    Test(test::TestArgs),
    /// Print made-up payloads: realistic, and the same every time.
    ///
    /// A line is `{"event":"<name>","payload":{...}}`. With several events they take turns.
    Sample(sample::Args),
    /// Pack what other teams install or download: crates, an npm package, schemas; with their hashes.
    ///
    /// The same specification gives the same bytes, on every machine.
    Pack(pack::Args),
    /// Print the completions of a shell, for `xtask() { cargo xtask "$@"; }`.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print a page of the manual: `cargo xtask man | man -l -`.
    Man {
        /// The command that the page is about; left out, all of them.
        command: Option<String>,
    },
    /// Run the fuzz targets of the Rust SDK and of the generator (needs cargo-fuzz and a C++ compiler).
    ///
    /// The suite runs the same checks on the committed corpora; this makes up new bytes.
    Fuzz(fuzz::Args),
    /// Put small faults into a crate, one at a time, and list those that no test sees (needs cargo-mutants).
    ///
    /// The faults are put into the work tree, one at a time, and taken out again. Each takes from five seconds to a minute: name
    /// files, or take a sample with --shard.
    Mutants(mutants::Args),
}

/// Where the specification is, and how findings are printed.
#[derive(clap::Args)]
struct SpecArgs {
    /// Directory of the specification.
    #[arg(long, value_name = "DIR", default_value = "spec")]
    spec: PathBuf,
    /// How findings and results are printed.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(clap::Args)]
struct CheckArgs {
    #[command(flatten)]
    spec: SpecArgs,
    /// Also compare with an older specification, as `diff` does: a revision of git, a directory, or its `catalog.toml`.
    #[arg(long, value_name = "REV|DIR|FILE")]
    against: Option<String>,
    /// With --against: fail also if the version in `catalog.toml` is lower than what changed asks for.
    #[arg(long, requires = "against")]
    require_version: bool,
    #[command(flatten)]
    policy: diff::PolicyArgs,
}

#[derive(clap::Args)]
struct GenerateArgs {
    #[command(flatten)]
    spec: SpecArgs,
    /// Directory of the output.
    #[arg(long, value_name = "DIR", default_value = "generated")]
    out: PathBuf,
    /// Emit only this target (may be repeated).
    #[arg(long, value_name = "TARGET", value_enum)]
    target: Vec<TargetArg>,
    /// Write nothing; list what is stale, missing or left over, with a diff, and exit 4 if anything is.
    #[arg(long)]
    check: bool,
    /// Generate again whenever a file of the specification changes, until Ctrl-C.
    #[arg(long, conflicts_with = "check")]
    watch: bool,
    /// Overwrite files that were edited by hand.
    #[arg(long, conflicts_with = "check")]
    force: bool,
}

/// How findings and results are printed.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    /// For people: place, excerpt, code and help.
    Text,
    /// For programs: JSON.
    Json,
}

/// A [`Target`] as an argument.
#[derive(Clone, Copy)]
struct TargetArg(Target);

impl ValueEnum for TargetArg {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [TargetArg; Target::ALL.len()] = {
            let mut all = [TargetArg(Target::ALL[0]); Target::ALL.len()];
            let mut i = 0;
            while i < all.len() {
                all[i] = TargetArg(Target::ALL[i]);
                i += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.name()))
    }
}

/// Why a command did not end well.
#[derive(Debug)]
enum Failure {
    /// The specification or a test has findings, which are printed.
    Findings,
    /// The command was called with something that makes no sense.
    Usage(String),
    /// A file or program could not be used.
    Io(String),
    /// The output is not what the specification gives.
    Stale(String),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Generate(args) => generate::generate(&args),
        Command::Check(args) => generate::check(&args),
        Command::Diff(args) => diff::diff(&args),
        Command::Changelog(args) => diff::changelog(&args),
        Command::New(args) => new::new(&args),
        Command::Fmt(args) => fmt::fmt(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Test(args) => test::test(&args),
        Command::Sample(args) => sample::sample(&args),
        Command::Pack(args) => pack::pack(&args),
        Command::Completions { shell } => {
            shell::completions(shell);
            Ok(())
        }
        Command::Man { command } => shell::man(command.as_deref()),
        Command::Fuzz(args) => fuzz::fuzz(&args),
        Command::Mutants(args) => mutants::mutants(&args),
    };
    let (code, message) = match result {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Findings) => return ExitCode::from(1),
        Err(Failure::Usage(message)) => (2, message),
        Err(Failure::Io(message)) => (3, message),
        Err(Failure::Stale(message)) => (4, message),
    };
    errln!("error: {message}");
    ExitCode::from(code)
}
