//! Payloads as vendors send them on a bad day: each field of a sample replaced, one at a time.

use std::fmt::Write as _;

use serde_json::value::RawValue;

use crate::readers::Request;

/// What a field is replaced with.
pub const VALUES: [&str; 25] = [
    "null",
    "\"\"",
    "true",
    "2",
    "2.0",
    "2.5",
    "-0",
    "1e2",
    "0.10",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "1e400",
    "123456789012345678901234567890.5",
    "\"12.5\"",
    "\"mystery\"",
    "\"2023-05-26T07:44:03.000Z\"",
    "\"2023-05-26T07:44:03+05:30\"",
    "\"2023-05-26\"",
    "\"caf\\u00e9 \\ud83d\\ude00\"",
    "\"cut \\ud83d\"",
    "[]",
    "[1,\"x\",null,{\"a\":\"\"}]",
    "{}",
    "{\"__proto__\":{\"a\":1},\"constructor\":null,\"1\":2,\"a\":1,\"a\":2}",
];

/// The members of a sample: quoted keys and values, as they are written.
fn members(text: &str) -> Vec<(String, String)> {
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
    let raw: std::collections::HashMap<String, Box<RawValue>> = serde_json::from_str(text).unwrap_or_default();
    let quoted = |key: &String| serde_json::Value::from(key.as_str()).to_string();
    object.keys().filter_map(|key| Some((quoted(key), raw.get(key)?.get().to_owned()))).collect()
}

fn write(members: &[(String, String)]) -> String {
    let mut out = String::from("{");
    for (index, (key, value)) in members.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(out, "{comma}{key}:{value}");
    }
    out.push('}');
    out
}

/// Every mutation of a sample of an event.
pub fn of(event: &str, sample: &str, aliases: &[(String, String)]) -> Vec<Request> {
    let sample = members(sample);
    let mut texts = Vec::new();
    for index in 0..sample.len() {
        for value in VALUES {
            let mut mutated = sample.clone();
            value.clone_into(&mut mutated[index].1);
            texts.push(write(&mutated));
        }
        // Absent; twice, the second time with another value; its key written with an escape; spaced out.
        let mut mutated = sample.clone();
        let (key, value) = mutated.remove(index);
        texts.push(write(&mutated));
        mutated.push((key.clone(), value.clone()));
        texts.push(write(&mutated));
        mutated.insert(0, (key.clone(), "\"first\"".to_owned()));
        texts.push(write(&mutated));
        let escaped: String = key.trim_matches('"').chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect();
        mutated[0] = (format!("\"{escaped}\""), value.clone());
        texts.push(write(&mutated));
        mutated[0] = (format!("  {key} \n"), format!(" \t{value}\r\n"));
        texts.push(write(&mutated));
    }
    for (field, alias) in aliases {
        let mut mutated = sample.clone();
        let alias = serde_json::Value::from(alias.as_str()).to_string();
        let field = serde_json::Value::from(field.as_str()).to_string();
        if let Some(member) = mutated.iter_mut().find(|(key, _)| *key == field) {
            member.0.clone_from(&alias);
            texts.push(write(&mutated));
            mutated.push((field, "\"both\"".to_owned()));
            texts.push(write(&mutated));
        }
    }
    for key in ["unknown", "__proto__", "constructor", "toString", "12", "a/b~c", "\\ud83d", "\\u0000", "é"] {
        for value in ["1", "null", "{\"x\":[{}]}", "\"\\ud83d\""] {
            let mut mutated = sample.clone();
            mutated.push((format!("\"{key}\""), value.to_owned()));
            texts.push(write(&mutated));
            mutated.insert(0, (format!("\"{key}\""), "2".to_owned()));
            texts.push(write(&mutated));
        }
    }
    texts.into_iter().map(|text| Request { event: event.to_owned(), text }).collect()
}

/// Texts that are refused, or nearly.
pub fn texts() -> Vec<String> {
    let nested = |depth: usize| format!("{{\"unknown\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    let mut texts: Vec<String> = [
        "",
        " ",
        "{",
        "}",
        "{}",
        " {} ",
        "{} x",
        "{}{}",
        "[]",
        "[1",
        "null",
        "1",
        "\"x\"",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{,}",
        "{\"a\":01}",
        "{\"a\":-}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":1e}",
        "{\"a\":1e+}",
        "{\"a\":+1}",
        "{\"a\":0x1}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":-Infinity}",
        "{\"a\":tru}",
        "{\"a\":nulL}",
        "{\"a\":'x'}",
        "{a:1}",
        "{\"a\":\"\u{1}\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"",
        "{\"a\":\"\\",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":{\"b\":1,}}",
        "{\"a\":[}",
        "{\"a\":{]}",
        "\u{feff}{}",
        "{\"a\":1}\u{a0}",
        "// x\n{}",
        "{\n\n  \"a\": x\n}",
        "{\"é\":x}",
        "{\"a\":1}\n\n",
        "{\"a\":\t1}",
        "{\"a\":\u{b}1}",
        "{\"a\u{0}\":1}",
        "nul",
        "[1] x",
        "\"\\q\"",
        "{\"\":1}",
        "{\"\":1,\"\":2}",
    ]
    .into_iter()
    .map(str::to_owned)
    .collect();
    texts.extend([
        nested(126),
        nested(127),
        nested(128),
        nested(129),
        nested(100_000),
        "[".repeat(129),
        "[".repeat(128),
        "{\"a\":".repeat(200),
    ]);
    texts
}
