//! The decode contract, read off a payload whose parts are known: what the deviations must be.

use eventspec_catalog::{Catalog, EnumValue, Field, Literal, NamePlace, Scalar, Type, TypeKind, Variant};
use eventspec_payloads::tree::{Member, Node, Size, TextKind, is_unix};
use eventspec_payloads::verdict::{ByKey, by_key};
use serde_json::Value;

use super::choice::{Chosen, choose};
use super::verdicts::{self, Cell, Column, Flaw};

/// One deviation from the specification.
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

    /// Makes another name than that of the event what it is.
    pub(super) fn name(&mut self, places: &[NamePlace]) {
        let is_there = |place: &&NamePlace| place.pointer.to_json_pointer() == self.path;
        if let Some(place) = places.iter().find(is_there).filter(|_| self.class == "unknown_value") {
            let seen: Option<Value> = self.seen.as_deref().and_then(|seen| serde_json::from_str(seen).ok());
            // `2` and `2.0` are the same.
            let is_same = |a: &Value, b: &Value| a == b || a.as_f64().is_some() && a.as_f64() == b.as_f64();
            let is_seen = |alias: &Literal| seen.as_ref().is_some_and(|seen| is_same(seen, &alias.to_json()));
            self.class = if place.aliases.iter().any(is_seen) { "event_alias" } else { "event_mismatch" };
        }
    }

    /// As a vector has it.
    pub(super) fn into_json(self) -> Value {
        let parts = [Some(self.class.to_owned()), Some(self.path), self.seen];
        Value::from(parts.into_iter().flatten().collect::<Vec<_>>())
    }
}

/// The deviations in the members of an object, all but those that are missing; `rest` stands for those that no field lists.
pub(super) fn members(
    catalog: &Catalog,
    (fields, rest): (&ByKey<'_>, Option<&Field>),
    members: &[Member],
    path: &str,
    out: &mut Vec<Deviation>,
) {
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
        match field.copied().or(rest) {
            None => out.push(Deviation::new("unknown_field", &at, Some(member.seen()))),
            // Of several occurrences, only the last is inspected.
            Some(field) if !ids.iter().skip(index + 1).any(|other| other == id) => {
                value(catalog, &field.ty, (field.nullable, field.blank), &member.value, &at, out);
            }
            Some(_) => {}
        }
    }
}

/// The deviations in a value; `allowed` says whether it may be null, and whether it may be blank.
fn value(catalog: &Catalog, ty: &Type, allowed: (bool, bool), node: &Node, path: &str, out: &mut Vec<Deviation>) {
    if allowed.0 && matches!(node, Node::Null) || allowed.1 && node.is_blank() {
        return;
    }
    match wrong(catalog, ty, node) {
        Some(class) => out.push(Deviation::new(class, path, Some(node.to_string()))),
        None if node.is_blank() => {}
        None => inside(catalog, ty, node, path, out),
    }
}

fn inside(catalog: &Catalog, ty: &Type, node: &Node, path: &str, out: &mut Vec<Deviation>) {
    match (ty.target(), node) {
        (Type::List(item), Node::List(nodes)) => {
            for (index, node) in nodes.iter().enumerate() {
                let (item, nullable) = item.without_null();
                value(catalog, item, (nullable, false), node, &format!("{path}/{index}"), out);
            }
        }
        (Type::Map(inner), Node::Object(entries)) => {
            for (index, entry) in entries.iter().enumerate() {
                let at = step(path, &entry.key);
                if entries.iter().take(index).any(|other| other.key == entry.key) {
                    out.push(Deviation::new("duplicate_key", &at, Some(entry.seen())));
                }
                if !entries.iter().skip(index + 1).any(|other| other.key == entry.key) {
                    let (inner, nullable) = inner.without_null();
                    value(catalog, inner, (nullable, false), &entry.value, &at, out);
                }
            }
        }
        (Type::Named(id), _) => match catalog.type_def(*id).map(|def| &def.kind) {
            Some(TypeKind::Object { fields, unlisted }) => {
                let Node::Object(entries) = node else { return };
                let known = by_key(fields.iter());
                members(catalog, (&known, unlisted.rest()), entries, path, out);
                let missing = fields.iter().filter(|field| field.required && last(field, entries).is_none());
                out.extend(missing.map(|field| Deviation::missing(path, field)));
            }
            Some(TypeKind::Union(variants)) => match choose(catalog, variants, node) {
                Some(Chosen::Alternative(ty)) => inside(catalog, ty, node, path, out),
                Some(Chosen::Other(tag)) => out.push(tag.at(path)),
                None => {}
            },
            Some(TypeKind::Enum { .. } | TypeKind::Alias(_)) | None => {}
        },
        (Type::Nullable(ty) | Type::Alias(_, ty), _) => inside(catalog, ty, node, path, out),
        (Type::Scalar(_) | Type::List(_) | Type::Map(_), _) => {}
    }
}

