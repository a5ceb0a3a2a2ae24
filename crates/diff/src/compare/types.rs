//! Types: where a value has one, and what the named ones are.

use std::collections::{BTreeSet, HashMap, HashSet};

use eventspec_catalog::{
    Catalog, EnumValue, Field, Literal, LiteralKind, Type, TypeDef, TypeId, TypeKind, Values, Variant,
};

use super::fields::{self, FieldPair, Member, Object, Origin, Original};
use super::history::description;
use super::kind_of::{describe, includes, kind_of};
use super::states::{constraint_change, constraint_words, null_change};
use super::{Change, Differ, Reached, reserved, rest, stem};
use crate::execute::choice;
use crate::finding::{Around, Owner, Pair, SentBy, Side, Subject};
use crate::kinds::Kind;
use crate::pairing::{PartPairs, TypePair};

/// Each side, and that it alone sends a value.
const SENT_BY: [(Side, SentBy); 2] =
    [(Side::Old, SentBy { old: true, new: false }), (Side::New, SentBy { old: false, new: true })];

/// Compares the types of a field, or of what is inside it.
pub(super) fn compare_at(differ: &mut Differ<'_>, at: &FieldPair<'_>, old: &Type, new: &Type, suffix: &str) {
    if let Some((kind, before, after)) = null_among_values(differ, [old, new]) {
        differ.add(at.change(kind, suffix, before, after));
    }
    let [old, new] = [old, new].map(|ty| ty.without_null().0);
    if compared_by_name(differ, old, new) {
        return;
    }
    // What a field is held to is compared with the field.
    if !suffix.is_empty()
        && let Some((kind, before, after)) = constraints_of_parts(differ, [old, new])
    {
        differ.add(at.change_of(kind, suffix, before, after));
    }
    match (old.target(), new.target()) {
        (Type::List(old), Type::List(new)) => compare_at(differ, at, old, new, &format!("{suffix}[]")),
        (Type::Map(old), Type::Map(new)) => compare_at(differ, at, old, new, &format!("{suffix}{{}}")),
        (Type::Named(a), Type::Named(b)) => {
            if let (Some(was), Some(is)) = (differ.old.type_def(*a), differ.new.type_def(*b)) {
                named(differ, at, (*a, was), (*b, is), suffix);
            }
        }
        (Type::Scalar(_) | Type::Named(_) | Type::Alias(..) | Type::List(_) | Type::Map(_) | Type::Nullable(_), _) => {
            retyped(differ, at, old, new, suffix);
        }
    }
}

/// Whether two types are names of the same type of `types/`, and at least one of them is an alias: it is compared once, as a type.
pub(super) fn compared_by_name(differ: &mut Differ<'_>, old: &Type, new: &Type) -> bool {
    let (Some(a), Some(b)) = (old.name(), new.name()) else { return false };
    let (Some(was), Some(is)) = (differ.old.type_def(a), differ.new.type_def(b)) else { return false };
    let aliases = [old, new].map(|ty| ty.alias().is_some());
    if was.name == is.name && !was.is_in_place() && !is.is_in_place() && aliases != [false; 2] {
        return true;
    }
    let is_new_name = aliases == [true; 2] && is_renamed(differ, was, is);
    if is_new_name {
        renamed_type(differ, (a, was), (b, is));
    }
    is_new_name
}

/// What became of the constraints of a part of a value, which an alias has: the kind of change, what they were and what they are.
fn constraints_of_parts(differ: &Differ<'_>, types: [&Type; 2]) -> Option<(Kind, Option<String>, Option<String>)> {
    let [old, new] = types;
    let (was, is) = (differ.old.as_field(old), differ.new.as_field(new));
    let kind = constraint_change(differ, &was, &is)?;
    Some((kind, constraint_words(&was.constraints), constraint_words(&is.constraints)))
}

/// Whether `null` came to what is in a list or map, or went; and what that was and is.
fn null_among_values(differ: &Differ<'_>, types: [&Type; 2]) -> Option<(Kind, String, String)> {
    let kind = null_change(types.map(Type::without_null))?;
    Some((kind, describe(differ.old, types[0]), describe(differ.new, types[1])))
}

