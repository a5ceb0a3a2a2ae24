//! Values of a type, as JSON texts: one that will do, or those that show what the type takes.

use std::collections::HashSet;

use eventspec_catalog::{Catalog, Field, Type, TypeDef, TypeId, TypeKind};

/// What is to be different about the values made: a type of the catalogue, or the payload itself.
pub(super) struct Focus {
    /// The type; `None` for the payload.
    pub at: Option<TypeId>,
    /// What its value is made into.
    pub edit: Edit,
}

/// What a value is made into.
#[derive(Clone)]
pub(super) enum Edit {
    /// This text.
    Value(String),
    /// An object with this member and without those.
    Members { set: Option<(String, String)>, omit: Vec<String> },
}

/// Makes the least that is valid, with the focus in it.
pub(super) struct Maker<'a> {
    catalog: &'a Catalog,
    focus: Focus,
    /// Types in which the focus can occur.
    leads: HashSet<usize>,
}

/// Levels of objects and lists, so that recursive types end.
const DEPTH: usize = 12;

impl<'a> Maker<'a> {
    pub(super) fn new(catalog: &'a Catalog, focus: Focus) -> Self {
        let mut leads: HashSet<usize> = focus.at.iter().map(|id| id.0).collect();
        loop {
            if leads.is_empty() {
                return Self { catalog, focus, leads };
            }
            let found = |def: &TypeDef| parts(def).iter().any(|ty| mentions(ty, &leads));
            let more: Vec<usize> =
                catalog.types.iter().enumerate().filter(|(_, def)| found(def)).map(|(id, _)| id).collect();
            let before = leads.len();
            leads.extend(more);
            if leads.len() == before {
                return Self { catalog, focus, leads };
            }
        }
    }

    /// A payload of these fields.
    pub(super) fn payload(&self, fields: &[&Field]) -> String {
        let edit = self.focus.at.is_none().then_some(&self.focus.edit);
        self.object(fields, edit, DEPTH)
    }

    fn object(&self, fields: &[&Field], edit: Option<&Edit>, depth: usize) -> String {
        let (set, omit) = match edit {
            Some(Edit::Value(text)) => return text.clone(),
            Some(Edit::Members { set, omit }) => (set.as_ref(), omit.as_slice()),
            None => (None, [].as_slice()),
        };
        let mut sought = edit.is_none() && depth > 1;
        let mut members: Vec<(String, String)> = Vec::new();
        for field in fields {
            let leads = sought && mentions(&field.ty, &self.leads);
            let wanted = (field.required || leads) && !omit.contains(&field.name);
            if wanted && set.is_none_or(|(key, _)| *key != field.name) {
                sought &= !leads;
                members.push((field.name.clone(), self.of_field(field, depth - 1)));
            }
        }
        members.extend(set.cloned());
        let members = members.iter().map(|(key, value)| format!("{}:{value}", quoted(key)));
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    }

    fn of_field(&self, field: &Field, depth: usize) -> String {
        if field.constraints.is_empty() { self.value(&field.ty, depth) } else { quoted(&field.text_like("text")) }
    }

    fn value(&self, ty: &Type, depth: usize) -> String {
        match ty {
            Type::List(_) | Type::Map(_) if depth == 0 => {
                if matches!(ty, Type::List(_)) { "[]" } else { "{}" }.to_owned()
            }
            Type::List(item) => format!("[{}]", self.value(item, depth - 1)),
            Type::Map(value) => format!("{{\"key\":{}}}", self.value(value, depth - 1)),
            Type::Named(id) => self.named(*id, depth.saturating_sub(1)),
            scalar => plain(scalar),
        }
    }

    fn named(&self, id: TypeId, depth: usize) -> String {
        let edit = (self.focus.at == Some(id)).then_some(&self.focus.edit);
        if let Some(Edit::Value(text)) = edit {
            return text.clone();
        }
        match self.catalog.type_def(id).map(|def| &def.kind) {
            Some(TypeKind::Object { fields, .. }) if depth > 0 => {
                self.object(&fields.iter().collect::<Vec<_>>(), edit, depth)
            }
            Some(TypeKind::Enum { values, .. }) => quoted(values.first().map_or("text", |value| value.value.as_str())),
            Some(TypeKind::Union(variants)) if depth > 0 => {
                let leading = variants.iter().find(|variant| mentions(&variant.ty, &self.leads));
                let chosen = leading.or(variants.first());
                chosen.map_or_else(|| "null".to_owned(), |variant| self.value(&variant.ty, depth))
            }
            _ => "{}".to_owned(),
        }
    }
}

