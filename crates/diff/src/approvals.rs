//! Changes that somebody has decided to let through, and why.

use eventspec_catalog::{Fault, Form, Key, is_date, key, read_file, required, suggestion};
use serde::Deserialize;
use toml::Spanned;

use crate::finding::Finding;
use crate::phrases::printable;
use crate::severity::{self, Severities, Written};

/// The file of approvals: the changes that are let through, and what is made of kinds of change.
#[derive(Clone, Debug, Default)]
pub struct Approvals {
    /// One entry per change.
    pub approve: Vec<Approval>,
    /// What every change of a kind is.
    pub severity: Severities,
}

/// One change that is let through.
#[derive(Clone, Debug)]
pub struct Approval {
    /// What identifies the change; see [`Finding::fingerprint`].
    pub fingerprint: String,
    /// Its kind, for people.
    pub kind: String,
    /// What changed, for people.
    pub path: String,
    /// Where the change comes from.
    pub cause: Cause,
    /// Why it is let through.
    pub reason: String,
    /// The last day (`YYYY-MM-DD`) on which the approval holds.
    pub expires: Option<String>,
}

/// Where a change comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// The vendor sends something else.
    Upstream,
    /// The specification was wrong.
    Correction,
    /// We say the same otherwise.
    Redesign,
}

/// The keys of the file.
static KEYS: [Key; 8] = [
    key("approve", Form::Tables, "tables", "[[approve]]"),
    required("fingerprint", Form::Word, "a fingerprint in quotes", r#"fingerprint = "0123456789abcdef""#),
    key("kind", Form::Word, "a code in quotes", r#"kind = "type-changed""#),
    key("path", Form::Text, "a string", r#"path = "order.amount""#),
    required("cause", Form::Word, "`\"upstream\"`, `\"correction\"` or `\"redesign\"`", r#"cause = "upstream""#),
    required("reason", Form::Text, "a string", r#"reason = "It was never sent.""#),
    key("expires", Form::Word, "a date in quotes", r#"expires = "2027-01-31""#),
    key("severity", Form::Table, "a table", "[severity]"),
];

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    approve: Vec<Entry>,
    #[serde(default)]
    severity: Written,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    fingerprint: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    path: String,
    cause: Spanned<String>,
    reason: Spanned<String>,
    expires: Option<Spanned<String>>,
}

impl Entry {
    /// What is wrong with its values.
    fn faults(&self) -> Vec<Fault> {
        let cause = self.cause.get_ref();
        let unknown = Cause::parse(cause).is_none().then(|| {
            let known = Cause::ALL.map(Cause::as_str);
            (self.cause.span(), format!("unknown value `{cause}`"), suggestion(cause, &known, "value"))
        });
        let unsaid = self.reason.get_ref().trim().is_empty().then(|| {
            (self.reason.span(), "`reason` is empty".to_owned(), "write why the change is let through".to_owned())
        });
        let day = self.expires.as_ref().filter(|day| !is_date(day.get_ref())).map(|day| {
            let message = format!("`{}` is not a valid date", day.get_ref());
            (day.span(), message, "write it as `YYYY-MM-DD`".to_owned())
        });
        unknown.into_iter().chain(unsaid).chain(day).collect()
    }

    fn approval(self) -> Option<Approval> {
        let Self { fingerprint, kind, path, cause, reason, expires } = self;
        let (cause, expires) = (Cause::parse(cause.get_ref())?, expires.map(Spanned::into_inner));
        Some(Approval { fingerprint, kind, path, cause, reason: reason.into_inner(), expires })
    }
}

impl Cause {
    const ALL: [Self; 3] = [Self::Upstream, Self::Correction, Self::Redesign];

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.as_str() == word)
    }

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
    /// Reads a file of approvals; its path is for the report of what is wrong with it.
    pub fn parse(path: &str, text: &str) -> Result<Self, eventspec_catalog::Report> {
        let check =
            |file: &File| file.approve.iter().flat_map(Entry::faults).chain(severity::faults(&file.severity)).collect();
        let File { approve, severity } = read_file(&KEYS, (path, text), check)?;
        let approve = approve.into_iter().filter_map(Entry::approval).collect();
        Ok(Self { approve, severity: Severities::of_file(&severity) })
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
            let about = [&approval.fingerprint, &approval.kind, &approval.path].map(|text| start(text)).join(" ");
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

/// A text of the file on one line, or how it begins if it is long.
fn start(text: &str) -> String {
    const LONG: usize = 200;
    match text.char_indices().nth(LONG) {
        Some((end, _)) => format!("{}…", printable(text.get(..end).unwrap_or_default())),
        None => printable(text),
    }
}

impl Approval {
    fn is_expired(&self, today: &str) -> bool {
        self.expires.as_deref().is_some_and(|day| day < today)
    }
}
