//! What counts as a failure of `diff`, from the command line and the file of approvals.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use eventspec_diff::{Approvals, Policy, Threshold};
use eventspec_emit::audiences;

use crate::Failure;

/// What `--threshold` is.
const THRESHOLD: &str = "Lowest severity that fails the check: LANE=EFFECT (may be repeated)";

/// What counts as a failure.
#[derive(clap::Args)]
pub(crate) struct PolicyArgs {
    #[arg(long, value_name = "LANE=EFFECT", value_parser = threshold, help = THRESHOLD, long_help = about_thresholds())]
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
    /// Today, as YYYY-MM-DD: a removal that was announced for an earlier day breaks nobody [default: today in UTC].
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<String>,
}

impl TodayArgs {
    /// The day as YYYY-MM-DD.
    pub(crate) fn day(&self) -> String {
        self.today.clone().unwrap_or_else(today)
    }
}

/// The file of approvals.
#[derive(clap::Args)]
pub(crate) struct ApprovalsArgs {
    /// File of approved changes. It does not have to exist.
    #[arg(long, value_name = "FILE", default_value = "approvals.toml")]
    approvals: PathBuf,
}

impl ApprovalsArgs {
    pub(crate) fn path(&self) -> &Path {
        &self.approvals
    }

    pub(crate) fn read(&self) -> Result<Approvals, Failure> {
        let path = self.approvals.display();
        match std::fs::read_to_string(&self.approvals) {
            Ok(text) => Approvals::parse(&text).map_err(|error| Failure::Io(format!("{path}: {error}"))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Approvals::default()),
            Err(error) => Err(Failure::Io(format!("cannot read {path}: {error}"))),
        }
    }
}

/// What `--threshold` is, at length.
fn about_thresholds() -> String {
    format!(
        "{THRESHOLD}.

Lanes are {}, or `all`; `LANE.strict` means those who use the strict types and schemas. Effects are notice, degrade, break, \
         never. The default is break for every lane, and for senders.strict, which are those who validate with the schemas.",
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
