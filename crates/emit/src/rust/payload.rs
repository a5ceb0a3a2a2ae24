//! A payload shape, or an object inside one: its table, its type, an accessor per field.

use eventspec_catalog::{Catalog, Field, Payload};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::{docs, names, tables};
use crate::write::code;

/// The module of a payload.
pub(crate) fn emit(catalog: &Catalog, payload: &Payload) -> TokenStream {
    let fields: Vec<&Field> = catalog.fields(payload).collect();
    let name = names::pascal(&payload.ident);
    let events = docs::codes(payload.events.iter().map(|event| &event.name));
    let doc = docs::attributes(&[docs::prose(&payload.doc), code!("Payload of {}.", events)]);
    let object = object(catalog, &payload.name, &payload.ident, &doc, &fields);
    let mut first = 0;
    let groups = payload.groups.iter().filter_map(|id| catalog.group(*id)).map(|group| {
        let (group_trait, index) = (names::group(&group.ident), Literal::usize_unsuffixed(first));
        first += group.fields.len();
        quote! {
            impl crate::groups::#group_trait for #name<'_> {
                fn __fields(&self) -> rt::Slots<'_> {
                    rt::Slots::new(&self.0, #index)
                }
            }
        }
    });
    quote! {
        #object
        #(#groups)*
    }
}

/// The table, type and accessors of an object.
pub(crate) fn object(
    catalog: &Catalog,
    wire: &str,
    ident: &eventspec_catalog::Ident,
    doc: &TokenStream,
    fields: &[&Field],
) -> TokenStream {
    let name = names::pascal(ident);
    let shape = tables::shape(catalog, "SHAPE", wire, fields.iter().copied());
    let accessors = fields.iter().enumerate().map(|(index, field)| {
        let index = Literal::usize_unsuffixed(index);
        accessor(catalog, field, &quote! { self.0.read(#index) }, true)
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
            #(#accessors)*
        }
    }
}

/// A method that reads a field.
pub(crate) fn accessor(catalog: &Catalog, field: &Field, body: &TokenStream, public: bool) -> TokenStream {
    let name = names::function(&field.ident);
    let doc = docs::field(field, &docs::type_name(catalog, &field.ty));
    let deprecated = docs::deprecated(field.deprecated.as_ref());
    let ty = tables::rust_type(catalog, &field.ty, &quote! { '_ });
    let visibility = public.then(|| quote! { pub });
    quote! {
        #doc
        #deprecated
        #visibility fn #name(&self) -> rt::Field<'_, #ty> {
            #body
        }
    }
}
