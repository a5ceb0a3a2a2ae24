//! What counts as a failure of `diff`, from the command line and the approvals file.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use eventspec_catalog::{Contents, limits, read_regular_file};
use eventspec_diff::{Approvals, Filter, Notice, Policy, Threshold};
use eventspec_emit::audiences;

use crate::Failure;
use crate::args::SourceArgs;
use crate::load::print_report;

/// What `--threshold` is.
const THRESHOLD: &str = "Lowest effect that fails the check (may be repeated)";

/// What counts as a failure.
#[derive(clap::Args)]
pub(crate) struct PolicyArgs {
    #[arg(long, value_name = "AUDIENCE=EFFECT", value_parser = threshold, help = THRESHOLD, long_help = about_thresholds())]
    threshold: Vec<Threshold>,
    #[command(flatten)]
    pub(crate) today: TodayArgs,
    /// Fail if a sunset that is set, or moved to an earlier day, is nearer than this, such as `90d`.
    #[arg(long, value_name = "DAYS", value_parser = notice)]
    minimum_notice: Option<u32>,
    #[command(flatten)]
    pub(crate) approvals: ApprovalsArgs,
}

impl PolicyArgs {
    pub(crate) fn policy(&self) -> Policy {
        let today = self.today.day();
        let mut policy = Policy::new(audiences(), &today);
        policy.notice = self.minimum_notice.map(|days| Notice { days, earliest: later(&today, days) });
        self.threshold.iter().for_each(|threshold| policy.set(threshold));
        policy
    }
}

/// The day that sunsets are held against.
#[derive(clap::Args)]
pub(crate) struct TodayArgs {
    /// Date to take for today, as YYYY-MM-DD: removals whose sunset has passed do not fail [default: today in UTC].
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<String>,
}

impl TodayArgs {
    /// The day as YYYY-MM-DD.
    pub(crate) fn day(&self) -> String {
        self.today.clone().unwrap_or_else(today)
    }
}

/// Which changes are looked at.
#[derive(clap::Args)]
pub(crate) struct FilterArgs {
    /// Report and judge only changes that reach this event, given by its name or an alias; `*` stands for any text, and `?` for one
    /// character (may be repeated).
    #[arg(long, value_name = "NAME|GLOB")]
    event: Vec<String>,
    /// Report and judge only changes at this path, such as `groups/common`, `events/order.total` or `*.total` (may be repeated).
    #[arg(long, value_name = "GLOB")]
    path: Vec<String>,
}

impl FilterArgs {
    pub(crate) fn filter(&self) -> Filter {
        Filter { events: self.event.clone(), paths: self.path.clone() }
    }
}

/// The approvals file.
#[derive(clap::Args)]
pub(crate) struct ApprovalsArgs {
    /// File with approved changes and the severity of kinds of change [default: approvals.toml, if it exists].
    #[arg(long, value_name = "FILE")]
    approvals: Option<PathBuf>,
}

impl ApprovalsArgs {
    pub(crate) fn path(&self) -> &Path {
        self.approvals.as_deref().unwrap_or(Path::new("approvals.toml"))
    }

    pub(crate) fn read(&self, source: &SourceArgs) -> Result<Approvals, Failure> {
        let path = self.path().display();
        let cannot = |why: &str| Failure::Io(format!("cannot read {path}: {why}"));
        match read_regular_file(self.path(), limits::FILE_BYTES) {
            Ok(Contents::Text(text)) => Approvals::parse(&path.to_string(), &text)
                .map_err(|report| print_report(&report, "", source.most_findings())),
            Ok(Contents::NotRegular) => Err(cannot("it is not a regular file")),
            Ok(Contents::TooLarge) => Err(cannot(&format!("it has more than {} bytes", limits::FILE_BYTES))),
            Ok(Contents::NotUtf8(start)) => Err(cannot(&format!("byte {} is not UTF-8", start.len()))),
            // Whoever names a file relies on it.
            Err(error) if error.kind() == ErrorKind::NotFound && self.approvals.is_none() => Ok(Approvals::default()),
            Err(error) => Err(cannot(&error.to_string())),
        }
    }
}

/// What `--threshold` is, at length.
fn about_thresholds() -> String {
    format!(
        "{THRESHOLD}.

Audiences are {}, or `all`; `AUDIENCE.strict` is the part of one that uses the strict types or validates with the schemas. \
         Effects are notice, degrade, break, never. The default is break for every audience, and for senders.strict.",
        audiences()
    )
}

fn threshold(option: &str) -> Result<Threshold, String> {
    Threshold::parse(option, &audiences())
}

fn day(text: &str) -> Result<String, String> {
    if eventspec_catalog::is_date(text) { Ok(text.to_owned()) } else { Err("write it as YYYY-MM-DD".to_owned()) }
}

/// A number of days, written as `90d`.
fn notice(text: &str) -> Result<u32, String> {
    const MOST: u32 = 36_500;
    let days = text.strip_suffix('d').and_then(|days| days.parse().ok()).filter(|days| *days <= MOST);
    days.ok_or_else(|| format!("write a number of days up to {MOST}, such as `90d`"))
}

/// The day so many days after another one.
fn later(day: &str, days: u32) -> String {
    let mut parts = day.split('-').map(|part| part.parse().unwrap_or_default());
    let [year, month, of_month] = [(); 3].map(|()| parts.next().unwrap_or_default());
    written(since_1970(year, month, of_month) + u64::from(days))
}

/// A day since 1970 as `YYYY-MM-DD`.
fn written(days: u64) -> String {
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The day in UTC.
fn today() -> String {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    written(seconds / (24 * 60 * 60))
}

/// Year, month and day of a day since 1970: Howard Hinnant's `civil_from_days`, where a year begins in March so that the leap day is
/// its last.
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + u64::from(month <= 2), month, day)
}

/// The day since 1970 of a year, month and day, as [`civil`] gives them; the first day for one before.
fn since_1970(year: u64, month: u64, day: u64) -> u64 {
    let (year, month) = (year.saturating_sub(u64::from(month <= 2)), if month > 2 { month - 3 } else { month + 9 });
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * month + 2) / 5 + day;
    (era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year).saturating_sub(719_469)
}

#[cfg(test)]
mod tests {
    use super::{civil, later, since_1970};

    #[test]
    fn days_are_those_of_the_calendar() {
        let expected = [
            (0, (1970, 1, 1)),
            (11_016, (2000, 2, 29)),
            (11_017, (2000, 3, 1)),
            (20_453, (2025, 12, 31)),
            (47_541, (2100, 3, 1)),
        ];
        for (days, date) in expected {
            assert_eq!(civil(days), date);
            let (year, month, day) = date;
            assert_eq!(since_1970(year, month, day), days);
        }
    }

    #[test]
    fn a_notice_ends_on_a_day_of_the_calendar() {
        assert_eq!(later("2026-01-31", 0), "2026-01-31");
        assert_eq!(later("2027-12-03", 90), "2028-03-02");
        assert_eq!(later("2026-11-30", 36_500), "2126-11-06");
    }
}
