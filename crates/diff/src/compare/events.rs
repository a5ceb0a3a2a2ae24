//! Events, and the payloads they carry.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use eventspec_catalog::{Catalog, Event, Payload};

use super::fields::{self, Member, Object, Origin, Original};
use super::history::{description, history};
use super::{Change, Differ, path, path_of_payload, reserved, rest, stem};
use crate::execute::keys::{Reassigned, missing, reassigned};
use crate::finding::{Owner, Pair, Side, Subject};
use crate::kinds::Kind;
use crate::nearest::nearest;
use crate::pairing::PayloadPair;

pub(super) fn compare(differ: &mut Differ<'_>) {
    let (old, new) = (differ.old, differ.new);
    let before: HashMap<&str, (&Event, usize)> = by_name(&old.payloads);
    let after: HashMap<&str, (&Event, usize)> = by_name(&new.payloads);
    // What events narrow comes after what is in every event, so that a change of that is one change.
    let mut pairs: BTreeMap<(bool, usize, usize), Vec<String>> = BTreeMap::new();
    let base = |catalog: &Catalog, index: usize| {
        let payload = catalog.payloads.get(index);
        payload.and_then(|payload| catalog.payload_index(payload.refines.as_deref()?)).unwrap_or(index)
    };
    let mut stayed: HashSet<&str> = HashSet::new();
    for (index, payload) in new.payloads.iter().enumerate() {
        for event in &payload.events {
            let found =
                before.get(event.name.as_str()).copied().or_else(|| former(event, old.payloads.as_slice(), &after));
            let Some((was, was_in)) = found else {
                added(differ, event);
                continue;
            };
            stayed.insert(was.name.as_str());
            differ.pairing.events.push((was, event));
            compare_event(differ, (was, event), (old.payloads.get(was_in), payload));
            let bases = (base(old, was_in), base(new, index));
            let of_base = pairs.entry((false, bases.0, bases.1)).or_default();
            if bases == (was_in, index) {
                of_base.push(event.name.clone());
            } else {
                pairs.entry((true, was_in, index)).or_default().push(event.name.clone());
            }
        }
    }
    names(differ);
    for event in old.payloads.iter().flat_map(|payload| &payload.events) {
        if !stayed.contains(event.name.as_str()) {
            removed(differ, event);
        }
    }
    for ((_, was, is), events) in pairs {
        if let (Some(was), Some(is)) = (old.payloads.get(was), new.payloads.get(is)) {
            compare_payload(differ, was, is, &events);
        }
    }
}

fn by_name(payloads: &[Payload]) -> HashMap<&str, (&Event, usize)> {
    let events =
        payloads.iter().enumerate().flat_map(|(index, payload)| payload.events.iter().map(move |event| (event, index)));
    events.map(|(event, index)| (event.name.as_str(), (event, index))).collect()
}

/// The event that a new one says it was: one of the two has the other's name as an alias.
fn former<'a>(event: &Event, old: &'a [Payload], after: &HashMap<&str, (&Event, usize)>) -> Option<(&'a Event, usize)> {
    let events = old.iter().enumerate().flat_map(|(index, payload)| payload.events.iter().map(move |was| (was, index)));
    let mut gone = events.filter(|(was, _)| !after.contains_key(was.name.as_str()));
    gone.find(|(was, _)| event.aliases.contains(&was.name) || was.aliases.contains(&event.name))
}

fn added(differ: &mut Differ<'_>, event: &Event) {
    let subject = Subject::Event(Pair { old: None, new: Some(event.name.clone()) });
    let events = [event.name.clone()];
    let change = Change::new(Kind::EventAdded, event.name.clone(), (&event.place, Side::New), &events, subject);
    differ.add(change.values(None, Some(event.name.clone())));
}

fn removed(differ: &mut Differ<'_>, event: &Event) {
    let subject = Subject::Event(Pair { old: Some(event.name.clone()), new: None });
    let events = [event.name.clone()];
    let change = Change::new(Kind::EventRemoved, event.name.clone(), (&event.place, Side::Old), &events, subject);
    let index = differ.add(change.values(Some(event.name.clone()), None).sunset(event.deprecated.as_ref()));
    let hint = suggestion(differ, event);
    differ.annotate(index, hint);
}

