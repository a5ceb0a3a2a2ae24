//! `diff`, `check --against` and `changelog`: what changed since a base, and who breaks.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use eventspec_catalog::{Catalog, resolve_without_samples};
use eventspec_diff::{
    Approvals, Names, Policy, Report, Threshold, changelog_json, changelog_markdown, render, suggest,
};
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use crate::out::{err, out};
use crate::{CheckArgs, Failure, Format, base, generate};

/// Compares the specification with an older one.
#[derive(clap::Args)]
pub(crate) struct DiffArgs {
    /// Directory of the specification.
    #[arg(long, value_name = "DIR", default_value = "spec")]
    spec: PathBuf,
    /// What to compare with: a revision of git, a directory, or the `catalog.toml` in one.
    ///
    /// The default is where the present branch left the default branch.
    #[arg(long, value_name = "REV|DIR|FILE")]
    base: Option<String>,
    /// For whom the report is.
    #[arg(long, value_enum, default_value = "text")]
    format: ReportFormat,
    #[command(flatten)]
    policy: PolicyArgs,
    /// Print entries for the file of approvals, one per finding, in place of the report.
    #[arg(long, conflicts_with = "format")]
    suggest_approvals: bool,
}

/// What counts as a failure.
#[derive(clap::Args)]
pub(crate) struct PolicyArgs {
    /// The mildest effect that counts as a finding: LANE=EFFECT, may be repeated.
    ///
    /// Lanes are receivers, senders, stored, rust, typescript, or `all`; `LANE.strict` means those who use the strict
    /// types and schemas. Effects are notice, degrade, break, never. The default is break for every lane, and for
    /// senders.strict, which are those who validate with the schemas.
    #[arg(long, value_name = "LANE=EFFECT")]
    threshold: Vec<Threshold>,
    /// Today, as YYYY-MM-DD: a removal that was announced for an earlier day is no finding. Default: the day in UTC.
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<String>,
    /// File of changes that are let through. It need not be there.
    #[arg(long, value_name = "FILE", default_value = "approvals.toml")]
    approvals: PathBuf,
}

/// For whom a report is.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people at a terminal.
    Text,
    /// For programs: one JSON object with everything.
    Json,
    /// For a comment on a proposed change.
    Markdown,
    /// For GitHub Actions: annotations of lines.
    Github,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// For test reports: `JUnit` XML.
    Junit,
}

pub(crate) fn diff(args: &DiffArgs) -> Result<(), Failure> {
    // The process ends with the report: giving a large catalogue back piece by piece would cost more than to compare it.
    let new = ManuallyDrop::new(present(&args.spec)?);
    let report = report(&new, &args.spec, args.base.as_deref(), &args.policy)?;
    if args.suggest_approvals {
        out!("{}", suggest(&report));
        return Ok(());
    }
    print(&report, args.format);
    if report.fails() { Err(Failure::Findings) } else { Ok(()) }
}

/// What `check --against` adds to the diagnostics: as `diff`, and approvals that approve nothing are findings.
pub(crate) fn check(catalog: &Catalog, base: &str, args: &CheckArgs) -> Result<(), Failure> {
    let policy = &args.policy;
    let report = report(catalog, &args.spec.spec, Some(base), policy)?;
    let leftovers = policy.read_approvals()?.leftovers(&report, &policy.today());
    let mut places: String = leftovers
        .iter()
        .map(|leftover| format!("\nerror: {leftover}\n  --> {}\n", policy.approvals.display()))
        .collect();
    let missing = report.missing_version().filter(|_| args.require_version);
    places.extend(missing.iter().map(|version| low_version(&report, version)));
    match args.spec.format {
        Format::Text => out!("{}{places}", render::text(&report)),
        Format::Json => {
            print(&report, ReportFormat::Json);
            err!("{places}");
        }
    }
    if report.fails() || !leftovers.is_empty() || missing.is_some() { Err(Failure::Findings) } else { Ok(()) }
}

fn low_version(report: &Report, version: &str) -> String {
    format!(
        "\nerror: the version is {}, and what changed since {} asks for {version}\n  --> {}{}\n   = help: write \
         `version = \"{version}\"`\n",
        report.new_version, report.base, report.root, report.version_place
    )
}

