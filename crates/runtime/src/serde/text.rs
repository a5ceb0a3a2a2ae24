//! JSON texts through serde: as they are through `serde_json`, else as the values that they stand for, or not at all.

use std::any::type_name;
use std::collections::HashMap;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::{Error as _, SerializeMap as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::Error as _;
use crate::{Json, JsonKind, Number};

/// Writes a JSON text: as it is to a JSON text of `serde_json`'s, value by value to anything else.
#[doc(hidden)]
pub fn raw<S: Serializer>(json: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if writes_json_text::<S>() {
        let raw: &RawValue = serde_json::from_str(json).map_err(S::Error::custom)?;
        return raw.serialize(serializer);
    }
    Values(Json::scanned(json.trim_ascii(), false)).serialize(serializer)
}

/// Whether it is a serializer of `serde_json` that makes a text. Only such a one takes a raw value for what it is: others write it with
/// the private marker that it goes by, and so do those that serde puts in between for what is flattened or tagged.
fn writes_json_text<S>() -> bool {
    type_name::<S>().starts_with("&mut serde_json::ser::Serializer<")
}

/// A JSON value, written as what it stands for.
struct Values<'a>(Json<'a>);

impl Serialize for Values<'_> {
    /// Of a repeated key the last value is written, as most readers of JSON have it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.kind() {
            JsonKind::Null => serializer.serialize_unit(),
            JsonKind::Boolean => serializer.serialize_bool(self.0.as_str() == "true"),
            JsonKind::Number => number(self.0, serializer),
            JsonKind::String => {
                let text = self.0.string().ok_or_else(|| S::Error::custom("a string with a lone surrogate"))?;
                serializer.serialize_str(&text)
            }
            JsonKind::Array => serializer.collect_seq(self.0.items().map(Values)),
            JsonKind::Object => {
                let members: Vec<_> = self.0.members().collect();
                let last: HashMap<&str, usize> =
                    members.iter().enumerate().map(|(index, (key, _))| (key.as_ref(), index)).collect();
                let mut map = serializer.serialize_map(Some(last.len()))?;
                for (index, (key, value)) in members.iter().enumerate() {
                    if last.get(key.as_ref()) == Some(&index) {
                        map.serialize_entry(key, &Values(*value))?;
                    }
                }
                map.end()
            }
        }
    }
}

/// A number that is exact as one of Rust's, and no other.
fn number<S: Serializer>(json: Json<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let text = json.as_str();
    if let Ok(number) = text.parse::<u64>() {
        return serializer.serialize_u64(number);
    }
    if let Some(number) = text.parse::<i64>().ok().filter(|number| *number != 0) {
        return serializer.serialize_i64(number);
    }
    match Number::of(json).and_then(Number::to_f64_exact) {
        Some(number) => serializer.serialize_f64(number),
        None => Err(S::Error::custom(format_args!(
            "{text} would lose digits as a number of this format; write the payload's text, which `json` gives, or write it with \
             `serde_json::to_string`"
        ))),
    }
}

/// Reads a JSON text as it is, which only `serde_json` can hand over.
pub(super) fn read<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::deserialize(Straight(deserializer))
}

/// A deserializer that is only asked for a raw value. One that cannot give it gives an error that says what to do.
struct Straight<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Straight<D> {
    type Error = D::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, RawVisitor(visitor))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, D::Error> {
        Err(D::Error::custom(WAY))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

const WAY: &str = "a JSON text, straight from serde_json: what is flattened, in a tagged or untagged enum, or of another format has lost \
                   digits and order by now, so give it a field of its own, or read that field as `serde_json::value::RawValue` and decode \
                   its text";

/// What a raw value is made of: a map with a marker, by `serde_json`. All else is refused.
struct RawVisitor<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for RawVisitor<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(WAY)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(map)
    }
}
