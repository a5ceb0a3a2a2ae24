//! The table of targets. What a target is to the rest of the program is in its row, and the row is in the target's folder.

use eventspec_catalog::Catalog;
use eventspec_diff::{Audiences, SourceLane};

use crate::target_row::{Packaging, TargetRow};
use crate::{EmitError, Files, api, docs, json_schema, markdown, rust, rust_strict, spec_schema, typescript, vectors};

macro_rules! targets {
    ($($target:ident $what:literal => $row:expr,)*) => {
        /// What can be emitted. Each target owns one folder of the output.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Target { $(#[doc = $what] $target,)* }

        impl Target {
            /// Every target, in the order they are emitted.
            pub const ALL: [Self; [$(Self::$target),*].len()] = [$(Self::$target),*];

            /// What it is, for people.
            pub fn what(self) -> &'static str {
                match self { $(Self::$target => $what,)* }
            }

            pub(crate) fn row(self) -> &'static TargetRow {
                match self { $(Self::$target => &$row,)* }
            }
        }
    };
}

targets! {
    Rust "The tolerant Rust SDK" => rust::TARGET,
    RustStrict "Plain serde structs, made by typify from the JSON Schemas" => rust_strict::TARGET,
    JsonSchema "JSON Schemas of every event, in two drafts" => json_schema::TARGET,
    TypeScript "The TypeScript SDK" => typescript::TARGET,
    AsyncApi "AsyncAPI 3: the events as messages" => api::ASYNCAPI,
    OpenApi "OpenAPI 3.1: the events as webhooks" => api::OPENAPI,
    Docs "The catalogue as a site" => docs::TARGET,
    Markdown "The catalogue in Markdown, with llms.txt" => markdown::TARGET,
    SpecSchema "JSON Schemas of the specification files themselves, for editors" => spec_schema::TARGET,
    Vectors "Payloads, and what every SDK must make of them" => vectors::TARGET,
}

impl Target {
    /// The name of the target and of its folder.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// How it is published.
    pub fn packaging(self) -> Packaging {
        self.row().packaging
    }

    /// What `diff` has to know of source that uses it. Several targets may be packages of one language; one of them has it.
    pub fn source(self) -> Option<&'static SourceLane> {
        self.row().source
    }
}

/// Whom a change of a specification may affect: those who exchange payloads, and source that uses any of the targets.
pub fn audiences() -> Audiences {
    let rows = || Target::ALL.into_iter().map(Target::row);
    Audiences::new(rows().filter_map(|row| row.source)).with_schemas(rows().filter_map(|row| row.schemas))
}

/// The names of the packages that may have a version of their own: those of their targets.
pub fn package_names() -> Vec<&'static str> {
    audiences().package_names().collect()
}

/// Emits one target; paths begin with the target's folder.
pub fn emit(catalog: &Catalog, target: Target) -> Result<Files, EmitError> {
    Files::collect(target, |files| (target.row().emit)(catalog, files))
}
