//! `changelog`: what changed between two versions, for the people who use the packages.

use std::path::Path;

use clap::ValueEnum;
use eventspec_catalog::Catalog;
use eventspec_diff::{Names, Policy, Report, changelog_json, changelog_markdown};
use eventspec_emit::audiences;

use super::diff::present;
use crate::args::SourceArgs;
use crate::policy::{ApprovalsArgs, TodayArgs};
use crate::terminal::{out, print_json_text};
use crate::{Failure, git, load};

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    source: SourceArgs,
    /// The old version: a git revision or a directory [default: where this branch left the default branch].
    #[arg(long, value_name = "REV|DIR")]
    from: Option<String>,
    /// The new version: a git revision or a directory [default: the specification as it is].
    #[arg(long, value_name = "REV|DIR")]
    to: Option<String>,
    /// Output format.
    #[arg(long, value_enum, default_value = "markdown")]
    format: Format,
    #[command(flatten)]
    today: TodayArgs,
    #[command(flatten)]
    approvals: ApprovalsArgs,
}

/// Output format.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    /// For people: an entry in the style of Keep a Changelog.
    Markdown,
    /// For programs: JSON.
    Json,
}

pub(crate) fn changelog(args: &Args) -> Result<(), Failure> {
    let new = match &args.to {
        Some(to) => version(&args.source.spec, to)?,
        None => present(&args.source)?,
    };
    let base = git::base(&args.source.spec, args.from.as_deref(), "--from")?;
    let root = load::root(&args.source.spec);
    let names = Names { base: &base.name, base_root: &base.root, root: &root };
    let policy = Policy::new(audiences(), &args.today.day());
    // Approved changes are listed too, whether or not the approval still holds.
    let approvals = args.approvals.read()?.without_expiry();
    let report = match &base.catalog {
        Some(old) => Report::new(old, &new, &policy, &approvals, names),
        None => Report::first(&new, &policy, names),
    };
    match args.format {
        Format::Markdown => out!("{}", changelog_markdown(&report)),
        Format::Json => print_json_text(changelog_json(&report)),
    }
    Ok(())
}

/// The specification of a new version, which has to be there.
fn version(spec: &Path, revision: &str) -> Result<Catalog, Failure> {
    let missing =
        || Failure::Io(format!("{revision} has no {}\nhelp: pass another revision with --to", spec.display()));
    git::base(spec, Some(revision), "--to")?.catalog.ok_or_else(missing)
}