/// A type took the place of another one.
fn retyped(differ: &mut Differ<'_>, at: &FieldPair<'_>, old: &Type, new: &Type, suffix: &str) {
    // What `nullable` adds to a type says whether one of `null` alone became wider or narrower.
    let is_null = suffix.is_empty() && (old.is_null() || new.is_null());
    let [was, is] = if is_null { at.types_with_null() } else { [old.clone(), new.clone()] };
    let Some(kind) = kind_of(differ.old, &was, differ.new, &is) else { return };
    let (before, after) = (describe(differ.old, old), describe(differ.new, new));
    differ.add(at.change(kind, suffix, before, after));
    if !matches!(kind, Kind::WidenedToUnion | Kind::NarrowedFromUnion) {
        return;
    }
    for (from, sent_by) in SENT_BY {
        let Some(changed) = choice::widened(differ.readers(), [old, new], from) else { continue };
        let (before, after) = (describe(differ.old, &changed.old), describe(differ.new, &changed.new));
        let change = at.change(Kind::UnionChoiceChanged, suffix, before, after);
        let sent_by = sent_by.and(change.reached.sent_by);
        differ.add(change.sent_by(sent_by));
    }
}

fn named(differ: &mut Differ<'_>, at: &FieldPair<'_>, old: (TypeId, &TypeDef), new: (TypeId, &TypeDef), suffix: &str) {
    let ((a, was), (b, is)) = (old, new);
    let shared = !was.is_in_place() && !is.is_in_place();
    if shared && was.name == is.name {
        return; // Compared once, as a type.
    }
    let same_kind = was.kind.is_like(&is.kind);
    let is_renamed = is_renamed(differ, was, is);
    if !same_kind || (shared && !is_renamed) {
        retyped(differ, at, &Type::Named(a), &Type::Named(b), suffix);
        return;
    }
    if is_renamed {
        renamed_type(differ, old, new);
        return;
    }
    if was.name != is.name {
        differ.add(at.change(Kind::TypeRenamed, suffix, was.name.clone(), is.name.clone()));
    }
    // Where a refinement stands is where what it derived is.
    let derived = is.refines.and_then(|_| differ.path_of(Side::New, b));
    enqueue(differ, a, b, derived.unwrap_or_else(|| at.path(suffix)));
}

/// Whether a type of `types/` may be another one under a new name: not where one of the two is still there, or was.
pub(super) fn is_renamed(differ: &Differ<'_>, was: &TypeDef, is: &TypeDef) -> bool {
    let is_in = |catalog: &Catalog, name: &str| catalog.types.iter().any(|def| def.name == name);
    let shared = !was.is_in_place() && !is.is_in_place();
    shared && !is_in(differ.new, &was.name) && !is_in(differ.old, &is.name)
}

/// A type of `types/` that is there under another name. However many fields lead to it, that is one change.
pub(super) fn renamed_type(differ: &mut Differ<'_>, (a, was): (TypeId, &TypeDef), (b, is): (TypeId, &TypeDef)) {
    let path = stem(&is.place).to_owned();
    if !enqueue(differ, a, b, path.clone()) {
        return;
    }
    differ.renamed.extend([(Side::Old, a), (Side::New, b)]);
    let (events, sent_by) = differ.reached(Some(a), Some(b));
    let reached = Reached { events: &events, sent_by };
    let subject = Subject::Type(Pair::both(&was.name, &is.name));
    let change = Change::new(Kind::TypeRenamed, path, (&is.place, Side::New), reached, subject);
    differ.add(change.values(Some(was.name.clone()), Some(is.name.clone())));
}

/// Has the contents of two types compared, unless they are. Gives whether they were not.
pub(super) fn enqueue(differ: &mut Differ<'_>, old: TypeId, new: TypeId, path: String) -> bool {
    let is_new = differ.seen.insert((old, new));
    if is_new {
        differ.waiting.push((old, new, path));
    }
    is_new
}

