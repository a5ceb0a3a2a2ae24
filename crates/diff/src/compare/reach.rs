//! Which events a type can occur in.

use std::collections::{HashMap, HashSet};

use eventspec_catalog::{Catalog, Event, TypeId};

use crate::finding::SentBy;

/// The events of each type, by the type's position, on both sides; an event that both have is called as the new one.
pub(super) struct Reach {
    old: HashMap<usize, Vec<String>>,
    new: HashMap<usize, Vec<String>>,
}

impl Reach {
    pub(super) fn new(old: &Catalog, new: &Catalog, events: &[(&Event, &Event)]) -> Self {
        let names: HashMap<&str, &str> =
            events.iter().map(|(old, new)| (old.name.as_str(), new.name.as_str())).collect();
        let called = |name: &str| names.get(name).map_or_else(|| name.to_owned(), |name| (*name).to_owned());
        Self { old: events_of_types(old, called), new: events_of_types(new, str::to_owned) }
    }

    /// The events that have one type or the other in them, in the order of the new specification; and whether some event has both: what
    /// one side has in no event of the other, that one does not read.
    pub(super) fn of(&self, old: Option<TypeId>, new: Option<TypeId>) -> (Vec<String>, SentBy) {
        let of = |map: &HashMap<usize, Vec<String>>, id: Option<TypeId>| {
            id.and_then(|id| map.get(&id.0)).cloned().unwrap_or_default()
        };
        let mut events = of(&self.new, new);
        let known: HashSet<String> = events.iter().cloned().collect();
        let (both, more): (Vec<_>, Vec<_>) = of(&self.old, old).into_iter().partition(|event| known.contains(event));
        events.extend(more);
        let is_read = !both.is_empty();
        (events, SentBy { old: is_read, new: is_read })
    }
}

fn events_of_types(catalog: &Catalog, called: impl Fn(&str) -> String) -> HashMap<usize, Vec<String>> {
    let mut out: HashMap<usize, Vec<String>> = HashMap::new();
    for payload in &catalog.payloads {
        for id in catalog.reachable(payload) {
            out.entry(id.0).or_default().extend(payload.events.iter().map(|event| called(&event.name)));
        }
    }
    out
}
