//! The members of an object: which were added, removed or moved, and what is said of those that both sides have.

use std::collections::{HashMap, HashSet};

use eventspec_catalog::{Catalog, Field, Group, Ident, Place, Type, Unlisted};

use super::history::history;
use super::kind_of::{describe, states};
use super::states::{blank_change, constraint_change, constraint_words, flags};
use super::{Change, Differ, Reached, path, reserved, rest, types};
use crate::execute::keys::{Called as _, Reassigned, missing, reassigned};
use crate::finding::{Around, Owner, Pair, Side, Subject};
use crate::kinds::Kind;
use crate::nearest::nearest;

/// Where a member is written.
#[derive(Clone, Copy)]
pub(super) enum Origin<'a> {
    /// In the object itself.
    Own,
    /// In a group that a payload includes.
    Group(&'a Group),
}

impl Origin<'_> {
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Own => None,
            Self::Group(group) => Some(&group.name),
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Member<'a> {
    pub field: &'a Field,
    pub origin: Origin<'a>,
}

/// An object on one side.
pub(super) struct Object<'a> {
    pub members: Vec<Member<'a>>,
    pub unlisted: &'a Unlisted,
    /// Keys that no field may have.
    pub reserved: Vec<&'a str>,
    /// The path of the field that defines it, unless it has a file of its own.
    pub in_place: Option<String>,
    /// Where it is defined.
    pub home: &'a Place,
    /// What it was derived from by a refinement.
    pub original: Option<Original<'a>>,
}

/// An object that a refinement made another one of.
pub(super) struct Original<'a> {
    pub fields: Vec<&'a Field>,
    /// The path of the field that defines it, unless it has a file of its own.
    pub in_place: Option<String>,
}

/// What is around the members that are compared.
pub(super) struct ObjectContext<'x> {
    owner: &'x Owner,
    reached: Reached<'x>,
    old_around: Around,
    new_around: Around,
    in_place: Option<&'x str>,
    /// Where the object is defined, on both sides.
    homes: [&'x Place; 2],
    /// What it was derived from, on both sides.
    originals: [Option<&'x Original<'x>>; 2],
}

impl<'x> ObjectContext<'x> {
    /// The field that the path of a member begins with. What a derived object has from its original has the path that it has there, so
    /// that it is one change however many objects are derived.
    fn base(&self, (place, side): (&Place, Side)) -> Option<&'x str> {
        let [old, new] = self.originals;
        let original = match side {
            Side::Old => old,
            Side::New => new,
        };
        match original {
            Some(original) if original.fields.iter().any(|field| field.place == *place) => original.in_place.as_deref(),
            // The old side was the original.
            None if side == Side::Old && new.is_some_and(|new| new.in_place.is_none()) => None,
            Some(_) | None => self.in_place,
        }
    }

    /// A change of a field that only one side has. One that is defined elsewhere, where the other side has it as well, came or went
    /// with an `include` of the object, and that is where it is told.
    fn of_one<'p>(&self, kind: Kind, other: &Catalog, member: &Member<'p>, side: Side, subject: Subject) -> Change<'p>
    where
        'x: 'p,
    {
        let (field, [old, new]) = (member.field, self.homes);
        let home = match side {
            Side::Old => old,
            Side::New => new,
        };
        let is_own = member.origin.name().is_none();
        if !is_own
            || field.place.file() == home.file()
            || defined_at(other, &field.place).all(|known| known.name != field.name)
        {
            return self.change(kind, &field.name, (&field.place, side), subject);
        }
        let path = path(self.in_place, home, &field.name);
        Change::new(kind, path, (home, side), self.reached, subject)
    }

    /// A change of a field that is defined at a place, or of a key that leads to it.
    fn change<'p>(&self, kind: Kind, key: &str, place: (&'p Place, Side), subject: Subject) -> Change<'p>
    where
        'x: 'p,
    {
        Change::new(kind, path(self.base(place), place.0, key), place, self.reached, subject)
    }
}

