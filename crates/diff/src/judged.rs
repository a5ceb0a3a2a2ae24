//! A finding with what it does, and what is made of that.

use crate::approvals::Approval;
use crate::audience::{Audience, Strictness};
use crate::effect::Effect;
use crate::effects::Effects;
use crate::finding::Finding;
use crate::witness::Witness;

/// A finding, judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The finding.
    pub finding: Finding,
    /// What it does to each audience.
    pub effects: Effects,
    /// Where it passes a limit.
    pub failures: Vec<(Audience, Strictness, Effect)>,
    /// Whether it was announced to happen by now.
    pub announced: bool,
    /// Who let it through, and why.
    pub approval: Option<Approval>,
    /// What shows the breaks.
    pub witnesses: Vec<Witness>,
}

impl Judged {
    /// Whether it passes a limit.
    pub fn is_failure(&self) -> bool {
        !self.failures.is_empty()
    }

    /// Whether it has no effect on anybody; these come last.
    pub(crate) fn is_quiet(&self) -> bool {
        self.effects.is_safe() && self.finding.hint.is_none()
    }

    /// What a report calls it: the worst effect on those who use the tolerant SDKs, or the one that passes a limit.
    pub(crate) fn worst(&self) -> Effect {
        let failures = self.failures.iter().map(|(.., effect)| *effect);
        failures.chain([self.worst_where(Strictness::Tolerant)]).max().unwrap_or_default()
    }

    /// What comes first in a report is the greatest.
    pub(crate) fn rank(&self) -> impl Ord + use<> {
        (self.is_failure(), self.worst(), self.worst_where(Strictness::Strict), !self.is_quiet())
    }

    fn worst_where(&self, wanted: Strictness) -> Effect {
        let cells = self.effects.cells().filter(|(_, strictness, _)| *strictness == wanted);
        cells.map(|(.., effect)| effect).max().unwrap_or_default()
    }
}
