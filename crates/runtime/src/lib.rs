#![doc = include_str!("../README.md")]
//!
//! # How a payload is read
//!
//! [`Payload`] has what every generated payload type can do: decode, give the text back, list unknown members and
//! deviations; [`Object`] has the same for the types of objects inside a payload. An accessor returns a [`Field`], whose
//! [`FieldState`] distinguishes every case:
//!
//! ```
//! # // What a generated crate has: a table, and an accessor for each field.
//! # use eventspec_runtime as rt;
//! # static FIELDS: [rt::FieldDef; 2] = [
//! #     rt::FieldDef::new("fiat_amount", "\"fiat_amount\":", rt::Kind::Number).required(),
//! #     rt::FieldDef::new("utm_source", "\"utm_source\":", rt::Kind::String).blank(),
//! # ];
//! # static INDEX: [u32; 8] = rt::index(&FIELDS, &[]);
//! # static SHAPE: rt::Shape = rt::Shape { name: "order", fields: &FIELDS, aliases: &[], index: &INDEX, rest: None, name_places: &[] };
//! # struct Order<'a>(rt::Lens<'a>);
//! # rt::payload!(Order, SHAPE);
//! # impl Order<'_> {
//! #     fn fiat_amount(&self) -> rt::Field<'_, rt::Number<'_>> {
//! #         self.0.read(0)
//! #     }
//! #     fn utm_source(&self) -> rt::Field<'_, rt::Text<'_>> {
//! #         self.0.read(1)
//! #     }
//! # }
//! use eventspec_runtime::{Payload, FieldState};
//!
//! let body = br#"{"fiat_amount": 849.50, "utm_source": "", "channel": "pos"}"#;
//! let order = Order::decode(body)?;
//!
//! let amount = order.fiat_amount().value().expect("it was sent");
//! assert_eq!(amount.as_str(), "849.50"); // the digits as sent
//! assert_eq!(amount.to_f64(), 849.5);
//! assert_eq!(order.utm_source(), FieldState::Blank);
//! assert_eq!(order.extra()[0].0, "channel"); // unknown members are kept
//! assert_eq!(order.deviations()[0].to_string(), "unknown_field at /channel");
//! assert_eq!(order.json().as_bytes(), body); // byte for byte
//! # Ok::<(), eventspec_runtime::DecodeError>(())
//! ```
//!
//! # What is inside
//!
//! An object inside a payload borrows its text, and what is read from it borrows that text rather than the object. So accessors are
//! chained, and nothing on the way needs a name:
//!
//! ```
//! # // What a generated crate has for an order with a customer in it.
//! # use eventspec_runtime as rt;
//! # static ORDER_FIELDS: [rt::FieldDef; 1] =
//! #     [rt::FieldDef::new("customer", "\"customer\":", rt::Kind::Object(rt::Link::Static(&CUSTOMER)))];
//! # static ORDER_INDEX: [u32; 4] = rt::index(&ORDER_FIELDS, &[]);
//! # static ORDER: rt::Shape =
//! #     rt::Shape { name: "order", fields: &ORDER_FIELDS, aliases: &[], index: &ORDER_INDEX, rest: None, name_places: &[] };
//! # static CUSTOMER_FIELDS: [rt::FieldDef; 1] = [rt::FieldDef::new("city", "\"city\":", rt::Kind::String)];
//! # static CUSTOMER_INDEX: [u32; 4] = rt::index(&CUSTOMER_FIELDS, &[]);
//! # static CUSTOMER: rt::Shape =
//! #     rt::Shape { name: "customer", fields: &CUSTOMER_FIELDS, aliases: &[], index: &CUSTOMER_INDEX, rest: None, name_places: &[] };
//! # struct Order<'a>(rt::Lens<'a>);
//! # rt::payload!(Order, ORDER);
//! # impl Order<'_> {
//! #     fn customer(&self) -> rt::Field<'_, Customer<'_>> {
//! #         self.0.read(0)
//! #     }
//! # }
//! # struct Customer<'a>(rt::View<'a>);
//! # rt::object!(Customer, CUSTOMER);
//! # impl<'a> Customer<'a> {
//! #     fn city(&self) -> rt::Field<'a, rt::Text<'a>> {
//! #         self.0.read(0)
//! #     }
//! # }
//! use eventspec_runtime::{Object, Owned, Payload, Text};
//!
//! fn city<'o>(order: &'o Order<'_>) -> Option<Text<'o>> {
//!     order.customer().value()?.city().value()
//! }
//!
//! let order = Order::decode(br#"{"customer":{"city":"Bengaluru"}}"#)?;
//! assert_eq!(city(&order).as_deref(), Some("Bengaluru"));
//!
//! // What is to outlive the payload has its text copied, and gives views of it.
//! let customer = order.customer().value().expect("it was sent");
//! let kept: Owned<Customer<'static>> = customer.into_owned();
//! drop(order);
//! assert_eq!(kept.json(), r#"{"city":"Bengaluru"}"#);
//! assert!(kept.view().city().is_present());
//! # Ok::<(), eventspec_runtime::DecodeError>(())
//! ```
#![doc = ""]
#![doc = include_str!("../CONTRACT.md")]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]
#![allow(
    clippy::inline_always,
    reason = "the scanner keeps its position in registers only where it is inlined; measured"
)]
#![allow(clippy::unnested_or_patterns, reason = "types that are alike are a pattern of their own, `text_kind!()`")]