/// Compares what named types are: those of `types/` by name, then those that fields led to.
pub(super) fn compare(differ: &mut Differ<'_>) {
    let (old, new) = (differ.old, differ.new);
    let shared = |catalog: &'_ Catalog| -> HashMap<String, TypeId> {
        let defs = catalog.types.iter().enumerate().filter(|(_, def)| !def.is_in_place());
        defs.map(|(index, def)| (def.name.clone(), TypeId(index))).collect()
    };
    let (before, after) = (shared(old), shared(new));
    for (index, def) in new.types.iter().enumerate() {
        if let Some(was) = before.get(&def.name).filter(|_| !def.is_in_place()) {
            enqueue(differ, *was, TypeId(index), stem(&def.place).to_owned());
        }
    }
    let mut next = 0;
    while let Some((a, b, path)) = differ.waiting.get(next).cloned() {
        next += 1;
        if let (Some(was), Some(is)) = (old.type_def(a), new.type_def(b)) {
            let parts = contents(differ, (a, was), (b, is), &path);
            differ.pairing.types.push(TypePair { types: (a, b), parts });
        }
    }
    // What was renamed is known by now.
    for (side, types, others) in [(Side::New, &new.types, &before), (Side::Old, &old.types, &after)] {
        for (index, def) in types.iter().enumerate().filter(|(_, def)| !def.is_in_place()) {
            if !others.contains_key(&def.name) && !differ.renamed.contains(&(side, TypeId(index))) {
                added_or_removed(differ, TypeId(index), def, side);
            }
        }
    }
}

fn added_or_removed(differ: &mut Differ<'_>, id: TypeId, def: &TypeDef, side: Side) {
    let name = Some(def.name.clone());
    let (kind, ids, pair) = match side {
        Side::Old => (Kind::TypeRemoved, (Some(id), None), Pair { old: name, new: None }),
        Side::New => (Kind::TypeAdded, (None, Some(id)), Pair { old: None, new: name }),
    };
    let (events, sent_by) = differ.reached(ids.0, ids.1);
    let reached = Reached { events: &events, sent_by };
    let change =
        Change::new(kind, stem(&def.place).to_owned(), (&def.place, side), reached, Subject::Type(pair.clone()));
    differ.add(change.values(pair.old, pair.new));
}

/// What is around the parts of a type.
struct Inside<'x> {
    pair: Pair,
    path: &'x str,
    events: Vec<String>,
    sent_by: SentBy,
    def: &'x TypeDef,
}

impl Inside<'_> {
    fn change(&self, kind: Kind, old: Option<String>, new: Option<String>) -> Change<'_> {
        let subject = Subject::Type(self.pair.clone());
        Change::new(kind, self.path.to_owned(), (&self.def.place, Side::New), self.reached(), subject).values(old, new)
    }

    fn reached(&self) -> Reached<'_> {
        Reached { events: &self.events, sent_by: self.sent_by }
    }
}

