//! Whether a JSON value is what a type says: the decode contract, applied to examples and samples.

use std::ops::Range;

use eventspec_runtime::formats::{self, Integer};

use crate::constraints::Constraints;
use crate::json::{self, Member, Node, Value};
use crate::{Catalog, Field, Type, TypeDef, TypeKind, limits};

/// A departure from the type, and where.
#[derive(Debug)]
pub(crate) struct Departure {
    pub message: String,
    pub range: Range<usize>,
}

/// What a field allows beside values of its type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allows {
    pub null: bool,
    pub blank: bool,
}

/// Checks a value of a field.
pub(crate) fn check(types: &[TypeDef], ty: &Type, allows: Allows, node: &Node, out: &mut Vec<Departure>) {
    let mut depart = |message: String| out.push(Departure { message, range: node.range.clone() });
    match &node.value {
        Value::Null if allows.null || matches!(ty, Type::Any) => {}
        Value::Null => depart("is null, and the field is not `nullable`".to_owned()),
        Value::String(text) if text.is_empty() && allows.blank => {}
        Value::String(text) if text.is_empty() && !takes_empty(types, ty) => {
            depart("is \"\", and the field is not marked `blank`".to_owned());
        }
        _ => check_value(types, ty, node, out),
    }
}

/// Whether `""` is a value of the type rather than the lack of one.
fn takes_empty(types: &[TypeDef], ty: &Type) -> bool {
    match ty {
        Type::String | Type::Any => true,
        Type::Named(id) => match types.get(id.0).map(|def| &def.kind) {
            Some(TypeKind::Enum { values, .. }) => values.iter().any(|value| value.value.is_empty()),
            Some(TypeKind::Union(variants)) => variants.iter().any(|variant| takes_empty(types, &variant.ty)),
            _ => false,
        },
        _ => false,
    }
}

fn check_value(types: &[TypeDef], ty: &Type, node: &Node, out: &mut Vec<Departure>) {
    const ITEM: Allows = Allows { null: false, blank: false };
    match (ty, &node.value) {
        (Type::List(item), Value::Array(nodes)) => nodes.iter().for_each(|node| check(types, item, ITEM, node, out)),
        (Type::Map(value), Value::Object(members)) => {
            duplicates(members, out);
            members.iter().for_each(|member| check(types, value, ITEM, &member.value, out));
        }
        (Type::Named(id), _) => {
            if let Some(def) = types.get(id.0) {
                check_named(types, def, node, out);
            }
        }
        _ => {
            if let Err(message) = check_scalar(ty, &node.value) {
                out.push(Departure { message, range: node.range.clone() });
            }
        }
    }
}

fn check_scalar(ty: &Type, value: &Value) -> Result<(), String> {
    let fits = match (ty, value) {
        (Type::Any, _) | (Type::String, Value::String(_)) | (Type::Boolean, Value::Boolean) => true,
        (Type::Number, Value::Number(text)) => formats::is_finite(text),
        (Type::Integer, Value::Number(text)) => matches!(formats::integer(text), Integer::Exact(_)),
        (Type::Timestamp, Value::String(text)) => formats::is_timestamp(text),
        (Type::Date(format), Value::String(text)) => formats::date(text, format.as_str()).is_some(),
        (Type::Uuid, Value::String(text)) => formats::is_uuid(text),
        (Type::Uri, Value::String(text)) => formats::is_uri(text),
        (Type::Email, Value::String(text)) => formats::is_email(text),
        _ => false,
    };
    if fits { Ok(()) } else { Err(format!("is {}, not {}", kind(value), describe(ty))) }
}

