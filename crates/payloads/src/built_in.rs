//! The table of the built-in types: everything that is known of each to make payloads. A type is one row of it.

use std::borrow::Cow;

use eventspec_catalog::{DateFormat, Json, Type, TypeId};

use crate::random::Random;
use crate::tree::{Node, Size, TextKind, quoted};

/// How a type is built: what every walk over types asks first.
pub(crate) enum Structure<'t> {
    /// It has no parts.
    BuiltIn(BuiltIn<'t>),
    /// A list of values of this type.
    List(&'t Type),
    /// An object of any keys with values of this type.
    Map(&'t Type),
    /// A type with a definition.
    Named(TypeId),
}

/// A row of the table.
pub(crate) struct BuiltIn<'t> {
    /// What its values are in JSON.
    pub json: JsonKind,
    /// Values as a person would write them, one for each kind of value that the type has; the plainest first.
    pub examples: Vec<Node>,
    /// The value that stands for the type where any will do.
    pub smallest: Node,
    /// Values that are barely of the type, and others that are nearly.
    pub near_misses: Cow<'static, [Case]>,
    /// A realistic value that looks like the example of its field: of texts what they mean, of others their JSON.
    pub random: MakeRandom<'t>,
}

/// What the values of a built-in type are in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonKind {
    Any,
    Boolean,
    Number,
    Text,
}

/// A value with a name that says what is special about it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub name: &'static str,
    pub value: Node,
}

/// Makes a value from chance and an example.
type MakeRandom<'t> = Box<dyn Fn(&mut Random, Option<&Json>) -> String + 't>;

/// The built-in types that have no parameters, each once.
pub(crate) const WITHOUT_PARAMETERS: [Type; 9] = [
    Type::String,
    Type::Number,
    Type::Integer,
    Type::Boolean,
    Type::Timestamp,
    Type::Uuid,
    Type::Uri,
    Type::Email,
    Type::Any,
];

impl<'t> Structure<'t> {
    /// The structure of a type; the rows of the table are here.
    pub(crate) fn of(ty: &'t Type) -> Self {
        let text = |value: &'static str| Node::of(value.into(), TextKind::ValueOf(ty.clone()));
        Self::BuiltIn(match ty {
            Type::List(item) => return Self::List(item),
            Type::Map(value) => return Self::Map(value),
            Type::Named(id) => return Self::Named(*id),
            Type::String => BuiltIn {
                json: JsonKind::Text,
                examples: vec![Node::text("text")],
                smallest: Node::text("a"),
                near_misses: Cow::Borrowed(&[]),
                random: Box::new(Random::text),
            },
            Type::Number => BuiltIn {
                json: JsonKind::Number,
                examples: vec![Node::number("1.5", Size::Fraction), Node::number("2", Size::Whole)],
                smallest: Node::number("0.5", Size::Fraction),
                near_misses: Cow::Borrowed(&NUMBERS),
                random: Box::new(|random, example| random.number(example.map_or("100", Json::as_str))),
            },
            Type::Integer => BuiltIn {
                json: JsonKind::Number,
                examples: vec![Node::number("2", Size::Whole)],
                smallest: Node::number("7", Size::Whole),
                near_misses: Cow::Borrowed(&NUMBERS),
                random: Box::new(|random, _| random.below(1000).to_string()),
            },
            Type::Boolean => BuiltIn {
                json: JsonKind::Boolean,
                examples: vec![Node::Boolean(true)],
                smallest: Node::Boolean(false),
                near_misses: Cow::Borrowed(&[]),
                random: Box::new(|random, _| random.chance(0.5).to_string()),
            },
            Type::Timestamp => BuiltIn {
                json: JsonKind::Text,
                examples: vec![text("2026-01-31T10:00:00Z")],
                smallest: text("2026-01-31T10:00:00Z"),
                near_misses: Cow::Borrowed(&TIMESTAMPS),
                random: Box::new(|random, _| random.timestamp()),
            },
            Type::Date(format) => BuiltIn {
                json: JsonKind::Text,
                examples: vec![Node::of(date(format, [2026, 1, 31]).into(), TextKind::ValueOf(ty.clone()))],
                smallest: Node::of(date(format, [2026, 2, 28]).into(), TextKind::ValueOf(ty.clone())),
                near_misses: Cow::Owned(dates(format)),
                random: Box::new(|random, _| date(format, random.day())),
            },
            Type::Uuid => BuiltIn {
                json: JsonKind::Text,
                examples: vec![text("0b0e7a4c-3f1d-4c5e-9a57-2f5b3f8a9c10")],
                smallest: text("0b0e7a4c-3f1d-4c5e-9a57-2f5b3f8a9c10"),
                near_misses: Cow::Borrowed(&UUIDS),
                random: Box::new(|random, _| random.uuid()),
            },
            Type::Uri => BuiltIn {
                json: JsonKind::Text,
                examples: vec![text("https://example.org/a")],
                smallest: text("https://a.example"),
                near_misses: Cow::Borrowed(&URIS),
                random: Box::new(|random, _| random.uri()),
            },
            Type::Email => BuiltIn {
                json: JsonKind::Text,
                examples: vec![text("a@example.org")],
                smallest: text("a@b.example"),
                near_misses: Cow::Borrowed(&EMAILS),
                random: Box::new(|random, _| random.email()),
            },
            Type::Any => BuiltIn {
                json: JsonKind::Any,
                examples: vec![
                    Node::List(vec![Node::number("1", Size::Whole)]),
                    Node::text("text"),
                    Node::Boolean(true),
                    Node::number("1.5", Size::Fraction),
                    Node::Object(Vec::new()),
                ],
                smallest: Node::text("a"),
                near_misses: Cow::Borrowed(&[]),
                random: Box::new(|random, example| {
                    example.map_or_else(|| quoted(random.word()), |example| example.as_str().to_owned())
                }),
            },
        })
    }
}

