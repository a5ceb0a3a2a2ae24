//! Every way to read a payload.

use std::path::Path;

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
    agreed_with(rust::lens(catalogue.name), &catalogue.generated, requests)
}

/// The same of a reader in Rust, and of the TypeScript SDK below a directory.
///
/// # Errors
/// Fails with the first text that they read differently.
pub fn agreed_with(
    rust: impl Fn(&Request) -> Outcome,
    generated: &Path,
    requests: &[Request],
) -> Result<Vec<Outcome>, Failed> {
    let typescript = node::typescript(generated, requests)?;
    let rust: Vec<Outcome> = requests.iter().map(rust).collect();
    match requests.iter().zip(&rust).zip(typescript).find(|((_, rust), typescript)| *rust != typescript) {
        None => Ok(rust),
        Some(((request, rust), typescript)) => {
            fail(format!("{}\n  rust       {rust:?}\n  typescript {typescript:?}", request.text))
        }
    }
}
