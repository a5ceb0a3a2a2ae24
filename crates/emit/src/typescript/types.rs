//! The types of a catalogue as TypeScript has them: type expressions for the declarations, and rows of
//! tables for the runtime.

use std::collections::BTreeSet;

use eventspec_catalog::{Catalog, EnumValue, Field, Type, TypeDef, TypeKind, Variant};

use super::names;
use super::write::TsString;

/// The type of a field's value, as the specification has it.
pub(super) fn field_type(catalog: &Catalog, field: &Field) -> String {
    let mut text = expression(catalog, &field.ty);
    if text == "unknown" {
        return text;
    }
    if field.blank && text != "string" {
        text.push_str(r#" | """#);
    }
    if field.nullable {
        text.push_str(" | null");
    }
    text
}

/// A type as a TypeScript expression that needs no parentheses before `[]`.
pub(super) fn expression(catalog: &Catalog, ty: &Type) -> String {
    match ty {
        Type::Number | Type::Integer => "number".to_owned(),
        Type::Boolean => "boolean".to_owned(),
        Type::Any => "unknown".to_owned(),
        Type::List(item) => format!("{}[]", expression(catalog, item)),
        Type::Map(value) => format!("{{ [key: string]: {} }}", expression(catalog, value)),
        Type::Named(id) => {
            catalog.type_def(*id).map_or_else(|| "unknown".to_owned(), |def| names::interface(&def.ident))
        }
        _ => "string".to_owned(),
    }
}

/// The values of an enum as a union; an open one takes any other string, too.
pub(super) fn enum_union(values: &[EnumValue], closed: bool) -> String {
    let known = values.iter().map(|value| TsString(&value.value).to_string());
    let parts: Vec<String> = known.chain((!closed).then(|| "(string & {})".to_owned())).collect();
    if parts.is_empty() { "never".to_owned() } else { parts.join(" | ") }
}

/// The alternatives of a union.
pub(super) fn variant_union(catalog: &Catalog, variants: &[Variant]) -> String {
    let parts: BTreeSet<String> = variants.iter().map(|variant| expression(catalog, &variant.ty)).collect();
    parts.into_iter().collect::<Vec<_>>().join(" | ")
}

/// A type as people call it, for comments.
pub(super) fn words(catalog: &Catalog, ty: &Type) -> String {
    match ty {
        Type::Date(format) => format!("date `{}`", format.as_str()),
        Type::List(item) => format!("list of {}", words(catalog, item)),
        Type::Map(value) => format!("map of {}", words(catalog, value)),
        Type::Named(_) => expression(catalog, ty),
        scalar => keyword(scalar).to_owned(),
    }
}

/// The row of a field in its table: key, type, what it may be, aliases.
pub(super) fn field_row(catalog: &Catalog, field: &Field) -> String {
    let flags = [(field.required, "required"), (field.nullable, "nullable"), (field.blank, "blank")];
    let flags: Vec<&str> = flags.iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| *flag).collect();
    let mut row = vec![TsString(&field.name).to_string(), type_row(catalog, &field.ty)];
    if !flags.is_empty() || !field.aliases.is_empty() {
        row.push(TsString(&flags.join(" ")).to_string());
    }
    if !field.aliases.is_empty() {
        row.push(strings(&field.aliases));
    }
    format!("[{}]", row.join(", "))
}

/// A type in a table.
pub(super) fn type_row(catalog: &Catalog, ty: &Type) -> String {
    match ty {
        Type::Date(format) => format!("[\"date\", {}]", TsString(format.as_str())),
        Type::List(item) => format!("[\"list\", {}]", type_row(catalog, item)),
        Type::Map(value) => format!("[\"map\", {}]", type_row(catalog, value)),
        // Named types may refer to each other in circles, so a table is looked up when it is needed.
        Type::Named(id) => match catalog.type_def(*id) {
            Some(def) => format!("() => {}", names::table(&def.ident)),
            None => "\"any\"".to_owned(),
        },
        scalar => TsString(keyword(scalar)).to_string(),
    }
}

/// An array of string literals.
pub(super) fn strings(texts: &[String]) -> String {
    let literals: Vec<String> = texts.iter().map(|text| TsString(text).to_string()).collect();
    format!("[{}]", literals.join(", "))
}

/// The named types that fields refer to, in the catalogue's order.
pub(super) fn references<'a>(catalog: &'a Catalog, types: impl IntoIterator<Item = &'a Type>) -> Vec<&'a TypeDef> {
    let ids: BTreeSet<usize> = types.into_iter().filter_map(named).collect();
    ids.into_iter().filter_map(|id| catalog.types.get(id)).collect()
}

/// The types that a named type is made of.
pub(super) fn parts(kind: &TypeKind) -> Vec<&Type> {
    match kind {
        TypeKind::Object { fields, .. } => fields.iter().map(|field| &field.ty).collect(),
        TypeKind::Enum { .. } => Vec::new(),
        TypeKind::Union(variants) => variants.iter().map(|variant| &variant.ty).collect(),
    }
}

fn named(ty: &Type) -> Option<usize> {
    match ty {
        Type::Named(id) => Some(id.0),
        Type::List(inner) | Type::Map(inner) => named(inner),
        _ => None,
    }
}

fn keyword(ty: &Type) -> &'static str {
    match ty {
        Type::String => "string",
        Type::Number => "number",
        Type::Integer => "integer",
        Type::Boolean => "boolean",
        Type::Timestamp => "timestamp",
        Type::Date(_) => "date",
        Type::Uuid => "uuid",
        Type::Uri => "uri",
        Type::Email => "email",
        Type::List(_) => "list",
        Type::Map(_) => "map",
        Type::Any | Type::Named(_) => "any",
    }
}
