//! Events: their names, the enum over their payloads, and decoding by name.

use std::collections::{BTreeSet, HashMap};

use eventspec_catalog::{Catalog, Event, Payload, Unlisted};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::rust::included::{self, Shared};
use crate::rust::{docs, names, tables};

/// The module of the catalogue's events; `narrowed` are the payloads of those that narrow that of their file.
pub(crate) fn emit(catalog: &Catalog, narrowed: &[&Payload]) -> TokenStream {
    let events: Vec<(&Event, &Payload)> = catalog.events().collect();
    let event_name = event_name(&events);
    let event = event_enum(&events, narrowed);
    let universal = universal_groups(catalog);
    let shape = tables::shape(catalog, "UNKNOWN", "unknown", &universal, (&[], &Unlisted::Unknown), &[]);
    let variants: Vec<Ident> = variants(&events);
    let groups = universal.iter().map(|shared| {
        let (name, index) = (names::group(&shared.group.ident), Literal::usize_unsuffixed(shared.first));
        quote! {
            impl crate::groups::#name for Event<'_> {
                fn __fields(&self) -> rt::Slots<'_> {
                    match self {
                        #(Self::#variants(payload) => crate::groups::#name::__fields(payload),)*
                        Self::Unknown(event) => rt::Slots::new(event.lens(), #index),
                    }
                }
            }
        }
    });
    quote! {
        use eventspec_runtime as rt;

        #shape

        #event_name
        #event
        #[cfg(feature = "serde")]
        rt::text_serde!(EventName, |name| EventName::from_wire(&name));
        #[cfg(feature = "serde")]
        rt::event_serde!(Event);
        #(#groups)*
    }
}

/// The groups that every payload includes.
fn universal_groups(catalog: &Catalog) -> Vec<Shared<'_>> {
    let mut payloads = catalog.payloads.iter();
    let mut ids: Vec<_> = payloads.next().map(|payload| payload.groups.clone()).unwrap_or_default();
    for payload in payloads {
        let included: BTreeSet<usize> = payload.groups.iter().map(|id| id.0).collect();
        ids.retain(|id| included.contains(&id.0));
    }
    included::shared(ids.into_iter().filter_map(|id| catalog.group(id)))
}

fn variants(events: &[(&Event, &Payload)]) -> Vec<Ident> {
    events.iter().map(|(event, _)| names::event(&event.ident)).collect()
}

