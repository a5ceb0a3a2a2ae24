//! Rust source that uses the old SDK, three lines at a time.

use eventspec_catalog::{Catalog, Field, Group, Ident, Scalar, Type, TypeDef, TypeKind};

use super::payload::{field_of, fields_of, payload_of, type_named};
use super::{Form, Sides, Snippet};
use crate::finding::{Finding, Owner, Pair, Side, Subject};
use crate::kinds::Kind;

/// Words that cannot be names of functions and members as they are.
const KEYWORDS: [&str; 48] = [
    "as", "async", "await", "break", "const", "continue", "dyn", "else", "enum", "extern", "false", "fn", "for", "gen",
    "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "static", "struct",
    "trait", "true", "type", "unsafe", "use", "where", "while", "abstract", "become", "box", "do", "final", "macro",
    "override", "priv", "try", "typeof", "unsized", "virtual", "yield",
];

fn name(ident: &Ident) -> String {
    match ident.snake() {
        word @ ("self" | "super" | "crate") => format!("{word}_"),
        word if KEYWORDS.contains(&word) => format!("r#{word}"),
        word => word.to_owned(),
    }
}

fn variant(ident: &Ident) -> String {
    match ident.pascal() {
        word if word == "Self" => "Self_".to_owned(),
        word => word,
    }
}

fn snippet(form: Form, lines: &[String]) -> Snippet {
    Snippet { form, code: lines.join("\n") }
}

/// The crate of the tolerant SDK.
fn krate(catalog: &Catalog) -> String {
    catalog.name.replace('-', "_")
}

pub(super) fn tolerant(finding: &Finding, sides: Sides<'_>) -> Vec<Snippet> {
    let (catalog, krate) = (sides.old, krate(sides.old));
    match &finding.subject {
        Subject::Catalog if finding.kind == Kind::PackageRenamed => {
            vec![snippet(Form::Name, &[format!("pub use {krate}::Event;")])]
        }
        Subject::Catalog => Vec::new(),
        Subject::Group(group) => group_uses(catalog, &krate, group),
        Subject::Event(pair) => event_uses(catalog, &krate, pair, ""),
        Subject::Payload(pair) => payload_uses(catalog, &krate, pair),
        Subject::Type(pair) => type_uses(catalog, &krate, pair),
        Subject::Value { ty, value } => value_uses(catalog, &krate, ty, value),
        Subject::Field { owner, field } => {
            let Some(field) = field_of(sides, owner, field, Side::Old) else {
                return owner_uses(catalog, &krate, owner);
            };
            field_uses(catalog, &krate, owner, field)
        }
    }
}

fn owner_uses(catalog: &Catalog, krate: &str, owner: &Owner) -> Vec<Snippet> {
    match owner {
        Owner::Payload(pair) => payload_uses(catalog, krate, pair),
        Owner::Type(pair) => type_uses(catalog, krate, pair),
    }
}

fn payload_uses(catalog: &Catalog, krate: &str, pair: &Pair) -> Vec<Snippet> {
    let payload = pair.old.as_deref().and_then(|name| payload_of(catalog, name));
    let line = payload.map(|payload| format!("pub fn take(_: {krate}::{}<'_>) {{}}", payload.ident.pascal()));
    line.map(|line| snippet(Form::Name, &[line])).into_iter().collect()
}

fn old_type<'a>(catalog: &'a Catalog, pair: &Pair) -> Option<&'a TypeDef> {
    catalog.type_def(type_named(catalog, pair.old.as_deref()?)?)
}

