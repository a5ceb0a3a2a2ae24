//! A number or boolean that may be blank.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize};

/// A value or `""`, read without buffering: the best that derive can do here.
#[derive(Serialize)]
#[serde(untagged)]
pub enum OrBlank<T> {
    Value(T),
    Blank(&'static str),
}

macro_rules! or_blank {
    ($ty:ty: $($visit:ident($from:ty)),*) => {
        impl<'de> Deserialize<'de> for OrBlank<$ty> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Either;

                impl Visitor<'_> for Either {
                    type Value = OrBlank<$ty>;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a value or \"\"")
                    }

                    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                        if text.is_empty() { Ok(OrBlank::Blank("")) } else { Err(E::custom("neither")) }
                    }

                    $(
                        #[allow(clippy::cast_precision_loss, clippy::cast_lossless, trivial_numeric_casts)]
                        fn $visit<E: Error>(self, value: $from) -> Result<Self::Value, E> {
                            Ok(OrBlank::Value(value as $ty))
                        }
                    )*
                }

                deserializer.deserialize_any(Either)
            }
        }
    };
}

or_blank!(f64: visit_f64(f64), visit_u64(u64), visit_i64(i64));
or_blank!(bool: visit_bool(bool));
