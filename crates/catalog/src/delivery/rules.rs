//! A delivery of a catalogue in; the same as the runtime has it out.

use eventspec_runtime::delivery::rules;

use super::model::{
    Algorithm, BodyFormat, Capture, CodeScheme, Delivery, NameTemplate, Piece, Pointer, RequestPlace, Scheme,
    SecretEncoding, Signature, SignedTime, TimeForm, TokenForm,
};

/// The rules of a delivery. They are never freed, as the tables of payloads are not.
pub fn rules(delivery: &Delivery) -> &'static rules::Rules {
    let Delivery { name, body, events, event, id, sent_at, version, attempt, signatures, handshake, .. } = delivery;
    Box::leak(Box::new(rules::Rules {
        name: text(name),
        body: match body {
            BodyFormat::Json => rules::Body::Json,
            BodyFormat::JsonLines => rules::Body::JsonLines,
            BodyFormat::Form => rules::Body::Form,
            BodyFormat::CloudEvents => rules::Body::CloudEvents,
        },
        events: events.as_ref().map(pointer),
        event: list(event.iter().map(template)),
        id: id.as_ref().map(|id| pieces(id)),
        sent_at: sent_at.as_ref().map(|(at, form)| (place(at), time_type(*form))),
        version: version.as_ref().map(place),
        attempt: attempt.as_ref().map(place),
        signatures: list(signatures.iter().map(signature)),
        handshake: handshake.as_ref().map(place),
    }))
}

fn text(text: &str) -> &'static str {
    String::leak(text.to_owned())
}

fn list<T>(items: impl Iterator<Item = T>) -> &'static [T] {
    Vec::leak(items.collect())
}

fn pointer(Pointer(tokens): &Pointer) -> rules::Pointer {
    list(tokens.iter().map(|token| text(token)))
}

fn pieces(pieces: &[Piece]) -> &'static [rules::Piece] {
    list(pieces.iter().map(|piece| match piece {
        Piece::Literal(literal) => rules::Piece::Literal(text(literal)),
        Piece::Place(at) => rules::Piece::Place(place(at)),
    }))
}

fn template(template: &NameTemplate) -> rules::Template {
    rules::Template {
        pieces: pieces(&template.pieces),
        optional: list(template.optional.iter().map(|part| pieces(part))),
    }
}

fn place(place: &RequestPlace) -> rules::Place {
    match place {
        RequestPlace::Header(name) => rules::Place::Header(text(name)),
        RequestPlace::Query(key) => rules::Place::Query(text(key)),
        RequestPlace::Payload(at) => rules::Place::Payload(pointer(at)),
        RequestPlace::Body(at) => rules::Place::Body(pointer(at)),
        RequestPlace::WholeBody => rules::Place::WholeBody,
        RequestPlace::Method => rules::Place::Method,
        RequestPlace::Url => rules::Place::Url,
        RequestPlace::Time => rules::Place::Time,
    }
}

fn signature(signature: &Signature) -> rules::Signature {
    let kind = match &signature.scheme {
        Scheme::Code(code) => of_code(code),
        Scheme::Token { literal, form } => rules::SignatureKind::Token {
            literal: text(literal),
            form: match form {
                TokenForm::Secret => rules::TokenForm::Secret,
                TokenForm::Sha256Hex => rules::TokenForm::Sha256Hex,
                TokenForm::Base64 => rules::TokenForm::Base64,
            },
        },
    };
    rules::Signature { name: text(&signature.name), at: place(&signature.at), kind }
}

fn of_code(code: &CodeScheme) -> rules::SignatureKind {
    let CodeScheme { split, parts, signed, algorithm, secret, time: signed_at } = code;
    rules::SignatureKind::Code {
        split: split.as_deref().map(text),
        parts: list(parts.iter().map(|part| rules::Part {
            literal: text(&part.literal),
            capture: match part.capture {
                Capture::Time => rules::Capture::Time,
                Capture::Hex => rules::Capture::Hex,
                Capture::HexUpper => rules::Capture::HexUpper,
                Capture::Base64 => rules::Capture::Base64,
                Capture::Base64Url => rules::Capture::Base64Url,
            },
        })),
        signed: pieces(signed),
        algorithm: match algorithm {
            Algorithm::HmacSha1 => rules::Algorithm::HmacSha1,
            Algorithm::HmacSha256 => rules::Algorithm::HmacSha256,
            Algorithm::HmacSha512 => rules::Algorithm::HmacSha512,
        },
        secret: rules::SecretForm {
            literal: text(&secret.literal),
            literal_is_optional: secret.literal_is_optional,
            encoding: match secret.encoding {
                SecretEncoding::Text => rules::SecretEncoding::Text,
                SecretEncoding::Hex => rules::SecretEncoding::Hex,
                SecretEncoding::Base64 => rules::SecretEncoding::Base64,
            },
        },
        time: signed_at.as_ref().map(|SignedTime { at, form, tolerance }| rules::SignedTime {
            at: at.as_ref().map(place),
            ty: time_type(*form),
            tolerance: *tolerance,
        }),
    }
}

/// A form of times as the runtime has it.
pub fn time_type(form: TimeForm) -> rules::TimeType {
    match form {
        TimeForm::Unix => rules::TimeType::Unix,
        TimeForm::UnixMillis => rules::TimeType::UnixMillis,
        TimeForm::Rfc3339 => rules::TimeType::Rfc3339,
        TimeForm::Rfc2822 => rules::TimeType::Rfc2822,
    }
}
