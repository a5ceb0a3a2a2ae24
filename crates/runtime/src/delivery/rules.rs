//! What a specification says of a delivery, as data: generated crates have it in statics, and the program leaks what it read.

use std::fmt;

/// A delivery, as `delivery/<name>.toml` describes it.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// The name of the file.
    pub name: &'static str,
    /// What the body is.
    pub body: Body,
    /// Where the events are in the body, if it is not one event. In JSON lines and CloudEvents the body itself says that.
    pub events: Option<Pointer>,
    /// The templates of an event's name, in the order in which they are tried.
    pub event: &'static [Template],
    /// What identifies an event.
    pub id: Option<&'static [Piece]>,
    /// When the sender says that it was sent.
    pub sent_at: Option<(Place, TimeType)>,
    /// The version of the payload.
    pub version: Option<Place>,
    /// Which attempt to deliver this is.
    pub attempt: Option<Place>,
    /// What proves who the sender is.
    pub signatures: &'static [Signature],
    /// Where the challenge of a handshake is: a header, a key of the query, or in the body.
    pub handshake: Option<Place>,
}

/// The reference tokens of a JSON Pointer, unescaped; without any it points to the whole.
pub type Pointer = &'static [&'static str];

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// JSON.
    Json,
    /// A JSON text per line.
    JsonLines,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// CloudEvents in any mode.
    CloudEvents,
}

/// How the name of an event is composed.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// What every name has.
    pub pieces: &'static [Piece],
    /// What may follow; the last one is dropped first.
    pub optional: &'static [&'static [Piece]],
}

/// A piece of a composed text.
#[derive(Clone, Copy, Debug)]
pub enum Piece {
    /// Text.
    Literal(&'static str),
    /// The value of a place.
    Place(Place),
}

/// A place in a request. Displayed as specifications write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A header, its name in lower case.
    Header(&'static str),
    /// A key of the query.
    Query(&'static str),
    /// A place in the payload of an event.
    Payload(Pointer),
    /// A place in the body.
    Body(Pointer),
    /// The bytes of the body.
    WholeBody,
    /// The method.
    Method,
    /// The URL of the endpoint.
    Url,
    /// The text of the time of a signature.
    Time,
}

/// What proves who the sender is.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    /// What it is called.
    pub name: &'static str,
    /// Where it is.
    pub at: Place,
    /// What it consists of.
    pub kind: SignatureKind,
}

/// What a signature consists of.
#[derive(Clone, Copy, Debug)]
pub enum SignatureKind {
    /// Codes that only who knows a secret can make.
    Code {
        /// What separates the parts.
        split: Option<&'static str>,
        /// What the parts are.
        parts: &'static [Part],
        /// What is signed.
        signed: &'static [Piece],
        /// How it is signed.
        algorithm: Algorithm,
        /// How the secret is written.
        secret: SecretForm,
        /// When it was signed.
        time: Option<SignedTime>,
    },
    /// The secret itself, or its hash.
    Token {
        /// What is in front of it.
        literal: &'static str,
        /// What it is.
        form: TokenForm,
    },
}

/// A part of a signature.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// What it begins with.
    pub literal: &'static str,
    /// What follows.
    pub capture: Capture,
}

/// What follows the literal of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capture {
    /// When it was signed.
    Time,
    /// A code in lower-case hexadecimal digits.
    Hex,
    /// A code in upper-case hexadecimal digits.
    HexUpper,
    /// A code in Base64 with padding.
    Base64,
    /// A code in the URL-safe Base64 without padding.
    Base64Url,
}

/// How a code is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// HMAC with SHA-1.
    HmacSha1,
    /// HMAC with SHA-256.
    HmacSha256,
    /// HMAC with SHA-512.
    HmacSha512,
}

/// How a secret is written.
#[derive(Clone, Copy, Debug)]
pub struct SecretForm {
    /// What is in front of it.
    pub literal: &'static str,
    /// Whether that may be missing.
    pub literal_is_optional: bool,
    /// How its bytes are written.
    pub encoding: SecretEncoding,
}

/// How the bytes of a secret are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretEncoding {
    /// As they are.
    Text,
    /// In hexadecimal digits.
    Hex,
    /// In Base64.
    Base64,
}

/// When a request was signed.
#[derive(Clone, Copy, Debug)]
pub struct SignedTime {
    /// Where it is; `None` if it is in the parts.
    pub at: Option<Place>,
    /// How it is written.
    pub ty: TimeType,
    /// How far it may be from now, in seconds.
    pub tolerance: Option<u64>,
}

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeType {
    /// Seconds since 1970.
    Unix,
    /// Milliseconds since 1970.
    UnixMillis,
    /// RFC 3339.
    Rfc3339,
    /// RFC 2822.
    Rfc2822,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenForm {
    /// The secret.
    Secret,
    /// Its SHA-256 in lower-case hexadecimal digits.
    Sha256Hex,
    /// Its Base64 with padding.
    Base64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(name) => write!(f, "{{header:{name}}}"),
            Self::Query(key) => write!(f, "{{query:{key}}}"),
            Self::Payload(pointer) => write!(f, "{{payload:{}}}", Fragment(pointer)),
            Self::Body(pointer) => write!(f, "{{body:{}}}", Fragment(pointer)),
            Self::WholeBody => f.write_str("{body}"),
            Self::Method => f.write_str("{method}"),
            Self::Url => f.write_str("{url}"),
            Self::Time => f.write_str("{time}"),
        }
    }
}

/// A pointer as specifications write it: what would end the place is percent-encoded.
struct Fragment(Pointer);

impl fmt::Display for Fragment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let escaped = |token: &str| token.replace('~', "~0").replace('/', "~1").replace('%', "%25").replace('}', "%7D");
        self.0.iter().try_for_each(|token| write!(f, "/{}", escaped(token)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_displayed_as_they_are_written() {
        let places = [
            (Place::Header("x-a"), "{header:x-a}"),
            (Place::Query("secret"), "{query:secret}"),
            (Place::Payload(&[]), "{payload:}"),
            (Place::Payload(&["a/b", "~", "}%"]), "{payload:/a~1b/~0/%7D%25}"),
            (Place::Body(&["data"]), "{body:/data}"),
            (Place::WholeBody, "{body}"),
            (Place::Method, "{method}"),
            (Place::Url, "{url}"),
            (Place::Time, "{time}"),
        ];
        for (place, written) in places {
            assert_eq!(place.to_string(), written);
        }
    }
}
