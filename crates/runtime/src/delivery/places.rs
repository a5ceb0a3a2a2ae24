//! The values of places: of the request once, of an event's payload for each event.

use std::borrow::Cow;

use super::percent;
use super::pointer::{self, Scanned};
use super::request::Request;
use super::rules::{Piece, Place, Rules};
use crate::json::{Json, JsonKind};

/// The value of a place.
#[derive(Clone, Copy)]
pub(super) enum Value<'v> {
    Text(&'v str),
    Json(Json<'v>),
}

impl<'v> Value<'v> {
    /// Its text: a string, an integer or a boolean.
    pub(super) fn text(self) -> Option<Cow<'v, str>> {
        let json = match self {
            Self::Text(text) => return Some(Cow::Borrowed(text)),
            Self::Json(json) => json,
        };
        match json.kind() {
            JsonKind::String => json.string().filter(|text| !text.is_empty()),
            JsonKind::Boolean => Some(Cow::Borrowed(json.as_str())),
            JsonKind::Number => (!json.as_str().contains(['.', 'e', 'E'])).then(|| Cow::Borrowed(json.as_str())),
            JsonKind::Null | JsonKind::Array | JsonKind::Object => None,
        }
    }

    /// Its text as that of a time, which may be any number.
    pub(super) fn time(self) -> Option<Cow<'v, str>> {
        match self {
            Self::Json(json) if json.kind() == JsonKind::Number => Some(Cow::Borrowed(json.as_str())),
            Self::Json(_) | Self::Text(_) => self.text(),
        }
    }
}

/// The value of a header.
pub(super) fn header(request: &dyn Request, name: &str) -> Option<String> {
    let mut joined: Option<Vec<u8>> = None;
    request.header(name, &mut |value| match &mut joined {
        None => joined = Some(value.to_vec()),
        Some(joined) => {
            joined.extend_from_slice(b", ");
            joined.extend_from_slice(value);
        }
    });
    header_text(joined?)
}

/// The text of a header.
fn header_text(value: Vec<u8>) -> Option<String> {
    let text = String::from_utf8(value).ok()?;
    let trimmed = text.trim_matches([' ', '\t']);
    if !is_header_text(trimmed.as_bytes()) {
        return None;
    }
    Some(if trimmed.len() == text.len() { text } else { trimmed.to_owned() })
}

/// Whether a header can have this text, when it is trimmed.
pub(super) fn is_header_text(text: &[u8]) -> bool {
    let is_blank_at_end = [text.first(), text.last()].contains(&Some(&b' '));
    !text.is_empty() && !is_blank_at_end && text.iter().all(|byte| matches!(byte, 0x20..=0x7e))
}

/// The value of a key in the query of a URL.
fn query(url: &str, key: &str) -> Option<String> {
    let (_, query) = url.split('#').next()?.split_once('?')?;
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let is_it = |name: &str| percent::decoded_text(name.as_bytes(), true).is_some_and(|name| name == key);
    let mut values = pairs.filter(|(name, _)| is_it(name)).map(|(_, value)| value);
    let value = values.next().filter(|_| values.next().is_none())?;
    percent::decoded_text(value.as_bytes(), true).filter(|text| !text.is_empty()).map(Cow::into_owned)
}

/// The text of a place in the request but outside its body. The URL is the one that the receiver was told.
pub(super) fn request_text(place: Place, request: &dyn Request, url: Option<&str>) -> Option<String> {
    match place {
        Place::Header(name) => header(request, name),
        Place::Query(key) => query(&request.url(), key),
        Place::Method => Some(request.method().to_owned()),
        Place::Url => Some(url.map_or_else(|| request.url().into_owned(), str::to_owned)),
        Place::Payload(_) | Place::Body(_) | Place::WholeBody | Place::Time => None,
    }
}

/// Which places are looked at to name an event and to say what is known of it.
pub(super) struct Wanted {
    /// Those outside of the payload; their values are the same for every event.
    shared: Vec<Place>,
    /// The keys of the payload at which the others begin.
    pub keys: Vec<&'static str>,
    /// Whether there are any in the payload or in the body, so that a body has to be scanned before its event is decoded.
    pub in_json: bool,
}

impl Wanted {
    pub(super) fn of(rules: &Rules) -> Self {
        let mut wanted = Self { shared: Vec::new(), keys: Vec::new(), in_json: false };
        let templates = rules.event.iter();
        let pieces =
            templates.flat_map(|template| [template.pieces].into_iter().chain(template.optional.iter().copied()));
        for piece in pieces.chain(rules.id).flatten() {
            match piece {
                Piece::Literal(_) => {}
                Piece::Place(place) => wanted.add(*place),
            }
        }
        let single = [rules.sent_at.map(|(place, _)| place), rules.version, rules.attempt];
        single.into_iter().flatten().for_each(|place| wanted.add(place));
        wanted
    }

    fn add(&mut self, place: Place) {
        match place {
            Place::Payload(pointer) => {
                self.in_json = true;
                self.keys.extend(pointer.first().filter(|key| !self.keys.contains(key)));
                return;
            }
            Place::Body(_) => self.in_json = true,
            Place::Header(_) | Place::Query(_) | Place::WholeBody | Place::Method | Place::Url | Place::Time => {}
        }
        if !self.shared.contains(&place) {
            self.shared.push(place);
        }
    }

