//! TOML: strings.

use std::fmt::{self, Display, Formatter, Write};

use eventspec_catalog::is_invisible;

use super::{Embeds, Language};
use crate::visible::visible;

/// TOML.
pub(crate) struct Toml;

impl Language for Toml {
    fn comment(text: &'static str) -> String {
        format!("# {text}")
    }
}

/// A basic string.
pub(crate) struct TomlString<'a>(pub &'a str);

impl Embeds<Toml> for TomlString<'_> {}

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

/// A basic string for people, on one line: cargo hands those of a manifest to compilers, which take no NUL.
pub(crate) struct TomlLine<'a>(pub &'a str);

impl Embeds<Toml> for TomlLine<'_> {}

impl Display for TomlLine<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut line = String::with_capacity(self.0.len());
        for c in self.0.chars() {
            if is_invisible(c) {
                line.push_str(&visible(c));
            } else {
                line.push(c);
            }
        }
        TomlString(&line).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_stay_strings() {
        assert_eq!(TomlString("a\"\\\n\u{202e}é🎉").to_string(), "\"a\\\"\\\\\\U0000000a\\U0000202eé🎉\"");
        assert_eq!(TomlLine("a\"b\n\0é").to_string(), "\"a\\\"b(U+000A)(U+0000)é\"");
    }
}
