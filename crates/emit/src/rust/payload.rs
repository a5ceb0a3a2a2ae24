//! A payload shape, or an object inside one: its table, its type, an accessor per field.

use eventspec_catalog::{Catalog, Field, Group, Ident, Payload, Unlisted};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::{docs, included, names, tables};
use crate::write::code;

/// The module of a payload.
pub(crate) fn emit(catalog: &Catalog, payload: &Payload) -> TokenStream {
    let included = included::groups_of(catalog, payload);
    let name = names::pascal(&payload.ident);
    let events = docs::codes(payload.events.iter().map(|event| &event.name));
    let doc = docs::attributes(&[docs::description(payload.doc.as_ref()), code!("Payload of {}.", events)]);
    let object = object(catalog, &payload.name, &payload.ident, &doc, &included, (&payload.fields, &payload.unlisted));
    let traits = included::placed(&included).map(|(first, group)| {
        let (group_trait, first) = (names::group(&group.ident), Literal::usize_unsuffixed(first));
        quote! {
            impl crate::groups::#group_trait for #name<'_> {
                fn __fields(&self) -> rt::Slots<'_> {
                    rt::Slots::new(&self.0, #first)
                }
            }
        }
    });
    quote! {
        #object
        #(#traits)*
    }
}

/// The table, type and accessors of an object: of the groups that it includes, and of its own fields.
pub(crate) fn object(
    catalog: &Catalog,
    wire: &str,
    ident: &Ident,
    doc: &TokenStream,
    included: &[&Group],
    (own, unlisted): (&[Field], &Unlisted),
) -> TokenStream {
    let name = names::pascal(ident);
    let shape = tables::shape(catalog, "SHAPE", wire, included, (own, unlisted));
    let shared = included::placed(included).map(|(first, group)| {
        let (module, first) = (names::module(&group.ident), Literal::usize_unsuffixed(first));
        quote! { crate::groups::#module::fields!(pub accessors from #first of 0); }
    });
    let accessors = own.iter().zip(included::count(included)..).map(|(field, index)| {
        let (attributes, signature) = (attributes(catalog, field), signature(catalog, field));
        let index = Literal::usize_unsuffixed(index);
        quote! { #attributes pub #signature { self.0.read(#index) } }
    });
    let rest = unlisted.rest().map(|rest| {
        let ty = tables::rust_type(catalog, &rest.ty, &quote! { '_ });
        quote! {
            /// The members that no field lists, in the order they were sent.
            pub fn rest(&self) -> impl ::core::iter::Iterator<Item = (rt::Text<'_>, rt::Field<'_, #ty>)> {
                self.0.rest()
            }
        }
    });
    quote! {
        use eventspec_runtime as rt;

        #shape

        #doc
        #[derive(Clone)]
        pub struct #name<'a>(rt::Lens<'a>);

        rt::payload!(#name, SHAPE);
        #[cfg(feature = "serde")]
        rt::payload_serde!(#name);

        impl #name<'_> {
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
pub(crate) fn signature(catalog: &Catalog, field: &Field) -> TokenStream {
    let name = names::accessor(&field.ident);
    let ty = tables::rust_type(catalog, &field.ty, &quote! { '_ });
    quote! { fn #name(&self) -> rt::Field<'_, #ty> }
}
