//! Two catalogues in, every difference out. What is shared is compared once, and the finding lists the events.

mod deliveries;
mod events;
mod fields;
mod head;
mod history;
mod kind_of;
mod paths;
mod reach;
mod reserved;
mod rest;
mod states;
#[cfg(test)]
mod tests;
mod types;

use std::collections::{HashMap, HashSet};

use eventspec_catalog::{Catalog, Deprecation, Payload, Place, TypeId};
use eventspec_payloads::contrast::Reader;

use crate::effect::WireEffects;
use crate::execute::subject;
use crate::finding::{Around, Finding, Owner, Pair, SentBy, Side, Subject};
use crate::kinds::Kind;
use crate::pairing::Pairing;
use crate::witness::{SideShapes, Sides};
pub(crate) use kind_of::{Blankness, Meaning, are_related, blankness, meaning, same, swapped_time};
use paths::Paths;
use reach::Reach;

/// What there is to say of two catalogues.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// Every difference, in the order of the files they are in.
    pub findings: Vec<Finding>,
    /// What of the old catalogue is what of the new one.
    pub pairing: Pairing<'a>,
    /// What values were tried with, and are to be tried with.
    #[doc(hidden)]
    pub shapes: SideShapes,
}

/// Compares two catalogues.
pub fn compare<'a>(old: &'a Catalog, new: &'a Catalog) -> Comparison<'a> {
    let mut differ = Differ {
        old,
        new,
        pairing: Pairing::default(),
        shapes: SideShapes::default(),
        out: Vec::new(),
        known: HashMap::new(),
        waiting: Vec::new(),
        seen: HashSet::new(),
        renamed: HashSet::new(),
        reach: None,
        paths: None,
    };
    head::compare(&mut differ);
    events::compare(&mut differ);
    types::compare(&mut differ);
    deliveries::compare(&mut differ);
    differ.finish()
}

/// The findings of a comparison.
pub fn diff(old: &Catalog, new: &Catalog) -> Vec<Finding> {
    compare(old, new).findings
}

/// What tells one finding from another.
type Key = (Kind, String, Option<String>, Option<String>);

struct Differ<'a> {
    old: &'a Catalog,
    new: &'a Catalog,
    pairing: Pairing<'a>,
    shapes: SideShapes,
    out: Vec<Finding>,
    known: HashMap<Key, usize>,
    /// Types whose contents are still to be compared, and the path they are shown under.
    waiting: Vec<(TypeId, TypeId, String)>,
    seen: HashSet<(TypeId, TypeId)>,
    /// Types that the other side has under another name.
    renamed: HashSet<(Side, TypeId)>,
    /// Which events reach which types; found when first asked for.
    reach: Option<Reach>,
    /// Where the types in place of both sides are; found when first asked for.
    paths: Option<[Paths; 2]>,
}

/// The events that a change reaches, and which side sends it in them.
#[derive(Clone, Copy)]
struct Reached<'x> {
    events: &'x [String],
    sent_by: SentBy,
}

impl<'x> From<&'x [String]> for Reached<'x> {
    fn from(events: &'x [String]) -> Self {
        Self { events, sent_by: SentBy::BOTH }
    }
}

impl<'x, const N: usize> From<&'x [String; N]> for Reached<'x> {
    fn from(events: &'x [String; N]) -> Self {
        events.as_slice().into()
    }
}

/// A change that was found, before it is merged with equal ones.
struct Change<'x> {
    kind: Kind,
    around: Around,
    path: String,
    old: Option<String>,
    new: Option<String>,
    place: (&'x Place, Side),
    reached: Reached<'x>,
    subject: Subject,
    sunset: Option<&'x String>,
}

impl<'x> Change<'x> {
    fn new(
        kind: Kind,
        path: String,
        place: (&'x Place, Side),
        reached: impl Into<Reached<'x>>,
        subject: Subject,
    ) -> Self {
        let reached = reached.into();
        Self { kind, around: Around::Open, path, old: None, new: None, place, reached, subject, sunset: None }
    }

    fn values(self, old: Option<String>, new: Option<String>) -> Self {
        Self { old, new, ..self }
    }

    fn around(self, around: Around) -> Self {
        Self { around, ..self }
    }

    fn sent_by(self, sent_by: SentBy) -> Self {
        Self { reached: Reached { sent_by, ..self.reached }, ..self }
    }

    /// The day that a deprecation names.
    fn sunset(self, deprecated: Option<&'x Deprecation>) -> Self {
        Self { sunset: deprecated.and_then(|deprecation| deprecation.sunset.as_ref()), ..self }
    }
}

impl<'a> Differ<'a> {
    /// Adds a change; one that is known gains the events. Gives its position.
    fn add(&mut self, change: Change<'_>) -> usize {
        let key = (change.kind, change.path, change.old, change.new);
        let index = if let Some(index) = self.known.get(&key) {
            *index
        } else {
            let (kind, path, old, new) = key.clone();
            self.known.insert(key, self.out.len());
            let (place, side) = change.place;
            self.out.push(Finding {
                kind,
                of_event: false,
                around: change.around,
                sent_by: change.reached.sent_by,
                met: WireEffects::default(),
                path,
                old,
                new,
                place: place.clone(),
                side,
                events: Vec::new(),
                subject: change.subject,
                sunset: change.sunset.cloned(),
                hint: None,
            });
            self.out.len() - 1
        };
        if let Some(finding) = self.out.get_mut(index) {
            finding.around = finding.around.max(change.around);
            finding.sent_by = finding.sent_by.or(change.reached.sent_by);
            finding.events.extend_from_slice(change.reached.events);
        }
        index
    }

