//! What typify is fed: the definitions of the published draft-07 bundle, with placeholders for names.
//!
//! Placeholders are ASCII, distinct, unchanged by typify's way with case, and sort in the order of the specification:
//! `P00001` a payload, `T00001` a type, `f00001` a member of either, `E00001x00001` a value of an enum, `U00001x00001` an
//! alternative of a union.

use std::collections::HashMap;

use eventspec_catalog::{Catalog, Constraints, Field, Type, TypeKind, Unlisted};
use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Map, Value, json};

use crate::Part;
use crate::json_schema::{self, Draft};

pub(super) fn payload(index: usize) -> String {
    format!("P{index:05}")
}

pub(super) fn type_def(index: usize) -> String {
    format!("T{index:05}")
}

pub(super) fn enum_value(type_def: usize, index: usize) -> String {
    format!("E{type_def:05}x{index:05}")
}

pub(super) fn alternative(type_def: usize, index: usize) -> String {
    format!("U{type_def:05}x{index:05}")
}

/// What typify makes a type of: a payload or a type of the specification, by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Payload(usize),
    Type(usize),
}

impl Owner {
    /// What is behind a placeholder, if it is one.
    pub(super) fn of(placeholder: &str) -> Option<Self> {
        let (kind, index) = placeholder.split_at_checked(1)?;
        let index = index.parse().ok()?;
        match kind {
            "P" => Some(Self::Payload(index)),
            "T" => Some(Self::Type(index)),
            _ => None,
        }
    }

    /// The part of the specification.
    pub(super) fn part(self, catalog: &Catalog) -> Option<Part> {
        match self {
            Self::Payload(index) => catalog.payloads.get(index).map(Part::from),
            Self::Type(index) => catalog.types.get(index).map(Part::from),
        }
    }
}

/// What an item of typify's belongs to: the type that it implements something for, or else the one that it names first.
pub(super) fn owner(item: &TokenStream) -> Option<Owner> {
    let names = |token: TokenTree| Owner::of(&token.to_string());
    let is_for = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "for");
    let mut implementer = item.clone().into_iter().skip_while(|token| !is_for(token));
    implementer.find_map(names).or_else(|| item.clone().into_iter().find_map(names))
}

/// The position of a member in its object.
pub(super) fn member_index(placeholder: &str) -> Option<usize> {
    placeholder.strip_prefix('f')?.parse().ok()
}

/// The published definitions by name.
pub(super) fn published(catalog: &Catalog) -> Map<String, Value> {
    let mut catalog = catalog.clone();
    for payload in &mut catalog.payloads {
        payload.refined.values_mut().chain(&mut payload.fields).for_each(plain);
        plain_rest(&mut payload.unlisted);
    }
    catalog.groups.iter_mut().flat_map(|group| &mut group.fields).for_each(plain);
    for def in &mut catalog.types {
        match &mut def.kind {
            TypeKind::Object { fields, unlisted } => {
                fields.iter_mut().for_each(plain);
                plain_rest(unlisted);
            }
            TypeKind::Union(variants) => variants.iter_mut().for_each(|variant| without_aliases(&mut variant.ty)),
            TypeKind::Alias(field) => plain(field),
            TypeKind::Enum { .. } => {}
        }
    }
    json_schema::components(&catalog, Draft::Draft07)
}

/// A field as these types know it: without constraints, and of what its aliases stand for.
fn plain(field: &mut Field) {
    field.constraints = Constraints::default();
    without_aliases(&mut field.ty);
}

fn plain_rest(unlisted: &mut Unlisted) {
    match unlisted {
        Unlisted::Rest(rest) => plain(rest),
        Unlisted::Unknown | Unlisted::Never => {}
    }
}

fn without_aliases(ty: &mut Type) {
    *ty = ty.target().clone();
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Alias(_, inner) => without_aliases(inner),
        Type::Scalar(_) | Type::Named(_) => {}
    }
}

/// The schema that typify is given.
pub(super) fn schema(catalog: &Catalog, published: &Map<String, Value>) -> Value {
    let places = catalog.types.iter().enumerate().map(|(index, def)| (def.ident.pascal(), type_def(index)));
    let feed = Feed { places: places.collect() };
    let mut definitions = Map::new();
    for (index, def) in catalog.payloads.iter().enumerate() {
        if let Some(schema) = published.get(&def.ident.pascal()) {
            definitions.insert(payload(index), feed.object(schema));
        }
    }
    for (index, def) in catalog.types.iter().enumerate() {
        if let Some(schema) = published.get(&def.ident.pascal()) {
            let definition = match &def.kind {
                TypeKind::Alias(_) => continue,
                TypeKind::Object { .. } => feed.object(schema),
                TypeKind::Enum { .. } => closed_values(index, schema),
                TypeKind::Union(_) => feed.union(index, schema),
            };
            definitions.insert(type_def(index), definition);
        }
    }
    json!({ "definitions": definitions })
}

