//! The table of the built-in types: everything that is known of each to make payloads. A type is one row of it.

use std::borrow::Cow;

use eventspec_catalog::{Json, Scalar, ScalarName, TextOf, UnixUnit};

use crate::random::Random;
use crate::times::{self, Written};
use crate::tree::{Node, Size, TextKind, quoted};

/// A row of the table.
pub(crate) struct BuiltIn<'t> {
    /// Values as a person would write them, one for each kind of value that the type has; the plainest first.
    pub examples: Vec<Node>,
    /// The value that stands for the type where any will do.
    pub smallest: Node,
    /// Values that are barely of the type, and others that are nearly.
    pub near_misses: Cow<'static, [Case]>,
    /// A realistic value that looks like the example of its field: of texts what they mean, of others their JSON.
    pub random: MakeRandom<'t>,
}

/// A value with a name that says what is special about it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub name: &'static str,
    pub value: Node,
}

/// Makes a value from chance and an example.
type MakeRandom<'t> = Box<dyn Fn(&mut Random, Option<&Json>) -> String + 't>;

/// The built-in types that have no parameters.
pub(crate) fn without_parameters() -> impl Iterator<Item = Scalar> {
    ScalarName::ALL.iter().filter_map(|name| name.plain()).filter(|scalar| scalar.parameter().is_none())
}

/// The row of what has one value.
fn null() -> BuiltIn<'static> {
    BuiltIn {
        examples: vec![Node::Null],
        smallest: Node::Null,
        near_misses: Cow::Borrowed(&[]),
        random: Box::new(|_, _| "null".to_owned()),
    }
}

