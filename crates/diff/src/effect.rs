//! How hard a change hits: one audience, those of the wire, everybody.

use crate::audience::{Audience, Audiences, Strictness};
use crate::kinds::Kind;

/// How hard a change hits, from nothing to worst.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Nothing can be seen.
    #[default]
    Safe,
    /// Everything works; something new is reported.
    Notice,
    /// It works, and a value or event that the code relies on is no longer found.
    Degrade,
    /// It fails: to decode, to validate, to compile.
    Break,
}

impl Effect {
    /// Every effect, the mildest first.
    pub const ALL: [Self; 4] = [Self::Safe, Self::Notice, Self::Degrade, Self::Break];

    /// The name in options and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Notice => "notice",
            Self::Degrade => "degrade",
            Self::Break => "break",
        }
    }

    /// The effect of a name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|effect| effect.as_str() == name)
    }
}

/// What a kind of change does to those who exchange payloads: the tolerant effect, then the strict one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WireEffects {
    /// To [`Audience::Receivers`].
    pub receivers: [Effect; 2],
    /// To [`Audience::Senders`].
    pub senders: [Effect; 2],
    /// To [`Audience::Stored`].
    pub stored: [Effect; 2],
}

/// The effect on each audience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effects {
    cells: Vec<(Audience, [Effect; 2])>,
}

impl Effects {
    /// What a kind of change does to everybody.
    pub(crate) fn of(audiences: &Audiences, kind: Kind, closed: bool) -> Self {
        let wire = kind.wire(closed);
        let effects = |audience: Audience| match audience {
            Audience::Receivers => wire.receivers,
            Audience::Senders => wire.senders,
            Audience::Stored => wire.stored,
            Audience::Source(lane) => (lane.effects)(kind, closed),
        };
        Self { cells: audiences.iter().map(|audience| (audience, effects(audience))).collect() }
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

    /// Every cell.
    pub fn cells(&self) -> impl Iterator<Item = (Audience, Strictness, Effect)> {
        self.cells.iter().flat_map(|(audience, effects)| {
            Strictness::ALL.into_iter().zip(effects).map(|(strictness, effect)| (*audience, strictness, *effect))
        })
    }
}
