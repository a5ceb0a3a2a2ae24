//! Characters that nobody would see.

use std::fmt::{self, Formatter};

/// Writes a character's code point, to be seen in its place.
pub(crate) fn write_visible(f: &mut Formatter<'_>, c: char) -> fmt::Result {
    f.write_str(&visible(c))
}

/// A character's code point.
pub(crate) fn visible(c: char) -> String {
    format!("(U+{:04X})", u32::from(c))
}
