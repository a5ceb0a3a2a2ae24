//! Dispatch by event name: one enum over the payload types.

use eventspec_catalog::{Catalog, Event};
use proc_macro2::{Ident as Token, TokenStream};
use quote::quote;

use super::annotations;
use crate::rust::{docs, names};

/// The module.
pub(super) fn emit(catalog: &Catalog) -> TokenStream {
    let events: Vec<(&Event, Token, Token)> = catalog
        .events()
        .map(|(event, payload)| (event, names::event(&event.ident), annotations::type_name(&payload.ident)))
        .collect();
    let variants = events.iter().map(|(event, variant, payload)| {
        let docs = docs::attributes(&[docs::description(event.doc.as_ref()), docs::wire_name(event)]);
        let deprecated = docs::deprecated(event.deprecated.as_ref());
        quote! { #docs #deprecated #variant(#payload), }
    });
    let methods = methods(&events);
    quote! {
        //! Events by name.

        use crate::*;

        /// A decoded event.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Event {
            #(#variants)*
            /// An event that is not in this version of the specification.
            Unknown {
                /// Its name on the wire.
                name: ::std::string::String,
                /// Its payload.
                payload: ::serde_json::Value,
            },
        }

        #methods
    }
}

fn methods(events: &[(&Event, Token, Token)]) -> TokenStream {
    let decode = events.iter().map(|(event, variant, _)| {
        let wire = event.names();
        quote! { #(#wire)|* => ::serde_json::from_slice(json).map(Self::#variant), }
    });
    let name = events.iter().map(|(event, variant, _)| {
        let wire = &event.name;
        quote! { Self::#variant(_) => #wire, }
    });
    let variants: Vec<&Token> = events.iter().map(|(_, variant, _)| variant).collect();
    quote! {
        impl Event {
            /// Decodes the payload of the event of this name, or of one of its aliases.
            ///
            /// # Errors
            ///
            /// Fails if the payload does not match the specification.
            pub fn decode(name: &str, json: &[u8]) -> ::std::result::Result<Self, ::serde_json::Error> {
                match name {
                    #(#decode)*
                    _ => {
                        let payload = ::serde_json::from_slice(json)?;
                        ::std::result::Result::Ok(Self::Unknown { name: name.to_owned(), payload })
                    }
                }
            }

            /// The name of the event; never an alias.
            pub fn name(&self) -> &str {
                match self {
                    #(#name)*
                    Self::Unknown { name, .. } => name,
                }
            }

            /// The payload as a JSON value.
            ///
            /// # Errors
            ///
            /// Never fails for a decoded event.
            pub fn to_value(&self) -> ::std::result::Result<::serde_json::Value, ::serde_json::Error> {
                match self {
                    #(Self::#variants(payload) => ::serde_json::to_value(payload),)*
                    Self::Unknown { payload, .. } => ::std::result::Result::Ok(payload.clone()),
                }
            }

            /// The payload as JSON text.
            ///
            /// # Errors
            ///
            /// Never fails for a decoded event.
            pub fn to_string(&self) -> ::std::result::Result<::std::string::String, ::serde_json::Error> {
                match self {
                    #(Self::#variants(payload) => ::serde_json::to_string(payload),)*
                    Self::Unknown { payload, .. } => ::serde_json::to_string(payload),
                }
            }
        }
    }
}
