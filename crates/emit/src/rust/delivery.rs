//! The deliveries of a catalogue: a table for each, and a function that sets up its receiver.

use eventspec_catalog::{
    Algorithm, BodyFormat, Capture, Catalog, CodeScheme, Delivery, NameTemplate, Piece, Pointer, RequestPlace, Scheme,
    SecretEncoding, Signature, SignedTime, TimeForm, TokenForm,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::{docs, names};

/// The module of a catalogue's deliveries.
pub(crate) fn emit(catalog: &Catalog) -> TokenStream {
    let (receivers, decode) = (catalog.deliveries.iter().map(receiver), decode(catalog));
    quote! {
        //! From a request to events: a function for each way of delivery, which sets up its receiver.

        use eventspec_runtime as rt;
        use eventspec_runtime::delivery::rules;

        pub use eventspec_runtime::delivery::{
            Delivered, Delivery, Events, MemorySeen, Progress, Receiver, Refused, Rejection, RejectionClass, Request,
            RequestParts, Seen, Setup, SetupError,
        };

        impl Events for crate::Event<'static> {
            fn is_listed(name: &str) -> bool {
                crate::EventName::from_wire(name).is_some()
            }

            fn decode_as(name: &str, text: &str, limits: rt::Limits) -> ::core::result::Result<Self, rt::DecodeError> {
                crate::Event::of_text(name, text, limits).map(crate::Event::into_owned)
            }
        }

        #(#receivers)*

        #decode
    }
}

/// The function of a delivery, and its table.
fn receiver(delivery: &Delivery) -> TokenStream {
    let function = names::function(&delivery.ident);
    let table = names::constant(&delivery.ident);
    let doc = docs::attributes(&[docs::description(delivery.doc.as_ref())]);
    let rules = rules(delivery);
    quote! {
        #doc
        pub fn #function() -> Setup<crate::Event<'static>> {
            Setup::new(&#table)
        }

        static #table: rules::Rules = #rules;
    }
}

/// The module that reads bodies without their requests, if some delivery has them.
fn decode(catalog: &Catalog) -> Option<TokenStream> {
    let mut deliveries = catalog.deliveries.iter().filter(|delivery| delivery.is_named_by_body()).peekable();
    deliveries.peek()?;
    let functions = deliveries.map(|delivery| {
        let function = names::function(&delivery.ident);
        let doc = format!(" The events of a body of [`{}`](super::{function}).", delivery.name);
        quote! {
            #[doc = #doc]
            ///
            /// # Errors
            /// Fails if the body cannot be read as events.
            pub fn #function(body: &[u8]) -> Result<Delivery<Event<'static>>, Rejection> {
                static RECEIVER: LazyLock<Receiver<Event<'static>>> = LazyLock::new(|| super::#function().unverified());
                RECEIVER.receive(&RequestParts::new("POST", "/", body))
            }
        }
    });
    Some(quote! {
        /// From bodies alone to events, where the names of events are in them: for what is in a queue or a file. Nothing shows who sent
        /// it, and whatever a delivery has in headers is missing.
        pub mod decode {
            use ::core::result::Result;
            use ::std::sync::LazyLock;

            use super::{Delivery, Receiver, Rejection, RequestParts};
            use crate::Event;

            #(#functions)*
        }
    })
}

