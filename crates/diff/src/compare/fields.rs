//! The members of an object: which came, went or moved, and what is said of those that stayed.

use std::collections::{HashMap, HashSet};

use eventspec_catalog::{Constraints, Deprecation, Field, Group};

use super::kind_of::{Blankness, blankness, describe, states};
use super::{Change, Differ, path, types};
use crate::finding::{Owner, Pair, Side, Subject};
use crate::kinds::Kind;

/// Where a member is written.
#[derive(Clone, Copy)]
pub(super) enum Home<'a> {
    /// In the object itself.
    Own,
    /// In a group that a payload includes.
    Group(&'a Group),
}

impl Home<'_> {
    fn name(&self) -> Option<&str> {
        match self {
            Self::Own => None,
            Self::Group(group) => Some(&group.name),
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Member<'a> {
    pub field: &'a Field,
    pub home: Home<'a>,
}

/// An object on one side.
pub(super) struct Object<'a> {
    pub members: Vec<Member<'a>>,
    pub closed: bool,
}

/// What is around the members that are compared.
pub(super) struct Around<'x> {
    owner: &'x Owner,
    events: &'x [String],
    old_closed: bool,
    new_closed: bool,
}

pub(super) fn compare(differ: &mut Differ<'_>, old: &Object<'_>, new: &Object<'_>, owner: &Owner, events: &[String]) {
    let around = Around { owner, events, old_closed: old.closed, new_closed: new.closed };
    let before: HashMap<&str, &Member<'_>> =
        old.members.iter().map(|member| (member.field.name.as_str(), member)).collect();
    let mut stayed: HashSet<&str> = HashSet::with_capacity(before.len());
    let mut added = Vec::new();
    for member in &new.members {
        match before.get(member.field.name.as_str()) {
            Some(was) => {
                stayed.insert(&was.field.name);
                both(differ, &around, was, member);
            }
            None => added.push(member),
        }
    }
    if added.is_empty() && stayed.len() == before.len() {
        return;
    }
    let mut removed: Vec<&Member<'_>> =
        old.members.iter().filter(|member| !stayed.contains(member.field.name.as_str())).collect();
    added.retain(|member| {
        let knows = |was: &&Member<'_>| {
            member.field.aliases.contains(&was.field.name) || was.field.aliases.contains(&member.field.name)
        };
        let Some(index) = removed.iter().position(knows) else { return true };
        let was = removed.remove(index);
        renamed(differ, &around, was.field, member.field);
        both(differ, &around, was, member);
        false
    });
    for member in &added {
        came(differ, &around, member.field);
    }
    for member in &removed {
        went(differ, &around, member.field, &added);
    }
}

fn subject(around: &Around<'_>, old: Option<&Field>, new: Option<&Field>) -> Subject {
    let name = |field: Option<&Field>| field.map(|field| field.name.clone());
    Subject::Field { owner: around.owner.clone(), field: Pair { old: name(old), new: name(new) } }
}

fn came(differ: &mut Differ<'_>, around: &Around<'_>, field: &Field) {
    let kind = if field.required { Kind::FieldAddedRequired } else { Kind::FieldAddedOptional };
    let place = (&field.place, Side::New);
    let change =
        Change::new(kind, path(&field.place, &field.name), place, around.events, subject(around, None, Some(field)));
    let value = summary(differ.new, field);
    differ.add(change.values(None, Some(value)).closed(around.old_closed));
}

fn went(differ: &mut Differ<'_>, around: &Around<'_>, field: &Field, added: &[&Member<'_>]) {
    let kind = if field.required { Kind::FieldRemovedRequired } else { Kind::FieldRemovedOptional };
    let place = (&field.place, Side::Old);
    let change =
        Change::new(kind, path(&field.place, &field.name), place, around.events, subject(around, Some(field), None));
    let value = summary(differ.old, field);
    let index = differ.add(change.values(Some(value), None).closed(around.new_closed));
    let alike = added.iter().filter(|new| describe(differ.new, &new.field.ty) == describe(differ.old, &field.ty));
    let near = nearest(&field.name, alike.map(|new| new.field.name.as_str()));
    let hint = near.map(|near| {
        format!("if `{near}` is `{}` under another key, give it `aliases = [\"{}\"]`", field.name, field.name)
    });
    let sunset = field.deprecated.as_ref().and_then(|deprecation| deprecation.sunset.as_ref());
    differ.remark(index, sunset, hint);
}

/// The name that is most like another, if it is like it at all.
pub(super) fn nearest<'n>(name: &str, others: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let scored = others.map(|other| (strsim::jaro_winkler(name, other), other));
    scored.filter(|(score, _)| *score > 0.82).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, other)| other)
}