/// The class of what is wrong with a value by itself, if anything is.
pub(super) fn wrong(catalog: &Catalog, ty: &Type, node: &Node) -> Option<&'static str> {
    match verdicts::of(catalog, ty).cell(Column::of(node)) {
        Cell::Value => None,
        Cell::Never(class) => Some(class),
        Cell::Unless(flaws) => flaws.iter().find(|flaw| shows(catalog, ty, node, **flaw)).map(|flaw| flaw.class()),
        Cell::Alternative => match choose(catalog, variants(catalog, ty), node) {
            Some(Chosen::Alternative(ty)) => wrong(catalog, ty, node),
            Some(Chosen::Other(_)) => None,
            None => Some("unexpected_type"),
        },
        Cell::AnyAlternative => {
            let is_value = |variant: &Variant| wrong(catalog, &variant.ty, node).is_none();
            (!variants(catalog, ty).iter().any(is_value)).then_some("unexpected_blank")
        }
    }
}

/// Whether a value has a flaw.
fn shows(catalog: &Catalog, ty: &Type, node: &Node, flaw: Flaw) -> bool {
    let (text, size, digits) = match node {
        Node::Text(text) => (Some(text), None, None),
        Node::Number(digits, size) => (None, Some(*size), Some(digits)),
        Node::Null | Node::Boolean(_) | Node::List(_) | Node::Object(_) => (None, None, None),
    };
    match flaw {
        Flaw::LoneSurrogate => text.is_some_and(|text| text.kind == TextKind::LoneSurrogate),
        Flaw::Format => text.is_some_and(|text| !ty.scalar().is_some_and(|scalar| text.is_of(scalar))),
        Flaw::Unlisted | Flaw::UnlistedBlank => !values(catalog, ty).iter().any(|value| node.is_literal(&value.value)),
        Flaw::Fraction => matches!(size, Some(Size::Fraction | Size::LostFraction)),
        Flaw::BeyondDouble => size == Some(Size::Huge),
        Flaw::Beyond64Bits => matches!(size, Some(Size::Big | Size::Huge)),
        Flaw::OutsideYears => {
            let unit = ty.scalar().and_then(Scalar::unix);
            digits.zip(unit).is_some_and(|(digits, unit)| !is_unix(unit, digits))
        }
    }
}

/// The values of an enum.
fn values<'c>(catalog: &'c Catalog, ty: &Type) -> &'c [EnumValue] {
    catalog.kind(ty).and_then(TypeKind::values).unwrap_or_default()
}

/// The alternatives of a union.
fn variants<'c>(catalog: &'c Catalog, ty: &Type) -> &'c [Variant] {
    catalog.kind(ty).and_then(TypeKind::alternatives).unwrap_or_default()
}

/// The occurrence of a field that counts.
pub(super) fn last<'m>(field: &Field, entries: &'m [Member]) -> Option<&'m Member> {
    entries.iter().rev().find(|entry| entry.key == field.name || field.aliases.contains(&entry.key))
}

/// A path with one more step.
pub(super) fn step(path: &str, key: &str) -> String {
    format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"))
}
