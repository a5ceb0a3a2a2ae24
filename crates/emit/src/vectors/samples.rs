//! The samples of a specification as vectors. They are checked to conform to it when it is resolved; what they may
//! have all the same are aliases, and, in an excerpt, required fields that are missing.

use std::fmt;

use eventspec_payloads::tree::{Member, Node, Size, TextKind};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::base::Base;
use super::vector;

/// A vector per sample of a payload's events.
pub(super) fn vectors(base: &Base<'_>) -> Vec<Value> {
    let samples = base.catalog().samples.iter();
    let ours = samples.filter(|sample| base.payload().events.iter().any(|event| event.name == sample.event));
    let line = |sample: &eventspec_catalog::Sample| {
        let Node::Object(members) = read(serde_json::from_str(&sample.text).ok()?)? else { return None };
        let keys: std::collections::HashSet<&str> = members.iter().map(|member| member.key.as_str()).collect();
        let is_missing = |field: &eventspec_catalog::Field| {
            !keys.contains(field.name.as_str()) && !field.aliases.iter().any(|alias| keys.contains(alias.as_str()))
        };
        let expected = base.expected(&members, is_missing);
        Some(vector(&sample.event, &format!("sample {}", sample.name), json!({ "text": sample.text }), expected))
    };
    ours.filter_map(line).collect()
}

/// The tree of a text that conforms to its type, whatever that is.
fn read(raw: &RawValue) -> Option<Node> {
    let text = raw.get();
    Some(match text.as_bytes().first()? {
        b'n' => Node::Null,
        b't' | b'f' => Node::Boolean(text == "true"),
        b'"' => Node::written(text, &serde_json::from_str::<String>(text).ok()?, TextKind::Conforming),
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            Node::List(items.into_iter().map(read).collect::<Option<_>>()?)
        }
        b'{' => {
            let members = serde_json::Deserializer::from_str(text).deserialize_map(Members).ok()?;
            let member = |(key, value): (String, &RawValue)| {
                Some(Member { source: Some(value.get().to_owned()), ..Member::new(&key, read(value)?) })
            };
            Node::Object(members.into_iter().map(member).collect::<Option<_>>()?)
        }
        // What a number amounts to matters to integers only; of those this says that it is one.
        _ => Node::Number(
            text.to_owned().into(),
            if text.contains(['.', 'e', 'E', '-']) { fraction(text) } else { Size::Whole },
        ),
    })
}

/// Whether a number that conforms has a fraction.
fn fraction(text: &str) -> Size {
    let is_whole = text.parse::<f64>().is_ok_and(|value| value.fract() == 0.0);
    if is_whole { Size::Whole } else { Size::Fraction }
}

/// The members of an object in their order, as texts.
struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}
