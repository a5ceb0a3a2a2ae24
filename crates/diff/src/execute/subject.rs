//! A finding about a field in; what an empty string and `null` in its place meet beyond what its kind says, out.
//!
//! Both are values of nearly every field on some side, and what they are is decided by several facts together: the type, `blank`,
//! `nullable` and the constraints.

use eventspec_payloads::tree::Node;

use super::outcome::Outcome;
use crate::audience::{Audience, Strictness};
use crate::effect::{Effect, WireEffects};
use crate::finding::{Around, Finding, Side};
use crate::kinds::Kind;
use crate::witness::{Sides, with_value};

/// What they meet, where it is worse than what the payload meets without the field.
pub(crate) fn met(finding: &Finding, sides: Sides<'_>) -> WireEffects {
    let is_safe = |kind: Kind| Around::ALL.into_iter().all(|around| kind.wire(around) == WireEffects::default());
    // What the field of a key that was reserved meets is said of the field, which was added or has an alias more.
    if is_safe(finding.kind) || finding.kind == Kind::ReservedReused {
        return WireEffects::default();
    }
    let [there, back] = [Side::New, Side::Old].map(|from| worst(finding, sides, from));
    let cells = |met: Outcome, audience| Strictness::ALL.map(|strictness| met.effect(audience, strictness));
    WireEffects {
        receivers: cells(there, Audience::Receivers),
        senders: cells(back, Audience::Senders),
        stored: cells(back, Audience::Stored),
    }
}

/// The worst of what the values of a side meet on the other.
fn worst(finding: &Finding, sides: Sides<'_>, from: Side) -> Outcome {
    let of = |value: Option<Node>| with_value(finding, sides, from, value)?.outcome(sides);
    let [blank, null] = [Node::text(""), Node::Null].map(|value| of(Some(value)).unwrap_or_default());
    let worst = each(blank, null, Effect::max);
    if worst == Outcome::default() {
        return worst;
    }
    let without = of(None).unwrap_or_default();
    each(worst, without, |met, without| if met > without { met } else { Effect::Safe })
}

/// Two outcomes, effect by effect.
fn each(one: Outcome, other: Outcome, of: impl Fn(Effect, Effect) -> Effect) -> Outcome {
    Outcome {
        tolerant: of(one.tolerant, other.tolerant),
        standard: of(one.standard, other.standard),
        schemas: of(one.schemas, other.schemas),
    }
}
