//! What a text is held to beside its type.

use regex::Regex;
use regex_syntax::ast::{AssertionKind, Ast, ClassSet, ClassSetItem, GroupKind, HexLiteralKind, Literal, LiteralKind};

/// What a text is held to beside its type. Schemas say so, and documentation; to an SDK it is a text like any other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// The fewest characters.
    pub min_length: Option<u32>,
    /// The most characters.
    pub max_length: Option<u32>,
    /// A regular expression that some part of the text matches; it means the same in ECMA 262 with its `u` flag and in Rust.
    pub pattern: Option<String>,
}

impl Constraints {
    /// Whether every text will do.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a text will do.
    pub fn accepts(&self, text: &str) -> bool {
        self.broken(text).is_empty()
    }

    /// The constraints that rule a text out: the key of each, and what is wrong with the text in words.
    pub(crate) fn broken(&self, text: &str) -> Vec<(&'static str, String)> {
        let Self { min_length, max_length, pattern } = self;
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let short = min_length.filter(|least| length < *least);
        let long = max_length.filter(|most| length > *most);
        // A pattern that does not compile is refused where it is written.
        let matches = |pattern: &str| Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(text));
        let other = pattern.as_deref().filter(|pattern| !matches(pattern));
        let broken = [
            short.map(|least| ("min_length", format!("shorter than its `min_length` of {least}"))),
            long.map(|most| ("max_length", format!("longer than its `max_length` of {most}"))),
            other.map(|_| ("pattern", "which does not match its `pattern`".to_owned())),
        ];
        broken.into_iter().flatten().collect()
    }
}

/// Why a pattern is refused, if it is: it has to mean the same to every validator, and to take no time that grows with more than the text.
pub(crate) fn check_pattern(pattern: &str) -> Result<(), String> {
    let ast = regex_syntax::ast::parse::Parser::new().parse(pattern).map_err(|error| error.kind().to_string())?;
    if !is_common(pattern, &ast) {
        return Err("it has something that validators differ about".to_owned());
    }
    Regex::new(pattern).map(|_| ()).map_err(|_| "it is too large".to_owned())
}

/// Whether ECMA 262 with its `u` flag, which JSON Schema asks for, reads an expression as Rust does.
fn is_common(pattern: &str, ast: &Ast) -> bool {
    match ast {
        Ast::Empty(_) => true,
        Ast::Literal(literal) => is_common_literal(literal, "^$.*+?()[]{}|\\", "]}"),
        Ast::Assertion(assertion) => matches!(assertion.kind, AssertionKind::StartLine | AssertionKind::EndLine),
        Ast::ClassBracketed(class) => matches!(&class.kind, ClassSet::Item(item) if is_common_item(item)),
        Ast::Repetition(repetition) => {
            let span = &repetition.op.span;
            let operator = pattern.get(span.start.offset..span.end.offset).unwrap_or_default();
            !operator.contains(' ')
                && !operator.starts_with("{,")
                && !matches!(*repetition.ast, Ast::Repetition(_) | Ast::Assertion(_) | Ast::Empty(_))
                && is_common(pattern, &repetition.ast)
        }
        Ast::Group(group) => {
            let is_plain = match &group.kind {
                GroupKind::CaptureIndex(_) => true,
                GroupKind::NonCapturing(flags) => flags.items.is_empty(),
                GroupKind::CaptureName { .. } => false,
            };
            is_plain && is_common(pattern, &group.ast)
        }
        Ast::Alternation(alternation) => alternation.asts.iter().all(|ast| is_common(pattern, ast)),
        Ast::Concat(concat) => concat.asts.iter().all(|ast| is_common(pattern, ast)),
        // What a dot is no stand-in for differs: carriage returns, U+2028 and U+2029.
        Ast::Dot(_) | Ast::Flags(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) => false,
    }
}

/// Whether a character may stand as it is, or with a backslash before it.
fn is_common_literal(literal: &Literal, escaped: &str, never_plain: &str) -> bool {
    match literal.kind {
        LiteralKind::Verbatim => !never_plain.contains(literal.c),
        LiteralKind::Meta => escaped.contains(literal.c),
        LiteralKind::HexFixed(HexLiteralKind::X | HexLiteralKind::UnicodeShort) => true,
        _ => false,
    }
}

fn is_common_item(item: &ClassSetItem) -> bool {
    let is_common_literal = |literal| is_common_literal(literal, "^$.*+?()[]{}|\\-", "[]");
    match item {
        ClassSetItem::Empty(_) => true,
        ClassSetItem::Literal(literal) => is_common_literal(literal),
        ClassSetItem::Range(range) => is_common_literal(&range.start) && is_common_literal(&range.end),
        ClassSetItem::Union(union) => union.items.iter().all(is_common_item),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Constraints, check_pattern};

    #[test]
    fn only_what_all_engines_read_alike() {
        for good in
            ["^[A-Z]{3}$", "a|b+?", "(?:x(y)*)", r"\.\$", r"[\-_é]", r"\u00e9\x41", "", "^[^,]{1,9}$", "x{2,}", "[a-]"]
        {
            assert_eq!(check_pattern(good), Ok(()), "{good}");
        }
        for bad in [
            r"\d",
            r"\bx",
            "(?i)x",
            "(?P<n>x)",
            "(?<n>x)",
            "[[:alpha:]]",
            "[a&&b]",
            r"\p{L}",
            "(",
            "a{2000}{2000}",
            r"\A",
            ".",
            "]",
            "}",
            r"\#",
            r"\-",
            r"[\#]",
            r"[a\&]",
            "a**",
            "^*",
            "x{2}{3}",
            "[]a]",
            "[^]a]",
            "a{ 2 }",
            "a{,2}",
        ] {
            assert!(check_pattern(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        let two = Constraints { min_length: Some(2), max_length: Some(2), pattern: None };
        assert!(two.accepts("é😀") && !two.accepts("é") && !two.accepts("abc"));
        let code = Constraints { pattern: Some("^[A-Z]+$".to_owned()), ..Constraints::default() };
        assert!(code.accepts("INR") && !code.accepts("inr") && !code.accepts("") && Constraints::default().is_empty());
    }
}
