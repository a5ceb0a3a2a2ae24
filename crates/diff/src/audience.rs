//! Who is affected by a change: those who exchange payloads, and source that uses a generated package.

use std::fmt::{self, Display, Formatter};

use crate::effect::Effect;
use crate::finding::{Finding, Side};
use crate::kinds::Kind;
use crate::witness::sides::Sides;
use crate::witness::snippet::{Form, Snippet};

/// Who is affected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Programs with an SDK of the old specification, which are sent payloads of the new one.
    Receivers,
    /// Those who make payloads as the old specification says, and have them judged by the new one.
    Senders,
    /// Stored payloads of the old specification, read again with an SDK of the new one.
    Stored,
    /// Source of a language that uses the old SDK, compiled with the new one; or schemas that refer to the old ones.
    Source(&'static SourceLane),
}

impl Audience {
    /// The audiences that every specification has, in the order of the table.
    pub const WIRE: [Self; 3] = [Self::Receivers, Self::Senders, Self::Stored];

    /// The side that sends what is read; nothing is sent to source.
    pub fn from(self) -> Option<Side> {
        match self {
            Self::Receivers => Some(Side::New),
            Self::Senders | Self::Stored => Some(Side::Old),
            Self::Source(_) => None,
        }
    }

    /// The name in options and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Receivers => "receivers",
            Self::Senders => "senders",
            Self::Stored => "stored",
            Self::Source(lane) => lane.name,
        }
    }
}

/// Which way of using the output is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strictness {
    /// The tolerant SDKs: decoding that cannot fail on content, code that leaves room for more.
    Tolerant,
    /// Strict types, `~standard` validation, JSON Schema; code that names every case and member.
    Strict,
}

impl Strictness {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Tolerant, Self::Strict];

    /// The name in options and output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tolerant => "tolerant",
            Self::Strict => "strict",
        }
    }
}

/// What a language has to say for `diff` to know the source that is written in it. A target defines it.
#[derive(Debug)]
pub struct SourceLane {
    /// The name in options and output.
    pub name: &'static str,
    /// The language of a block of code in Markdown.
    pub syntax: &'static str,
    /// What its effects are called.
    pub words: SourceWords,
    /// The packages that source uses, other than a [`SchemaPackage`].
    pub packages: &'static [SourcePackage],
    /// Whether the payload of an event that narrows it has a type of its own.
    pub types_events: bool,
    /// What a kind of change does to source, tolerant and strict; `closed` says whether the object around the change is.
    pub effects: fn(kind: Kind, closed: bool) -> [Effect; 2],
    /// The use of a package that a kind of change breaks first.
    pub form: fn(Kind, Strictness) -> Form,
    /// Source that users of the old package may have written about what changed.
    pub uses: fn(&Finding, Sides<'_>, Strictness) -> Vec<Snippet>,
}

/// What effects are to source, for people.
#[derive(Debug)]
pub struct SourceWords {
    /// What [`Effect::Notice`] is.
    pub notice: &'static str,
    /// What [`Effect::Degrade`] is.
    pub degrade: &'static str,
    /// What [`Effect::Break`] is.
    pub broken: &'static str,
    /// What a piece of source is that shows a break.
    pub witness: &'static str,
}

impl SourceWords {
    /// Those of code that is compiled.
    pub const fn of_code(notice: &'static str, witness: &'static str) -> Self {
        let degrade = "source compiles but behaves differently";
        Self { notice, degrade, broken: "source no longer compiles", witness }
    }
}

/// Two lanes are the same if they have the same name.
impl PartialEq for SourceLane {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for SourceLane {}

/// A package that source uses. Its version moves with what happens to that source.
#[derive(Debug)]
pub struct SourcePackage {
    /// The name in a specification and in JSON.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// The use of source that moves its version.
    pub strictness: Strictness,
}

/// A package of schemas. Its version moves with what happens to those who have payloads validated, and to those who refer to them.
#[derive(Debug)]
pub struct SchemaPackage {
    /// The name in a specification and in JSON.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// What refers to them.
    pub source: &'static SourceLane,
}

impl SchemaPackage {
    /// Those who use it: who has payloads validated, and who refers to it.
    pub(crate) fn users(&self) -> [Audience; 3] {
        [Audience::Receivers, Audience::Senders, Audience::Source(self.source)]
    }
}

/// Everybody whom a change may affect. Without source lanes these are [`Audience::WIRE`].
#[derive(Clone, Debug, Default)]
pub struct Audiences {
    lanes: Vec<&'static SourceLane>,
    schemas: Vec<&'static SchemaPackage>,
}

impl Audiences {
    /// Those of the wire, and source of these languages.
    pub fn new(lanes: impl IntoIterator<Item = &'static SourceLane>) -> Self {
        Self { lanes: lanes.into_iter().collect(), schemas: Vec::new() }
    }

    /// With packages of schemas.
    #[must_use]
    pub fn with_schemas(self, packages: impl IntoIterator<Item = &'static SchemaPackage>) -> Self {
        Self { schemas: packages.into_iter().collect(), ..self }
    }

    /// All of them, those of the wire first.
    pub fn iter(&self) -> impl Iterator<Item = Audience> {
        Audience::WIRE.into_iter().chain(self.lanes.iter().copied().map(Audience::Source))
    }

    /// The languages.
    pub fn lanes(&self) -> &[&'static SourceLane] {
        &self.lanes
    }

    /// The packages of schemas.
    pub fn schemas(&self) -> &[&'static SchemaPackage] {
        &self.schemas
    }

    /// The names of the packages that may have a version of their own.
    pub fn package_names(&self) -> impl Iterator<Item = &'static str> {
        let sources = self.lanes.iter().flat_map(|lane| lane.packages).map(|package| package.name);
        self.schemas.iter().map(|package| package.name).chain(sources)
    }

    /// The audience of a name.
    pub(crate) fn parse(&self, name: &str) -> Option<Audience> {
        self.iter().find(|audience| audience.as_str() == name)
    }
}

/// Their names with commas between them.
impl Display for Audiences {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iter().map(Audience::as_str).collect::<Vec<_>>().join(", "))
    }
}
