//! A comparison with everything that outputs say about it.

use std::collections::{BTreeSet, HashSet};

use eventspec_catalog::Catalog;

use crate::approvals::Approvals;
use crate::audience::Audiences;
use crate::bump::{Release, releases};
use crate::compare::compare;
use crate::effects::Effects;
use crate::filter::Sieve;
use crate::finding::{Finding, Side};
use crate::judged::Judged;
use crate::policy::Policy;
use crate::severity::Severity;
use crate::stability::{is_unstable, unstable_events};
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
    /// The events that it is about, if it is not about all.
    pub(crate) events: Option<BTreeSet<String>>,
    /// How many bases there are.
    pub(crate) base_count: usize,
    /// Whom a change may affect.
    pub audiences: Audiences,
    /// The findings, the worst first.
    pub findings: Vec<Judged>,
    /// Those of kinds that are off.
    pub(crate) off: Vec<Judged>,
    /// Those that the filter leaves out.
    pub(crate) filtered: Vec<Judged>,
    /// What is published, and the versions that the changes ask for. What has the version of the specification comes first.
    pub releases: Vec<Release>,
}

impl Report {
    /// Judges the differences of two catalogues.
    pub fn new(old: &Catalog, new: &Catalog, policy: &Policy, approvals: &Approvals, names: Names<'_>) -> Self {
        let comparison = compare(old, new);
        let sides = Sides { old, new, pairing: &comparison.pairing, shapes: &comparison.shapes };
        let (sieve, unstable_events) = (policy.filter.between(sides), unstable_events(sides));
        let judge = Judge { policy, approvals, names, sides, sieve: &sieve, unstable_events };
        let all = comparison.findings.iter().map(|finding| judge.judge(finding));
        let (all, filtered): (Vec<Judged>, _) = all.partition(|judged| sieve.lets_through(&judged.finding));
        let (off, mut findings): (_, Vec<Judged>) =
            all.into_iter().partition(|judged| judged.severity == Some(Severity::Off));
        findings.sort_by_key(|judged| std::cmp::Reverse(judged.rank()));
        let all = findings.iter().chain(&off).chain(&filtered);
        let releases = releases(all, &policy.audiences, [old, new]);
        Self {
            title: new.title.clone(),
            base: names.base.to_owned(),
            root: names.root.to_owned(),
            events: (!policy.filter.events.is_empty()).then(|| sieve.events()),
            base_count: 1,
            audiences: policy.audiences.clone(),
            findings,
            off,
            filtered,
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
        report.releases = releases(std::iter::empty(), &policy.audiences, [new, new]);
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

    /// Every change, reported or not: versions count all of them.
    fn all(&self) -> impl Iterator<Item = &Judged> + Clone {
        self.findings.iter().chain(&self.off).chain(&self.filtered)
    }

    /// What approvals know the changes by.
    pub fn fingerprints(&self) -> Vec<String> {
        self.all().map(|judged| judged.finding.fingerprint()).collect()
    }

    /// The effects of all findings together.
    pub(crate) fn effects(&self) -> Effects {
        let safe = Effects::safe(&self.audiences);
        self.findings.iter().fold(safe, |effects, judged| effects.worst(&judged.effects))
    }

    /// Where a finding is, for people and for tools that open files.
    pub(crate) fn file(&self, judged: &Judged) -> String {
        let root = if judged.finding.side == Side::Old { &judged.base_root } else { &self.root };
        format!("{root}{}", judged.finding.place.file())
    }

    /// `file:line:column`, and whether that is in the base.
    pub(crate) fn place(&self, judged: &Judged) -> String {
        let finding = &judged.finding;
        let (line, column) = (finding.place.line(), finding.place.column());
        let base = if finding.side == Side::Old { " (in the base)" } else { "" };
        format!("{}:{line}:{column}{base}", self.file(judged))
    }
}

/// What a change is judged by.
struct Judge<'a> {
    policy: &'a Policy,
    approvals: &'a Approvals,
    names: Names<'a>,
    sides: Sides<'a>,
    sieve: &'a Sieve<'a>,
    unstable_events: HashSet<&'a str>,
}

impl Judge<'_> {
    fn judge(&self, finding: &Finding) -> Judged {
        let policy = self.policy;
        let effects = Effects::of_finding(&policy.audiences, finding);
        let approval = self.approvals.of(finding, &policy.today).cloned();
        let severity = self.approvals.severity.of(finding);
        let unstable = is_unstable(finding, &self.unstable_events);
        let is_let_through =
            approval.is_some() || unstable || matches!(severity, Some(Severity::Warning | Severity::Off));
        let failures = if is_let_through { Vec::new() } else { policy.failures(finding, &effects) };
        // Nobody sees those of what is not reported.
        let is_reported = severity != Some(Severity::Off) && self.sieve.lets_through(finding);
        let witnesses = if is_reported { witness::witnesses(finding, &effects, self.sides) } else { Vec::new() };
        let announced = policy.is_announced(finding);
        let mut finding = finding.clone();
        finding.hint = policy.flaw(&finding).or(finding.hint);
        let (bases, base_root) = (vec![self.names.base.to_owned()], self.names.base_root.to_owned());
        Judged { finding, bases, base_root, effects, severity, unstable, failures, announced, approval, witnesses }
    }
}
