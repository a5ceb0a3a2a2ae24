//! How much is accepted.

use std::str::Utf8Error;

use crate::error::{DecodeError, ErrorClass};
use crate::scan::MAX_DEPTH;

/// How much of a payload is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the text. Default: 16 MiB; at most 2 GiB.
    pub bytes: usize,
    /// Levels of arrays and objects, the payload being the first. Default, and most: 128.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 16 * 1024 * 1024, depth: MAX_DEPTH }
    }
}

impl Limits {
    /// The bytes of a payload as text.
    ///
    /// # Errors
    /// Fails for more bytes than the limit, and for what is not UTF-8.
    #[doc(hidden)]
    pub fn text(self, bytes: &[u8]) -> Result<&str, DecodeError> {
        self.admit(bytes)?;
        let not_utf8 = |error: Utf8Error| DecodeError::new(ErrorClass::NotUtf8, error.valid_up_to(), bytes);
        std::str::from_utf8(bytes).map_err(not_utf8)
    }

    pub(crate) fn admit(self, bytes: &[u8]) -> Result<(), DecodeError> {
        let most = self.bytes.min(i32::MAX as usize);
        if bytes.len() > most { Err(DecodeError::new(ErrorClass::TooLarge, most, bytes)) } else { Ok(()) }
    }
}
