//! A finding with what it does, and what is made of that.

use crate::approvals::Approval;
use crate::audience::{Audience, Strictness};
use crate::effect::Effect;
use crate::effects::Effects;
use crate::finding::Finding;
use crate::severity::Severity;
use crate::witness::Witness;

/// A finding, judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The finding.
    pub finding: Finding,
    /// The bases that it is a change against, in words.
    pub bases: Vec<String>,
    /// Put before the path of a file of the first of them.
    pub(crate) base_root: String,
    /// What it does to each audience.
    pub effects: Effects,
    /// What every change of its kind is, if that was decided.
    pub severity: Option<Severity>,
    /// Whether it reaches only events that are unstable: then it does not fail.
    pub unstable: bool,
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
    /// Whether it fails: where it passes a limit, or as every change of its kind.
    pub fn is_failure(&self) -> bool {
        let is_let_through = self.approval.is_some() || self.unstable;
        !self.failures.is_empty() || (self.severity == Some(Severity::Error) && !is_let_through)
    }

    /// What to do about it. Who has announced a removal has done what the kind says.
    pub(crate) fn remedy(&self) -> String {
        let removal = self.finding.sunset.as_ref().filter(|_| !self.finding.kind.is_deprecation());
        match removal {
            Some(_) if self.announced => {
                "Its `sunset` has passed: release it with the version that the changes ask for.".to_owned()
            }
            Some(sunset) => format!("Remove it after its `sunset`, {sunset}."),
            None => self.finding.kind.row().remedy.to_owned(),
        }
    }

    /// Whether it has no effect on anybody; these come last.
    pub(crate) fn is_quiet(&self) -> bool {
        self.effects.is_safe() && self.finding.hint.is_none() && self.severity != Some(Severity::Error)
    }

    /// The effects as versions count them: nobody was promised that an unstable event stays.
    pub(crate) fn effects_on_versions(&self) -> Effects {
        if self.unstable { self.effects.clone().at_most(Effect::Degrade) } else { self.effects.clone() }
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