/// Type and states of a field, in a few words.
fn summary(catalog: &eventspec_catalog::Catalog, field: &Field) -> String {
    let mut words = vec![describe(catalog, &field.ty)];
    words.extend(states(field).into_iter().map(str::to_owned));
    words.join(", ")
}

/// A field under another key.
fn renamed(differ: &mut Differ<'_>, around: &Around<'_>, old: &Field, new: &Field) {
    let kind = match (old.aliases.contains(&new.name), new.aliases.contains(&old.name)) {
        (true, true) => Kind::FieldNamesSwapped,
        (true, false) if new.required => Kind::FieldRenamedToAliasRequired,
        (true, false) => Kind::FieldRenamedToAliasOptional,
        (false, _) if old.required => Kind::FieldRenamedRequired,
        (false, _) => Kind::FieldRenamedOptional,
    };
    let closed = if kind == Kind::FieldRenamedToAliasOptional { around.new_closed } else { around.old_closed };
    let place = (&new.place, Side::New);
    let change =
        Change::new(kind, path(&new.place, &new.name), place, around.events, subject(around, Some(old), Some(new)));
    differ.add(change.values(Some(old.name.clone()), Some(new.name.clone())).closed(closed));
}

/// A field that both sides have.
fn both(differ: &mut Differ<'_>, around: &Around<'_>, was: &Member<'_>, is: &Member<'_>) {
    let (old, new) = (was.field, is.field);
    let Field {
        name: _,
        ident,
        ty,
        doc,
        example,
        constraints,
        default,
        aliases,
        deprecated,
        since,
        evidence,
        place: _,
        // `flags` and `blank_change` compare these.
        required: _,
        nullable: _,
        blank: _,
    } = new;
    moved(differ, around, was, is);
    types::compare_at(differ, &At { around, old, new }, &old.ty, ty, "");
    let mut add = |kind, before: Option<String>, after: Option<String>, closed: bool| {
        let place = (&new.place, Side::New);
        let subject = subject(around, Some(old), Some(new));
        let change = Change::new(kind, path(&new.place, &new.name), place, around.events, subject);
        differ.add(change.values(before, after).closed(closed));
    };
    if old.ident != *ident {
        let (before, after) = (old.ident.snake().to_owned(), ident.snake().to_owned());
        add(Kind::FieldIdentChanged, Some(before), Some(after), false);
    }
    for (kind, before, after) in flags(around.owner, old, new) {
        add(kind, before, after, false);
    }
    if let Some(kind) = constraint_change(&old.constraints, constraints) {
        add(kind, constraint_words(&old.constraints), constraint_words(constraints), false);
    }
    if old.default != *default {
        let text = |field: &Field| field.default.as_ref().map(|json| json.as_str().to_owned());
        add(Kind::DefaultChanged, text(old), text(new), false);
    }
    for alias in aliases.iter().filter(|alias| !old.aliases.contains(alias) && **alias != old.name) {
        let kind = if old.required { Kind::AliasAddedRequired } else { Kind::AliasAddedOptional };
        add(kind, None, Some(alias.clone()), around.old_closed);
    }
    for alias in old.aliases.iter().filter(|alias| !aliases.contains(alias) && **alias != new.name) {
        let kind = if new.required { Kind::AliasRemovedRequired } else { Kind::AliasRemovedOptional };
        add(kind, Some(alias.clone()), None, around.new_closed);
    }
    let text = |field: &Field| field.example.as_ref().map(|json| json.as_str().to_owned());
    if old.example != *example {
        add(Kind::ExampleChanged, text(old), text(new), false);
    }
    if old.evidence != *evidence {
        let words = |field: &Field| Some(field.evidence.as_str().to_owned());
        add(Kind::EvidenceChanged, words(old), words(new), false);
    }
    for (kind, before, after) in
        history((&old.doc, old.deprecated.as_ref(), old.since.as_ref()), (doc, deprecated.as_ref(), since.as_ref()))
    {
        add(kind, before, after, false);
    }
    if let Some(kind) = blank_change(differ, old, new) {
        let place = (&new.place, Side::New);
        let subject = subject(around, Some(old), Some(new));
        differ.add(Change::new(kind, path(&new.place, &new.name), place, around.events, subject));
    }
}

/// A field of both sides, and what is around it.
pub(super) struct At<'x> {
    around: &'x Around<'x>,
    old: &'x Field,
    new: &'x Field,
}