/// The added event that a removed one may have become.
fn suggestion(differ: &Differ<'_>, event: &Event) -> Option<String> {
    let known: HashSet<&str> = differ.old.events().map(|(event, _)| event.name.as_str()).collect();
    let added = differ.new.events().map(|(event, _)| event.name.as_str()).filter(|name| !known.contains(name));
    let near = nearest(&event.name, added)?;
    Some(fields::renamed_hint(near, &event.name, ("name", &event.ident)))
}

/// One event that both sides have.
fn compare_event(differ: &mut Differ<'_>, (old, new): (&Event, &Event), (was_in, is_in): (Option<&Payload>, &Payload)) {
    let subject = Subject::Event(Pair::both(&old.name, &new.name));
    let events = [new.name.clone()];
    let (before, catalog) = (differ.old, differ.new);
    let is_there = |name: &str| catalog.payloads.iter().any(|payload| payload.name == name);
    let mut add = |kind, before: Option<String>, after: Option<String>| {
        let change = Change::new(kind, new.name.clone(), (&new.place, Side::New), &events, subject.clone());
        differ.add(change.values(before, after))
    };
    if old.name != new.name {
        let kind = match (old.aliases.contains(&new.name), new.aliases.contains(&old.name)) {
            (false, _) => Kind::EventRenamed,
            (true, false) => Kind::EventRenamedToAlias,
            (true, true) => Kind::EventNamesSwapped,
        };
        add(kind, Some(old.name.clone()), Some(new.name.clone()));
    }
    let renamed = (old.ident != new.ident)
        .then(|| add(Kind::EventIdentChanged, Some(old.ident.snake().to_owned()), Some(new.ident.snake().to_owned())));
    match (old.unstable, new.unstable) {
        (false, true) => drop(add(Kind::EventBecameUnstable, None, None)),
        (true, false) => drop(add(Kind::EventBecameStable, None, None)),
        (true, true) | (false, false) => {}
    }
    let (was_in, is_in) = (was_in.map(|was| before.base(was)), catalog.base(is_in));
    if let Some(was) = was_in.filter(|was| was.name != is_in.name) {
        let kind = if is_there(&was.name) { Kind::EventMoved } else { Kind::PayloadRenamed };
        add(kind, Some(was.name.clone()), Some(is_in.name.clone()));
    }
    if let Some(index) = renamed {
        let taker = catalog.events().map(|(event, _)| event).find(|event| event.ident == old.ident);
        differ.annotate(index, taker.map(|taker| fields::taken_hint(&old.ident, &taker.name)));
    }
    for (kind, before, after) in history(
        (old.doc.as_ref(), old.deprecated.as_ref(), old.since.as_ref()),
        (new.doc.as_ref(), new.deprecated.as_ref(), new.since.as_ref()),
    ) {
        let change = Change::new(kind, new.name.clone(), (&new.place, Side::New), &events, subject.clone());
        differ.add(change.values(before, after).sunset(new.deprecated.as_ref().filter(|_| kind.is_deprecation())));
    }
}

/// Names that lead to another event than before, and aliases that came or went otherwise.
fn names(differ: &mut Differ<'_>) {
    fn events(catalog: &Catalog) -> Vec<&Event> {
        catalog.events().map(|(event, _)| event).collect()
    }
    let moved = reassigned(&events(differ.old), &events(differ.new), &differ.pairing.events);
    for (old, new) in differ.pairing.events.clone() {
        aliases(differ, (old, new), &moved);
    }
    for Reassigned { name, old, new } in moved {
        let subject = Subject::Event(Pair::both(&old.name, &new.name));
        // Those who know it as the old one are hit, too.
        let led = differ.pairing.events.iter().find(|(was, _)| was.name == old.name);
        let led = led.map_or(&old.name, |(_, is)| &is.name).clone();
        let (place, events) = ((&new.place, Side::New), [new.name.clone(), led]);
        let change = Change::new(Kind::EventNameReassigned, name.to_owned(), place, &events, subject);
        differ.add(change.values(Some(old.name.clone()), Some(new.name.clone())));
    }
}

