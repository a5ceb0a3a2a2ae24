//! A builder per object: a setter per field.

use eventspec_catalog::{Catalog, Field, Ident, TypeDef};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::rust::{docs, file, names, tables};
use crate::write::{Code, CodeSpan, code};
use crate::{Files, Part};

/// Adds the modules of all builders.
pub(crate) fn emit(catalog: &Catalog, files: &mut Files) {
    let payloads = catalog.payloads.iter().map(|payload| {
        let name = names::pascal(&payload.ident);
        (Part::from(payload), &payload.ident, quote! { crate::payloads::#name }, catalog.fields(payload).collect())
    });
    let objects = catalog.types.iter().filter_map(|def| {
        let name = names::pascal(&def.ident);
        Some((Part::from(def), &def.ident, quote! { crate::types::#name }, object_fields(def)?))
    });
    let mut modules = TokenStream::new();
    for (part, ident, built, fields) in payloads.chain(objects) {
        let fields: Vec<&Field> = fields;
        let (module, name) = (names::module(ident), builder(ident));
        modules.extend(quote! {
            mod #module;
            pub use #module::#name;
        });
        let path = code!("src/builders/{}.rs", names::file(ident));
        files.about(part, |files| file(files, &path, &module_of(catalog, ident, &built, &fields)));
    }
    file(
        files,
        &Code::literal("src/builders/mod.rs"),
        &quote! {
            #![doc = " Builders: make payloads for senders and tests, and change received ones."]
            #modules
        },
    );
}

fn object_fields(def: &TypeDef) -> Option<Vec<&Field>> {
    Some(def.kind.fields()?.iter().collect())
}

fn builder(ident: &Ident) -> proc_macro2::Ident {
    format_ident!("{}Builder", ident.pascal())
}

fn module_of(catalog: &Catalog, ident: &Ident, built: &TokenStream, fields: &[&Field]) -> TokenStream {
    let name = builder(ident);
    let setters = fields.iter().enumerate().map(|(index, field)| setter(catalog, index, field));
    let doc = format!(" Makes or changes [`{}`].", built.to_string().replace(' ', ""));
    quote! {
        use eventspec_runtime as rt;

        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct #name<'a>(rt::Edit<'a>);

        rt::builder!(#name, #built);

        impl #name<'_> {
            #(#setters)*
        }
    }
}

fn setter(catalog: &Catalog, index: usize, field: &Field) -> TokenStream {
    let name = names::function(&field.ident);
    let ty = tables::rust_type(catalog, &field.ty, &quote! { 'static });
    let index = Literal::usize_unsuffixed(index);
    let doc = docs::attributes(&[code!("Sets {}: {}", CodeSpan(&field.name), docs::prose(&field.doc))]);
    let deprecated = docs::deprecated(field.deprecated.as_ref());
    quote! {
        #doc
        #deprecated
        #[must_use]
        pub fn #name(self, value: impl ::core::convert::Into<rt::Input<#ty>>) -> Self {
            Self(self.0.set(#index, value.into()))
        }
    }
}
