//! Rules and events that the tests share.

use eventspec_runtime::delivery::rules::{
    Algorithm, Body, Capture, Part, Piece, Place, Pointer, Rules, SecretEncoding, SecretForm, Signature, SignatureKind,
    SignedTime, Template,
};
use eventspec_runtime::delivery::{Delivery, Events, Receiver, Rejection, RequestParts, Setup};
use eventspec_runtime::{DecodeError, Limits, UnknownEvent};

/// An event, and the name that it was decoded as.
#[derive(Clone, Debug)]
pub(crate) struct Event(UnknownEvent<'static>);

impl Event {
    pub(crate) fn decoded_as(&self) -> &str {
        self.0.name()
    }

    pub(crate) fn json(&self) -> &str {
        self.0.json()
    }
}

impl Events for Event {
    fn is_listed(name: &str) -> bool {
        ["charge.succeeded", "issues.opened", "ping", "order", "any_event"].contains(&name)
    }

    fn decode_as(name: &str, text: &str, limits: Limits) -> Result<Self, DecodeError> {
        Events::decode_as(name, text, limits).map(Self)
    }
}

pub(crate) const BODY: Piece = Piece::Place(Place::WholeBody);
pub(crate) const TIME: Piece = Piece::Place(Place::Time);
pub(crate) const TYPE: &[Template] = &[template(&[payload(&["type"])])];
pub(crate) const ANY: &[Template] = &[template(&[payload(&["type"])]), template(&[Piece::Literal("any_event")])];
pub(crate) const TEXT: SecretForm =
    SecretForm { literal: "", literal_is_optional: false, encoding: SecretEncoding::Text };

pub(crate) const fn template(pieces: &'static [Piece]) -> Template {
    Template { pieces, optional: &[] }
}

pub(crate) const fn payload(pointer: Pointer) -> Piece {
    Piece::Place(Place::Payload(pointer))
}

pub(crate) const fn header(name: &'static str) -> Piece {
    Piece::Place(Place::Header(name))
}

/// Rules without signatures, and with nothing that is known of an event but its name.
pub(crate) const fn rules(body: Body, events: Option<Pointer>, event: &'static [Template]) -> Rules {
    Rules {
        name: "test",
        body,
        events,
        event,
        id: None,
        sent_at: None,
        version: None,
        attempt: None,
        signatures: &[],
        handshake: None,
    }
}

/// A signature in the header `x-signature` by the secret as it is.
pub(crate) const fn signature(
    name: &'static str,
    split: Option<&'static str>,
    parts: &'static [Part],
    signed: &'static [Piece],
    algorithm: Algorithm,
    time: Option<SignedTime>,
) -> Signature {
    let kind = SignatureKind::Code { split, parts, signed, algorithm, secret: TEXT, time };
    Signature { name, at: Place::Header("x-signature"), kind }
}

pub(crate) const fn part(literal: &'static str, capture: Capture) -> Part {
    Part { literal, capture }
}

/// Rules that live as long as the program, as those that it has read.
pub(crate) fn leak(rules: Rules) -> &'static Rules {
    Box::leak(Box::new(rules))
}

pub(crate) fn unverified(rules: Rules) -> Receiver<Event> {
    Setup::new(leak(rules)).unverified()
}

/// What a body gives, of whomever.
pub(crate) fn receive(rules: Rules, body: &[u8]) -> Result<Delivery<Event>, Rejection> {
    unverified(rules).receive_at(&RequestParts::new("POST", "/hook", body), 0)
}

/// Name and text of each event, and position, class, offset and text of what was refused.
pub(crate) fn shown(delivery: Result<Delivery<Event>, Rejection>) -> Vec<String> {
    let delivery = match delivery {
        Ok(delivery) => delivery,
        Err(rejection) => return vec![rejected(&rejection)],
    };
    let events = delivery.events.iter().map(|event| {
        let (name, decoded) = (&event.name, event.event.decoded_as());
        let fallback = if name == decoded { String::new() } else { format!(" as {decoded}") };
        format!("{} {name}{fallback} {}", event.index, event.event.json())
    });
    let refused = delivery.refused.iter().map(|refused| {
        let offset = refused.offset.map_or(String::new(), |offset| format!(" {offset}"));
        format!("{} {}{offset} {}", refused.index, refused.class, String::from_utf8_lossy(&refused.text))
    });
    events.chain(refused).collect()
}

/// The class, and where.
pub(crate) fn rejected(rejection: &Rejection) -> String {
    let (signature, place) = (rejection.signature().map(str::to_owned), rejection.place());
    let offset = rejection.offset().map(|offset| offset.to_string());
    let parts = [Some(rejection.class().to_string()), signature, place, offset];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