/// Aliases that came or went. Of one that leads to another event now, that is what is told.
fn aliases(differ: &mut Differ<'_>, (old, new): (&Event, &Event), moved: &[Reassigned<'_, Event>]) {
    let is_moved = |alias: &String| moved.iter().any(|one| one.name == alias);
    let added = missing(new, old).map(|alias| (Kind::EventAliasAdded, None, Some(alias)));
    let removed = missing(old, new).map(|alias| (Kind::EventAliasRemoved, Some(alias), None));
    let told = added.chain(removed).filter(|(_, was, is)| !was.or(*is).is_some_and(is_moved));
    for (kind, was, is) in told {
        let (subject, events) = (Subject::Event(Pair::both(&old.name, &new.name)), [new.name.clone()]);
        let change = Change::new(kind, new.name.clone(), (&new.place, Side::New), &events, subject);
        differ.add(change.values(was.cloned(), is.cloned()));
    }
}

/// The object that a payload is: the fields of its groups and its own.
fn object<'a>(catalog: &'a eventspec_catalog::Catalog, payload: &'a Payload) -> Object<'a> {
    let shared = payload.groups.iter().filter_map(|id| catalog.group(*id));
    let shared = shared
        .flat_map(|group| payload.of_group(group).map(move |field| Member { field, origin: Origin::Group(group) }));
    let own = payload.fields.iter().map(|field| Member { field, origin: Origin::Own });
    let base = payload.refines.as_ref().map(|_| catalog.base(payload));
    let reserved = catalog.reserved(payload).map(|key| key.name.as_str()).collect();
    Object {
        members: shared.chain(own).collect(),
        unlisted: &payload.unlisted,
        reserved,
        in_place: base.map(|_| path_of_payload(payload)),
        home: &payload.place,
        original: base.map(|base| Original { fields: catalog.fields(base).collect(), in_place: None }),
    }
}

/// Groups of one side's payload, by the names that both sides know: of a group that was added or removed, that is what is told.
fn included(differ: &mut Differ<'_>, old: &Payload, new: &Payload, events: &[String]) {
    let names = |catalog: &eventspec_catalog::Catalog, payload: &Payload| -> BTreeSet<String> {
        payload.groups.iter().filter_map(|id| catalog.group(*id)).map(|group| group.name.clone()).collect()
    };
    let is_in =
        |catalog: &eventspec_catalog::Catalog, name: &str| catalog.groups.iter().any(|group| group.name == name);
    let (before, after) = (names(differ.old, old), names(differ.new, new));
    for name in before.symmetric_difference(&after) {
        if !is_in(differ.old, name) || !is_in(differ.new, name) {
            continue;
        }
        let subject = Subject::Payload(Pair::both(&old.name, &new.name));
        let (kind, was, is) = if before.contains(name) {
            (Kind::GroupNotIncluded, Some(name.clone()), None)
        } else {
            (Kind::GroupIncluded, None, Some(name.clone()))
        };
        let place = (&new.place, Side::New);
        differ.add(Change::new(kind, stem(&new.place).to_owned(), place, events, subject).values(was, is));
    }
}

fn compare_payload<'a>(differ: &mut Differ<'a>, old: &'a Payload, new: &'a Payload, events: &[String]) {
    let pair = Pair::both(&old.name, &new.name);
    let subject = Subject::Payload(pair.clone());
    for (kind, before, after) in rest::changes(differ, [&old.unlisted, &new.unlisted]) {
        let place = (&new.place, Side::New);
        let change = Change::new(kind, stem(&new.place).to_owned(), place, events, subject.clone());
        differ.add(change.values(before, after));
    }
    if old.name == new.name && old.doc != new.doc {
        let place = (&new.place, Side::New);
        let change = Change::new(Kind::DescriptionChanged, path(None, &new.place, "doc"), place, events, subject);
        differ.add(change.values(description(old.doc.as_ref()), description(new.doc.as_ref())));
    }
    let catalog = differ.new;
    reserved::compare(differ, &old.reserved, catalog.reserved(new), &Subject::Payload(pair.clone()), (None, events));
    included(differ, old, new, events);
    let (before, after) = (object(differ.old, old), object(differ.new, new));
    let fields = fields::compare(differ, &before, &after, &Owner::Payload(pair), events.into());
    differ.pairing.payloads.push(PayloadPair { payloads: (old, new), fields });
}
