//! `Cargo.toml`, `README.md` and `lib.rs`.

use eventspec_catalog::{Catalog, Delivery, Event, Field, Payload, Scalar};
use proc_macro2::TokenStream;
use quote::quote;

use crate::Files;
use crate::rust::{TARGET, docs, names};
use crate::write::{Code, CodeBlock, CodeCell, Markdown, PlainText, RustString, Toml, TomlLine, TomlString, code};

/// The version of the runtime that generated code calls.
const RUNTIME: &str = "0.1";

pub(crate) fn emit(catalog: &Catalog, files: &mut Files) {
    files.add(&Code::literal("Cargo.toml"), &manifest(catalog));
    files.add(&Code::literal("README.md"), &readme(catalog));
    files.copied(catalog);
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
keywords = [\"events\", \"webhooks\", \"lossless\", \"json\"]
categories = [\"api-bindings\"]

[package.metadata.docs.rs]
all-features = true

[features]
default = [\"serde\"]
# `Serialize` and `Deserialize`.
serde = [\"eventspec-runtime/serde\"]
# Conversions of points in time, dates and times of day to the types of these crates.
chrono = [\"eventspec-runtime/chrono\"]
jiff = [\"eventspec-runtime/jiff\"]
time = [\"eventspec-runtime/time\"]
# Conversions of numbers to decimals without loss.
rust_decimal = [\"eventspec-runtime/rust_decimal\"]
# Deviations as events of tracing.
tracing = [\"eventspec-runtime/tracing\"]
{receive}
[dependencies]
eventspec-runtime = \"{runtime}\"
",
        name = TomlString(&catalog.name),
        version = TomlString(catalog.version_of(TARGET.name)),
        description = TomlLine(&format!("{}: typed, lossless events", catalog.title)),
        license = TomlLine(&catalog.license),
        receive = receive_features(catalog),
        runtime = RUNTIME
    )
}

/// The features that receive requests, if there are deliveries.
fn receive_features(catalog: &Catalog) -> Code<Toml> {
    if catalog.deliveries.is_empty() {
        return Code::empty();
    }
    Code::literal(
        "# From requests to verified events.
receive = [\"eventspec-runtime/receive\"]
# Requests of the crate `http`, which axum and hyper have.
http = [\"receive\", \"eventspec-runtime/http\"]
",
    )
}

fn readme(catalog: &Catalog) -> Code<Markdown> {
    let head = docs::text(&[code!("{}", PlainText(&catalog.title)), docs::description(catalog.doc.as_ref())]);
    code!(
        "# {name}

{head}

{add}

{usage}

- Every JSON object decodes, whatever its members. Any other input, or one beyond the limits of size and depth, is refused with the
  byte offset of the error.
- A field is absent, null, blank (`\"\"`), a value, or unexpected and kept as sent: `.value()` is the value, if there is one,
  `.required()?` is it or an error that names the field, and `match` on `.state()` distinguishes all five.
- `.json()` is the text as received, byte for byte; `.extra()` lists the fields that are not documented, and `.deviations()` every
  deviation from the specification.
{nested}- Text becomes whatever can be parsed from it: `.required()?.parse::<uuid::Uuid>()?`.
- To build or change a payload, see `builders`: {built}. For plain structs, see `Payload::to_strict`.

| feature | on by default | what it adds |
|---|---|---|
| `serde` | yes | `Serialize` and `Deserialize` for events, payloads and fields |
| `chrono`, `jiff`, `time` | no | points in time, dates and times of day as types of these crates: `.to_chrono()`, `.to_jiff()`, `.to_time()` |
| `rust_decimal` | no | conversions of numbers to decimals, without loss |
| `tracing` | no | `deviation.warn(event.name())` logs a deviation, without the value |
{receive}",
        name = PlainText(&catalog.name),
        head = head,
        add = CodeBlock { language: "sh", text: &format!("cargo add {}", catalog.name) },
        receive = receive_rows(catalog),
        usage = usage(catalog),
        nested = nested(catalog),
        built = built(catalog)
    )
}

/// The features that receive requests, if there are deliveries.
fn receive_rows(catalog: &Catalog) -> Code<Markdown> {
    let setup = |delivery: &Delivery| {
        code!(
            "| `receive` | no | from requests to verified events: `delivery::{}()` sets up a receiver |
| `http` | no | requests of the crate `http`, which axum and hyper have, for `receive` |
",
            names::function(&delivery.ident)
        )
    };
    catalog.deliveries.first().map_or_else(Code::empty, setup)
}

/// How objects inside a payload are read, if there are any.
fn nested(catalog: &Catalog) -> Code<Markdown> {
    let inner = |field: &Field| catalog.kind(&field.ty)?.fields()?.iter().find(|inner| inner.deprecated.is_none());
    let mut fields = catalog.payloads.iter().flat_map(|payload| catalog.fields(payload));
    let chain = fields.find_map(|field| Some((field, inner(field).filter(|_| field.deprecated.is_none())?)));
    chain.map_or_else(Code::empty, |(field, inner)| {
        code!(
            "- What is read from an object inside a payload borrows the payload's text, so accessors can be chained:
  `payload.{}().required()?.{}().required()?`. `Object` has the other methods of such objects; `.into_owned()` keeps one beyond its payload.
",
            names::accessor(&field.ident),
            names::accessor(&inner.ident)
        )
    })
}

/// How a payload is built.
fn built(catalog: &Catalog) -> Code<Markdown> {
    let first = catalog.events().next();
    first.map_or_else(Code::empty, |(_, payload)| code!("`{}::builder()`", names::pascal(&payload.ident)))
}

/// How the SDK is used, with code that rustdoc compiles and runs.
fn usage(catalog: &Catalog) -> Code<Markdown> {
    let Some((event, payload)) = catalog.events().next() else { return Code::empty() };
    let read = text_field(catalog, payload)
        .map_or_else(|| Code::literal("payload"), |field| code!("payload.{}()", names::accessor(&field.ident)));
    code!(
        "```rust
use {krate}::{{DecodeError, Event}};

fn main() -> Result<(), DecodeError> {{
    let event = Event::decode({wire}, b\"{{}}\")?;
    match &event {{
        Event::{variant}(payload) => println!(\"{{:?}}\", {read}),
        other => println!(\"{{}}: {{}}\", other.name(), other.json()),
    }}
    for deviation in event.deviations() {{
        eprintln!(\"{{deviation}}\");
    }}
    Ok(())
}}
```",
        krate = names::library(&catalog.name),
        wire = RustString(&event.name),
        variant = names::event(&event.ident),
        read = read
    )
}

/// A field to show: the first of type string.
pub(crate) fn text_field<'a>(catalog: &'a Catalog, payload: &'a Payload) -> Option<&'a Field> {
    catalog.fields(payload).find(|field| field.ty.scalar() == Some(&Scalar::String) && field.deprecated.is_none())
}

/// The root module, in lines that rustfmt leaves alone at any width; all other modules are skipped by it.
pub(crate) fn lib(catalog: &Catalog) -> TokenStream {
    let events: Vec<(&Event, &Payload)> = catalog.events().collect();
    let rows = events.iter().map(|(event, payload)| {
        code!("| {} | [`payloads::{}`] |", CodeCell(&event.name), names::pascal(&payload.ident))
    });
    let table = code!("| event | payload |\n|---|---|\n{}", Code::join(rows, "\n"));
    let delivery = (!catalog.deliveries.is_empty()).then(|| {
        quote! {
            #[cfg(feature = "receive")]
            #[rustfmt::skip]
            pub mod delivery;
        }
    });
    let lines =
        docs::lines(&[docs::prose(&catalog.title), docs::description(catalog.doc.as_ref()), usage(catalog), table]);
    quote! {
        #(#![doc = #lines])*
        #![forbid(unsafe_code)]
        // A type that no payload has is not used, and neither is the runtime where all groups are empty.
        #![allow(dead_code, unused_imports)]
        #![allow(deprecated, non_camel_case_types, non_snake_case)]
        #![allow(rustdoc::bare_urls, rustdoc::broken_intra_doc_links)]
        #![allow(clippy::all, clippy::pedantic)]

        #[rustfmt::skip]
        pub mod builders;
        #delivery
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
        pub use eventspec_runtime::{BooleanText, BuildError, Builder, Input};
        pub use eventspec_runtime::{Date, DateTime, DecodeError, Deviation, DeviationClass};
        pub use eventspec_runtime::{ErrorClass, Field, FieldError, FieldState};
        pub use eventspec_runtime::{Instant, IntegerText, Json, JsonKind, Limits, List};
        pub use eventspec_runtime::{Map, Number, Object, Owned, Payload, Text, Timestamp};
        pub use eventspec_runtime::{NumberText, UnixMillis, UnixMillisText};
        pub use eventspec_runtime::{UnixSeconds, UnixSecondsText, UnknownEvent};
        pub use payloads::*;
    }
}

#[cfg(test)]
mod tests {
    use eventspec_catalog::{Sources, resolve_without_samples};
    use syn::{Item, UseTree};

    use super::*;

    fn exported(tree: &UseTree, names: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => exported(&path.tree, names),
            UseTree::Group(group) => group.items.iter().for_each(|tree| exported(tree, names)),
            UseTree::Name(name) => names.push(name.ident.to_string()),
            UseTree::Rename(_) | UseTree::Glob(_) => {}
        }
    }

    #[test]
    fn what_the_root_exports_is_listed() {
        let mut sources = Sources::default();
        sources.insert("catalog.toml", "name = \"x\"\ntitle = \"x\"\nversion = \"1.0.0\"\ndoc = \"x\"\n");
        sources.insert("events/e.toml", "doc = \"x\"\n[[event]]\nname = \"e\"\ndoc = \"x\"\n");
        let root = syn::parse2::<syn::File>(lib(&resolve_without_samples(&sources).unwrap())).unwrap();
        let mut names = Vec::new();
        for item in &root.items {
            if let Item::Use(item) = item {
                exported(&item.tree, &mut names);
            }
        }
        names.sort();
        assert_eq!(names, names::ROOT);
    }
}
