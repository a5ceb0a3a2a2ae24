//! A JSON object as text in, the same with another value at a place out: everything else keeps its text.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// The members of an object, in order.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

/// The text of a value at a pointer, if it is there.
pub fn at(text: &str, tokens: &[String]) -> Option<String> {
    let Some((first, rest)) = tokens.split_first() else { return Some(text.to_owned()) };
    let Members(members) = serde_json::from_str(text).ok()?;
    let (_, value) = members.iter().rev().find(|(key, _)| key == first)?;
    at(value.get(), rest)
}

/// An object with a value at a pointer; objects that are missing on the way are added. What is replaced keeps its position.
pub fn with(text: &str, tokens: &[String], value: &str) -> String {
    let Some((first, rest)) = tokens.split_first() else { return value.to_owned() };
    let Members(members) = serde_json::from_str(text).unwrap_or(Members(Vec::new()));
    let mut out: Vec<(String, String)> =
        members.into_iter().map(|(key, value)| (key, value.get().to_owned())).collect();
    match out.iter_mut().rev().find(|(key, _)| key == first) {
        Some((_, old)) => *old = with(old, rest, value),
        None => out.push((first.clone(), with("{}", rest, value))),
    }
    let members: Vec<String> = out.iter().map(|(key, value)| format!("{}:{value}", quoted(key))).collect();
    format!("{{{}}}", members.join(","))
}

/// What a place holds, by its JSON: a string that is not empty, an integer or a boolean.
pub fn place_text(json: &str) -> Option<String> {
    match serde_json::from_str(json).ok()? {
        serde_json::Value::String(text) if !text.is_empty() => Some(text),
        serde_json::Value::Bool(boolean) => Some(boolean.to_string()),
        serde_json::Value::Number(_) if !json.contains(['.', 'e', 'E']) => Some(json.to_owned()),
        _ => None,
    }
}

/// Whether a text is JSON of the kind that a value has: of a number, or of a boolean.
pub(super) fn is_same_kind(value: &str, text: &str) -> bool {
    let kind = |json: &str| match serde_json::from_str(json).ok()? {
        serde_json::Value::Bool(_) => Some("boolean"),
        serde_json::Value::Number(_) => Some("number"),
        serde_json::Value::Null
        | serde_json::Value::String(_)
        | serde_json::Value::Array(_)
        | serde_json::Value::Object(_) => None,
    };
    kind(value).is_some_and(|of_value| kind(text) == Some(of_value))
}

/// A string as JSON.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(pointer: &str) -> Vec<String> {
        pointer.split('/').skip(1).map(str::to_owned).collect()
    }

    #[test]
    fn a_value_is_put_at_a_place() {
        let text = r#"{"a":1.50,"b":{"c":"x","d":[1]}}"#;
        assert_eq!(with(text, &tokens("/b/c"), "7"), r#"{"a":1.50,"b":{"c":7,"d":[1]}}"#);
        assert_eq!(with(text, &tokens("/e/f"), "\"y\""), r#"{"a":1.50,"b":{"c":"x","d":[1]},"e":{"f":"y"}}"#);
        assert_eq!(with(text, &tokens("/a/f"), "1"), r#"{"a":{"f":1},"b":{"c":"x","d":[1]}}"#);
        assert_eq!(at(text, &tokens("/b/d")).as_deref(), Some("[1]"));
        assert_eq!(at(text, &tokens("/b/e")), None);
        assert_eq!(at(text, &[]).as_deref(), Some(text));
    }
}
