//! The files of the types: one for each payload and each named type, one for what they share, and two that list the others.

use eventspec_catalog::{Catalog, Field, Ident, TypeDef};
use proc_macro2::TokenStream;
use quote::quote;

use super::annotations;
use super::types::Modules;
use super::typify_input::Owner;
use super::uses;
use crate::error::Fault;
use crate::rust::{self, docs, names};
use crate::write::{Code, Rust, code};
use crate::{Files, Part};

/// Adds the files, or what went wrong with all of them.
pub(super) fn emit(catalog: &Catalog, modules: Result<Modules, Fault>, files: &mut Files) {
    let shared = Code::literal("src/shared.rs");
    let mut modules = match modules {
        Ok(modules) => modules,
        Err(fault) => return files.add(&shared, &Code::<Rust>::from(fault)),
    };
    let mut module = |owner| modules.remove(&owner).unwrap_or_else(|| Fault::new("typify made no type of it").into());
    files.add(&shared, &module(None));
    let payloads = catalog.payloads.iter().map(|payload| (Part::from(payload), &payload.ident)).enumerate();
    for (index, (part, ident)) in payloads {
        let path = code!("src/payloads/{}.rs", names::file(ident));
        files.about(part, |files| files.add(&path, &module(Some(Owner::Payload(index)))));
    }
    for (index, def) in catalog.types.iter().enumerate() {
        let path = code!("src/types/{}.rs", names::file(&def.ident));
        let module = match def.kind.alias() {
            Some(field) => alias(catalog, def, field),
            None => module(Some(Owner::Type(index))),
        };
        files.about(def, |files| files.add(&path, &module));
    }
    let payloads = list("The payloads of events.", catalog.payloads.iter().map(|payload| &payload.ident));
    files.add(&Code::literal("src/payloads/mod.rs"), &Code::of_tokens(&payloads));
    let types = list("The types that members refer to.", catalog.types.iter().map(|def| &def.ident));
    files.add(&Code::literal("src/types/mod.rs"), &Code::of_tokens(&types));
}

/// Another name for a type. typify would make a new type of it, which a field could not get without breaking source.
fn alias(catalog: &Catalog, def: &TypeDef, field: &Field) -> Code<Rust> {
    let (name, ty) = (annotations::type_name(&def.ident), uses::type_in_crate(catalog, &field.ty));
    let docs = docs::attributes(&[docs::description(def.doc.as_ref())]);
    Code::of_tokens(&quote! {
        #docs
        pub type #name = #ty;
    })
}

/// The module that has a module for each identifier, and exports its type.
fn list<'a>(doc: &str, idents: impl Iterator<Item = &'a Ident>) -> TokenStream {
    let exports: Vec<_> = idents.map(|ident| (ident, annotations::type_name(ident))).collect();
    rust::modules::list(doc, &exports, &quote!(), &[])
}
