#![doc = include_str!("../README.md")]
//!
//! # Resolve
//!
//! [`Sources`] are the files of a specification, read by [`Sources::load`] or put in one by one. [`resolve`] makes a
//! [`Catalog`] of them:
//!
//! ```
//! use eventspec_catalog::{Sources, Scalar, Type, resolve};
//!
//! let mut sources = Sources::default();
//! sources.insert("catalog.toml", r#"
//!     name = "shop-events"
//!     title = "Shop events"
//!     version = "0.1.0"
//!     doc = "What the shop sends."
//! "#);
//! sources.insert("events/order.toml", r#"
//!     doc = "An order."
//!
//!     [[event]]
//!     name = "order_create"
//!     doc = "An order was placed."
//!
//!     [[field]]
//!     name = "fiat_amount"
//!     type = "number"
//!     doc = "Order total."
//!     example = 849.54
//! "#);
//! sources.insert("samples/order_create/documented.json", r#"{ "fiat_amount": 849.54 }"#);
//!
//! let catalog = resolve(&sources).expect("a specification without mistakes");
//! let (event, payload) = catalog.events().next().expect("it has an event");
//! assert_eq!(event.name, "order_create");
//! assert_eq!(payload.fields[0].ty, Type::Scalar(Scalar::Number));
//! ```
//!
//! # Report
//!
//! If there are mistakes, the result is a [`Report`] of all of them, each with its [`Code`], its [`Place`] and a fix:
//!
//! ```
//! use eventspec_catalog::{Code, Sources, resolve};
//!
//! let mut sources = Sources::default();
//! sources.insert("catalog.toml", "title = \"Shop events\"\nversion = \"1\"\n");
//! sources.insert("events/order.toml", "doc = \"An order.\"\n[[event]]\nname = \"order_create\"\ndoc = \"It was placed.\"\n");
//!
//! let report = resolve(&sources).expect_err("it has no name");
//! let finding = &report.diagnostics()[0];
//! assert_eq!(finding.code, Code::MissingKey);
//! assert_eq!(report.place(finding).to_string(), "catalog.toml:1:1");
//! assert!(report.render("spec/", false).contains("--> spec/catalog.toml:1:1")); // for people
//! assert!(report.to_json("spec/").contains("\"code\": \"missing-key\"")); // for programs
//! ```
//!
//! # Explain
//!
//! [`Code::explanation`] says what a code means, and why it is a mistake, with an example of it and of its fix:
//!
//! ```
//! use eventspec_catalog::{Code, resolve};
//!
//! let explanation = Code::UnknownType.explanation();
//! assert!(explanation.wrong.markdown.contains("```toml"));
//! assert!(resolve(&explanation.wrong.sources()).is_err());
//! assert!(resolve(&explanation.right.sources()).is_ok());
//! ```
//!
//! # Format
//!
//! [`format_toml`] formats a file of a specification; comments and the order of keys are kept:
//!
//! ```
//! let tidy = eventspec_catalog::format_toml("# As on the label.\nname='sku'\n")?;
//! assert_eq!(tidy, "# As on the label.\nname = \"sku\"\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Schemas for editors
//!
//! [`file_schemas`] describes the files of one specification to an editor, which completes the names of its groups and types:
//!
//! ```
//! # let sources = eventspec_catalog::Code::UnknownGroup.explanation().right.sources();
//! let catalog = eventspec_catalog::resolve(&sources).expect("a specification without mistakes");
//! let schemas = eventspec_catalog::file_schemas(&catalog, &[]);
//! let (_, schema) = schemas.iter().find(|(name, _)| *name == "payload.schema.json").expect("there is one for payloads");
//! assert!(schema.pointer("/properties/include").is_some());
//! ```

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod aliases;
mod ambiguity;
mod bounds;
mod catalog;
mod check;
mod checked;
mod constraints;
mod contradictions;
mod decimal;
mod delivery;
mod departing;
mod diagnostic;
mod docs;
mod editor;
mod event_names;
mod event_refine;
mod example;
mod explain;
mod fields;
mod fitting;
mod ident;
mod include;
mod invisible_chars;
mod json_kinds;
mod json_text;
mod keys;
mod layout;
pub mod limits;
mod literal;
mod load;
mod narrow;
mod objects;
mod parts;
mod phrases;
mod place;
mod read;
mod refine;
mod repeats;
mod requests;
mod reserved;
mod resolve;
mod rest;
mod samples;
mod scalar;
mod scope;
mod shapes;
mod sites;
mod smallest;
mod sources;
mod spec;
mod tag;
mod time_pattern;
mod toml_format;
mod toml_path;
mod type_cycles;
mod type_expr;
mod type_help;
mod unreachable;
mod values;
mod ways;

pub use catalog::{
    Catalog, Departing, Deprecation, EnumValue, Event, Evidence, Field, Group, GroupId, Json, NamePlace,
    PackageVersion, Payload, ReservedKey, Sample, StatedDeviation, Type, TypeDef, TypeId, TypeKind, Unlisted, Variant,
};
pub use constraints::{Constrained, Constraints};
pub use decimal::Decimal;
pub use delivery::{
    Algorithm, Answer, BodyFormat, Capture, CodeScheme, Delivery, NameTemplate, Piece, Pointer, RequestPlace, Scheme,
    SecretEncoding, SecretForm, Signature, SignaturePart, SignedTime, TimeForm, TokenForm, duration_text, preset,
    preset_names,
};
pub use diagnostic::{Code, Diagnostic, Report};
pub use docs::{Doc, Documentable, Undocumented, undocumented};
pub use editor::file_schemas;
pub use explain::{Edit, Example, Explanation};
pub use ident::Ident;
pub use literal::{Literal, LiteralKind, Values};
pub use load::{Load, LoadError};
pub use phrases::type_phrase;
pub use place::Place;
pub use requests::{ArrivedEvent, EventNames, SampleRequest, SentEvent};
pub use resolve::{Resolve, resolve, resolve_with, resolve_without_samples};
pub use scalar::{JsonType, Scalar, ScalarName, ScalarRow, TextOf, UnixUnit};
#[doc(hidden)]
pub use smallest::smallest_sizes;
pub use sources::Sources;
pub use time_pattern::{TimePattern, TimePiece};
pub use toml_format::format_toml;

// For the other crates of eventspec.
#[doc(hidden)]
pub use {
    delivery::{delivery_key_names, rules as delivery_rules, time_type},
    fields::is_built_in,
    invisible_chars::{is_invisible, visible, visible_json},
    keys::{Form, Key, key, key_names, required},
    layout::unreadable_files,
    load::{Contents, read_regular_file},
    read::{Fault, read_file, suggestion},
    shapes::Shapes,
};

/// Whether a text is a day as YYYY-MM-DD, as for a sunset.
#[doc(hidden)]
pub fn is_date(text: &str) -> bool {
    eventspec_runtime::formats::time(text, "YYYY-MM-DD").is_some()
}
