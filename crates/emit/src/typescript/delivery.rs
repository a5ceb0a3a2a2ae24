//! The deliveries of a catalogue: a table for each, and the function that builds its receivers.

use std::collections::BTreeSet;

use askama::Template;
use eventspec_catalog::{
    Catalog, CodeScheme, Delivery, NameTemplate, Piece, Pointer, RequestPlace, Scheme, Signature, TimeForm, TokenForm,
};

use super::docs::Doc;
use super::package::{ModuleView, modules_with_events};
use super::{Ts, names};
use crate::Files;
use crate::write::{Code, TsKey, TsString, TypeScript, code, print, views};

views! {
    #[derive(Template)]
    #[template(path = "typescript/delivery.js.txt", escape = "none")]
    struct DeliveryJs {
        modules: Vec<ModuleView>,
        /// The functions of the runtime that make them.
        builders: Ts,
        deliveries: Vec<DeliveryView>,
    }

    #[derive(Template)]
    #[template(path = "typescript/delivery.d.ts.txt", escape = "none")]
    struct DeliveryDts {
        has_decode: bool,
        deliveries: Vec<DeliveryView>,
    }

    /// A delivery in finished strings.
    struct DeliveryView {
        doc: Ts,
        value: Ts,
        /// The names of its signatures, as a type.
        signatures: Ts,
        /// The function of the runtime that makes it.
        builder: &'static str,
        /// Whether a body alone can be read.
        has_decode: bool,
        row: Ts,
    }
}

/// Emits the module of the deliveries; gives its JavaScript.
pub(super) fn emit(catalog: &Catalog, files: &mut Files) -> Ts {
    let views = || catalog.deliveries.iter().map(view).collect();
    let builders: BTreeSet<&str> = catalog.deliveries.iter().map(builder).collect();
    let js = DeliveryJs {
        modules: modules_with_events(catalog),
        builders: Ts::join(builders.into_iter().map(Ts::literal), ", "),
        deliveries: views(),
    };
    let js = print::<TypeScript>(&js);
    files.add(&Code::literal("delivery.js"), &js);
    let has_decode = catalog.deliveries.iter().any(Delivery::is_named_by_body);
    files.add(&Code::literal("delivery.d.ts"), &print::<TypeScript>(&DeliveryDts { has_decode, deliveries: views() }));
    js
}

/// The function of the runtime that makes a delivery.
fn builder(delivery: &Delivery) -> &'static str {
    if delivery.is_named_by_body() { "deliveryByBody" } else { "delivery" }
}

fn view(delivery: &Delivery) -> DeliveryView {
    let names = delivery.signatures.iter().map(|signature| string(&signature.name));
    let signatures = if delivery.signatures.is_empty() { Ts::literal("never") } else { Ts::join(names, " | ") };
    DeliveryView {
        doc: Doc::new(delivery.doc.as_deref()).print(""),
        value: names::delivery(&delivery.ident),
        signatures,
        builder: builder(delivery),
        has_decode: delivery.is_named_by_body(),
        row: row(delivery),
    }
}

fn string(text: &str) -> Ts {
    code!("{}", TsString(text))
}

fn array(items: impl Iterator<Item = Ts>) -> Ts {
    code!("[{}]", Ts::join(items, ", "))
}