/// The types that a definition is made of.
fn parts(def: &TypeDef) -> Vec<&Type> {
    match &def.kind {
        TypeKind::Object { fields, .. } => fields.iter().map(|field| &field.ty).collect(),
        TypeKind::Union(variants) => variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::Enum { .. } => Vec::new(),
    }
}

fn mentions(ty: &Type, ids: &HashSet<usize>) -> bool {
    match ty {
        Type::List(inner) | Type::Map(inner) => mentions(inner, ids),
        Type::Named(id) => ids.contains(&id.0),
        _ => false,
    }
}

/// A value of a type that has no parts.
fn plain(ty: &Type) -> String {
    match ty {
        Type::Number => "1.5".to_owned(),
        Type::Integer => "2".to_owned(),
        Type::Boolean => "true".to_owned(),
        Type::Timestamp => quoted("2026-01-31T10:00:00Z"),
        Type::Date(format) => quoted(&format.as_str().replace("YYYY", "2026").replace("MM", "01").replace("DD", "31")),
        Type::Uuid => quoted("0b0e7a4c-3f1d-4c5e-9a57-2f5b3f8a9c10"),
        Type::Uri => quoted("https://example.org/a"),
        Type::Email => quoted("a@example.org"),
        _ => quoted("text"),
    }
}

/// A JSON string, which is one in TypeScript, too.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Values that show what a type takes; `wild` ones too, which an open enum takes and does not list.
fn candidates(catalog: &Catalog, ty: &Type, wild: bool) -> Vec<String> {
    let maker = Maker::new(catalog, Focus { at: None, edit: Edit::Members { set: None, omit: Vec::new() } });
    match ty {
        Type::Any => ["[1]", "\"text\"", "true", "1.5", "{}"].map(str::to_owned).to_vec(),
        Type::Number => vec!["1.5".to_owned(), "2".to_owned()],
        Type::List(item) => candidates(catalog, item, wild).into_iter().map(|item| format!("[{item}]")).collect(),
        Type::Map(value) => {
            candidates(catalog, value, wild).into_iter().map(|value| format!("{{\"key\":{value}}}")).collect()
        }
        Type::Named(id) => match catalog.type_def(*id).map(|def| &def.kind) {
            Some(TypeKind::Enum { values, closed }) => {
                let other = (wild && !closed).then(|| quoted("something else"));
                values.iter().map(|value| quoted(&value.value)).chain(other).collect()
            }
            // Alternatives are never unions, so this ends.
            Some(TypeKind::Union(variants)) => {
                variants.iter().flat_map(|variant| candidates(catalog, &variant.ty, wild)).collect()
            }
            _ => vec![maker.value(ty, DEPTH)],
        },
        scalar => vec![plain(scalar)],
    }
}

/// A text that one field admits and another does not, if one can be found; else any that the one admits.
pub(super) fn foreign_text(from: &Field, to: &Field) -> String {
    let lengths =
        [to.constraints.max_length.map(|most| most + 1), to.constraints.min_length.and_then(|l| l.checked_sub(1))];
    let long = lengths.into_iter().flatten().map(|length| "a".repeat(length as usize));
    let mut texts = long.chain([from.text_like("text"), to.text_like("text"), String::new()]);
    let odd = texts.find(|text| from.constraints.admit(text) && !to.constraints.admit(text));
    quoted(&odd.unwrap_or_else(|| from.text_like("text")))
}

/// A value of one type that is none of another, if there is one; else any of it.
pub(super) fn foreign(from: (&Catalog, &Type), to: (&Catalog, &Type), wild: bool) -> String {
    let all = candidates(from.0, from.1, wild);
    let odd = all.iter().find(|value| !to.0.accepts(to.1, value));
    odd.or(all.first()).cloned().unwrap_or_else(|| "null".to_owned())
}
