//! The contract, run with both sides: two catalogues and their shapes in, what the two read differently from the same text out.
//!
//! A table of effects per kind of change is right for one edit in a plain object. Where a second thing decides, such as the other
//! field of a key or the other alternative of a union, these modules find it: `keys` by joining what the names of both sides
//! lead to, `choice` by reading values that tell alternatives apart. `readings` reads a whole payload with both sides, and
//! knows nothing of how the differences were found: the tests hold the findings against it.

pub(crate) mod choice;
pub(crate) mod keys;
mod outcome;
mod readings;
pub(crate) mod subject;

#[cfg(test)]
mod tests;

pub(crate) use outcome::outcome_of;
pub use outcome::{Outcome, outcome};
pub(crate) use readings::called;
pub use readings::{Reading, reading};