/// The fields that groups and types of a file have.
pub(super) fn defined_at<'c>(catalog: &'c Catalog, place: &'c Place) -> impl Iterator<Item = &'c Field> {
    let groups =
        catalog.groups.iter().filter(|group| group.place.file() == place.file()).flat_map(|group| &group.fields);
    let types = catalog.types.iter().filter(|def| !def.is_in_place() && def.place.file() == place.file());
    groups.chain(types.flat_map(|def| def.kind.fields().unwrap_or_default()))
}

/// Compares two objects. Gives the fields that both have.
pub(super) fn compare<'a>(
    differ: &mut Differ<'_>,
    old: &Object<'a>,
    new: &Object<'a>,
    owner: &Owner,
    reached: Reached<'_>,
) -> Vec<(&'a Field, &'a Field)> {
    let [old_around, new_around] = [old, new].map(|object| Around::from(object.unlisted));
    let homes = [old.home, new.home];
    let in_place = new.in_place.as_deref();
    let originals = [old.original.as_ref(), new.original.as_ref()];
    let context = ObjectContext { owner, reached, old_around, new_around, in_place, homes, originals };
    let pairs = members(differ, &context, old, new);
    let fields = |object: &Object<'a>| object.members.iter().map(|member| member.field).collect::<Vec<_>>();
    let moved = reassigned(&fields(old), &fields(new), &pairs);
    for pair in &pairs {
        aliases(differ, &context, *pair, &moved);
        ident(differ, &context, *pair, new);
    }
    reused(differ, &context, (&old.reserved, new), &pairs);
    for Reassigned { name, old, new } in moved {
        let place = (&new.place, Side::New);
        let subject = subject(&context, Some(old), Some(new));
        let change = context.change(Kind::KeyReassigned, name, place, subject);
        differ.add(change.values(Some(old.name.clone()), Some(new.name.clone())));
    }
    for crossing in rest::crossings(differ, [old, new]) {
        let (field, side) = (crossing.field, crossing.side);
        let subject = match side {
            Side::Old => subject(&context, Some(field), None),
            Side::New => subject(&context, None, Some(field)),
        };
        let place = (&field.place, side);
        let change = context.change(crossing.kind, crossing.key, place, subject);
        differ.add(change.values(crossing.before, crossing.after));
    }
    pairs
}

/// Keys that were reserved, and lead to a field.
fn reused(
    differ: &mut Differ<'_>,
    context: &ObjectContext<'_>,
    (reserved, new): (&[&str], &Object<'_>),
    pairs: &[(&Field, &Field)],
) {
    for field in new.members.iter().map(|member| member.field) {
        for key in field.names().filter(|key| reserved.contains(key)) {
            let was = pairs.iter().find(|(_, is)| is.name == field.name).map(|(was, _)| *was);
            let (place, subject) = ((&field.place, Side::New), subject(context, was, Some(field)));
            let change = context.change(Kind::ReservedReused, key, place, subject);
            differ.add(change.values(None, Some(field.name.clone())));
        }
    }
}

/// Compares the members of two objects. Gives the fields that both have.
fn members<'a>(
    differ: &mut Differ<'_>,
    context: &ObjectContext<'_>,
    old: &Object<'a>,
    new: &Object<'a>,
) -> Vec<(&'a Field, &'a Field)> {
    let before: HashMap<&str, &Member<'a>> =
        old.members.iter().map(|member| (member.field.name.as_str(), member)).collect();
    let mut stayed: HashSet<&str> = HashSet::with_capacity(before.len());
    let (mut pairs, mut added) = (Vec::with_capacity(before.len()), Vec::new());
    for member in &new.members {
        match before.get(member.field.name.as_str()) {
            Some(was) => {
                stayed.insert(&was.field.name);
                pairs.push((was.field, member.field));
                compare_pair(differ, context, was, member);
            }
            None => added.push(member),
        }
    }
    if added.is_empty() && stayed.len() == before.len() {
        return pairs;
    }
    let mut removed: Vec<&Member<'_>> =
        old.members.iter().filter(|member| !stayed.contains(member.field.name.as_str())).collect();
    added.retain(|member| {
        let knows = |was: &&Member<'_>| {
            member.field.aliases.contains(&was.field.name) || was.field.aliases.contains(&member.field.name)
        };
        let Some(index) = removed.iter().position(knows) else { return true };
        let was = removed.remove(index);
        pairs.push((was.field, member.field));
        renamed(differ, context, was.field, member.field);
        compare_pair(differ, context, was, member);
        false
    });
    for member in &added {
        added_field(differ, context, member);
    }
    for member in &removed {
        let index = removed_field(differ, context, member);
        let renamed = new_key(differ, member, (&removed, &added));
        let reserve = reserved::hint(differ.new, context.owner, member.origin, member.field);
        let hint = match (renamed, reserve) {
            (Some(renamed), Some(reserve)) => Some(format!("{renamed}; otherwise {reserve}")),
            (renamed, reserve) => renamed.or(reserve),
        };
        differ.annotate(index, hint);
    }
    pairs
}

