//! `diff`: what changed since a base, and who it breaks.

use std::mem::ManuallyDrop;

use clap::ValueEnum;
use eventspec_catalog::Catalog;
use eventspec_diff::{Names, Policy, Report, render};

use crate::args::SourceArgs;
use crate::base::{self, Base};
use crate::policy::{ApprovalsArgs, FilterArgs, PolicyArgs};
use crate::terminal::{out, print_json_text};
use crate::{Failure, load};

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    source: SourceArgs,
    /// What to compare with: a git revision, a directory, its `catalog.toml`, or an archive that `pack` made (may be repeated: what fails
    /// against one of them fails) [default: where this branch left the default branch].
    #[arg(long, value_name = "REV|DIR|FILE")]
    base: Vec<String>,
    /// Output format.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    policy: PolicyArgs,
    #[command(flatten)]
    filter: FilterArgs,
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
    /// For GitLab: a code quality report.
    Gitlab,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// For test reports: JUnit XML.
    Junit,
}

pub(crate) fn diff(args: &Args) -> Result<(), Failure> {
    // The process ends with the report: freeing a large catalogue piece by piece would cost more than comparing it.
    let new = ManuallyDrop::new(present(&args.source)?);
    let mut policy = args.policy.policy();
    policy.filter = args.filter.filter();
    let named: Vec<&str> = args.base.iter().map(String::as_str).collect();
    let report = compare(&new, &args.source, ("--base", &named), &policy, &args.policy.approvals)?;
    if args.suggest_approvals {
        out!("{}", render::suggest(&report));
        return Ok(());
    }
    match args.format {
        Format::Text => out!("{}", render::text(&report)),
        Format::Json => print_json_text(render::json(&report)),
        Format::Markdown => out!("{}", render::markdown(&report)),
        Format::Github => out!("{}", render::github(&report)),
        Format::Gitlab => print_json_text(render::gitlab(&report)),
        Format::Sarif => print_json_text(render::sarif(&report)),
        Format::Junit => out!("{}", render::junit(&report)),
    }
    if report.fails() { Err(Failure::Findings) } else { Ok(()) }
}

/// Compares a specification with its bases; if none is named, with the default one.
pub(super) fn compare(
    new: &Catalog,
    source: &SourceArgs,
    (flag, named): (&str, &[&str]),
    policy: &Policy,
    approvals: &ApprovalsArgs,
) -> Result<Report, Failure> {
    let spec = source.spec.as_path();
    let first = base::base(spec, named.first().copied(), flag);
    let others = named.iter().skip(1).map(|named| base::base(spec, Some(named), flag));
    let bases = ManuallyDrop::new([first].into_iter().chain(others).collect::<Result<Vec<Base>, Failure>>()?);
    let catalogs: Vec<&Catalog> = bases.iter().filter_map(|base| base.catalog.as_ref()).chain([new]).collect();
    policy.filter.check(&catalogs).map_err(Failure::Usage)?;
    let approvals = approvals.read(source)?;
    let root = load::root(spec);
    let report = |base: &Base| {
        let names = Names { base: &base.name, base_root: &base.root, root: &root };
        match &base.catalog {
            Some(old) => Report::new(old, new, policy, &approvals, names),
            None => Report::first(new, policy, names),
        }
    };
    let reports = bases.iter().map(report).reduce(Report::and);
    reports.ok_or_else(|| Failure::Usage(format!("{flag} names nothing")))
}

/// The specification as it is now. Its samples are checked by `check`.
pub(super) fn present(args: &SourceArgs) -> Result<Catalog, Failure> {
    let sources = load::load_without_samples(args)?;
    load::resolve(&sources, true).map_err(|report| load::print_findings(&report, args))
}
