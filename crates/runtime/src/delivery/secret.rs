//! Secrets, and the codes that are made with them.

use base64ct::{Base64, Base64Unpadded, Base64UrlUnpadded, Encoding};
use ctutils::CtEq;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::rules::{Algorithm, Capture, SecretEncoding, SecretForm, TokenForm};

/// What is wrong with a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SecretFault {
    Empty,
    Malformed,
}

/// The bytes of a secret in its form.
pub(super) fn secret_bytes(form: SecretForm, secret: &[u8]) -> Result<Vec<u8>, SecretFault> {
    if secret.is_empty() {
        return Err(SecretFault::Empty);
    }
    let rest = match secret.strip_prefix(form.literal.as_bytes()) {
        Some(rest) => rest,
        None if form.literal_is_optional => secret,
        None => return Err(SecretFault::Malformed),
    };
    if rest.is_empty() {
        return Err(SecretFault::Empty);
    }
    let decoded = match form.encoding {
        SecretEncoding::Text => Some(rest.to_vec()),
        SecretEncoding::Hex => base16ct::mixed::decode_vec(rest).ok(),
        SecretEncoding::Base64 => std::str::from_utf8(rest).ok().and_then(base64_bytes),
    };
    decoded.ok_or(SecretFault::Malformed)
}

/// With the right padding or without any.
fn base64_bytes(text: &str) -> Option<Vec<u8>> {
    if text.ends_with('=') { Base64::decode_vec(text) } else { Base64Unpadded::decode_vec(text) }.ok()
}

/// A secret as the state of the algorithm that it was fed to; to begin there saves two blocks for each request.
pub(super) enum Key {
    Sha1(Hmac<Sha1>),
    Sha256(Hmac<Sha256>),
    Sha512(Box<Hmac<Sha512>>),
}

impl Key {
    pub(super) fn new(algorithm: Algorithm, secret: &[u8]) -> Option<Self> {
        match algorithm {
            Algorithm::HmacSha1 => Hmac::new_from_slice(secret).ok().map(Self::Sha1),
            Algorithm::HmacSha256 => Hmac::new_from_slice(secret).ok().map(Self::Sha256),
            Algorithm::HmacSha512 => Hmac::new_from_slice(secret).ok().map(|key| Self::Sha512(Box::new(key))),
        }
    }

    /// The code of a message that comes in pieces.
    pub(super) fn code<'m>(&self, pieces: impl Iterator<Item = &'m [u8]>) -> Vec<u8> {
        fn code<'m, M: Mac + Clone>(key: &M, pieces: impl Iterator<Item = &'m [u8]>) -> Vec<u8> {
            let mut mac = key.clone();
            pieces.for_each(|piece| mac.update(piece));
            mac.finalize().into_bytes().to_vec()
        }
        match self {
            Self::Sha1(key) => code(key, pieces),
            Self::Sha256(key) => code(key, pieces),
            Self::Sha512(key) => code(key.as_ref(), pieces),
        }
    }
}

/// Whether a text is a code as it is written; in constant time.
pub(super) fn is_written(text: &str, code: &[u8], capture: Capture) -> bool {
    let mut written = [0; 128];
    let written = match capture {
        Capture::Time => return false,
        Capture::Hex => base16ct::lower::encode(code, &mut written).ok(),
        Capture::HexUpper => base16ct::upper::encode(code, &mut written).ok(),
        Capture::Base64 => Base64::encode(code, &mut written).ok().map(str::as_bytes),
        Capture::Base64Url => Base64UrlUnpadded::encode(code, &mut written).ok().map(str::as_bytes),
    };
    written.is_some_and(|written| is_same(text.as_bytes(), written))
}

/// Whether bytes are the same, in a time that depends on their lengths alone.
pub(super) fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).to_bool()
}

/// The text of a token.
pub(super) fn token(literal: &str, form: TokenForm, secret: &[u8]) -> Vec<u8> {
    let mut token = literal.as_bytes().to_vec();
    match form {
        TokenForm::Secret => token.extend_from_slice(secret),
        TokenForm::Sha256Hex => {
            token.extend_from_slice(base16ct::lower::encode_string(&Sha256::digest(secret)).as_bytes())
        }
        TokenForm::Base64 => token.extend_from_slice(Base64::encode_string(secret).as_bytes()),
    }
    token
}
