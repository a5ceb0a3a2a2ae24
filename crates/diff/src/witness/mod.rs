//! Proof of an effect: a payload or a piece of source that worked on one side and no longer does on the other.
//!
//! `payload` and `snippets` give what can be tried for a change, whatever comes of it; the suite tries all of it.
//! `witnesses` gives what fails, by the table.

mod payload;
mod rust;
mod typescript;

use std::sync::OnceLock;

use eventspec_catalog::{Catalog, Shapes};
use eventspec_payloads::contrast::Reader;

use crate::audience::{Effect, Flavour, Lane};
use crate::finding::{Finding, Side};
use crate::kinds::Kind;
pub use payload::payload;

/// The two catalogues of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// The one compared with.
    pub old: &'a Catalog,
    /// The one that is there now.
    pub new: &'a Catalog,
    /// What values are tried with.
    pub shapes: &'a SideShapes,
}

/// The shapes of two catalogues, each made when the first value is tried: they are never freed.
#[derive(Debug, Default)]
pub struct SideShapes {
    old: OnceLock<Shapes>,
    new: OnceLock<Shapes>,
}

impl<'a> Sides<'a> {
    /// The catalogue of a side.
    pub fn on(self, side: Side) -> &'a Catalog {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }

    /// What decides which values the types of a side take.
    pub(crate) fn reader(self, side: Side) -> Reader<'a> {
        let shapes = match side {
            Side::Old => &self.shapes.old,
            Side::New => &self.shapes.new,
        };
        let catalog = self.on(side);
        Reader { catalog, shapes: shapes.get_or_init(|| Shapes::new(catalog)) }
    }
}

/// How a piece of source uses the SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// It names a type, event, group or package.
    Name,
    /// It reads a field into a variable of its type.
    Read,
    /// It reads through a group that several payloads have.
    Shared,
    /// It makes a payload or object.
    Make,
    /// It names every case or member there is.
    Exhaust,
}

/// A piece of source that compiles with the old SDK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// How it uses the SDK.
    pub form: Form,
    /// The source: a few lines that stand alone.
    pub code: String,
}

/// What users of the old SDK may have written about what changed.
pub fn snippets(finding: &Finding, sides: Sides<'_>, lane: Lane, flavour: Flavour) -> Vec<Snippet> {
    match (lane, flavour) {
        (Lane::Rust, Flavour::Tolerant) => rust::tolerant(finding, sides),
        (Lane::Rust, Flavour::Strict) => rust::strict(finding, sides),
        (Lane::TypeScript, Flavour::Tolerant) => typescript::tolerant(finding, sides),
        (Lane::TypeScript, Flavour::Strict) => typescript::strict(finding, sides),
        _ => Vec::new(),
    }
}

/// What worked and no longer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Whom it concerns.
    pub lane: Lane,
    /// In which flavour.
    pub flavour: Flavour,
    /// The proof.
    pub proof: Proof,
}

impl Witness {
    /// How much there is to read.
    pub(crate) fn len(&self) -> usize {
        match &self.proof {
            Proof::Source(code) => code.len(),
            Proof::Payload { json, .. } => json.len(),
        }
    }
}

/// A proof that something breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// A payload that is refused.
    Payload {
        /// The name it is sent under.
        event: String,
        /// Its JSON text.
        json: String,
    },
    /// Source that no longer compiles.
    Source(String),
}

/// A witness for every lane that breaks; of the two flavours the tolerant one, if both do.
pub(crate) fn witnesses(finding: &Finding, sides: Sides<'_>) -> Vec<Witness> {
    let lanes = finding.lanes();
    let broken = |lane: Lane| Flavour::ALL.into_iter().find(|flavour| lanes.get(lane, *flavour) == Effect::Break);
    let broken = Lane::ALL.into_iter().filter_map(|lane| Some((lane, broken(lane)?)));
    broken
        .filter_map(|(lane, flavour)| Some(Witness { lane, flavour, proof: proof(finding, sides, lane, flavour)? }))
        .collect()
}

/// What shows that a lane breaks.
pub fn proof(finding: &Finding, sides: Sides<'_>, lane: Lane, flavour: Flavour) -> Option<Proof> {
    let from = match lane {
        Lane::Receivers => Side::New,
        Lane::Senders | Lane::Stored => Side::Old,
        Lane::Rust | Lane::TypeScript => {
            let form = form_of(finding.kind, lane, flavour);
            let all = snippets(finding, sides, lane, flavour);
            let chosen = all.iter().find(|snippet| snippet.form == form).or(all.first());
            return chosen.map(|snippet| Proof::Source(snippet.code.clone()));
        }
    };
    payload(finding, sides, from).map(|(event, json)| Proof::Payload { event, json })
}

/// The use of the SDK that a change breaks first.
fn form_of(kind: Kind, lane: Lane, flavour: Flavour) -> Form {
    use Kind as K;
    match (kind, lane, flavour) {
        (K::TypeRemoved | K::GroupRemoved | K::PackageRenamed, ..) | (K::EventIdentChanged, Lane::TypeScript, _) => {
            Form::Name
        }
        (K::FieldMovedOutOfGroup | K::GroupLeftEvents, ..) => Form::Shared,
        (kind, Lane::TypeScript, _) => typescript_form(kind),
        (kind, _, Flavour::Strict) => strict_rust_form(kind),
        _ => Form::Read,
    }
}

fn typescript_form(kind: Kind) -> Form {
    use Kind as K;
    match kind {
        K::EventAdded | K::EnumValueAdded | K::EnumOpened => Form::Exhaust,
        K::FieldAddedRequired
        | K::BecameRequired
        | K::MemberBecameRequired
        | K::BecameNonNullable
        | K::BlankForbidden
        | K::NarrowedFromUnion
        | K::NarrowedFromAny
        | K::AlternativeRemoved
        | K::StringToClosedEnum
        | K::EnumClosed
        | K::EnumValueRemoved
        | K::EnumValueRenamed
        | K::EventAliasRemoved => Form::Make,
        _ => Form::Read,
    }
}

fn strict_rust_form(kind: Kind) -> Form {
    use Kind as K;
    match kind {
        K::FieldAddedOptional
        | K::FieldAddedRequired
        | K::FieldRenamedOptional
        | K::FieldRenamedRequired
        | K::FieldRenamedToAliasOptional
        | K::FieldRenamedToAliasRequired
        | K::AliasAddedOptional
        | K::AliasAddedRequired
        | K::AliasRemovedOptional
        | K::AliasRemovedRequired
        | K::ObjectOpened
        | K::ObjectClosed
        | K::EnumOpened
        | K::EnumClosed
        | K::EnumValueAdded
        | K::EnumValueRemoved
        | K::AlternativeAdded
        | K::AlternativeRemoved
        | K::ValueIdentChanged => Form::Exhaust,
        _ => Form::Read,
    }
}
