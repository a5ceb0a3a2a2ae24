//! From an HTTP request to verified, typed events.
//!
//! A generated crate has a [`Setup`] for each delivery of its specification. It becomes a [`Receiver`] when it is told how senders are
//! verified, and not before: what is not verified says so in the code. A receiver makes of a [`Request`] a [`Delivery`], or a
//! [`Rejection`] with the status to answer with.
//!
//! ```
//! # // What a generated crate has: the rules of a delivery.
//! # use eventspec_runtime::delivery::rules::*;
//! # static RULES: Rules = Rules {
//! #     name: "webhook", body: Body::Json, events: None,
//! #     event: &[Template { pieces: &[Piece::Place(Place::Header("x-github-event"))], optional: &[] }],
//! #     id: Some(&[Piece::Place(Place::Header("x-github-delivery"))]), sent_at: None, version: None, attempt: None,
//! #     signatures: &[Signature {
//! #         name: "sha256", at: Place::Header("x-hub-signature-256"),
//! #         kind: SignatureKind::Code {
//! #             split: None, parts: &[Part { literal: "sha256=", capture: Capture::Hex }],
//! #             signed: &[Piece::Place(Place::WholeBody)], algorithm: Algorithm::HmacSha256,
//! #             secret: SecretForm { literal: "", literal_is_optional: false, encoding: SecretEncoding::Text },
//! #             time: None,
//! #         },
//! #     }],
//! #     handshake: None,
//! # };
//! # // Its event, as far as this example needs it.
//! # type Event = eventspec_runtime::UnknownEvent<'static>;
//! use eventspec_runtime::delivery::{RejectionClass, RequestParts, Setup};
//!
//! let receiver = Setup::<Event>::new(&RULES).secrets(["It's a Secret to Everybody"])?;
//!
//! let signature = "sha256=b9f180c4171a9926a5055962b54ec47b0ebee85e62e76c83ebdbb382f77b05ac";
//! let request = RequestParts::new("POST", "/hooks", b"{\"zen\":\"Keep it logically awesome.\"}")
//!     .with_header("X-GitHub-Event", "ping")
//!     .with_header("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
//!     .with_header("X-Hub-Signature-256", signature);
//! let delivery = receiver.receive(&request)?;
//! assert_eq!(delivery.events[0].name, "ping");
//! assert_eq!(delivery.events[0].id.as_deref(), Some("72d3162e-cc78-11e3-81ab-4c9367dc0958"));
//!
//! let forged = RequestParts::new("POST", "/hooks", b"{\"zen\":\"\"}").with_header("X-Hub-Signature-256", signature);
//! let rejection = receiver.receive(&forged).unwrap_err();
//! assert_eq!(rejection.class(), RejectionClass::WrongSignature);
//! assert_eq!(rejection.status(), 401);
//! assert_eq!(rejection.to_string(), "wrong signature: `sha256`");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![doc = ""]
#![doc = include_str!("../../DELIVERY.md")]

mod cloudevents;
mod delivered;
mod form;
mod handshake;
mod names;
mod percent;
mod places;
mod pointer;
mod reading;
mod receiver;
mod rejection;
mod request;
#[doc(hidden)]
pub mod rules;
mod secret;
mod seen;
mod setup;
mod sign;
mod time;
mod verify;

#[doc(hidden)]
pub use delivered::Listing;
pub use delivered::{Delivered, Delivery, Events, Refused};
pub use receiver::Receiver;
pub use rejection::{Rejection, RejectionClass};
pub use request::{Request, RequestParts};
pub use seen::{MemorySeen, Progress, Seen};
pub use setup::{Setup, SetupError};
#[doc(hidden)]
pub use sign::{sign, time_text};
