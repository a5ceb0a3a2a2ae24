//! Which events a type can occur in.

use std::collections::HashMap;

use eventspec_catalog::{Catalog, TypeId};

use crate::finding::SentBy;

/// The events of each type, by the type's position, on both sides.
pub(super) struct Reach {
    old: HashMap<usize, Vec<String>>,
    new: HashMap<usize, Vec<String>>,
}

impl Reach {
    pub(super) fn new(old: &Catalog, new: &Catalog) -> Self {
        Self { old: events_of_types(old), new: events_of_types(new) }
    }

    /// Whether payloads have a type in them that both sides read: what one side has in no event, it does not read either.
    pub(super) fn sent_by(&self, old: Option<TypeId>, new: Option<TypeId>) -> SentBy {
        let is_in =
            |map: &HashMap<usize, Vec<String>>, id: Option<TypeId>| id.is_some_and(|id| map.contains_key(&id.0));
        let is_read = is_in(&self.old, old) && is_in(&self.new, new);
        SentBy { old: is_read, new: is_read }
    }

    /// The events that have one type or the other in them, in the order of the new specification.
    pub(super) fn events(&self, old: Option<TypeId>, new: Option<TypeId>) -> Vec<String> {
        let of = |map: &HashMap<usize, Vec<String>>, id: Option<TypeId>| {
            id.and_then(|id| map.get(&id.0)).cloned().unwrap_or_default()
        };
        let mut events = of(&self.new, new);
        let known: std::collections::HashSet<String> = events.iter().cloned().collect();
        events.extend(of(&self.old, old).into_iter().filter(|event| !known.contains(event)));
        events
    }
}

fn events_of_types(catalog: &Catalog) -> HashMap<usize, Vec<String>> {
    let mut out: HashMap<usize, Vec<String>> = HashMap::new();
    for payload in &catalog.payloads {
        for id in catalog.reachable(payload) {
            out.entry(id.0).or_default().extend(payload.events.iter().map(|event| event.name.clone()));
        }
    }
    out
}
