//! A builder per object: a setter per field.

use eventspec_catalog::{Catalog, Field, Ident};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::rust::included::{self, Shared};
use crate::rust::{docs, file, names, package, tables};
use crate::write::{Code, CodeSpan, Markdown, code};
use crate::{Files, Part};

/// Adds the modules of all builders.
pub(crate) fn emit(catalog: &Catalog, files: &mut Files) {
    let payloads = catalog.payloads.iter().map(|payload| {
        let name = names::pascal(&payload.ident);
        let fields = (included::groups_of(catalog, payload), payload.fields.as_slice());
        let built = Built { builder: quote! { builder }, ty: quote! { crate::payloads::#name } };
        (Part::from(payload), &payload.ident, built, fields)
    });
    let objects = catalog.types.iter().filter_map(|def| {
        let name = names::pascal(&def.ident);
        let built = Built { builder: quote! { object_builder }, ty: quote! { crate::types::#name } };
        Some((Part::from(def), &def.ident, built, (Vec::new(), def.kind.fields()?)))
    });
    let mut modules = TokenStream::new();
    for (part, ident, built, (included, own)) in payloads.chain(objects) {
        let (module, name) = (names::module(ident), builder(ident));
        modules.extend(quote! {
            mod #module;
            pub use #module::#name;
        });
        let path = code!("src/builders/{}.rs", names::file(ident));
        files.about(part, |files| file(files, &path, &module_of(catalog, ident, &built, &included, own)));
    }
    let doc = docs::lines(&[
        Code::literal("Builders: make payloads for senders and tests, and change received ones."),
        example(catalog),
        Code::literal(
            "To change a received payload, make its builder `from` it: what is not set stays as it was sent.",
        ),
    ]);
    file(
        files,
        &Code::literal("src/builders/mod.rs"),
        &quote! {
            #(#![doc = #doc])*
            #modules
        },
    );
}

/// A payload that is built, in code that rustdoc compiles and runs.
fn example(catalog: &Catalog) -> Code<Markdown> {
    let mut payloads = catalog.events().map(|(_, payload)| payload);
    let Some((payload, field)) = payloads.find_map(|payload| Some((payload, package::text_field(catalog, payload)?)))
    else {
        return Code::empty();
    };
    code!(
        "```
use {krate}::payloads::{payload};
use {krate}::{{Builder, Payload}};

let made = {payload}::builder().{setter}(\"a text\");
// `build` refuses what lacks a required field, and lists all of them; `build_partial` does not.
println!(\"{{}}\", made.build_partial()?.json());
# Ok::<(), {krate}::BuildError>(())
```",
        krate = names::library(&catalog.name),
        payload = names::pascal(&payload.ident),
        setter = names::accessor(&field.ident)
    )
}

fn builder(ident: &Ident) -> proc_macro2::Ident {
    format_ident!("{}Builder", ident.pascal())
}

/// What is built, and the macro of the runtime that makes a builder of it: a payload, or an object inside one.
struct Built {
    builder: TokenStream,
    ty: TokenStream,
}

fn module_of(catalog: &Catalog, ident: &Ident, built: &Built, included: &[Shared<'_>], own: &[Field]) -> TokenStream {
    let name = builder(ident);
    let shared = included.iter().filter(|shared| shared.narrowed.is_none()).map(|shared| {
        let (module, first) = (names::module(&shared.group.ident), Literal::usize_unsuffixed(shared.first));
        quote! { crate::groups::#module::fields!(setters from #first); }
    });
    let narrowed = included.iter().flat_map(Shared::own);
    let setters = narrowed.chain(own.iter().zip(included::count(included)..)).map(|(field, index)| {
        let (attributes, signature) = (attributes(field), signature(catalog, field));
        let index = Literal::usize_unsuffixed(index);
        quote! { #attributes #signature { Self(self.0.set(#index, value.into())) } }
    });
    let Built { builder: rt_builder, ty } = built;
    let doc = format!(" Makes or changes [`{}`].", ty.to_string().replace(' ', ""));
    quote! {
        use eventspec_runtime as rt;

        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct #name<'a>(rt::Edit<'a>);

        rt::#rt_builder!(#name, #ty);

        impl #name<'_> {
            #(#shared)*
            #(#setters)*
        }
    }
}

/// What is said of the method that sets a field.
pub(crate) fn attributes(field: &Field) -> TokenStream {
    let meaning = field.doc.as_ref().map_or_else(|| Code::literal("."), |doc| code!(": {}", docs::prose(doc)));
    let doc = docs::attributes(&[code!("Sets {}{}", CodeSpan(&field.name), meaning)]);
    let deprecated = docs::deprecated(field.deprecated.as_ref());
    quote! {
        #doc
        #deprecated
        #[must_use]
    }
}

/// The method that sets a field, without its body.
pub(crate) fn signature(catalog: &Catalog, field: &Field) -> TokenStream {
    let name = names::accessor(&field.ident);
    let ty = tables::rust_type(catalog, &field.ty, &quote! { 'static });
    quote! { pub fn #name(self, value: impl ::core::convert::Into<rt::Input<#ty>>) -> Self }
}
