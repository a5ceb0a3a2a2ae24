//! What vendors send for a field on a good and on a bad day.

use std::borrow::Cow;

use eventspec_catalog::{Catalog, Field, Type, TypeKind};

use crate::minimal::date;
use crate::tree::{Member, Nature, Node, Size};

/// How many aliases of a field are tried.
const ALIASES: usize = 3;

/// Values that do not depend on the field.
pub struct Probes {
    anything: Vec<(&'static str, Node)>,
    numbers: Vec<(&'static str, Node)>,
    texts: Vec<(&'static str, Node)>,
}

/// A case: its name, and what an object has for the field.
pub struct Probe<'a> {
    pub case: &'static str,
    sent: Sent<'a>,
}

/// What an object has for a field. Most catalogues' probes are only counted, so this owns nothing large.
enum Sent<'a> {
    Nothing,
    Once(&'a str, Cow<'a, Node>),
    Twice([(&'a str, Cow<'a, Node>); 2]),
    Escaped(&'a str, &'a Node),
    EscapedAndPlain(&'a str, &'a Node),
    Spaced(&'a str, &'a Node),
}

impl Probe<'_> {
    /// The members of the object.
    pub fn members(&self) -> Vec<Member> {
        match &self.sent {
            Sent::Nothing => Vec::new(),
            Sent::Once(key, value) => vec![Member::new(key, value.as_ref().clone())],
            Sent::Twice(both) => both.iter().map(|(key, value)| Member::new(key, value.as_ref().clone())).collect(),
            Sent::Escaped(key, value) => vec![Member::escaped(key, (*value).clone())],
            Sent::EscapedAndPlain(key, value) => {
                vec![Member::escaped(key, (*value).clone()), Member::new(key, (*value).clone())]
            }
            Sent::Spaced(key, value) => vec![Member { is_spaced: true, ..Member::new(key, (*value).clone()) }],
        }
    }
}

impl Default for Probes {
    fn default() -> Self {
        Self::new()
    }
}

impl Probes {
    pub fn new() -> Self {
        Self { anything: anything(), numbers: numbers(), texts: texts() }
    }

    /// Every case of a field; `valid` is a value of it.
    pub fn of<'a>(&'a self, catalog: &Catalog, field: &'a Field, valid: &'a Node) -> Vec<Probe<'a>> {
        let name = field.name.as_str();
        let odd = || Cow::Owned(Node::text(&unlisted(catalog, &field.ty)));
        let (good, null) = (|| Cow::Borrowed(valid), || Cow::Owned(Node::Null));
        let mut cases = vec![
            ("absent", Sent::Nothing),
            ("a value", Sent::Once(name, good())),
            ("string", Sent::Once(name, odd())),
            ("twice", Sent::Twice([(name, odd()), (name, good())])),
            ("twice, null last", Sent::Twice([(name, good()), (name, null())])),
            ("key in escapes", Sent::Escaped(name, valid)),
            ("key in escapes and plain", Sent::EscapedAndPlain(name, valid)),
            ("white space", Sent::Spaced(name, valid)),
        ];
        for values in self.values(catalog, &field.ty) {
            cases.extend(values.iter().map(|(case, value)| (*case, Sent::Once(name, Cow::Borrowed(value)))));
        }
        cases.extend(dates(&field.ty).into_iter().map(|(case, value)| (case, Sent::Once(name, Cow::Owned(value)))));
        for alias in field.aliases.iter().take(ALIASES).map(String::as_str) {
            cases.extend([
                ("alias", Sent::Once(alias, good())),
                ("alias with another value", Sent::Once(alias, odd())),
                ("name, then alias", Sent::Twice([(name, null()), (alias, good())])),
                ("alias, then name", Sent::Twice([(alias, good()), (name, odd())])),
            ]);
        }
        cases.into_iter().map(|(case, sent)| Probe { case, sent }).collect()
    }

    /// The values that are tried on a type.
    fn values(&self, catalog: &Catalog, ty: &Type) -> Vec<&[(&'static str, Node)]> {
        let mut values = vec![self.anything.as_slice()];
        if takes(catalog, ty, &Node::Number("2", Size::Whole)) {
            values.push(&self.numbers);
        }
        if takes(catalog, ty, &Node::text("a")) {
            values.push(&self.texts);
        }
        values
    }
}

/// Values of each JSON type.
fn anything() -> Vec<(&'static str, Node)> {
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
