//! Fields and enum values at random.

use eventspec_catalog::{Scalar, ScalarName};

use super::{Kind, TypeFile, print, types, words};
use crate::choices::Choices;
use types::Ty;
use words::Scope;

/// A field before it is written down.
#[derive(Clone)]
pub(super) struct Field {
    pub name: String,
    pub ident: Option<String>,
    pub doc: String,
    pub kind: FieldKind,
    pub required: bool,
    pub nullable: bool,
    pub blank: bool,
    pub aliases: Vec<String>,
    /// The `use` of what is deprecated.
    pub deprecated: Option<String>,
    /// The default of a text that may be any.
    pub default: Option<String>,
    /// Lines of TOML that need no other decision.
    pub rest: Vec<String>,
}

#[derive(Clone)]
pub(super) enum FieldKind {
    Of(Ty),
    /// A time in a pattern: the type, and a value.
    Time(&'static str, &'static str),
    /// A value that is held to something.
    Held(&'static Held),
    /// A text with a pattern of another text, which every text matches.
    Like(String),
    /// What always has one value: the type, and the value.
    Constant(&'static str, &'static str),
    /// An enum in place, and whether it is closed.
    Enum(Vec<Value>, bool),
    Object(Object),
}

/// An object in place.
#[derive(Clone)]
pub(super) struct Object {
    pub fields: Vec<Field>,
    pub reserved: Vec<String>,
    pub members: Others,
    /// What is around it.
    pub around: Around,
}

/// What is said about members that are not among the fields of an object in place.
#[derive(Clone, Copy)]
pub(super) enum Others {
    Nothing,
    Closed,
    Rest(&'static str),
}

/// What the type of an object in place is part of.
#[derive(Clone, Copy)]
pub(super) enum Around {
    Nothing,
    List,
    Map,
    Union,
}

/// What a value is held to.
pub(super) struct Held {
    pub ty: &'static str,
    /// As TOML.
    pub lines: &'static str,
    /// One that keeps to it: a text, or another value as TOML.
    value: &'static str,
    /// Whether the specification has to have an example.
    has_example: bool,
}

/// A value of an enum.
#[derive(Clone)]
pub(super) struct Value {
    pub wire: String,
    pub ident: Option<String>,
    pub doc: Option<String>,
}

/// Times in patterns, with a time in each.
const TIMES: [(&str, &str); 9] = [
    ("date(YYYY-MM-DD)", "2024-02-29"),
    ("date(DD.MM.)", "31.12."),
    ("date(MM/YYYY)", "01/2026"),
    ("date(YYYY MM DD)", "0001 01 01"),
    ("datetime(YYYYMMDDThhmmss)", "20240229T235960.5"),
    ("datetime(hh:mm, DD.MM.YYYY)", "00:00, 01.01.0000"),
    ("timestamp(YYYY-MM-DDThh:mm:ssZ)", "9999-12-31T23:59:59.9999999999-23:59"),
    ("timestamp(Z DD/MM/YYYY hh.mm)", "+05:30 29/02/2024 00.00"),
    ("list<timestamp(DD/MM/YYYY hh:mmZ) | date>", "[\"2024-02-29\"]"),
];
/// Constants.
const CONSTANTS: [(&str, &str); 6] = [
    ("string", "\"*/\""),
    ("string", "\"\\u0000${x}\""),
    ("integer", "0"),
    ("integer", "-9007199254740991"),
    ("boolean", "true"),
    ("boolean", "false"),
];

/// Constraints of texts, numbers and lists, and known integers.
static HELD: [Held; 18] = [
    text("max_length = 0", "", false),
    text("min_length = 1", "x", false),
    text("max_length = 3", "\u{1f389}\u{e9}\0", false),
    text("min_length = 2\nmax_length = 2", "*/", true),
    text("min_length = 9\nmax_length = 1000000\npattern = ''", "<!--{{${x}}}-->", true),
    text("pattern = '^[A-Z]{3}$'", "INR", true),
    text(r"pattern = '[^\x00-\u002f]|\*/|[\-\]`]+?'", "*/", true),
    text("max_length = 9\npattern = '(?:a|(b)){2,}$'", "\"\\ab", true),
    other("number", "minimum = 0\nmaximum = 99.99\nmultiple_of = 0.01", "19.90"),
    other("number", "minimum = '-1234567890.12345'\nmaximum = \"1e14\"", "-0.5"),
    other("integer", "minimum = -9223372036854775808\nmaximum = 9223372036854775807\nmultiple_of = 4096", "-4096"),
    other("integer", "multiple_of = 7\nmaximum = -7", "-14"),
    other("integer", "values = [0, { value = 1, doc = \"*/ ${x} <!--\" }]", "1"),
    other("integer", "values = [-9007199254740991, { value = 9007199254740991 }]\nclosed = true", "9007199254740991"),
    other("integer", "values = [7]\nclosed = true", "7"),
    other("integer", "values = [-1]", "-1"),
    other("list<string>", "min_items = 1\nmax_items = 2", "[\"*/\"]"),
    other("list<list<integer>>", "min_items = 3\nmax_items = 1000000", "[[], [1], []]"),
];

impl Held {
    /// The value as TOML.
    pub(super) fn value(&self) -> String {
        if self.ty == "string" { print::toml(self.value) } else { self.value.to_owned() }
    }

