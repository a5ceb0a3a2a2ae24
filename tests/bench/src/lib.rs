//! The events of the catalogue as people would write them by hand, with serde's derive.

#![allow(missing_docs)]

// Written by the suite (`tests/plain/derive.rs`), which holds it against the catalogue.
#[rustfmt::skip]
mod derive;
mod or_blank;
mod structs;

pub use derive::*;
pub use or_blank::OrBlank;
pub use structs::structs;
