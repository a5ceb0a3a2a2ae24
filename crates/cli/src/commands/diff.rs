//! `diff`: what changed since a base, and who it breaks.

use std::mem::ManuallyDrop;
use std::path::Path;

use clap::ValueEnum;
use eventspec_catalog::{Catalog, resolve_without_samples};
use eventspec_diff::{Names, Report, render};

use crate::args::SourceArgs;
use crate::policy::PolicyArgs;
use crate::terminal::{out, print_json_text};
use crate::{Failure, git, load};

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    source: SourceArgs,
    /// What to compare with: a git revision, a directory, or its `catalog.toml` [default: where this branch left the default branch].
    #[arg(long, value_name = "REV|DIR|FILE")]
    base: Option<String>,
    /// Output format.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    policy: PolicyArgs,
    /// Print entries for the approvals file, one per change, instead of the report.
    #[arg(long, conflicts_with = "format")]
    suggest_approvals: bool,
}

/// Output format.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    /// For people at a terminal.
    Text,
    /// For programs: a JSON object.
    Json,
    /// For a pull request comment.
    Markdown,
    /// For GitHub Actions: annotations.
    Github,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// For test reports: JUnit XML.
    Junit,
}

pub(crate) fn diff(args: &Args) -> Result<(), Failure> {
    // The process ends with the report: freeing a large catalogue piece by piece would cost more than comparing it.
    let new = ManuallyDrop::new(present(&args.source)?);
    let report = compare(&new, &args.source.spec, ("--base", args.base.as_deref()), &args.policy)?;
    if args.suggest_approvals {
        out!("{}", render::suggest(&report));
        return Ok(());
    }
    match args.format {
        Format::Text => out!("{}", render::text(&report)),
        Format::Json => print_json_text(render::json(&report)),
        Format::Markdown => out!("{}", render::markdown(&report)),
        Format::Github => out!("{}", render::github(&report)),
        Format::Sarif => print_json_text(render::sarif(&report)),
        Format::Junit => out!("{}", render::junit(&report)),
    }
    if report.fails() { Err(Failure::Findings) } else { Ok(()) }
}

/// Compares a specification with a base.
pub(super) fn compare(
    new: &Catalog,
    spec: &Path,
    (flag, base): (&str, Option<&str>),
    policy: &PolicyArgs,
) -> Result<Report, Failure> {
    let base = ManuallyDrop::new(git::base(spec, base, flag)?);
    let root = load::root(spec);
    let names = Names { base: &base.name, base_root: &base.root, root: &root };
    let (policy, approvals) = (policy.policy(), policy.approvals.read()?);
    Ok(match &base.catalog {
        Some(old) => Report::new(old, new, &policy, &approvals, names),
        None => Report::first(new, &policy, names),
    })
}

/// The specification as it is now. Its samples are checked by `check`.
pub(super) fn present(args: &SourceArgs) -> Result<Catalog, Failure> {
    let sources = load::load_without_samples(args)?;
    resolve_without_samples(&sources).map_err(|report| load::print_findings(&report, args))
}
