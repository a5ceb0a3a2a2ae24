//! A payload shape, or an object inside one: its table, its type, an accessor per field.

use eventspec_catalog::{Catalog, Field, Ident, Payload, Unlisted};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::included::{self, Shared};
use crate::rust::{docs, names, tables};
use crate::write::code;

/// The module of a payload.
pub(crate) fn emit(catalog: &Catalog, payload: &Payload) -> TokenStream {
    let included = included::groups_of(catalog, payload);
    let name = names::pascal(&payload.ident);
    let events = docs::codes(payload.events.iter().map(|event| &event.name));
    let doc = docs::attributes(&[docs::description(payload.doc.as_ref()), code!("Payload of {}.", events)]);
    let facts =
        Facts { wire: &payload.name, ident: &payload.ident, doc: &doc, own: (&payload.fields, &payload.unlisted) };
    let object = object(catalog, Holder::Lens, &facts, &included);
    let traits = included.iter().map(|shared| {
        let group_trait = names::group(&shared.group.ident);
        let first = Literal::usize_unsuffixed(shared.first);
        let slots = if shared.narrowed.is_some() {
            let module = names::module(&shared.group.ident);
            quote! { rt::Slots::of_group(&self.0, #first, &crate::groups::#module::PART) }
        } else {
            quote! { rt::Slots::new(&self.0, #first) }
        };
        quote! {
            impl crate::groups::#group_trait for #name<'_> {
                fn __fields(&self) -> rt::Slots<'_> {
                    #slots
                }
            }
        }
    });
    quote! {
        #object
        #(#traits)*
    }
}

/// The module of what a payload is in an event that narrows it: its table alone.
pub(crate) fn tables(catalog: &Catalog, payload: &Payload) -> TokenStream {
    let included = included::groups_of(catalog, payload);
    let shape = tables::shape(
        catalog,
        "SHAPE",
        &payload.name,
        &included,
        (&payload.fields, &payload.unlisted),
        payload.name_places(),
    );
    quote! {
        use eventspec_runtime as rt;

        #shape
    }
}

/// What is said of an object, and its own members.
pub(crate) struct Facts<'a> {
    pub(crate) wire: &'a str,
    pub(crate) ident: &'a Ident,
    pub(crate) doc: &'a TokenStream,
    pub(crate) own: (&'a [Field], &'a Unlisted),
}

/// What a type wraps. It decides how long the values live that its accessors give.
#[derive(Clone, Copy)]
pub(crate) enum Holder {
    /// A payload may own its text: what is read borrows the payload.
    Lens,
    /// An object inside a payload borrows its text: what is read borrows that text, so that accessors can be chained.
    View,
}

/// The table, type and accessors of an object: of the groups that it includes, and of its own fields.
pub(crate) fn object(catalog: &Catalog, holder: Holder, facts: &Facts<'_>, included: &[Shared<'_>]) -> TokenStream {
    let Facts { wire, ident, doc, own: (own, unlisted) } = *facts;
    let name = names::pascal(ident);
    let (held, traits, serde) = match holder {
        Holder::Lens => (quote! { Lens }, quote! { payload }, quote! { payload_serde }),
        Holder::View => (quote! { View }, quote! { object }, quote! { object_serde }),
    };
    let (generics, lifetime) = match holder {
        Holder::Lens => (None, quote! { '_ }),
        Holder::View => (Some(quote! { <'a> }), quote! { 'a }),
    };
    let shape = tables::shape(catalog, "SHAPE", wire, included, (own, unlisted), &[]);
    let shared = included.iter().filter(|shared| shared.narrowed.is_none()).map(|shared| {
        let (module, first) = (names::module(&shared.group.ident), Literal::usize_unsuffixed(shared.first));
        quote! { crate::groups::#module::fields!(pub accessors from #first of 0); }
    });
    let narrowed = included.iter().flat_map(Shared::own);
    let accessors = narrowed.chain(own.iter().zip(included::count(included)..)).map(|(field, index)| {
        let (attributes, signature) = (attributes(catalog, field), signature(catalog, field, &lifetime));
        let index = Literal::usize_unsuffixed(index);
        quote! { #attributes pub #signature { self.0.read(#index) } }
    });
    let rest = unlisted.rest().map(|rest| {
        let ty = tables::rust_type(catalog, &rest.ty, &lifetime);
        let outlives = generics.as_ref().map(|generics| quote! { + use #generics });
        quote! {
            /// The members that no field lists, in the order they were sent.
            pub fn rest(&self) -> impl ::core::iter::Iterator<Item = (rt::Text<#lifetime>, rt::Field<#lifetime, #ty>)> #outlives {
                self.0.rest()
            }
        }
    });
    quote! {
        use eventspec_runtime as rt;

        #shape

        #doc
        #[derive(Clone)]
        pub struct #name<'a>(rt::#held<'a>);

        rt::#traits!(#name, SHAPE);
        #[cfg(feature = "serde")]
        rt::#serde!(#name);

        impl #generics #name<#lifetime> {
            #(#shared)*
            #(#accessors)*
            #rest
        }
    }
}

/// What is said of the method that reads a field.
pub(crate) fn attributes(catalog: &Catalog, field: &Field) -> TokenStream {
    let doc = docs::field(field, &docs::type_name(catalog, &field.ty));
    let deprecated = docs::deprecated(field.deprecated.as_ref());
    quote! { #doc #deprecated }
}

/// The method that reads a field, without visibility and body.
pub(crate) fn signature(catalog: &Catalog, field: &Field, lifetime: &TokenStream) -> TokenStream {
    let name = names::accessor(&field.ident);
    let ty = tables::rust_type(catalog, &field.ty, lifetime);
    quote! { fn #name(&self) -> rt::Field<#lifetime, #ty> }
}