impl At<'_> {
    /// A change of the field's type.
    pub(super) fn change(&self, kind: Kind, suffix: &str, old: String, new: String) -> Change<'_> {
        let subject = subject(self.around, Some(self.old), Some(self.new));
        let place = (&self.new.place, Side::New);
        let change = Change::new(kind, self.path(suffix), place, self.around.events, subject);
        change.values(Some(old), Some(new))
    }

    pub(super) fn path(&self, suffix: &str) -> String {
        path(&self.new.place, &format!("{}{suffix}", self.new.name))
    }
}

fn moved(differ: &mut Differ<'_>, around: &Around<'_>, was: &Member<'_>, is: &Member<'_>) {
    let (from, to) = (was.home.name(), is.home.name());
    let kind = match (from, to) {
        (None, Some(_)) => Kind::FieldMovedToGroup,
        (Some(from), to) if Some(from) != to => Kind::FieldMovedOutOfGroup,
        _ => return,
    };
    let name =
        |home: Option<&str>| Some(home.map_or_else(|| "the payload".to_owned(), |group| format!("groups/{group}")));
    let place = (&is.field.place, Side::New);
    let subject = subject(around, Some(was.field), Some(is.field));
    let change = Change::new(kind, path(&is.field.place, &is.field.name), place, around.events, subject);
    differ.add(change.values(name(from), name(to)));
}

type Facet = (Kind, Option<String>, Option<String>);

/// What may be absent or null.
fn flags(owner: &Owner, old: &Field, new: &Field) -> Vec<Facet> {
    let mut out = Vec::new();
    match (old.required, new.required, owner) {
        (false, true, Owner::Payload(_)) => out.push((Kind::BecameRequired, None, None)),
        (false, true, Owner::Type(_)) => out.push((Kind::MemberBecameRequired, None, None)),
        (true, false, Owner::Payload(_)) => out.push((Kind::BecameOptional, None, None)),
        (true, false, Owner::Type(_)) => out.push((Kind::MemberBecameOptional, None, None)),
        _ => {}
    }
    // `null` is a value of `any`, whatever the field says.
    let minds_null = !old.ty.is_any() || !new.ty.is_any();
    match (old.nullable, new.nullable) {
        (false, true) if minds_null => out.push((Kind::BecameNullable, None, None)),
        (true, false) if minds_null => out.push((Kind::BecameNonNullable, None, None)),
        _ => {}
    }
    out
}

/// Whether fewer texts are admitted, more, or others. What a pattern admits is not compared with what another does.
fn constraint_change(old: &Constraints, new: &Constraints) -> Option<Kind> {
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
fn constraint_words(constraints: &Constraints) -> Option<String> {
    let Constraints { min_length, max_length, pattern } = constraints;
    let length = |key: &str, length: &Option<u32>| length.map(|length| format!("{key} {length}"));
    let pattern = pattern.as_ref().map(|pattern| format!("pattern {pattern}"));
    let all = [length("min_length", min_length), length("max_length", max_length), pattern];
    (!constraints.is_empty()).then(|| all.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn blank_change(differ: &Differ<'_>, old: &Field, new: &Field) -> Option<Kind> {
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

/// Documentation, deprecation and age of a field or event.
type History<'a> = (&'a String, Option<&'a Deprecation>, Option<&'a String>);

pub(super) fn history(old: History<'_>, new: History<'_>) -> Vec<Facet> {
    let mut out = Vec::new();
    if old.0 != new.0 {
        out.push((Kind::DescriptionChanged, Some(old.0.clone()), Some(new.0.clone())));
    }
    let words = |deprecation: Option<&Deprecation>| {
        deprecation.map(|deprecation| {
            let facts = [("since", &deprecation.since), ("use", &deprecation.instead), ("sunset", &deprecation.sunset)];
            let facts = facts.iter().filter_map(|(key, fact)| Some(format!("{key} {}", fact.as_deref()?)));
            let facts: Vec<String> = facts.collect();
            if facts.is_empty() { "deprecated".to_owned() } else { facts.join(", ") }
        })
    };
    match (old.1, new.1) {
        (None, Some(_)) => out.push((Kind::DeprecationSet, None, words(new.1))),
        (Some(_), None) => out.push((Kind::DeprecationLifted, words(old.1), None)),
        (Some(before), Some(after)) if before != after => {
            out.push((Kind::DeprecationChanged, words(old.1), words(new.1)));
        }
        _ => {}
    }
    if old.2 != new.2 {
        out.push((Kind::SinceChanged, old.2.cloned(), new.2.cloned()));
    }
    out
}
