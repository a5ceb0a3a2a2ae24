//! What is read from payloads, and what is said of them.

use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Error as _, raw};
use crate::{
    Date, DateTime, DecodeError, Deviation, DeviationClass, ErrorClass, Field, FieldState, Json, JsonKind, List, Map,
    Number, TextOf, Timestamp, UnixMillis, UnixSeconds, formats,
};

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        raw(self.as_str(), serializer)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::text::read(deserializer).map(|json: &RawValue| Self::scanned(json.get(), false))
    }
}

impl Serialize for Number<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        raw(self.as_str(), serializer)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Number<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        let number = Some(json).filter(|json| json.kind() == JsonKind::Number).and_then(Number::of);
        number.ok_or_else(|| D::Error::custom("not a number with a finite nearest double"))
    }
}

/// Absent and null alike are `null`: leave absent fields out with `skip_serializing_if`.
impl<T: Serialize> Serialize for Field<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_ref().state() {
            FieldState::Absent | FieldState::Null => serializer.serialize_none(),
            FieldState::Blank => serializer.serialize_str(""),
            FieldState::Value(value) => value.serialize(serializer),
            FieldState::Unexpected(json) => json.serialize(serializer),
        }
    }
}

impl<T> Serialize for List<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(serializer)
    }
}

impl<T> Serialize for Map<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(serializer)
    }
}

impl Serialize for Date<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for DateTime<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for UnixSeconds<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.number().serialize(serializer)
    }
}

impl Serialize for UnixMillis<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.number().serialize(serializer)
    }
}

impl<T> Serialize for TextOf<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Deviation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Deviation", 3)?;
        fields.serialize_field("class", &self.class())?;
        fields.serialize_field("path", &self.path())?;
        fields.serialize_field("seen", &self.seen())?;
        fields.end()
    }
}

impl Serialize for DecodeError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("DecodeError", 4)?;
        fields.serialize_field("class", &self.class())?;
        fields.serialize_field("offset", &self.offset())?;
        fields.serialize_field("line", &self.line())?;
        fields.serialize_field("column", &self.column())?;
        fields.end()
    }
}

crate::text_serde!(Timestamp<'_>, |text| formats::is_timestamp(&text).then(|| Timestamp::of(text)));
crate::text_serde!(DeviationClass, |text| DeviationClass::ALL.into_iter().find(|class| class.as_str() == text));
crate::text_serde!(ErrorClass, |text| ErrorClass::ALL.into_iter().find(|class| class.as_str() == text));
