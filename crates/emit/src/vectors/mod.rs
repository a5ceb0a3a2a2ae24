//! Conformance vectors: payloads, and what every SDK and validator must make of each. A folder of lines of JSON that
//! an SDK in any language can be tested with; `README.md` beside them explains how.
//!
//! What is expected follows from how a payload was made, never from running an SDK: the crate `payloads` makes trees that
//! know what they are made of and says what a schema makes of each, `oracle` reads the contract off them. A field is tried
//! once per definition, not once per event.

mod base;
mod choice;
mod delivery;
mod names;
mod oracle;
mod payloads;
mod samples;
mod texts;
mod verdicts;

#[cfg(test)]
mod tests;

use eventspec_catalog::{Catalog, Departing, StatedDeviation};
use serde_json::{Map, Value, json};

use crate::Files;
use crate::target_row::{Packaging, TargetRow};
use crate::write::{Code, FileStem, Markdown, code};
use oracle::Deviation;

/// How many vectors of payloads there are at most, samples aside. Of a catalogue with more there is each n-th.
const MOST: usize = 10_000;

/// The row of the target.
pub(crate) static TARGET: TargetRow =
    TargetRow { name: "vectors", emit, packaging: Packaging::Archive, receive: None, source: None, schemas: None };

/// Emits the vectors.
fn emit(catalog: &Catalog, files: &mut Files) {
    files.add(&Code::literal("README.md"), &Code::<Markdown>::literal(include_str!("README.md.txt")));
    files.lines(&Code::literal("texts.ndjson"), Map::new(), texts::vectors(catalog));
    files.lines(&Code::literal("events.ndjson"), Map::new(), names::vectors(catalog));
    payloads::emit(catalog, files);
    for def in &catalog.deliveries {
        let path = code!("delivery/{}.ndjson", FileStem(&def.ident));
        files.lines(&path, Map::new(), delivery::vectors(catalog, def));
    }
    if !catalog.departing.is_empty() {
        files.lines(&Code::literal("departing.ndjson"), Map::new(), catalog.departing.iter().map(departing));
    }
}

/// A payload that was sent, with what the specification states of it.
fn departing(payload: &Departing) -> Value {
    json!({
        "event": payload.event,
        "case": format!("departing payload {}", payload.name),
        "text": payload.text,
        "deviations": payload.deviations.iter().map(StatedDeviation::parts).collect::<Vec<_>>(),
    })
}

/// What an SDK must make of a payload.
enum Expected {
    /// Its deviations in order, and whether it is valid under the event's JSON Schema, if all validators agree.
    Decoded { deviations: Vec<Deviation>, valid: Option<bool> },
    /// The class of the error, and the byte.
    Refused { class: &'static str, offset: usize },
}

/// A line.
fn vector(event: &str, case: &str, text: Value, expected: Expected) -> Value {
    let mut out = Map::new();
    out.insert("event".to_owned(), Value::from(event));
    out.insert("case".to_owned(), Value::from(case));
    if let Value::Object(text) = text {
        out.extend(text);
    }
    match expected {
        Expected::Decoded { deviations, valid } => {
            let deviations: Vec<Value> = deviations.into_iter().map(Deviation::into_json).collect();
            out.insert("deviations".to_owned(), Value::from(deviations));
            out.extend(valid.map(|valid| ("valid".to_owned(), Value::from(valid))));
        }
        Expected::Refused { class, offset } => {
            out.insert("refused".to_owned(), json!({ "class": class, "offset": offset }));
        }
    }
    Value::from(out)
}
