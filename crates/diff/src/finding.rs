//! One change, as data.

use std::fmt::Write as _;

use eventspec_catalog::{Place, Unlisted};
use sha2::{Digest, Sha256};

use crate::effect::WireEffects;
use crate::kinds::Kind;

/// Which of the two specifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The one compared with.
    Old,
    /// The one that is there now.
    New,
}

impl Side {
    /// The side across.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::Old => Self::New,
            Self::New => Self::Old,
        }
    }
}

/// What an object takes besides its fields; the one that hits hardest is last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Around {
    /// Members of one type.
    Rest,
    /// Whatever comes, as unknown fields.
    Open,
    /// Nothing.
    Closed,
}

impl Around {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Rest, Self::Open, Self::Closed];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rest => "rest",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

impl From<&Unlisted> for Around {
    fn from(unlisted: &Unlisted) -> Self {
        match unlisted {
            Unlisted::Rest(_) => Self::Rest,
            Unlisted::Unknown => Self::Open,
            Unlisted::Never => Self::Closed,
        }
    }
}

/// One change between two specifications.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What kind of change it is.
    pub kind: Kind,
    /// Whether it is in what an event narrows of its payload, which some languages have no types of.
    pub of_event: bool,
    /// What the object around it takes besides its fields, on the side that minds.
    pub around: Around,
    /// What changed, as `groups/common.user_email`: a file of the specification and a name in it.
    pub path: String,
    /// What it was.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
    /// Where it is written.
    pub place: Place,
    /// In which of the two specifications `place` is.
    pub side: Side,
    /// The events it concerns, under their new names.
    pub events: Vec<String>,
    /// Which side's payloads can have it.
    pub sent_by: SentBy,
    /// What payloads with an empty string or `null` in its place meet beyond what its kind says.
    pub met: WireEffects,
    /// What it is about, for those who have to find it in a catalogue.
    pub subject: Subject,
    /// The day after which it was announced to go; of a deprecation, the day that it announces.
    pub sunset: Option<String>,
    /// What the change might have meant to be.
    pub hint: Option<String>,
}

/// Which side's payloads can have what changed. What no event of a side reaches, nobody sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentBy {
    /// Those of the old specification.
    pub old: bool,
    /// Those of the new one.
    pub new: bool,
}

impl SentBy {
    /// Either side.
    pub const BOTH: Self = Self { old: true, new: true };

    /// Whether payloads of a side have it.
    pub(crate) fn is(self, side: Side) -> bool {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }

    /// What both of two are.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { old: self.old && other.old, new: self.new && other.new }
    }

    /// What either of two is.
    pub(crate) fn or(self, other: Self) -> Self {
        Self { old: self.old || other.old, new: self.new || other.new }
    }
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The catalogue as a whole.
    Catalog,
    /// A group of fields.
    Group(String),
    /// A delivery, by its name.
    Delivery(String),
    /// An event, by its names.
    Event(Pair),
    /// A payload as an object, by its names.
    Payload(Pair),
    /// A named type, by its names.
    Type(Pair),
    /// A field of an object.
    Field {
        /// The object.
        owner: Owner,
        /// The field's names.
        field: Pair,
    },
    /// A value of an enum, by the names of its type.
    Value {
        /// The enum.
        ty: Pair,
        /// The value.
        value: Pair,
    },
}

impl Subject {
    /// The object, if it is one.
    pub fn owner(&self) -> Option<Owner> {
        match self {
            Self::Payload(pair) => Some(Owner::Payload(pair.clone())),
            Self::Type(pair) => Some(Owner::Type(pair.clone())),
            Self::Catalog
            | Self::Group(_)
            | Self::Delivery(_)
            | Self::Event(_)
            | Self::Field { .. }
            | Self::Value { .. } => None,
        }
    }
}

/// What an object is to the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A payload, by its names.
    Payload(Pair),
    /// A type, by its names.
    Type(Pair),
}

/// The names of one thing on both sides; `None` where it is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// In the old specification.
    pub old: Option<String>,
    /// In the new one.
    pub new: Option<String>,
}

impl Pair {
    /// A thing that both sides have.
    pub(crate) fn both(old: &str, new: &str) -> Self {
        Self { old: Some(old.to_owned()), new: Some(new.to_owned()) }
    }

    /// The name on one side.
    pub(crate) fn on(&self, side: Side) -> Option<&str> {
        match side {
            Side::Old => self.old.as_deref(),
            Side::New => self.new.as_deref(),
        }
    }
}

impl Finding {
    /// What identifies the change: kind, path, old and new value, what the object around it takes, which side sends it, and
    /// the events that it reaches. Neither wording nor position is part of it, and no audience: an approval holds whatever languages there are, but not
    /// for the same change where it hits more.
    pub fn fingerprint(&self) -> String {
        let part = |text: Option<&str>| text.map_or_else(|| "-".to_owned(), |text| format!("{}:{text}", text.len()));
        let SentBy { old, new } = self.sent_by;
        let sent = [old, new].map(|is| if is { "sent" } else { "not sent" });
        let facts = [
            Some(self.kind.code()),
            Some(&self.path),
            self.old.as_deref(),
            self.new.as_deref(),
            Some(self.around.as_str()),
        ];
        let facts = facts.into_iter().chain(sent.map(Some));
        let met = (self.met != WireEffects::default()).then(|| format!("{:?}", self.met));
        let facts = facts.chain(met.as_deref().map(Some));
        let mut events: Vec<&str> = self.events.iter().map(String::as_str).collect();
        events.sort_unstable();
        let parts = facts.chain(events.into_iter().map(Some));
        let text: String = parts.map(part).collect::<Vec<_>>().join("\n");
        let digest = Sha256::digest(text.as_bytes());
        digest.iter().take(8).fold(String::new(), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
    }
}
