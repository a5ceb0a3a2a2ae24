//! A payload as a type that takes no deviation, and what does not fit.

use std::error::Error;
use std::fmt;

use serde::de::DeserializeOwned;

use crate::Deviation;

/// Why a payload is not of a type of serde's.
#[derive(Debug)]
pub struct Misfit<'a> {
    deviations: Vec<Deviation<'a>>,
    error: serde_json::Error,
}

impl<'a> Misfit<'a> {
    /// Every deviation of the payload from the specification; serde stops at the first that it refuses.
    ///
    /// Empty where the type refuses what the specification allows, as serde's integers do `2.0`.
    pub fn deviations(&self) -> &[Deviation<'a>] {
        &self.deviations
    }
}

impl fmt::Display for Misfit<'_> {
    /// Where serde stopped, then every deviation. What serde said is the source: it may quote the payload, which is somebody's data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "does not match the type (line {}, column {})", self.error.line(), self.error.column())?;
        for (index, deviation) in self.deviations.iter().enumerate() {
            write!(f, "{}{deviation}", if index == 0 { ": " } else { ", " })?;
        }
        Ok(())
    }
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
    serde_json::from_str(json).map_err(|error| Misfit { deviations: deviations(), error })
}
