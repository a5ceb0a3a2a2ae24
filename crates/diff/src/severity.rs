//! What a project makes of a kind of change, whatever its effects: the table `[severity]` of the approvals file.

use std::collections::BTreeMap;

use eventspec_catalog::{Fault, suggestion};
use toml::Spanned;

use crate::finding::Finding;
use crate::kinds::Kind;

/// What every change of a kind is.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Severity {
    /// It fails, unless it is approved.
    Error,
    /// It is reported, and never fails.
    Warning,
    /// It is not reported; versions count it.
    Off,
}

impl Severity {
    const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Off];

    fn parse(value: &toml::Value) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| value.as_str() == Some(severity.as_str()))
    }

    /// The word in files and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Off => "off",
        }
    }
}

/// The table as it is written.
pub(crate) type Written = BTreeMap<Spanned<String>, Spanned<toml::Value>>;

/// What is wrong with the table.
pub(crate) fn faults(table: &Written) -> impl Iterator<Item = Fault> {
    let of = |(code, word): (&Spanned<String>, &Spanned<toml::Value>)| {
        let unknown = Kind::parse(code.get_ref()).is_none().then(|| {
            let codes: Vec<&str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
            let message = format!("unknown kind of change `{}`", code.get_ref());
            (code.span(), message, suggestion(code.get_ref(), &codes, "kind"))
        });
        let wrong = Severity::parse(word.get_ref()).is_none().then(|| {
            let message = match word.get_ref().as_str() {
                Some(word) => format!("`{word}` is not a valid severity"),
                None => "a severity is a string".to_owned(),
            };
            (word.span(), message, "write `\"error\"`, `\"warning\"` or `\"off\"`".to_owned())
        });
        unknown.into_iter().chain(wrong)
    };
    table.iter().flat_map(of)
}

/// The severity of each kind that has one.
#[derive(Clone, Debug, Default)]
pub struct Severities(BTreeMap<Kind, Severity>);

impl Severities {
    pub(crate) fn of_file(table: &Written) -> Self {
        let one = |(code, word): (&Spanned<String>, &Spanned<toml::Value>)| {
            Some((Kind::parse(code.get_ref())?, Severity::parse(word.get_ref())?))
        };
        Self(table.iter().filter_map(one).collect())
    }

    pub(crate) fn of(&self, finding: &Finding) -> Option<Severity> {
        self.0.get(&finding.kind).copied()
    }
}
