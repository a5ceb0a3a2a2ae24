//! Proof of an effect: a payload or a piece of source that worked on one side and no longer does on the other.
//!
//! `payload`, and the `uses` of each language, give what can be tried for a change, whatever comes of it; the suite tries all of
//! it. `witnesses` gives what fails, by the tables.

mod lookup;
mod payload;

use std::sync::OnceLock;

use eventspec_catalog::{Catalog, Shapes};
use eventspec_payloads::contrast::Reader;

use crate::audience::{Audience, Strictness};
use crate::effect::{Effect, Effects};
use crate::finding::{Finding, Side};
use crate::pairing::Pairing;
pub use lookup::{field_of, fields_of, payload_named, type_named};
pub use payload::{literal, payload};

/// The two catalogues of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// The one compared with.
    pub old: &'a Catalog,
    /// The one that is there now.
    pub new: &'a Catalog,
    /// What of the one is what of the other.
    pub pairing: &'a Pairing<'a>,
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

/// What worked and no longer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Whom it concerns.
    pub audience: Audience,
    /// In which use.
    pub strictness: Strictness,
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

/// A witness for every audience that breaks; of the two uses the tolerant one, if both do.
pub(crate) fn witnesses(finding: &Finding, effects: &Effects, sides: Sides<'_>) -> Vec<Witness> {
    let mut witnesses: Vec<Witness> = Vec::new();
    for (audience, strictness, effect) in effects.cells() {
        let is_known = witnesses.last().is_some_and(|last| last.audience == audience);
        if effect == Effect::Break && !is_known {
            let proof = proof(finding, sides, audience, strictness);
            witnesses.extend(proof.map(|proof| Witness { audience, strictness, proof }));
        }
    }
    witnesses
}

/// What shows that an audience breaks.
pub fn proof(finding: &Finding, sides: Sides<'_>, audience: Audience, strictness: Strictness) -> Option<Proof> {
    let from = match audience {
        Audience::Receivers => Side::New,
        Audience::Senders | Audience::Stored => Side::Old,
        Audience::Source(lane) => {
            let form = (lane.form)(finding.kind, strictness);
            let uses = (lane.uses)(finding, sides, strictness);
            let chosen = uses.into_iter().find(|snippet| snippet.form == form);
            return chosen.map(|snippet| Proof::Source(snippet.code));
        }
    };
    payload(finding, sides, from).map(|(event, json)| Proof::Payload { event, json })
}
