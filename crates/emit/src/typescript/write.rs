//! The only ways for text of a specification to reach TypeScript and its documents: one writer for each
//! context it can land in. A writer neutralises what has a meaning there and never leaves anything out.

use std::fmt::{self, Display, Formatter, Write};

/// A string literal in double quotes, in JavaScript and TypeScript alike.
pub(super) struct TsString<'a>(pub &'a str);

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
pub(super) struct TsKey<'a>(pub &'a str);

impl Display for TsKey<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let is_plain = self.0.starts_with(|c: char| c.is_ascii_alphabetic())
            && self.0.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !MODIFIERS.contains(&self.0);
        if is_plain { f.write_str(self.0) } else { TsString(self.0).fmt(f) }
    }
}

/// Words that can begin a member of an interface and mean something else than its key.
const MODIFIERS: [&str; 7] = ["constructor", "get", "new", "readonly", "set", "static", "async"];

/// Text inside a `/** */` comment, which editors read as Markdown with tags. Lines are the caller's.
pub(super) struct TsComment<'a>(pub &'a str);

impl Display for TsComment<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut previous = ' ';
        for c in self.0.chars() {
            match c {
                '/' if previous == '*' => f.write_str("\\/")?,
                // A tag, unless it is in the middle of a word as in an e-mail address.
                '@' if !previous.is_ascii_alphanumeric() => f.write_str("\\@")?,
                c if is_invisible(c) => write!(f, "U+{:04X}", u32::from(c))?,
                c => f.write_char(c)?,
            }
            previous = c;
        }
        Ok(())
    }
}

/// One line of plain text in Markdown.
pub(super) struct MarkdownText<'a>(pub &'a str);

impl Display for MarkdownText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '\n' => f.write_char(' ')?,
                '<' => f.write_str("&lt;")?,
                '&' => f.write_str("&amp;")?,
                '\\' | '`' | '*' | '[' | ']' | '#' | '|' | '~' | '!' => write!(f, "\\{c}")?,
                c if is_invisible(c) => write!(f, "U+{:04X}", u32::from(c))?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// Markdown as the specification has it, with HTML and what cannot be seen made visible.
pub(super) struct Markdown<'a>(pub &'a str);

impl Display for Markdown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '<' => f.write_str("&lt;")?,
                '\n' => f.write_char(c)?,
                c if is_invisible(c) => write!(f, "U+{:04X}", u32::from(c))?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// The lines of a text, whatever ends them in the languages it is written to.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split(['\r', '\u{2028}', '\u{2029}']))
}

/// Characters that break lines, steer the direction of text, or show nothing at all.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

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
        assert_eq!(TsComment("@type {x} {@link y} a@b.c").to_string(), "\\@type {x} {\\@link y} a@b.c");
        assert_eq!(TsComment("a\u{202e}b\0").to_string(), "aU+202EbU+0000");
    }

    #[test]
    fn markdown_has_no_html() {
        assert_eq!(MarkdownText("a <b> *c* [d](e)\nf").to_string(), "a &lt;b> \\*c\\* \\[d\\](e) f");
        assert_eq!(Markdown("a `b` <img onerror>\n\u{202e}").to_string(), "a `b` &lt;img onerror>\nU+202E");
    }

    #[test]
    fn lines_end_as_in_any_language() {
        assert_eq!(lines("a\r\nb\rc\u{2028}d\n").collect::<Vec<_>>(), ["a", "b", "c", "d", ""]);
    }
}
