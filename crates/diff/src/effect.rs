//! How hard a change hits one audience, and those who exchange payloads.

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WireEffects {
    /// To [`Audience::Receivers`](crate::Audience::Receivers).
    pub receivers: [Effect; 2],
    /// To [`Audience::Senders`](crate::Audience::Senders).
    pub senders: [Effect; 2],
    /// To [`Audience::Stored`](crate::Audience::Stored).
    pub stored: [Effect; 2],
}
