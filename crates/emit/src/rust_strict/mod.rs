//! Plain serde structs, made by typify from our own draft-07 schema and tuned so that they lose nothing.
//!
//! typify by itself panics on names that it cannot distinguish, runs documentation as tests, and drops what it takes for
//! a default: `null`, `[]` and `{}` in fields that need not be there. So [`typify_input`] hands it the published definitions
//! with placeholders for every name and nothing but the type of every value; typify makes the types; [`types`] puts the
//! names, the documentation and the states of a field (absent, null, blank) back, and [`modules`] makes the files.
//! A union of several alternatives that take objects chooses among them as in every SDK, by its tag or by best fit: [`choice`] says how.
//! Whatever a specification says, typify sees the same few constructs. Should it refuse them or panic all the same, that is
//! an error with its place.
//!
//! What these types take though the specification does not have it is [`TAKEN`]; the documentation of the crates says it, and what they
//! refuse though it is right: a number beyond a double or 64 bits, as all of `serde_json` does, and `2.0` for an integer.

mod annotations;
mod choice;
mod event;
mod modules;
#[cfg(test)]
mod tests;
mod types;
mod typify_input;
mod uses;

pub(crate) use uses::uses;

use eventspec_catalog::Catalog;
use proc_macro2::TokenStream;
use quote::quote;

use crate::Files;
use crate::rust::{docs, names};
use crate::target_row::{Packaging, TargetRow};
use crate::write::{Code, Markdown, PlainText, RustString, Toml, TomlLine, TomlString, code};

/// The row of the target.
pub(crate) static TARGET: TargetRow = TargetRow {
    name: "rust-strict",
    emit,
    packaging: Packaging::Crate { suffix: "-strict" },
    receive: None,
    // Source in Rust is a lane of the tolerant SDK, which has the uses of this crate, too.
    source: None,
    schemas: None,
};

/// Emits the crate.
fn emit(whole: &Catalog, files: &mut Files) {
    let catalog = &*whole.without_event_refinements();
    files.add(&Code::literal("Cargo.toml"), &manifest(catalog));
    files.add(
        &Code::literal("README.md"),
        &code!("# {}-strict\n\n{}\n", PlainText(&catalog.name), docs::text(&paragraphs(catalog))),
    );
    files.copied(catalog);
    files.add(&Code::literal("src/lib.rs"), &Code::of_tokens(&lib(catalog)));
    modules::emit(catalog, types::emit(catalog), files);
    if choice::is_needed(catalog) {
        files.add(&Code::literal("src/choice.rs"), &choice::module());
    }
    files.add(&Code::literal("src/event.rs"), &Code::of_tokens(&event::emit(catalog)));
}

fn manifest(catalog: &Catalog) -> Code<Toml> {
    code!(
        "[package]
name = {name}
version = {version}
edition = \"2024\"
rust-version = \"1.85\"
description = {description}
license = {license}
readme = \"README.md\"
keywords = [\"events\", \"webhooks\", \"serde\", \"json\"]
categories = [\"api-bindings\"]

[dependencies]
serde = {{ version = \"1\", features = [\"derive\"] }}
serde_json = \"1\"
",
        name = TomlString(&format!("{}-strict", catalog.name)),
        version = TomlString(catalog.version_of(TARGET.name)),
        description = TomlLine(&format!("{}: events as strict serde types", catalog.title)),
        license = TomlLine(&catalog.license)
    )
}

/// What the types take though it is a deviation: its class, and words for it. In the order of the classes' names.
pub const TAKEN: [(&str, &str); 8] = [
    ("bad_format", "text that does not have the format of its type, as `timestamp` or `uuid`"),
    ("duplicate_key", "an unlisted member that is repeated"),
    ("field_alias", "a field under one of its aliases"),
    (
        "missing_field",
        "a payload without a required field, since documented payloads are excerpts; objects inside have to have theirs",
    ),
    ("out_of_range", "a unix time beyond the year 9999"),
    ("unexpected_blank", "`\"\"` for text with a format"),
    ("unknown_field", "unlisted members, which are kept in `extra_`, unless the object is closed"),
    ("unknown_value", "other values of an enum that is open"),
];

/// What the crate is for, and how its types are used.
fn paragraphs(catalog: &Catalog) -> Vec<Code<Markdown>> {
    let mut paragraphs = vec![docs::prose(&catalog.title), docs::description(catalog.doc.as_ref())];
    paragraphs.push(Code::literal(
        "Plain types for serde, which take payloads as the specification describes them and refuse others. For payloads that may change \
         without notice, use the tolerant SDK: the `to_strict` method of its payloads converts them to these types, or says where and \
         why that fails.",
    ));
    let taken = TAKEN.iter().map(|(class, words)| -> Code<Markdown> {
        let (class, words): (Code<Markdown>, Code<Markdown>) = (Code::literal(class), Code::literal(words));
        code!("- `{class}`: {words}", class = class, words = words)
    });
    paragraphs.push(code!(
        "They do not check everything that the tolerant SDK and the JSON Schemas do. By the classes of deviations, they take:\n\n{}\n\nThey refuse a few things \
         that are right: an integer that is written `2.0` or `2e0`, a number beyond a double or 64 bits, and a string with a lone surrogate.",
        Code::join(taken, "\n")
    ));
    paragraphs.extend(usage(catalog));
    paragraphs
}

/// The root module.
fn lib(catalog: &Catalog) -> TokenStream {
    let lines = docs::lines(&paragraphs(catalog));
    let choice = choice::is_needed(catalog).then(|| {
        quote! {
            #[rustfmt::skip]
            mod choice;
        }
    });
    quote! {
        #(#![doc = #lines])*
        #![forbid(unsafe_code)]
        #![allow(deprecated, non_camel_case_types, non_snake_case, unused_imports, rustdoc::bare_urls, rustdoc::broken_intra_doc_links)]
        #![allow(clippy::all, clippy::pedantic)]

        #choice
        #[rustfmt::skip]
        mod event;
        #[rustfmt::skip]
        mod payloads;
        #[rustfmt::skip]
        mod shared;
        #[rustfmt::skip]
        mod types;

        pub use event::Event;
        pub use payloads::*;
        pub use shared::*;
        pub use types::*;
    }
}

/// How the types are used, with code that rustdoc compiles and runs.
fn usage(catalog: &Catalog) -> Option<Code<Markdown>> {
    let (event, _) = catalog.events().next()?;
    Some(code!(
        "```rust
use {krate}::Event;

match Event::decode({name}, b\"{{}}\") {{
    Ok(event) => println!(\"{{event:?}}\"),
    Err(error) => eprintln!(\"{{error}}\"),
}}
```",
        krate = names::library(&format!("{}-strict", catalog.name)),
        name = RustString(&event.name)
    ))
}
