//! A JSON text in, a tree that knows where each value stands out.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A JSON value and its byte range in the text.
#[derive(Debug)]
pub(crate) struct Node {
    pub value: Value,
    pub range: Range<usize>,
}

/// A JSON value; numbers keep their text.
#[derive(Debug)]
pub(crate) enum Value {
    Null,
    Boolean,
    Number(String),
    String(String),
    Array(Vec<Node>),
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Debug)]
pub(crate) struct Member {
    pub key: String,
    pub key_range: Range<usize>,
    pub value: Node,
}

/// Why a text cannot be read, and where.
#[derive(Debug)]
pub(crate) struct JsonError {
    pub message: String,
    pub offset: usize,
}

/// Parses a text whose values are nested at most `depth` deep.
pub(crate) fn parse(text: &str, depth: usize) -> Result<Node, JsonError> {
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| {
        let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        JsonError {
            message: error.to_string(),
            offset: (line_start + error.column().saturating_sub(1)).min(text.len()),
        }
    })?;
    node(text, raw, depth)
}

fn node(text: &str, raw: &RawValue, depth: usize) -> Result<Node, JsonError> {
    let source = raw.get();
    let range = range_in(text, source);
    let fail = |message: String| JsonError { message, offset: range.start };
    let depth = depth.checked_sub(1).ok_or_else(|| fail("the value is nested too deeply".to_owned()))?;
    let decode = |error: serde_json::Error| fail(error.to_string());
    let value = match source.as_bytes().first() {
        Some(b'n') => Value::Null,
        Some(b't' | b'f') => Value::Boolean,
        Some(b'"') => Value::String(serde_json::from_str(source).map_err(decode)?),
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(source).map_err(decode)?;
            Value::Array(items.into_iter().map(|item| node(text, item, depth)).collect::<Result<_, _>>()?)
        }
        Some(b'{') => Value::Object(object(text, source, depth).map_err(|error| match error {
            ObjectError::Decode(error) => decode(error),
            ObjectError::Below(error) => error,
        })?),
        _ => Value::Number(source.to_owned()),
    };
    Ok(Node { value, range })
}

enum ObjectError {
    Decode(serde_json::Error),
    Below(JsonError),
}

fn object(text: &str, source: &str, depth: usize) -> Result<Vec<Member>, ObjectError> {
    let members = serde_json::Deserializer::from_str(source).deserialize_map(Members).map_err(ObjectError::Decode)?;
    let member = |(key, value): (&RawValue, &RawValue)| {
        let key_range = range_in(text, key.get());
        let key = serde_json::from_str(key.get()).map_err(ObjectError::Decode)?;
        let value = node(text, value, depth).map_err(ObjectError::Below)?;
        Ok(Member { key, key_range, value })
    };
    members.into_iter().map(member).collect()
}

/// Collects the members of an object as pairs of texts.
struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(&'de RawValue, &'de RawValue)>;

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

/// Where a part of a text stands in it.
fn range_in(text: &str, part: &str) -> Range<usize> {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    start..start + part.len()
}