mod builder;
mod choice;
mod collection;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "rust_decimal", feature = "time"))]
mod convert;
mod decimal;
#[cfg(feature = "receive")]
pub mod delivery;
mod deviation;
mod deviations;
mod edit;
mod error;
mod field;
mod field_error;
#[doc(hidden)]
pub mod formats;
mod json;
mod json_pointer;
mod kind;
mod lens;
mod limits;
mod object;
mod occurrences;
mod payload;
mod place;
mod scalar;
mod scan;
#[cfg(feature = "serde")]
pub mod serde;
mod shape;
#[cfg(feature = "sources")]
#[doc(hidden)]
pub mod sources;
mod swar;
mod table;
mod text;
mod verdict;
mod view;

pub use builder::{BuildError, Builder};
pub use collection::{Entries, Items, List, Map};
pub use deviation::{Deviation, DeviationClass};
pub use edit::Input;
pub use error::{DecodeError, ErrorClass};
pub use field::{Field, FieldState, Value};
pub use field_error::FieldError;
pub use formats::Instant;
pub use json::{Json, JsonKind};
pub use limits::Limits;
pub use object::{Object, Owned};
pub use payload::{Payload, UnknownEvent};
pub use scalar::{
    BooleanText, Date, DateTime, IntegerText, Number, NumberText, TextOf, Timestamp, UnixMillis, UnixMillisText,
    UnixSeconds, UnixSecondsText,
};

// For generated code, and for shapes that are made at run time; not for use by hand.
#[doc(hidden)]
pub use {
    choice::{Choice, choose},
    deviations::value_deviations,
    edit::{Edit, input_json, input_text},
    kind::{Kind, Link, Union, UnixUnit},
    lens::{Lens, Slots},
    place::unescaped,
    shape::{FieldDef, NamePlace, Part, RestDef, Shape, aliases, fields, index, index_size, quoted_key},
    view::View,
};

/// The text of a string value; borrowed unless it has escapes.
pub type Text<'a> = std::borrow::Cow<'a, str>;

/// Opens an object inside a payload. For generated code.
#[doc(hidden)]
pub fn open<'a>(json: Json<'a>, kind: &'static Kind) -> Option<View<'a>> {
    let Kind::Object(shape) = kind else { return None };
    View::open(json, shape.get()?)
}
