//! What the search looks through, as a script: pages are opened from disk too, where nothing can be fetched.
//!
//! Every name of a field is in it once, however many objects have the field; an object has the numbers of its names.

use std::collections::HashMap;

use eventspec_catalog::{Delivery, Event, Field, GroupId};
use serde_json::{Value, json};

use super::{Site, links};
use crate::requests;
use crate::write::{Code, ScriptValue, TypeScript, code};

/// The script.
pub(super) fn index(site: &Site<'_>) -> Code<TypeScript> {
    let catalog = site.catalog;
    let mut names = Names::default();
    let event = |(event, _): (&Event, _)| {
        json!([event.name, links::event(event).as_str(), event.doc.as_deref().unwrap_or_default(), event.aliases])
    };
    // Who searches for a header finds the deliveries that have it.
    let delivery = |delivery: &Delivery| {
        let doc = delivery.doc.as_deref().unwrap_or_default();
        json!([delivery.name, links::delivery(delivery).as_str(), doc, requests::outside_names(delivery)])
    };
    let events: Vec<Value> = catalog.events().map(event).chain(catalog.deliveries.iter().map(delivery)).collect();
    let mut places = Vec::new();
    for (index, group) in catalog.groups.iter().enumerate() {
        let label = format!("group {}, sent with {}", group.name, count(site.carriers(GroupId(index)).len()));
        places.push(json!([label, links::group(group).as_str(), names.of(&group.fields)]));
    }
    for payload in site.payloads {
        let events: Vec<&str> = payload.events.iter().map(|event| event.name.as_str()).collect();
        places.push(json!([
            events.join(", "),
            links::payload(payload).as_str(),
            names.of(&catalog.own_fields(payload))
        ]));
    }
    for def in &catalog.types {
        if let Some(fields) = def.kind.fields() {
            places.push(json!([format!("type {}", def.name), links::type_def(def).as_str(), names.of(fields)]));
        }
    }
    let index = json!({ "events": events, "names": names.list, "places": places });
    code!("globalThis.eventspecIndex = {};\n", ScriptValue(&index))
}

fn count(events: usize) -> String {
    if events == 1 { "1 event".to_owned() } else { format!("{events} events") }
}

/// Names of fields with the anchor of each, where that differs, after a tab.
#[derive(Default)]
struct Names {
    list: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Names {
    fn of(&mut self, fields: &[Field]) -> Vec<usize> {
        let names = fields.iter().flat_map(|field| {
            [&field.name].into_iter().chain(&field.aliases).map(|name| entry(name, field.ident.snake()))
        });
        names.map(|name| self.number(name)).collect()
    }

    fn number(&mut self, name: String) -> usize {
        let next = self.list.len();
        let number = *self.numbers.entry(name.clone()).or_insert(next);
        if number == next {
            self.list.push(name);
        }
        number
    }
}

fn entry(name: &str, anchor: &str) -> String {
    if name == anchor { name.to_owned() } else { format!("{name}\t{anchor}") }
}