fn type_uses(catalog: &Catalog, krate: &str, pair: &Pair) -> Vec<Snippet> {
    let Some(def) = old_type(catalog, pair) else { return Vec::new() };
    let ty = format!("{krate}::types::{}", def.ident.pascal());
    let mut uses = vec![snippet(Form::Name, &[format!("pub fn take(_: {ty}<'_>) {{}}")])];
    if let Some(variants) = def.kind.alternatives() {
        let cases = variants.iter().map(|v| format!("    {ty}::{}(_) => {{}}", variant(&v.ident)));
        let cases = cases.chain(["    _ => {}".to_owned()]).collect::<Vec<_>>().join("\n");
        uses.push(snippet(Form::Read, &[format!("pub fn take(it: {ty}<'_>) {{ match it {{\n{cases}\n}} }}")]));
    }
    if let Some(values) = def.kind.values() {
        let cases = values.iter().map(|v| format!("    {ty}::{} => {{}}", variant(&v.ident)));
        let cases = cases.chain(["    _ => {}".to_owned()]).collect::<Vec<_>>().join("\n");
        uses.push(snippet(Form::Read, &[format!("pub fn take(it: {ty}<'_>) {{ match it {{\n{cases}\n}} }}")]));
    }
    uses
}

fn value_uses(catalog: &Catalog, krate: &str, ty: &Pair, value: &Pair) -> Vec<Snippet> {
    let Some(def) = old_type(catalog, ty) else { return Vec::new() };
    let Some(values) = def.kind.values() else { return Vec::new() };
    let enumeration = format!("{krate}::types::{}", def.ident.pascal());
    let mut uses = type_uses(catalog, krate, ty);
    uses.retain(|snippet| snippet.form == Form::Name);
    if let Some(known) = values.iter().find(|known| Some(known.value.as_str()) == value.old.as_deref()) {
        let line = format!(
            "pub fn is(it: &{enumeration}<'_>) -> bool {{ matches!(it, {enumeration}::{}) }}",
            variant(&known.ident)
        );
        uses.push(snippet(Form::Read, &[line]));
    }
    uses
}

fn group_uses(catalog: &Catalog, krate: &str, name: &str) -> Vec<Snippet> {
    let Some(index) = catalog.groups.iter().position(|group| group.name == name) else { return Vec::new() };
    let Some(group) = catalog.groups.get(index) else { return Vec::new() };
    let line = format!("pub fn take(_: &impl {krate}::groups::{}Fields) {{}}", group.ident.pascal());
    let mut uses = vec![snippet(Form::Name, std::slice::from_ref(&line))];
    if catalog.payloads.iter().all(|payload| payload.groups.iter().any(|id| id.0 == index)) {
        let all = format!("pub fn any(event: &{krate}::Event<'_>) {{ take(event) }}");
        uses.push(snippet(Form::Shared, &[line, all]));
    }
    uses
}

fn event_uses(catalog: &Catalog, krate: &str, pair: &Pair, lifetime_free: &str) -> Vec<Snippet> {
    let Some((event, payload)) = catalog.events().find(|(event, _)| Some(event.name.as_str()) == pair.old.as_deref())
    else {
        return vec![snippet(Form::Name, &[format!("pub fn take(_: {krate}::Event) {{}}")])];
    };
    let case = variant(&event.ident);
    let (lifetime, strict) = if lifetime_free.is_empty() { ("<'_>", false) } else { ("", true) };
    let read = [
        format!(
            "pub fn read(event: &{krate}::Event{lifetime}) -> Option<&{krate}::{}{lifetime}> {{",
            payload.ident.pascal()
        ),
        format!("    if let {krate}::Event::{case}(payload) = event {{ Some(payload) }} else {{ None }}"),
        "}".to_owned(),
    ];
    let read = if strict {
        read
    } else {
        let [_, body, end] = read;
        let head = format!(
            "pub fn read<'a, 'b>(event: &'b {krate}::Event<'a>) -> Option<&'b {krate}::{}<'a>> {{",
            payload.ident.pascal()
        );
        [head, body, end]
    };
    let mut uses = vec![snippet(Form::Read, &read)];
    if !strict {
        let line = format!("pub const NAME: {krate}::EventName = {krate}::EventName::{case};");
        uses.push(snippet(Form::Name, &[line]));
    }
    uses
}

/// The group that an old payload has a field from.
fn group_of<'a>(catalog: &'a Catalog, owner: &Owner, field: &Field) -> Option<&'a Group> {
    let Owner::Payload(pair) = owner else { return None };
    let payload = payload_of(catalog, pair.old.as_deref()?)?;
    let mut groups = payload.groups.iter().filter_map(|id| catalog.group(*id));
    groups.find(|group| group.fields.iter().any(|known| known.name == field.name))
}

