//! What vendors send for a field on a good and on a bad day.

use eventspec_catalog::{Catalog, Field, Type, TypeKind};

use super::smallest::date;
use super::tree::{Member, Nature, Node, Size};

/// How many aliases of a field are tried.
const ALIASES: usize = 3;

/// A case by its name, and the members that an object has for the field.
pub(super) type Probe = (&'static str, Vec<Member>);

/// Every case of a field; `valid` is a value of it.
pub(super) fn of(catalog: &Catalog, field: &Field, valid: &Node) -> Vec<Probe> {
    let odd = unlisted(catalog, &field.ty);
    let mut values = anything(&odd);
    if takes(catalog, &field.ty, &Node::Number("2", Size::Whole)) {
        values.extend(numbers());
    }
    if takes(catalog, &field.ty, &Node::text("a")) {
        values.extend(texts());
        values.extend(dates(&field.ty));
    }
    let name = field.name.as_str();
    let member = |value: &Node| Member::new(name, value.clone());
    let mut probes = vec![("absent", Vec::new()), ("a value", vec![member(valid)])];
    probes.extend(values.into_iter().map(|(case, value)| (case, vec![Member::new(name, value)])));
    probes.extend([
        ("twice", vec![member(&Node::text(&odd)), member(valid)]),
        ("twice, null last", vec![member(valid), member(&Node::Null)]),
        ("key in escapes", vec![Member::escaped(name, valid.clone())]),
        ("key in escapes and plain", vec![Member::escaped(name, valid.clone()), member(valid)]),
        ("white space", vec![Member { is_spaced: true, ..member(valid) }]),
    ]);
    for alias in field.aliases.iter().take(ALIASES) {
        let alias = |value: &Node| Member::new(alias, value.clone());
        probes.extend([
            ("alias", vec![alias(valid)]),
            ("alias with another value", vec![alias(&Node::text(&odd))]),
            ("name, then alias", vec![member(&Node::Null), alias(valid)]),
            ("alias, then name", vec![alias(valid), member(&Node::text(&odd))]),
        ]);
    }
    probes
}

/// Values of each JSON type.
fn anything(odd: &str) -> Vec<(&'static str, Node)> {
    let entries = [
        Member::new("__proto__", Node::Object(vec![Member::new("a", Node::Number("1", Size::Whole))])),
        Member::new("constructor", Node::Null),
        Member::new("1", Node::Number("2", Size::Whole)),
        Member::new("a", Node::Number("1", Size::Whole)),
        Member::new("a", Node::text("")),
    ];
    let items = [
        Node::Number("1", Size::Whole),
        Node::text("x"),
        Node::Null,
        Node::Object(vec![Member::new("a", Node::text(""))]),
    ];
    vec![
        ("null", Node::Null),
        ("blank", Node::text("")),
        ("boolean", Node::Boolean(true)),
        ("number", Node::Number("2", Size::Whole)),
        ("string", Node::text(odd)),
        ("empty list", Node::List(Vec::new())),
        ("empty object", Node::Object(Vec::new())),
        ("list", Node::List(items.to_vec())),
        ("object with odd keys", Node::Object(entries.to_vec())),
        ("number in a string", Node::text("12.5")),
        ("escapes", Node::written(r#""caf\u00e9 \ud83d\ude00\/""#, "café 😀/", Nature::Plain)),
        ("cut surrogate pair", Node::written(r#""cut \ud83d""#, "cut \u{fffd}", Nature::Cut)),
    ]
}

fn numbers() -> Vec<(&'static str, Node)> {
    [
        ("whole number with a fraction of zero", "2.0", Size::Whole),
        ("fraction", "2.5", Size::Fraction),
        ("negative zero", "-0", Size::Whole),
        ("exponent", "1e2", Size::Whole),
        ("trailing zero", "0.10", Size::Fraction),
        ("small", "-1.5e-7", Size::Fraction),
        ("beyond 53 bits", "9007199254740993", Size::Whole),
        ("thousands", "120000", Size::Whole),
        ("largest integer", "9223372036854775807", Size::Whole),
        ("smallest integer", "-9223372036854775808", Size::Whole),
        ("beyond 64 bits", "9223372036854775808", Size::Big),
        ("many digits", "123456789012345678901234567890.5", Size::LostFraction),
        ("fraction lost in a double", "2.00000000000000000000000001", Size::LostFraction),
        ("beyond a double", "1e400", Size::Huge),
    ]
    .into_iter()
    .map(|(case, text, size)| (case, Node::Number(text, size)))
    .collect()
}

fn texts() -> Vec<(&'static str, Node)> {
    let of = |ty: Type| Nature::Of(ty);
    [
        ("timestamp", "2023-05-26T07:44:03.000Z", of(Type::Timestamp)),
        ("timestamp with an offset", "2023-05-26T07:44:03+05:30", of(Type::Timestamp)),
        ("timestamp of no day", "2023-02-29T07:44:03Z", Nature::Disputed),
        ("timestamp without an offset", "2023-05-26T07:44:03", Nature::Plain),
        ("uuid in capitals", "449EBF4F-F3E2-471A-A21F-47D8E148F259", of(Type::Uuid)),
        ("uuid of the wrong length", "449ebf4f-f3e2-471a-a21f-47d8e148f25", Nature::Plain),
        ("uri", "https://shop.example:8080/a%20b?c=d#e", of(Type::Uri)),
        ("uri with a space", "https://shop.example/a b", Nature::Disputed),
        ("e-mail address", "zoe+1@mail.example", of(Type::Email)),
        ("e-mail address with a space", "zoe 1@mail.example", Nature::Disputed),
    ]
    .into_iter()
    .map(|(case, text, nature)| (case, Node::of(text, nature)))
    .collect()
}

fn dates(ty: &Type) -> Vec<(&'static str, Node)> {
    let Type::Date(format) = ty else { return Vec::new() };
    let format = format.as_str();
    let mut out = vec![("date", Node::of(&date(format, "31", "12"), Nature::Of(ty.clone())))];
    if format.contains("DD") && format.contains("MM") {
        out.push(("date of no day", Node::of(&date(format, "30", "02"), Nature::Disputed)));
    }
    out
}

/// Whether a type takes the JSON kind of a value.
fn takes(catalog: &Catalog, ty: &Type, node: &Node) -> bool {
    let is_text = matches!(node, Node::Text(_));
    match ty {
        Type::Any => true,
        Type::Number | Type::Integer => !is_text,
        Type::Boolean | Type::List(_) | Type::Map(_) => false,
        Type::Named(id) => match catalog.type_def(*id).map(|def| &def.kind) {
            Some(TypeKind::Union(variants)) => variants.iter().any(|variant| takes(catalog, &variant.ty, node)),
            _ => false,
        },
        _ => is_text,
    }
}

/// A text that no enum of the type lists.
fn unlisted(catalog: &Catalog, ty: &Type) -> String {
    let mut text = "mystery".to_owned();
    while is_listed(catalog, ty, &text) {
        text.push('?');
    }
    text
}

fn is_listed(catalog: &Catalog, ty: &Type, text: &str) -> bool {
    let Type::Named(id) = ty else { return false };
    match catalog.type_def(*id).map(|def| &def.kind) {
        Some(TypeKind::Enum { values, .. }) => values.iter().any(|value| value.value == text),
        Some(TypeKind::Union(variants)) => variants.iter().any(|variant| is_listed(catalog, &variant.ty, text)),
        _ => false,
    }
}