fn rules(delivery: &Delivery) -> TokenStream {
    let Delivery { name, body, events, event, id, sent_at, version, attempt, signatures, handshake, .. } = delivery;
    let body = match body {
        BodyFormat::Json => quote! { Json },
        BodyFormat::JsonLines => quote! { JsonLines },
        BodyFormat::Form => quote! { Form },
        BodyFormat::CloudEvents => quote! { CloudEvents },
    };
    let events = option(events.as_ref().map(pointer));
    let event = event.iter().map(template);
    let id = option(id.as_ref().map(|pieces| self::pieces(pieces)));
    let sent_at = option(sent_at.as_ref().map(|(at, form)| {
        let (at, form) = (place(at), time_form(*form));
        quote! { (#at, #form) }
    }));
    let (version, attempt) = (option(version.as_ref().map(place)), option(attempt.as_ref().map(place)));
    let signatures = signatures.iter().map(signature);
    let handshake = option(handshake.as_ref().map(place));
    quote! {
        rules::Rules {
            name: #name,
            body: rules::Body::#body,
            events: #events,
            event: &[#(#event),*],
            id: #id,
            sent_at: #sent_at,
            version: #version,
            attempt: #attempt,
            signatures: &[#(#signatures),*],
            handshake: #handshake,
        }
    }
}

fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(
        || quote! { ::core::option::Option::None },
        |value| quote! { ::core::option::Option::Some(#value) },
    )
}

fn pointer(Pointer(tokens): &Pointer) -> TokenStream {
    quote! { &[#(#tokens),*] }
}

fn pieces(pieces: &[Piece]) -> TokenStream {
    let pieces = pieces.iter().map(|piece| match piece {
        Piece::Literal(text) => quote! { rules::Piece::Literal(#text) },
        Piece::Place(at) => {
            let at = place(at);
            quote! { rules::Piece::Place(#at) }
        }
    });
    quote! { &[#(#pieces),*] }
}

fn place(place: &RequestPlace) -> TokenStream {
    let place = match place {
        RequestPlace::Header(name) => quote! { Header(#name) },
        RequestPlace::Query(key) => quote! { Query(#key) },
        RequestPlace::Payload(at) => {
            let at = pointer(at);
            quote! { Payload(#at) }
        }
        RequestPlace::Body(at) => {
            let at = pointer(at);
            quote! { Body(#at) }
        }
        RequestPlace::WholeBody => quote! { WholeBody },
        RequestPlace::Method => quote! { Method },
        RequestPlace::Url => quote! { Url },
        RequestPlace::Time => quote! { Time },
    };
    quote! { rules::Place::#place }
}

fn template(template: &NameTemplate) -> TokenStream {
    let (always, optional) = (pieces(&template.pieces), template.optional.iter().map(|part| pieces(part)));
    quote! { rules::Template { pieces: #always, optional: &[#(#optional),*] } }
}

fn signature(signature: &Signature) -> TokenStream {
    let Signature { name, at, scheme } = signature;
    let at = place(at);
    let kind = match scheme {
        Scheme::Code(code) => of_code(code),
        Scheme::Token { literal, form } => {
            let form = match form {
                TokenForm::Secret => quote! { Secret },
                TokenForm::Sha256Hex => quote! { Sha256Hex },
                TokenForm::Base64 => quote! { Base64 },
            };
            quote! { Token { literal: #literal, form: rules::TokenForm::#form } }
        }
    };
    quote! { rules::Signature { name: #name, at: #at, kind: rules::SignatureKind::#kind } }
}

fn of_code(code: &CodeScheme) -> TokenStream {
    let CodeScheme { split, parts, signed, algorithm, secret, time } = code;
    let split = option(split.as_ref().map(|split| quote! { #split }));
    let parts = parts.iter().map(|part| {
        let literal = &part.literal;
        let capture = match part.capture {
            Capture::Time => quote! { Time },
            Capture::Hex => quote! { Hex },
            Capture::HexUpper => quote! { HexUpper },
            Capture::Base64 => quote! { Base64 },
            Capture::Base64Url => quote! { Base64Url },
        };
        quote! { rules::Part { literal: #literal, capture: rules::Capture::#capture } }
    });
    let signed = pieces(signed);
    let algorithm = match algorithm {
        Algorithm::HmacSha1 => quote! { HmacSha1 },
        Algorithm::HmacSha256 => quote! { HmacSha256 },
        Algorithm::HmacSha512 => quote! { HmacSha512 },
    };
    let (literal, literal_is_optional) = (&secret.literal, secret.literal_is_optional);
    let encoding = match secret.encoding {
        SecretEncoding::Text => quote! { Text },
        SecretEncoding::Hex => quote! { Hex },
        SecretEncoding::Base64 => quote! { Base64 },
    };
    let time = option(time.as_ref().map(|SignedTime { at, form, tolerance }| {
        let (at, ty) = (option(at.as_ref().map(place)), time_form(*form));
        let tolerance = option(tolerance.map(|seconds| {
            let seconds = Literal::u64_unsuffixed(seconds);
            quote! { #seconds }
        }));
        quote! { rules::SignedTime { at: #at, ty: #ty, tolerance: #tolerance } }
    }));
    quote! {
        Code {
            split: #split,
            parts: &[#(#parts),*],
            signed: #signed,
            algorithm: rules::Algorithm::#algorithm,
            secret: rules::SecretForm {
                literal: #literal,
                literal_is_optional: #literal_is_optional,
                encoding: rules::SecretEncoding::#encoding,
            },
            time: #time,
        }
    }
}

fn time_form(form: TimeForm) -> TokenStream {
    let form = match form {
        TimeForm::Unix => quote! { Unix },
        TimeForm::UnixMillis => quote! { UnixMillis },
        TimeForm::Rfc3339 => quote! { Rfc3339 },
        TimeForm::Rfc2822 => quote! { Rfc2822 },
    };
    quote! { rules::TimeType::#form }
}