    /// The values that are the same for every event.
    pub(super) fn shared<'b>(&self, request: &dyn Request, url: Option<&str>, body: Option<Json<'b>>) -> Shared<'b> {
        let value = |place: Place| match place {
            Place::Body(pointer) => pointer::find(body?, pointer).map(SharedValue::Json),
            Place::Payload(_)
            | Place::Header(_)
            | Place::Query(_)
            | Place::WholeBody
            | Place::Method
            | Place::Url
            | Place::Time => request_text(place, request, url).map(SharedValue::Text),
        };
        Shared(self.shared.iter().map(|place| (*place, value(*place))).collect())
    }
}

/// The values that are the same for every event of a delivery.
pub(super) struct Shared<'b>(Vec<(Place, Option<SharedValue<'b>>)>);

enum SharedValue<'b> {
    Text(String),
    Json(Json<'b>),
}

/// The values of an event.
#[derive(Clone, Copy)]
pub(super) struct Values<'v> {
    pub shared: &'v Shared<'v>,
    pub wanted: &'v Wanted,
    pub event: Option<&'v Scanned<'v>>,
}

impl<'v> Values<'v> {
    pub(super) fn of(self, place: Place) -> Option<Value<'v>> {
        if let Place::Payload(pointer) = place {
            return self.event?.at(&self.wanted.keys, pointer).map(Value::Json);
        }
        let (_, value) = self.shared.0.iter().find(|(other, _)| *other == place)?;
        value.as_ref().map(|value| match value {
            SharedValue::Text(text) => Value::Text(text),
            SharedValue::Json(json) => Value::Json(*json),
        })
    }

    pub(super) fn text(self, place: Place) -> Option<Cow<'v, str>> {
        self.of(place)?.text()
    }

    /// The text that is composed of pieces, if each of its places has a value.
    pub(super) fn composed<'p>(self, pieces: impl IntoIterator<Item = &'p Piece>) -> Option<String> {
        pieces.into_iter().try_fold(String::new(), |mut text, piece| {
            match piece {
                Piece::Literal(literal) => text.push_str(literal),
                Piece::Place(place) => text.push_str(&self.text(*place)?),
            }
            Some(text)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::RequestParts;
    use super::*;

    #[test]
    fn headers_are_joined_trimmed_and_printable() {
        let values = |values: &[&[u8]]| {
            let request = RequestParts::new("POST", "/", b"").with_header("X-Other", "o");
            let request = request.with_headers(values.iter().map(|value| ("X-Topic", *value)));
            header(&request, "x-topic")
        };
        assert_eq!(values(&[]), None);
        assert_eq!(values(&[b""]), None);
        assert_eq!(values(&[b" \t "]), None);
        assert_eq!(values(&[b"\t a b \t"]).as_deref(), Some("a b"));
        assert_eq!(values(&[b"a", b"b ", b"c"]).as_deref(), Some("a, b , c"));
        assert_eq!(values(&[b"", b""]).as_deref(), Some(","));
        assert_eq!(values(&[b" ~"]).as_deref(), Some("~"));
        for unprintable in [&b"a\tb"[..], b"a\x7f", b"\xc3\xa9", b"\xff", b"a\n", b"\0"] {
            assert_eq!(values(&[unprintable]), None, "{unprintable:?}");
        }
    }

    #[test]
    fn a_key_of_a_query_is_there_once() {
        let cases = [
            ("/hook?secret=a", Some("a")),
            ("https://example.com/?x=1&secret=a=b&y", Some("a=b")),
            ("/?secret=a+b%20c%26&#secret=x", Some("a b c&")),
            ("/?%73ecret=a", Some("a")),
            ("/?secret=%", Some("%")),
            ("/?secret=%e2%82%ac", Some("€")),
            ("/?secret=a?b", Some("a?b")),
            ("/?secret=%ff", None),
            ("/?secret=", None),
            ("/?secret", None),
            ("/?secret=a&secret=a", None),
            ("/?secret=a&secret", None),
            ("/?Secret=a", None),
            ("/#?secret=a", None),
            ("/", None),
        ];
        for (url, expected) in cases {
            assert_eq!(query(url, "secret").as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn which_values_have_a_text() {
        let cases = [
            ("\"a\"", Some("a"), Some("a")),
            (r#""\u00e9\n""#, Some("é\n"), Some("é\n")),
            ("\"\"", None, None),
            (r#""\ud800""#, None, None),
            ("true", Some("true"), Some("true")),
            ("-0", Some("-0"), Some("-0")),
            ("98765432109876543210", Some("98765432109876543210"), Some("98765432109876543210")),
            ("1.0", None, Some("1.0")),
            ("1e2", None, Some("1e2")),
            ("1E2", None, Some("1E2")),
            ("null", None, None),
            ("[\"a\"]", None, None),
            ("{}", None, None),
        ];
        for (json, text, time) in cases {
            let value = Value::Json(Json::scanned(json, false));
            assert_eq!(value.text().as_deref(), text, "{json}");
            assert_eq!(value.time().as_deref(), time, "{json}");
        }
        assert_eq!(Value::Text("1.5").text().as_deref(), Some("1.5"));
    }
}