/// The row of a built-in type.
pub(crate) fn row(scalar: &Scalar) -> BuiltIn<'_> {
    let text = |value: &'static str| Node::of(value.into(), TextKind::ValueOf(scalar.clone()));
    match scalar {
        Scalar::String => BuiltIn {
            examples: vec![Node::text("text")],
            smallest: Node::text("a"),
            near_misses: Cow::Borrowed(&[]),
            random: Box::new(Random::text),
        },
        Scalar::Number => BuiltIn {
            examples: vec![Node::number("1.5", Size::Fraction), Node::number("2", Size::Whole)],
            smallest: Node::number("0.5", Size::Fraction),
            near_misses: Cow::Borrowed(&NUMBERS),
            random: Box::new(|random, example| random.number(example.map_or("100", Json::as_str))),
        },
        Scalar::Integer => BuiltIn {
            examples: vec![Node::number("2", Size::Whole)],
            smallest: Node::number("7", Size::Whole),
            near_misses: Cow::Borrowed(&NUMBERS),
            random: Box::new(|random, _| random.below(1000).to_string()),
        },
        Scalar::Boolean => BuiltIn {
            examples: vec![Node::Boolean(true)],
            smallest: Node::Boolean(false),
            near_misses: Cow::Borrowed(&[]),
            random: Box::new(|random, _| random.chance(0.5).to_string()),
        },
        Scalar::Timestamp => BuiltIn {
            examples: vec![text("2026-01-31T10:00:00Z")],
            smallest: text("2026-01-31T10:00:00Z"),
            near_misses: Cow::Borrowed(&TIMESTAMPS),
            random: Box::new(|random, _| random.timestamp()),
        },
        Scalar::Unix(unit) => BuiltIn {
            examples: vec![unix(*unit, "1769853600", Size::Whole), unix(*unit, "1769853600.5", Size::Fraction)],
            smallest: unix(*unit, "1769853600", Size::Whole),
            near_misses: Cow::Owned(unix_times(*unit)),
            random: Box::new(|random, _| in_unit(*unit, &(1_577_836_800 + random.below(200_000_000)).to_string())),
        },
        Scalar::Rfc2822 => BuiltIn {
            examples: vec![text("Sat, 31 Jan 2026 10:00:00 +0000")],
            smallest: text("28 Feb 2026 10:00 GMT"),
            near_misses: Cow::Owned(times::rfc2822()),
            random: Box::new(|random, _| times::random_rfc2822(random)),
        },
        Scalar::TimestampPattern(pattern) | Scalar::DateTime(pattern) | Scalar::Date(pattern) => {
            let at = |day| {
                let text = Written::at_ten(day).text(pattern);
                Node::of(text.into(), TextKind::ValueOf(scalar.clone()))
            };
            BuiltIn {
                examples: vec![at([2026, 1, 31])],
                smallest: at([2026, 2, 28]),
                near_misses: Cow::Owned(times::cases(scalar, pattern)),
                random: Box::new(|random, _| Written::random(random).text(pattern)),
            }
        }
        Scalar::Uuid => BuiltIn {
            examples: vec![text("0b0e7a4c-3f1d-4c5e-9a57-2f5b3f8a9c10")],
            smallest: text("0b0e7a4c-3f1d-4c5e-9a57-2f5b3f8a9c10"),
            near_misses: Cow::Borrowed(&UUIDS),
            random: Box::new(|random, _| random.uuid()),
        },
        Scalar::Uri => BuiltIn {
            examples: vec![text("https://example.org/a")],
            smallest: text("https://a.example"),
            near_misses: Cow::Borrowed(&URIS),
            random: Box::new(|random, _| random.uri()),
        },
        Scalar::Email => BuiltIn {
            examples: vec![text("a@example.org")],
            smallest: text("a@b.example"),
            near_misses: Cow::Borrowed(&EMAILS),
            random: Box::new(|random, _| random.email()),
        },
        Scalar::Text(of) => BuiltIn {
            examples: row(&of.scalar()).examples.iter().map(in_string).collect(),
            smallest: in_string(&row(&of.scalar()).smallest),
            near_misses: Cow::Owned(texts(*of)),
            random: Box::new(|random, example| (row(&of.scalar()).random)(random, example)),
        },
        Scalar::Null => null(),
        Scalar::Any => BuiltIn {
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
    text("timestamp", "2023-05-26T07:44:03.000Z", TextKind::ValueOf(Scalar::Timestamp)),
    text("timestamp with an offset", "2023-05-26T07:44:03+05:30", TextKind::ValueOf(Scalar::Timestamp)),
    text("timestamp of no day", "2023-02-29T07:44:03Z", TextKind::ValidatorsDisagree),
    text("timestamp without an offset", "2023-05-26T07:44:03", TextKind::Plain),
];

static UUIDS: [Case; 2] = [
    text("uuid in capitals", "449EBF4F-F3E2-471A-A21F-47D8E148F259", TextKind::ValueOf(Scalar::Uuid)),
    text("uuid of the wrong length", "449ebf4f-f3e2-471a-a21f-47d8e148f25", TextKind::Plain),
];

static URIS: [Case; 2] = [
    text("uri", "https://shop.example:8080/a%20b?c=d#e", TextKind::ValueOf(Scalar::Uri)),
    text("uri with a space", "https://shop.example/a b", TextKind::ValidatorsDisagree),
];

static EMAILS: [Case; 2] = [
    text("e-mail address", "zoe+1@mail.example", TextKind::ValueOf(Scalar::Email)),
    text("e-mail address with a space", "zoe 1@mail.example", TextKind::ValidatorsDisagree),
];

const fn number(name: &'static str, digits: &'static str, size: Size) -> Case {
    Case { name, value: Node::number(digits, size) }
}

const fn text(name: &'static str, value: &'static str, kind: TextKind) -> Case {
    Case { name, value: Node::of(Cow::Borrowed(value), kind) }
}

/// Seconds as a number of a unit.
fn in_unit(unit: UnixUnit, seconds: &str) -> String {
    match (unit, seconds.split_once('.')) {
        (UnixUnit::Seconds, _) => seconds.to_owned(),
        (UnixUnit::Millis, None) => format!("{seconds}000"),
        (UnixUnit::Millis, Some((whole, fraction))) => format!("{whole}{fraction:0<3}.5"),
    }
}

fn unix(unit: UnixUnit, seconds: &str, size: Size) -> Node {
    Node::Number(in_unit(unit, seconds).into(), size)
}

/// Unix times at the ends of the years that they have, and one in another unit.
fn unix_times(unit: UnixUnit) -> Vec<Case> {
    let case = |name, seconds| Case { name, value: unix(unit, seconds, Size::Whole) };
    vec![
        case("first second of year 1", "-62135596800"),
        case("second before year 1", "-62135596801"),
        case("last second of year 9999", "253402300799"),
        case("second after year 9999", "253402300800"),
        case("before 1970", "-1"),
        Case { name: "another unit", value: Node::number("1769853600000000", Size::Whole) },
    ]
}

/// The text of a value, as a string.
fn in_string(value: &Node) -> Node {
    Node::text(&value.to_string())
}

/// What is nearly the JSON text of something. What is not JSON is not the text of anything; other values are that of something else.
fn texts(of: TextOf) -> Vec<Case> {
    let case = |name, value| Case { name, value };
    let written = |name, json, value| case(name, Node::written(json, value, TextKind::Plain));
    let own = row(&of.scalar()).near_misses.into_owned();
    let values = NUMBERS.iter().chain(&own).map(|number| case(number.name, in_string(&number.value)));
    let values: Vec<Case> = values.collect();
    let smallest = row(&of.scalar()).smallest.to_string();
    let others = [
        case("true in a string", Node::text("true")),
        case("null in a string", Node::text("null")),
        case("leading zeros", Node::text("007")),
        case("plus sign", Node::text("+5")),
        case("thousands separator", Node::text("1,299.00")),
        case("not a number", Node::text("NaN")),
        case("point without digits", Node::text("1.")),
        case("digits of another script", Node::text("١")),
        case("space before it", Node::text(&format!(" {smallest}"))),
        case("line feed behind it", Node::text(&format!("{smallest}\n"))),
        case("string in a string", Node::text(&quoted(&smallest))),
        written("a digit in escapes", "\"1\\u0032\"", "12"),
        written("true in escapes", "\"\\u0074rue\"", "true"),
    ];
    values.into_iter().chain(others).collect()
}

#[cfg(test)]
mod tests;