fn subject(context: &ObjectContext<'_>, old: Option<&Field>, new: Option<&Field>) -> Subject {
    let name = |field: Option<&Field>| field.map(|field| field.name.clone());
    Subject::Field { owner: context.owner.clone(), field: Pair { old: name(old), new: name(new) } }
}

fn added_field(differ: &mut Differ<'_>, context: &ObjectContext<'_>, member: &Member<'_>) {
    let field = member.field;
    let kind = if field.required { Kind::FieldAddedRequired } else { Kind::FieldAddedOptional };
    let change = context.of_one(kind, differ.old, member, Side::New, subject(context, None, Some(field)));
    let value = summary(differ.new, field);
    differ.add(change.values(None, Some(value)).around(context.old_around));
}

/// Adds that a field was removed. Gives the position of the finding.
fn removed_field(differ: &mut Differ<'_>, context: &ObjectContext<'_>, member: &Member<'_>) -> usize {
    let field = member.field;
    let kind = if field.required { Kind::FieldRemovedRequired } else { Kind::FieldRemovedOptional };
    let change = context.of_one(kind, differ.new, member, Side::Old, subject(context, Some(field), None));
    let value = summary(differ.old, field);
    let change = change.values(Some(value), None).around(context.new_around);
    differ.add(change.sunset(field.deprecated.as_ref()))
}

/// What to write if an added field is a removed one under another key: one with a similar key, or the only one of its type.
fn new_key(
    differ: &Differ<'_>,
    member: &Member<'_>,
    (removed, added): (&[&Member<'_>], &[&Member<'_>]),
) -> Option<String> {
    let ty = describe(differ.old, &member.field.ty);
    let alike: Vec<&Field> =
        added.iter().map(|new| new.field).filter(|new| describe(differ.new, &new.ty) == ty).collect();
    let near = nearest(&member.field.name, alike.iter().map(|new| new.name.as_str()));
    let others = removed.iter().filter(|was| describe(differ.old, &was.field.ty) == ty).count();
    let only = || match &alike[..] {
        [new] if others == 1 => Some(new.name.as_str()),
        _ => None,
    };
    Some(renamed_hint(near.or_else(only)?, &member.field.name, ("key", &member.field.ident)))
}

/// What to write if one thing is another under another name.
pub(super) fn renamed_hint(new: &str, old: &str, (word, ident): (&str, &Ident)) -> String {
    let ident = ident.snake();
    format!(
        "if `{new}` is `{old}` under another {word}, give it `aliases = [{old:?}]`, and `ident = {ident:?}` to keep its name in code"
    )
}

/// Type and states of a field, in a few words.
fn summary(catalog: &Catalog, field: &Field) -> String {
    let mut words = vec![describe(catalog, &field.ty)];
    words.extend(states(field).into_iter().map(str::to_owned));
    words.join(", ")
}