struct Feed {
    /// Placeholders by the name of a published definition.
    places: HashMap<String, String>,
}

impl Feed {
    /// Every member is fed as required: whether it may be absent is put back later, and not left to typify's defaults.
    fn object(&self, schema: &Value) -> Value {
        let published = schema.get("properties").and_then(Value::as_object);
        let values = published.into_iter().flat_map(Map::values);
        let mut properties: Map<String, Value> =
            values.enumerate().map(|(index, value)| (format!("f{index:05}"), self.value(value))).collect();
        if properties.is_empty() {
            // Without a member typify would make a map of it. This one is dropped again.
            properties.insert(format!("f{:05}", 0), json!({}));
        }
        let required: Vec<&String> = properties.keys().collect();
        let additional = schema.get("additionalProperties").map(|schema| self.part(schema));
        json!({ "type": "object", "required": required, "additionalProperties": additional, "properties": properties })
    }

    /// The type of further members, or of what is in a list or map, which nobody puts `null` back in. Of any type, typify knows it by `{}`.
    fn part(&self, schema: &Value) -> Value {
        let value = if schema.is_object() { self.value(schema) } else { schema.clone() };
        if takes_null(schema) { json!({ "oneOf": [value, { "type": "null" }] }) } else { value }
    }

    /// `oneOf` makes an enum of alternatives in typify, `anyOf` at times a struct of all of them. A title names a variant.
    fn union(&self, type_def: usize, schema: &Value) -> Value {
        let alternatives = schema.get("anyOf").or_else(|| schema.get("oneOf"));
        let alternatives = alternatives.and_then(Value::as_array).into_iter().flatten();
        let titled = alternatives.enumerate().map(|(index, schema)| {
            let mut alternative = self.value(schema);
            if alternative.get("$ref").is_some() {
                alternative = json!({ "allOf": [alternative] });
            }
            if let Some(members) = alternative.as_object_mut() {
                members.insert("title".to_owned(), Value::from(self::alternative(type_def, index)));
            }
            alternative
        });
        json!({ "oneOf": titled.collect::<Vec<Value>>() })
    }

    /// The type of a value, without its states, formats and annotations.
    fn value(&self, schema: &Value) -> Value {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let name = reference.rsplit('/').next().and_then(|name| self.places.get(name));
            return json!({ "$ref": format!("#/definitions/{}", name.map_or("", String::as_str)) });
        }
        // The first alternative of a property is its type; the others are its states.
        let wrapped = ["allOf", "anyOf", "oneOf"].iter().find_map(|keyword| schema.get(keyword)?.get(0));
        if let Some(only) = wrapped {
            return self.value(only);
        }
        match kind(schema) {
            Some("array") => {
                json!({ "type": "array", "items": self.part(schema.get("items").unwrap_or(&Value::Null)) })
            }
            Some("object") => {
                let values = self.part(schema.get("additionalProperties").unwrap_or(&Value::Null));
                json!({ "type": "object", "additionalProperties": values })
            }
            Some(kind) => json!({ "type": kind }),
            None => json!({}),
        }
    }
}

/// Whether `null` is among the states of a value.
pub(super) fn takes_null(schema: &Value) -> bool {
    let has = |list: Option<&Value>, test: &dyn Fn(&Value) -> bool| {
        list.and_then(Value::as_array).is_some_and(|list| list.iter().any(test))
    };
    let states = schema.get("oneOf").or_else(|| schema.get("anyOf"));
    has(states, &|value| value.get("type").is_some_and(|ty| ty == "null"))
        || has(schema.get("type"), &|ty| ty == "null")
}

/// The JSON type of a value; of a nullable one the first, which is not `null`.
fn kind(schema: &Value) -> Option<&str> {
    let kind = schema.get("type")?;
    kind.as_str().or_else(|| kind.get(0)?.as_str())
}

/// A closed enum of strings has its values as placeholders; an open one is any value of its JSON type.
fn closed_values(type_def: usize, schema: &Value) -> Value {
    let only = schema.get("const").map(std::slice::from_ref);
    let several = || schema.get("enum").and_then(Value::as_array).map(Vec::as_slice);
    match (kind(schema), only.or_else(several).filter(|values| !values.is_empty())) {
        (Some("string"), Some(values)) => {
            let values: Vec<String> = (0..values.len()).map(|index| enum_value(type_def, index)).collect();
            json!({ "type": "string", "enum": values })
        }
        (kind, Some(values)) => json!({ "type": kind, "enum": values }),
        (kind, None) => json!({ "type": kind }),
    }
}