static NUMBERS: [Case; 14] = [
    number("whole number with a fraction of zero", "2.0", Size::Whole),
    number("fraction", "2.5", Size::Fraction),
    number("negative zero", "-0", Size::Whole),
    number("exponent", "1e2", Size::Whole),
    number("trailing zero", "0.10", Size::Fraction),
    number("small", "-1.5e-7", Size::Fraction),
    number("beyond 53 bits", "9007199254740993", Size::Whole),
    number("thousands", "120000", Size::Whole),
    number("largest integer", "9223372036854775807", Size::Whole),
    number("smallest integer", "-9223372036854775808", Size::Whole),
    number("beyond 64 bits", "9223372036854775808", Size::Big),
    number("many digits", "123456789012345678901234567890.5", Size::LostFraction),
    number("fraction lost in a double", "2.00000000000000000000000001", Size::LostFraction),
    number("beyond a double", "1e400", Size::Huge),
];

static TIMESTAMPS: [Case; 4] = [
    text("timestamp", "2023-05-26T07:44:03.000Z", TextKind::ValueOf(Type::Timestamp)),
    text("timestamp with an offset", "2023-05-26T07:44:03+05:30", TextKind::ValueOf(Type::Timestamp)),
    text("timestamp of no day", "2023-02-29T07:44:03Z", TextKind::ValidatorsDisagree),
    text("timestamp without an offset", "2023-05-26T07:44:03", TextKind::Plain),
];

static UUIDS: [Case; 2] = [
    text("uuid in capitals", "449EBF4F-F3E2-471A-A21F-47D8E148F259", TextKind::ValueOf(Type::Uuid)),
    text("uuid of the wrong length", "449ebf4f-f3e2-471a-a21f-47d8e148f25", TextKind::Plain),
];

static URIS: [Case; 2] = [
    text("uri", "https://shop.example:8080/a%20b?c=d#e", TextKind::ValueOf(Type::Uri)),
    text("uri with a space", "https://shop.example/a b", TextKind::ValidatorsDisagree),
];

static EMAILS: [Case; 2] = [
    text("e-mail address", "zoe+1@mail.example", TextKind::ValueOf(Type::Email)),
    text("e-mail address with a space", "zoe 1@mail.example", TextKind::ValidatorsDisagree),
];

const fn number(name: &'static str, digits: &'static str, size: Size) -> Case {
    Case { name, value: Node::number(digits, size) }
}

const fn text(name: &'static str, value: &'static str, kind: TextKind) -> Case {
    Case { name, value: Node::of(Cow::Borrowed(value), kind) }
}

fn dates(format: &DateFormat) -> Vec<Case> {
    let case = |name, day, kind| Case { name, value: Node::of(date(format, day).into(), kind) };
    let mut cases = vec![case("date", [2026, 12, 31], TextKind::ValueOf(Type::Date(format.clone())))];
    if format.as_str().contains("DD") && format.as_str().contains("MM") {
        cases.push(case("date of no day", [2026, 2, 30], TextKind::ValidatorsDisagree));
    }
    cases
}

/// A year, month and day in a format.
pub(crate) fn date(format: &DateFormat, [year, month, day]: [usize; 3]) -> String {
    let parts = [("YYYY", format!("{year:04}")), ("MM", format!("{month:02}")), ("DD", format!("{day:02}"))];
    parts.iter().fold(format.as_str().to_owned(), |date, (part, digits)| date.replace(part, digits))
}

#[cfg(test)]
mod tests;
