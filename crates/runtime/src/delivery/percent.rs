//! Percent-encoding, as queries, forms and the headers of CloudEvents have it.

use std::borrow::Cow;

/// The bytes that a text stands for. A `%` that two hexadecimal digits do not follow stands for itself.
pub(super) fn decoded(text: &[u8], plus_is_space: bool) -> Cow<'_, [u8]> {
    if !text.iter().any(|byte| *byte == b'%' || *byte == b'+' && plus_is_space) {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    loop {
        match *rest {
            [b'%', high, low, ref after @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                out.push((nibble(high) << 4) | nibble(low));
                rest = after;
            }
            [byte, ref after @ ..] => {
                out.push(if byte == b'+' && plus_is_space { b' ' } else { byte });
                rest = after;
            }
            [] => return Cow::Owned(out),
        }
    }
}

/// The text that a text stands for; `None` if that is not UTF-8.
pub(super) fn decoded_text(text: &[u8], plus_is_space: bool) -> Option<Cow<'_, str>> {
    match decoded(text, plus_is_space) {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
        Cow::Owned(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
    }
}

/// The value of a hexadecimal digit.
fn nibble(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        digit => (digit | 0x20).wrapping_sub(b'a').wrapping_add(10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded_and_nothing_else() {
        let cases = [
            ("plain", "plain"),
            ("a%20b+c", "a b c"),
            ("%e2%82%AC", "€"),
            ("100%", "100%"),
            ("%4", "%4"),
            ("%zz%41", "%zzA"),
            ("%%41", "%A"),
            ("%2B%25", "+%"),
        ];
        for (text, expected) in cases {
            assert_eq!(decoded_text(text.as_bytes(), true).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(decoded_text(b"a+b%20", false).as_deref(), Some("a+b "));
        assert_eq!(decoded_text(b"%ff", true), None);
        assert_eq!(decoded_text(b"\xff", true), None);
        assert_eq!(decoded(b"%ff", true).as_ref(), b"\xff");
    }
}
