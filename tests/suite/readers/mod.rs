//! Every way to read a payload.

pub mod node;
pub mod rust;
pub mod schema;

/// A text that readers are sent.
#[derive(Clone, Debug)]
pub struct Request {
    /// The event's name.
    pub event: String,
    /// The payload.
    pub text: String,
}
