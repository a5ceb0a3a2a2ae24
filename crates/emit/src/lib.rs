#![doc = include_str!("../README.md")]
//!
//! # Emit
//!
//! A [`Catalog`] in, [`Files`] out, in a folder for each [`Target`]. What a target cannot express is refused while the
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

mod api;
mod contained;
mod describe;
mod docs;
mod error;
mod files;
mod json_schema;
mod markdown;
mod rust;
mod rust_strict;
mod spec_schema;
mod typescript;
mod vectors;
mod write;

pub use error::{EmitError, Part};
use eventspec_catalog::Catalog;
pub use files::Files;

/// What can be emitted. Each target owns one folder of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The tolerant Rust SDK.
    Rust,
    /// Plain serde structs, made by typify from the JSON Schemas.
    RustStrict,
    /// JSON Schemas of every event, in two drafts.
    JsonSchema,
    /// The TypeScript SDK.
    TypeScript,
    /// `AsyncAPI` 3: the events as messages.
    AsyncApi,
    /// `OpenAPI` 3.1: the events as webhooks.
    OpenApi,
    /// The catalogue as a site.
    Docs,
    /// The catalogue in Markdown, with `llms.txt`.
    Markdown,
    /// JSON Schemas of the specification files themselves, for editors.
    SpecSchema,
    /// Payloads, and what every SDK must make of them.
    Vectors,
}

impl Target {
    /// Every target, in the order they are emitted.
    pub const ALL: [Self; 10] = [
        Self::Rust,
        Self::RustStrict,
        Self::JsonSchema,
        Self::TypeScript,
        Self::AsyncApi,
        Self::OpenApi,
        Self::Docs,
        Self::Markdown,
        Self::SpecSchema,
        Self::Vectors,
    ];

    /// The name of the target and of its folder.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::RustStrict => "rust-strict",
            Self::JsonSchema => "json-schema",
            Self::TypeScript => "typescript",
            Self::AsyncApi => "asyncapi",
            Self::OpenApi => "openapi",
            Self::Docs => "docs",
            Self::Markdown => "markdown",
            Self::SpecSchema => "spec-schema",
            Self::Vectors => "vectors",
        }
    }
}

/// Emits one target; paths begin with the target's folder.
pub fn emit(catalog: &Catalog, target: Target) -> Result<Files, EmitError> {
    Files::collect(target, |files| match target {
        Target::Rust => rust::emit(catalog, files),
        Target::RustStrict => rust_strict::emit(catalog, files),
        Target::JsonSchema => json_schema::emit(catalog, files),
        Target::TypeScript => typescript::emit(catalog, files),
        Target::AsyncApi => api::asyncapi(catalog, files),
        Target::OpenApi => api::openapi(catalog, files),
        Target::Docs => docs::emit(catalog, files),
        Target::Markdown => markdown::emit(catalog, files),
        Target::Vectors => vectors::emit(catalog, files),
        Target::SpecSchema => spec_schema::emit(catalog, files),
    })
}