fn check_named(types: &[TypeDef], def: &TypeDef, node: &Node, out: &mut Vec<Departure>) {
    let mut depart = |message: String| out.push(Departure { message, range: node.range.clone() });
    match (&def.kind, &node.value) {
        (TypeKind::Object { fields, .. }, Value::Object(members)) => {
            check_members(types, &fields.iter().collect::<Vec<_>>(), &def.name, members, out);
            let lacks = |field: &&Field| field.required && !members.iter().any(|member| is_key_of(field, &member.key));
            if let Some(missing) = fields.iter().find(lacks) {
                out.push(Departure {
                    message: format!("lacks the required `{}`", missing.name),
                    range: node.range.clone(),
                });
            }
        }
        (TypeKind::Enum { values, .. }, Value::String(text)) => {
            if values.iter().all(|value| value.value != *text) {
                depart(format!("is {text:?}, which is no known value of `{}`", def.name));
            }
        }
        (TypeKind::Union(variants), _) => {
            let fits = |ty: &Type| {
                let mut departures = Vec::new();
                check(types, ty, Allows { null: false, blank: false }, node, &mut departures);
                departures.is_empty()
            };
            if !variants.iter().any(|variant| fits(&variant.ty)) {
                depart(format!("fits no alternative of `{}`", def.name));
            }
        }
        (_, value) => depart(format!("is {}, not `{}`", kind(value), def.name)),
    }
}

/// Checks the members of an object against its fields; required ones may be missing.
pub(crate) fn check_members(
    types: &[TypeDef],
    fields: &[&Field],
    owner: &str,
    members: &[Member],
    out: &mut Vec<Departure>,
) {
    duplicates(members, out);
    let by_key: std::collections::HashMap<&str, &Field> = fields
        .iter()
        .flat_map(|field| field.aliases.iter().chain([&field.name]).map(move |key| (key.as_str(), *field)))
        .collect();
    for member in members {
        let Some(field) = by_key.get(member.key.as_str()) else {
            let message = format!("`{}` is no field of `{owner}`", member.key);
            out.push(Departure { message, range: member.key_range.clone() });
            continue;
        };
        let before = out.len();
        check(types, &field.ty, Allows { null: field.nullable, blank: field.blank }, &member.value, out);
        out.extend(constrained(&field.constraints, field.blank, &member.value));
        for departure in out.iter_mut().skip(before) {
            departure.message = format!("`{}` {}", member.key, departure.message);
        }
    }
}

/// What a text is that its constraints do not admit.
pub(crate) fn constrained(constraints: &Constraints, blank: bool, node: &Node) -> Option<Departure> {
    let Value::String(text) = &node.value else { return None };
    let is_fine = text.is_empty() && blank || constraints.admit(text);
    let message = format!("is {text:?}, which its length or pattern rules out");
    (!is_fine).then(|| Departure { message, range: node.range.clone() })
}

fn is_key_of(field: &Field, key: &str) -> bool {
    field.name == key || field.aliases.iter().any(|alias| alias == key)
}

fn duplicates(members: &[Member], out: &mut Vec<Departure>) {
    let mut seen = std::collections::HashSet::new();
    for member in members {
        if !seen.insert(member.key.as_str()) {
            let message = format!("`{}` occurs twice", member.key);
            out.push(Departure { message, range: member.key_range.clone() });
        }
    }
}

fn kind(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Boolean => "a boolean".to_owned(),
        Value::Number(text) => format!("the number {text}"),
        Value::String(text) => format!("the string {text:?}"),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn describe(ty: &Type) -> String {
    match ty {
        Type::String => "a string",
        Type::Number => "a number (a finite double)",
        Type::Integer => "an integer (of 64 bits)",
        Type::Boolean => "a boolean",
        Type::Timestamp => "an RFC 3339 timestamp",
        Type::Date(format) => return format!("a date as {}", format.as_str()),
        Type::Uuid => "a UUID",
        Type::Uri => "a URI",
        Type::Email => "an e-mail address",
        Type::List(_) => "a list",
        Type::Map(_) => "a map",
        Type::Any | Type::Named(_) => "a value",
    }
    .to_owned()
}

impl Catalog {
    /// Whether a JSON text is a value of a type, `null` and blanks aside.
    #[doc(hidden)]
    pub fn accepts(&self, ty: &Type, json: &str) -> bool {
        let mut departures = Vec::new();
        let Ok(node) = json::parse(json, limits::VALUE_DEPTH) else { return false };
        check(&self.types, ty, Allows { null: false, blank: false }, &node, &mut departures);
        departures.is_empty()
    }
}
