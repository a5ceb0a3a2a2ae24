//! What vendors send for a field on a good and on a bad day.

use std::borrow::Cow;

use eventspec_catalog::{Catalog, EnumValue, Field, JsonType, Literal, LiteralKind, Type, TypeKind};

use crate::built_in::{self, Case};
use crate::tree::{Member, Node, Size, TextKind};
use crate::{constrained, minimal};

/// How many aliases of a field are tried.
const ALIASES: usize = 3;

/// Values that are tried on many fields.
pub struct Probes {
    anything: Vec<Case>,
    numbers: Vec<Case>,
    texts: Vec<Case>,
}

/// A case: its name, and what an object has for the field.
pub struct Probe<'a> {
    /// What is special about it.
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
    /// Whether it is about a value alone, and not about the key or how often it is there.
    pub fn is_value(&self) -> bool {
        match self.sent {
            Sent::Once(..) => true,
            Sent::Nothing | Sent::Twice(_) | Sent::Escaped(..) | Sent::EscapedAndPlain(..) | Sent::Spaced(..) => false,
        }
    }

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
    /// The values; they are the same for every catalogue.
    pub fn new() -> Self {
        Self { anything: anything(), numbers: near_misses(JsonType::Number), texts: near_misses(JsonType::String) }
    }

    /// Every case of a field; `valid` is a value of it.
    ///
    /// ```
    /// use eventspec_payloads::minimal;
    /// use eventspec_payloads::probes::Probes;
    /// # let mut sources = eventspec_catalog::Sources::default();
    /// # sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
    /// # sources.insert("events/order.toml", "doc = \"O.\"\nevent = [{ name = \"order\", doc = \"O.\" }]\n\
    /// #     field = [{ name = \"count\", type = \"integer\", doc = \"C.\" }]\n");
    /// # let catalog = eventspec_catalog::resolve_without_samples(&sources).unwrap();
    ///
    /// let (probes, count) = (Probes::new(), &catalog.payloads[0].fields[0]);
    /// let valid = minimal::value(&catalog, &count.ty).unwrap();
    /// let cases = probes.of(&catalog, count, &valid);
    /// let fraction = cases.iter().find(|probe| probe.case == "fraction").unwrap();
    /// assert_eq!(fraction.members()[0].to_string(), "\"count\":2.5");
    /// ```
    pub fn of<'a>(&'a self, catalog: &Catalog, field: &'a Field, valid: &'a Node) -> Vec<Probe<'a>> {
        let name = field.name.as_str();
        let other = || Cow::Owned(Node::text(&unlisted(catalog, &field.ty)));
        let (good, null) = (|| Cow::Borrowed(valid), || Cow::Owned(Node::Null));
        let mut cases = vec![
            ("absent", Sent::Nothing),
            ("a value", Sent::Once(name, good())),
            ("string", Sent::Once(name, other())),
            ("twice", Sent::Twice([(name, other()), (name, good())])),
            ("twice, null last", Sent::Twice([(name, good()), (name, null())])),
            ("key in escapes", Sent::Escaped(name, valid)),
            ("key in escapes and plain", Sent::EscapedAndPlain(name, valid)),
            ("white space", Sent::Spaced(name, valid)),
        ];
        let shared = self.values(catalog, &field.ty).into_iter().flatten();
        cases.extend(shared.map(|case| (case.name, Sent::Once(name, Cow::Borrowed(&case.value)))));
        let own = own_near_misses(catalog, &field.ty).into_iter();
        cases.extend(own.map(|case| (case.name, Sent::Once(name, Cow::Owned(case.value)))));
        let constrained = field.ty.item().filter(|_| !field.constraints.is_empty());
        let item = constrained.and_then(|item| minimal::value(catalog, item));
        let edges = constrained::edges(field, item.as_ref()).into_iter();
        cases.extend(edges.map(|case| (case.name, Sent::Once(name, Cow::Owned(case.value)))));
        for alias in field.aliases.iter().take(ALIASES).map(String::as_str) {
            cases.extend([
                ("alias", Sent::Once(alias, good())),
                ("alias with another value", Sent::Once(alias, other())),
                ("name, then alias", Sent::Twice([(name, null()), (alias, good())])),
                ("alias, then name", Sent::Twice([(alias, good()), (name, other())])),
            ]);
        }
        cases.into_iter().map(|(case, sent)| Probe { case, sent }).collect()
    }

    /// The values that are tried on a type.
    fn values(&self, catalog: &Catalog, ty: &Type) -> Vec<&[Case]> {
        let mut values = vec![self.anything.as_slice()];
        if takes(catalog, ty, JsonType::Number) {
            values.push(&self.numbers);
        }
        if takes(catalog, ty, JsonType::String) {
            values.push(&self.texts);
        }
        values
    }
}

