//! Modules that only have modules.

use eventspec_catalog::Ident;
use proc_macro2::{Ident as Name, TokenStream};
use quote::quote;

use super::names;

/// A module for each identifier, and what it exports; `tables` have modules that export nothing.
pub(crate) fn list(doc: &str, exports: &[(&Ident, Name)], visibility: &TokenStream, tables: &[&Ident]) -> TokenStream {
    let doc = format!(" {doc}");
    let modules = exports.iter().map(|(ident, name)| {
        let module = names::module(ident);
        quote! {
            #visibility mod #module;
            pub use #module::#name;
        }
    });
    let tables = tables.iter().map(|ident| names::module(ident));
    quote! {
        #![doc = #doc]
        #(#modules)*
        #(pub(crate) mod #tables;)*
    }
}
