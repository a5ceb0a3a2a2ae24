//! The text of a specification in, a resolved [`Catalog`] out, or every reason why not.
//!
//! [`resolve`] is the pipeline: `spec.rs` has the files as they are written, `read.rs` parses them with every
//! mistake, `fields.rs` gives them meaning, `samples.rs` holds the sample payloads against them, and `catalog.rs`
//! is the model that targets are emitted from. No target is known here.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod catalog;
mod conform;
mod constraints;
mod diagnostic;
mod editor;
mod example;
mod explain;
mod fields;
// One file for both halves: what the generator takes for a UUID is what the SDK takes for one.
#[path = "../../runtime/src/formats.rs"]
mod formats;
mod ident;
mod invisible_chars;
mod json;
mod keys;
pub mod limits;
mod load;
mod place;
mod read;
mod resolve;
mod samples;
mod scope;
mod shapes;
mod sources;
mod spec;
mod toml_format;
mod type_expr;

pub use catalog::*;
pub use constraints::Constraints;
pub use diagnostic::{Code, Diagnostic, Report};
pub use editor::file_schemas;
pub use explain::{Edit, Example, Explanation};
pub use ident::Ident;
pub use load::LoadError;
pub use place::Place;
pub use read::suggestion;
pub use resolve::{resolve, resolve_without_samples};
pub use shapes::Shapes;
pub use sources::Sources;
pub use toml_format::format_toml;

/// Whether a text is a day as YYYY-MM-DD, as for a sunset.
pub fn is_date(text: &str) -> bool {
    formats::date(text, "YYYY-MM-DD").is_some()
}
pub use invisible_chars::is_invisible;
