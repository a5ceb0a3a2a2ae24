//! `Cargo.toml`, `README.md` and `lib.rs`.

use eventspec_catalog::{Catalog, Event, Field, Payload, Type};
use proc_macro2::TokenStream;
use quote::quote;

use crate::Files;
use crate::rust::{docs, names};

/// The version of the runtime that generated code calls.
const RUNTIME: &str = "0.1";

pub(crate) fn emit(catalog: &Catalog, files: &mut Files) {
    files.toml("Cargo.toml", &manifest(catalog));
    files.markdown("README.md", &readme(catalog));
}

fn manifest(catalog: &Catalog) -> String {
    let Catalog { name, version, license, .. } = catalog;
    let description = crate::files::toml_string(&format!("{}: typed, lossless events", catalog.title));
    let license = crate::files::toml_string(license);
    format!(
        "[package]
name = \"{name}\"
version = \"{version}\"
edition = \"2024\"
rust-version = \"1.95\"
description = {description}
license = {license}
readme = \"README.md\"

[features]
default = [\"serde\"]
# `Serialize` and `Deserialize` for payloads.
serde = [\"eventspec-runtime/serde\"]

[dependencies]
eventspec-runtime = \"{RUNTIME}\"
"
    )
}

fn readme(catalog: &Catalog) -> String {
    let (title, doc) = (docs::prose(&catalog.title).replace('\n', " "), docs::prose(&catalog.doc));
    format!("# {}\n\n{title}\n\n{doc}\n\n{}", catalog.name, usage(catalog))
}

/// How the SDK is used, with code that rustdoc compiles and runs.
fn usage(catalog: &Catalog) -> String {
    let Some((event, payload)) = catalog.events().next() else { return String::new() };
    let (wire, variant) = (code_literal(&event.name), names::pascal_beside(&event.ident, &["Unknown"]));
    let krate = catalog.name.replace('-', "_");
    let read = text_field(catalog, payload)
        .map_or_else(|| "payload".to_owned(), |field| format!("payload.{}()", names::function(&field.ident)));
    format!(
        "```rust
use {krate}::Event;

# fn main() -> Result<(), {krate}::DecodeError> {{
let event = Event::decode({wire}, b\"{{}}\")?;
match &event {{
    Event::{variant}(payload) => println!(\"{{:?}}\", {read}),
    other => println!(\"{{}}: {{}}\", other.name(), other.json()),
}}
for deviation in event.deviations() {{
    eprintln!(\"{{deviation}}\");
}}
# Ok(())
# }}
```
"
    )
}

fn code_literal(text: &str) -> String {
    proc_macro2::Literal::string(text).to_string()
}

/// A field to show: the first of type string.
fn text_field<'a>(catalog: &'a Catalog, payload: &'a Payload) -> Option<&'a Field> {
    catalog.fields(payload).find(|field| matches!(field.ty, Type::String) && field.deprecated.is_none())
}

/// The root module, in lines that rustfmt leaves alone at any width; all other modules are skipped by it.
pub(crate) fn lib(catalog: &Catalog) -> TokenStream {
    let events: Vec<(&Event, &Payload)> = catalog.events().collect();
    let table: String = events
        .iter()
        .map(|(event, payload)| {
            let name = docs::code(&event.name).replace('|', "\\|");
            format!("| {name} | [`payloads::{0}`] |\n", names::pascal(&payload.ident))
        })
        .collect();
    let mut paragraphs =
        vec![docs::prose(&catalog.title), docs::prose(&catalog.doc), usage(catalog).trim_end().to_owned()];
    paragraphs.push(format!("| event | payload |\n|---|---|\n{}", table.trim_end()));
    let text = paragraphs.join("\n\n");
    let lines = text.lines().map(|line| format!(" {line}"));
    quote! {
        #(#![doc = #lines])*
        #![forbid(unsafe_code)]
        #![allow(deprecated, non_camel_case_types)]
        #![allow(rustdoc::bare_urls, rustdoc::broken_intra_doc_links)]
        #![allow(clippy::all, clippy::pedantic)]

        #[rustfmt::skip]
        pub mod builders;
        #[rustfmt::skip]
        mod event;
        #[rustfmt::skip]
        pub mod groups;
        #[rustfmt::skip]
        pub mod payloads;
        #[rustfmt::skip]
        pub mod types;

        pub use event::{Event, EventName};
        pub use eventspec_runtime as runtime;
        pub use eventspec_runtime::{Builder, Input};
        pub use eventspec_runtime::{Date, DecodeError, Deviation, DeviationClass};
        pub use eventspec_runtime::{ErrorClass, Field, Json, JsonKind, Limits, List};
        pub use eventspec_runtime::{Map, Number, Payload, Text, Timestamp, UnknownEvent};
        pub use payloads::*;
    }
}
