//! What the emitted JSON Schema says of a payload whose parts are known, formats asserted.

use std::collections::HashMap;

use eventspec_catalog::{Catalog, Field, Type, TypeKind};

use crate::tree::{Member, Node, Size};

/// The fields of an object by each of their keys.
pub type ByKey<'a> = HashMap<&'a str, &'a Field>;

pub fn by_key<'a>(fields: impl Iterator<Item = &'a Field>) -> ByKey<'a> {
    fields.flat_map(|field| field.aliases.iter().chain([&field.name]).map(move |key| (key.as_str(), field))).collect()
}

/// Whether members may stand in an object. Parsers differ about repeated keys, so those must be sorted out before.
pub fn members(catalog: &Catalog, fields: &ByKey<'_>, closed: bool, members: &[Member]) -> bool {
    members.iter().all(|member| match fields.get(member.key.as_str()) {
        Some(field) => of_field(catalog, field, &member.value),
        None => !closed,
    })
}

/// Whether a key occurs in an object more than once, at any level.
pub fn has_repeated_keys(members: &[Member]) -> bool {
    let mut keys: Vec<&str> = members.iter().map(|member| member.key.as_str()).collect();
    keys.sort_unstable();
    keys.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
        || members.iter().any(|member| has_repeated(&member.value))
}

fn has_repeated(node: &Node) -> bool {
    match node {
        Node::Object(entries) => has_repeated_keys(entries),
        Node::List(items) => items.iter().any(has_repeated),
        _ => false,
    }
}

fn of_field(catalog: &Catalog, field: &Field, node: &Node) -> bool {
    match node {
        Node::Null if field.nullable => true,
        _ if node.is_blank() && field.blank => true,
        Node::Text(text) if !field.constraints.admit(&text.value) => false,
        _ => of_type(catalog, &field.ty, node),
    }
}

fn of_type(catalog: &Catalog, ty: &Type, node: &Node) -> bool {
    match (ty, node) {
        (Type::Any, _)
        | (Type::String, Node::Text(_))
        | (Type::Number, Node::Number(..))
        | (Type::Boolean, Node::Boolean(_)) => true,
        // A whole number of any size is an integer to JSON Schema.
        (Type::Integer, Node::Number(_, size)) => *size != Size::Fraction,
        (Type::List(item), Node::List(nodes)) => nodes.iter().all(|node| of_type(catalog, item, node)),
        (Type::Map(value), Node::Object(entries)) => entries.iter().all(|entry| of_type(catalog, value, &entry.value)),
        (Type::Named(id), _) => catalog.type_def(*id).is_some_and(|def| of_kind(catalog, &def.kind, node)),
        (_, Node::Text(text)) => text.is_of(ty),
        _ => false,
    }
}

fn of_kind(catalog: &Catalog, kind: &TypeKind, node: &Node) -> bool {
    match (kind, node) {
        (TypeKind::Object { fields, closed }, Node::Object(entries)) => {
            let is_there =
                |field: &Field| entries.iter().any(|e| e.key == field.name || field.aliases.contains(&e.key));
            members(catalog, &by_key(fields.iter()), *closed, entries)
                && fields.iter().filter(|field| field.required).all(is_there)
        }
        (TypeKind::Enum { values, closed }, Node::Text(text)) => {
            !closed || values.iter().any(|value| value.value == text.value)
        }
        (TypeKind::Union(variants), _) => variants.iter().any(|variant| of_type(catalog, &variant.ty, node)),
        _ => false,
    }
}
