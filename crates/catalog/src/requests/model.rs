//! Whole requests as they were sent, and the events that every receiver makes of them.

use std::collections::BTreeMap;

use crate::place::Place;

/// A sample of a whole request.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleRequest {
    /// The delivery that it is a request of.
    pub delivery: String,
    /// File name without its ending: what is special about it.
    pub name: String,
    /// The method.
    pub method: String,
    /// What was requested: a path with its query, or a whole URL.
    pub url: String,
    /// Names and values of the headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body, to the byte.
    pub body: String,
    /// What the sender is verified with, by the name of the signature; empty if the sender is not verified. Test values.
    pub secrets: BTreeMap<String, Vec<String>>,
    /// When the request is received, in milliseconds since 1970; 1970 if the file does not say it.
    pub now: i64,
    /// What it delivers.
    pub events: Vec<SentEvent>,
    /// What the sender wants to have back, if it is a handshake.
    pub challenge: Option<String>,
    /// Where its request line is.
    pub place: Place,
}

/// An event of a sample request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentEvent {
    /// Its name, as composed from the request.
    pub name: String,
    /// Wire name of the listed event that it is decoded as. Only what comes with a challenge need not be listed.
    pub event: Option<String>,
    /// What identifies it, if that is known.
    pub id: Option<String>,
    /// Its text.
    pub text: String,
}
