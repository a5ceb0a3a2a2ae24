//! Signs requests, for the program and for tests.
//!
//! It shares as little as it can with what verifies them: the code is made as RFC 2104 defines it, over one buffer, and written digit by
//! digit. So a request that it signed and a receiver takes was understood twice.

use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::request::Request;
use super::rules::{Algorithm, Capture, Part, Piece, Place, Signature, SignatureKind, TimeType, TokenForm};
use super::secret::secret_bytes;
use super::setup::SetupError;

/// The text of a signature for a request that has everything else: its body, and the headers that are signed. If the time of the
/// signature is at a place of its own, it is read there; else it is `now`, in milliseconds since 1970. `url` is that of the endpoint.
///
/// # Errors
/// Fails for a secret that does not have its form.
pub fn sign(
    signature: &Signature,
    secret: &[u8],
    request: &dyn Request,
    url: &str,
    now: i64,
) -> Result<String, SetupError> {
    match &signature.kind {
        SignatureKind::Token { literal, form } => Ok(format!("{literal}{}", token(*form, secret))),
        SignatureKind::Code { split, parts, signed, algorithm, secret: form, time } => {
            let key = secret_bytes(*form, secret).map_err(|fault| SetupError::of_secret(signature.name, 1, fault))?;
            let time = time.map(|time| match time.at {
                Some(place) => place_bytes(place, request, url),
                None => time_text(time.ty, now).into_bytes(),
            });
            let time = time.unwrap_or_default();
            let bytes = |piece: &Piece| match piece {
                Piece::Literal(literal) => literal.as_bytes().to_vec(),
                Piece::Place(Place::Time) => time.clone(),
                Piece::Place(place) => place_bytes(*place, request, url),
            };
            let code = code(*algorithm, &key, &signed.iter().flat_map(bytes).collect::<Vec<_>>());
            let written = parts.iter().map(|part| written(part, &code, &String::from_utf8_lossy(&time)));
            // Without a separator there is one part.
            let count = if split.is_some() { parts.len() } else { 1 };
            Ok(written.take(count).collect::<Vec<_>>().join(split.unwrap_or_default()))
        }
    }
}

fn token(form: TokenForm, secret: &[u8]) -> String {
    match form {
        TokenForm::Secret => String::from_utf8_lossy(secret).into_owned(),
        TokenForm::Sha256Hex => hex(&Sha256::digest(secret), false),
        TokenForm::Base64 => base64(secret, STANDARD, true),
    }
}

fn code(algorithm: Algorithm, key: &[u8], message: &[u8]) -> Vec<u8> {
    match algorithm {
        Algorithm::HmacSha1 => hmac::<Sha1>(64, key, message),
        Algorithm::HmacSha256 => hmac::<Sha256>(64, key, message),
        Algorithm::HmacSha512 => hmac::<Sha512>(128, key, message),
    }
}

/// A time as a sender writes it.
pub fn time_text(ty: TimeType, now: i64) -> String {
    let (seconds, millis) = (now.div_euclid(1000), now.rem_euclid(1000));
    let (day, clock) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    let (year, month, date) = civil(day);
    let name = |names: &str, index: i64| -> String {
        names.chars().skip(usize::try_from(index).unwrap_or_default() * 3).take(3).collect()
    };
    match ty {
        TimeType::Unix => seconds.to_string(),
        TimeType::UnixMillis => now.to_string(),
        TimeType::Rfc3339 => format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z"),
        TimeType::Rfc2822 => {
            let weekday = name("ThuFriSatSunMonTueWed", day.rem_euclid(7));
            let month = name("JanFebMarAprMayJunJulAugSepOctNovDec", month - 1);
            format!("{weekday}, {date} {month} {year:04} {hour:02}:{minute:02}:{second:02} +0000")
        }
    }
}

/// Year, month and day of a day since 1970: whole years and months are counted off.
fn civil(day: i64) -> (i64, i64, i64) {
    let is_leap = |year: i64| year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    // A cycle of 400 years has as many days as any other.
    let (mut year, mut rest) = (1970 + 400 * day.div_euclid(146_097), day.rem_euclid(146_097));
    while rest >= 365 + i64::from(is_leap(year)) {
        rest -= 365 + i64::from(is_leap(year));
        year += 1;
    }
    let mut month = 1;
    for length in [31, 28 + i64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if rest < length {
            break;
        }
        (rest, month) = (rest - length, month + 1);
    }
    (year, month, rest + 1)
}

