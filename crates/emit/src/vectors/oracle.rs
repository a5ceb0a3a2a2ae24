//! The decode contract, read off a payload whose parts are known: what the deviations must be.

use eventspec_catalog::{Catalog, Field, Type, TypeKind, Variant};
use eventspec_payloads::tree::{Member, Node, Size, Text, TextKind};
use eventspec_payloads::verdict::{ByKey, by_key};
use serde_json::Value;

/// One departure from the specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Deviation {
    class: &'static str,
    path: String,
    seen: Option<String>,
}

impl Deviation {
    pub(super) fn new(class: &'static str, path: &str, seen: Option<String>) -> Self {
        Self { class, path: path.to_owned(), seen }
    }

    /// A required field that is absent.
    pub(super) fn missing(path: &str, field: &Field) -> Self {
        Self::new("missing_field", &step(path, &field.name), None)
    }

    /// As a vector has it.
    pub(super) fn into_json(self) -> Value {
        let parts = [Some(self.class.to_owned()), Some(self.path), self.seen];
        Value::from(parts.into_iter().flatten().collect::<Vec<_>>())
    }
}

/// What departs in the members of an object, all but those that are missing.
pub(super) fn members(catalog: &Catalog, fields: &ByKey<'_>, members: &[Member], path: &str, out: &mut Vec<Deviation>) {
    let identity = |member: &Member| fields.get(member.key.as_str()).map_or(member.key.clone(), |f| f.name.clone());
    let ids: Vec<(bool, String)> =
        members.iter().map(|member| (fields.contains_key(member.key.as_str()), identity(member))).collect();
    for (index, (member, id)) in members.iter().zip(&ids).enumerate() {
        let at = step(path, &member.key);
        let field = fields.get(member.key.as_str());
        if field.is_some_and(|field| field.name != member.key) {
            out.push(Deviation::new("field_alias", &at, Some(member.seen())));
        }
        if ids.iter().take(index).any(|other| other == id) {
            out.push(Deviation::new("duplicate_key", &at, Some(member.seen())));
        }
        match field {
            None => out.push(Deviation::new("unknown_field", &at, Some(member.seen()))),
            // Of several occurrences only the last is looked into.
            Some(field) if !ids.iter().skip(index + 1).any(|other| other == id) => {
                value(catalog, &field.ty, (field.nullable, field.blank), &member.value, &at, out);
            }
            Some(_) => {}
        }
    }
}

/// What departs in a value; `allowed` says whether it may be null, and whether it may be blank.
fn value(catalog: &Catalog, ty: &Type, allowed: (bool, bool), node: &Node, path: &str, out: &mut Vec<Deviation>) {
    let mut depart = |class| out.push(Deviation::new(class, path, Some(node.to_string())));
    match node {
        Node::Null if allowed.0 || *ty == Type::Any => {}
        Node::Null => depart("unexpected_null"),
        _ if node.is_blank() && (allowed.1 || takes_empty(catalog, ty)) => {}
        _ if node.is_blank() => depart("unexpected_blank"),
        _ => match judge(catalog, ty, node) {
            Some(class) => depart(class),
            None => inside(catalog, ty, node, path, out),
        },
    }
}

fn inside(catalog: &Catalog, ty: &Type, node: &Node, path: &str, out: &mut Vec<Deviation>) {
    const ITEM: (bool, bool) = (false, false);
    match (ty, node) {
        (Type::List(item), Node::List(nodes)) => {
            for (index, node) in nodes.iter().enumerate() {
                value(catalog, item, ITEM, node, &format!("{path}/{index}"), out);
            }
        }
        (Type::Map(inner), Node::Object(entries)) => {
            for (index, entry) in entries.iter().enumerate() {
                let at = step(path, &entry.key);
                if entries.iter().take(index).any(|other| other.key == entry.key) {
                    out.push(Deviation::new("duplicate_key", &at, Some(entry.seen())));
                }
                if !entries.iter().skip(index + 1).any(|other| other.key == entry.key) {
                    value(catalog, inner, ITEM, &entry.value, &at, out);
                }
            }
        }
        (Type::Named(id), _) => match (catalog.type_def(*id).map(|def| &def.kind), node) {
            (Some(TypeKind::Object { fields, .. }), Node::Object(entries)) => {
                let known = by_key(fields.iter());
                members(catalog, &known, entries, path, out);
                let missing = fields.iter().filter(|field| field.required && last(field, entries).is_none());
                out.extend(missing.map(|field| Deviation::missing(path, field)));
            }
            (Some(TypeKind::Union(variants)), _) => {
                if let Some(ty) = choose(catalog, variants, node) {
                    inside(catalog, ty, node, path, out);
                }
            }
            _ => {}
        },
        _ => {}
    }
}

