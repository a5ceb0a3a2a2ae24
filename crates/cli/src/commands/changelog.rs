//! `changelog`: what changed between two versions, for the people who use the packages.

use std::path::Path;

use clap::ValueEnum;
use eventspec_catalog::Catalog;
use eventspec_diff::{Filter, Names, Policy, Report, changelog_file, changelog_json, changelog_markdown};
use eventspec_emit::audiences;

use super::diff::present;
use crate::args::SourceArgs;
use crate::policy::{ApprovalsArgs, TodayArgs};
use crate::terminal::{out, outln, print_json_text};
use crate::{Failure, base, load, output};

/// The file of a specification that the entries are collected in.
const FILE: &str = "CHANGELOG.md";

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    source: SourceArgs,
    /// The old version: a git revision, a directory, or an archive that `pack` made [default: where this branch left the default branch].
    #[arg(long, value_name = "REV|DIR|FILE")]
    from: Option<String>,
    /// The new version: a git revision, a directory, or an archive that `pack` made [default: the specification as it is].
    #[arg(long, value_name = "REV|DIR|FILE")]
    to: Option<String>,
    /// Output format.
    #[arg(long, value_enum, default_value = "markdown")]
    format: Format,
    /// List only the changes that reach this event, given by its name or an alias; `*` stands for any text, and `?` for one character (may
    /// be repeated).
    #[arg(long, value_name = "NAME|GLOB")]
    event: Vec<String>,
    /// Put the entry into `CHANGELOG.md` of the specification, above the older ones, in the place of one of the same version.
    #[arg(long, conflicts_with_all = ["to", "event", "format"])]
    write: bool,
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
    let base = base::base(&args.source.spec, args.from.as_deref(), "--from")?;
    let filter = Filter { events: args.event.clone(), ..Filter::default() };
    let catalogs: Vec<&Catalog> = base.catalog.iter().chain([&new]).collect();
    filter.check(&catalogs).map_err(Failure::Usage)?;
    let root = load::root(&args.source.spec);
    let names = Names { base: &base.name, base_root: &base.root, root: &root };
    let mut policy = Policy::new(audiences(), &args.today.day());
    policy.filter = filter;
    // Approved changes are listed too, whether or not the approval still holds, and so are those of kinds that are off.
    let approvals = args.approvals.read(&args.source)?.as_history();
    let report = match &base.catalog {
        Some(old) => Report::new(old, &new, &policy, &approvals, names),
        None => Report::first(&new, &policy, names),
    };
    if args.write {
        return write(&report, &new, &args.source.spec);
    }
    match args.format {
        Format::Markdown => out!("{}", changelog_markdown(&report)),
        Format::Json => print_json_text(changelog_json(&report)),
    }
    Ok(())
}

/// Writes the entry into the file of the specification.
fn write(report: &Report, new: &Catalog, spec: &Path) -> Result<(), Failure> {
    let (path, old) = (spec.join(FILE), new.changelog.as_deref());
    let shown = path.display();
    match changelog_file(report, old.unwrap_or_default()) {
        None => outln!("{shown}: nothing has changed since {}", report.base),
        Some(text) if old == Some(&text) => outln!("{shown}: unchanged"),
        Some(text) => {
            output::replace_source(&path, &text)?;
            outln!("{shown}: {} since {}", report.version(), report.base);
        }
    }
    Ok(())
}

/// The specification of a new version, which has to be there.
fn version(spec: &Path, revision: &str) -> Result<Catalog, Failure> {
    let missing =
        || Failure::Io(format!("{revision} has no {}\nhelp: pass another revision with --to", spec.display()));
    base::base(spec, Some(revision), "--to")?.catalog.ok_or_else(missing)
}
