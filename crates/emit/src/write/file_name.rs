//! Names of files and folders.

use std::fmt::{self, Display, Formatter, Write};

use eventspec_catalog::Ident;

use super::Embeds;

/// A path below the folder of a target, with `/` between folders.
pub(crate) struct FileName;

/// The longest stem that is kept whole; file systems stop at 255 bytes.
const LONGEST: usize = 100;

/// The name of a file without its ending: words in lower case, none that a file system keeps for a device, and not too
/// long for one. Distinct for distinct identifiers, even where case is ignored.
pub(crate) struct FileStem<'a>(pub &'a Ident);

impl Embeds<FileName> for FileStem<'_> {}

impl Display for FileStem<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let stem = self.0.snake();
        f.write_str(stem.get(..LONGEST).unwrap_or(stem))?;
        if stem.len() > LONGEST {
            // Two underscores: no identifier has two in a row.
            write!(f, "__{:016x}", fnv1a(stem))
        } else if is_device(stem) {
            f.write_str("_")
        } else {
            Ok(())
        }
    }
}

/// The name of the catalogue, of lower-case letters, digits and hyphens.
pub(crate) struct PackageName<'a>(pub &'a str);

impl Embeds<FileName> for PackageName<'_> {}

impl Display for PackageName<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| f.write_char(if c.is_ascii_alphanumeric() { c } else { '-' }))?;
        f.write_str(if is_device(self.0) { "_" } else { "" })
    }
}

/// Whether a file of this name, with whatever ending, is a device on Windows.
fn is_device(stem: &str) -> bool {
    let numbered =
        |prefix: &str| stem.strip_prefix(prefix).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    matches!(stem, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// A hash that is the same everywhere and always.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(name: &str) -> String {
        FileStem(&Ident::new(name)).to_string()
    }

    #[test]
    fn devices_are_stepped_around() {
        assert_eq!(
            [stem("con"), stem("com1"), stem("lpt9"), stem("com"), stem("order")],
            ["con_", "com1_", "lpt9_", "com", "order"]
        );
    }

    #[test]
    fn packages_are_folders() {
        let name = |name| PackageName(name).to_string();
        assert_eq!(
            [name("shop-events2"), name("a/../b"), name("con"), name("lpt1")],
            ["shop-events2", "a----b", "con_", "lpt1_"]
        );
    }

    #[test]
    fn names_are_cut_where_they_are_too_long() {
        let long = "a".repeat(LONGEST);
        assert_eq!(stem(&long), long);
        // The hash is the one that is published as FNV-1a.
        assert_eq!(fnv1a("a"), 0xaf63_dc4c_8601_ec8c);
        let longer = long.clone() + "a";
        assert_eq!(stem(&longer), format!("{long}__{:016x}", fnv1a(&longer)));
    }

    #[test]
    fn long_names_make_short_and_distinct_files() {
        let (a, b) = (stem(&"a".repeat(10_000)), stem(&"a".repeat(10_001)));
        assert!(a.len() < 130 && b.len() < 130 && a != b);
    }
}
