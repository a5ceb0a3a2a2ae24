//! How two sides treat members that no field lists in; the changes out.

use std::collections::HashSet;

use eventspec_catalog::{Catalog, Field, Type, Unlisted};
use eventspec_payloads::contrast::Reader;

use super::fields::Object;
use super::kind_of::{describe, includes, same};
use super::states::{breaks, constraint_change};
use super::{Differ, path, types};
use crate::execute::keys::Called;
use crate::finding::Side;
use crate::kinds::Kind;

/// The kinds of change of an object's other members, with what was and what is.
pub(super) fn changes(
    differ: &mut Differ<'_>,
    [old, new]: [&Unlisted; 2],
) -> Vec<(Kind, Option<String>, Option<String>)> {
    let (was, is) = (old.rest().map(|rest| words(differ.old, rest)), new.rest().map(|rest| words(differ.new, rest)));
    let change = |kind| (kind, was.clone(), is.clone());
    let opened = match (old.is_closed(), new.is_closed()) {
        (true, false) => Some((Kind::ObjectOpened, None, None)),
        (false, true) => Some((Kind::ObjectClosed, None, None)),
        (true, true) | (false, false) => None,
    };
    let of_rest = match (old, new) {
        (Unlisted::Rest(old), Unlisted::Rest(new)) => {
            // An alias of both is compared as a type.
            let is_alias = types::compared_by_name(differ, &old.ty, &new.ty);
            let is_paired = is_alias || pair(differ, old, new);
            let constrained = if is_alias { None } else { constraint_change(differ, old, new) };
            retyped((differ.old, old), (differ.new, new), (is_paired, constrained))
        }
        (Unlisted::Unknown, Unlisted::Rest(rest)) if !rest.ty.is_any() => Some(Kind::RestAddedTyped),
        (Unlisted::Unknown | Unlisted::Never, Unlisted::Rest(_)) => Some(Kind::RestAdded),
        (Unlisted::Rest(rest), Unlisted::Unknown) if !rest.ty.is_any() => Some(Kind::RestRemovedTyped),
        (Unlisted::Rest(_), Unlisted::Unknown | Unlisted::Never) => Some(Kind::RestRemoved),
        (Unlisted::Unknown | Unlisted::Never, Unlisted::Unknown | Unlisted::Never) => None,
    };
    opened.into_iter().chain(of_rest.map(change)).collect()
}

/// Whether both sides have one type under two names: one that was renamed, or that the objects define in place. Then the two are compared.
fn pair(differ: &mut Differ<'_>, old: &Field, new: &Field) -> bool {
    let (Some(a), Some(b)) = (old.ty.named(), new.ty.named()) else { return false };
    let (Some(was), Some(is)) = (differ.old.type_def(a), differ.new.type_def(b)) else { return false };
    if !was.kind.is_like(&is.kind) {
        return false;
    }
    if types::is_renamed(differ, was, is) {
        types::renamed_type(differ, (a, was), (b, is));
        return true;
    }
    let is_one = was.is_in_place() && is.is_in_place();
    if is_one {
        types::enqueue(differ, a, b, path(None, &new.place, &new.name));
    }
    is_one
}

/// As a specification has it.
fn words(catalog: &Catalog, rest: &Field) -> String {
    format!("{}{}", describe(catalog, &rest.ty), if rest.nullable { "?" } else { "" })
}

/// What became of a rest; `constrained` is what became of its constraints.
fn retyped(
    old: (&Catalog, &Field),
    new: (&Catalog, &Field),
    (is_paired, constrained): (bool, Option<Kind>),
) -> Option<Kind> {
    fn of<'x>((catalog, field): (&'x Catalog, &'x Field)) -> (&'x Catalog, &'x Type) {
        (catalog, &field.ty)
    }
    let (was, is) = (old.1.nullable || old.1.ty.takes_null(), new.1.nullable || new.1.ty.takes_null());
    let is_same = is_paired || same(old.0, &old.1.ty, new.0, &new.1.ty);
    let [is_tighter, is_looser] = match constrained {
        Some(Kind::ConstraintTightened) => [true, false],
        Some(Kind::ConstraintLoosened) => [false, true],
        Some(_) => [true, true],
        None => [false, false],
    };
    if is_same && was == is {
        return constrained;
    }
    let takes = |all, some| is_same || includes(all, some);
    let (holds_old, holds_new) = (is >= was && !is_tighter, was >= is && !is_looser);
    Some(match (holds_old && takes(of(new), of(old)), holds_new && takes(of(old), of(new))) {
        (true, _) => Kind::RestWidened,
        (false, true) => Kind::RestNarrowed,
        (false, false) => Kind::RestChanged,
    })
}

/// A key that was one of the rest and is a field, or the other way round, and whose field has values that the rest has not.
pub(super) struct Crossing<'a> {
    pub kind: Kind,
    pub field: &'a Field,
    pub key: &'a str,
    /// The side whose field it is.
    pub side: Side,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Every such key of two objects.
pub(super) fn crossings<'a>(differ: &Differ<'_>, [old, new]: [&Object<'a>; 2]) -> Vec<Crossing<'a>> {
    let [was, is] = differ.readers();
    let left = outside((is, new), (differ.old, old)).map(|(field, key, rest)| Crossing {
        kind: Kind::FieldAddedOutsideRest,
        field,
        key,
        side: Side::New,
        before: Some(words(differ.old, rest)),
        after: Some(words(differ.new, field)),
    });
    let joined = outside((was, old), (differ.new, new)).map(|(field, key, rest)| Crossing {
        kind: Kind::FieldRemovedOutsideRest,
        field,
        key,
        side: Side::Old,
        before: Some(words(differ.old, field)),
        after: Some(words(differ.new, rest)),
    });
    left.chain(joined).collect()
}

/// The fields of an object with a key that another object has in its rest, whose type does not take all of their values.
fn outside<'x, 'a: 'x>(
    (reader, object): (Reader<'x>, &'x Object<'a>),
    (of_rest, other): (&'x Catalog, &'x Object<'a>),
) -> impl Iterator<Item = (&'a Field, &'a str, &'a Field)> {
    let (catalog, rest) = (reader.catalog, other.unlisted.rest());
    let known: HashSet<&str> = other.members.iter().filter(|_| rest.is_some()).flat_map(|m| m.field.names()).collect();
    // What `null` and an empty string meet is found by trying both, whatever the change.
    let is_taken = move |field: &Field, rest: &Field| {
        includes((of_rest, &rest.ty), (catalog, &field.ty)) && !breaks(reader, field, &rest.constraints)
    };
    let fields = object.members.iter().map(|member| member.field).filter_map(move |field| Some((field, rest?)));
    fields.filter(move |(field, rest)| !is_taken(field, rest)).filter_map(move |(field, rest)| {
        let key = field.names().find(|name| !known.contains(name))?;
        Some((field, key, rest))
    })
}
