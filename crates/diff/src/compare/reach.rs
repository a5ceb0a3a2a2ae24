//! Which events a type can occur in.

use std::collections::HashMap;

use eventspec_catalog::{Catalog, Payload, Type, TypeId};

/// The events of each type, by the type's position, on both sides.
pub(super) struct Reach {
    old: HashMap<usize, Vec<String>>,
    new: HashMap<usize, Vec<String>>,
}

impl Reach {
    pub(super) fn new(old: &Catalog, new: &Catalog) -> Self {
        Self { old: events_of_types(old), new: events_of_types(new) }
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
        for id in types_of(catalog, payload) {
            out.entry(id).or_default().extend(payload.events.iter().map(|event| event.name.clone()));
        }
    }
    out
}

fn types_of(catalog: &Catalog, payload: &Payload) -> Vec<usize> {
    let mut open: Vec<&Type> = catalog.fields(payload).map(|field| &field.ty).collect();
    let mut found = Vec::new();
    let mut seen = vec![false; catalog.types.len()];
    while let Some(ty) = open.pop() {
        let Some(id) = ty.innermost_named() else { continue };
        let Some(seen) = seen.get_mut(id.0).filter(|seen| !**seen) else { continue };
        *seen = true;
        found.push(id.0);
        open.extend(catalog.type_def(id).iter().flat_map(|def| def.kind.parts()));
    }
    found
}
