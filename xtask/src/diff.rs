//! `diff`: what changed since a base, and who breaks.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::ValueEnum;
use eventspec_catalog::{Catalog, Sources, resolve_without_samples};
use eventspec_diff::{Names, Policy, Report, render};

use crate::{Failure, base, generate};

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
}

/// What counts as a failure.
#[derive(clap::Args)]
pub(crate) struct PolicyArgs {
    /// The mildest effect that counts as a finding: LANE=EFFECT, may be repeated.
    ///
    /// Lanes are receivers, senders, stored, rust, typescript, or `all`; `LANE.strict` means those who use the strict
    /// types and schemas. Effects are notice, degrade, break, never. The default is break for every lane, and for
    /// senders.strict, which are those who validate with the schemas.
    #[arg(long, value_name = "LANE=EFFECT", value_parser = threshold)]
    threshold: Vec<String>,
    /// Today, as YYYY-MM-DD: a removal that was announced for an earlier day is no finding. Default: the day in UTC.
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<String>,
}

/// For whom a report is.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people at a terminal.
    Text,
}

pub(crate) fn diff(args: &DiffArgs) -> Result<(), Failure> {
    let new = present(&args.spec)?;
    let base = base::find(&args.spec, args.base.as_deref())?;
    let root = generate::root(&args.spec);
    let names = Names { base: &base.name, base_root: &base.root, root: &root };
    let report = Report::new(&base.catalog, &new, &args.policy.policy(), names);
    anstream::print!("{}", render::text(&report));
    if report.fails() { Err(Failure::Findings) } else { Ok(()) }
}

/// The specification as it is now. Its samples are `check`'s business.
fn present(spec: &std::path::Path) -> Result<Catalog, Failure> {
    let sources = Sources::load(spec).map_err(|error| Failure::Io(error.to_string()))?;
    resolve_without_samples(&sources).map_err(|report| generate::print_findings(&report, spec))
}

impl PolicyArgs {
    pub(crate) fn policy(&self) -> Policy {
        let today = self.today.clone().unwrap_or_else(today);
        let mut policy = Policy::new(&today);
        // Each was tried when the arguments were read.
        self.threshold.iter().for_each(|option| policy.set(option).unwrap_or_default());
        policy
    }
}

fn threshold(option: &str) -> Result<String, String> {
    Policy::new("").set(option).map(|()| option.to_owned())
}

fn day(text: &str) -> Result<String, String> {
    let digits = |range| text.get(range).is_some_and(|part: &str| part.bytes().all(|byte| byte.is_ascii_digit()));
    let is_day = text.len() == 10 && digits(0..4) && digits(5..7) && digits(8..10) && text.matches('-').count() == 2;
    if is_day { Ok(text.to_owned()) } else { Err("write it as YYYY-MM-DD".to_owned()) }
}

/// The day in UTC.
fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
    // Days since 0000-03-01, in eras of 400 years: the leap day is then the last of a year.
    let days = seconds / 86_400 + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = era * 400 + year + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}