fn contents<'a>(
    differ: &mut Differ<'a>,
    (a, was): (TypeId, &'a TypeDef),
    (b, is): (TypeId, &'a TypeDef),
    path: &str,
) -> PartPairs<'a> {
    if alike(was, is) && !mentions_types(was) && !mentions_types(is) {
        return in_order(was, is);
    }
    let (mut events, sent_by) = differ.reached(Some(a), Some(b));
    // Where only one side narrows the object, other events have the original on both sides.
    let narrowing = match (was.refines, is.refines) {
        (None, Some(_)) => Some((None, Some(b))),
        (Some(_), None) => Some((Some(a), None)),
        (None, None) | (Some(_), Some(_)) => None,
    };
    if let Some((was, is)) = narrowing {
        (events, _) = differ.reached(was, is);
    }
    let [before, after] = [original(differ, Side::Old, was), original(differ, Side::New, is)];
    // What is said of the object as a whole, a derived one has from its original.
    let whole = is.refines.and_then(|id| differ.new.type_def(id));
    let whole = whole
        .map(|def| after.as_ref().and_then(|of| of.in_place.clone()).unwrap_or_else(|| stem(&def.place).to_owned()));
    let whole = whole.as_deref().unwrap_or(path);
    let inside = Inside { pair: Pair::both(&was.name, &is.name), path: whole, events, sent_by, def: is };
    // The documentation of a type in place is its field's.
    if was.doc != is.doc && !is.is_in_place() {
        differ.add(inside.change(
            Kind::DescriptionChanged,
            description(was.doc.as_ref()),
            description(is.doc.as_ref()),
        ));
    }
    let subject = Subject::Type(inside.pair.clone());
    let in_place = is.is_in_place().then_some(path);
    let of_keys = after.as_ref().map_or(in_place, |original| original.in_place.as_deref());
    reserved::compare(differ, &was.reserved, is.reserved.iter(), &subject, (of_keys, &inside.events));
    match (&was.kind, &is.kind) {
        (TypeKind::Object { fields: old, unlisted: was_open }, TypeKind::Object { fields: new, unlisted: is_open }) => {
            for (kind, was, is) in rest::changes(differ, [was_open, is_open]) {
                differ.add(inside.change(kind, was, is));
            }
            let object = |def: &'a TypeDef, fields, unlisted, original| Object {
                members: own(fields),
                unlisted,
                reserved: def.reserved.iter().map(|key| key.name.as_str()).collect(),
                in_place: in_place.map(str::to_owned),
                home: &def.place,
                original,
            };
            let (old, new) = (object(was, old, was_open, before), object(is, new, is_open, after));
            let owner = Owner::Type(inside.pair.clone());
            PartPairs::Fields(fields::compare(differ, &old, &new, &owner, inside.reached()))
        }
        (TypeKind::Enum { values: old, closed: was }, TypeKind::Enum { values: new, closed: is })
            if old.kind() == new.kind() =>
        {
            PartPairs::Values(enums(differ, &inside, (old, *was), (new, *is)))
        }
        (TypeKind::Union(old), TypeKind::Union(new)) => {
            let pairs = unions(differ, &inside, old, new);
            let may_change = choice::may_change((differ.old, old), (differ.new, new));
            if !(may_change && choices(differ, &inside, [a, b], &pairs)) {
                reordered(differ, &inside, [old, new], &pairs);
            }
            PartPairs::Alternatives(pairs)
        }
        (TypeKind::Alias(old), TypeKind::Alias(new)) => {
            aliases(differ, &inside, old, new);
            PartPairs::None
        }
        (TypeKind::Object { .. } | TypeKind::Enum { .. } | TypeKind::Union(_) | TypeKind::Alias(_), _) => {
            let (old, new) = (differ.old.type_of(a), differ.new.type_of(b));
            if let Some(kind) = kind_of(differ.old, &old, differ.new, &new) {
                let (before, after) = (describe(differ.old, old.target()), describe(differ.new, new.target()));
                differ.add(inside.change(kind, Some(before), Some(after)));
            }
            if let Some((kind, before, after)) = constraints_of_parts(differ, [&old, &new]) {
                differ.add(inside.change(kind, before, after));
            }
            PartPairs::None
        }
    }
}

/// Compares what two aliases stand for.
fn aliases(differ: &mut Differ<'_>, inside: &Inside<'_>, old: &Field, new: &Field) {
    // One of another alias has its constraints, and they are compared there.
    let is_of_another = compared_by_name(differ, &old.ty, &new.ty);
    alternative(differ, inside, &old.ty, &new.ty, "");
    if let Some(kind) = constraint_change(differ, old, new).filter(|_| !is_of_another) {
        differ.add(inside.change(kind, constraint_words(&old.constraints), constraint_words(&new.constraints)));
    }
    if old.example != new.example {
        let text = |field: &Field| field.example.as_ref().map(|json| json.as_str().to_owned());
        differ.add(inside.change(Kind::ExampleChanged, text(old), text(new)));
    }
}

/// What an object was derived from.
fn original<'a>(differ: &mut Differ<'a>, side: Side, def: &TypeDef) -> Option<Original<'a>> {
    let id = def.refines?;
    let (old, new) = (differ.old, differ.new);
    let catalog = match side {
        Side::Old => old,
        Side::New => new,
    };
    let fields = catalog.type_def(id)?.kind.fields()?.iter().collect();
    Some(Original { fields, in_place: differ.path_of(side, id) })
}

/// The parts of two definitions that are the same.
fn in_order<'a>(was: &'a TypeDef, is: &'a TypeDef) -> PartPairs<'a> {
    match (&was.kind, &is.kind) {
        (TypeKind::Object { fields: old, .. }, TypeKind::Object { fields: new, .. }) => {
            PartPairs::Fields(old.iter().zip(new).collect())
        }
        (TypeKind::Enum { values: old, .. }, TypeKind::Enum { values: new, .. }) => {
            PartPairs::Values(old.iter().zip(new).collect())
        }
        (TypeKind::Union(old), TypeKind::Union(new)) => PartPairs::Alternatives(old.iter().zip(new).collect()),
        (TypeKind::Object { .. } | TypeKind::Enum { .. } | TypeKind::Union(_) | TypeKind::Alias(_), _) => {
            PartPairs::None
        }
    }
}

fn own(fields: &[eventspec_catalog::Field]) -> Vec<Member<'_>> {
    fields.iter().map(|field| Member { field, origin: Origin::Own }).collect()
}

