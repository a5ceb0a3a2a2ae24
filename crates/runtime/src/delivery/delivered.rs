//! What a request delivered.

use super::rejection::RejectionClass;
use crate::error::DecodeError;
use crate::formats::Instant;
use crate::limits::Limits;
use crate::payload::UnknownEvent;
use crate::shape::Shape;

/// The events of a specification. The generated `Event` implements it.
///
/// [`UnknownEvent`] implements it, too: it takes events of any name, and lists none.
pub trait Events: Sized + 'static {
    /// Whether an event is in the specification under this name or alias.
    fn is_listed(name: &str) -> bool;

    /// Decodes the payload of an event. One that is not listed is an unknown event of this name.
    fn decode_as(name: &str, text: &str, limits: Limits) -> Result<Self, DecodeError>;
}

/// What a receiver asks of the events of a specification. What implements [`Events`] answers by its
/// type; a program that reads a specification at run time answers by a value.
#[doc(hidden)]
pub trait Listing<E>: Send + Sync {
    /// Whether an event is in the specification under this name or alias.
    fn is_listed(&self, name: &str) -> bool;

    /// Decodes the payload of an event. One that is not listed is an unknown event of this name.
    fn decode_as(&self, name: &str, text: &str, limits: Limits) -> Result<E, DecodeError>;
}

/// The events of a type that was generated.
pub(super) struct OfType;

impl<E: Events> Listing<E> for OfType {
    fn is_listed(&self, name: &str) -> bool {
        E::is_listed(name)
    }

    fn decode_as(&self, name: &str, text: &str, limits: Limits) -> Result<E, DecodeError> {
        E::decode_as(name, text, limits)
    }
}

/// An event about which nothing is known in advance.
static ANYTHING: Shape = Shape { name: "unknown", fields: &[], aliases: &[], index: &[], rest: None, name_places: &[] };

impl Events for UnknownEvent<'static> {
    fn is_listed(_: &str) -> bool {
        false
    }

    fn decode_as(name: &str, text: &str, limits: Limits) -> Result<Self, DecodeError> {
        UnknownEvent::decode(name, text, &ANYTHING, limits).map(UnknownEvent::into_owned)
    }
}

/// The events of a request that was accepted.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Delivery<E> {
    /// The events, in order. An unknown one is among them.
    pub events: Vec<Delivered<E>>,
    /// What stood in the place of an event and could not be read as one. Of a body that is one event this is empty: such a request
    /// is rejected.
    pub refused: Vec<Refused>,
    /// What the sender wants to have back, to see that somebody receives here. Answer with 200, this text and nothing else, as
    /// `text/plain`: it is what the sender says, and nothing shows who sent it if it was not in the body.
    pub challenge: Option<String>,
}

impl<E> Delivery<E> {
    /// One without anything that was refused.
    pub(super) fn of(events: Vec<Delivered<E>>) -> Self {
        Self { events, refused: Vec::new(), challenge: None }
    }
}

/// An event, and what its request says of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Delivered<E> {
    /// The event.
    pub event: E,
    /// Its name, as composed from the request. An event that is decoded by a template for all others has its own name here.
    pub name: String,
    /// What identifies it, so that a repeated delivery is recognised. All events of a delivery have the same one where the
    /// specification takes it from a header: then it is unique only together with `index`.
    pub id: Option<String>,
    /// Its position among the events of the delivery, refused ones included.
    pub index: usize,
    /// When the sender says that it was sent. Nothing checks that.
    pub sent_at: Option<Instant>,
    /// The version of the payload.
    pub version: Option<String>,
    /// Which attempt to deliver this is, as the sender counts them.
    pub attempt: Option<String>,
}

/// What could not be read as an event, in a delivery of several.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refused {
    /// Its position among the events of the delivery.
    pub index: usize,
    /// Why it was refused.
    pub class: RejectionClass,
    /// The offset of the error in bytes from the beginning of `text`, if it is one of decoding.
    pub offset: Option<usize>,
    /// The bytes that were sent.
    pub text: Vec<u8>,
}
