//! TOML: strings.

use std::fmt::{self, Display, Formatter, Write};

use super::{Language, Written, is_invisible};

/// TOML.
pub(crate) struct Toml;

impl Language for Toml {
    fn comment(text: &'static str) -> String {
        format!("# {text}")
    }
}

/// A basic string.
pub(crate) struct TomlString<'a>(pub &'a str);

impl Written<Toml> for TomlString<'_> {}

impl Display for TomlString<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' | '\\' => write!(f, "\\{c}")?,
                c if is_invisible(c) => write!(f, "\\U{:08x}", u32::from(c))?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}