/// Whether two definitions are the same, place and all; ids of other types aside.
fn alike(a: &TypeDef, b: &TypeDef) -> bool {
    a.doc == b.doc && a.kind == b.kind && a.reserved == b.reserved
}

fn mentions_types(def: &TypeDef) -> bool {
    !def.kind.parts().is_empty()
}

/// The kinds of changes of an enum: they differ where code has a type of its own for strings alone.
struct EnumKinds {
    opened: Kind,
    closed: Kind,
    added: Kind,
    removed: Kind,
    open_removed: Kind,
}

impl EnumKinds {
    fn of(literals: LiteralKind) -> Self {
        match literals {
            LiteralKind::Text => Self {
                opened: Kind::EnumOpened,
                closed: Kind::EnumClosed,
                added: Kind::EnumValueAdded,
                removed: Kind::EnumValueRemoved,
                open_removed: Kind::OpenEnumValueRemoved,
            },
            LiteralKind::Integer | LiteralKind::Boolean => Self {
                opened: Kind::IntegersOpened,
                closed: Kind::IntegersClosed,
                added: Kind::ListedValueAdded,
                removed: Kind::ListedValueRemoved,
                open_removed: Kind::OpenIntegerRemoved,
            },
        }
    }
}

/// Compares two enums. Gives the values that both have.
fn enums<'a>(
    differ: &mut Differ<'_>,
    inside: &Inside<'_>,
    old: (&'a Values, bool),
    new: (&'a Values, bool),
) -> Vec<(&'a EnumValue, &'a EnumValue)> {
    let ((old, was_closed), (new, is_closed)) = (old, new);
    let kinds = EnumKinds::of(new.kind());
    if was_closed != is_closed {
        let kind = if is_closed { kinds.closed } else { kinds.opened };
        differ.add(inside.change(kind, None, None));
    }
    let mut pairs = Vec::new();
    let by_value: HashMap<&Literal, &EnumValue> = old.iter().map(|value| (&value.value, value)).collect();
    let still: HashSet<&Literal> = new.iter().map(|value| &value.value).collect();
    let mut gone: Vec<&EnumValue> = old.iter().filter(|value| !still.contains(&value.value)).collect();
    let mut add = |kind, was: Option<&EnumValue>, is: Option<&EnumValue>, before, after, closed| {
        let name = |value: Option<&EnumValue>| value.map(|value| value.value.to_string());
        let value = Pair { old: name(was), new: name(is) };
        let shown = match is.or(was).map(|value| &value.value) {
            Some(Literal::Text(text)) => format!("{text:?}"),
            Some(number @ (Literal::Integer(_) | Literal::Boolean(_))) => number.to_string(),
            None => String::new(),
        };
        let change = inside.change(kind, before, after);
        let change = change.around(if closed { Around::Closed } else { Around::Open });
        let subject = Subject::Value { ty: inside.pair.clone(), value };
        let index = differ.add(Change { path: format!("{}={shown}", inside.path), subject, ..change });
        let taker = was.filter(|_| kind == Kind::ValueIdentChanged);
        let taker = taker.and_then(|was| Some((was, new.iter().find(|other| other.ident == was.ident)?)));
        differ.annotate(index, taker.map(|(was, taker)| fields::taken_hint(&was.ident, &taker.value.to_string())));
    };
    for value in new {
        let text = |value: &EnumValue| Some(value.value.to_string());
        let Some(was) = by_value.get(&value.value) else {
            // The same identifier under another spelling is the same value.
            let renamed = gone.iter().position(|was| was.ident == value.ident);
            if let Some(was) = renamed.map(|index| gone.remove(index)) {
                pairs.push((was, value));
                let kind = if was_closed || is_closed { Kind::EnumValueRenamed } else { Kind::OpenEnumValueRenamed };
                add(kind, Some(was), Some(value), text(was), text(value), false);
            } else {
                let kind = if was_closed { kinds.added } else { Kind::OpenEnumValueAdded };
                add(kind, None, Some(value), None, text(value), false);
            }
            continue;
        };
        pairs.push((*was, value));
        if was.ident != value.ident {
            let (before, after) = (was.ident.snake().to_owned(), value.ident.snake().to_owned());
            add(Kind::ValueIdentChanged, Some(was), Some(value), Some(before), Some(after), is_closed);
        }
        if was.doc != value.doc {
            add(
                Kind::DescriptionChanged,
                Some(was),
                Some(value),
                description(was.doc.as_ref()),
                description(value.doc.as_ref()),
                false,
            );
        }
    }
    for value in gone {
        let kind = if is_closed { kinds.removed } else { kinds.open_removed };
        add(kind, Some(value), None, Some(value.value.to_string()), None, false);
    }
    pairs
}

/// Compares two unions. Gives the alternatives that both have.
fn unions<'a>(
    differ: &mut Differ<'_>,
    inside: &Inside<'_>,
    old: &'a [Variant],
    new: &'a [Variant],
) -> Vec<(&'a Variant, &'a Variant)> {
    let renamed = renamed(differ, old, new);
    for (was, is) in &renamed {
        let (Some(a), Some(b)) = (was.ty.named(), is.ty.named()) else { continue };
        if let (Some(was), Some(is)) = (differ.old.type_def(a), differ.new.type_def(b)) {
            renamed_type(differ, (a, was), (b, is));
        }
    }
    let find = |variants: &'_ [Variant], variant: &Variant| {
        let is_it =
            |other: &Variant| other.ident == variant.ident || renamed.iter().any(|pair| is_pair(*pair, other, variant));
        variants.iter().position(is_it)
    };
    for variant in new.iter().filter(|variant| find(old, variant).is_none()) {
        let name = describe(differ.new, &variant.ty);
        let is_known = old.iter().any(|other| includes((differ.old, &other.ty), (differ.new, &variant.ty)));
        let sent_by = SentBy { new: !is_known, ..SentBy::BOTH }.and(inside.sent_by);
        differ.add(inside.change(Kind::AlternativeAdded, None, Some(name)).sent_by(sent_by));
    }
    for variant in old.iter().filter(|variant| find(new, variant).is_none()) {
        let name = describe(differ.old, &variant.ty);
        let is_known = new.iter().any(|other| includes((differ.new, &other.ty), (differ.old, &variant.ty)));
        let sent_by = SentBy { old: !is_known, ..SentBy::BOTH }.and(inside.sent_by);
        differ.add(inside.change(Kind::AlternativeRemoved, Some(name), None).sent_by(sent_by));
    }
    let was = |variant: &Variant| find(old, variant).and_then(|index| old.get(index));
    let pairs: Vec<_> = new.iter().filter_map(|variant| Some((was(variant)?, variant))).collect();
    for (was, is) in &pairs {
        if !renamed.iter().any(|pair| is_pair(*pair, was, is)) {
            alternative(differ, inside, &was.ty, &is.ty, "");
        }
    }
    pairs
}

