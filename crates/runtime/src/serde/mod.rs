//! `Serialize` and `Deserialize`, for `serde_json` and what is built on it.
//!
//! A payload is written as its text wherever `serde_json` makes a text. Everywhere else (in what is flattened, in tagged enums, in
//! [`serde_json::Value`], in other formats) it is written value by value: a number that would lose digits there is an error.
//!
//! It is read as its text, which only `serde_json` can hand over, and only straight: what serde buffers on the way (what is flattened,
//! tagged and untagged enums) has lost digits by then, so it is refused with words that say what to do instead. An object inside a
//! payload borrows its text: it is read from what `serde_json` borrows (`from_str`, `from_slice`), and an [`Owned`] from anything. Other
//! views into a payload (numbers, lists, unions) are written; they are read through the payload.

pub(crate) mod misfit;
mod text;
mod values;

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeStruct as _;
#[doc(hidden)]
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

pub use self::misfit::Misfit;
#[doc(hidden)]
pub use self::text::raw;

use crate::{Json, Lens, Limits, Object, Owned, Payload, UnknownEvent, View};

/// Reads a payload with its text.
#[doc(hidden)]
pub fn deserialize<'de, 'a, P: Payload<'a>, D: Deserializer<'de>>(deserializer: D) -> Result<P, D::Error> {
    let raw: Box<RawValue> = text::read(deserializer)?;
    let lens = Lens::decode_str(raw.get(), P::SHAPE, Limits::default()).map_err(D::Error::custom)?;
    Ok(P::from_lens(lens.into_owned()))
}

/// Reads an object inside a payload, which borrows its text.
#[doc(hidden)]
pub fn deserialize_view<'de: 'a, 'a, O: Object<'a>, D: Deserializer<'de>>(deserializer: D) -> Result<O, D::Error> {
    let raw: &RawValue = text::read(deserializer)?;
    View::decode_str(raw.get(), O::SHAPE, Limits::default()).map(O::from_view).map_err(D::Error::custom)
}

impl<T: Object<'static>> Serialize for Owned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        raw(self.json(), serializer)
    }
}

impl<'de, T: Object<'static>> Deserialize<'de> for Owned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// Writes an event as `{"event":"<name as sent>","payload":{...}}`.
#[doc(hidden)]
pub fn serialize_event<S: Serializer>(name: &str, lens: &Lens<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut envelope = serializer.serialize_struct("Event", 2)?;
    envelope.serialize_field("event", lens.sent_as.unwrap_or(name))?;
    envelope.serialize_field("payload", &Json::scanned(lens.json().trim_ascii(), false))?;
    envelope.end()
}

/// What [`serialize_event`] writes.
#[doc(hidden)]
#[derive(Debug)]
pub struct Envelope {
    /// The event's name.
    pub event: String,
    payload: Box<RawValue>,
}

impl Envelope {
    /// The text of the payload.
    pub fn payload(&self) -> &str {
        self.payload.get()
    }
}

impl<'de> Deserialize<'de> for Envelope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("Event", &["event", "payload"], EnvelopeVisitor)
    }
}

/// By hand: the derive takes longer to build than all else of an SDK.
struct EnvelopeVisitor;

impl<'de> Visitor<'de> for EnvelopeVisitor {
    type Value = Envelope;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event as `{\"event\":\"NAME\",\"payload\":{...}}`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope, A::Error> {
        let (mut event, mut payload) = (None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "event" if event.is_none() => event = Some(map.next_value::<String>()?),
                "payload" if payload.is_none() => payload = Some(map.next_value::<Text>()?.0),
                "event" | "payload" => return Err(A::Error::custom(format_args!("`{key}` twice"))),
                _ => {
                    return Err(A::Error::custom(format_args!(
                        "member `{key}` beside `event` and `payload`, for which an `Event` has no place; read the object as a type of your \
                         own with a field `payload: Box<RawValue>`, then call `Event::decode_str(&event, payload.get())`"
                    )));
                }
            }
        }
        let event = event.ok_or_else(|| A::Error::missing_field("event"))?;
        Ok(Envelope { event, payload: payload.ok_or_else(|| A::Error::missing_field("payload"))? })
    }
}

/// A text of a member.
struct Text(Box<RawValue>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text::read(deserializer).map(Self)
    }
}

impl Serialize for UnknownEvent<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_event(self.name(), self.lens(), serializer)
    }
}

/// Implements both traits for a payload type.
#[doc(hidden)]
#[macro_export]
macro_rules! payload_serde {
    ($name:ident) => {
        impl $crate::serde::Serialize for $name<'_> {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serde::raw($crate::Payload::json(self), serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name<'_> {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::serde::deserialize(deserializer)
            }
        }
    };
}

/// Implements both traits for the type of an object inside a payload.
#[doc(hidden)]
#[macro_export]
macro_rules! object_serde {
    ($name:ident) => {
        impl $crate::serde::Serialize for $name<'_> {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serde::raw($crate::Object::json(self), serializer)
            }
        }

        impl<'de: 'a, 'a> $crate::serde::Deserialize<'de> for $name<'a> {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::serde::deserialize_view(deserializer)
            }
        }
    };
}

/// Implements both traits for the enum of all events, with its name in an envelope.
#[doc(hidden)]
#[macro_export]
macro_rules! event_serde {
    ($name:ident) => {
        impl $crate::serde::Serialize for $name<'_> {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serde::serialize_event(self.name(), self.lens(), serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name<'_> {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let envelope = <$crate::serde::Envelope as $crate::serde::Deserialize<'de>>::deserialize(deserializer)?;
                let event = $name::decode_str(&envelope.event, envelope.payload()).map($name::into_owned);
                event.map_err(<D::Error as $crate::serde::Error>::custom)
            }
        }
    };
}

/// Implements both traits for a type that is a string on the wire: `as_str` one way, an expression the other.
#[doc(hidden)]
#[macro_export]
macro_rules! text_serde {
    ($name:ty, $read:expr) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let text = <::std::string::String as $crate::serde::Deserialize<'de>>::deserialize(deserializer)?;
                let read: fn(::std::string::String) -> ::core::option::Option<Self> = $read;
                read(text).ok_or_else(|| <D::Error as $crate::serde::Error>::custom("not one that is known"))
            }
        }
    };
}

#[doc(hidden)]
pub use serde::de::Error;
