//! Finished text, by language, and the only ways to make it.
//!
//! A text of a specification is untrusted. It reaches a file through the writer of the place it lands in, and the types
//! see to that: files are made of [`Code`], [`code!`] makes code of words of our own and of what is [`Embeds`], and what
//! is written is other code, a number, or a text inside one of the writers below. A writer neutralises and never
//! deletes. (Rust is built of tokens, where a text is a literal by itself; JSON of values.)
//!
//! Code can be at fault: made of tokens that do not parse, say. Then so is all code that it becomes a part of, and
//! [`crate::Files`] takes none of it.

mod file_name;
mod html;
mod markdown;
mod rust;
mod template;
mod toml;
mod typescript;

use std::cell::OnceCell;
use std::fmt::{self, Display, Formatter};
use std::marker::PhantomData;

use eventspec_catalog::is_invisible;
pub(crate) use eventspec_catalog::visible_json;

use crate::error::Fault;

pub(crate) use crate::visible::write_visible;
pub(crate) use file_name::{FileName, FileStem, PackageName};
pub(crate) use html::{
    Anchor, Attribute, BreakableName, Css, ExactText, Html, HtmlInline, HtmlProse, HtmlText, ScriptValue, is_outward,
};
pub(crate) use markdown::{CodeBlock, CodeCell, CodeSpan, Markdown, PlainText, Prose, ProseCell};
pub(crate) use rust::{Rust, RustString, parse_file, unparsed};
pub(crate) use template::{View, print, views};
pub(crate) use toml::{Toml, TomlLine, TomlString};
pub(crate) use typescript::{TsComment, TsKey, TsString, TypeScript};

/// A language that files are written in.
pub(crate) trait Language {
    /// A line of comment.
    fn comment(text: &'static str) -> String;
}

/// What may stand in code of a language as it is.
pub(crate) trait Embeds<L>: Display {
    /// What is wrong with it, if anything is.
    fn fault(&self) -> Option<&Fault> {
        None
    }
}

/// Finished text of a language.
pub(crate) struct Code<L> {
    text: String,
    /// Why the text is not whole: the fault of the first part that has one.
    fault: OnceCell<Box<Fault>>,
    language: PhantomData<L>,
}

impl<L> Code<L> {
    /// Words of our own.
    pub(crate) fn literal(text: &'static str) -> Self {
        Self::trusted(text.to_owned())
    }

    /// Parts with words of our own between them.
    pub(crate) fn join(parts: impl IntoIterator<Item = impl Embeds<L>>, separator: &'static str) -> Self {
        let code = Self::empty();
        let parts: Vec<String> = parts.into_iter().map(|part| code.check(&part).to_string()).collect();
        Self { text: parts.join(separator), ..code }
    }

    /// No text.
    pub(crate) fn empty() -> Self {
        Self::trusted(String::new())
    }

    /// For [`code!`]: whether something may stand in this language. If it is at fault, so is this code.
    pub(crate) fn check<'a, T: Embeds<L> + ?Sized>(&self, part: &'a T) -> &'a T {
        if let Some(fault) = part.fault() {
            self.fault.get_or_init(|| Box::new(fault.clone()));
        }
        part
    }

    /// For [`code!`] alone: every argument went through [`Self::check`].
    pub(crate) fn with_args(&self, text: fmt::Arguments<'_>) -> Self {
        self.with(text.to_string())
    }

    /// The text, if it is whole.
    pub(crate) fn whole(&self) -> Result<&str, Fault> {
        self.fault().map_or(Ok(&self.text), |fault| Err(fault.clone()))
    }

    /// Why it is not whole.
    fn fault(&self) -> Option<&Fault> {
        self.fault.get().map(Box::as_ref)
    }

    /// The text.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The lines, without their ends.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Self> {
        self.text.lines().map(|line| self.with(line.to_owned()))
    }

    /// The parts before and behind a text, if it is there.
    pub(crate) fn split_once(&self, separator: &str) -> Option<(Self, Self)> {
        let (before, behind) = self.text.split_once(separator)?;
        Some((self.with(before.to_owned()), self.with(behind.to_owned())))
    }

    /// The parts between a text.
    pub(crate) fn split(&self, separator: &str) -> Vec<Self> {
        self.text.split(separator).map(|part| self.with(part.to_owned())).collect()
    }

    /// What follows a text at its beginning.
    pub(crate) fn strip_prefix(&self, prefix: &str) -> Option<Self> {
        Some(self.with(self.text.strip_prefix(prefix)?.to_owned()))
    }

    /// What stands before a text at its end.
    pub(crate) fn strip_suffix(&self, suffix: &str) -> Option<Self> {
        Some(self.with(self.text.strip_suffix(suffix)?.to_owned()))
    }

    /// Without white space at its end.
    pub(crate) fn trim_end(&self) -> Self {
        self.with(self.text.trim_end().to_owned())
    }

    /// Another text with the same fault.
    fn with(&self, text: String) -> Self {
        Self { text, fault: self.fault.clone(), language: PhantomData }
    }

    /// For writers, which know that the text is fine.
    fn trusted(text: String) -> Self {
        Self { text, fault: OnceCell::new(), language: PhantomData }
    }
}

