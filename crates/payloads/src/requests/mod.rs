//! Whole requests: payloads, delivered as a specification says, and signed.

pub mod json;

use std::borrow::Cow;

use base64ct::{Base64, Encoding as _};
use eventspec_catalog::{
    BodyFormat, Delivery, Event, Piece, Pointer, RequestPlace, Scheme, SecretEncoding, Signature, time_type,
};
use eventspec_runtime::delivery::rules::Signature as RuntimeSignature;
use eventspec_runtime::delivery::{Request, SetupError, sign, time_text};

pub use eventspec_catalog::delivery_rules as rules;

/// A request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// The method.
    pub method: String,
    /// Path and query.
    pub url: String,
    /// Headers, in order, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Made {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Sets a header, or adds it.
    pub fn set_header(&mut self, name: &str, value: &str) {
        match self.headers.iter_mut().find(|(other, _)| other == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.headers.push((name.to_owned(), value.to_owned())),
        }
    }

    /// Removes a header.
    pub fn remove_header(&mut self, name: &str) {
        self.headers.retain(|(other, _)| other != name);
    }

    /// Adds a key to the query.
    fn add_query(&mut self, key: &str, value: &str) {
        let separator = if self.url.contains('?') { '&' } else { '?' };
        self.url = format!("{}{separator}{}={}", self.url, percent_encoded(key), percent_encoded(value));
    }

    /// Puts a text at a header or a key of the query; nowhere else.
    pub fn put(&mut self, place: &RequestPlace, value: &str) {
        match place {
            RequestPlace::Header(name) => self.set_header(name, value),
            RequestPlace::Query(key) => self.add_query(key, value),
            RequestPlace::Payload(_)
            | RequestPlace::Body(_)
            | RequestPlace::WholeBody
            | RequestPlace::Method
            | RequestPlace::Url
            | RequestPlace::Time => {}
        }
    }
}

impl Request for Made {
    fn method(&self) -> &str {
        &self.method
    }

    fn url(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.url)
    }

    fn headers(&self, each: &mut dyn FnMut(&str, &[u8])) {
        self.headers.iter().for_each(|(name, value)| each(name, value.as_bytes()));
    }

    fn body(&self) -> &[u8] {
        &self.body
    }
}

fn percent_encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let encoded =
        text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    encoded.collect()
}

/// What a delivery is made of.
#[derive(Clone, Copy, Debug)]
pub struct Making<'a> {
    /// The rules.
    pub delivery: &'a Delivery,
    /// The URL of the endpoint: path and query.
    pub url: &'a str,
    /// When it is sent, in milliseconds since 1970.
    pub now: i64,
    /// What the id of the delivery is, where it is outside of payloads.
    pub id: &'a str,
}

/// A payload with the name of its event in it, where the delivery says that the name is there. `None` if the delivery has no such name.
pub fn named(delivery: &Delivery, event: &str, payload: &str) -> Option<String> {
    let values = name_values(delivery, event, Some(payload))?.into_iter();
    let mut payload = payload.to_owned();
    for (pointer, value) in values.filter_map(|(place, value)| Some((&place.payload()?.0, value))) {
        let now = json::at(&payload, pointer);
        if now.as_deref().and_then(json::place_text).as_deref() != Some(value.as_str()) {
            // What is a number or a boolean there stays one.
            let is_kept = now.as_deref().is_some_and(|now| json::is_same_kind(now, &value));
            payload = json::with(&payload, pointer, &if is_kept { value } else { json::quoted(&value) });
        }
    }
    Some(payload)
}

/// What is at each place of the template that a name is composed by: of several, the first one whose places hold that in a payload.
fn name_values<'d>(
    delivery: &'d Delivery,
    event: &str,
    payload: Option<&str>,
) -> Option<Vec<(&'d RequestPlace, String)>> {
    let holds = |(place, value): &(&RequestPlace, String)| {
        let at = |pointer: &Pointer| json::place_text(&json::at(payload?, &pointer.0)?);
        place.payload().is_none_or(|pointer| at(pointer).as_ref() == Some(value))
    };
    let mut ways = delivery.event.iter().filter_map(|template| template.values(event));
    // One without places fits any payload, and is tried last by receivers.
    let agrees = |values: &Vec<(&RequestPlace, String)>| !values.is_empty() && values.iter().all(holds);
    ways.clone().find(agrees).or_else(|| ways.next())
}

/// The name that a delivery has for an event: its own, or one of its aliases.
pub fn deliverable<'a>(delivery: &Delivery, event: &'a Event) -> Option<&'a str> {
    event.names().find(|name| delivery.name_values(name).is_some())
}

