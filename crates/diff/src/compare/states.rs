//! What a field that both sides have may be: absent, null, blank, and what its texts are held to.

use eventspec_catalog::{Constraints, Field};

use super::Differ;
use super::history::Difference;
use super::kind_of::{Blankness, blankness};
use crate::finding::Owner;
use crate::kinds::Kind;

/// What may be absent or null.
pub(super) fn flags(owner: &Owner, old: &Field, new: &Field) -> Vec<Difference> {
    let mut out = Vec::new();
    match (old.required, new.required, owner) {
        (false, true, Owner::Payload(_)) => out.push((Kind::BecameRequired, None, None)),
        (false, true, Owner::Type(_)) => out.push((Kind::MemberBecameRequired, None, None)),
        (true, false, Owner::Payload(_)) => out.push((Kind::BecameOptional, None, None)),
        (true, false, Owner::Type(_)) => out.push((Kind::MemberBecameOptional, None, None)),
        _ => {}
    }
    // `null` is a value of `any`, whatever the field says: who reads it with the other side's type does not mind.
    match (old.nullable, new.nullable) {
        (false, true) if !old.ty.is_any() => out.push((Kind::BecameNullable, None, None)),
        (true, false) if !new.ty.is_any() => out.push((Kind::BecameNonNullable, None, None)),
        _ => {}
    }
    out
}

/// Whether fewer texts are admitted, more, or others. What a pattern admits is not compared with what another does.
pub(super) fn constraint_change(old: &Constraints, new: &Constraints) -> Option<Kind> {
    let Constraints { min_length, max_length, pattern } = new;
    let (old_least, least) = (old.min_length.unwrap_or(0), min_length.unwrap_or(0));
    let (old_most, most) = (old.max_length.unwrap_or(u32::MAX), max_length.unwrap_or(u32::MAX));
    let other_pattern = old.pattern != *pattern;
    let tighter = least > old_least || most < old_most || (other_pattern && pattern.is_some());
    let looser = least < old_least || most > old_most || (other_pattern && old.pattern.is_some());
    match (tighter, looser) {
        (false, false) => None,
        (true, false) => Some(Kind::ConstraintTightened),
        (false, true) => Some(Kind::ConstraintLoosened),
        (true, true) => Some(Kind::ConstraintChanged),
    }
}

/// Constraints as the specification writes them.
pub(super) fn constraint_words(constraints: &Constraints) -> Option<String> {
    let Constraints { min_length, max_length, pattern } = constraints;
    let length = |key: &str, length: &Option<u32>| length.map(|length| format!("{key} {length}"));
    let pattern = pattern.as_ref().map(|pattern| format!("pattern {pattern}"));
    let all = [length("min_length", min_length), length("max_length", max_length), pattern];
    (!constraints.is_empty()).then(|| all.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

pub(super) fn blank_change(differ: &Differ<'_>, old: &Field, new: &Field) -> Option<Kind> {
    // Who is hit reads with the other side's type.
    let (allowed, kind) = match (old.blank, new.blank) {
        (false, true) => (true, blankness(differ.old, &old.ty)),
        (true, false) => (false, blankness(differ.new, &new.ty)),
        _ => return None,
    };
    Some(match (kind, allowed) {
        (Blankness::Value, true) => Kind::BlankMeaningSet,
        (Blankness::Value, false) => Kind::BlankMeaningUnset,
        (Blankness::OpenEnum, true) => Kind::BlankAllowedOpenEnum,
        (Blankness::OpenEnum, false) => Kind::BlankForbiddenOpenEnum,
        (Blankness::Format, true) => Kind::BlankAllowedFormat,
        (Blankness::Format, false) => Kind::BlankForbiddenFormat,
        (Blankness::None, true) => Kind::BlankAllowed,
        (Blankness::None, false) => Kind::BlankForbidden,
    })
}
