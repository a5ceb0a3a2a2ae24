//! Texts that are refused, and texts that are nearly: for these alone the place is worked out by hand.

use eventspec_catalog::Catalog;
use serde_json::{Value, json};

use super::{Expected, vector};

/// The name of an event that no specification has, so that the texts are the same for every catalogue.
const EVENT: &str = "no such event";

/// What is refused: the text, the class, and the byte.
const REFUSED: [(&str, &str, usize); 58] = [
    ("", "syntax", 0),
    (" ", "syntax", 1),
    ("{", "syntax", 1),
    ("}", "syntax", 0),
    ("{} x", "syntax", 3),
    ("{}{}", "syntax", 2),
    ("[]", "not_an_object", 0),
    (" \t[1]", "not_an_object", 2),
    ("[1", "syntax", 2),
    ("[1] x", "syntax", 4),
    ("null", "not_an_object", 0),
    ("nul", "syntax", 3),
    ("1", "not_an_object", 0),
    ("-1.5e+7", "not_an_object", 0),
    ("\"x\"", "not_an_object", 0),
    ("\"\\q\"", "syntax", 2),
    ("{\"a\"}", "syntax", 4),
    ("{\"a\":}", "syntax", 5),
    ("{\"a\":1,}", "syntax", 7),
    ("{\"a\":1 \"b\":2}", "syntax", 7),
    ("{\"a\" 1}", "syntax", 5),
    ("{,}", "syntax", 1),
    ("{a:1}", "syntax", 1),
    ("{\"a\":01}", "syntax", 6),
    ("{\"a\":-}", "syntax", 6),
    ("{\"a\":-01}", "syntax", 7),
    ("{\"a\":1.}", "syntax", 7),
    ("{\"a\":.5}", "syntax", 5),
    ("{\"a\":1.5.}", "syntax", 8),
    ("{\"a\":1e}", "syntax", 7),
    ("{\"a\":1e+}", "syntax", 8),
    ("{\"a\":+1}", "syntax", 5),
    ("{\"a\":0x1}", "syntax", 6),
    ("{\"a\":NaN}", "syntax", 5),
    ("{\"a\":Infinity}", "syntax", 5),
    ("{\"a\":-Infinity}", "syntax", 6),
    ("{\"a\":tru}", "syntax", 8),
    ("{\"a\":nulL}", "syntax", 8),
    ("{\"a\":'x'}", "syntax", 5),
    ("{\"a\":\"\u{1}\"}", "syntax", 6),
    ("{\"a\":\"\n\"}", "syntax", 6),
    ("{\"a\u{0}\":1}", "syntax", 3),
    ("{\"a\":\"\\x\"}", "syntax", 7),
    ("{\"a\":\"\\u12\"}", "syntax", 10),
    ("{\"a\":\"\\u12g4\"}", "syntax", 10),
    ("{\"a\":\"", "syntax", 6),
    ("{\"a\":\"\\", "syntax", 7),
    ("{\"a\":[1,]}", "syntax", 8),
    ("{\"a\":[1 2]}", "syntax", 8),
    ("{\"a\":{\"b\":1,}}", "syntax", 12),
    ("{\"a\":[}", "syntax", 6),
    ("{\"a\":{]}", "syntax", 6),
    ("\u{feff}{}", "syntax", 0),
    ("{\"a\":1}\u{a0}", "syntax", 7),
    ("{\"a\":\u{b}1}", "syntax", 5),
    ("// x\n{}", "syntax", 0),
    ("{\n\n  \"a\": x\n}", "syntax", 10),
    ("{\"é😀\":x}", "syntax", 10),
];

/// What is not.
const DECODED: [&str; 10] = [
    "{}",
    " {\t} \r\n",
    "{\"\":1}",
    "{\"\":1,\"\":2}",
    "{\"a\":1}\n\n",
    "{\"a\":\t-0.0e-0}",
    "{\"\\u0061\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\"}",
    "{\"a\":\"\\ud83d\",\"\\udc00\":1e999}",
    "{\"a\":\"\u{7f}\u{2028}é😀\"}",
    "{\"a\":[[],{},[{\"a\":[null,true,false]}]]}",
];

/// The vectors; they are the same for every catalogue that has no event of this name.
pub(super) fn vectors(catalog: &Catalog) -> Vec<Value> {
    if catalog.events().any(|(event, _)| event.name == EVENT || event.aliases.iter().any(|alias| alias == EVENT)) {
        return Vec::new();
    }
    let refused = REFUSED.iter().map(|(text, class, offset)| refused(text, class, *offset));
    refused.chain(nested()).chain(DECODED.iter().map(|text| decoded(text))).collect()
}

fn nested() -> Vec<Value> {
    let lists = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let object = |levels: usize| format!("{{\"a\":{}}}", lists(levels));
    vec![
        decoded(&object(127)),
        // The payload is level 1, so that the 128th list is one too many.
        refused(&object(128), "too_deep", 132),
        refused(&object(2_000), "too_deep", 132),
        refused(&format!("{}x", object(128)), "too_deep", 132),
        refused(&format!("{{x{}}}", lists(128)), "syntax", 1),
        refused(&format!("{{\"a\":{},\"b\":{}}}", lists(127), lists(128)), "too_deep", 264 + 127),
        refused(&"[".repeat(128), "syntax", 128),
        refused(&"[".repeat(129), "too_deep", 128),
        refused(&"{\"a\":".repeat(200), "too_deep", 128 * 5),
    ]
}

fn refused(text: &str, class: &'static str, offset: usize) -> Value {
    let about: String = text.chars().take(24).collect();
    vector(EVENT, &format!("refused: {about}"), json!({ "text": text }), Expected::Refused { class, offset })
}

fn decoded(text: &str) -> Value {
    let about: String = text.chars().take(24).collect();
    let unknown = super::oracle::Deviation::new("unknown_event", "", Some(Value::from(EVENT).to_string()));
    let expected = Expected::Decoded { deviations: vec![unknown], valid: None };
    vector(EVENT, &format!("decoded: {about}"), json!({ "text": text }), expected)
}
