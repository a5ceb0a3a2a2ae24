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
    NotInHeader,
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
        TokenForm::Sha256Hex => token.extend(base16ct::lower::encode_string(&Sha256::digest(secret)).bytes()),
        TokenForm::Base64 => token.extend(Base64::encode_string(secret).bytes()),
    }
    token
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, and RFC 2202 for SHA-1: key, data, and the codes of SHA-1, SHA-256 and SHA-512.
    #[test]
    fn codes_of_the_standards() {
        let cases: [(Vec<u8>, &[u8], [&str; 3]); 3] = [
            (
                vec![0x0b; 20],
                b"Hi There",
                [
                    "b617318655057264e28bc0b6fb378c8ef146be00",
                    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
                    "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
                ],
            ),
            (
                b"Jefe".to_vec(),
                b"what do ya want for nothing?",
                [
                    "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
                    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                    "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
                ],
            ),
            (
                vec![0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                [
                    "",
                    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
                    "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
                ],
            ),
        ];
        for (key, data, expected) in cases {
            let algorithms = [Algorithm::HmacSha1, Algorithm::HmacSha256, Algorithm::HmacSha512];
            for (algorithm, expected) in algorithms.into_iter().zip(expected).filter(|(_, code)| !code.is_empty()) {
                let (first, second) = data.split_at(3);
                let code = Key::new(algorithm, &key).unwrap().code([first, second].into_iter());
                assert!(is_written(expected, &code, Capture::Hex), "{algorithm:?}");
                assert!(is_written(&expected.to_uppercase(), &code, Capture::HexUpper), "{algorithm:?}");
                assert!(!is_written(&expected.to_uppercase(), &code, Capture::Hex), "{algorithm:?}");
                assert!(!is_written(expected, &code, Capture::Time), "{algorithm:?}");
            }
        }
    }

    #[test]
    fn codes_are_written_in_one_way() {
        let code = [0xfb, 0xff, 0xfe, 0x00];
        let is = |text, capture| is_written(text, &code, capture);
        assert!(is("+//+AA==", Capture::Base64) && is("-__-AA", Capture::Base64Url));
        for other in ["+//+AA", "+//+AA=", "+//+AB==", "-__-AA==", "+//+AA== ", "", "+//+AA==="] {
            assert!(!is(other, Capture::Base64), "{other}");
        }
        for other in ["-__-AA==", "+//+AA", "-__-AB", "-__-A", ""] {
            assert!(!is(other, Capture::Base64Url), "{other}");
        }
        for other in ["FBFFFE00", "fbfffe0", "fbfffe001", "0xfbfffe00", ""] {
            assert!(!is(other, Capture::Hex), "{other}");
        }
    }

    /// A form, a secret, and its bytes.
    type Case<'c> = (SecretForm, &'c str, Result<&'c [u8], SecretFault>);

    #[test]
    fn forms_of_secrets() {
        let form = |literal, literal_is_optional, encoding| SecretForm { literal, literal_is_optional, encoding };
        let whsec = form("whsec_", true, SecretEncoding::Base64);
        let hex = form("key:", false, SecretEncoding::Hex);
        let text = form("", false, SecretEncoding::Text);
        let cases: [Case<'_>; 20] = [
            (text, "whsec_a b", Ok(b"whsec_a b")),
            (text, "é", Ok("é".as_bytes())),
            (text, "", Err(SecretFault::Empty)),
            (whsec, "whsec_AAEC", Ok(&[0, 1, 2])),
            (whsec, "AAEC", Ok(&[0, 1, 2])),
            (whsec, "AAE=", Ok(&[0, 1])),
            (whsec, "AAE", Ok(&[0, 1])),
            (whsec, "+/8=", Ok(&[0xfb, 0xff])),
            (whsec, "-_8=", Err(SecretFault::Malformed)),
            (whsec, "AAF", Err(SecretFault::Malformed)),
            (whsec, "AAF=", Err(SecretFault::Malformed)),
            (whsec, "AAE==", Err(SecretFault::Malformed)),
            (whsec, "A", Err(SecretFault::Malformed)),
            (whsec, "AAEC\n", Err(SecretFault::Malformed)),
            (whsec, "====", Err(SecretFault::Malformed)),
            (whsec, "whsec_", Err(SecretFault::Empty)),
            (hex, "key:00fFA0", Ok(&[0, 0xff, 0xa0])),
            (hex, "00ff", Err(SecretFault::Malformed)),
            (hex, "key:0", Err(SecretFault::Malformed)),
            (hex, "key:", Err(SecretFault::Empty)),
        ];
        for (form, secret, expected) in cases {
            assert_eq!(secret_bytes(form, secret.as_bytes()).as_deref(), expected.as_ref().copied(), "{secret}");
        }
        assert_eq!(secret_bytes(hex, b"key:0g"), Err(SecretFault::Malformed));
        assert_eq!(secret_bytes(whsec, b"\xff\xff"), Err(SecretFault::Malformed));
    }

    #[test]
    fn tokens() {
        let of = |form| String::from_utf8(token("Bearer ", form, b"secret")).unwrap();
        assert_eq!(of(TokenForm::Secret), "Bearer secret");
        assert_eq!(of(TokenForm::Base64), "Bearer c2VjcmV0");
        let hash = "Bearer 2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
        assert_eq!(of(TokenForm::Sha256Hex), hash);
    }
}