fn place_bytes(place: Place, request: &dyn Request, url: &str) -> Vec<u8> {
    match place {
        Place::Header(name) => {
            let mut values: Vec<Vec<u8>> = Vec::new();
            request.header(name, &mut |value| values.push(value.to_vec()));
            values.join(&b", "[..]).trim_ascii().to_vec()
        }
        Place::Query(key) => {
            let requested = request.url();
            let pairs = requested.split(['?', '&', '#']).filter_map(|pair| pair.split_once('='));
            pairs
                .filter(|(other, _)| *other == key)
                .map(|(_, value)| value.as_bytes().to_vec())
                .next()
                .unwrap_or_default()
        }
        Place::WholeBody => request.body().to_vec(),
        Place::Method => request.method().as_bytes().to_vec(),
        Place::Url => url.as_bytes().to_vec(),
        Place::Payload(_) | Place::Body(_) | Place::Time => Vec::new(),
    }
}

fn written(part: &Part, code: &[u8], time: &str) -> String {
    let rest = match part.capture {
        Capture::Time => time.to_owned(),
        Capture::Hex => hex(code, false),
        Capture::HexUpper => hex(code, true),
        Capture::Base64 => base64(code, STANDARD, true),
        Capture::Base64Url => base64(code, URL_SAFE, false),
    };
    format!("{}{rest}", part.literal)
}

/// RFC 2104, of a hash with blocks of so many bytes.
fn hmac<H: Digest>(block: usize, key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut key = if key.len() > block { H::digest(key).to_vec() } else { key.to_vec() };
    key.resize(block, 0);
    let keyed = |pad: u8, message: &[u8]| {
        let mut text: Vec<u8> = key.iter().map(|byte| byte ^ pad).collect();
        text.extend_from_slice(message);
        H::digest(text).to_vec()
    };
    keyed(0x5c, &keyed(0x36, message))
}

fn hex(bytes: &[u8], is_upper: bool) -> String {
    bytes.iter().map(|byte| if is_upper { format!("{byte:02X}") } else { format!("{byte:02x}") }).collect()
}

const STANDARD: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_SAFE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn base64(bytes: &[u8], alphabet: &str, padded: bool) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().chain(&[0; 3]).take(3).fold(0, |bits, byte| bits << 8 | usize::from(*byte));
        let digits = [18, 12, 6, 0].map(|shift| alphabet.chars().nth(bits >> shift & 63).unwrap_or_default());
        out.extend(digits.iter().take(chunk.len() + 1));
        if padded {
            out.push_str(&"=".repeat(3 - chunk.len()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_were_written() {
        let days = (-4_000..200).chain(10_000..30_000).step_by(61);
        for millis in days.map(|day: i64| day * 86_400_000 + day * 1_234_567 % 86_400_000) {
            for ty in [TimeType::Unix, TimeType::UnixMillis, TimeType::Rfc3339, TimeType::Rfc2822] {
                let finest = if matches!(ty, TimeType::Unix | TimeType::Rfc2822) { 1000 } else { 1 };
                let expected = millis.div_euclid(finest) * finest;
                let text = time_text(ty, millis);
                let is_unix = matches!(ty, TimeType::Unix | TimeType::UnixMillis);
                let read = super::super::time::signed_millis(&text, ty);
                assert_eq!(read, (millis >= 0 || !is_unix).then_some(expected), "{text}");
            }
        }
        assert_eq!(time_text(TimeType::Rfc2822, 951_827_696_789), "Tue, 29 Feb 2000 12:34:56 +0000");
        assert_eq!(time_text(TimeType::Rfc3339, 951_827_696_789), "2000-02-29T12:34:56.789Z");
    }

    #[test]
    fn base64_of_the_standard() {
        let cases = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        for (length, expected) in cases.into_iter().enumerate() {
            assert_eq!(base64(&b"foobar"[..length], STANDARD, true), expected);
            assert_eq!(base64(&b"foobar"[..length], URL_SAFE, false), expected.trim_end_matches('='));
        }
        assert_eq!(base64(&[0xfb, 0xff], URL_SAFE, false), "-_8");
    }
}