/// A field under another key.
fn renamed(differ: &mut Differ<'_>, context: &ObjectContext<'_>, old: &Field, new: &Field) {
    let kind = match (old.aliases.contains(&new.name), new.aliases.contains(&old.name)) {
        (true, true) => Kind::FieldNamesSwapped,
        (true, false) if new.required => Kind::FieldRenamedToAliasRequired,
        (true, false) => Kind::FieldRenamedToAliasOptional,
        (false, _) if old.required => Kind::FieldRenamedRequired,
        (false, _) => Kind::FieldRenamedOptional,
    };
    let around = if kind == Kind::FieldRenamedToAliasOptional { context.new_around } else { context.old_around };
    let place = (&new.place, Side::New);
    let change = context.change(kind, &new.name, place, subject(context, Some(old), Some(new)));
    differ.add(change.values(Some(old.name.clone()), Some(new.name.clone())).around(around));
}

/// A field that both sides have.
fn compare_pair(differ: &mut Differ<'_>, context: &ObjectContext<'_>, was: &Member<'_>, is: &Member<'_>) {
    let (old, new) = (was.field, is.field);
    let Field {
        name: _,
        ty,
        doc,
        example,
        constraints,
        default,
        deprecated,
        since,
        evidence,
        place: _,
        // `aliases` and `ident` compare these.
        aliases: _,
        ident: _,
        // `flags` and `blank_change` compare these.
        required: _,
        nullable: _,
        blank: _,
    } = new;
    moved(differ, context, was, is);
    types::compare_at(differ, &FieldPair { context, old, new }, &old.ty, ty, "");
    // Those of an alias are compared with the alias.
    let constrained = (!types::compared_by_name(differ, &old.ty, ty)).then(|| constraint_change(differ, old, new));
    let mut add = |kind, before: Option<String>, after: Option<String>| {
        differ.add(of_both(context, (old, new), kind).values(before, after));
    };
    for (kind, before, after) in flags(context.owner, old, new) {
        add(kind, before, after);
    }
    if let Some(kind) = constrained.flatten() {
        add(kind, constraint_words(&old.constraints), constraint_words(constraints));
    }
    if old.default != *default {
        let text = |field: &Field| field.default.as_ref().map(|json| json.as_str().to_owned());
        add(Kind::DefaultChanged, text(old), text(new));
    }
    let text = |field: &Field| field.example.as_ref().map(|json| json.as_str().to_owned());
    if old.example != *example {
        add(Kind::ExampleChanged, text(old), text(new));
    }
    if old.evidence != *evidence {
        let words = |field: &Field| Some(field.evidence.as_str().to_owned());
        add(Kind::EvidenceChanged, words(old), words(new));
    }
    for (kind, before, after) in history(
        (old.doc.as_ref(), old.deprecated.as_ref(), old.since.as_ref()),
        (doc.as_ref(), deprecated.as_ref(), since.as_ref()),
    ) {
        let change = of_both(context, (old, new), kind).values(before, after);
        differ.add(change.sunset(deprecated.as_ref().filter(|_| kind.is_deprecation())));
    }
    if let Some(kind) = blank_change(differ, old, new) {
        differ.add(of_both(context, (old, new), kind));
    }
}

