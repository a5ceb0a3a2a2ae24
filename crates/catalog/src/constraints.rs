//! What a text is held to beside its type.

use regex::Regex;
use regex_syntax::ast::{AssertionKind, Ast, ClassSet, ClassSetItem, GroupKind, HexLiteralKind, LiteralKind};

/// What a text is held to beside its type. Schemas say so, and documentation; to an SDK it is a text like any other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// The fewest characters.
    pub min_length: Option<u32>,
    /// The most characters.
    pub max_length: Option<u32>,
    /// A regular expression that some part of the text matches; it means the same in ECMA 262 and in Rust.
    pub pattern: Option<String>,
}

impl Constraints {
    /// Whether every text will do.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a text will do.
    pub fn admit(&self, text: &str) -> bool {
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        // A pattern that does not compile is refused where it is written.
        let matches = |pattern: &String| Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(text));
        self.min_length.is_none_or(|least| length >= least)
            && self.max_length.is_none_or(|most| length <= most)
            && self.pattern.as_ref().is_none_or(matches)
    }
}

/// Why a pattern is refused, if it is: it has to mean the same to every validator, and to take no time that grows with more than the text.
pub(crate) fn refuse(pattern: &str) -> Result<(), String> {
    let ast = regex_syntax::ast::parse::Parser::new().parse(pattern).map_err(|error| error.kind().to_string())?;
    if !is_common(&ast) {
        return Err("it has something that validators differ about".to_owned());
    }
    Regex::new(pattern).map(|_| ()).map_err(|_| "it is too large".to_owned())
}

/// Whether ECMA 262, with its `u` flag or without, reads an expression as Rust does.
fn is_common(ast: &Ast) -> bool {
    match ast {
        Ast::Empty(_) | Ast::Dot(_) => true,
        Ast::Literal(literal) => is_common_literal(&literal.kind),
        Ast::Assertion(assertion) => matches!(assertion.kind, AssertionKind::StartLine | AssertionKind::EndLine),
        Ast::ClassBracketed(class) => matches!(&class.kind, ClassSet::Item(item) if is_common_item(item)),
        Ast::Repetition(repetition) => is_common(&repetition.ast),
        Ast::Group(group) => {
            let is_plain = match &group.kind {
                GroupKind::CaptureIndex(_) => true,
                GroupKind::NonCapturing(flags) => flags.items.is_empty(),
                GroupKind::CaptureName { .. } => false,
            };
            is_plain && is_common(&group.ast)
        }
        Ast::Alternation(alternation) => alternation.asts.iter().all(is_common),
        Ast::Concat(concat) => concat.asts.iter().all(is_common),
        Ast::Flags(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) => false,
    }
}

fn is_common_literal(kind: &LiteralKind) -> bool {
    matches!(
        kind,
        LiteralKind::Verbatim
            | LiteralKind::Meta
            | LiteralKind::HexFixed(HexLiteralKind::X | HexLiteralKind::UnicodeShort)
    )
}

fn is_common_item(item: &ClassSetItem) -> bool {
    match item {
        ClassSetItem::Empty(_) => true,
        ClassSetItem::Literal(literal) => is_common_literal(&literal.kind),
        ClassSetItem::Range(range) => is_common_literal(&range.start.kind) && is_common_literal(&range.end.kind),
        ClassSetItem::Union(union) => union.items.iter().all(is_common_item),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Constraints, refuse};

    #[test]
    fn only_what_all_engines_read_alike() {
        for good in ["^[A-Z]{3}$", "a|b+?", "(?:x(y)*)", r"\.\$", r"[\-_é]", r"\u00e9\x41", "", "^.{1,9}$"] {
            assert_eq!(refuse(good), Ok(()), "{good}");
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
        ] {
            assert!(refuse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        let two = Constraints { min_length: Some(2), max_length: Some(2), pattern: None };
        assert!(two.admit("é😀") && !two.admit("é") && !two.admit("abc"));
        let code = Constraints { pattern: Some("^[A-Z]+$".to_owned()), ..Constraints::default() };
        assert!(code.admit("INR") && !code.admit("inr") && !code.admit("") && Constraints::default().is_empty());
    }
}
