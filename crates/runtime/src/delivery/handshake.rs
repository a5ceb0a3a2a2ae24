//! Challenges: what a sender wants to have back before it sends events, to see that somebody receives at an address.

use std::borrow::Cow;

use super::places::{Value, request_text};
use super::pointer;
use super::request::Request;
use super::rules::Place;
use crate::json::Json;

/// Most bytes of a challenge. Whoever answers sends the text back, so it is no longer than the challenges of senders are.
const MOST_BYTES: usize = 1024;

/// The challenge of a request without a body, which nobody signs.
pub(super) fn without_body(place: Option<Place>, request: &dyn Request) -> Option<String> {
    if !request.body().is_empty() {
        return None;
    }
    request_text(place?, request, None).filter(|text| is_challenge(text))
}

/// The challenge in a body.
pub(super) fn in_body(place: Option<Place>, body: Json<'_>) -> Option<String> {
    let at = match place? {
        Place::Body(at) => at,
        Place::Header(_)
        | Place::Query(_)
        | Place::Payload(_)
        | Place::WholeBody
        | Place::Method
        | Place::Url
        | Place::Time => return None,
    };
    let text = Value::Json(pointer::find(body, at)?).text()?;
    is_challenge(&text).then(|| Cow::into_owned(text))
}

/// Whether a text may be sent back: it is short, and can neither end a header nor be anything but text.
fn is_challenge(text: &str) -> bool {
    text.len() <= MOST_BYTES && text.bytes().all(|byte| matches!(byte, 0x20..=0x7e))
}
