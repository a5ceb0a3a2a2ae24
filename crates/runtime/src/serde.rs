//! `Serialize` and `Deserialize` of payloads, for `serde_json` and what is built on it.

use serde::de::Error as _;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::{Lens, Limits, Payload};

/// Writes the text of a payload. Only `serde_json` can take text as it is.
pub fn serialize<'a, P: Payload<'a>, S: Serializer>(payload: &P, serializer: S) -> Result<S::Ok, S::Error>
where
    'a: 'a,
{
    let raw: &RawValue = serde_json::from_str(payload.lens().json()).map_err(serde::ser::Error::custom)?;
    raw.serialize(serializer)
}

/// Reads a payload with its text. Only `serde_json` can hand over text as it is.
pub fn deserialize<'de, 'a, P: Payload<'a>, D: Deserializer<'de>>(deserializer: D) -> Result<P, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let lens = Lens::decode(raw.get().as_bytes(), P::SHAPE, Limits::default()).map_err(D::Error::custom)?;
    Ok(P::from_lens(lens.into_owned()))
}

/// Implements both traits for a payload type.
#[macro_export]
macro_rules! payload_serde {
    ($name:ident) => {
        impl $crate::serde::Serialize for $name<'_> {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serde::serialize(self, serializer)
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