/// The class of what is wrong with a value that is neither null nor blank, if anything is.
fn judge(catalog: &Catalog, ty: &Type, node: &Node) -> Option<&'static str> {
    match (ty, node) {
        (Type::Any, _)
        | (Type::Boolean, Node::Boolean(_))
        | (Type::List(_), Node::List(_))
        | (Type::Map(_), Node::Object(_)) => None,
        (Type::Number, Node::Number(_, size)) => (*size == Size::Huge).then_some("out_of_range"),
        (Type::Integer, Node::Number(_, size)) => match size {
            Size::Whole => None,
            Size::Fraction | Size::LostFraction => Some("unexpected_type"),
            Size::Big | Size::Huge => Some("out_of_range"),
        },
        (Type::Named(id), _) => judge_named(catalog, &catalog.type_def(*id)?.kind, node),
        (Type::String, Node::Text(text)) => lone_surrogate(text),
        (Type::Timestamp | Type::Date(_) | Type::Uuid | Type::Uri | Type::Email, Node::Text(text)) => {
            lone_surrogate(text).or_else(|| (!text.is_of(ty)).then_some("bad_format"))
        }
        _ => Some("unexpected_type"),
    }
}

fn judge_named(catalog: &Catalog, kind: &TypeKind, node: &Node) -> Option<&'static str> {
    match (kind, node) {
        (TypeKind::Object { .. }, Node::Object(_)) => None,
        (TypeKind::Enum { values, .. }, Node::Text(text)) => {
            let is_known = values.iter().any(|value| value.value == text.value);
            lone_surrogate(text).or_else(|| (!is_known).then_some("unknown_value"))
        }
        (TypeKind::Union(variants), _) => match choose(catalog, variants, node) {
            Some(ty) => judge(catalog, ty, node),
            None => Some("unexpected_type"),
        },
        _ => Some("unexpected_type"),
    }
}

fn lone_surrogate(text: &Text) -> Option<&'static str> {
    (text.kind == TextKind::LoneSurrogate).then_some("invalid_unicode")
}

/// Whether `""` is a value of the type.
fn takes_empty(catalog: &Catalog, ty: &Type) -> bool {
    let Type::Named(id) = ty else { return matches!(ty, Type::String | Type::Any) };
    match catalog.type_def(*id).map(|def| &def.kind) {
        Some(TypeKind::Enum { values, .. }) => values.iter().any(|value| value.value.is_empty()),
        Some(TypeKind::Union(variants)) => variants.iter().any(|variant| takes_empty(catalog, &variant.ty)),
        _ => false,
    }
}

/// The alternative of a union that a value is read as.
fn choose<'a>(catalog: &Catalog, variants: &'a [Variant], node: &Node) -> Option<&'a Type> {
    let mut candidates = variants.iter().map(|variant| &variant.ty).filter(|ty| takes_kind(catalog, ty, node));
    let first = candidates.clone().next();
    candidates.find(|ty| fits(catalog, ty, node)).or(first)
}

fn takes_kind(catalog: &Catalog, ty: &Type, node: &Node) -> bool {
    match ty {
        Type::Any => true,
        Type::Number | Type::Integer => matches!(node, Node::Number(..)),
        Type::Boolean => matches!(node, Node::Boolean(_)),
        Type::List(_) => matches!(node, Node::List(_)),
        Type::Map(_) => matches!(node, Node::Object(_)),
        Type::Named(id) => match catalog.type_def(*id).map(|def| &def.kind) {
            Some(TypeKind::Object { .. }) => matches!(node, Node::Object(_)),
            Some(TypeKind::Enum { .. }) => matches!(node, Node::Text(_)),
            Some(TypeKind::Union(_)) | None => false,
        },
        _ => matches!(node, Node::Text(_)),
    }
}

fn fits(catalog: &Catalog, ty: &Type, node: &Node) -> bool {
    match (ty, node) {
        (Type::Named(id), Node::Object(entries)) => match catalog.type_def(*id).map(|def| &def.kind) {
            Some(TypeKind::Object { fields, .. }) => fields.iter().filter(|field| field.required).all(|field| {
                last(field, entries).is_some_and(|member| {
                    !is_closed_enum(catalog, &field.ty) || judge(catalog, &field.ty, &member.value).is_none()
                })
            }),
            _ => false,
        },
        (Type::Any | Type::String | Type::Number | Type::Boolean | Type::List(_) | Type::Map(_), _) => true,
        _ => judge(catalog, ty, node).is_none(),
    }
}

fn is_closed_enum(catalog: &Catalog, ty: &Type) -> bool {
    let Type::Named(id) = ty else { return false };
    matches!(catalog.type_def(*id).map(|def| &def.kind), Some(TypeKind::Enum { closed: true, .. }))
}

/// The occurrence of a field that counts.
fn last<'m>(field: &Field, entries: &'m [Member]) -> Option<&'m Member> {
    entries.iter().rev().find(|entry| entry.key == field.name || field.aliases.contains(&entry.key))
}

/// A path with one more step.
fn step(path: &str, key: &str) -> String {
    format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"))
}
