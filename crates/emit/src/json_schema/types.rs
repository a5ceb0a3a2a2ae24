//! What a value may be: types of the model in, schemas out.

use std::collections::HashSet;

use eventspec_catalog::{
    Catalog, Constrained, Constraints, Decimal, Field, LiteralKind, Scalar, TextOf, TimePattern, TimePiece, Type,
    TypeDef, TypeId, TypeKind, UnixUnit, Values, Variant,
};
use eventspec_payloads::tree::unix_range;
use serde_json::{Map, Value, json};

use super::Draft;
use super::members;

/// The members of a schema, in the order they are printed.
pub(super) type Members = Map<String, Value>;

/// A schema of members that are there.
pub(super) fn schema<const N: usize>(members: [(&str, Value); N]) -> Members {
    members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// A title, and a description if there is one.
pub(super) fn titled(title: &str, doc: Option<&str>) -> Members {
    let mut out = schema([("title", Value::from(title))]);
    out.extend(described(doc));
    out
}

/// A description, if there is one.
pub(super) fn described(doc: Option<&str>) -> Members {
    doc.map_or_else(Members::new, |doc| schema([("description", Value::from(doc))]))
}

/// A reference to a definition of the same document. Names are ASCII words, so there is nothing to escape.
pub(super) fn reference(draft: Draft, name: &str) -> String {
    format!("#/{}/{name}", draft.definitions())
}

/// A reference within the document that allows other members beside it.
pub(super) fn annotated_reference(draft: Draft, name: &str) -> Members {
    annotated(draft, reference(draft, name))
}

/// A reference that allows other members beside it: draft-07 lets tools ignore the siblings of a `$ref`.
pub(super) fn annotated(draft: Draft, reference: String) -> Members {
    let reference = schema([("$ref", Value::from(reference))]);
    match draft {
        Draft::Draft2020 | Draft::OpenApi => reference,
        Draft::Draft07 | Draft::AsyncApi => schema([("allOf", Value::from(vec![reference]))]),
    }
}

/// What a field's value may be, `null` and blank included.
pub(super) fn of_field(catalog: &Catalog, draft: Draft, field: &Field) -> Members {
    let blank = field.blank && (!takes_text(catalog, &field.ty) || !field.constraints.accepts(Constrained::Text("")));
    let nullable = field.nullable && !field.ty.takes_null();
    if !blank && !nullable {
        return match field.ty.name() {
            Some(id) => annotated_reference(draft, &name(catalog, id)),
            None => constrained(of_type(catalog, draft, &field.ty), field),
        };
    }
    let mut value = constrained(of_type(catalog, draft, &field.ty), field);
    if !blank {
        match or_null(value) {
            Ok(nullable) => return nullable,
            Err(as_it_was) => value = as_it_was,
        }
    }
    // typify makes a choice of `oneOf`, and of `anyOf` with two kinds of string something that holds neither. `oneOf` needs
    // alternatives that exclude each other where formats are not asserted, too. What a named type takes is not said here.
    let keyword = if field.ty.name().is_some() { "anyOf" } else { "oneOf" };
    let has_least = value.contains_key("minLength");
    if keyword == "oneOf" && !has_least && value.get("type").is_some_and(|ty| ty == "string") {
        value.insert("minLength".to_owned(), Value::from(1));
    }
    let blank = blank.then(|| schema([("const", Value::from(""))]));
    let null = nullable.then(|| schema([("type", Value::from("null"))]));
    let alternatives: Vec<Members> = [value].into_iter().chain(blank).chain(null).collect();
    schema([(keyword, Value::from(alternatives))])
}

/// The same or `null`, if it has one JSON type; else what it was.
fn or_null(mut value: Members) -> Result<Members, Members> {
    let Some(Value::String(only)) = value.get("type").cloned() else { return Err(value) };
    value.insert("type".to_owned(), Value::from(vec![only, "null".to_owned()]));
    Ok(value)
}

/// The same, with the constraints of a field; the definition of an alias has its own.
fn constrained(mut value: Members, field: &Field) -> Members {
    if field.ty.alias().is_some() {
        return value;
    }
    let Constraints { min_length, max_length, pattern, minimum, maximum, multiple_of, min_items, max_items } =
        &field.constraints.of_schemas();
    let counts =
        [("minLength", min_length), ("maxLength", max_length), ("minItems", min_items), ("maxItems", max_items)];
    value.extend(counts.into_iter().filter_map(|(key, count)| Some((key.to_owned(), Value::from((*count)?)))));
    value.extend(pattern.as_deref().map(|pattern| ("pattern".to_owned(), Value::from(pattern))));
    let bounds = [("minimum", minimum), ("maximum", maximum), ("multipleOf", multiple_of)];
    // Readers keep the digits of a bound, so this is the number that the specification has.
    let number = |bound: &Decimal| serde_json::from_str::<Value>(&bound.to_string()).ok();
    value.extend(bounds.into_iter().filter_map(|(key, bound)| Some((key.to_owned(), number(bound.as_ref()?)?))));
    if let (Some(step), None) = (field.constraints.multiple_of, multiple_of) {
        value.insert("x-multiple-of".to_owned(), Value::from(step.to_string()));
    }
    value
}

/// Whether `""` is valid for a type by itself.
pub(crate) fn takes_text(catalog: &Catalog, ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => scalar.row().takes_empty,
        Type::Named(id) => catalog.type_def(*id).is_some_and(|def| match &def.kind {
            TypeKind::Enum { values, closed: true } => values.iter().any(|value| value.value.is_blank()),
            TypeKind::Enum { values, closed: false } => values.kind() == LiteralKind::Text,
            // Alternatives are never unions, so this ends.
            TypeKind::Union(variants) => variants.iter().any(|variant| takes_text(catalog, &variant.ty)),
            TypeKind::Object { .. } | TypeKind::Alias(_) => false,
        }),
        Type::Alias(_, ty) => takes_text(catalog, ty),
        Type::List(_) | Type::Map(_) | Type::Nullable(_) => false,
    }
}