/// Values of each JSON type.
fn anything() -> Vec<Case> {
    let one = || Node::number("1", Size::Whole);
    let entries = vec![
        Member::new("__proto__", Node::Object(vec![Member::new("a", one())])),
        Member::new("constructor", Node::Null),
        Member::new("1", Node::number("2", Size::Whole)),
        Member::new("a", one()),
        Member::new("a", Node::text("")),
    ];
    let items = vec![one(), Node::text("x"), Node::Null, Node::Object(vec![Member::new("a", Node::text(""))])];
    [
        ("null", Node::Null),
        ("blank", Node::text("")),
        ("boolean", Node::Boolean(true)),
        ("number", Node::number("2", Size::Whole)),
        ("empty list", Node::List(Vec::new())),
        ("empty object", Node::Object(Vec::new())),
        ("list", Node::List(items)),
        ("object with odd keys", Node::Object(entries)),
        ("number in a string", Node::text("12.5")),
        ("escapes", Node::written(r#""caf\u00e9 \ud83d\ude00\/""#, "café 😀/", TextKind::Plain)),
        ("cut surrogate pair", Node::written(r#""cut \ud83d""#, "cut \u{fffd}", TextKind::LoneSurrogate)),
    ]
    .map(|(name, value)| Case { name, value })
    .into()
}

/// What is nearly of some built-in type, among values of one JSON kind; a case that several types have, once.
fn near_misses(kind: JsonType) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for scalar in built_in::without_parameters().filter(|scalar| scalar.row().json == kind) {
        for case in built_in::row(&scalar).near_misses.iter() {
            if cases.iter().all(|known| known.name != case.name) {
                cases.push(case.clone());
            }
        }
    }
    cases
}

/// What is nearly of a type alone, or of an alternative, because it has parameters.
fn own_near_misses(catalog: &Catalog, ty: &Type) -> Vec<Case> {
    let alternatives = catalog.kind(ty).and_then(TypeKind::alternatives).unwrap_or_default();
    let types = || std::iter::once(ty).chain(alternatives.iter().map(|variant| &variant.ty));
    let scalars = types().filter_map(Type::scalar).filter(|scalar| scalar.parameter().is_some());
    let mut cases: Vec<Case> = scalars.flat_map(|scalar| built_in::row(scalar).near_misses.into_owned()).collect();
    cases.extend(types().filter_map(|ty| catalog.kind(ty)?.values()).flat_map(near_literals));
    cases.dedup_by(|a, b| a.name == b.name);
    cases
}

/// What is nearly an integer or boolean that is listed, and what is another way to write it.
fn near_literals(values: &[EnumValue]) -> Vec<Case> {
    let Some(first) = values.first() else { return Vec::new() };
    let written = |digits: String| Node::Number(digits.into(), Size::Whole);
    let of = |name, value| Case { name, value };
    match &first.value {
        Literal::Text(_) => Vec::new(),
        Literal::Boolean(_) => vec![of("false", Node::Boolean(false)), of("true in a string", Node::text("true"))],
        Literal::Integer(integer) => {
            let known = || values.iter().filter_map(|value| value.value.integer());
            let next = known().max().unwrap_or(*integer).saturating_add(1);
            vec![
                of("zero", Node::integer(0)),
                of("one", Node::integer(1)),
                of("a known integer with a fraction of zero", written(format!("{integer}.0"))),
                of("a known integer with an exponent", written(format!("{integer}.000e0"))),
                of("a known integer in a string", Node::text(&integer.to_string())),
                of("after the greatest known integer", Node::integer(next)),
            ]
        }
    }
}

/// Whether a type takes values of a JSON kind.
fn takes(catalog: &Catalog, ty: &Type, kind: JsonType) -> bool {
    match ty {
        Type::Scalar(scalar) => [kind, JsonType::Any].contains(&scalar.row().json),
        Type::List(_) | Type::Map(_) | Type::Nullable(_) => false,
        Type::Alias(_, ty) => takes(catalog, ty, kind),
        Type::Named(id) => match catalog.type_def(*id).map(|def| &def.kind) {
            Some(TypeKind::Union(variants)) => variants.iter().any(|variant| takes(catalog, &variant.ty, kind)),
            // What an enum lists says more of it than that its values are strings; integers are numbers that are nearly something else.
            Some(TypeKind::Enum { values, .. }) => values.kind() == LiteralKind::Integer && kind == JsonType::Number,
            Some(TypeKind::Object { .. } | TypeKind::Alias(_)) | None => false,
        },
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
    match ty {
        Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Alias(..) => false,
        Type::Named(id) => match catalog.type_def(*id).map(|def| &def.kind) {
            Some(TypeKind::Enum { values, .. }) => values.texts().any(|value| value == text),
            Some(TypeKind::Union(variants)) => variants.iter().any(|variant| is_listed(catalog, &variant.ty, text)),
            Some(TypeKind::Object { .. } | TypeKind::Alias(_)) | None => false,
        },
    }
}
