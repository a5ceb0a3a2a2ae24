//! How requests become events: what a file of `delivery/` says, resolved.

use std::fmt;

use crate::docs::Doc;
use crate::ident::Ident;
use crate::json_text::pointer_to;
use crate::place::Place;

/// A way in which events are delivered: what of a request is an event, and what shows who sent it.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// File name without its ending.
    pub name: String,
    /// Identifier in generated code.
    pub ident: Ident,
    /// What it describes.
    pub doc: Option<Doc>,
    /// Where the facts come from: the address of the vendor's page.
    pub source: Option<String>,
    /// The preset that it is based on.
    pub preset: Option<String>,
    /// What the body of a request is.
    pub body: BodyFormat,
    /// Where the events are in the body; the body is one event if it is not said.
    pub events: Option<Pointer>,
    /// What an event is called: the first template that fits a listed name.
    pub event: Vec<NameTemplate>,
    /// What is unique for an event.
    pub id: Option<Vec<Piece>>,
    /// When the sender says that the event was sent.
    pub sent_at: Option<(RequestPlace, TimeForm)>,
    /// The version of the vendor's interface.
    pub version: Option<RequestPlace>,
    /// How often it was tried to deliver the event.
    pub attempt: Option<RequestPlace>,
    /// What shows who sent a request.
    pub signatures: Vec<Signature>,
    /// What the sender expects as an answer.
    pub answer: Option<Answer>,
    /// Where the challenge is that the sender wants to have back before it sends events: a header, a key of the query or in the body.
    pub handshake: Option<RequestPlace>,
    /// Where it is defined.
    pub place: Place,
}

impl Delivery {
    /// Whether a body says by itself what its events are called, so that it can be read without its request.
    pub fn is_named_by_body(&self) -> bool {
        let in_payload = |template: &NameTemplate| template.places().all(|place| place.payload().is_some());
        match self.body {
            BodyFormat::Json | BodyFormat::JsonLines | BodyFormat::Form => self.event.iter().all(in_payload),
            // The content type says what the body is.
            BodyFormat::CloudEvents => false,
        }
    }

    /// Whether a request may have several events.
    pub fn is_batch(&self) -> bool {
        self.events.is_some()
            || match self.body {
                BodyFormat::JsonLines | BodyFormat::CloudEvents => true,
                BodyFormat::Json | BodyFormat::Form => false,
            }
    }
}

/// What the body of a request is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BodyFormat {
    /// A JSON text.
    #[default]
    Json,
    /// One JSON text per line.
    JsonLines,
    /// A form: `application/x-www-form-urlencoded`.
    Form,
    /// CloudEvents over HTTP, in any of its modes.
    CloudEvents,
}

impl BodyFormat {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Json, Self::JsonLines, Self::Form, Self::CloudEvents];

    /// The word of the specification.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::JsonLines => "json-lines",
            Self::Form => "form",
            Self::CloudEvents => "cloudevents",
        }
    }

    /// The media type of a body with one event, or with several.
    pub fn media_type(self, has_several: bool) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::JsonLines => "application/x-ndjson",
            Self::Form => "application/x-www-form-urlencoded",
            Self::CloudEvents if has_several => "application/cloudevents-batch+json",
            Self::CloudEvents => "application/cloudevents+json",
        }
    }
}

/// The reference tokens of an RFC 6901 JSON Pointer; none for the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(pub Vec<String>);

impl Pointer {
    /// As RFC 6901 writes it.
    pub fn to_json_pointer(&self) -> String {
        self.0.iter().map(|token| pointer_to(token)).collect()
    }
}

/// As RFC 6901 has it in fragments, without `#`: what stands in a place.
impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json_pointer().replace('%', "%25").replace('}', "%7D"))
    }
}

/// Where something is in a request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RequestPlace {
    /// A header, in lower case.
    Header(String),
    /// A key of the query.
    Query(String),
    /// What is at a pointer in the payload of an event.
    Payload(Pointer),
    /// What is at a pointer in the body.
    Body(Pointer),
    /// All bytes of the body.
    WholeBody,
    /// The method.
    Method,
    /// The URL of the endpoint.
    Url,
    /// The time of a signature, as sent.
    Time,
}

impl RequestPlace {
    /// The header, if it is one.
    pub fn header(&self) -> Option<&str> {
        match self {
            Self::Header(name) => Some(name),
            Self::Query(_)
            | Self::Payload(_)
            | Self::Body(_)
            | Self::WholeBody
            | Self::Method
            | Self::Url
            | Self::Time => None,
        }
    }

    /// Where in the payload of an event, if it is there.
    pub fn payload(&self) -> Option<&Pointer> {
        match self {
            Self::Payload(pointer) => Some(pointer),
            Self::Header(_)
            | Self::Query(_)
            | Self::Body(_)
            | Self::WholeBody
            | Self::Method
            | Self::Url
            | Self::Time => None,
        }
    }
}

/// As a specification writes it.
impl fmt::Display for RequestPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(name) => write!(f, "{{header:{name}}}"),
            Self::Query(key) => write!(f, "{{query:{key}}}"),
            Self::Payload(pointer) => write!(f, "{{payload:{pointer}}}"),
            Self::Body(pointer) => write!(f, "{{body:{pointer}}}"),
            Self::WholeBody => f.write_str("{body}"),
            Self::Method => f.write_str("{method}"),
            Self::Url => f.write_str("{url}"),
            Self::Time => f.write_str("{time}"),
        }
    }
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Piece {
    /// Text that is always the same.
    Literal(String),
    /// What is at a place.
    Place(RequestPlace),
}

