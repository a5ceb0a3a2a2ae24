//! `fmt`: formats the TOML files of a specification. Samples are left as sent.

use std::path::{Path, PathBuf};

use eventspec_catalog::{format_toml, unreadable_files};
use serde_json::json;

use crate::args::{Format, SpecArgs};
use crate::terminal::{errln, out, outln, print_json};
use crate::{Failure, load, output};

/// A file that is not formatted.
struct Untidy {
    path: PathBuf,
    old: String,
    new: String,
}

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    spec: SpecArgs,
    /// Write nothing; show what would change, and exit 1 if any file is not formatted.
    #[arg(long)]
    check: bool,
}

pub(crate) fn fmt(args: &Args) -> Result<(), Failure> {
    let root = &args.spec.source.spec;
    let sources = load::load(&args.spec.source)?;
    if let Some(report) = unreadable_files(&sources) {
        return Err(load::report_findings(&report, &args.spec));
    }
    let files: Vec<_> = sources.iter().filter(|(path, _)| is_toml(path)).collect();
    let mut untidy = Vec::new();
    for (path, old) in &files {
        let Ok(new) = format_toml(old) else {
            // A file that is not TOML is shown as the finding that it is.
            load::resolved(&args.spec)?;
            continue;
        };
        if new != *old {
            untidy.push(Untidy { path: root.join(path), old: (*old).to_owned(), new });
        }
    }
    if !args.check {
        untidy.iter().try_for_each(|file| output::replace_source(&file.path, &file.new))?;
    }
    report(args, &untidy, files.len());
    if args.check && !untidy.is_empty() { Err(Failure::Findings) } else { Ok(()) }
}

fn is_toml(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "toml")
}

fn report(args: &Args, untidy: &[Untidy], files: usize) {
    let paths: Vec<String> = untidy.iter().map(|file| file.path.display().to_string()).collect();
    let done = if args.check { "unformatted" } else { "formatted" };
    let others = files - untidy.len();
    if args.spec.format == Format::Json {
        print_json(&json!({ done: paths, "unchanged": others }));
        return;
    }
    let mut differences = output::Differences::new();
    for (file, path) in untidy.iter().zip(&paths) {
        outln!("{done}: {path}");
        if args.check {
            out!("{}", differences.shown(&output::unified_diff(path, &file.old, &file.new)));
        }
    }
    outln!("{} {done}, {others} unchanged", untidy.len());
    if args.check && !untidy.is_empty() {
        errln!("help: run `{}`", args.spec.hint("fmt"));
    }
}
