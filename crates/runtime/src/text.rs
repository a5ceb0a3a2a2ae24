//! JSON strings: the text between the quotes in, what it stands for out, and back.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text that a valid JSON string (with its quotes) stands for; `None` if it has a lone surrogate.
pub(crate) fn unescape(quoted: &str) -> Option<Cow<'_, str>> {
    unescape_with(quoted, |_, _| None)
}

/// The same with U+FFFD for every lone surrogate.
pub(crate) fn unescape_lossy(quoted: &str) -> Cow<'_, str> {
    unescape_with(quoted, |_, _| Some(char::REPLACEMENT_CHARACTER)).unwrap_or_default()
}

/// A key as it is compared with others: unit by unit. A text of Rust has no lone surrogates, so they stand beside it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key<'a> {
    /// With U+FFFD for every lone surrogate.
    text: Cow<'a, str>,
    /// Where those are, and which.
    lone: Vec<(usize, u16)>,
}

impl<'a> Key<'a> {
    /// The key of a quoted text.
    pub(crate) fn of(quoted: &'a str) -> Self {
        let mut found = Vec::new();
        let text = unescape_with(quoted, |at, unit| {
            found.push((at, unit));
            Some(char::REPLACEMENT_CHARACTER)
        });
        Self { text: text.unwrap_or_default(), lone: found }
    }
}

/// `lone` gives what stands for a lone surrogate, by its position in the result.
fn unescape_with(quoted: &str, mut lone: impl FnMut(usize, u16) -> Option<char>) -> Option<Cow<'_, str>> {
    let inner = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    if !has_escape(inner) {
        return Some(Cow::Borrowed(inner));
    }
    let mut out = String::with_capacity(inner.len());
    let mut parts = inner.split('\\');
    out.push_str(parts.next().unwrap_or_default());
    // A pending high surrogate that the next escape may complete.
    let mut high: Option<u16> = None;
    while let Some(part) = parts.next() {
        let mut chars = part.chars();
        let escape = chars.next();
        let mut rest = chars.as_str();
        let mut unit = None;
        let plain = match escape {
            Some('u') => {
                unit = rest.get(..4).and_then(|digits| u16::from_str_radix(digits, 16).ok());
                rest = rest.get(4..).unwrap_or_default();
                None
            }
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            // `\\` splits into an empty part and the text after the second backslash.
            None => {
                rest = parts.next().unwrap_or_default();
                Some('\\')
            }
            Some(other) => Some(other),
        };
        match (high.take(), unit) {
            (Some(first), Some(second @ 0xDC00..=0xDFFF)) => {
                out.extend(char::decode_utf16([first, second]).filter_map(Result::ok));
            }
            (before, unit) => {
                if let Some(first) = before {
                    out.push(lone(out.len(), first)?);
                }
                match unit {
                    Some(first @ 0xD800..=0xDBFF) if rest.is_empty() => high = Some(first),
                    Some(surrogate @ 0xD800..=0xDFFF) => out.push(lone(out.len(), surrogate)?),
                    Some(unit) => out.extend(char::from_u32(u32::from(unit))),
                    None => {}
                }
                out.extend(plain);
            }
        }
        out.push_str(rest);
    }
    if let Some(first) = high {
        out.push(lone(out.len(), first)?);
    }
    Some(Cow::Owned(out))
}

/// Whether there is a backslash; without a branch per byte.
#[expect(clippy::needless_bitwise_bool, reason = "a fold without branches becomes vector instructions")]
pub(crate) fn has_escape(text: &str) -> bool {
    let mut blocks = text.as_bytes().chunks_exact(16);
    let has = |block: &[u8]| block.iter().fold(false, |found, byte| found | (*byte == b'\\'));
    blocks.any(has) || has(blocks.remainder())
}

/// Appends a text as a JSON string, with the escapes that RFC 8259 demands and no others.
pub(crate) fn escape(text: &str, out: &mut String) {
    out.push('"');
    // Most texts have no escape: what is between two is copied as it stands.
    let mut plain = 0;
    let escaped = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| escaped(*byte)) {
        out.push_str(text.get(plain..at).unwrap_or_default());
        plain = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0x8 => out.push_str("\\b"),
            0xc => out.push_str("\\f"),
            control => {
                let _ = write!(out, "\\u{control:04x}");
            }
        }
    }
    out.push_str(text.get(plain..).unwrap_or_default());
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_every_kind() {
        for (quoted, expected) in [
            (r#""""#, Some("")),
            (r#""plain ünïcode""#, Some("plain ünïcode")),
            (r#""a\"b\\c\/d""#, Some("a\"b\\c/d")),
            (r#""\\\\""#, Some("\\\\")),
            (r#""\\u0041""#, Some("\\u0041")),
            (r#""\u0041\u00e9\n\t\r\b\f""#, Some("Aé\n\t\r\u{8}\u{c}")),
            (r#""\ud83d\ude00!""#, Some("😀!")),
            (r#""x\uD83D\uDE00\uD83D\uDE00""#, Some("x😀😀")),
            (r#""\ud83d""#, None),
            (r#""\ud83dx\ude00""#, None),
            (r#""\ud83d\n\ude00""#, None),
            (r#""\ude00\ud83d""#, None),
            (r#""\ud83d\ud83d\ude00""#, None),
        ] {
            assert_eq!(unescape(quoted).as_deref(), expected, "{quoted}");
        }
        assert_eq!(unescape_lossy(r#""a\ud83db\ude00""#), "a\u{fffd}b\u{fffd}");
        assert_eq!(unescape_lossy(r#""\ud83d\ud83d\ude00""#), "\u{fffd}😀");
        let key = |inner: &str| {
            let quoted = format!("\"{inner}\"");
            let Key { text, lone } = Key::of(&quoted);
            (text.into_owned(), lone)
        };
        assert_eq!(key(r"a\ud83db"), ("a\u{fffd}b".to_owned(), vec![(1, 0xd83d)]));
        assert_eq!(key(r"\ud83d\ud83d\ude00"), key(r"\uD83D😀"));
        assert_ne!(key(r"\ud800\ufffd"), key(r"\ufffd\ud800"));
        assert_ne!(key(r"\ud800"), key(r"\ud801"));
        assert_ne!(key(r"\ud800"), key(r"\ufffd"));
    }

    #[test]
    fn escape_is_undone_by_unescape() {
        let text: String = (0..0x250).filter_map(char::from_u32).chain("😀\"\\".chars()).collect();
        let mut quoted = String::new();
        escape(&text, &mut quoted);
        assert_eq!(unescape(&quoted).as_deref(), Some(text.as_str()));
        assert_eq!(serde_json::from_str::<String>(&quoted).unwrap(), text);
    }
}
