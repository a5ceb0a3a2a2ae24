//! A built-in type and a JSON value that is not of it, in; out the built-in type that it is of, if one is likely to be meant.

use eventspec_runtime::formats;

use crate::json_text::string;
use crate::scalar::{JsonType, Scalar};

/// Patterns of times that are often sent, and what they are of.
const PATTERNS: [(&str, &str); 5] = [
    ("datetime", "YYYY-MM-DD hh:mm:ss"),
    ("datetime", "YYYY-MM-DDThh:mm:ss"),
    ("timestamp", "YYYY-MM-DD hh:mm:ssZ"),
    ("date", "YYYY-MM-DD"),
    ("date", "DD/MM/YYYY"),
];
/// Seconds since 1970 have fewer digits than milliseconds: 11 are in the year 5138, or in 1973.
const DIGITS_OF_SECONDS: usize = 11;

/// How to spell the type that a value is of where it should be of another one.
pub(crate) fn spelling(expected: &Scalar, seen: &str) -> Option<String> {
    let is_of_time = expected.pattern().is_some() || expected.is_instant();
    match seen.as_bytes().first()? {
        b'"' => {
            let text = string(seen)?;
            if is_of_time {
                return time(&text).or_else(|| Some(format!("text<{}>", unix(&text)?)));
            }
            match expected.row().json {
                JsonType::Number => Some(format!("text<{}>", number(&text)?)),
                JsonType::Boolean => matches!(text.as_str(), "true" | "false").then(|| "text<boolean>".to_owned()),
                JsonType::String | JsonType::Any | JsonType::Null => None,
            }
        }
        b'-' | b'0'..=b'9' if is_of_time => unix(seen).map(str::to_owned),
        b'-' | b'0'..=b'9' => number(seen).map(str::to_owned).filter(|is| *is != expected.spelling()),
        b't' | b'f' => Some("boolean".to_owned()),
        _ => None,
    }
}

fn number(text: &str) -> Option<&'static str> {
    let is_json = text.bytes().next().is_some_and(|byte| byte == b'-' || byte.is_ascii_digit())
        && serde_json::from_str::<serde_json::Number>(text).is_ok();
    is_json.then(|| if text.contains(['.', 'e', 'E']) { "number" } else { "integer" })
}

fn unix(text: &str) -> Option<&'static str> {
    number(text)?;
    let digits = text.trim_start_matches('-').find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some(if digits <= DIGITS_OF_SECONDS { "timestamp(unix)" } else { "timestamp(unix_ms)" })
}

fn time(text: &str) -> Option<String> {
    if formats::is_timestamp(text) {
        return Some("timestamp".to_owned());
    }
    if formats::rfc2822(text).is_some() {
        return Some("timestamp(rfc2822)".to_owned());
    }
    let pattern = PATTERNS.iter().find(|(_, pattern)| formats::time(text, pattern).is_some());
    pattern.map(|(of, pattern)| format!("{of}({pattern})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::UnixUnit;

    #[test]
    fn values_have_the_type_that_they_are_of() {
        for (expected, seen, found) in [
            (Scalar::Integer, r#""12""#, Some("text<integer>")),
            (Scalar::Number, r#""12""#, Some("text<integer>")),
            (Scalar::Number, r#""12.50""#, Some("text<number>")),
            (Scalar::Number, r#""1,250.00""#, None),
            (Scalar::Boolean, r#""true""#, Some("text<boolean>")),
            (Scalar::Boolean, r#""yes""#, None),
            (Scalar::Integer, "1.5", Some("number")),
            (Scalar::String, "7", Some("integer")),
            (Scalar::String, "true", Some("boolean")),
            (Scalar::Timestamp, "1769853600", Some("timestamp(unix)")),
            (Scalar::Timestamp, "1769853600.25", Some("timestamp(unix)")),
            (Scalar::Timestamp, "1769853600250", Some("timestamp(unix_ms)")),
            (Scalar::Timestamp, r#""1769853600""#, Some("text<timestamp(unix)>")),
            (Scalar::Timestamp, r#""2026-01-31 10:00:00""#, Some("datetime(YYYY-MM-DD hh:mm:ss)")),
            (Scalar::Timestamp, r#""2026-01-31""#, Some("date(YYYY-MM-DD)")),
            (Scalar::Timestamp, r#""Sat, 31 Jan 2026 10:00:00 +0000""#, Some("timestamp(rfc2822)")),
            (Scalar::Timestamp, r#""yesterday""#, None),
            (Scalar::Unix(UnixUnit::Seconds), r#""2026-01-31T10:00:00Z""#, Some("timestamp")),
            (Scalar::Uuid, r#""a""#, None),
            (Scalar::Integer, "{}", None),
        ] {
            assert_eq!(spelling(&expected, seen).as_deref(), found, "{seen}");
        }
    }
}
