//! Markdown: descriptions, titles and code spans. It is read by rustdoc, which runs blocks of code as tests, and by pages that
//! pass HTML through, so a text of a specification gets neither: no block of code, no tag, no link.

use std::fmt::{self, Display, Formatter, Write};

use eventspec_catalog::is_invisible;

use super::{Code, Embeds, FileName, Language, write_visible};
use crate::error::Fault;

/// Markdown.
pub(crate) struct Markdown;

impl Language for Markdown {
    fn comment(text: &'static str) -> String {
        format!("<!-- {text} -->")
    }
}

/// A description: its paragraphs, lists, emphasis and code spans are kept, all else is shown as it is written.
/// Lines begin without white space, so none is indented into a block of code.
pub(crate) struct Prose<'a>(pub &'a str);

impl Embeds<Markdown> for Prose<'_> {}

impl Display for Prose<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, line) in self.0.lines().enumerate() {
            if index > 0 {
                f.write_char('\n')?;
            }
            let words: Vec<&str> = line.split_whitespace().collect();
            write_line(f, &words.join(" "))?;
        }
        Ok(())
    }
}

/// Writes a line: what is between two runs of one or two backticks is a code span and has no escapes.
fn write_line(f: &mut Formatter<'_>, line: &str) -> fmt::Result {
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        let (before, from) = rest.split_at(start);
        write_escaped(f, before, &[])?;
        let fence = from.len() - from.trim_start_matches('`').len();
        let (run, after) = from.split_at(fence);
        rest = after;
        if let Some(end) = closing(after, fence).filter(|_| fence < 3) {
            let (inner, close) = after.split_at(end);
            write_code(f, run, inner)?;
            rest = close.get(fence..).unwrap_or_default();
        } else {
            run.chars().try_for_each(|c| write!(f, "\\{c}"))?;
        }
    }
    write_escaped(f, rest, &[])
}

/// Writes a code span between two fences.
fn write_code(f: &mut Formatter<'_>, fence: &str, code: &str) -> fmt::Result {
    f.write_str(fence)?;
    code.chars().try_for_each(|c| if is_invisible(c) { write_visible(f, c) } else { f.write_char(c) })?;
    f.write_str(fence)
}

/// Where a run of exactly so many backticks begins.
fn closing(text: &str, fence: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(start) = text.get(at..)?.find('`') {
        let from = text.get(at + start..)?;
        let run = from.len() - from.trim_start_matches('`').len();
        if run == fence {
            return Some(at + start);
        }
        at += start + run;
    }
    None
}

/// Writes text outside of code. An ampersand is escaped where it would begin an entity.
fn write_escaped(f: &mut Formatter<'_>, text: &str, more: &[char]) -> fmt::Result {
    for (at, c) in text.char_indices() {
        let next = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        match c {
            '\\' if next.is_none_or(|next| next.is_ascii_punctuation()) => f.write_str("\\\\")?,
            '<' | '[' | ']' | '~' => write!(f, "\\{c}")?,
            '&' if next.is_some_and(|next| next == '#' || next.is_ascii_alphabetic()) => f.write_str("\\&")?,
            c if more.contains(&c) => write!(f, "\\{c}")?,
            c if is_invisible(c) => write_visible(f, c)?,
            c => f.write_char(c)?,
        }
    }
    Ok(())
}

/// One line of text without any meaning in Markdown, as a title.
pub(crate) struct PlainText<'a>(pub &'a str);

impl Embeds<Markdown> for PlainText<'_> {}

impl Display for PlainText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.0.split_whitespace().collect();
        write_escaped(f, &words.join(" "), &['`', '*', '_', '#', '|', '!'])
    }
}

/// A description in the cell of a table.
pub(crate) struct ProseCell<'a>(pub &'a str);

impl Embeds<Markdown> for ProseCell<'_> {}

impl Display for ProseCell<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&Prose(self.0.trim()).to_string().replace('\n', " ").replace('|', "\\|"))
    }
}

/// A block of code: the text as it is between more backticks than it holds.
pub(crate) struct CodeBlock<'a> {
    /// The language that readers are told.
    pub language: &'static str,
    /// The code.
    pub text: &'a str,
}

impl Embeds<Markdown> for CodeBlock<'_> {}

impl Display for CodeBlock<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let longest = self.text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        write!(f, "{fence}{}\n{}\n{fence}", self.language, self.text.trim_end_matches(['\n', '\r']))
    }
}

// A path is made of letters, digits, `_`, `-`, `.` and `/`.
impl Embeds<Markdown> for Code<FileName> {
    fn fault(&self) -> Option<&Fault> {
        self.fault()
    }
}

/// A code span: the text between more backticks than it holds, on one line.
pub(crate) struct CodeSpan<'a>(pub &'a str);

impl Embeds<Markdown> for CodeSpan<'_> {}

impl Display for CodeSpan<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let longest = self.0.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let space = if longest > 0 || self.0.trim().len() < self.0.len() || self.0.is_empty() { " " } else { "" };
        write_code(f, &fence, &format!("{space}{}{space}", self.0))
    }
}

/// A code span in the cell of a table.
pub(crate) struct CodeCell<'a>(pub &'a str);

impl Embeds<Markdown> for CodeCell<'_> {}

impl Display for CodeCell<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&CodeSpan(self.0).to_string().replace('|', "\\|"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_keep_inline_markdown_and_nothing_else() {
        for (text, expected) in [
            ("a `b<c` *d* - e", "a `b<c` *d* - e"),
            ("  a\n\n    b", "a\n\nb"),
            ("`a``b` <c>", "`a``b` \\<c>"),
            ("``a`b`` [c](d)", "``a`b`` \\[c\\](d)"),
            ("```rust", "\\`\\`\\`rust"),
            ("```a``` b", "\\`\\`\\`a\\`\\`\\` b"),
            ("`a <b>", "\\`a \\<b>"),
            ("~~~", "\\~\\~\\~"),
            ("&lt; &#60; a & b &", "\\&lt; \\&#60; a & b &"),
            ("\\a \\* \\", "\\a \\\\* \\\\"),
            ("a\u{202e} `b\u{202e}`", "a(U+202E) `b(U+202E)`"),
        ] {
            assert_eq!(Prose(text).to_string(), expected, "{text:?}");
        }
    }

    #[test]
    fn titles_and_cells_stay_on_their_line() {
        assert_eq!(PlainText("# *a* _b_ `c`\n|d| !e").to_string(), "\\# \\*a\\* \\_b\\_ \\`c\\` \\|d\\| \\!e");
        assert_eq!(ProseCell(" a|b\nc ").to_string(), "a\\|b c");
        assert_eq!(CodeCell("a|b").to_string(), "`a\\|b`");
    }

    #[test]
    fn code_ends_where_it_ends() {
        for (text, expected) in [
            ("a", "`a`"),
            ("a`b", "`` a`b ``"),
            ("a``b`", "``` a``b` ```"),
            (" a", "`  a `"),
            ("", "`  `"),
            ("a\nb\u{0}", "`a(U+000A)b(U+0000)`"),
        ] {
            assert_eq!(CodeSpan(text).to_string(), expected, "{text:?}");
        }
        let block = |text| CodeBlock { language: "json", text }.to_string();
        assert_eq!(block("{}\r\n\n"), "```json\n{}\n```");
        assert_eq!(block("`` ` ``"), "```json\n`` ` ``\n```");
        assert_eq!(block("a\n````\nb"), "`````json\na\n````\nb\n`````");
    }
}