impl Piece {
    /// The place, if it is one.
    pub fn place(&self) -> Option<&RequestPlace> {
        match self {
            Self::Place(place) => Some(place),
            Self::Literal(_) => None,
        }
    }

    /// The text, if it is always the same.
    pub fn literal(&self) -> Option<&str> {
        match self {
            Self::Literal(text) => Some(text),
            Self::Place(_) => None,
        }
    }
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(text) => f.write_str(text),
            Self::Place(place) => place.fmt(f),
        }
    }
}

/// How the name of an event is composed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct NameTemplate {
    /// What every name has.
    pub pieces: Vec<Piece>,
    /// What may follow, and is left out from the end.
    pub optional: Vec<Vec<Piece>>,
}

impl NameTemplate {
    /// All places in it.
    pub fn places(&self) -> impl Iterator<Item = &RequestPlace> {
        self.pieces.iter().chain(self.optional.iter().flatten()).filter_map(Piece::place)
    }
}

impl fmt::Display for NameTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces.iter().try_for_each(|piece| piece.fmt(f))?;
        for part in &self.optional {
            f.write_str("[")?;
            part.iter().try_for_each(|piece| piece.fmt(f))?;
            f.write_str("]")?;
        }
        Ok(())
    }
}

/// What shows who sent a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// What it is called where there are several.
    pub name: String,
    /// Where it is: a header or a key of the query.
    pub at: RequestPlace,
    /// How it is made.
    pub scheme: Scheme,
}

/// How a signature is made.
#[derive(Clone, Debug, PartialEq)]
pub enum Scheme {
    /// By a code over what is signed.
    Code(CodeScheme),
    /// It is the secret itself, or made of nothing else.
    Token {
        /// What is in front of it.
        literal: String,
        /// What is made of the secret.
        form: TokenForm,
    },
}

/// A signature by a code over what is signed.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeScheme {
    /// Where the text is split into parts.
    pub split: Option<String>,
    /// What it is made of.
    pub parts: Vec<SignaturePart>,
    /// What is signed.
    pub signed: Vec<Piece>,
    /// How the code is computed.
    pub algorithm: Algorithm,
    /// How the secret is written.
    pub secret: SecretForm,
    /// When it was made, if that is said.
    pub time: Option<SignedTime>,
}

/// A part of a signature: a literal, and what follows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SignaturePart {
    /// What it begins with.
    pub literal: String,
    /// What follows.
    pub capture: Capture,
}

impl fmt::Display for SignaturePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{{{}}}", self.literal, self.capture.as_str())
    }
}

/// A fixed set of words of the specification.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$of])* $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word of the specification.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// What a word stands for.
            pub fn of(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }
    };
}

words! {
    /// What a part of a signature holds.
    Capture {
        /// The time of the signature.
        Time = "time",
        /// A code in lower-case hexadecimal digits.
        Hex = "hex",
        /// A code in upper-case hexadecimal digits.
        HexUpper = "hex-upper",
        /// A code in Base64 with padding.
        Base64 = "base64",
        /// A code in URL-safe Base64 without padding.
        Base64Url = "base64url",
    }
}

words! {
    /// How a code is computed.
    Algorithm {
        /// HMAC with SHA-1.
        HmacSha1 = "hmac-sha1",
        /// HMAC with SHA-256.
        HmacSha256 = "hmac-sha256",
        /// HMAC with SHA-512.
        HmacSha512 = "hmac-sha512",
    }
}

words! {
    /// How a secret is written.
    SecretEncoding {
        /// Its characters are the secret, in UTF-8.
        Text = "text",
        /// In hexadecimal digits.
        Hex = "hex",
        /// In Base64.
        Base64 = "base64",
    }
}

words! {
    /// What a token is made of.
    TokenForm {
        /// The secret.
        Secret = "secret",
        /// The SHA-256 of the secret in lower-case hexadecimal digits.
        Sha256Hex = "sha256-hex:secret",
        /// The secret in Base64.
        Base64 = "base64:secret",
    }
}

words! {
    /// How a time is written.
    TimeForm {
        /// RFC 3339.
        Rfc3339 = "timestamp",
        /// Seconds since 1970.
        Unix = "timestamp(unix)",
        /// Milliseconds since 1970.
        UnixMillis = "timestamp(unix_ms)",
        /// RFC 2822.
        Rfc2822 = "timestamp(rfc2822)",
    }
}

/// How a secret is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SecretForm {
    /// What is in front of it.
    pub literal: String,
    /// Whether that may be left out.
    pub literal_is_optional: bool,
    /// How the rest is read.
    pub encoding: SecretEncoding,
}

impl fmt::Display for SecretForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (open, close) = if self.literal_is_optional { ("[", "]") } else { ("", "") };
        write!(f, "{open}{}{close}{{{}}}", self.literal, self.encoding.as_str())
    }
}

/// A duration in the largest unit that it is a whole number of, as a specification writes it: `5m`.
pub fn duration_text(seconds: u64) -> String {
    let unit = [(86_400, "d"), (3_600, "h"), (60, "m")]
        .into_iter()
        .find(|(unit, _)| seconds > 0 && seconds.is_multiple_of(*unit));
    let (unit, letter) = unit.unwrap_or((1, "s"));
    format!("{}{letter}", seconds / unit)
}

/// When a signature was made.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedTime {
    /// Where that is said; in a part of the signature if nowhere else.
    pub at: Option<RequestPlace>,
    /// How it is written.
    pub form: TimeForm,
    /// How many seconds it may be from now.
    pub tolerance: Option<u64>,
}

/// What a sender expects as an answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Answer {
    /// Within how many seconds.
    pub within: Option<u64>,
    /// How often it tries again.
    pub retries: Option<u32>,
}
