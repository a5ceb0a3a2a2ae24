//! How requests become events: the files of `delivery/`.

mod check;
mod model;
mod names;
mod presets;
mod resolve;
mod rules;
mod spec;
mod template;

pub(crate) use check::check;
pub use model::{
    Algorithm, Answer, BodyFormat, Capture, CodeScheme, Delivery, NameTemplate, Piece, Pointer, RequestPlace, Scheme,
    SecretEncoding, SecretForm, Signature, SignaturePart, SignedTime, TimeForm, TokenForm, duration_text,
};
pub use presets::{preset, preset_names};
pub(crate) use resolve::{names, resolve};
pub use rules::{rules, time_type};
#[cfg(test)]
pub(crate) use spec::DELIVERY_KEYS;
pub use spec::delivery_key_names;
pub(crate) use spec::{ABOVE_SIGNATURES, DeliveryFile, IN_SIGNATURES};
