//! The files of `delivery/`, as they are written.

use std::fmt;

use schemars::JsonSchema;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::keys::{Form, Key, key, required};
use crate::spec::At;

/// `delivery/<name>.toml`: how requests become events.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeliveryFile {
    /// What is delivered, and how to set it up, in Markdown.
    pub doc: Option<At<String>>,
    /// Source of the facts, such as the URL of the vendor's page.
    pub source: Option<String>,
    /// The rules of a vendor or standard that hold where this file says nothing else: `github-v1`.
    pub preset: Option<At<String>>,
    /// What the body of a request is. Default: `json`.
    pub body: Option<BodySpec>,
    /// Where the events are, if the body is not one event itself: `{body}` if it is a list of them, `{body:/data}`.
    pub events: Option<At<String>>,
    /// What an event is called: `{header:x-event}`, or several templates; what is in brackets at the end may be missing.
    pub event: Option<OneOrMore>,
    /// What is unique for an event: `{header:x-delivery-id}`.
    pub id: Option<At<String>>,
    /// When the event was sent: `{payload:/created}`, with its type unless it is that of the field.
    pub sent_at: Option<At<TimedSpec>>,
    /// The version of the vendor's interface: `{payload:/api_version}`.
    pub version: Option<At<String>>,
    /// How often the delivery was tried: `{header:x-retry}`.
    pub attempt: Option<At<String>>,
    /// What shows who sent a request. Those of a preset are replaced.
    pub signature: Option<Vec<At<SignatureSpec>>>,
    /// What the sender expects as an answer.
    pub answer: Option<AnswerSpec>,
    /// Where the challenge is that some senders want to have back before they send events: `{query:challenge}`, `{body:/challenge}`.
    pub handshake: Option<At<String>>,
}

/// What the body of a request is.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum BodySpec {
    /// A JSON text.
    Json,
    /// One JSON text per line.
    #[serde(rename = "json-lines")]
    JsonLines,
    /// A form: `application/x-www-form-urlencoded`.
    Form,
    /// CloudEvents over HTTP, in any of its modes.
    CloudEvents,
}

/// A signature: by a code over what is signed, or a token.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignatureSpec {
    /// What it is called, where there are several.
    pub name: Option<At<String>>,
    /// Where it is: `{header:x-signature}`.
    #[serde(rename = "in")]
    #[schemars(rename = "in")]
    pub at: At<String>,
    /// A token: what the text has to be, made of the secret: `Bearer {secret}`, `{sha256-hex:secret}`.
    pub equals: Option<At<String>>,
    /// Where the text is split into parts, such as `,`.
    pub split: Option<At<String>>,
    /// What it is made of: `t={time}`, `v1={hex}`.
    pub parts: Option<At<Vec<At<String>>>>,
    /// What is signed: `{time}.{body}`.
    pub signed: Option<At<String>>,
    /// How the code is computed.
    pub algorithm: Option<At<AlgorithmSpec>>,
    /// How the secret is written: `{text}`, `[whsec_]{base64}`.
    pub secret: Option<At<String>>,
    /// Type of the time in the signature, or the place of the time and its type.
    pub time: Option<At<SignedTimeSpec>>,
    /// How far the time may be from now: `5m`.
    pub tolerance: Option<At<String>>,
}

/// How a code is computed.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub(crate) enum AlgorithmSpec {
    /// HMAC with SHA-1.
    #[serde(rename = "hmac-sha1")]
    HmacSha1,
    /// HMAC with SHA-256.
    #[serde(rename = "hmac-sha256")]
    HmacSha256,
    /// HMAC with SHA-512.
    #[serde(rename = "hmac-sha512")]
    HmacSha512,
}

/// What a sender expects as an answer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerSpec {
    /// Within which time: `10s`.
    pub within: Option<At<String>>,
    /// How often it tries again.
    pub retries: Option<At<u32>>,
}

/// The place of a time and its type.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceAndType {
    /// Where it is.
    pub at: At<String>,
    /// How it is written: `timestamp`, `timestamp(unix)`, `timestamp(unix_ms)` or `timestamp(rfc2822)`.
    #[serde(rename = "type")]
    #[schemars(rename = "type")]
    pub ty: At<String>,
}

/// A text or several. Read by its TOML type, so that a mistake is reported where it is.
#[derive(Debug, JsonSchema)]
#[serde(untagged)]
pub(crate) enum OneOrMore {
    /// One.
    One(At<String>),
    /// Several, in order.
    More(Vec<At<String>>),
}

impl<'de> Deserialize<'de> for OneOrMore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<Texts>::deserialize(deserializer)?;
        let span = spanned.span();
        Ok(match spanned.into_inner() {
            Texts::One(value) => Self::One(At { value, span }),
            Texts::More(values) => Self::More(values),
        })
    }
}

/// What [`OneOrMore`] is read as: the text alone has no place.
enum Texts {
    One(String),
    More(Vec<At<String>>),
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextsVisitor)
    }
}

struct TextsVisitor;

impl<'de> Visitor<'de> for TextsVisitor {
    type Value = Texts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a template in quotes, or a list of them")
    }

    fn visit_str<E>(self, text: &str) -> Result<Texts, E> {
        Ok(Texts::One(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Texts, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list)).map(Texts::More)
    }
}