    /// Adds what a finding may have been meant to be.
    fn annotate(&mut self, index: usize, hint: Option<String>) {
        if let Some(finding) = self.out.get_mut(index) {
            finding.hint = hint;
        }
    }

    /// What decides which values the types of the two sides take.
    fn readers(&self) -> [Reader<'_>; 2] {
        [self.shapes.reader(self.old, Side::Old), self.shapes.reader(self.new, Side::New)]
    }

    /// The events that have one type or the other in them, and which side's do.
    fn reached(&mut self, was: Option<TypeId>, is: Option<TypeId>) -> (Vec<String>, SentBy) {
        let (old, new) = (self.old, self.new);
        let events = &self.pairing.events;
        self.reach.get_or_insert_with(|| Reach::new(old, new, events)).of(was, is)
    }

    /// Where a type in place is.
    fn path_of(&mut self, side: Side, id: TypeId) -> Option<String> {
        let (old, new) = (self.old, self.new);
        let [before, after] = self.paths.get_or_insert_with(|| [Paths::new(old), Paths::new(new)]);
        let paths = match side {
            Side::Old => before,
            Side::New => after,
        };
        paths.of(id).map(str::to_owned)
    }

    fn finish(mut self) -> Comparison<'a> {
        for finding in &mut self.out {
            let mut seen = HashSet::new();
            finding.events.retain(|event| seen.insert(event.clone()));
        }
        self.out.sort_by_cached_key(|f| {
            (f.place.file().to_owned(), f.side, f.place.line(), f.place.column(), f.kind, f.path.clone())
        });
        let of_events = [self.old, self.new].map(OfEvents::new);
        self.out.iter_mut().for_each(|finding| finding.of_event = OfEvents::have(&of_events, &finding.subject));
        let sides = Sides { old: self.old, new: self.new, pairing: &self.pairing, shapes: &self.shapes };
        self.out.iter_mut().for_each(|finding| finding.met = subject::met(finding, sides));
        Comparison { findings: self.out, pairing: self.pairing, shapes: self.shapes }
    }
}

/// The path of a file of the specification, without its ending.
fn stem(place: &Place) -> &str {
    place.file().strip_suffix(".toml").unwrap_or(place.file())
}

/// The path of a payload: that of its file, with the event if it is that of one event.
fn path_of_payload(payload: &Payload) -> String {
    let event = payload.events.first().filter(|_| payload.refines.is_some());
    event.map_or_else(|| stem(&payload.place).to_owned(), |event| format!("{}[{}]", stem(&payload.place), event.name))
}

/// What a catalogue has because events narrow their payloads.
struct OfEvents<'a> {
    payloads: HashSet<&'a str>,
    types: HashSet<&'a str>,
}

impl<'a> OfEvents<'a> {
    fn new(catalog: &'a Catalog) -> Self {
        let payloads = catalog.payloads.iter().filter(|payload| payload.refines.is_some());
        let types = catalog.types.iter().filter(|def| def.of_event);
        Self {
            payloads: payloads.map(|payload| payload.name.as_str()).collect(),
            types: types.map(|def| def.name.as_str()).collect(),
        }
    }

    /// Whether either side has a subject for that reason.
    fn have(sides: &[Self; 2], subject: &Subject) -> bool {
        let has = |pair: &Pair, set: fn(&Self) -> &HashSet<&'a str>| {
            let names = [&pair.old, &pair.new];
            sides.iter().zip(names).any(|(side, name)| name.as_deref().is_some_and(|name| set(side).contains(name)))
        };
        let payload = |pair: &Pair| has(pair, |side| &side.payloads);
        let ty = |pair: &Pair| has(pair, |side| &side.types);
        match subject {
            Subject::Catalog | Subject::Group(_) | Subject::Delivery(_) | Subject::Event(_) => false,
            Subject::Payload(pair) | Subject::Field { owner: Owner::Payload(pair), .. } => payload(pair),
            Subject::Type(pair) | Subject::Value { ty: pair, .. } | Subject::Field { owner: Owner::Type(pair), .. } => {
                ty(pair)
            }
        }
    }
}

/// The path of a name: below the field that defines its object in place, else in its file of the specification.
fn path(in_place: Option<&str>, place: &Place, name: &str) -> String {
    format!("{}.{name}", in_place.unwrap_or_else(|| stem(place)))
}
