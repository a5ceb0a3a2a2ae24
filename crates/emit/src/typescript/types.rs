//! The types of a catalogue as TypeScript has them: type expressions for the declarations, and rows of
//! tables for the runtime.

use std::collections::BTreeSet;

use eventspec_catalog::{
    Catalog, EnumValue, Field, JsonType, Literal, LiteralKind, Scalar, Type, TypeDef, TypeId, Values, Variant,
};

use super::{Ts, names};
use crate::write::{Integer, TsString, code};

/// The type of a field's value, as the specification has it.
pub(super) fn field_type(catalog: &Catalog, field: &Field) -> Ts {
    let (text, target) = (expression(catalog, &field.ty), expression(catalog, field.ty.target()));
    if target.as_str() == "unknown" {
        return text;
    }
    let blank = if field.blank && target.as_str() != "string" { r#" | """# } else { "" };
    code!("{}{}{}", text, blank, if field.nullable { " | null" } else { "" })
}

/// A type as a TypeScript expression that needs no parentheses before `[]`.
pub(super) fn expression(catalog: &Catalog, ty: &Type) -> Ts {
    match ty {
        Type::Scalar(scalar) => Ts::literal(scalar_type(scalar)),
        Type::List(item) => match item.without_null() {
            (item, true) => code!("({} | null)[]", expression(catalog, item)),
            (item, false) => code!("{}[]", expression(catalog, item)),
        },
        Type::Map(value) => code!("{{ [key: string]: {} }}", expression(catalog, value)),
        Type::Nullable(inner) => code!("{} | null", expression(catalog, inner)),
        Type::Named(id) | Type::Alias(id, _) => {
            catalog.type_def(*id).map_or_else(|| Ts::literal("unknown"), |def| names::interface(&def.ident))
        }
    }
}

/// What a value of a scalar is in TypeScript.
pub(super) fn scalar_type(scalar: &Scalar) -> &'static str {
    match scalar.row().json {
        JsonType::Any => "unknown",
        JsonType::Boolean => "boolean",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Null => "null",
    }
}

/// The values of an enum as a union; an open one takes any other value of their kind, too.
pub(super) fn enum_union(values: &Values, closed: bool) -> Ts {
    let more = match values.kind() {
        LiteralKind::Text => "(string & {})",
        LiteralKind::Integer => "(number & {})",
        LiteralKind::Boolean => "boolean",
    };
    let parts: Vec<Ts> = literals(values).into_iter().chain((!closed).then(|| Ts::literal(more))).collect();
    if parts.is_empty() { Ts::literal("never") } else { Ts::join(parts, " | ") }
}

/// The values of an enum, as they are written.
pub(super) fn literals(values: &Values) -> Vec<Ts> {
    let literal = |value: &EnumValue| match &value.value {
        Literal::Text(text) => code!("{}", TsString(text)),
        Literal::Integer(integer) => code!("{}", Integer(*integer)),
        Literal::Boolean(boolean) => code!("{}", *boolean),
    };
    values.iter().map(literal).collect()
}

/// The alternatives of a union, and the type of objects that match no alternative.
pub(super) fn variant_union(catalog: &Catalog, variants: &[Variant]) -> Ts {
    let mut parts: Vec<Ts> = variants.iter().map(|variant| expression(catalog, &variant.ty)).collect();
    parts.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    parts.dedup_by(|a, b| a.as_str() == b.as_str());
    parts.extend(catalog.tag_of_others(variants).map(|tag| code!("runtime.Other<{}>", TsString(tag))));
    Ts::join(parts, " | ")
}

/// A type as people call it, for comments.
pub(super) fn words(catalog: &Catalog, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => {
            let name = scalar.row().name.as_str();
            match (scalar.pattern(), scalar.parameter()) {
                (Some(pattern), _) => format!("`{name}({})`", pattern.as_str()),
                (None, Some(_)) => format!("`{}`", scalar.spelling()),
                (None, None) => name.to_owned(),
            }
        }
        Type::List(item) => format!("list of {}", words(catalog, item)),
        Type::Map(value) => format!("map of {}", words(catalog, value)),
        Type::Nullable(inner) => format!("{} or null", words(catalog, inner)),
        Type::Named(_) | Type::Alias(..) => expression(catalog, ty).to_string(),
    }
}

/// The row of a field in its table: key, type, what it may be, aliases.
pub(super) fn field_row(catalog: &Catalog, field: &Field) -> Ts {
    let flags = [(field.required, "required"), (field.nullable, "nullable"), (field.blank, "blank")];
    let flags: Vec<&'static str> = flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag).collect();
    let mut row = vec![code!("{}", TsString(&field.name)), type_row(catalog, &field.ty)];
    if !flags.is_empty() || !field.aliases.is_empty() {
        row.push(code!("\"{}\"", Ts::join(flags, " ")));
    }
    if !field.aliases.is_empty() {
        row.push(strings(&field.aliases));
    }
    code!("[{}]", Ts::join(row, ", "))
}

/// A type in a table.
pub(super) fn type_row(catalog: &Catalog, ty: &Type) -> Ts {
    match ty {
        Type::Scalar(scalar) => {
            let name = Ts::literal(scalar.row().name.as_str());
            let parameter = scalar.parameter().map(|parameter| code!("[\"{}\", {}]", name, TsString(parameter)));
            parameter.unwrap_or_else(|| code!("\"{}\"", name))
        }
        Type::List(item) => code!("[\"list\", {}]", item_row(catalog, item)),
        Type::Map(value) => code!("[\"map\", {}]", item_row(catalog, value)),
        // Only what is in a list or map, which says so itself.
        Type::Nullable(inner) => type_row(catalog, inner),
        // Tables have what it stands for.
        Type::Alias(_, ty) => type_row(catalog, ty),
        // Named types may refer to each other in circles, so a table is looked up when it is needed.
        Type::Named(id) => match catalog.type_def(*id) {
            Some(def) => code!("() => {}", names::table(&def.ident)),
            None => Ts::literal("\"any\""),
        },
    }
}

/// The type of items or values in a table, and whether they may be `null`.
fn item_row(catalog: &Catalog, ty: &Type) -> Ts {
    let (inner, is_nullable) = ty.without_null();
    code!("{}{}", type_row(catalog, inner), if is_nullable { ", \"nullable\"" } else { "" })
}

/// An array of string literals.
pub(super) fn strings(texts: &[String]) -> Ts {
    code!("[{}]", Ts::join(texts.iter().map(|text| TsString(text)), ", "))
}

/// The types that the declarations of fields name, in the catalogue's order.
pub(super) fn references<'a>(catalog: &'a Catalog, types: impl IntoIterator<Item = &'a Type>) -> Vec<&'a TypeDef> {
    defs(catalog, types.into_iter().filter_map(Type::innermost_named))
}

/// The types that the tables of fields name.
pub(super) fn table_references<'a>(
    catalog: &'a Catalog,
    types: impl IntoIterator<Item = &'a Type>,
) -> Vec<&'a TypeDef> {
    defs(catalog, types.into_iter().filter_map(in_table))
}

/// The type whose table a type is looked up in.
fn in_table(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Alias(_, inner) | Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => in_table(inner),
        Type::Scalar(_) => None,
    }
}

fn defs(catalog: &Catalog, ids: impl Iterator<Item = TypeId>) -> Vec<&TypeDef> {
    let ids: BTreeSet<usize> = ids.map(|id| id.0).collect();
    ids.into_iter().filter_map(|id| catalog.types.get(id)).collect()
}
