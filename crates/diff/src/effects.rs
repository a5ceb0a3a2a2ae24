//! How hard a change hits each audience.

use crate::audience::{Audience, Audiences, Strictness};
use crate::effect::{Effect, WireEffects};
use crate::finding::{Around, Finding};
use crate::kinds::Kind;

/// The effect on each audience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effects {
    cells: Vec<(Audience, [Effect; 2])>,
}

impl Effects {
    /// What a change does to everybody: what its kind does, where somebody sends it.
    pub fn of_finding(audiences: &Audiences, finding: &Finding) -> Self {
        let met = Self::on_the_wire(audiences, finding.met);
        let mut effects = Self::of(audiences, finding.kind, finding.around).worst(&met);
        for (audience, cells) in &mut effects.cells {
            let is_met = match audience {
                Audience::Source(lane) => lane.types_events || !finding.of_event,
                wire => wire.from().is_none_or(|from| finding.sent_by.is(from)),
            };
            if !is_met {
                *cells = [Effect::Safe; 2];
            }
        }
        effects
    }

    /// What a kind of change does to everybody.
    pub fn of(audiences: &Audiences, kind: Kind, around: Around) -> Self {
        let mut effects = Self::on_the_wire(audiences, kind.wire(around));
        for (audience, cells) in &mut effects.cells {
            if let Audience::Source(lane) = audience {
                *cells = (lane.effects)(kind, around == Around::Closed);
            }
        }
        effects
    }

    /// No effect on source.
    fn on_the_wire(audiences: &Audiences, wire: WireEffects) -> Self {
        let effects = |audience: Audience| match audience {
            Audience::Receivers => wire.receivers,
            Audience::Senders => wire.senders,
            Audience::Stored => wire.stored,
            Audience::Source(_) => [Effect::Safe; 2],
        };
        Self { cells: audiences.iter().map(|audience| (audience, effects(audience))).collect() }
    }

    /// Whether the object around it makes a difference to any of them: one that is closed, or has a `rest`.
    pub fn depend_on(around: Around, audiences: &Audiences, kind: Kind) -> bool {
        Self::of(audiences, kind, Around::Open) != Self::of(audiences, kind, around)
    }

    /// No effect on anybody.
    pub fn safe(audiences: &Audiences) -> Self {
        Self { cells: audiences.iter().map(|audience| (audience, [Effect::Safe; 2])).collect() }
    }

    /// Whether it has no effect on anybody.
    pub fn is_safe(&self) -> bool {
        self.cells().all(|(.., effect)| effect == Effect::Safe)
    }

    /// The effect on one audience.
    pub fn get(&self, audience: Audience, strictness: Strictness) -> Effect {
        let found = self.cells().find(|(one, other, _)| (*one, *other) == (audience, strictness));
        found.map_or(Effect::Safe, |(.., effect)| effect)
    }

    /// The worse of two, audience by audience.
    #[must_use]
    pub fn worst(mut self, other: &Self) -> Self {
        for (audience, effects) in &mut self.cells {
            for (mine, strictness) in effects.iter_mut().zip(Strictness::ALL) {
                *mine = (*mine).max(other.get(*audience, strictness));
            }
        }
        self
    }

    /// The same, with none that is worse than one of them.
    #[must_use]
    pub(crate) fn at_most(mut self, most: Effect) -> Self {
        let cells = self.cells.iter_mut().flat_map(|(_, effects)| effects);
        cells.for_each(|effect| *effect = (*effect).min(most));
        self
    }

    /// Every cell.
    pub fn cells(&self) -> impl Iterator<Item = (Audience, Strictness, Effect)> {
        self.cells.iter().flat_map(|(audience, effects)| {
            Strictness::ALL.into_iter().zip(effects).map(|(strictness, effect)| (*audience, strictness, *effect))
        })
    }
}
