//! What every generated eventspec SDK calls.
//!
//! A decoded payload is a [`Lens`]: the text that was sent, plus a table of where each known field stands in it.
//! Decoding is one pass that validates the JSON and fills the table; a field is read when it is asked for; encoding
//! an untouched payload hands its text back. So nothing can get lost, and a value of the wrong type costs nothing
//! until it is read.
//!
//! Generated code consists of static tables ([`Shape`]) and accessors of one line each. Use the generated crate rather
//! than this one.
#![doc = ""]
#![doc = include_str!("../CONTRACT.md")]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]
#![allow(
    clippy::inline_always,
    reason = "the scanner keeps its position in registers only where it is inlined; measured"
)]
#![allow(clippy::unnested_or_patterns, reason = "types that are alike are a pattern of their own, `text_kind!()`")]

mod builder;
mod collection;
#[cfg(any(feature = "jiff", feature = "rust_decimal"))]
mod convert;
mod decimal;
mod deviation;
mod deviations;
mod edit;
mod error;
mod field;
mod formats;
mod json;
mod json_pointer;
mod kind;
mod lens;
mod payload;
mod scalar;
mod scan;
#[cfg(feature = "serde")]
pub mod serde;
mod shape;
#[cfg(feature = "sources")]
#[doc(hidden)]
pub mod sources;
mod swar;
mod text;

pub use builder::Builder;
pub use collection::{List, Map, choose};
pub use deviation::{Deviation, DeviationClass};
pub use deviations::value_deviations;
pub use edit::{Edit, Input, input_json, input_text};
pub use error::{DecodeError, ErrorClass};
pub use field::{Field, Value};
pub use json::{Json, JsonKind};
pub use kind::{Kind, Link};
pub use lens::{Lens, Limits, Slots};
pub use payload::{Payload, UnknownEvent};
pub use scalar::{Date, Number, Timestamp};
pub use shape::{FieldDef, Shape, index, index_size, quoted_key};

/// The text of a string value; borrowed unless it has escapes.
pub type Text<'a> = std::borrow::Cow<'a, str>;

/// Opens an object inside a payload. For generated code.
#[doc(hidden)]
pub fn open<'a>(json: Json<'a>, kind: &'static Kind) -> Option<Lens<'a>> {
    let Kind::Object(shape) = kind else { return None };
    Lens::open(json, shape.get()?)
}
