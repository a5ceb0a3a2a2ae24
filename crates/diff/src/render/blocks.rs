//! What of a report is told together: the same kind of change with the same effects, however often it happened.

use std::collections::{HashMap, HashSet};

use crate::approvals::Cause;
use crate::audience::Strictness;
use crate::effect::Effect;
use crate::judged::Judged;
use crate::kinds::Kind;
use crate::severity::Severity;

/// Changes of one kind with the same effects, which are reported together. There is at least one.
pub(super) struct Block<'a> {
    pub(super) first: &'a Judged,
    /// The same change in several places: what was before and after is the same, too.
    pub(super) groups: Vec<Vec<&'a Judged>>,
}

impl<'a> Block<'a> {
    /// All of them.
    pub(super) fn members(&self) -> impl Iterator<Item = &'a Judged> {
        self.groups.iter().flatten().copied()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.groups.iter().map(Vec::len).sum()
    }

    /// The names of the events that it concerns, each once.
    pub(super) fn events(&self) -> Vec<&'a str> {
        let mut seen = HashSet::new();
        let all = self.members().flat_map(|judged| &judged.finding.events).map(String::as_str);
        all.filter(|name| seen.insert(*name)).collect()
    }

    /// What the changes might have meant to be, each once.
    pub(super) fn hints(&self) -> Vec<&'a str> {
        let mut hints: Vec<&str> = self.members().filter_map(|judged| judged.finding.hint.as_deref()).collect();
        hints.dedup();
        hints
    }
}

/// What is the same for all of a block.
#[derive(PartialEq, Eq, Hash)]
struct Key<'a> {
    kind: Kind,
    effects: Vec<Effect>,
    failures: Vec<(&'static str, Strictness)>,
    announced: bool,
    sunset: Option<&'a str>,
    approval: Option<(Cause, &'a str)>,
    unstable: bool,
    severity: Option<Severity>,
    bases: &'a [String],
}

impl<'a> Key<'a> {
    fn of(judged: &'a Judged) -> Self {
        let failure =
            |(audience, strictness, _): &(crate::Audience, Strictness, Effect)| (audience.as_str(), *strictness);
        Self {
            kind: judged.finding.kind,
            effects: judged.effects.cells().map(|(.., effect)| effect).collect(),
            failures: judged.failures.iter().map(failure).collect(),
            announced: judged.announced,
            sunset: judged.finding.sunset.as_deref(),
            approval: judged.approval.as_ref().map(|approval| (approval.cause, approval.reason.as_str())),
            unstable: judged.unstable,
            severity: judged.severity,
            bases: &judged.bases,
        }
    }
}

/// The blocks of findings, in the order in which each first appears.
pub(super) fn blocks(findings: &[Judged]) -> Vec<Block<'_>> {
    let mut known = HashMap::new();
    let mut values = HashMap::new();
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for judged in findings {
        let index = *known.entry(Key::of(judged)).or_insert(blocks.len());
        if index == blocks.len() {
            blocks.push(Block { first: judged, groups: Vec::new() });
        }
        let Some(block) = blocks.get_mut(index) else { continue };
        let value = (index, judged.finding.old.as_deref(), judged.finding.new.as_deref());
        let group = *values.entry(value).or_insert(block.groups.len());
        match block.groups.get_mut(group) {
            Some(group) => group.push(judged),
            None => block.groups.push(vec![judged]),
        }
    }
    blocks
}

/// How often a kind of change has an effect.
pub(super) struct Count {
    pub(super) kind: Kind,
    /// What the report calls it.
    pub(super) effect: Effect,
    pub(super) fails: bool,
    pub(super) number: usize,
}

/// How many changes there are of each kind, the worst first.
pub(super) fn counts(findings: &[Judged]) -> Vec<Count> {
    let mut known = HashMap::new();
    let mut counts: Vec<Count> = Vec::new();
    for judged in findings {
        let (kind, effect, fails) = (judged.finding.kind, judged.worst(), judged.is_failure());
        let index = *known.entry((kind, effect, fails)).or_insert(counts.len());
        match counts.get_mut(index) {
            Some(count) => count.number += 1,
            None => counts.push(Count { kind, effect, fails, number: 1 }),
        }
    }
    counts
}