fn event_name(events: &[(&Event, &Payload)]) -> TokenStream {
    let variants = variants(events);
    let wires: Vec<&str> = events.iter().map(|(event, _)| event.name.as_str()).collect();
    let docs = events.iter().map(|(event, _)| event_doc(event));
    let aliases = events.iter().zip(&variants).flat_map(|((event, _), variant)| {
        event
            .aliases
            .iter()
            .map(move |alias| quote! { #alias => (Self::#variant, ::core::option::Option::Some(#alias)), })
    });
    let count = Literal::usize_unsuffixed(events.len());
    quote! {
        /// The name of a known event.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum EventName {
            #(#docs #variants,)*
        }

        impl EventName {
            /// Every known event, in the order of the specification.
            pub const ALL: [Self; #count] = [#(Self::#variants),*];

            /// The event of a wire name or alias.
            pub fn from_wire(name: &str) -> ::core::option::Option<Self> {
                Self::find(name).map(|(name, _)| name)
            }

            /// The name on the wire.
            pub fn as_str(self) -> &'static str {
                match self {
                    #(Self::#variants => #wires,)*
                }
            }

            /// The event with a name, and the name itself if it is an alias.
            fn find(name: &str) -> ::core::option::Option<(Self, ::core::option::Option<&'static str>)> {
                ::core::option::Option::Some(match name {
                    #(#wires => (Self::#variants, ::core::option::Option::None),)*
                    #(#aliases)*
                    _ => return ::core::option::Option::None,
                })
            }
        }

        impl ::core::fmt::Display for EventName {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }
    }
}

fn event_doc(event: &Event) -> TokenStream {
    let mut paragraphs = vec![docs::description(event.doc.as_ref()), docs::wire_name(event)];
    paragraphs.extend(docs::also_sent_as(&event.aliases));
    let doc = docs::attributes(&paragraphs);
    let deprecated = docs::deprecated(event.deprecated.as_ref());
    quote! { #doc #deprecated }
}

fn event_enum(events: &[(&Event, &Payload)], narrowed: &[&Payload]) -> TokenStream {
    let variants = variants(events);
    let docs = events.iter().map(|(event, _)| event_doc(event));
    let types: Vec<Ident> = events.iter().map(|(_, payload)| names::pascal(&payload.ident)).collect();
    let narrowed: HashMap<&str, &Payload> = narrowed
        .iter()
        .flat_map(|payload| payload.events.iter().map(|event| (event.name.as_str(), *payload)))
        .collect();
    let narrow = events.iter().map(|(event, _)| {
        let module = narrowed.get(event.name.as_str()).map(|payload| names::module(&payload.ident));
        module.map(|module| quote! { .narrowed(&crate::payloads::#module::SHAPE) })
    });
    quote! {
        /// A decoded event.
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum Event<'a> {
            #(#docs #variants(crate::payloads::#types<'a>),)*
            /// An event that is not in the specification.
            Unknown(rt::UnknownEvent<'a>),
        }

        impl<'a> Event<'a> {
            /// Decodes the payload of an event, borrowing its text. An unknown name gives [`Event::Unknown`].
            ///
            /// # Errors
            /// Fails only if the bytes are not UTF-8, not JSON, not a JSON object, or exceed the default
            /// [`Limits`](rt::Limits).
            pub fn decode(name: &'a str, payload: &'a [u8]) -> ::core::result::Result<Self, rt::DecodeError> {
                Self::decode_with(name, payload, rt::Limits::default())
            }

            /// Like [`Event::decode`], for a text: it is not checked for UTF-8 again.
            ///
            /// # Errors
            /// As [`Event::decode`].
            pub fn decode_str(name: &'a str, payload: &'a str) -> ::core::result::Result<Self, rt::DecodeError> {
                Self::of_text(name, payload, rt::Limits::default())
            }

            /// Decodes the payload of an event under other limits.
            ///
            /// # Errors
            /// As [`Event::decode`].
            pub fn decode_with(name: &'a str, payload: &'a [u8], limits: rt::Limits) -> ::core::result::Result<Self, rt::DecodeError> {
                Self::of_text(name, limits.text(payload)?, limits)
            }

            pub(crate) fn of_text(name: &'a str, payload: &'a str, limits: rt::Limits) -> ::core::result::Result<Self, rt::DecodeError> {
                let ::core::option::Option::Some((known, alias)) = EventName::find(name) else {
                    return rt::UnknownEvent::decode(name, payload, &UNKNOWN, limits).map(Self::Unknown);
                };
                let decode = |shape| rt::Lens::decode_str(payload, shape, limits).map(|lens| lens.sent_as(alias));
                ::core::result::Result::Ok(match known {
                    #(EventName::#variants => {
                        Self::#variants(rt::Payload::from_lens(decode(<crate::payloads::#types as rt::Payload>::SHAPE)? #narrow))
                    })*
                })
            }

            /// The event, if it is a known one.
            pub fn event_name(&self) -> ::core::option::Option<EventName> {
                ::core::option::Option::Some(match self {
                    #(Self::#variants(_) => EventName::#variants,)*
                    Self::Unknown(_) => return ::core::option::Option::None,
                })
            }

            /// The event's name: of a known event, the documented one; of an unknown event, the one that was sent.
            pub fn name(&self) -> &str {
                match self {
                    Self::Unknown(event) => event.name(),
                    known => known.event_name().map_or("", EventName::as_str),
                }
            }

            /// The payload's text, byte for byte as it was decoded.
            pub fn json(&self) -> &str {
                self.lens().json()
            }

            /// The payload's members that are not in the specification, in the order they were sent.
            pub fn extra(&self) -> impl ::core::iter::Iterator<Item = (rt::Text<'_>, rt::Json<'_>)> {
                self.lens().extra()
            }

            /// The state of any place in the payload, by its JSON Pointer: see [`rt::Payload::at`].
            pub fn at(&self, pointer: &str) -> rt::Field<'_, rt::Json<'_>> {
                self.lens().at(pointer)
            }

            /// Every deviation of the event from the specification, in the order of the text.
            pub fn deviations(&self) -> ::std::vec::Vec<rt::Deviation<'_>> {
                match self {
                    Self::Unknown(event) => event.deviations(),
                    known => known.lens().deviations(),
                }
            }

            /// The payload without its type.
            pub fn lens(&self) -> &rt::Lens<'a> {
                match self {
                    #(Self::#variants(payload) => rt::Payload::lens(payload),)*
                    Self::Unknown(event) => event.lens(),
                }
            }

            /// Copies the text, so that the event outlives the bytes it was decoded from.
            pub fn into_owned(self) -> Event<'static> {
                match self {
                    #(Self::#variants(payload) => Event::#variants(rt::Payload::into_owned(payload)),)*
                    Self::Unknown(event) => Event::Unknown(event.into_owned()),
                }
            }
        }
    }
}