    /// The line of the example, which some have to have.
    pub(super) fn example(&self) -> String {
        format!("example = {}\n", self.value())
    }
}

const fn text(lines: &'static str, value: &'static str, has_example: bool) -> Held {
    Held { ty: "string", lines, value, has_example }
}

const fn other(ty: &'static str, lines: &'static str, value: &'static str) -> Held {
    Held { ty, lines, value, has_example: false }
}

/// Fields of one file, and levels of an example.
const MOST: usize = 7;
const DEPTH: usize = 6;

/// Fills the types that have members or alternatives, now that all are known by name.
pub(super) fn of_types(choices: &mut Choices<'_>, types: &mut [TypeFile]) {
    for index in 0..types.len() {
        let kind = match &types[index].kind {
            Kind::Object(_) => Kind::Object(members(choices, types, index)),
            // A union that comes to nothing is an enum after all.
            Kind::Union(_) => {
                types::union(choices, types, 1, false).map_or_else(|| Kind::Enum(values(choices)), Kind::Union)
            }
            Kind::Enum(_) | Kind::Alias(_) => continue,
        };
        types[index].kind = kind;
    }
    for index in 0..types.len() {
        if let Kind::Object(fields) = &types[index].kind {
            let mut fields = fields.clone();
            with_examples(choices, types, &mut fields);
            types[index].kind = Kind::Object(fields);
        }
    }
}

/// The members of an object. One of an object that comes later may be left out, so that values end.
fn members(choices: &mut Choices<'_>, types: &[TypeFile], owner: usize) -> Vec<Field> {
    let mut fields = without_examples(choices, types, &mut Scope::default());
    for field in &mut fields {
        if matches!(&field.kind, FieldKind::Of(Ty::Named(index)) if *index >= owner) {
            field.required = false;
        }
    }
    fields
}

/// Makes a field one of `null` alone, or puts `null` beside what is in its type.
fn nulls(choices: &mut Choices<'_>, field: &mut Field) {
    let FieldKind::Of(ty) = &mut field.kind else { return };
    types::nullable(choices, ty);
    if choices.one_in(12) {
        *ty = Ty::Scalar(Scalar::Null);
        field.nullable = false;
        field.without_values();
    }
}

impl Field {
    /// Takes out the example and the default, which are of another type.
    fn without_values(&mut self) {
        self.rest.retain(|line| !line.starts_with("example") && !line.starts_with("default"));
        self.default = None;
    }
}

/// Puts objects in place of some values that have no type of their own, at most so many levels deep.
pub(super) fn objects(choices: &mut Choices<'_>, types: &[TypeFile], fields: &mut [Field], levels: usize) {
    for field in fields.iter_mut() {
        nulls(choices, field);
    }
    let Some(levels) = levels.checked_sub(1) else { return };
    for field in fields.iter_mut().filter(|field| matches!(field.kind, FieldKind::Of(_))) {
        if !choices.one_in(5) {
            continue;
        }
        let mut fields = without_examples(choices, types, &mut Scope::default());
        // A type is not always part of itself.
        for field in fields.iter_mut().filter(|field| matches!(field.kind, FieldKind::Of(_))) {
            field.required = false;
        }
        objects(choices, types, &mut fields, levels);
        with_examples(choices, types, &mut fields);
        let members = match choices.below(4) {
            0 => Others::Closed,
            1 => Others::Rest(choices.pick::<&str>(&["false", "'any'", "'list<string>?'"])),
            _ => Others::Nothing,
        };
        let around = *choices.pick(&[Around::Nothing, Around::Nothing, Around::List, Around::Map, Around::Union]);
        field.kind = FieldKind::Object(Object { fields, reserved: words::reserved(choices), members, around });
        field.without_values();
    }
}

/// Fields whose names are free in a scope, with examples.
pub(super) fn some(choices: &mut Choices<'_>, types: &[TypeFile], scope: &mut Scope) -> Vec<Field> {
    let mut fields = without_examples(choices, types, scope);
    with_examples(choices, types, &mut fields);
    fields
}

fn without_examples(choices: &mut Choices<'_>, types: &[TypeFile], scope: &mut Scope) -> Vec<Field> {
    (0..choices.below(MOST)).map(|_| field(choices, types, scope)).collect()
}

fn with_examples(choices: &mut Choices<'_>, types: &[TypeFile], fields: &mut [Field]) {
    // What a constant is like is said by its value.
    for field in fields.iter_mut().filter(|field| !matches!(field.kind, FieldKind::Constant(..))) {
        let needs_one = match &field.kind {
            FieldKind::Held(held) => held.has_example,
            FieldKind::Like(_) => true,
            _ => false,
        };
        if (choices.one_in(2) || needs_one)
            && let Some(value) = example(choices, field, types, DEPTH)
        {
            field.rest.push(format!("example = {value}"));
        }
        // What is always sent has no default.
        if choices.one_in(5) && !field.required {
            let is_text = match &field.kind {
                FieldKind::Of(Ty::Scalar(scalar)) => scalar.row().name == ScalarName::String,
                FieldKind::Like(_) => true,
                _ => false,
            };
            if is_text {
                field.default = Some(words::text(choices));
            } else if let Some(value) = example(choices, field, types, DEPTH) {
                field.rest.push(format!("default = {value}"));
            }
        }
    }
}

fn field(choices: &mut Choices<'_>, types: &[TypeFile], scope: &mut Scope) -> Field {
    let name = words::name(choices);
    let (name, ident) = scope.add(choices, &name);
    let kind = match choices.below(12) {
        0 => {
            let (ty, time) = choices.pick(&TIMES);
            FieldKind::Time(ty, time)
        }
        1 | 2 => FieldKind::Enum(values(choices), choices.one_in(2)),
        11 => {
            let (ty, value) = choices.pick(&CONSTANTS);
            FieldKind::Constant(ty, value)
        }
        3 if choices.one_in(2) => FieldKind::Held(choices.pick(&HELD)),
        3 => FieldKind::Like(words::text(choices)),
        _ => FieldKind::Of(types::any(choices, types)),
    };
    let mut rest = Vec::new();
    if choices.one_in(6) {
        rest.push(format!("evidence = \"{}\"", choices.pick(&["documented", "sampled", "inferred"])));
    }
    if choices.one_in(6) {
        rest.push("since = \"0.2.0\"".to_owned());
    }
    Field {
        name,
        ident,
        doc: words::doc(choices),
        kind,
        required: choices.one_in(3),
        nullable: choices.one_in(4),
        blank: choices.one_in(4),
        aliases: words::aliases(choices, scope),
        deprecated: choices.one_in(6).then(|| words::text(choices)),
        default: None,
        rest,
    }
}

/// Values of an enum, one at least.
pub(super) fn values(choices: &mut Choices<'_>) -> Vec<Value> {
    let mut scope = Scope::default();
    let mut out = Vec::new();
    for _ in 0..=choices.below(4) {
        let name = words::name(choices);
        let (wire, ident) = scope.add(choices, &name);
        out.push(Value { wire, ident, doc: choices.one_in(3).then(|| words::text(choices)) });
    }
    out
}

/// A value of a field as TOML.
pub(super) fn example(choices: &mut Choices<'_>, field: &Field, types: &[TypeFile], depth: usize) -> Option<String> {
    match &field.kind {
        FieldKind::Of(ty) => types::example(choices, ty, types, depth),
        FieldKind::Time(_, time) if time.starts_with('[') => Some((*time).to_owned()),
        FieldKind::Time(_, time) => Some(format!("\"{time}\"")),
        FieldKind::Held(held) => Some(held.value()),
        FieldKind::Like(text) => Some(print::toml(text)),
        FieldKind::Constant(_, value) => Some((*value).to_owned()),
        FieldKind::Enum(values, _) => Some(print::toml(&choices.pick(values).wire)),
        FieldKind::Object(object) => {
            let value = types::table(choices, &object.fields, types, depth.checked_sub(2)?)?;
            Some(match object.around {
                Around::Nothing | Around::Union => value,
                Around::List => format!("[{value}]"),
                Around::Map => format!("{{ {} = {value} }}", print::toml(&words::name(choices))),
            })
        }
    }
}
