//! The tolerant Rust SDK: static tables and one-line accessors over `eventspec-runtime`.
//!
//! Everything is in tokens and printed once; a text of the specification gets into the code as a literal token, as
//! neutralised documentation, or as an identifier of `names.rs`, and in no other way.

mod builders;
mod delivery;
pub(crate) mod docs;
mod effects;
mod event;
mod groups;
mod included;
pub(crate) mod modules;
pub(crate) mod names;
mod package;
mod payload;
mod receive;
mod tables;
mod types;
pub(crate) mod uses;

use eventspec_catalog::{Catalog, Ident, Payload, TypeDef};
use eventspec_diff::{SourceLane, SourcePackage, SourceWords, Strictness};
use proc_macro2::TokenStream;
use quote::quote;

use crate::target_row::{Packaging, TargetRow};
use crate::write::{Code, FileName, code};
use crate::{Files, rust_strict};

/// The row of the target.
pub(crate) static TARGET: TargetRow = TargetRow {
    name: "rust",
    emit,
    packaging: Packaging::Crate { suffix: "" },
    receive: Some(receive::RECEIVE),
    source: Some(&SOURCE),
    schemas: None,
};

/// Source in Rust, which uses this crate or the strict one.
static SOURCE: SourceLane = SourceLane {
    name: "rust",
    syntax: "rust",
    words: SourceWords::of_code(
        "the compiler or the documentation says so",
        "rust source that compiled and no longer does",
    ),
    packages: &[
        SourcePackage { name: "rust", title: "crate", strictness: Strictness::Tolerant },
        SourcePackage { name: "rust-strict", title: "strict crate", strictness: Strictness::Strict },
    ],
    types_events: false,
    effects: effects::effects,
    form: effects::form,
    uses: |finding, sides, strictness| match strictness {
        Strictness::Tolerant => uses::uses(finding, sides),
        Strictness::Strict => rust_strict::uses(finding, sides),
    },
};

/// Emits the crate.
fn emit(whole: &Catalog, files: &mut Files) {
    // What events narrow is in tables alone: the types of their payloads are those of every event.
    let narrowed: Vec<&Payload> = whole.payloads.iter().filter(|payload| payload.refines.is_some()).collect();
    let of_events: Vec<&TypeDef> =
        whole.types.iter().filter(|def| def.of_event && def.kind.alias().is_none()).collect();
    let catalog = &*whole.without_event_refinements();
    package::emit(catalog, files);
    let payloads: Vec<_> = catalog.payloads.iter().map(|def| (&def.ident, names::pascal(&def.ident))).collect();
    let types: Vec<_> = catalog.types.iter().map(|def| (&def.ident, names::pascal(&def.ident))).collect();
    // Payload modules are private, so that the root can re-export all payloads without their modules.
    file(
        files,
        &Code::literal("src/payloads/mod.rs"),
        &modules::list(
            "One type per payload shape.",
            &payloads,
            &TokenStream::new(),
            &idents(&narrowed, |it| &it.ident),
        ),
    );
    file(
        files,
        &Code::literal("src/types/mod.rs"),
        &modules::list(
            "The types that fields refer to.",
            &types,
            &quote! { pub(crate) },
            &idents(&of_events, |it| &it.ident),
        ),
    );
    for payload in &catalog.payloads {
        let path = code!("src/payloads/{}.rs", names::file(&payload.ident));
        files.about(payload, |files| file(files, &path, &payload::emit(catalog, payload)));
    }
    for def in &catalog.types {
        let path = code!("src/types/{}.rs", names::file(&def.ident));
        files.about(def, |files| file(files, &path, &types::emit(catalog, def)));
    }
    for payload in &narrowed {
        let path = code!("src/payloads/{}.rs", names::file(&payload.ident));
        files.about(*payload, |files| file(files, &path, &payload::tables(whole, payload)));
    }
    for def in &of_events {
        let path = code!("src/types/{}.rs", names::file(&def.ident));
        files.about(*def, |files| file(files, &path, &types::tables(whole, def)));
    }
    builders::emit(catalog, files);
    groups::emit(catalog, files);
    if !catalog.deliveries.is_empty() {
        file(files, &Code::literal("src/delivery.rs"), &delivery::emit(catalog));
    }
    file(files, &Code::literal("src/event.rs"), &event::emit(catalog, &narrowed));
    file(files, &Code::literal("src/lib.rs"), &package::lib(catalog));
}

fn idents<'a, T>(parts: &[&'a T], ident: impl Fn(&'a T) -> &'a Ident) -> Vec<&'a Ident> {
    parts.iter().map(|part| ident(part)).collect()
}

fn file(files: &mut Files, path: &Code<FileName>, tokens: &TokenStream) {
    files.add(path, &Code::of_tokens(tokens));
}