/// An unsigned request with these payloads of events of one name, each as [`named`] makes them. `None` if the delivery has no such name, or
/// does not take that many events.
pub fn unsigned(making: Making<'_>, event: &str, payloads: &[String]) -> Option<Made> {
    let Making { delivery, url, now, id } = making;
    let mut made = Made { method: "POST".to_owned(), url: url.to_owned(), ..Made::default() };
    made.set_header("content-type", delivery.body.media_type(payloads.len() != 1));
    for (place, value) in name_values(delivery, event, payloads.first().map(String::as_str))? {
        made.put(place, &value);
    }
    for place in delivery.id.iter().flatten().filter_map(Piece::place) {
        made.put(place, id);
    }
    for (place, value) in [(&delivery.version, "1"), (&delivery.attempt, "1")] {
        if let Some(place) = place {
            made.put(place, value);
        }
    }
    if let Some((place, form)) = &delivery.sent_at {
        made.put(place, &time_text(time_type(*form), now));
    }
    made.body = body(delivery, payloads)?.into_bytes();
    Some(made)
}

/// A request that challenges a receiver, and has no event. Where its challenge is in the body, it has to be signed. `None` if the
/// delivery has no handshake.
pub fn challenging(making: Making<'_>, challenge: &str) -> Option<Made> {
    let Making { delivery, url, now: _, id } = making;
    let place = delivery.handshake.as_ref()?;
    let mut made = Made { method: "GET".to_owned(), url: url.to_owned(), ..Made::default() };
    made.put(place, challenge);
    if let RequestPlace::Body(pointer) = place {
        let text = json::with("{}", &pointer.0, &json::quoted(challenge));
        let body = match delivery.body {
            BodyFormat::Json | BodyFormat::CloudEvents => text,
            BodyFormat::Form => form(&text)?,
            BodyFormat::JsonLines => return None,
        };
        "POST".clone_into(&mut made.method);
        // What identifies a request is often signed.
        for place in delivery.id.iter().flatten().filter_map(Piece::place) {
            made.put(place, id);
        }
        made.set_header("content-type", delivery.body.media_type(false));
        made.body = body.into_bytes();
    }
    Some(made)
}

/// The body of a delivery of some events.
fn body(delivery: &Delivery, payloads: &[String]) -> Option<String> {
    let several = || format!("[{}]", payloads.join(","));
    match (delivery.body, payloads) {
        (BodyFormat::JsonLines, payloads) => Some(payloads.iter().map(|payload| format!("{payload}\n")).collect()),
        (BodyFormat::Form, [one]) => form(one),
        (BodyFormat::Form, _) => None,
        (BodyFormat::CloudEvents, [one]) => Some(one.clone()),
        (BodyFormat::CloudEvents, _) => Some(several()),
        (BodyFormat::Json, payloads) => match (&delivery.events, payloads) {
            (None, [one]) => Some(one.clone()),
            (None, _) => None,
            (Some(pointer), _) => Some(json::with("{}", &pointer.0, &several())),
        },
    }
}

/// An object as a form: members of objects by `a[b]`, items by `a[]`.
fn form(payload: &str) -> Option<String> {
    let serde_json::Value::Object(members) = serde_json::from_str(payload).ok()? else { return None };
    let mut pairs = Vec::new();
    members.iter().for_each(|(key, value)| form_pairs(key.clone(), value, &mut pairs));
    let pairs = pairs.iter().map(|(key, value)| format!("{}={}", percent_encoded(key), percent_encoded(value)));
    Some(pairs.collect::<Vec<_>>().join("&"))
}

fn form_pairs(key: String, value: &serde_json::Value, pairs: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::Null => {}
        serde_json::Value::Bool(boolean) => pairs.push((key, boolean.to_string())),
        serde_json::Value::Number(number) => pairs.push((key, number.to_string())),
        serde_json::Value::String(text) => pairs.push((key, text.clone())),
        serde_json::Value::Array(items) => {
            items.iter().for_each(|item| form_pairs(format!("{key}[]"), item, pairs));
        }
        serde_json::Value::Object(members) => {
            members.iter().for_each(|(inner, value)| form_pairs(format!("{key}[{inner}]"), value, pairs));
        }
    }
}

/// What a request is signed with.
#[derive(Clone, Copy, Debug)]
pub struct Signing<'a> {
    /// The signature.
    pub signature: &'a Signature,
    /// The same as the runtime has it, one of [`rules`].
    pub by: &'a RuntimeSignature,
    /// The secret.
    pub secret: &'a str,
    /// The URL of the endpoint as the receiver was told it, if that is not the one that is requested.
    pub url: Option<&'a str>,
    /// When it is signed, in milliseconds since 1970.
    pub now: i64,
}

