//! TypeScript and JavaScript: string literals, keys and documentation comments.

use std::fmt::{self, Display, Formatter, Write};

use eventspec_catalog::is_invisible;

use super::{Embeds, Language, Markdown, write_visible};

/// TypeScript and JavaScript.
pub(crate) struct TypeScript;

impl Language for TypeScript {
    fn comment(text: &'static str) -> String {
        format!("// {text}")
    }
}

/// A string literal in double quotes.
pub(crate) struct TsString<'a>(pub &'a str);

impl Embeds<TypeScript> for TsString<'_> {}

impl Display for TsString<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' | '\\' => write!(f, "\\{c}")?,
                '\n' => f.write_str("\\n")?,
                // `<` opens `</script>` and `<!--` where a bundle is inlined into a page.
                '<' => f.write_str("\\x3c")?,
                c if is_invisible(c) => write_units(f, c)?,
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}

/// The key of a member of an interface: bare where it is a plain identifier, else a string literal.
pub(crate) struct TsKey<'a>(pub &'a str);

impl Embeds<TypeScript> for TsKey<'_> {}

impl Display for TsKey<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let is_plain = self.0.starts_with(|c: char| c.is_ascii_alphabetic())
            && self.0.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !MODIFIERS.contains(&self.0);
        if is_plain { f.write_str(self.0) } else { TsString(self.0).fmt(f) }
    }
}

/// Words that can begin a member of an interface and mean something else than its key.
const MODIFIERS: [&str; 8] = ["accessor", "async", "constructor", "get", "new", "readonly", "set", "static"];

/// A line inside a `/** */` comment, which editors read as Markdown with tags.
pub(crate) struct TsComment<'a>(pub &'a str);

impl Embeds<TypeScript> for TsComment<'_> {}

impl Display for TsComment<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut previous = ' ';
        for c in self.0.chars() {
            match c {
                '/' if previous == '*' => f.write_str("\\/")?,
                // A tag, unless it is in the middle of a word as in an e-mail address.
                '@' if !previous.is_ascii_alphanumeric() => f.write_str("\\@")?,
                c if is_invisible(c) => write_visible(f, c)?,
                c => f.write_char(c)?,
            }
            previous = c;
        }
        Ok(())
    }
}

// A literal in an example, which is Markdown; it has no line end.
impl Embeds<Markdown> for TsString<'_> {}

/// Writes a character as the escapes of its UTF-16 units.
fn write_units(f: &mut Formatter<'_>, c: char) -> fmt::Result {
    c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(f, "\\u{unit:04x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_stay_strings() {
        let hostile = "a\"b\\c\nd\r\u{2028}\0</script>`${x}`\u{202e}🎉\u{e0001}";
        let expected = r#""a\"b\\c\nd\u000d\u2028\u0000\x3c/script>`${x}`\u202e🎉\udb40\udc01""#;
        assert_eq!(TsString(hostile).to_string(), expected);
    }

    #[test]
    fn keys_are_bare_only_where_nothing_else_is_meant() {
        for (key, expected) in [
            ("fiat_amount", "fiat_amount"),
            ("delete", "delete"),
            ("meta.coin_spent", r#""meta.coin_spent""#),
            ("__proto__", r#""__proto__""#),
            ("new", r#""new""#),
            ("2fa", r#""2fa""#),
            ("", r#""""#),
            ("naïve", r#""naïve""#),
        ] {
            assert_eq!(TsKey(key).to_string(), expected);
        }
    }

    #[test]
    fn comments_stay_comments() {
        assert_eq!(TsComment("a */ b */").to_string(), "a *\\/ b *\\/");
        assert_eq!(TsComment("a/b").to_string(), "a/b");
        assert_eq!(TsComment("@type {x} {@link y} a@b.c").to_string(), "\\@type {x} {\\@link y} a@b.c");
        assert_eq!(TsComment("a\u{202e}b\0").to_string(), "a(U+202E)b(U+0000)");
    }
}
