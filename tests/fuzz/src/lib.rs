//! What must hold of any bytes that an SDK is handed, and of any specification that the generator is. A check takes bytes, and
//! panics where something does not hold.
//!
//! Fuzzers call the checks without end (`cargo xtask fuzz`); the suite calls them with the corpora that fuzzers left, and
//! with seeded bytes. What `serde_json` makes of the same text is the measure, but for what the contract decides otherwise.
//!
//! The shapes of a catalogue are never freed, so `spec` keeps some 2 kB with every input and `emit` 8 kB: fuzzers run them in one
//! process after another, and what the suite runs are a few thousand.

#![allow(clippy::missing_panics_doc, reason = "to panic is what checks are for")]

pub mod choices;
pub mod corpus;
pub mod edit;
pub mod emit;
pub mod members;
pub mod payload;
pub mod read;
pub mod scalar;
pub mod spec;
pub mod specs;
pub mod text;

/// Takes bytes; panics where something does not hold.
pub type Check = fn(&[u8]);

/// What each target checks.
pub const CHECKS: [(&str, Check); 6] = [
    ("text", text::check),
    ("payload", payload::check),
    ("edit", edit::check),
    ("scalar", scalar::check),
    ("spec", spec::check),
    ("emit", emit::check),
];
