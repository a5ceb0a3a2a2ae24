//! What a project makes of a kind of change, whatever its effects: the table `[severity]` of the approvals file.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::finding::Finding;
use crate::kinds::Kind;
use crate::nearest::closest;

/// What every change of a kind is.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It fails, unless it is approved.
    Error,
    /// It is reported, and never fails.
    Warning,
    /// It is not reported; versions count it.
    Off,
}

impl Severity {
    /// The word in files and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Off => "off",
        }
    }
}

/// The severity of each kind that has one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Severities(BTreeMap<Code, Severity>);

impl Severities {
    pub(crate) fn of(&self, finding: &Finding) -> Option<Severity> {
        self.0.get(&Code(finding.kind)).copied()
    }
}

/// A kind, by its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
struct Code(Kind);

impl TryFrom<String> for Code {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        let codes = || Kind::ALL.iter().map(|kind| kind.code());
        let unknown = || {
            let near = closest(&code, codes()).unwrap_or_default();
            format!("there is no kind of change `{code}`; the nearest is `{near}`")
        };
        Kind::parse(&code).map(Self).ok_or_else(unknown)
    }
}