/// Compares a specification with a base.
fn report(new: &Catalog, spec: &Path, base: Option<&str>, policy: &PolicyArgs) -> Result<Report, Failure> {
    let base = ManuallyDrop::new(base::find(spec, base)?);
    let root = generate::root(spec);
    let names = Names { base: &base.name, base_root: &base.root, root: &root };
    Ok(Report::new(&base.catalog, new, &policy.policy(), &policy.read_approvals()?, names))
}

fn print(report: &Report, format: ReportFormat) {
    let text = match format {
        ReportFormat::Text => render::text(report),
        ReportFormat::Json => render::json(report),
        ReportFormat::Markdown => render::markdown(report),
        ReportFormat::Github => render::github(report),
        ReportFormat::Sarif => render::sarif(report),
        ReportFormat::Junit => render::junit(report),
    };
    out!("{text}");
}

/// Compares two versions for the changelog.
#[derive(clap::Args)]
pub(crate) struct ChangelogArgs {
    /// Directory of the specification.
    #[arg(long, value_name = "DIR", default_value = "spec")]
    spec: PathBuf,
    /// The old version: a revision of git or a directory. The default is where the present branch left the default branch.
    #[arg(long, value_name = "REV|DIR")]
    from: Option<String>,
    /// The new version: a revision of git or a directory. The default is the specification as it is.
    #[arg(long, value_name = "REV|DIR")]
    to: Option<String>,
    /// For whom it is.
    #[arg(long, value_enum, default_value = "markdown")]
    format: ChangelogFormat,
    /// Today, as YYYY-MM-DD: as for `diff`, what was announced to go before breaks nobody. Default: the day in UTC.
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<String>,
    /// File of approvals, whose causes and reasons are told, expired or not. It need not be there.
    #[arg(long, value_name = "FILE", default_value = "approvals.toml")]
    approvals: PathBuf,
}

/// For whom a changelog is.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum ChangelogFormat {
    /// For people: an entry as in Keep a Changelog.
    Markdown,
    /// For programs.
    Json,
}

pub(crate) fn changelog(args: &ChangelogArgs) -> Result<(), Failure> {
    let new = match &args.to {
        Some(to) => base::find(&args.spec, Some(to))?.catalog,
        None => present(&args.spec)?,
    };
    let base = base::find(&args.spec, args.from.as_deref())?;
    let root = generate::root(&args.spec);
    let names = Names { base: &base.name, base_root: &base.root, root: &root };
    let policy = Policy::new(&args.today.clone().unwrap_or_else(today));
    let approvals = approvals(&args.approvals)?.without_expiry();
    let report = Report::new(&base.catalog, &new, &policy, &approvals, names);
    out!(
        "{}",
        match args.format {
            ChangelogFormat::Markdown => changelog_markdown(&report),
            ChangelogFormat::Json => changelog_json(&report),
        }
    );
    Ok(())
}

fn approvals(path: &Path) -> Result<Approvals, Failure> {
    match std::fs::read_to_string(path) {
        Ok(text) => Approvals::parse(&text).map_err(|error| Failure::Io(format!("{}: {error}", path.display()))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Approvals::default()),
        Err(error) => Err(Failure::Io(format!("cannot read {}: {error}", path.display()))),
    }
}

/// The specification as it is now. Its samples are `check`'s business.
fn present(spec: &Path) -> Result<Catalog, Failure> {
    let sources = generate::load_without_samples(spec)?;
    resolve_without_samples(&sources).map_err(|report| generate::print_findings(&report, spec))
}

impl PolicyArgs {
    fn today(&self) -> String {
        self.today.clone().unwrap_or_else(today)
    }

    fn read_approvals(&self) -> Result<Approvals, Failure> {
        approvals(&self.approvals)
    }

    fn policy(&self) -> Policy {
        let mut policy = Policy::new(&self.today());
        self.threshold.iter().for_each(|threshold| policy.set(threshold));
        policy
    }
}

fn day(text: &str) -> Result<String, String> {
    let day: civil::Date = text.parse().map_err(|_| "write it as YYYY-MM-DD".to_owned())?;
    Ok(day.to_string())
}

/// The day in UTC.
fn today() -> String {
    Timestamp::now().to_zoned(TimeZone::UTC).date().to_string()
}