/// The schema of a type.
pub(super) fn of_type(catalog: &Catalog, draft: Draft, ty: &Type) -> Members {
    match ty {
        Type::Scalar(scalar) => of_scalar(draft, scalar),
        Type::Named(id) | Type::Alias(id, _) => schema([("$ref", Value::from(reference(draft, &name(catalog, *id))))]),
        Type::List(item) => {
            schema([("type", Value::from("array")), ("items", Value::from(of_type(catalog, draft, item)))])
        }
        Type::Map(value) => {
            let value = Value::from(of_type(catalog, draft, value));
            schema([("type", Value::from("object")), ("additionalProperties", value)])
        }
        Type::Nullable(inner) => or_null(of_type(catalog, draft, inner)).unwrap_or_else(|value| {
            let null = schema([("type", Value::from("null"))]);
            schema([("anyOf", Value::from(vec![value, null]))])
        }),
    }
}

fn of_scalar(draft: Draft, scalar: &Scalar) -> Members {
    match scalar {
        Scalar::String => schema([("type", Value::from("string"))]),
        Scalar::Number => schema([("type", Value::from("number"))]),
        Scalar::Integer => schema([("type", Value::from("integer"))]),
        Scalar::Boolean => schema([("type", Value::from("boolean"))]),
        Scalar::Timestamp => string("date-time"),
        Scalar::Unix(unit) => unix(*unit),
        Scalar::Rfc2822 => rfc2822(),
        Scalar::TimestampPattern(pattern) => time("x-timestamp", pattern),
        Scalar::DateTime(pattern) => time("x-datetime", pattern),
        Scalar::Date(pattern) => time("x-date", pattern),
        Scalar::Uuid => uuid(draft),
        Scalar::Uri => string("uri"),
        Scalar::Email => string("email"),
        Scalar::Text(of) => text_of(*of),
        Scalar::Null => schema([("type", Value::from("null"))]),
        Scalar::Any => Members::new(),
    }
}

/// A point in time of the years 1 to 9999: a number in another unit is mostly out of these bounds.
fn unix(unit: UnixUnit) -> Members {
    let [first, end] = unix_range(unit).map(Value::from);
    let [number, unit] = ["number", unit.as_str()].map(Value::from);
    schema([("type", number), ("minimum", first), ("exclusiveMaximum", end), ("x-timestamp", unit)])
}

/// The JSON text of something. A number may have an exponent, and then only sums would show whether it is a whole one.
fn text_of(of: TextOf) -> Members {
    let pattern = match of {
        TextOf::Number | TextOf::Unix(_) => r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([Ee][+-]?[0-9]+)?$",
        TextOf::Integer => r"^-?(0|[1-9][0-9]*)(\.0+|(\.[0-9]+)?[Ee][+-]?[0-9]+)?$",
        TextOf::Boolean => "^(true|false)$",
    };
    let [pattern, of] = [pattern, of.as_str()].map(Value::from);
    schema([("type", Value::from("string")), ("pattern", pattern), ("x-text-of", of)])
}

fn string(format: &str) -> Members {
    schema([("type", Value::from("string")), ("format", Value::from(format))])
}

/// Draft-07 does not know the format yet, so it gets the pattern as well.
fn uuid(draft: Draft) -> Members {
    let mut uuid = string("uuid");
    if matches!(draft, Draft::Draft07 | Draft::AsyncApi) {
        let pattern = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$";
        uuid.insert("pattern".to_owned(), Value::from(pattern));
    }
    uuid
}

/// The name of a definition.
fn name(catalog: &Catalog, id: TypeId) -> String {
    catalog.type_def(id).map_or_else(String::new, |def| def.ident.pascal())
}

/// A string that a pattern of times describes.
fn time(keyword: &str, pattern: &TimePattern) -> Members {
    let mut time = schema([("type", Value::from("string"))]);
    if keyword == "x-date" && pattern.as_str() == "YYYY-MM-DD" {
        time.insert("format".to_owned(), Value::from("date"));
    }
    time.insert("pattern".to_owned(), Value::from(regex_of(pattern)));
    time.insert(keyword.to_owned(), Value::from(pattern.as_str()));
    time
}

