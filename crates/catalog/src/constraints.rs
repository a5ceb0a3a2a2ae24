//! Constraints on a value beyond its type.

use std::cmp::Ordering;

use crate::ambiguity::{self, Unsafe};
use crate::decimal::Decimal;
use crate::limits;
use regex::{Regex, RegexBuilder};
use regex_syntax::ast::{
    AssertionKind, Ast, ClassSet, ClassSetItem, GroupKind, HexLiteralKind, Literal, LiteralKind, Repetition, Span,
};

/// Constraints on a value beyond its type: of texts, of numbers, and of lists. Schemas and documentation state them; SDKs do not
/// check them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// The fewest characters.
    pub min_length: Option<u32>,
    /// The most characters.
    pub max_length: Option<u32>,
    /// A regular expression that some part of the text matches; it means the same in ECMA 262 with its `u` flag and in Rust.
    pub pattern: Option<String>,
    /// The smallest number.
    pub minimum: Option<Decimal>,
    /// The greatest number.
    pub maximum: Option<Decimal>,
    /// What the number is a whole number of times of, in decimals.
    pub multiple_of: Option<Decimal>,
    /// The fewest items.
    pub min_items: Option<u32>,
    /// The most items.
    pub max_items: Option<u32>,
}

/// A value as constraints see it. To other values they mean nothing.
#[derive(Clone, Copy, Debug)]
pub enum Constrained<'a> {
    /// A text.
    Text(&'a str),
    /// A number, as JSON has it.
    Number(&'a str),
    /// A list of so many items.
    List(usize),
}

/// The key of a constraint that a value breaks, and what is wrong with the value in words.
pub(crate) type Broken = (&'static str, String);

impl Constraints {
    /// Whether every value conforms.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a value conforms.
    pub fn accepts(&self, value: Constrained<'_>) -> bool {
        self.broken(value).is_empty()
    }

    /// Those that schemas state. Validators compute in doubles, where 1.1 is no multiple of 0.01: they would refuse what is right.
    #[must_use]
    pub fn of_schemas(&self) -> Self {
        Self { multiple_of: self.multiple_of.filter(|step| step.is_whole()), ..self.clone() }
    }

    /// The constraints that a value breaks.
    pub(crate) fn broken(&self, value: Constrained<'_>) -> Vec<Broken> {
        let Self { min_length, max_length, pattern, minimum, maximum, multiple_of, min_items, max_items } = self;
        match value {
            Constrained::Text(text) => broken_by_text([*min_length, *max_length], pattern.as_deref(), text),
            Constrained::Number(number) => broken_by_number([*minimum, *maximum], *multiple_of, number),
            Constrained::List(items) => broken_by_list([*min_items, *max_items], items),
        }
    }
}

fn broken_by_text([least, most]: [Option<u32>; 2], pattern: Option<&str>, text: &str) -> Vec<Broken> {
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let short = least.filter(|least| length < *least);
    let long = most.filter(|most| length > *most);
    // A pattern that does not compile is a finding of its own.
    let matches = |pattern: &str| compiled(pattern).is_ok_and(|pattern| pattern.is_match(text));
    let other = pattern.filter(|pattern| !matches(pattern));
    let broken = [
        short.map(|least| ("min_length", format!("shorter than its `min_length` of {least}"))),
        long.map(|most| ("max_length", format!("longer than its `max_length` of {most}"))),
        other.map(|_| ("pattern", "which does not match its `pattern`".to_owned())),
    ];
    broken.into_iter().flatten().collect()
}

fn broken_by_number([least, most]: [Option<Decimal>; 2], step: Option<Decimal>, number: &str) -> Vec<Broken> {
    let is = |order: Ordering| move |bound: &Decimal| bound.of_number(number) == Some(order);
    let (small, great) = (least.filter(is(Ordering::Less)), most.filter(is(Ordering::Greater)));
    let other = step.filter(|step| !step.divides(number));
    let broken = [
        small.map(|least| ("minimum", format!("less than its `minimum` of {least}"))),
        great.map(|most| ("maximum", format!("greater than its `maximum` of {most}"))),
        other.map(|step| ("multiple_of", format!("not a multiple of {step}, its `multiple_of`"))),
    ];
    broken.into_iter().flatten().collect()
}

fn broken_by_list([least, most]: [Option<u32>; 2], items: usize) -> Vec<Broken> {
    let items = u32::try_from(items).unwrap_or(u32::MAX);
    let (few, many) = (least.filter(|least| items < *least), most.filter(|most| items > *most));
    let broken = [
        few.map(|least| ("min_items", format!("with fewer items than its `min_items` of {least}"))),
        many.map(|most| ("max_items", format!("with more items than its `max_items` of {most}"))),
    ];
    broken.into_iter().flatten().collect()
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
        let help = match part {
            r"\d" => "write `[0-9]`",
            r"\w" => "write `[0-9A-Za-z_]`",
            r"\s" => "write `[ ]`, with the characters that are sent",
            "." => "write a class of the characters that are sent, such as `[ -~]` for those of ASCII",
            _ => "use literals, `^`, `$`, `( )`, `|`, repetitions, and classes in brackets such as `[0-9A-Z]`",
        };
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
    use super::{Constrained, Constraints, check_pattern};
    use crate::Decimal;

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
            r"[\x{61}-z]",
            r"[a-\x{7a}]",
        ] {
            assert!(check_pattern(bad).is_err(), "{bad}");
        }
        assert_eq!(check_pattern(&"a".repeat(crate::limits::PATTERN)), Ok(()));
        let (message, _) = check_pattern(&"a".repeat(crate::limits::PATTERN + 1)).unwrap_err();
        assert_eq!(message, "the pattern has more than 1000 characters");
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        let two = Constraints { min_length: Some(2), max_length: Some(2), ..Constraints::default() };
        let accepts = |constraints: &Constraints, text| constraints.accepts(Constrained::Text(text));
        assert!(accepts(&two, "é😀") && !accepts(&two, "é") && !accepts(&two, "abc"));
        let code = Constraints { pattern: Some("^[A-Z]+$".to_owned()), ..Constraints::default() };
        assert!(accepts(&code, "INR") && !accepts(&code, "inr") && !accepts(&code, ""));
        assert!(Constraints::default().is_empty());
    }

    #[test]
    fn each_constraint_is_about_one_kind_of_value() {
        let decimal = |text| Decimal::bound(text);
        let price = Constraints {
            minimum: decimal("0"),
            maximum: decimal("99.99"),
            multiple_of: decimal("0.01"),
            min_items: Some(1),
            max_items: Some(2),
            ..Constraints::default()
        };
        let keys = |value| price.broken(value).into_iter().map(|(key, _)| key).collect::<Vec<_>>();
        assert_eq!(keys(Constrained::Text("-1")), [""; 0]);
        assert_eq!(keys(Constrained::Number("1.10")), [""; 0]);
        assert_eq!(keys(Constrained::Number("-0.001")), ["minimum", "multiple_of"]);
        assert_eq!(keys(Constrained::Number("99.990000000000000000001")), ["maximum", "multiple_of"]);
        assert_eq!(
            [0, 1, 2, 3].map(|items| keys(Constrained::List(items))),
            [vec!["min_items"], vec![], vec![], vec!["max_items"]]
        );
        assert_eq!(price.of_schemas(), Constraints { multiple_of: None, ..price.clone() });
    }
}
