//! What the suite is made of: catalogues under test, readers of payloads, and what they answer.
//!
//! `main.rs` lists the tests. A reader takes an event's name and a text and gives an [`Outcome`]; all readers are sent
//! the same texts and must agree.

pub mod catalogues;
pub mod changes;
pub mod cli;
pub mod expect;
pub mod files;
pub mod matrix;
pub mod program;
pub mod python;
pub mod readers;
pub mod registry;
pub mod reports;
pub mod server;
pub mod vectors;

use std::fmt;

/// The Rust of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}

/// What a reader makes of a payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was decoded.
    Decoded {
        /// What it was encoded to again.
        encoded: String,
        /// Class, path and what was seen, in order.
        deviations: Vec<(String, String, Option<String>)>,
        /// Unknown keys, in order.
        unknown: Vec<String>,
        /// State and text of what is read at the path of each deviation of a known event.
        places: Vec<(String, Option<String>)>,
    },
    /// It was refused.
    Refused {
        /// The class of the error.
        class: String,
        /// The byte that is to blame.
        offset: usize,
        /// Its line.
        line: usize,
        /// Its column.
        column: usize,
    },
}

/// The result of one test.
pub type Verdict = Result<(), Failed>;

/// Why a test failed.
#[derive(Clone)]
pub struct Failed(String);

impl Failed {
    /// What is told of it.
    pub fn message(&self) -> &str {
        &self.0
    }
}

/// As the harness shows it: the message as it is, line by line.
impl fmt::Debug for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<M: fmt::Display> From<M> for Failed {
    fn from(message: M) -> Self {
        Self(message.to_string())
    }
}

/// Fails a test with a message.
pub fn fail<T>(message: impl Into<String>) -> Result<T, Failed> {
    Err(Failed(message.into()))
}

/// That a text has all of some parts.
///
/// # Errors
/// Fails with the first part that is missing.
pub fn contains(text: &str, parts: &[&str]) -> Verdict {
    match parts.iter().find(|part| !text.contains(**part)) {
        None => Ok(()),
        Some(part) => fail(format!("no {part:?} in:\n{text}")),
    }
}
