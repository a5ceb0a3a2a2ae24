#![doc = include_str!("../README.md")]
//!
//! # As a library
//!
//! [`command`] and [`run`] are for programs that offer these commands besides their own, such as the `xtask` of a workspace:
//!
//! ```no_run
//! use std::process::ExitCode;
//!
//! fn main() -> ExitCode {
//!     // Messages and hints name the program as it is called here.
//!     let cli = eventspec::command("cargo xtask").subcommand(clap::Command::new("mine"));
//!     let matches = eventspec::matches(&cli);
//!     if matches.subcommand_name() == Some("mine") {
//!         return ExitCode::SUCCESS;
//!     }
//!     eventspec::run(cli, &matches).map_or_else(eventspec::Failure::report, |()| ExitCode::SUCCESS)
//! }
//! ```

mod archive;
mod args;
mod base;
mod commands;
mod failure;
mod git;
#[cfg(feature = "http")]
mod http;
mod load;
mod output;
mod policy;
mod program;
mod signals;
mod terminal;

use clap::{ArgMatches, FromArgMatches as _, Subcommand as _};

pub use self::failure::Failure;

use self::commands::Command;

const EXIT_CODES: &str = "\
Exit codes:
  0  success
  1  findings, changes that fail the check, files that are not formatted, or unexpected answers
  2  invalid usage
  3  a file could not be read or written, or memory ran out
  4  the output is out of date
  5  a bug in eventspec; nothing was written";

/// The command line, for a program that is called by this name.
pub fn command(name: &'static str) -> clap::Command {
    // Memory may run out as early as here.
    signals::install();
    let cli = clap::Command::new(name)
        .bin_name(name)
        // Names of man pages have no space.
        .display_name(name.replace(' ', "-"))
        .version(env!("CARGO_PKG_VERSION"))
        .after_help(format!("{EXIT_CODES}\n\nTry: {name} generate"))
        .subcommand_required(true)
        .arg_required_else_help(true);
    Command::augment_subcommands(cli).about("Typed SDKs, schemas and docs from one specification of a vendor's events")
}

/// Parses the arguments of this process, or ends it with what is wrong with them.
pub fn matches(cli: &clap::Command) -> ArgMatches {
    signals::install();
    // It would look like a line of ours wherever the argument is printed.
    let args: Vec<String> = std::env::args_os().map(|arg| arg.to_string_lossy().into_owned()).collect();
    if let Some(at) = args.iter().position(|arg| arg.contains('\n')) {
        let is_secret = |arg: &String| arg.starts_with("--secret");
        let shown = match args.get(at.saturating_sub(1)..=at) {
            Some(near) if near.iter().any(is_secret) => "--secret".to_owned(),
            _ => eventspec_catalog::visible(&args[at]),
        };
        let message = format!("the argument `{shown}` has the end of a line in it");
        let _ = Failure::Usage(message).report();
        std::process::exit(2);
    }
    cli.clone().try_get_matches().unwrap_or_else(|error| {
        // The arguments that are wrong are quoted, so those that a terminal would obey are shown as code points.
        let shown = std::env::args_os().map(|arg| eventspec_catalog::visible(&arg.to_string_lossy()));
        cli.clone().try_get_matches_from(shown).err().unwrap_or(error).exit()
    })
}

/// Runs the command that was parsed. `cli` is what parsed it: completions and man pages are made from it.
pub fn run(cli: clap::Command, matches: &ArgMatches) -> Result<(), Failure> {
    program::set(cli.get_name());
    signals::install();
    let command = Command::from_arg_matches(matches).map_err(|error| Failure::Usage(error.to_string()))?;
    command.run(cli)
}
