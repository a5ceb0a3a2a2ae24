//! What counts as a failure of `diff`, from the command line and the approvals file.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use eventspec_catalog::{Contents, limits, read_regular_file};
use eventspec_diff::{Approvals, Policy, Threshold};
use eventspec_emit::audiences;

use crate::Failure;
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
    #[command(flatten)]
    pub(crate) approvals: ApprovalsArgs,
}

impl PolicyArgs {
    pub(crate) fn policy(&self) -> Policy {
        let mut policy = Policy::new(audiences(), &self.today.day());
        self.threshold.iter().for_each(|threshold| policy.set(threshold));
        policy
    }
}

/// The day that sunsets are held against.
#[derive(clap::Args)]
pub(crate) struct TodayArgs {
    /// Date to take for today, as YYYY-MM-DD: removals whose sunset has passed break nobody [default: today in UTC].
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<String>,
}

impl TodayArgs {
    /// The day as YYYY-MM-DD.
    pub(crate) fn day(&self) -> String {
        self.today.clone().unwrap_or_else(today)
    }
}

/// The approvals file.
#[derive(clap::Args)]
pub(crate) struct ApprovalsArgs {
    /// File with approved changes, if it exists.
    #[arg(long, value_name = "FILE", default_value = "approvals.toml")]
    approvals: PathBuf,
}

impl ApprovalsArgs {
    pub(crate) fn path(&self) -> &Path {
        &self.approvals
    }

    pub(crate) fn read(&self) -> Result<Approvals, Failure> {
        let path = self.approvals.display();
        let cannot = |why: &str| Failure::Io(format!("cannot read {path}: {why}"));
        match read_regular_file(&self.approvals, limits::FILE_BYTES) {
            Ok(Contents::Text(text)) => {
                Approvals::parse(&path.to_string(), &text).map_err(|report| print_report(&report, "", usize::MAX))
            }
            Ok(Contents::NotRegular) => Err(cannot("it is not a regular file")),
            Ok(Contents::TooLarge) => Err(cannot(&format!("it has more than {} bytes", limits::FILE_BYTES))),
            Ok(Contents::NotUtf8(start)) => Err(cannot(&format!("byte {} is not UTF-8", start.len()))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Approvals::default()),
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

/// The day in UTC.
fn today() -> String {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (year, month, day) = civil(seconds / (24 * 60 * 60));
    format!("{year:04}-{month:02}-{day:02}")
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

#[cfg(test)]
mod tests {
    use super::civil;

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
        }
    }
}
