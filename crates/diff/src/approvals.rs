//! Changes that somebody has decided to let through, and why.

use serde::Deserialize;

use crate::finding::Finding;
use crate::severity::Severities;

/// The file of approvals: the changes that are let through, and what is made of kinds of change.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approvals {
    /// One entry per change.
    #[serde(default)]
    pub approve: Vec<Approval>,
    /// What every change of a kind is, by its code.
    #[serde(default)]
    pub severity: Severities,
}

/// One change that is let through.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// What identifies the change; see [`Finding::fingerprint`].
    pub fingerprint: String,
    /// Its kind, for people.
    #[serde(default)]
    pub kind: String,
    /// What changed, for people.
    #[serde(default)]
    pub path: String,
    /// Where the change comes from.
    pub cause: Cause,
    /// Why it is let through.
    pub reason: String,
    /// The last day (`YYYY-MM-DD`) on which the approval holds.
    pub expires: Option<String>,
}

/// Where a change comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cause {
    /// The vendor sends something else.
    Upstream,
    /// The specification was wrong.
    Correction,
    /// We say the same otherwise.
    Redesign,
}

impl Cause {
    /// The word in files and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Upstream => "upstream",
            Self::Correction => "correction",
            Self::Redesign => "redesign",
        }
    }
}

impl Approvals {
    /// Reads a file of approvals.
    ///
    /// # Errors
    /// Says where it is not valid.
    pub fn parse(text: &str) -> Result<Self, String> {
        let approvals: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        match approvals.approve.iter().find(|approval| approval.reason.trim().is_empty()) {
            Some(approval) => Err(format!("the approval {} has no reason", approval.fingerprint)),
            None => Ok(approvals),
        }
    }

    /// The same for good, and nothing but that: what was let through stays true when it may no longer be, and what is not reported
    /// happened nevertheless.
    #[must_use]
    pub fn as_history(mut self) -> Self {
        self.severity = Severities::default();
        self.approve.iter_mut().for_each(|approval| approval.expires = None);
        self
    }

    /// The approval of a finding, if it holds today.
    pub(crate) fn of(&self, finding: &Finding, today: &str) -> Option<&Approval> {
        let fingerprint = finding.fingerprint();
        self.approve.iter().find(|approval| approval.fingerprint == fingerprint && !approval.is_expired(today))
    }

    /// What is wrong with the file: entries that have expired, and entries that match none of the changes, which are known by their
    /// [fingerprints](crate::Report::fingerprints).
    pub fn leftovers(&self, known: &[String], today: &str) -> Vec<String> {
        let leftover = |approval: &Approval| {
            let about = [&approval.fingerprint, &approval.kind, &approval.path].map(String::as_str).join(" ");
            let about = about.trim_end().to_owned();
            match &approval.expires {
                Some(day) if approval.is_expired(today) => Some(format!("the approval {about} expired after {day}")),
                _ if !known.contains(&approval.fingerprint) => {
                    Some(format!("the approval {about} matches no change; remove it"))
                }
                _ => None,
            }
        };
        self.approve.iter().filter_map(leftover).collect()
    }
}

impl Approval {
    fn is_expired(&self, today: &str) -> bool {
        self.expires.as_deref().is_some_and(|day| day < today)
    }
}