/// Alternatives that are not there any more, each with the new one that has the same members, and is that type under another name.
fn renamed<'a>(differ: &Differ<'_>, old: &'a [Variant], new: &'a [Variant]) -> Vec<(&'a Variant, &'a Variant)> {
    let is_in = |variants: &'_ [Variant], variant: &Variant| variants.iter().any(|other| other.ident == variant.ident);
    let gone = old.iter().filter(|was| !is_in(new, was));
    let mut added: Vec<&Variant> = new.iter().filter(|is| !is_in(old, is)).collect();
    gone.filter_map(|was| {
        let index = added.iter().position(|is| has_new_name(differ, &was.ty, &is.ty))?;
        Some((was, added.remove(index)))
    })
    .collect()
}

fn is_pair((was, is): (&Variant, &Variant), one: &Variant, other: &Variant) -> bool {
    let idents = [&was.ident, &is.ident];
    idents == [&one.ident, &other.ident] || idents == [&other.ident, &one.ident]
}

/// Whether two alternatives are one type with another name.
fn has_new_name(differ: &Differ<'_>, old: &Type, new: &Type) -> bool {
    let was = old.named().and_then(|id| differ.old.type_def(id));
    let is = new.named().and_then(|id| differ.new.type_def(id));
    has_same_parts(differ, old, new) && was.zip(is).is_some_and(|(was, is)| is_renamed(differ, was, is))
}

