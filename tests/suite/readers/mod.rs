//! Every way to read a payload.

use crate::catalogues::Catalogue;
use crate::{Failed, Outcome, fail};

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

/// What both SDKs answer, which has to be the same.
///
/// # Errors
/// Fails with the first text that they read differently.
pub fn agreed(catalogue: &Catalogue, requests: &[Request]) -> Result<Vec<Outcome>, Failed> {
    let lens = rust::lens(catalogue.name);
    let typescript = node::typescript(&catalogue.generated, requests)?;
    let rust: Vec<Outcome> = requests.iter().map(lens).collect();
    match requests.iter().zip(&rust).zip(typescript).find(|((_, rust), typescript)| *rust != typescript) {
        None => Ok(rust),
        Some(((request, rust), typescript)) => {
            fail(format!("{}\n  rust       {rust:?}\n  typescript {typescript:?}", request.text))
        }
    }
}
