//! The suite: a test per cell of catalogue, event, sample and reader, and a test per case folder.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

mod authoring;
mod bounds;
mod commands;
mod conformance;
mod crates;
mod decoder;
mod derive;
mod diagnostics;
mod diff_formats;
mod diff_readme;
mod differential;
mod diffs;
mod edited;
mod examples;
mod file_schemas;
mod formats;
mod generated;
mod interface;
mod language_lists;
mod one_change;
mod output;
mod packages;
mod properties;
mod published;
mod recognised;
mod round_trip;
mod strict;
mod supply;
mod targets;
mod typescript;
mod watch;
mod wildcards;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let tests: Vec<Trial> = [
        authoring::tests(),
        decoder::tests(),
        derive::tests(),
        diagnostics::tests(),
        diffs::tests(),
        diff_formats::tests(),
        diff_readme::tests(),
        edited::tests(),
        file_schemas::tests(),
        formats::tests(),
        round_trip::tests(),
        conformance::tests(),
        crates::tests(),
        differential::tests(),
        one_change::tests(),
        output::tests(),
        generated::tests(),
        packages::tests(),
        published::tests(),
        properties::tests(),
        recognised::tests(),
        bounds::tests(),
        interface::tests(),
        strict::tests(),
        supply::tests(),
        targets::tests(),
        examples::tests(),
        commands::tests(),
        language_lists::tests(),
        typescript::tests(),
        watch::tests(),
        wildcards::tests(),
    ]
    .into_iter()
    .flatten()
    .collect();
    libtest_mimic::run(&arguments, tests).exit_code()
}
