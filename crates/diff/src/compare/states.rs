//! What a field that both sides have may be: absent, null, blank, and what its values are held to.

use std::fmt::Display;

use eventspec_catalog::{Constraints, Decimal, Field, Scalar, TimePattern, Type};
use eventspec_payloads::contrast::{self, Reader};
use eventspec_payloads::times::Written;
use eventspec_payloads::tree::{Node, TextKind};
use eventspec_payloads::verdict;

use super::Differ;
use super::history::Difference;
use super::kind_of::{Blankness, blankness, kind_of};
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
    let nulls = null_change([(&old.ty, old.nullable), (&new.ty, new.nullable)]);
    out.extend(nulls.map(|kind| (kind, None, None)));
    out
}

/// Whether `null` came to a type that may or may not have it beside its values, or went.
pub(super) fn null_change([(old, was), (new, is)]: [(&Type, bool); 2]) -> Option<Kind> {
    // `null` is a value of `any`, whatever is said beside it: who reads it with the other side's type does not mind.
    match (was, is) {
        (false, true) if !old.takes_null() => Some(Kind::BecameNullable),
        (true, false) if !new.takes_null() => Some(Kind::BecameNonNullable),
        _ => None,
    }
}

/// Whether the constraints of a field admit fewer values, more, or others. Those of a field with another type count where a value
/// breaks them: a length is nothing to a number.
pub(super) fn constraint_change(differ: &Differ<'_>, old: &Field, new: &Field) -> Option<Kind> {
    if old.constraints == new.constraints {
        return None;
    }
    let change = constraints(&old.constraints, &new.constraints);
    let change = if kind_of(differ.old, &old.ty, differ.new, &new.ty).is_none() {
        change
    } else {
        let [was, is] = differ.readers();
        let is_tighter = change.is_tighter && breaks(was, old, &new.constraints);
        Change::when(is_tighter, change.is_looser && breaks(is, new, &old.constraints))
    };
    match (change.is_tighter, change.is_looser) {
        (false, false) => None,
        (true, false) => Some(Kind::ConstraintTightened),
        (false, true) => Some(Kind::ConstraintLoosened),
        (true, true) => Some(Kind::ConstraintChanged),
    }
}

/// Whether a value of a field breaks other constraints than its own.
pub(super) fn breaks(reader: Reader<'_>, field: &Field, constraints: &Constraints) -> bool {
    if constraints.is_empty() {
        return false;
    }
    let held = Field { constraints: constraints.clone(), ..field.clone() };
    let is =
        |field: &Field, value: &Node, valid: bool| verdict::field(reader.catalog, field, value.clone()) == Some(valid);
    let value = contrast::of_fields((reader, field), (reader, &held));
    // An open enum takes what it does not list, too.
    let longest = constraints.max_length.unwrap_or_default() as usize;
    let odd = ["~".to_owned(), "~".repeat(longest + 1), "1".repeat(longest + 1)].map(|text| Node::text(&text));
    value.is_some_and(|value| is(&held, &value, false))
        || odd
            .into_iter()
            .chain(long_time(&field.ty, longest))
            .any(|value| is(field, &value, true) && is(&held, &value, false))
}

/// A time with more digits than a text may have characters, of a type that has such.
fn long_time(ty: &Type, longest: usize) -> Option<Node> {
    let scalar = ty.scalar()?;
    let pattern = match scalar {
        Scalar::Timestamp => TimePattern::of_rfc3339(),
        Scalar::TimestampPattern(pattern) | Scalar::DateTime(pattern) | Scalar::Date(pattern) => pattern.clone(),
        Scalar::String
        | Scalar::Number
        | Scalar::Integer
        | Scalar::Boolean
        | Scalar::Unix(_)
        | Scalar::Rfc2822
        | Scalar::Uuid
        | Scalar::Uri
        | Scalar::Email
        | Scalar::Text(_)
        | Scalar::Null
        | Scalar::Any => return None,
    };
    let second = format!("05.{}", "0".repeat(longest));
    let time = Written { day: [2006, 1, 2], clock: [3, 4], second, zone: "Z" };
    Some(Node::of(time.text(&pattern).into(), TextKind::ValueOf(scalar.clone())))
}

/// What became of constraints. What a pattern admits is not compared with what another does.
fn constraints(old: &Constraints, new: &Constraints) -> Change {
    let Constraints { min_length, max_length, pattern, minimum, maximum, multiple_of, min_items, max_items } = new;
    let changes = [
        least(old.min_length, *min_length),
        most(old.max_length, *max_length),
        Change::when(pattern.is_some() && old.pattern != *pattern, old.pattern.is_some() && old.pattern != *pattern),
        least(old.minimum, *minimum),
        most(old.maximum, *maximum),
        multiple(old.multiple_of, *multiple_of),
        least(old.min_items, *min_items),
        most(old.max_items, *max_items),
    ];
    let is = |is: fn(&Change) -> bool| changes.iter().any(is);
    Change::when(is(|change| change.is_tighter), is(|change| change.is_looser))
}

/// What became of constraints; both, if they admit other values.
struct Change {
    is_tighter: bool,
    is_looser: bool,
}

impl Change {
    fn when(is_tighter: bool, is_looser: bool) -> Self {
        Self { is_tighter, is_looser }
    }
}

/// A lower bound; none is below all.
fn least<T: PartialOrd + Copy>(old: Option<T>, new: Option<T>) -> Change {
    Change::when(new > old, new < old)
}

/// An upper bound; none is above all.
fn most<T: PartialOrd + Copy>(old: Option<T>, new: Option<T>) -> Change {
    let is_below = |one: &Option<T>, other: &Option<T>| match (one, other) {
        (Some(one), Some(other)) => one < other,
        (Some(_), None) => true,
        (None, _) => false,
    };
    Change::when(is_below(&new, &old), is_below(&old, &new))
}

/// What numbers are multiples of: multiples of 4 are some of those of 2.
fn multiple(old: Option<Decimal>, new: Option<Decimal>) -> Change {
    let is_within = |one: Option<Decimal>, other: Option<Decimal>| match (one, other) {
        (Some(one), Some(other)) => other.divides(&one.to_string()),
        (one, None) => one.is_some(),
        (None, Some(_)) => false,
    };
    let is_other = old != new;
    Change::when(is_other && !is_within(old, new), is_other && !is_within(new, old))
}

/// Constraints as the specification writes them.
pub(super) fn constraint_words(constraints: &Constraints) -> Option<String> {
    let Constraints { min_length, max_length, pattern, minimum, maximum, multiple_of, min_items, max_items } =
        constraints;
    let all = [
        words("min_length", min_length.as_ref()),
        words("max_length", max_length.as_ref()),
        words("pattern", pattern.as_ref()),
        words("minimum", minimum.as_ref()),
        words("maximum", maximum.as_ref()),
        words("multiple_of", multiple_of.as_ref()),
        words("min_items", min_items.as_ref()),
        words("max_items", max_items.as_ref()),
    ];
    (!constraints.is_empty()).then(|| all.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn words(key: &str, value: Option<&impl Display>) -> Option<String> {
    value.map(|value| format!("{key} {value}"))
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
