//! The events of the catalogue as people would write them by hand, with serde's derive. `build.rs` writes them.

#![allow(missing_docs)]

mod or_blank;

pub use or_blank::OrBlank;

include!(concat!(env!("OUT_DIR"), "/derive.rs"));