/// A change of a field that both sides have.
fn of_both<'x>(context: &ObjectContext<'x>, (old, new): (&Field, &'x Field), kind: Kind) -> Change<'x> {
    let subject = subject(context, Some(old), Some(new));
    context.change(kind, &new.name, (&new.place, Side::New), subject)
}

/// Another name in code.
fn ident(differ: &mut Differ<'_>, context: &ObjectContext<'_>, (old, new): (&Field, &Field), object: &Object<'_>) {
    if old.ident == new.ident {
        return;
    }
    let change = of_both(context, (old, new), Kind::FieldIdentChanged);
    let index = differ.add(change.values(Some(old.ident.snake().to_owned()), Some(new.ident.snake().to_owned())));
    let taker = object.members.iter().find(|member| member.field.ident == old.ident);
    differ.annotate(index, taker.map(|taker| taken_hint(&old.ident, &taker.field.name)));
}

/// What a name in code is now, if it is one.
pub(super) fn taken_hint(ident: &Ident, name: &str) -> String {
    format!("in code, `{}` is now the name of `{name}`: source that compiles all the same is about that", ident.snake())
}

/// Aliases that came or went. Of one that leads to another field now, that is what is told.
fn aliases(
    differ: &mut Differ<'_>,
    context: &ObjectContext<'_>,
    (old, new): (&Field, &Field),
    moved: &[Reassigned<'_, Field>],
) {
    let is_moved = |alias: &str| moved.iter().any(|one| one.name == alias);
    for alias in missing(new, old).filter(|alias| !is_moved(alias)) {
        let kind = if old.required { Kind::AliasAddedRequired } else { Kind::AliasAddedOptional };
        let change = of_both(context, (old, new), kind).values(None, Some(alias.clone()));
        differ.add(change.around(context.old_around));
    }
    for alias in missing(old, new).filter(|alias| !is_moved(alias)) {
        let kind = if new.required { Kind::AliasRemovedRequired } else { Kind::AliasRemovedOptional };
        let change = of_both(context, (old, new), kind).values(Some(alias.clone()), None);
        differ.add(change.around(context.new_around));
    }
}

/// A field of both sides, and what is around it.
pub(super) struct FieldPair<'x> {
    context: &'x ObjectContext<'x>,
    old: &'x Field,
    new: &'x Field,
}

impl FieldPair<'_> {
    /// A change of the field's type.
    pub(super) fn change(&self, kind: Kind, suffix: &str, old: String, new: String) -> Change<'_> {
        self.change_of(kind, suffix, Some(old), Some(new))
    }

    /// A change of the field's value, or of a part of it.
    pub(super) fn change_of(&self, kind: Kind, suffix: &str, old: Option<String>, new: Option<String>) -> Change<'_> {
        let subject = subject(self.context, Some(self.old), Some(self.new));
        let place = (&self.new.place, Side::New);
        let change = self.context.change(kind, &format!("{}{suffix}", self.new.name), place, subject);
        change.values(old, new)
    }

    /// The types of both sides with the `null` that the fields may be beside.
    pub(super) fn types_with_null(&self) -> [Type; 2] {
        [self.old, self.new].map(|field| {
            let ty = field.ty.clone();
            if field.nullable { Type::Nullable(Box::new(ty)) } else { ty }
        })
    }

    pub(super) fn path(&self, suffix: &str) -> String {
        let place = &self.new.place;
        path(self.context.base((place, Side::New)), place, &format!("{}{suffix}", self.new.name))
    }
}

fn moved(differ: &mut Differ<'_>, context: &ObjectContext<'_>, was: &Member<'_>, is: &Member<'_>) {
    let (from, to) = (was.origin.name(), is.origin.name());
    let kind = match (from, to) {
        (None, Some(to)) if is.field.required && gained(differ.old, to, is.field) => Kind::FieldMovedToGroupRequired,
        (None, Some(_)) => Kind::FieldMovedToGroup,
        (Some(from), to) if Some(from) != to => Kind::FieldMovedOutOfGroup,
        _ => return,
    };
    let name =
        |origin: Option<&str>| Some(origin.map_or_else(|| "the payload".to_owned(), |group| format!("groups/{group}")));
    let place = (&is.field.place, Side::New);
    let subject = subject(context, Some(was.field), Some(is.field));
    let change = context.change(kind, &is.field.name, place, subject);
    differ.add(change.values(name(from), name(to)));
}

/// Whether a group was there without a field.
fn gained(old: &Catalog, group: &str, field: &Field) -> bool {
    let group = old.groups.iter().find(|known| known.name == group);
    group.is_some_and(|group| group.fields.iter().all(|known| known.name != field.name))
}
