//! Parts of a JSON text that was decoded, as text.

use std::borrow::Cow;
use std::ops::Range;

use eventspec_runtime::{Json, Limits};

/// What a JSON value is.
pub(crate) fn value_kind(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    }
}

/// The text of a JSON string that is Unicode; nothing for other values.
pub(crate) fn string(json: &str) -> Option<String> {
    Json::parse(json, Limits::default()).ok()?.string().map(Cow::into_owned)
}

/// Where the key is of a value that begins at an offset of a JSON text.
pub(crate) fn key_before(text: &str, value: usize) -> Range<usize> {
    let before = text.get(..value).unwrap_or_default();
    let key = before.trim_end_matches([':', ' ', '\t', '\r', '\n']);
    let inner = key.strip_suffix('"').unwrap_or(key);
    // A quote inside of a key has a backslash before it that has none itself.
    let is_opening = |quote: &usize| {
        let before = inner.get(..*quote).unwrap_or_default();
        (before.len() - before.trim_end_matches('\\').len()).is_multiple_of(2)
    };
    let start = inner.rmatch_indices('"').map(|(quote, _)| quote).find(is_opening);
    start.unwrap_or(inner.len())..key.len()
}

/// A step of a JSON Pointer: the one to a key.
pub(crate) fn pointer_to(key: &str) -> String {
    format!("/{}", key.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use super::key_before;

    #[test]
    fn a_key_is_found_backwards() {
        for key in [r#""a""#, r#""""#, r#""a\"b""#, r#""\\""#, r#""\\\"""#, r#""a: ""#, r#"": \" :""#, r#""é\u0022""#]
        {
            for (before, after) in [("{", ":"), ("{ \"x\" : \"\\\\\" ,\n", " \t:\r\n ")] {
                let text = format!("{before}{key}{after}1}}");
                let value = text.len() - 2;
                assert_eq!(&text[key_before(&text, value)], key, "{text}");
            }
        }
    }
}
