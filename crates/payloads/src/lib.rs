//! A resolved catalogue in, payloads out: moved here from `emit` as they are.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]
#![expect(missing_docs, reason = "the modules were private; they get their documentation where they are made one")]

pub mod minimal;
pub mod positions;
pub mod probes;
pub mod sample;
pub mod tree;
pub mod verdict;
