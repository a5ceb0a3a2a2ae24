//! Proof of an effect: a payload or a piece of source that worked on one side and no longer does on the other.
//!
//! `payload`, and the `uses` of each language, give what can be tried for a change, whatever comes of it; the suite tries all of
//! it. `witnesses` gives what fails, by the tables.

mod lookup;
pub(crate) mod part;
mod payload;
pub(crate) mod sides;
pub(crate) mod snippet;

use std::cell::LazyCell;

use eventspec_catalog::Ident;

use crate::audience::{Audience, Strictness};
use crate::compare::same;
use crate::effect::Effect;
use crate::effects::Effects;
use crate::execute::Outcome;
use crate::finding::{Finding, Side, Subject};
use crate::kinds::Kind;
pub use lookup::{field_of, fields_of, payload_named, renamed_type, rest_of, type_named};
pub(crate) use payload::with_value;
pub use payload::{Sent, literal, payload};
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
        self.proof.len()
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
        /// How many members that are always sent are not shown, because the payload is large.
        left_out: usize,
    },
    /// Source that no longer compiles.
    Source(String),
}

impl Proof {
    fn len(&self) -> usize {
        match self {
            Self::Source(code) => code.len(),
            Self::Payload { json, .. } => json.len(),
        }
    }
}

/// Bytes of a proof. A longer one shows nothing to anybody, and each of a thousand changes of one type would repeat it.
const LONGEST: usize = 20_000;

/// A witness for every audience that breaks; of the two uses the tolerant one, if both do.
pub(crate) fn witnesses(finding: &Finding, effects: &Effects, sides: Sides<'_>) -> Vec<Witness> {
    let [old, new] = [Side::Old, Side::New].map(|side| LazyCell::new(move || Executed::of(finding, sides, side)));
    let mut witnesses: Vec<Witness> = Vec::new();
    for (audience, strictness, effect) in effects.cells() {
        let is_known = witnesses.last().is_some_and(|last| last.audience == audience);
        if effect == Effect::Break && !is_known {
            let proof = match audience.from() {
                None => proof(finding, sides, audience, strictness).filter(|_| !is_taken(finding, sides, audience)),
                Some(Side::Old) => old.as_ref().and_then(|executed| executed.proof(audience, strictness)),
                Some(Side::New) => new.as_ref().and_then(|executed| executed.proof(audience, strictness)),
            };
            witnesses.extend(proof.filter(|proof| proof.len() <= LONGEST).map(|proof| Witness {
                audience,
                strictness,
                proof,
            }));
        }
    }
    witnesses
}

/// A payload that one side sends, and what it does on the other; made once, whoever asks for a proof.
struct Executed<'a> {
    sent: Sent<'a>,
    met: Outcome,
}

impl<'a> Executed<'a> {
    fn of(finding: &Finding, sides: Sides<'a>, from: Side) -> Option<Self> {
        let sent = payload(finding, sides, from)?;
        let met = sent.outcome(sides)?;
        Some(Self { sent, met })
    }

    /// The payload, if it breaks an audience: a second change may hide it, and not every text that breaks a pattern can be made.
    fn proof(&self, audience: Audience, strictness: Strictness) -> Option<Proof> {
        let breaks = self.met.effect(audience, strictness) == Effect::Break;
        breaks.then(|| shown(&self.sent))
    }
}

fn shown(sent: &Sent<'_>) -> Proof {
    Proof::Payload { event: sent.event.clone(), json: sent.payload.to_string(), left_out: sent.left_out }
}

/// Whether source that uses a name compiles all the same, since that is now the name of something else of the same type.
fn is_taken(finding: &Finding, sides: Sides<'_>, audience: Audience) -> bool {
    let is_it = |ident: &Ident| Some(ident.snake()) == finding.old.as_deref();
    match (&finding.subject, finding.kind) {
        (Subject::Field { owner, field }, Kind::FieldIdentChanged) => {
            let taker = fields_of(sides.new, owner, Side::New).into_iter().find(|taker| is_it(&taker.ident));
            let was = field_of(sides, owner, field, Side::Old);
            was.zip(taker).is_some_and(|(was, taker)| same(sides.old, &was.ty, sides.new, &taker.ty))
        }
        (Subject::Field { owner, field }, Kind::OpenValuesToInteger | Kind::ClosedValuesLifted) => {
            let was = field_of(sides, owner, field, Side::Old).and_then(|was| was.ty.innermost_named());
            let def = was.and_then(|id| sides.old.type_def(id));
            is_by_name(audience, finding.kind) && def.is_some_and(|def| type_named(sides.new, &def.name).is_some())
        }
        (Subject::Value { ty, .. }, Kind::ValueIdentChanged) => {
            let def = ty.new.as_deref().and_then(|name| sides.new.type_def(type_named(sides.new, name)?));
            let values = def.and_then(|def| def.kind.values()).unwrap_or_default();
            values.iter().any(|value| is_it(&value.ident))
        }
        (Subject::Event(pair), Kind::EventIdentChanged) => {
            let taker = sides.new.events().find(|(event, _)| is_it(&event.ident));
            let was = pair.old.as_deref().and_then(|name| sides.event(Side::Old, name));
            // What names an event alone does not see its payload.
            let is_named = is_by_name(audience, finding.kind);
            was.zip(taker).is_some_and(|((_, was), (_, payload))| is_named || was.ident == payload.ident)
        }
        _ => false,
    }
}

/// Whether what breaks source is that it names something.
fn is_by_name(audience: Audience, kind: Kind) -> bool {
    matches!(audience, Audience::Source(lane) if (lane.form)(kind, Strictness::Tolerant) == Form::Name)
}

/// What shows that an audience breaks.
pub fn proof(finding: &Finding, sides: Sides<'_>, audience: Audience, strictness: Strictness) -> Option<Proof> {
    if let Audience::Source(lane) = audience {
        let form = (lane.form)(finding.kind, strictness);
        let uses = (lane.uses)(finding, sides, strictness);
        let chosen = uses.into_iter().find(|snippet| snippet.form == form);
        return chosen.map(|snippet| Proof::Source(snippet.code));
    }
    payload(finding, sides, audience.from()?).map(|sent| shown(&sent))
}
