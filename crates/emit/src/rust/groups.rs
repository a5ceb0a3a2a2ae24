//! A trait per shared group, so that one function can serve every payload that includes it.

use eventspec_catalog::{Catalog, Group};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::{docs, names, payload};

/// The module of all groups.
pub(crate) fn emit(catalog: &Catalog) -> TokenStream {
    let traits = catalog.groups.iter().map(|group| group_trait(catalog, group));
    quote! {
        //! Fields that several payloads share, a trait per group.
        use eventspec_runtime as rt;
        #(#traits)*
    }
}

fn group_trait(catalog: &Catalog, group: &Group) -> TokenStream {
    let name = names::group(&group.ident);
    let doc = docs::attributes(&[docs::prose(&group.doc)]);
    let accessors = group.fields.iter().enumerate().map(|(index, field)| {
        let index = Literal::usize_unsuffixed(index);
        payload::accessor(catalog, field, &quote! { self.__fields().read(#index) }, false)
    });
    quote! {
        #doc
        pub trait #name {
            #[doc(hidden)]
            fn __fields(&self) -> rt::Slots<'_>;

            #(#accessors)*
        }
    }
}