/// A text, or a place with a type.
macro_rules! text_or_place {
    ($(#[$doc:meta])* $name:ident, $text:ident, $visitor:ident) => {
        $(#[$doc])*
        #[derive(Debug, JsonSchema)]
        #[serde(untagged)]
        pub(crate) enum $name {
            /// The text.
            $text(String),
            /// A place and a type.
            Both(PlaceAndType),
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any($visitor)
            }
        }

        struct $visitor;

        impl<'de> Visitor<'de> for $visitor {
            type Value = $name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string, or a table with `at` and `type`")
            }

            fn visit_str<E>(self, text: &str) -> Result<$name, E> {
                Ok($name::$text(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                PlaceAndType::deserialize(MapAccessDeserializer::new(map)).map($name::Both)
            }
        }
    };
}

text_or_place! {
    /// The place of a time; its type is that of the field there unless it is stated.
    TimedSpec, Place, TimedVisitor
}

text_or_place! {
    /// The type of the time in a signature, or where it is and its type.
    SignedTimeSpec, Type, SignedTimeVisitor
}

/// The keys of these files. Some have another meaning than in the files of events.
pub(crate) const DELIVERY_KEYS: &[Key] = &[
    key("algorithm", Form::Word, "the name of an algorithm in quotes", r#"algorithm = "hmac-sha256""#),
    key("answer", Form::Table, "a table with `within` and `retries`", r#"answer = { within = "10s", retries = 5 }"#),
    required("at", Form::Word, "a place in quotes", r#"at = "{header:x-timestamp}""#),
    key("attempt", Form::Word, "a place in quotes", r#"attempt = "{header:x-retry}""#),
    key("body", Form::Word, "`\"json\"`, `\"json-lines\"`, `\"form\"` or `\"cloudevents\"`", r#"body = "form""#),
    key("doc", Form::Text, "a string", r#"doc = "What it means.""#),
    key("equals", Form::Word, "what the token is made of, in quotes", r#"equals = "Bearer {secret}""#),
    key("event", Form::Texts, "a template in quotes, or a list of them", r#"event = "{header:x-event}""#),
    key("events", Form::Word, "a place in the body in quotes", r#"events = "{body:/data}""#),
    key("handshake", Form::Word, "a place in quotes", r#"handshake = "{query:challenge}""#),
    key("id", Form::Word, "a template in quotes", r#"id = "{header:x-delivery-id}""#),
    required("in", Form::Word, "a header or a key of the query in quotes", r#"in = "{header:x-signature}""#),
    key("name", Form::Word, "a name in quotes", r#"name = "v1""#),
    key("parts", Form::Texts, "a list of parts in quotes", r#"parts = ["t={time}", "v1={hex}"]"#),
    key("preset", Form::Word, "the name of a preset in quotes", r#"preset = "standard-webhooks-v1""#),
    key("retries", Form::Count, "a whole number", "retries = 5"),
    key("secret", Form::Word, "the form of the secret in quotes", r#"secret = "{text}""#),
    key(
        "sent_at",
        Form::Word,
        "a place in quotes, or a table with `at` and `type`",
        r#"sent_at = { at = "{header:x-timestamp}", type = "timestamp(unix)" }"#,
    ),
    key("signature", Form::Tables, "tables", "[[signature]]"),
    key("signed", Form::Word, "a template in quotes", r#"signed = "{time}.{body}""#),
    key("source", Form::Text, "a string", r#"source = "https://example.com/webhooks""#),
    key("split", Form::Text, "a separator in quotes", r#"split = ",""#),
    key(
        "time",
        Form::Type,
        "a type in quotes, or a table with `at` and `type`",
        r#"time = { at = "{header:x-timestamp}", type = "timestamp(unix)" }"#,
    ),
    key("tolerance", Form::Word, "a duration in quotes", r#"tolerance = "5m""#),
    required("type", Form::Type, "a type in quotes", r#"type = "timestamp(unix)""#),
    key("version", Form::Word, "a place in quotes", r#"version = "{payload:/api_version}""#),
    key("within", Form::Word, "a duration in quotes", r#"within = "10s""#),
];

/// The keys of a file that are not those of a signature.
pub(crate) const ABOVE_SIGNATURES: &[&str] = &[
    "answer",
    "attempt",
    "body",
    "doc",
    "event",
    "events",
    "handshake",
    "id",
    "preset",
    "sent_at",
    "source",
    "version",
];

/// The keys that only a signature has.
pub(crate) const IN_SIGNATURES: &[&str] =
    &["algorithm", "equals", "in", "parts", "secret", "signed", "split", "time", "tolerance"];

/// The names of all keys of these files.
pub fn delivery_key_names() -> impl Iterator<Item = &'static str> {
    DELIVERY_KEYS.iter().map(|key| key.name)
}

impl OneOrMore {
    /// All of them.
    pub(crate) fn all(self) -> Vec<At<String>> {
        match self {
            Self::One(one) => vec![one],
            Self::More(more) => more,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_side() {
        let inner = ["at", "name", "retries", "signature", "type", "within"];
        let mut sides = [ABOVE_SIGNATURES, IN_SIGNATURES, &inner].concat();
        sides.sort_unstable();
        assert_eq!(sides, delivery_key_names().collect::<Vec<_>>());
    }
}