fn owner_type(catalog: &Catalog, owner: &Owner, krate: &str, types: &str) -> Option<String> {
    match owner {
        Owner::Payload(pair) => {
            payload_of(catalog, pair.old.as_deref()?).map(|payload| format!("{krate}::{}", payload.ident.pascal()))
        }
        Owner::Type(pair) => old_type(catalog, pair).map(|def| format!("{krate}::{types}{}", def.ident.pascal())),
    }
}

fn field_uses(catalog: &Catalog, krate: &str, owner: &Owner, field: &Field) -> Vec<Snippet> {
    let Some(ty) = owner_type(catalog, owner, krate, "types::") else { return Vec::new() };
    let (method, value) = (name(&field.ident), lens_type(catalog, krate, &field.ty));
    let read = [
        format!("pub fn read<'a>(it: &'a {ty}<'_>) -> {krate}::Field<'a, {value}> {{"),
        format!("    it.{method}()"),
        "}".to_owned(),
    ];
    let mut uses = vec![snippet(Form::Read, &read)];
    if let Some(group) = group_of(catalog, owner, field) {
        let shared = [
            format!(
                "pub fn read<'a>(it: &'a impl {krate}::groups::{}Fields) -> {krate}::Field<'a, {value}> {{",
                group.ident.pascal()
            ),
            format!("    it.{method}()"),
            "}".to_owned(),
        ];
        uses.push(snippet(Form::Shared, &shared));
        let passes = format!(
            "pub fn pass(it: &{ty}<'_>) {{ fn take(_: &impl {krate}::groups::{}Fields) {{}} take(it) }}",
            group.ident.pascal()
        );
        uses.push(snippet(Form::Shared, &[passes]));
    }
    uses
}

/// The type of a value in the tolerant SDK.
fn lens_type(catalog: &Catalog, krate: &str, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::String | Scalar::Uuid | Scalar::Uri | Scalar::Email => format!("{krate}::Text<'a>"),
            Scalar::Number => format!("{krate}::Number<'a>"),
            Scalar::Integer => "i64".to_owned(),
            Scalar::Boolean => "bool".to_owned(),
            Scalar::Timestamp => format!("{krate}::Timestamp<'a>"),
            Scalar::Date(_) => format!("{krate}::Date<'a>"),
            Scalar::Any => format!("{krate}::Json<'a>"),
        },
        Type::List(item) => format!("{krate}::List<'a, {}>", lens_type(catalog, krate, item)),
        Type::Map(value) => format!("{krate}::Map<'a, {}>", lens_type(catalog, krate, value)),
        Type::Named(id) => {
            let name = catalog.type_def(*id).map_or_else(String::new, |def| def.ident.pascal());
            format!("{krate}::types::{name}<'a>")
        }
    }
}

pub(super) fn strict(finding: &Finding, sides: Sides<'_>) -> Vec<Snippet> {
    let catalog = sides.old;
    let krate = format!("{}_strict", krate(catalog));
    match &finding.subject {
        Subject::Catalog if finding.kind == Kind::PackageRenamed => {
            vec![snippet(Form::Name, &[format!("pub use {krate}::Event;")])]
        }
        Subject::Catalog => Vec::new(),
        Subject::Group(_) => vec![snippet(Form::Name, &[format!("pub fn take(_: {krate}::Event) {{}}")])],
        Subject::Event(pair) => event_uses(catalog, &krate, pair, "strict"),
        Subject::Payload(pair) => strict_object(sides, &krate, &Owner::Payload(pair.clone())),
        Subject::Type(pair) | Subject::Value { ty: pair, .. } => strict_type(sides, &krate, pair),
        Subject::Field { owner, field } => {
            let mut uses = Vec::new();
            if let (Some(field), Some(ty)) =
                (field_of(sides, owner, field, Side::Old), owner_type(catalog, owner, &krate, ""))
            {
                let (member, value) = (name(&field.ident), member_type(catalog, &krate, owner, field));
                uses.push(snippet(Form::Read, &[format!("pub fn read(it: &{ty}) -> &{value} {{ &it.{member} }}")]));
            }
            uses.extend(strict_object(sides, &krate, owner));
            uses
        }
    }
}

