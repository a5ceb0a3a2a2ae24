//! A payload that one side sends in; what it does to the readers of the other side, as effects, out.

use eventspec_payloads::tree::{Member, Node};
use eventspec_payloads::verdict;
use eventspec_runtime::{DeviationClass, Lens, Limits};

use super::readings::{Reading, called, reading_of};
use crate::audience::{Audience, Strictness};
use crate::effect::Effect;
use crate::finding::Side;
use crate::witness::Sides;
use crate::witness::part::Part;

/// What a payload of one side does on the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// To those who use the tolerant SDKs.
    pub tolerant: Effect,
    /// To those who check with `~standard`, as strict types do.
    pub standard: Effect,
    /// To those who validate with the schemas, formats asserted.
    pub schemas: Effect,
}

impl Outcome {
    /// The effect on those who exchange payloads. A stored payload is read by a type, and not by a schema.
    pub fn effect(self, audience: Audience, strictness: Strictness) -> Effect {
        match (strictness, audience) {
            (Strictness::Tolerant, _) => self.tolerant,
            (Strictness::Strict, Audience::Stored) => self.standard,
            (Strictness::Strict, _) => self.standard.max(self.schemas),
        }
    }
}

/// What a payload does to the readers of the other side; `None` if its own side does not take it as it is.
pub fn outcome(sides: Sides<'_>, event: &str, payload: &Node, from: Side) -> Option<Outcome> {
    outcome_of(sides, event, payload, from, None)
}

/// As [`outcome`], of a payload that has the fields of a part alone.
pub(crate) fn outcome_of(
    sides: Sides<'_>,
    event: &str,
    payload: &Node,
    from: Side,
    part: Option<&Part<'_>>,
) -> Option<Outcome> {
    let Node::Object(members) = payload else { return None };
    let json = payload.to_string();
    let own = deviations(sides, from, event, &json, part)?;
    if !own.iter().all(|(class, _)| is_own(*class)) || is_valid(sides, from, event, members, part) != Some(true) {
        return None;
    }
    let to = from.other();
    let Some(found) = deviations(sides, to, event, &json, part) else {
        return Some(Outcome { tolerant: Effect::Degrade, standard: Effect::Degrade, schemas: Effect::Degrade });
    };
    let read = reading_of(sides, event, &json, from, part);
    // A member that its own side does not know, and the other does, is not what the side sends, unless the side has reserved it.
    let is_unlisted = |(class, _): &&Found| *class == DeviationClass::UnknownField;
    if read != Reading::Other && own.iter().filter(is_unlisted).any(|one| !found.contains(one)) {
        return None;
    }
    let read = match read {
        Reading::Same => Effect::Safe,
        Reading::Lost => Effect::Degrade,
        Reading::Other => Effect::Break,
    };
    let found: Vec<DeviationClass> =
        found.into_iter().filter(|one| !own.contains(one)).map(|(class, _)| class).collect();
    let standard = if found.iter().all(|class| holds(*class)) { Effect::Safe } else { Effect::Break };
    let schemas = match is_valid(sides, to, event, members, part) {
        Some(false) => Effect::Break,
        Some(true) | None => Effect::Safe,
    };
    let tolerant = found.into_iter().map(effect).fold(read, Effect::max);
    Some(Outcome { tolerant, standard, schemas })
}

/// A deviation: its class, and where it is.
type Found = (DeviationClass, String);

/// The deviations of a payload on a side; `None` if that side does not know the event.
fn deviations(sides: Sides<'_>, side: Side, event: &str, json: &str, part: Option<&Part<'_>>) -> Option<Vec<Found>> {
    let (shape, alias) = sides.reader(side).shapes.event(event)?;
    let shape = part.map_or(shape, |part| part.shape(side));
    let lens = Lens::decode_str(json, shape, Limits::default()).ok()?.sent_as(alias);
    Some(lens.deviations().iter().map(|found| (found.class(), found.path())).collect())
}

/// What a side reports of its own payloads, which are valid nevertheless.
fn is_own(class: DeviationClass) -> bool {
    use DeviationClass::{EventAlias, EventMismatch, FieldAlias, UnknownField, UnknownValue};
    [EventAlias, EventMismatch, FieldAlias, UnknownField, UnknownValue].contains(&class)
}

/// Whether the declared type of a payload holds in spite of a deviation. Of a closed enum it does not, which the schemas say, too.
fn holds(class: DeviationClass) -> bool {
    use DeviationClass::{DuplicateKey, EventAlias, EventMismatch, UnknownField, UnknownValue};
    [DuplicateKey, EventAlias, EventMismatch, UnknownField, UnknownValue].contains(&class)
}

/// What a deviation that is new does to code that relies on the value.
fn effect(class: DeviationClass) -> Effect {
    match class {
        DeviationClass::UnexpectedType
        | DeviationClass::OutOfRange
        | DeviationClass::InvalidUnicode
        | DeviationClass::BadFormat => Effect::Degrade,
        _ => Effect::Notice,
    }
}

/// What the schema of an event says of a payload; `None` where validators disagree, or there is no such event.
fn is_valid(sides: Sides<'_>, side: Side, event: &str, members: &[Member], part: Option<&Part<'_>>) -> Option<bool> {
    let catalog = sides.on(side);
    let (_, payload) = called(catalog, event)?;
    let fields = part.map_or_else(|| catalog.fields(payload).collect(), |part| part.fields(side).to_vec());
    let has_all = verdict::has_required(fields.iter().copied(), members);
    let fields = verdict::by_key(fields.into_iter());
    verdict::members(catalog, &fields, &payload.unlisted, members).map(|is_valid| is_valid && has_all)
}