const HOUR: &str = "([01][0-9]|2[0-3])";
const MINUTE: &str = "[0-5][0-9]";
const SECOND: &str = "([0-5][0-9]|60)";

/// The regular expression (ECMA 262, with or without its `u` flag) of a pattern of times.
fn regex_of(pattern: &TimePattern) -> String {
    let pattern = pattern.text(|piece| match piece {
        TimePiece::Year => "[0-9]{4}".to_owned(),
        TimePiece::Month => "(0[1-9]|1[0-2])".to_owned(),
        TimePiece::Day => "(0[1-9]|[12][0-9]|3[01])".to_owned(),
        TimePiece::Hour => HOUR.to_owned(),
        TimePiece::Minute => MINUTE.to_owned(),
        TimePiece::Second => format!(r"{SECOND}(\.[0-9]+)?"),
        TimePiece::Zone => format!("(Z|[+-]{HOUR}:{MINUTE})"),
        TimePiece::Literal('.') => r"\.".to_owned(),
        // No other separator means anything in an expression.
        TimePiece::Literal(literal) => literal.to_string(),
    });
    format!("^{pattern}$")
}

/// A string that is an RFC 2822 date and time; no format of JSON Schema is.
fn rfc2822() -> Members {
    let day = "((Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(0?[1-9]|[12][0-9]|3[01])";
    let month = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    let zone = format!("([+-]{HOUR}{MINUTE}|GMT|UT|Z)");
    let pattern = format!("^{day} {month} [0-9]{{4}} {HOUR}:{MINUTE}(:{SECOND})? {zone}$");
    schema([
        ("type", Value::from("string")),
        ("pattern", Value::from(pattern)),
        ("x-timestamp", Value::from("rfc2822")),
    ])
}

/// The definition of a named type.
pub(super) fn definition(catalog: &Catalog, draft: Draft, def: &TypeDef) -> Members {
    let mut out = titled(&def.ident.pascal(), def.doc.as_deref());
    out.extend(match &def.kind {
        TypeKind::Object { fields, unlisted } => members::object(catalog, draft, fields.iter(), unlisted),
        TypeKind::Enum { values, closed } => of_enum(values, *closed),
        TypeKind::Union(variants) => of_union(catalog, draft, variants),
        TypeKind::Alias(field) => {
            let mut value = of_field(catalog, draft, field);
            if let Some(json) = &field.example {
                members::add_example(&mut value, json);
            }
            value
        }
    });
    out
}

fn of_union(catalog: &Catalog, draft: Draft, variants: &[Variant]) -> Members {
    let alternatives: Vec<Members> = variants.iter().map(|variant| of_type(catalog, draft, &variant.ty)).collect();
    let Some((tag, of)) = told_apart(catalog, variants) else {
        return schema([("anyOf", Value::from(alternatives))]);
    };
    let mut out = schema([("oneOf", Value::from(alternatives))]);
    match draft {
        Draft::OpenApi => {
            let reference = |id| Value::from(reference(draft, &name(catalog, id)));
            let mapping: Members = of.into_iter().map(|(value, id)| (value, reference(id))).collect();
            out.insert("discriminator".to_owned(), json!({ "propertyName": tag, "mapping": mapping }));
        }
        // No keyword of theirs says it: the values of the tag do.
        Draft::Draft2020 | Draft::Draft07 | Draft::AsyncApi => {}
    }
    out
}

/// The tag of a union of objects, and the alternative of each of its values, if each is that of one: then a value is valid under one
/// alternative at most, and generators make a tagged union of it.
fn told_apart<'c>(catalog: &'c Catalog, variants: &[Variant]) -> Option<(&'c str, Vec<(String, TypeId)>)> {
    let tag = catalog.tag(variants)?;
    let mut of = Vec::new();
    for variant in variants {
        let id = variant.ty.named()?;
        for value in catalog.kind(&catalog.tag_field(tag, &variant.ty)?.ty)?.values()? {
            of.push((value.value.text()?.to_owned(), id));
        }
    }
    let distinct: HashSet<&str> = of.iter().map(|(value, _)| value.as_str()).collect();
    (distinct.len() == of.len()).then_some((tag, of))
}

fn of_enum(values: &Values, closed: bool) -> Members {
    let known: Vec<Value> = values.iter().map(|value| value.value.to_json()).collect();
    let ty = match values.kind() {
        LiteralKind::Text => "string",
        LiteralKind::Integer => "integer",
        LiteralKind::Boolean => "boolean",
    };
    let (keyword, known) = match (closed, known.as_slice()) {
        (true, [only]) => ("const", only.clone()),
        (true, _) => ("enum", Value::from(known)),
        (false, _) => ("x-known-values", Value::from(known)),
    };
    let mut out = schema([("type", Value::from(ty)), (keyword, known)]);
    let docs = values.iter().filter_map(|value| Some((value.value.to_string(), Value::from(value.doc.as_deref()?))));
    let docs: Members = docs.collect();
    if !docs.is_empty() {
        out.insert("x-value-docs".to_owned(), Value::from(docs));
    }
    out
}