/// Source that names every member.
fn strict_object(sides: Sides<'_>, krate: &str, owner: &Owner) -> Vec<Snippet> {
    let Some(ty) = owner_type(sides.old, owner, krate, "") else { return Vec::new() };
    let mut members = Vec::new();
    for field in fields_of(sides.old, owner, Side::Old) {
        let own = name(&field.ident);
        let aliases = (1..=field.aliases.len()).map(|number| format!("{}__alias{number}", field.ident.snake()));
        members.extend([own].into_iter().chain(aliases));
    }
    let is_closed = match owner {
        Owner::Payload(pair) => {
            pair.old.as_deref().and_then(|name| payload_of(sides.old, name)).is_some_and(|p| p.closed)
        }
        Owner::Type(pair) => old_type(sides.old, pair).is_some_and(|def| def.kind.is_closed()),
    };
    members.extend((!is_closed).then(|| "extra_".to_owned()));
    let members = members.join(", ");
    let lines = [
        format!("pub fn copy({ty} {{ {members} }}: {ty}) -> {ty} {{"),
        format!("    {ty} {{ {members} }}"),
        "}".to_owned(),
    ];
    vec![snippet(Form::Exhaust, &lines)]
}

/// Source that names every case of a type.
fn strict_type(sides: Sides<'_>, krate: &str, pair: &Pair) -> Vec<Snippet> {
    let Some(def) = old_type(sides.old, pair) else { return Vec::new() };
    let ty = format!("{krate}::{}", def.ident.pascal());
    let mut uses = vec![snippet(Form::Name, &[format!("pub fn take(_: {ty}) {{}}")])];
    let cases: Vec<String> = match &def.kind {
        TypeKind::Object { .. } => return strict_object(sides, krate, &Owner::Type(pair.clone())),
        TypeKind::Enum { closed: false, .. } => {
            let line = format!("pub fn text({ty}(text): {ty}) -> String {{ text }}");
            uses.push(snippet(Form::Exhaust, &[line]));
            return uses;
        }
        TypeKind::Enum { values, .. } => {
            values.iter().map(|value| format!("{ty}::{}", variant(&value.ident))).collect()
        }
        TypeKind::Union(variants) => variants.iter().map(|v| format!("{ty}::{}(_)", variant(&v.ident))).collect(),
    };
    let line = format!("pub fn all(it: {ty}) {{ match it {{ {} => {{}} }} }}", cases.join(" | "));
    uses.push(snippet(Form::Exhaust, &[line]));
    uses
}

/// The type of a member of a strict struct.
fn member_type(catalog: &Catalog, krate: &str, owner: &Owner, field: &Field) -> String {
    let mut ty = strict_type_name(catalog, krate, &field.ty);
    if field.blank && crate::compare::blank_has_a_type(catalog, &field.ty) {
        ty = format!("{krate}::Blank<{ty}>");
    }
    if field.nullable && !field.ty.is_any() {
        ty = format!("Option<{ty}>");
    }
    // A payload may be an excerpt, an object in it may not.
    let is_payload = matches!(owner, Owner::Payload(_));
    if field.required && field.aliases.is_empty() && !is_payload { ty } else { format!("Option<{ty}>") }
}

fn strict_type_name(catalog: &Catalog, krate: &str, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::String | Scalar::Uuid | Scalar::Uri | Scalar::Email | Scalar::Timestamp | Scalar::Date(_) => {
                "String".to_owned()
            }
            Scalar::Number => "serde_json::Number".to_owned(),
            Scalar::Integer => "i64".to_owned(),
            Scalar::Boolean => "bool".to_owned(),
            Scalar::Any => "serde_json::Value".to_owned(),
        },
        Type::List(item) => format!("Vec<{}>", strict_type_name(catalog, krate, item)),
        Type::Map(value) => {
            format!("std::collections::BTreeMap<String, {}>", strict_type_name(catalog, krate, value))
        }
        Type::Named(id) => {
            let name = catalog.type_def(*id).map_or_else(String::new, |def| def.ident.pascal());
            format!("{krate}::{name}")
        }
    }
}
