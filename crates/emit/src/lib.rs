#![doc = include_str!("../README.md")]
//!
//! # Emit
//!
//! A [`Catalog`](eventspec_catalog::Catalog) in, [`Files`] out, in a folder for each [`Target`]. What a target cannot express is refused while the
//! catalogue is resolved, so an [`EmitError`] is a bug, and there are no files then: never a broken one.
//!
//! ```
//! # let sources = eventspec_catalog::Code::UnknownType.explanation().right.sources();
//! use eventspec_emit::{Target, emit};
//!
//! let catalog = eventspec_catalog::resolve(&sources).expect("a specification without mistakes");
//! let files = emit(&catalog, Target::TypeScript)?;
//! let (_, types) = files.iter().find(|(path, _)| *path == "typescript/index.d.ts").expect("it is written");
//! assert!(types.contains("order_create"));
//! # Ok::<(), eventspec_emit::EmitError>(())
//! ```

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod alternatives;
mod api;
mod contained;
mod describe;
mod docs;
mod error;
mod files;
mod json_schema;
mod markdown;
mod requests;
mod rust;
mod rust_strict;
mod sample_requests;
mod spec_schema;
mod target;
mod target_row;
mod typescript;
mod vectors;
mod visible;
mod write;

pub use error::{EmitError, Part};
pub use files::Files;
pub use rust_strict::TAKEN as TAKEN_BY_STRICT_TYPES;
pub use target::{Target, audiences, emit, package_names};
pub use target_row::Packaging;
