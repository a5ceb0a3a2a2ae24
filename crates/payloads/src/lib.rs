//! A resolved [`Catalog`](eventspec_catalog::Catalog) in, payloads out, made for different ends by one table of types.
//!
//! | module | what it makes |
//! |---|---|
//! | [`minimal`] | the smallest value of a type, and the smallest members of an object |
//! | [`sample`] | realistic payloads at random, the same for the same seed |
//! | [`probes`], [`unknown`] | what a vendor sends for a field, or beside all fields, on a good and on a bad day |
//! | [`positions`] | for each definition of a field the smallest payload that has it |
//! | [`choices`] | values that tell the alternatives of a union apart |
//! | [`contrast`] | a value that one type or field takes and another does not |
//! | [`requests`] | whole requests: payloads, delivered and signed |
//! | [`edit`] | the smallest payload with one place in it made different |
//!
//! All but samples are made as a [`tree`], which knows what each of its parts is; [`verdict`] reads off it what a JSON Schema
//! says of the payload. What is known of each built-in type stands in one table, `built_in.rs`.
//!
//! ```
//! use eventspec_catalog::{Sources, resolve_without_samples};
//! use eventspec_payloads::sample::{Recipe, payloads};
//!
//! let mut sources = Sources::default();
//! sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
//! sources.insert(
//!     "events/order.toml",
//!     "doc = \"O.\"\n[[event]]\nname = \"order\"\ndoc = \"O.\"\n[[field]]\nname = \"id\"\ntype = \"integer\"\ndoc = \"I.\"\n",
//! );
//! let catalog = resolve_without_samples(&sources).map_err(|report| report.render("", false))?;
//! let (event, payload) = catalog.events().next().ok_or("no event")?;
//! let sample = payloads(&catalog, event, payload, Recipe::default()).next().ok_or("no payload")?;
//! assert_eq!(sample, "{\"id\":441}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod built_in;
pub mod choices;
mod constrained;
pub mod contrast;
pub mod edit;
pub mod minimal;
pub mod positions;
pub mod probes;
mod random;
mod realistic;
pub mod requests;
pub mod sample;
#[doc(hidden)]
pub mod times;
pub mod tree;
pub mod unknown;
pub mod verdict;

#[cfg(test)]
mod tests;
