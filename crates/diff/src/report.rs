//! A comparison with everything that outputs say about it.

use eventspec_catalog::Catalog;

use crate::approvals::Approvals;
use crate::audience::Audiences;
use crate::bump::{Release, releases};
use crate::compare::compare;
use crate::effects::Effects;
use crate::finding::{Finding, Side};
use crate::judged::Judged;
use crate::policy::Policy;
use crate::witness::{self, Sides};

/// What the two specifications are called.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The old one, in words.
    pub base: &'a str,
    /// Put before the path of a file of the old one, as `spec/`.
    pub base_root: &'a str,
    /// Put before the path of a file of the new one.
    pub root: &'a str,
}

/// A comparison, judged.
#[derive(Clone, Debug)]
pub struct Report {
    /// Title of the catalogue.
    pub title: String,
    /// What was compared with, in words.
    pub base: String,
    /// Put before the path of a file of the new specification, as `spec/`.
    pub root: String,
    /// Put before the path of a file of the old one.
    pub base_root: String,
    /// Whom a change may affect.
    pub audiences: Audiences,
    /// The findings, the worst first.
    pub findings: Vec<Judged>,
    /// What is published, and the versions that the changes ask for. What has the version of the specification comes first.
    pub releases: Vec<Release>,
}

impl Report {
    /// Judges the differences of two catalogues.
    pub fn new(old: &Catalog, new: &Catalog, policy: &Policy, approvals: &Approvals, names: Names<'_>) -> Self {
        let comparison = compare(old, new);
        let sides = Sides { old, new, pairing: &comparison.pairing, shapes: &comparison.shapes };
        let judge = |finding: &Finding| {
            let effects = Effects::of(&policy.audiences, finding.kind, finding.closed);
            let approval = approvals.of(finding, &policy.today).cloned();
            let failures = if approval.is_some() { Vec::new() } else { policy.failures(finding, &effects) };
            let witnesses = witness::witnesses(finding, &effects, sides);
            let announced = policy.is_announced(finding);
            let mut finding = finding.clone();
            if policy.is_late(&finding) {
                finding.hint = Some(
                    "the `sunset` is in the past, which announces nothing; write a day that is still to come"
                        .to_owned(),
                );
            }
            Judged { finding, effects, failures, announced, approval, witnesses }
        };
        let mut findings: Vec<Judged> = comparison.findings.iter().map(judge).collect();
        findings.sort_by_key(|judged| std::cmp::Reverse(judged.rank()));
        let releases = releases(&findings, &policy.audiences, [old, new]);
        Self {
            title: new.title.clone(),
            base: names.base.to_owned(),
            root: names.root.to_owned(),
            base_root: names.base_root.to_owned(),
            audiences: policy.audiences.clone(),
            findings,
            releases,
        }
    }

    /// The report of a specification that has no older one: everything is new, so nobody has anything that it affects, and its version
    /// is the first.
    pub fn first(new: &Catalog, policy: &Policy, names: Names<'_>) -> Self {
        let nothing = Catalog { groups: vec![], types: vec![], payloads: vec![], samples: vec![], ..new.clone() };
        let mut report = Self::new(&nothing, new, policy, &Approvals::default(), names);
        for judged in &mut report.findings {
            judged.effects = Effects::safe(&policy.audiences);
            judged.failures.clear();
            judged.witnesses.clear();
        }
        // As if nothing had changed since: the first version is whatever it is.
        report.releases = releases(&[], &policy.audiences, [new, new]);
        report
    }

    /// The version that is published of all that has the version of the specification.
    pub fn version(&self) -> &str {
        self.releases.first().map_or("", Release::version)
    }

    /// Whether any finding passes a limit.
    pub fn fails(&self) -> bool {
        self.findings.iter().any(Judged::is_failure)
    }

    /// What approvals know the changes by.
    pub fn fingerprints(&self) -> Vec<String> {
        self.findings.iter().map(|judged| judged.finding.fingerprint()).collect()
    }

    /// The effects of all findings together.
    pub(crate) fn effects(&self) -> Effects {
        let safe = Effects::safe(&self.audiences);
        self.findings.iter().fold(safe, |effects, judged| effects.worst(&judged.effects))
    }

    /// Where a finding is, for people and for tools that open files.
    pub(crate) fn file(&self, finding: &Finding) -> String {
        let root = if finding.side == Side::Old { &self.base_root } else { &self.root };
        format!("{root}{}", finding.place.file())
    }

    /// `file:line:column`, and whether that is in the base.
    pub(crate) fn place(&self, finding: &Finding) -> String {
        let (line, column) = (finding.place.line(), finding.place.column());
        let base = if finding.side == Side::Old { " (in the base)" } else { "" };
        format!("{}:{line}:{column}{base}", self.file(finding))
    }
}
