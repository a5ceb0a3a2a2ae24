//! JSON Schema: a bundle of all definitions and a schema per event, which refers to the bundle or, where the specification asks for it,
//! is self-contained; in draft 2020-12 and draft-07.
//!
//! [`types`] says what a value may be, [`members`] what an object consists of, [`documents`] makes whole schemas of them.
//! A payload's members are flat, so that generators that merge `allOf` badly have nothing to merge; the one `allOf` on an
//! object is for a required field that has aliases.
//!
//! What JSON Schema has no word for is kept under keywords of our own, which validators pass over:
//!
//! | keyword | on | says |
//! |---|---|---|
//! | `x-event` | event | the name on the wire |
//! | `x-aliases` | event, property | other names seen on the wire; an alias is a property too |
//! | `x-alias-of` | property, member of the bundle | the name that it is another name of |
//! | `x-evidence` | property | how sure the type is: `documented`, `sampled` or `inferred` |
//! | `x-blank` | property | `""` means no value |
//! | `x-date`, `x-datetime` | date, datetime | order and separators of its parts; `pattern` cannot say how long a month is |
//! | `x-timestamp` | timestamp | the same, or `rfc2822`; of a number what it counts since 1970: `unix` is seconds, `unix_ms` milliseconds |
//! | `x-text-of` | text | what the string is the JSON text of; `pattern` cannot say how large a number is |
//! | `x-multiple-of` | number | what it is a multiple of, where that has a fraction, which validators get wrong in doubles |
//! | `x-known-values` | open enum | the values known so far; any string is valid |
//! | `x-value-docs` | enum | what values mean |
//! | `x-since` | event, property | version of the specification that introduced it |
//! | `x-unstable` | event | it may change in any version |
//! | `x-deprecated` | event, property | `since`, `use` and `sunset`, beside `deprecated` |
//! | `x-example` | property | the text of an example whose digits a JSON reader may round |

mod documents;
mod effects;
mod members;
#[cfg(test)]
mod tests;
mod types;
mod uses;

pub(crate) use types::takes_text;

use eventspec_catalog::{Catalog, Ident};
use eventspec_diff::{SchemaPackage, SourceLane, SourceWords};
use schemars::Schema;
use serde_json::{Map, Value};

use crate::Files;
use crate::target_row::{Packaging, TargetRow};
use crate::write::{Code, FileName, FileStem, PackageName, code};

/// A version of JSON Schema, and where a document has its definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Draft {
    /// What current tools read.
    Draft2020,
    /// What older tools stop at.
    Draft07,
    /// 2020-12 in an `OpenAPI` document.
    OpenApi,
    /// Draft-07 in an `AsyncAPI` document.
    AsyncApi,
}

impl Draft {
    /// Those of documents of their own.
    const ALL: [Self; 2] = [Self::Draft2020, Self::Draft07];

    /// Its folder, which is also part of every `$id`.
    fn folder(self) -> &'static str {
        match self {
            Self::Draft2020 | Self::OpenApi => "2020-12",
            Self::Draft07 | Self::AsyncApi => "draft-07",
        }
    }

    /// The address of its meta-schema.
    fn meta_schema(self) -> &'static str {
        match self {
            Self::Draft2020 | Self::OpenApi => "https://json-schema.org/draft/2020-12/schema",
            Self::Draft07 | Self::AsyncApi => "http://json-schema.org/draft-07/schema#",
        }
    }

    /// The way from the root of a document to its definitions.
    pub(crate) fn definitions(self) -> &'static str {
        match self {
            Self::Draft2020 => "$defs",
            Self::Draft07 => "definitions",
            Self::OpenApi | Self::AsyncApi => "components/schemas",
        }
    }
}

/// The row of the target.
pub(crate) static TARGET: TargetRow = TargetRow {
    name: "json-schema",
    emit,
    packaging: Packaging::Archive,
    receive: None,
    source: Some(&SOURCE),
    schemas: Some(&PACKAGE),
};

/// The schemas as a package with a version.
static PACKAGE: SchemaPackage = SchemaPackage { name: "json-schema", title: "schemas", source: &SOURCE };

/// Schemas that refer to ours, and names that generators derive from them.
static SOURCE: SourceLane = SourceLane {
    name: "schemas",
    syntax: "json",
    words: SourceWords {
        notice: "the schemas say something new",
        degrade: "references to schemas still resolve, to one with another title",
        broken: "references to schemas no longer resolve",
        witness: "reference to a schema that resolved and no longer does",
    },
    packages: &[],
    types_events: true,
    effects: effects::effects,
    form: effects::form,
    uses: |finding, sides, _| uses::uses(finding, sides),
};

/// Emits the schemas of both drafts.
fn emit(catalog: &Catalog, files: &mut Files) {
    for draft in Draft::ALL {
        let shapes = documents::shapes(catalog, draft);
        for (event, schema) in documents::events(catalog, draft, &shapes) {
            files.about(event, |files| write(files, draft, &event_file(catalog, &event.ident), schema));
        }
        write(files, draft, &bundle_file(catalog), documents::bundle(catalog, draft, shapes));
    }
}

/// The definitions of all types and payloads, under their `PascalCase` names.
pub(crate) fn components(catalog: &Catalog, draft: Draft) -> Map<String, Value> {
    documents::components(catalog, draft, documents::shapes(catalog, draft))
}

/// A schema that is a reference to a definition.
pub(crate) fn reference(draft: Draft, ident: &Ident) -> Value {
    Value::from(types::annotated_reference(draft, &ident.pascal()))
}

fn write(files: &mut Files, draft: Draft, file: &Code<FileName>, schema: Schema) {
    files.json(&code!("{}/{}", draft.folder(), file), "$comment", &schema.to_value());
}

/// The file of an event steps out of the way of the bundle's, which has the catalogue's name.
pub(crate) fn event_file(catalog: &Catalog, ident: &Ident) -> Code<FileName> {
    let clash = FileStem(ident).to_string() == PackageName(&catalog.name).to_string();
    code!("{}{}.schema.json", FileStem(ident), if clash { "_" } else { "" })
}

pub(crate) fn bundle_file(catalog: &Catalog) -> Code<FileName> {
    code!("{}.schema.json", PackageName(&catalog.name))
}
