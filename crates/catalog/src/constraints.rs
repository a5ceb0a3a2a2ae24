//! Constraints on a string beyond its type.

use crate::ambiguity::{self, Unsafe};
use crate::limits;
use regex::{Regex, RegexBuilder};
use regex_syntax::ast::{
    AssertionKind, Ast, ClassSet, ClassSetItem, GroupKind, HexLiteralKind, Literal, LiteralKind, Repetition, Span,
};

/// Constraints on a string beyond its type. Schemas and documentation state them; SDKs do not check them.
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
    /// Whether every text conforms.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a text conforms.
    pub fn accepts(&self, text: &str) -> bool {
        self.broken(text).is_empty()
    }

    /// The constraints that a text violates: the key of each, and what is wrong with the text in words.
    pub(crate) fn broken(&self, text: &str) -> Vec<(&'static str, String)> {
        let Self { min_length, max_length, pattern } = self;
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let short = min_length.filter(|least| length < *least);
        let long = max_length.filter(|most| length > *most);
        // A pattern that does not compile is a finding of its own.
        let matches = |pattern: &str| compiled(pattern).is_ok_and(|pattern| pattern.is_match(text));
        let other = pattern.as_deref().filter(|pattern| !matches(pattern));
        let broken = [
            short.map(|least| ("min_length", format!("shorter than its `min_length` of {least}"))),
            long.map(|most| ("max_length", format!("longer than its `max_length` of {most}"))),
            other.map(|_| ("pattern", "which does not match its `pattern`".to_owned())),
        ];
        broken.into_iter().flatten().collect()
    }
}

/// Refuses a pattern, with why and how to fix it, unless it means the same to every validator and
/// none needs exponential time for it.
pub(crate) fn check_pattern(pattern: &str) -> Result<(), (String, &'static str)> {
    if pattern.chars().count() > limits::PATTERN {
        let message = format!("the pattern has more than {} characters", limits::PATTERN);
        return Err((message, "repeat with `{n}`, or leave the pattern out"));
    }
    let ast = regex_syntax::ast::parse::Parser::new()
        .parse(pattern)
        .map_err(|error| (format!("invalid regular expression: {}", error.kind()), "fix the `pattern`"))?;
    if let Some(span) = unportable(pattern, &ast) {
        let part = pattern.get(span.start.offset..span.end.offset).unwrap_or_default();
        let help = "use literals, `^`, `$`, `( )`, `|`, repetitions, and classes in brackets such as `[0-9A-Z]`";
        return Err((format!("`{part}` is not portable between regex engines"), help));
    }
    let too_large = || ("the pattern is too large".to_owned(), "repeat less in it");
    ambiguity::check(pattern, &ast).map_err(|error| match error {
        Unsafe::Ambiguous(part) => {
            let help = "let each round of a repetition match in one way only, as `[a-z]+(-[a-z]+)*` does";
            (format!("`{part}` can take exponential time in regex engines that backtrack"), help)
        }
        Unsafe::Cubic => {
            let help =
                "put a character between two repetitions that neither of them matches, as `[a-z]+-[a-z0-9]+` does";
            (
                "repetitions of the pattern share a text out: regex engines that backtrack can take cubic time"
                    .to_owned(),
                help,
            )
        }
        Unsafe::TooLarge => too_large(),
    })?;
    compiled(pattern).map(|_| ()).map_err(|_| too_large())
}

/// A pattern as it is matched here.
fn compiled(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(limits::PATTERN_BYTES).build()
}

/// The first part that ECMA 262 with its `u` flag, which JSON Schema asks for, may read differently from Rust.
fn unportable(pattern: &str, ast: &Ast) -> Option<Span> {
    let is_portable = match ast {
        Ast::Empty(_) => true,
        Ast::Literal(literal) => is_common_literal(literal, "^$.*+?()[]{}|\\", "]}"),
        Ast::Assertion(assertion) => matches!(assertion.kind, AssertionKind::StartLine | AssertionKind::EndLine),
        Ast::ClassBracketed(class) => match &class.kind {
            ClassSet::Item(item) => return unportable_item(item),
            ClassSet::BinaryOp(_) => false,
        },
        Ast::Repetition(repetition) if is_common_repetition(pattern, repetition) => {
            return unportable(pattern, &repetition.ast);
        }
        Ast::Group(group) if is_plain_group(&group.kind) => return unportable(pattern, &group.ast),
        Ast::Alternation(alternation) => return alternation.asts.iter().find_map(|ast| unportable(pattern, ast)),
        Ast::Concat(concat) => return concat.asts.iter().find_map(|ast| unportable(pattern, ast)),
        // Engines disagree on the line terminators that `.` excludes: carriage returns, U+2028 and U+2029.
        Ast::Dot(_) | Ast::Flags(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) | Ast::Repetition(_) | Ast::Group(_) => {
            false
        }
    };
    (!is_portable).then(|| *ast.span())
}

fn is_common_repetition(pattern: &str, repetition: &Repetition) -> bool {
    let span = &repetition.op.span;
    let operator = pattern.get(span.start.offset..span.end.offset).unwrap_or_default();
    !operator.contains(' ')
        && !operator.starts_with("{,")
        && !matches!(*repetition.ast, Ast::Repetition(_) | Ast::Assertion(_) | Ast::Empty(_))
}

fn is_plain_group(kind: &GroupKind) -> bool {
    match kind {
        GroupKind::CaptureIndex(_) => true,
        GroupKind::NonCapturing(flags) => flags.items.is_empty(),
        GroupKind::CaptureName { .. } => false,
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

fn unportable_item(item: &ClassSetItem) -> Option<Span> {
    let is_common_literal = |literal| is_common_literal(literal, "^$.*+?()[]{}|\\-", "[]");
    let is_portable = match item {
        ClassSetItem::Empty(_) => true,
        ClassSetItem::Literal(literal) => is_common_literal(literal),
        ClassSetItem::Range(range) => is_common_literal(&range.start) && is_common_literal(&range.end),
        ClassSetItem::Union(union) => return union.items.iter().find_map(unportable_item),
        _ => false,
    };
    (!is_portable).then(|| *item.span())
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
