//! Proof of an effect: a payload or a piece of source that worked on one side and no longer does on the other.
//!
//! `payload`, and the `uses` of each language, give what can be tried for a change, whatever comes of it; the suite tries all of
//! it. `witnesses` gives what fails, by the tables.

mod lookup;
mod payload;
pub(crate) mod sides;
pub(crate) mod snippet;

use crate::audience::{Audience, Strictness};
use crate::effect::Effect;
use crate::effects::Effects;
use crate::execute::outcome;
use crate::finding::Finding;
pub use lookup::{field_of, fields_of, payload_named, renamed_type, type_named};
pub(crate) use payload::with_value;
pub use payload::{literal, payload, sent_payload};
pub use sides::{SideShapes, Sides};
pub use snippet::{Form, Snippet};

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
    /// A payload that is refused, or read as something else.
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
            let proof =
                proof(finding, sides, audience, strictness).filter(|_| is_shown(finding, sides, audience, strictness));
            witnesses.extend(proof.map(|proof| Witness { audience, strictness, proof }));
        }
    }
    witnesses
}

/// Whether the payload of a finding breaks those who exchange payloads, by execution: a second change may hide it, and not every text
/// that breaks a pattern can be made.
fn is_shown(finding: &Finding, sides: Sides<'_>, audience: Audience, strictness: Strictness) -> bool {
    let Some(from) = audience.from() else { return true };
    let sent = sent_payload(finding, sides, from);
    let Some(met) = sent.and_then(|(event, payload)| outcome(sides, &event, &payload, from)) else { return false };
    let effect = match (strictness, audience) {
        (Strictness::Tolerant, _) => met.tolerant,
        (Strictness::Strict, Audience::Stored) => met.standard,
        (Strictness::Strict, _) => met.standard.max(met.schemas),
    };
    effect == Effect::Break
}

/// What shows that an audience breaks.
pub fn proof(finding: &Finding, sides: Sides<'_>, audience: Audience, strictness: Strictness) -> Option<Proof> {
    if let Audience::Source(lane) = audience {
        let form = (lane.form)(finding.kind, strictness);
        let uses = (lane.uses)(finding, sides, strictness);
        let chosen = uses.into_iter().find(|snippet| snippet.form == form);
        return chosen.map(|snippet| Proof::Source(snippet.code));
    }
    payload(finding, sides, audience.from()?).map(|(event, json)| Proof::Payload { event, json })
}
