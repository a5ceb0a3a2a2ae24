//! Reports of one specification against several bases, made one.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::judged::Judged;
use crate::report::Report;

impl Report {
    /// One report of both bases: what fails against one of them fails, a change that both have is told once, and the version is the
    /// higher of the two that they ask for.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        // Both have those of the present specification, in its order.
        self.releases =
            self.releases.into_iter().zip(other.releases).map(|(mine, theirs)| mine.higher(theirs)).collect();
        self.events.iter_mut().for_each(|events| events.extend(other.events.iter().flatten().cloned()));
        self.base = format!("{}, {}", self.base, other.base);
        self.base_count += other.base_count;
        join(&mut self.findings, other.findings);
        join(&mut self.off, other.off);
        join(&mut self.filtered, other.filtered);
        self.findings.sort_by_key(|judged| Reverse(judged.rank()));
        self
    }
}

/// Adds changes to others; of two that are the same, the one that fails stays.
fn join(mine: &mut Vec<Judged>, theirs: Vec<Judged>) {
    let known = mine.iter().enumerate().map(|(index, judged)| (judged.finding.fingerprint(), index));
    let known: HashMap<String, usize> = known.collect();
    for mut judged in theirs {
        let same = known.get(&judged.finding.fingerprint()).and_then(|index| mine.get_mut(*index));
        let Some(same) = same else {
            mine.push(judged);
            continue;
        };
        let bases = same.bases.iter().chain(&judged.bases).cloned().collect();
        if judged.is_failure() && !same.is_failure() {
            std::mem::swap(same, &mut judged);
        }
        same.bases = bases;
    }
}