fn object(members: impl IntoIterator<Item = (&'static str, Ts)>) -> Ts {
    let members = members.into_iter().map(|(key, value)| code!("{}: {}", TsKey(key), value));
    code!("{{ {} }}", Ts::join(members, ", "))
}

fn or_null(value: Option<Ts>) -> Ts {
    value.unwrap_or_else(|| Ts::literal("null"))
}

/// The table of a delivery, with a line for each key.
fn row(delivery: &Delivery) -> Ts {
    let Delivery { name, body, events, event, id, sent_at, version, attempt, signatures, handshake, .. } = delivery;
    let sent_at = sent_at.as_ref().map(|(at, form)| object([("at", place(at)), ("type", time(*form))]));
    let members = [
        ("name", string(name)),
        ("body", string(body.as_str())),
        ("events", or_null(events.as_ref().map(pointer))),
        ("event", array(event.iter().map(template))),
        ("id", or_null(id.as_ref().map(|id| pieces(id)))),
        ("sentAt", or_null(sent_at)),
        ("version", or_null(version.as_ref().map(place))),
        ("attempt", or_null(attempt.as_ref().map(place))),
        ("signatures", array(signatures.iter().map(signature))),
        ("handshake", or_null(handshake.as_ref().map(place))),
    ];
    let lines = members.into_iter().map(|(key, value)| code!("  {}: {},\n", TsKey(key), value));
    code!("{{\n{}}}", Ts::join(lines, ""))
}

fn pointer(Pointer(tokens): &Pointer) -> Ts {
    array(tokens.iter().map(|token| string(token)))
}

fn pieces(pieces: &[Piece]) -> Ts {
    array(pieces.iter().map(|piece| match piece {
        Piece::Literal(text) => string(text),
        Piece::Place(at) => place(at),
    }))
}

fn place(place: &RequestPlace) -> Ts {
    let whole = |what: &str| object([("whole", string(what))]);
    match place {
        RequestPlace::Header(name) => object([("header", string(name))]),
        RequestPlace::Query(key) => object([("query", string(key))]),
        RequestPlace::Payload(at) => object([("payload", pointer(at))]),
        RequestPlace::Body(at) => object([("body", pointer(at))]),
        RequestPlace::WholeBody => whole("body"),
        RequestPlace::Method => whole("method"),
        RequestPlace::Url => whole("url"),
        RequestPlace::Time => whole("time"),
    }
}

fn template(template: &NameTemplate) -> Ts {
    let optional = array(template.optional.iter().map(|part| pieces(part)));
    object([("pieces", pieces(&template.pieces)), ("optional", optional)])
}

fn signature(signature: &Signature) -> Ts {
    let Signature { name, at, scheme } = signature;
    let head = [("name", string(name)), ("at", place(at))];
    match scheme {
        Scheme::Code(code) => object(head.into_iter().chain(of_code(code))),
        Scheme::Token { literal, form } => {
            let form = match form {
                TokenForm::Secret => "secret",
                TokenForm::Sha256Hex => "sha256-hex",
                TokenForm::Base64 => "base64",
            };
            let equals = object([("literal", string(literal)), ("form", string(form))]);
            object(head.into_iter().chain([("equals", equals)]))
        }
    }
}

fn of_code(code: &CodeScheme) -> [(&'static str, Ts); 6] {
    let CodeScheme { split, parts, signed, algorithm, secret, time: signed_at } = code;
    let part = |part: &eventspec_catalog::SignaturePart| {
        object([("literal", string(&part.literal)), ("capture", string(part.capture.as_str()))])
    };
    let signed_at = signed_at.as_ref().map(|signed_at| {
        object([
            ("at", or_null(signed_at.at.as_ref().map(place))),
            ("type", time(signed_at.form)),
            ("tolerance", or_null(signed_at.tolerance.map(|seconds| code!("{}", seconds)))),
        ])
    });
    let secret = object([
        ("literal", string(&secret.literal)),
        ("optional", Ts::literal(if secret.literal_is_optional { "true" } else { "false" })),
        ("encoding", string(secret.encoding.as_str())),
    ]);
    [
        ("split", or_null(split.as_deref().map(string))),
        ("parts", array(parts.iter().map(part))),
        ("signed", pieces(signed)),
        ("algorithm", string(algorithm.as_str())),
        ("secret", secret),
        ("time", or_null(signed_at)),
    ]
}

fn time(form: TimeForm) -> Ts {
    string(match form {
        TimeForm::Unix => "unix",
        TimeForm::UnixMillis => "unix_ms",
        TimeForm::Rfc3339 => "rfc3339",
        TimeForm::Rfc2822 => "rfc2822",
    })
}
