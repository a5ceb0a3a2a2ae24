//! Why a request, or a part of it, was turned away.

use std::fmt;

use super::rules::Place;
use crate::error::{DecodeError, ErrorClass};

/// Why a request was rejected, or an event of it refused. In the order in which they are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RejectionClass {
    /// The body is longer than [`Limits::bytes`](crate::Limits::bytes).
    TooLarge,
    /// A signature, its time or something that is signed is missing.
    MissingSignature,
    /// A signature has no code or too many, or not one time of its type.
    MalformedSignature,
    /// No code is that of any secret, or the function that verifies says no.
    WrongSignature,
    /// It was signed too long ago.
    Stale,
    /// It was signed too far ahead.
    Future,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// The text is not JSON (RFC 8259).
    Syntax,
    /// Arrays and objects are nested deeper than [`Limits::depth`](crate::Limits::depth).
    TooDeep,
    /// An event is JSON, but not an object.
    NotAnObject,
    /// The events are not where they should be.
    NoEvents,
    /// An event has no name.
    NoName,
}

impl RejectionClass {
    /// Every class.
    pub const ALL: [Self; 12] = [
        Self::TooLarge,
        Self::MissingSignature,
        Self::MalformedSignature,
        Self::WrongSignature,
        Self::Stale,
        Self::Future,
        Self::NotUtf8,
        Self::Syntax,
        Self::TooDeep,
        Self::NotAnObject,
        Self::NoEvents,
        Self::NoName,
    ];

    /// The name that every SDK uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::MissingSignature => "missing_signature",
            Self::MalformedSignature => "malformed_signature",
            Self::WrongSignature => "wrong_signature",
            Self::Stale => "stale",
            Self::Future => "future",
            Self::NotUtf8 => "not_utf8",
            Self::Syntax => "syntax",
            Self::TooDeep => "too_deep",
            Self::NotAnObject => "not_an_object",
            Self::NoEvents => "no_events",
            Self::NoName => "no_name",
        }
    }

    /// The HTTP status that is recommended to answer with.
    pub fn status(self) -> u16 {
        match self {
            Self::TooLarge => 413,
            Self::MissingSignature | Self::MalformedSignature | Self::WrongSignature | Self::Stale | Self::Future => {
                401
            }
            Self::NotUtf8 | Self::Syntax | Self::TooDeep | Self::NotAnObject | Self::NoEvents | Self::NoName => 400,
        }
    }

    /// Whether it says that a body that can be read has no events, which that of a handshake need not have.
    pub(super) fn is_about_events(self) -> bool {
        match self {
            Self::NotAnObject | Self::NoEvents | Self::NoName => true,
            Self::TooLarge
            | Self::MissingSignature
            | Self::MalformedSignature
            | Self::WrongSignature
            | Self::Stale
            | Self::Future
            | Self::NotUtf8
            | Self::Syntax
            | Self::TooDeep => false,
        }
    }

    /// What is wrong, as a sentence begins.
    fn what(self) -> &'static str {
        match self {
            Self::TooLarge => "body too large",
            Self::MissingSignature => "signature missing",
            Self::MalformedSignature => "malformed signature",
            Self::WrongSignature => "wrong signature",
            Self::Stale => "signed too long ago",
            Self::Future => "signed in the future",
            Self::NotUtf8 => "invalid UTF-8",
            Self::Syntax => "invalid JSON",
            Self::TooDeep => "payload nested too deeply",
            Self::NotAnObject => "not a JSON object",
            Self::NoEvents => "no events in the body",
            Self::NoName => "event without a name",
        }
    }
}

impl fmt::Display for RejectionClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A rejected request. Holds nothing of the request's content, so it is safe to log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    class: RejectionClass,
    signature: Option<&'static str>,
    place: Option<Place>,
    offset: Option<usize>,
}

impl Rejection {
    pub(crate) fn new(class: RejectionClass) -> Self {
        Self { class, signature: None, place: None, offset: None }
    }

    pub(crate) fn at(class: RejectionClass, offset: usize) -> Self {
        Self { offset: Some(offset), ..Self::new(class) }
    }

    pub(crate) fn of_signature(class: RejectionClass, signature: &'static str) -> Self {
        Self { signature: Some(signature), ..Self::new(class) }
    }

    pub(crate) fn missing(signature: &'static str, place: Place) -> Self {
        Self { place: Some(place), ..Self::of_signature(RejectionClass::MissingSignature, signature) }
    }

    /// Why the request was rejected.
    pub fn class(&self) -> RejectionClass {
        self.class
    }

    /// The HTTP status that is recommended to answer with.
    pub fn status(&self) -> u16 {
        self.class.status()
    }

    /// The name of the signature, if one is to blame.
    pub fn signature(&self) -> Option<&'static str> {
        self.signature
    }

    /// The place that is missing, as the specification writes it: `{header:stripe-signature}`.
    pub fn place(&self) -> Option<String> {
        self.place.map(|place| place.to_string())
    }

    /// The offset of the error in the body in bytes, from 0, if it is one of decoding.
    pub fn offset(&self) -> Option<usize> {
        self.offset
    }
}

impl From<DecodeError> for Rejection {
    fn from(error: DecodeError) -> Self {
        match error.class() {
            ErrorClass::TooLarge => Self::new(RejectionClass::TooLarge),
            ErrorClass::NotUtf8 => Self::at(RejectionClass::NotUtf8, error.offset()),
            ErrorClass::Syntax => Self::at(RejectionClass::Syntax, error.offset()),
            ErrorClass::TooDeep => Self::at(RejectionClass::TooDeep, error.offset()),
            ErrorClass::NotAnObject => Self::at(RejectionClass::NotAnObject, error.offset()),
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.class.what())?;
        match (self.signature, self.place, self.offset) {
            (Some(signature), Some(place), _) => write!(f, ": `{place}` of `{signature}` is missing or empty"),
            (Some(signature), None, _) => write!(f, ": `{signature}`"),
            (None, _, Some(offset)) => write!(f, " at byte {offset}"),
            (None, _, None) => Ok(()),
        }
    }
}

impl std::error::Error for Rejection {}