/// Code that could not be made. It has a text, which is never printed, so that it is not omitted as empty.
impl<L> From<Fault> for Code<L> {
    fn from(fault: Fault) -> Self {
        Self { fault: OnceCell::from(Box::new(fault)), ..Self::literal("?") }
    }
}

impl<L> Clone for Code<L> {
    fn clone(&self) -> Self {
        self.with(self.text.clone())
    }
}

/// A whole number that may be negative: as a type of its own, so that a plain number in `code!` is a `usize`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Integer(pub i64);

impl Display for Integer {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl<L> Display for Code<L> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<L> Embeds<L> for Code<L> {
    fn fault(&self) -> Option<&Fault> {
        self.fault()
    }
}
impl<L> Embeds<L> for bool {}
impl<L> Embeds<L> for u64 {}
impl<L> Embeds<L> for usize {}
impl<L> Embeds<L> for Integer {}
impl<L> Embeds<L> for &'static str {}
impl<L, T: Embeds<L>> Embeds<L> for &T {
    fn fault(&self) -> Option<&Fault> {
        (**self).fault()
    }
}

/// Code out of a format string of our own and of what is [`Embeds`] in the language. There are no captured variables: what stands
/// in a `{}` or `{name}` is one of the arguments.
macro_rules! code {
    ($format:literal $(, $name:ident = $named:expr)* $(,)?) => {{
        let code = $crate::write::Code::empty();
        code.with_args(format_args!(concat!($format) $(, $name = code.check(&$named))*))
    }};
    ($format:literal $(, $part:expr)* $(,)?) => {{
        let code = $crate::write::Code::empty();
        code.with_args(format_args!(concat!($format) $(, code.check(&$part))*))
    }};
}
pub(crate) use code;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_code() {
        let parts = ["a", "b"].map(Code::<Toml>::literal);
        let both = Code::join(&parts, ", ");
        assert_eq!(both.as_str(), "a, b");
        assert_eq!(code!("{} = {}", both, 1_usize).as_str(), "a, b = 1");
        assert!(Code::<Toml>::empty().is_empty() && !both.is_empty());
        let lines = Code::<Toml>::literal("a\nb \n");
        assert_eq!(lines.lines().map(|line| line.to_string()).collect::<Vec<_>>(), ["a", "b "]);
        assert_eq!(lines.trim_end().as_str(), "a\nb");
        assert_eq!(both.split(", ").iter().map(Code::as_str).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(both.split_once(", ").map(|(a, b)| format!("{a}{b}")).as_deref(), Some("ab"));
        assert_eq!(both.strip_prefix("a").and_then(|it| it.strip_suffix("b")).as_ref().map(Code::as_str), Some(", "));
    }

    #[test]
    fn what_is_made_of_code_at_fault_is_at_fault() {
        let fault = || Code::<Toml>::from(Fault::new("broken"));
        let whole = || Code::<Toml>::literal("whole");
        let all = [
            fault().clone(),
            fault().trim_end(),
            fault().split("").remove(0),
            fault().split_once("").unwrap().1,
            fault().strip_prefix("").unwrap(),
            fault().strip_suffix("").unwrap(),
            code!("{} = {}", whole(), fault()),
            code!("{a} = {a}", a = &fault()),
            code!("{}", code!("[{}]", fault())),
            Code::join([whole(), fault(), Fault::new("another").into()], ", "),
        ];
        assert!(all.iter().all(|code| cause(code) == "broken"));
        let path = || Code::<FileName>::from(Fault::new("broken"));
        let (html, markdown): (Code<Html>, Code<Markdown>) = (code!("{}", path()), code!("{}", path()));
        assert_eq!([cause(&html), cause(&markdown)], ["broken"; 2]);
        assert_eq!(fault().lines().map(|line| cause(&line)).collect::<Vec<_>>(), ["broken"]);
        assert!(!fault().is_empty());
    }

    fn cause<L>(code: &Code<L>) -> String {
        code.whole().unwrap_err().cause
    }

    #[test]
    fn comments_are_those_of_the_language() {
        assert_eq!(Html::comment("x"), "<!-- x -->");
        assert_eq!(Css::comment("x"), "/* x */");
        assert_eq!(Markdown::comment("x"), "<!-- x -->");
        assert_eq!(rust::Rust::comment("x"), "// x");
        assert_eq!(TypeScript::comment("x"), "// x");
        assert_eq!(Toml::comment("x"), "# x");
    }
}