/// Signs a request: adds the signature, and its time where that is at a place of its own.
///
/// # Errors
/// Fails for a secret that does not have its form.
pub fn signed(made: &mut Made, signing: Signing<'_>) -> Result<(), SetupError> {
    let Signing { signature, by, secret, url, now } = signing;
    if let Scheme::Code(code) = &signature.scheme
        && let Some(time) = &code.time
        && let Some(place) = &time.at
    {
        made.put(place, &time_text(time_type(time.form), now));
    }
    let url = url.unwrap_or(&made.url).to_owned();
    let text = sign(by, secret.as_bytes(), made, &url, now)?;
    made.put(&signature.at, &text);
    Ok(())
}

/// A secret of the form that a signature has: another one for each number, and the same for the same number.
pub fn secret(signature: &Signature, number: u8) -> String {
    let Scheme::Code(code) = &signature.scheme else { return format!("example-token-{number}") };
    let bytes: Vec<u8> =
        (0..24).map(|index: u8| index.wrapping_mul(37).wrapping_add(number.wrapping_mul(101))).collect();
    let written = match code.secret.encoding {
        SecretEncoding::Text => format!("example-secret-{number}"),
        SecretEncoding::Hex => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        SecretEncoding::Base64 => Base64::encode_string(&bytes),
    };
    format!("{}{written}", code.secret.literal)
}

#[cfg(test)]
mod tests {
    use eventspec_catalog::{Sources, resolve_without_samples};

    use super::*;

    /// A delivery whose names are composed by some templates.
    fn delivery(event: &str) -> Delivery {
        let mut sources = Sources::default();
        sources.insert("catalog.toml", "name = \"x-events\"\nversion = \"1.0.0\"\ntitle = \"x\"\nrest = \"any\"\n");
        sources.insert("events/a.toml", "[[event]]\nname = \"7.true\"\naliases = [\"made\"]\n");
        sources.insert("delivery/webhook.toml", format!("event = {event}\n"));
        let catalog = resolve_without_samples(&sources).unwrap_or_else(|report| panic!("{}", report.render("", false)));
        catalog.deliveries.into_iter().next().unwrap()
    }

    #[test]
    fn numbers_and_booleans_of_a_name_stay_what_they_are() {
        let delivery = delivery("\"{payload:/code}.{payload:/live}\"");
        let of = |event: &str, payload: &str| named(&delivery, event, payload).unwrap();
        assert_eq!(of("7.true", r#"{"code":1,"live":false}"#), r#"{"code":7,"live":true}"#);
        assert_eq!(of("7.true", r#"{"code":"1","live":"false"}"#), r#"{"code":"7","live":"true"}"#);
        // Whatever was a number, in any spelling and of any size.
        assert_eq!(of("7.true", r#"{"code":1.0,"live":null}"#), r#"{"code":7,"live":"true"}"#);
        assert_eq!(
            of("98765432109876543210.x", r#"{"code":1,"live":true}"#),
            r#"{"code":98765432109876543210,"live":"x"}"#
        );
        // What is no number is a text.
        assert_eq!(of("1.5.x", r#"{"code":1,"live":true}"#), r#"{"code":1,"live":"5.x"}"#);
        assert_eq!(of("007.x", r#"{"code":1,"live":true}"#), r#"{"code":"007","live":"x"}"#);
        assert_eq!(of("true.7", r#"{"code":1,"live":true}"#), r#"{"code":"true","live":"7"}"#);
    }

    #[test]
    fn a_name_is_composed_by_the_template_that_the_payload_agrees_with() {
        let delivery = delivery("[\"{payload:/event/type}\", \"{header:x-event}[.{payload:/type}]\", \"made\"]");
        let sent = |payload: &str, event: &str| {
            let payload = named(&delivery, event, payload)?;
            let making = Making { delivery: &delivery, url: "/", now: 0, id: "" };
            let made = unsigned(making, event, std::slice::from_ref(&payload))?;
            Some((made.header("x-event").map(str::to_owned), payload))
        };
        let in_event = r#"{"event":{"type":"7.true"}}"#;
        assert_eq!(sent(in_event, "7.true"), Some((None, in_event.to_owned())));
        let at_top = r#"{"type":"true"}"#;
        assert_eq!(sent(at_top, "7.true"), Some((Some("7".to_owned()), at_top.to_owned())));
        // One that agrees with none has the first.
        assert_eq!(sent("{}", "7.true"), Some((None, in_event.to_owned())));
        assert_eq!(sent("{}", "made"), Some((Some("made".to_owned()), "{}".to_owned())));
    }
}
