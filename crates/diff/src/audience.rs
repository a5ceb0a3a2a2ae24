//! The audiences of a change, and how hard it hits each.

/// Who is affected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// Programs with an SDK of the old specification, which are sent payloads of the new one.
    Receivers,
    /// Those who make payloads as the old specification says, and have them judged by the new one.
    Senders,
    /// Stored payloads of the old specification, read again with an SDK of the new one.
    Stored,
    /// Rust source that uses the old SDK, compiled with the new one.
    Rust,
    /// TypeScript source that uses the old SDK, compiled with the new one.
    TypeScript,
}

impl Lane {
    /// Every lane, in the order of the table.
    pub const ALL: [Self; 5] = [Self::Receivers, Self::Senders, Self::Stored, Self::Rust, Self::TypeScript];

    /// The name in options and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Receivers => "receivers",
            Self::Senders => "senders",
            Self::Stored => "stored",
            Self::Rust => "rust",
            Self::TypeScript => "typescript",
        }
    }

    /// The lane of a name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.as_str() == name)
    }
}

/// Which way of using the output is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flavour {
    /// The tolerant SDKs: decoding that cannot fail on content, code that leaves room for more.
    Tolerant,
    /// `rust-strict`, `~standard` validation, JSON Schema; code that names every case and member.
    Strict,
}

impl Flavour {
    /// Both flavours.
    pub const ALL: [Self; 2] = [Self::Tolerant, Self::Strict];

    /// The name in options and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tolerant => "tolerant",
            Self::Strict => "strict",
        }
    }
}

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

/// The effect on each lane, in both flavours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lanes([[Effect; 2]; 5]);

impl Lanes {
    /// Reads a row of the table: a word of two letters per lane, tolerant before strict, as `nn ss ss sb ss`.
    pub(crate) const fn row(text: &[u8; 14]) -> Self {
        let [r0, r1, _, s0, s1, _, p0, p1, _, c0, c1, _, t0, t1] = *text;
        Self([
            [effect(r0), effect(r1)],
            [effect(s0), effect(s1)],
            [effect(p0), effect(p1)],
            [effect(c0), effect(c1)],
            [effect(t0), effect(t1)],
        ])
    }

    /// The effect on one lane.
    pub fn get(self, lane: Lane, flavour: Flavour) -> Effect {
        let [tolerant, strict] = match (self.0, lane) {
            ([effects, _, _, _, _], Lane::Receivers)
            | ([_, effects, _, _, _], Lane::Senders)
            | ([_, _, effects, _, _], Lane::Stored)
            | ([_, _, _, effects, _], Lane::Rust)
            | ([_, _, _, _, effects], Lane::TypeScript) => effects,
        };
        match flavour {
            Flavour::Tolerant => tolerant,
            Flavour::Strict => strict,
        }
    }

    /// The worse of two, lane by lane.
    #[must_use]
    pub fn worst(self, other: Self) -> Self {
        let mut out = self;
        for (mine, theirs) in out.0.iter_mut().flatten().zip(other.0.into_iter().flatten()) {
            *mine = (*mine).max(theirs);
        }
        out
    }

    /// Every cell.
    pub fn cells(self) -> impl Iterator<Item = (Lane, Flavour, Effect)> {
        let cells = Lane::ALL.into_iter().flat_map(|lane| Flavour::ALL.map(|flavour| (lane, flavour)));
        cells.map(move |(lane, flavour)| (lane, flavour, self.get(lane, flavour)))
    }
}

const fn effect(letter: u8) -> Effect {
    match letter {
        b's' => Effect::Safe,
        b'n' => Effect::Notice,
        b'd' => Effect::Degrade,
        _ => Effect::Break,
    }
}
