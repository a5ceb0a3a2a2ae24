//! The commands: a module for each, with its arguments and one function.

mod changelog;
mod check;
mod diff;
mod explain;
mod fmt;
mod generate;
mod new;
#[cfg(feature = "pack")]
mod pack;
#[cfg(feature = "http")]
mod receive;
mod sample;
#[cfg(feature = "http")]
mod send;
mod shell;
#[cfg(feature = "watch")]
mod watch;

use clap::Subcommand;

use crate::Failure;

/// What the program can do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Generate SDKs, schemas and docs from the specification.
    ///
    /// Only files that change are written. A file that was edited by hand is never overwritten without --force.
    Generate(generate::Args),
    /// Report every mistake in the specification and its samples.
    Check(check::Args),
    /// Show what changed since a base and who it breaks.
    Diff(diff::Args),
    /// Print a changelog entry for the changes between two versions.
    Changelog(changelog::Args),
    /// Scaffold a specification file.
    New(new::Args),
    /// Format the TOML files of the specification.
    ///
    /// Comments and the order of keys are kept. Samples are left as sent.
    Fmt(fmt::Args),
    /// Explain the code of a finding or of a change.
    Explain(explain::Args),
    /// Print generated payloads: realistic, and the same every time.
    ///
    /// Each line is `{"event":"<name>","payload":{...}}`. Several events alternate.
    Sample(sample::Args),
    /// Send an event to a handler, signed as the vendor would sign it.
    ///
    /// The payload is generated, or a sample of the specification. With --tamper, the request is one that the handler has to refuse.
    #[cfg(feature = "http")]
    Send(send::Args),
    /// Listen for requests, and print the verdict on each and the deviations of its events.
    #[cfg(feature = "http")]
    Receive(receive::Args),
    /// Build the files that other teams install: crates, an npm package, schemas, the specification, and their hashes.
    ///
    /// The same specification gives the same bytes on every machine.
    #[cfg(feature = "pack")]
    Pack(pack::Args),
    /// Print shell completions.
    Completions(shell::CompletionsArgs),
    /// Print a man page: pipe it to `man -l -`.
    #[cfg(feature = "man")]
    Man(shell::ManArgs),
}

impl Command {
    /// Runs the command; `cli` is the whole command line.
    pub(crate) fn run(self, cli: clap::Command) -> Result<(), Failure> {
        match self {
            Self::Generate(args) => generate::generate(&args),
            Self::Check(args) => check::check(&args),
            Self::Diff(args) => diff::diff(&args),
            Self::Changelog(args) => changelog::changelog(&args),
            Self::New(args) => new::new(&args),
            Self::Fmt(args) => fmt::fmt(&args),
            Self::Explain(args) => explain::explain(&args),
            Self::Sample(args) => sample::sample(&args),
            #[cfg(feature = "http")]
            Self::Send(args) => send::send(&args),
            #[cfg(feature = "http")]
            Self::Receive(args) => receive::receive(&args),
            #[cfg(feature = "pack")]
            Self::Pack(args) => pack::pack(&args),
            Self::Completions(args) => {
                shell::completions(cli, &args);
                Ok(())
            }
            #[cfg(feature = "man")]
            Self::Man(args) => shell::man(cli, &args),
        }
    }
}