/// Whether two named types have members or values of the same names.
fn has_same_parts(differ: &Differ<'_>, old: &Type, new: &Type) -> bool {
    let (Some(old), Some(new)) = (differ.old.kind(old), differ.new.kind(new)) else { return false };
    let fields = |kind: &TypeKind| -> Option<BTreeSet<String>> {
        Some(kind.fields()?.iter().map(|field| field.name.clone()).collect())
    };
    let values = |kind: &TypeKind| -> Option<BTreeSet<String>> {
        Some(kind.values()?.iter().map(|value| value.value.to_json().to_string()).collect())
    };
    let is_same =
        |a: Option<BTreeSet<String>>, b: Option<BTreeSet<String>>| a.is_some_and(|a| !a.is_empty() && Some(a) == b);
    is_same(fields(old), fields(new)) || is_same(values(old), values(new))
}

/// Another order of the alternatives that both unions have. Where a value is read as another one for it, that is what is told.
fn reordered(differ: &mut Differ<'_>, inside: &Inside<'_>, [old, new]: [&[Variant]; 2], pairs: &choice::Pairs<'_>) {
    let kept = pairs.iter().filter_map(|(was, _)| old.iter().position(|variant| std::ptr::eq(variant, *was)));
    if kept.is_sorted() {
        return;
    }
    let list = |catalog, variants: &[Variant]| {
        variants.iter().map(|variant| describe(catalog, &variant.ty)).collect::<Vec<_>>().join(" | ")
    };
    let (before, after) = (list(differ.old, old), list(differ.new, new));
    differ.add(inside.change(Kind::UnionReordered, Some(before), Some(after)));
}

/// Tells of values that are read as another alternative than before. Gives whether there are any.
fn choices(differ: &mut Differ<'_>, inside: &Inside<'_>, ids: [TypeId; 2], pairs: &choice::Pairs<'_>) -> bool {
    let mut is_changed = false;
    for (from, sent_by) in SENT_BY {
        let Some(changed) = choice::changed(differ.readers(), ids, pairs, from) else { continue };
        let (before, after) = (describe(differ.old, &changed.old), describe(differ.new, &changed.new));
        let change = inside.change(Kind::UnionChoiceChanged, Some(before), Some(after));
        differ.add(change.sent_by(sent_by.and(inside.sent_by)));
        is_changed = true;
    }
    is_changed
}

/// An alternative that both unions have, or what two aliases stand for: a list or map whose values may differ, say.
fn alternative(differ: &mut Differ<'_>, inside: &Inside<'_>, old: &Type, new: &Type, suffix: &str) {
    // What an alias is held to is compared with the alias.
    let is_part = !suffix.is_empty() || inside.def.kind.alias().is_none();
    if let Some((kind, before, after)) = null_among_values(differ, [old, new]) {
        let path = format!("{}{suffix}", inside.path);
        differ.add(Change { path, ..inside.change(kind, Some(before), Some(after)) });
    }
    let [old, new] = [old, new].map(|ty| ty.without_null().0);
    if compared_by_name(differ, old, new) {
        return;
    }
    if let Some((kind, before, after)) = constraints_of_parts(differ, [old, new]).filter(|_| is_part) {
        let path = format!("{}{suffix}", inside.path);
        differ.add(Change { path, ..inside.change(kind, before, after) });
    }
    match (old.target(), new.target()) {
        (Type::List(old), Type::List(new)) => alternative(differ, inside, old, new, &format!("{suffix}[]")),
        (Type::Map(old), Type::Map(new)) => alternative(differ, inside, old, new, &format!("{suffix}{{}}")),
        (Type::Named(a), Type::Named(b)) if same_names(differ, *a, *b) => {}
        (Type::Scalar(_) | Type::Named(_) | Type::Alias(..) | Type::List(_) | Type::Map(_) | Type::Nullable(_), _) => {
            if let Some(kind) = kind_of(differ.old, old, differ.new, new) {
                let change = inside.change(kind, Some(describe(differ.old, old)), Some(describe(differ.new, new)));
                let path = format!("{}{suffix}", inside.path);
                differ.add(Change { path, ..change });
            }
        }
    }
}

/// Whether two ids are of the same type of `types/`, which is compared on its own; or of one in place, enqueued here.
fn same_names(differ: &mut Differ<'_>, a: TypeId, b: TypeId) -> bool {
    let (Some(was), Some(is)) = (differ.old.type_def(a), differ.new.type_def(b)) else { return false };
    if was.name == is.name && was.kind.is_like(&is.kind) {
        let path = stem(&is.place).to_owned();
        enqueue(differ, a, b, path);
    }
    was.name == is.name
}
