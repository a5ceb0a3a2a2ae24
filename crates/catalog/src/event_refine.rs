//! Payloads, and what events say about them, in; those payloads, and one for each event with a `[[event.refine]]`, out.
//!
//! Such an event carries a payload of its own: the copy of that of its file, narrowed. So no target knows of these refinements but
//! those whose types do not depend on the event, which leave them out: see [`Catalog::without_event_refinements`].
//!
//! [`Catalog::without_event_refinements`]: crate::Catalog::without_event_refinements

use std::collections::BTreeSet;

use crate::catalog::{Field, Group, Payload};
use crate::fields::Context;
use crate::include::Includes;
use crate::refine::Refiner;
use crate::spec::{At, RefineSpec};

/// What is called after the event and this is its payload.
const SUFFIX: &str = "event";

/// An event that narrows its payload.
pub(crate) struct Narrower {
    /// The position of the payload.
    pub payload: usize,
    /// The position of the event in it.
    pub event: usize,
    pub refine: Vec<At<RefineSpec>>,
}

/// Gives each of these events a payload of its own.
pub(crate) fn narrow(
    cx: &mut Context<'_>,
    groups: &[Group],
    includes: &mut Includes,
    payloads: &mut Vec<Payload>,
    narrower: Vec<Narrower>,
) {
    let first_type = cx.types.len();
    let mut own = Vec::with_capacity(narrower.len());
    let mut moved = BTreeSet::new();
    for Narrower { payload, event, refine } in narrower {
        moved.insert((payload, event));
        let payload = payloads.get(payload).and_then(|payload| of_event(cx, groups, includes, payload, event, refine));
        own.extend(payload);
    }
    cx.types.iter_mut().skip(first_type).for_each(|def| def.of_event = true);
    for (index, payload) in payloads.iter_mut().enumerate() {
        let mut events = 0..;
        payload.events.retain(|_| events.next().is_some_and(|event| !moved.contains(&(index, event))));
    }
    if !own.is_empty() {
        payloads.extend(own);
        payloads.sort_by(|a, b| a.name.cmp(&b.name));
    }
}

/// The payload of one event.
fn of_event(
    cx: &mut Context<'_>,
    groups: &[Group],
    includes: &mut Includes,
    payload: &Payload,
    event: usize,
    refine: Vec<At<RefineSpec>>,
) -> Option<Payload> {
    let event = payload.events.get(event)?.clone();
    let ident = event.ident.join(SUFFIX);
    let file = event.place.file().to_owned();
    let shared = payload.groups.iter().filter_map(|id| groups.get(id.0)).flat_map(|group| payload.of_group(group));
    let mut fields: Vec<Field> = shared.cloned().collect();
    let in_groups = fields.len();
    fields.extend(payload.fields.iter().cloned());
    if !includes.may_copy_payload(cx, &file, fields.len()) {
        return None;
    }
    let refiner = Refiner { file: &file, ident: &ident, level: 0 };
    // Every field comes from the payload.
    let changed = includes.refine(cx, groups, refiner, (&mut fields, &|_| false), refine);
    let own = fields.split_off(in_groups);
    let mut refined = payload.refined.clone();
    let narrower = fields.into_iter().enumerate().filter(|(position, _)| changed.contains(position));
    refined.extend(narrower.map(|(_, field)| (field.name.clone(), field)));
    Some(Payload {
        name: ident.snake().to_owned(),
        ident,
        doc: payload.doc.clone(),
        groups: payload.groups.clone(),
        refined,
        fields: own,
        reserved: payload.reserved.clone(),
        unlisted: payload.unlisted.clone(),
        refines: Some(payload.name.clone()),
        place: event.place.clone(),
        events: vec![event],
    })
}
