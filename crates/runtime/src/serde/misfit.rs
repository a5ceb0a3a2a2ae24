//! A payload as a type that takes no deviation, and what does not fit.

use std::error::Error;
use std::fmt;

use serde::de::DeserializeOwned;

use crate::{Deviation, json_pointer};

/// Why a payload is not of a type of serde's.
#[derive(Debug)]
pub struct Misfit<'a> {
    place: String,
    deviations: Vec<Deviation<'a>>,
    error: serde_json::Error,
}

impl<'a> Misfit<'a> {
    /// Where serde stopped, as an RFC 6901 JSON Pointer: the value that it refused, or the object in which it missed a member.
    pub fn path(&self) -> &str {
        &self.place
    }

    /// Every deviation of the payload from the specification. The type may mind only a few of them; serde stops at the first that it
    /// refuses.
    ///
    /// Empty where the type refuses what the specification allows, as serde's integers do `2.0`.
    pub fn deviations(&self) -> &[Deviation<'a>] {
        &self.deviations
    }
}

impl fmt::Display for Misfit<'_> {
    /// Where serde stopped and why. What serde said word for word is the source: it may quote the payload, which is somebody's data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.place.is_empty() { "the payload" } else { &self.place };
        let (line, column) = (self.error.line(), self.error.column());
        write!(f, "{place} does not match the type (line {line}, column {column}): ")?;
        let said = self.error.to_string();
        let said = said.rfind(" at line ").and_then(|end| said.get(..end)).unwrap_or(&said);
        match without_values(said) {
            Some((cause, expected)) => write!(f, "{cause}{expected}"),
            None => f.write_str("the type refuses the value"),
        }
    }
}

/// What serde says of a value, in two parts, without the value that stands between them; `None` for words that are not serde's own.
fn without_values(said: &str) -> Option<(&str, &str)> {
    let expected = || said.rfind(", expected ").and_then(|at| said.get(at..)).unwrap_or_default();
    let names_a_key =
        ["missing field ", "duplicate field ", "unknown field "].iter().any(|known| said.starts_with(known));
    if names_a_key {
        return Some((said, ""));
    }
    if said.starts_with("unknown variant ") {
        return Some(("unknown variant", expected()));
    }
    let shows_a_value =
        ["invalid type: ", "invalid value: ", "invalid length "].iter().any(|known| said.starts_with(known));
    // A string is in quotes, a number or boolean in backticks.
    let end = said.find(['"', '`']).or_else(|| said.rfind(", expected "))?;
    shows_a_value.then_some((said.get(..end)?.trim_end(), expected()))
}

impl Error for Misfit<'_> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}

/// Reads the text of a payload, or of an object inside one, as a type of serde's.
pub(crate) fn read<'a, T: DeserializeOwned>(
    json: &str,
    deviations: impl FnOnce() -> Vec<Deviation<'a>>,
) -> Result<T, Misfit<'a>> {
    serde_json::from_str(json).map_err(|error| {
        let place = json_pointer::of_byte(json, last_byte(json, &error));
        Misfit { place, deviations: deviations(), error }
    })
}

/// The byte at which serde stopped: the last one that it read.
fn last_byte(json: &str, error: &serde_json::Error) -> usize {
    let before: usize = json.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    before + error.column().saturating_sub(1)
}
