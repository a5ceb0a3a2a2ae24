//! The two sides of a comparison, and what decides which values each takes.

use std::collections::HashMap;
use std::sync::OnceLock;

use eventspec_catalog::{Catalog, Event, Payload, Shapes};
use eventspec_payloads::contrast::Reader;

use super::part::Parts;
use crate::finding::Side;
use crate::pairing::Pairing;

/// The two catalogues of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'a> {
    /// The one compared with.
    pub old: &'a Catalog,
    /// The one that is there now.
    pub new: &'a Catalog,
    /// What of the one is what of the other.
    pub pairing: &'a Pairing<'a>,
    /// What values are tried with.
    pub shapes: &'a SideShapes,
}

/// The shapes of two catalogues, each made when the first value is tried: they are never freed. And where their events are, or each
/// finding would look through all of them.
#[derive(Debug, Default)]
pub struct SideShapes {
    old: OnceLock<Shapes>,
    new: OnceLock<Shapes>,
    old_events: OnceLock<EventIndex>,
    new_events: OnceLock<EventIndex>,
    /// What parts of payloads are tried with.
    pub(super) parts: Parts,
}

/// The positions of a payload and of an event in it, by the name of the event.
type EventIndex = HashMap<String, (usize, usize)>;

fn event_index(catalog: &Catalog) -> EventIndex {
    let payloads = catalog.payloads.iter().enumerate();
    let events = payloads.flat_map(|(at, payload)| payload.events.iter().enumerate().map(move |(i, one)| (one, at, i)));
    events.map(|(event, payload, index)| (event.name.clone(), (payload, index))).collect()
}

impl<'a> Sides<'a> {
    /// The catalogue of a side.
    pub fn on(self, side: Side) -> &'a Catalog {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }

    /// The event of a name on a side.
    pub(crate) fn event(self, side: Side, name: &str) -> Option<(&'a Event, &'a Payload)> {
        let (catalog, index) = match side {
            Side::Old => (self.old, &self.shapes.old_events),
            Side::New => (self.new, &self.shapes.new_events),
        };
        let (payload, event) = *index.get_or_init(|| event_index(catalog)).get(name)?;
        let payload = catalog.payloads.get(payload)?;
        Some((payload.events.get(event)?, payload))
    }

    /// What decides which values the types of a side take.
    pub(crate) fn reader(self, side: Side) -> Reader<'a> {
        self.shapes.reader(self.on(side), side)
    }
}

impl SideShapes {
    /// What decides which values the types of a side take; `catalog` is always the one of that side.
    pub(crate) fn reader<'a>(&'a self, catalog: &'a Catalog, side: Side) -> Reader<'a> {
        let shapes = match side {
            Side::Old => &self.old,
            Side::New => &self.new,
        };
        Reader { catalog, shapes: shapes.get_or_init(|| Shapes::new(catalog)) }
    }
}
