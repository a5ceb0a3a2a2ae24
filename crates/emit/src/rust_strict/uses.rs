//! Source that uses the strict Rust types and names every case and member: what `diff` shows where a change breaks it.

use eventspec_catalog::{Catalog, Field, Scalar, Type, TypeDef, TypeKind};
use eventspec_diff::witness::{Form, Sides, Snippet, field_of, fields_of, payload_named, renamed_type, rest_of};
use eventspec_diff::{Finding, Kind, Owner, Pair, Side, Subject};
use proc_macro2::{Ident as Token, Span, TokenStream};

use super::annotations::{alias_member, type_name};
use crate::json_schema::takes_text;
use crate::rust::names;
use crate::rust::uses::{old_type, snippet};

/// Source that names every case and member.
pub(crate) fn uses(finding: &Finding, sides: Sides<'_>) -> Vec<Snippet> {
    let catalog = sides.old;
    let types = Types { catalog, krate: names::library(&format!("{}-strict", catalog.name)) };
    if let Some(def) = renamed_type(finding, catalog) {
        return vec![types.name_type(def)];
    }
    match &finding.subject {
        Subject::Catalog if finding.kind == Kind::PackageRenamed => {
            vec![snippet(Form::Name, &[format!("pub use {}::Event;", types.krate)])]
        }
        // The strict types are those of payloads: there are no receivers beside them.
        Subject::Catalog | Subject::Delivery(_) => Vec::new(),
        Subject::Group(_) => vec![types.any_event()],
        Subject::Event(pair) => vec![types.event(pair)],
        Subject::Payload(pair) => {
            types.object(&Owner::Payload(pair.clone())).into_iter().chain(types.rest(finding, sides)).collect()
        }
        Subject::Type(pair) => types.type_def(pair).into_iter().chain(types.rest(finding, sides)).collect(),
        Subject::Value { ty, .. } => types.type_def(ty),
        Subject::Field { owner, field } => {
            let read = field_of(sides, owner, field, Side::Old).and_then(|field| types.field(owner, field));
            read.into_iter().chain(types.object(owner)).collect()
        }
    }
}

/// The old crate.
struct Types<'a> {
    catalog: &'a Catalog,
    krate: Token,
}

impl Types<'_> {
    fn any_event(&self) -> Snippet {
        snippet(Form::Name, &[format!("pub fn take(_: {}::Event) {{}}", self.krate)])
    }

    fn event(&self, pair: &Pair) -> Snippet {
        let krate = &self.krate;
        let found = self.catalog.events().find(|(event, _)| Some(event.name.as_str()) == pair.old.as_deref());
        let Some((event, payload)) = found else { return self.any_event() };
        let payload = self.catalog.base(payload);
        let (variant, payload) = (names::event(&event.ident), type_name(&payload.ident));
        let read = [
            format!("pub fn read(event: &{krate}::Event) -> Option<&{krate}::{payload}> {{"),
            format!("    if let {krate}::Event::{variant}(payload) = event {{ Some(payload) }} else {{ None }}"),
            "}".to_owned(),
        ];
        snippet(Form::Read, &read)
    }

    /// The type of an object, and whether it is closed.
    fn owner(&self, owner: &Owner) -> Option<(String, bool)> {
        let (ident, closed) = match owner {
            Owner::Payload(pair) => {
                let payload = payload_named(self.catalog, pair.old.as_deref()?)?;
                (&payload.ident, payload.unlisted.is_closed())
            }
            Owner::Type(pair) => {
                let def = old_type(self.catalog, pair)?;
                (&def.ident, def.kind.is_closed())
            }
        };
        Some((format!("{}::{}", self.krate, type_name(ident)), closed))
    }

    fn field(&self, owner: &Owner, field: &Field) -> Option<Snippet> {
        let (ty, _) = self.owner(owner)?;
        let (member, value) = (names::function(&field.ident), self.member_type(owner, field));
        Some(snippet(Form::Read, &[format!("pub fn read(it: &{ty}) -> &{value} {{ &it.{member} }}")]))
    }

    /// Source that names every member.
    fn object(&self, owner: &Owner) -> Vec<Snippet> {
        let Some((ty, is_closed)) = self.owner(owner) else { return Vec::new() };
        let mut members = Vec::new();
        for field in fields_of(self.catalog, owner, Side::Old) {
            members.push(names::function(&field.ident).to_string());
            members.extend((0..field.aliases.len()).map(|index| alias_member(field, index).to_string()));
        }
        members.extend((!is_closed).then(|| "extra_".to_owned()));
        let members = members.join(", ");
        let lines = [
            format!("pub fn copy({ty} {{ {members} }}: {ty}) -> {ty} {{"),
            format!("    {ty} {{ {members} }}"),
            "}".to_owned(),
        ];
        vec![snippet(Form::Exhaust, &lines)]
    }

    fn def_path(&self, def: &TypeDef) -> String {
        format!("{}::{}", self.krate, type_name(&def.ident))
    }

    /// Source that names a type.
    fn name_type(&self, def: &TypeDef) -> Snippet {
        snippet(Form::Name, &[format!("pub fn take(_: {}) {{}}", self.def_path(def))])
    }

    /// Source that names every case of a type.
    fn type_def(&self, pair: &Pair) -> Vec<Snippet> {
        let Some(def) = old_type(self.catalog, pair) else { return Vec::new() };
        let (ty, name) = (self.def_path(def), self.name_type(def));
        let exhaust = match &def.kind {
            TypeKind::Alias(field) => {
                let read = format!("pub fn read(it: {ty}) -> {} {{ it }}", self.type_path(&field.ty));
                return vec![name, snippet(Form::Read, &[read])];
            }
            TypeKind::Object { .. } => {
                return std::iter::once(name).chain(self.object(&Owner::Type(pair.clone()))).collect();
            }
            TypeKind::Enum { values, closed: false } => {
                let inner = self.type_path(&Type::Scalar(values.kind().scalar()));
                format!("pub fn value({ty}(value): {ty}) -> {inner} {{ value }}")
            }
            // What it takes is checked when it is made, so it names no cases.
            TypeKind::Enum { .. } if def.kind.read_as().is_some() => return vec![name],
            TypeKind::Enum { values, closed: true } => {
                matching(&ty, values.iter().map(|value| names::pascal(&value.ident).to_string()))
            }
            TypeKind::Union(variants) => {
                matching(&ty, variants.iter().map(|variant| format!("{}(_)", names::pascal(&variant.ident))))
            }
        };
        vec![name, snippet(Form::Exhaust, &[exhaust])]
    }

    /// The type of a member of a struct.
    fn member_type(&self, owner: &Owner, field: &Field) -> String {
        let mut ty = self.type_path(&field.ty);
        // A text is a text to these types, whatever it is held to.
        if field.blank && !takes_text(self.catalog, &field.ty) {
            ty = format!("{}::Blank<{ty}>", self.krate);
        }
        if field.nullable && !field.ty.takes_null() {
            ty = format!("Option<{ty}>");
        }
        // A payload may be an excerpt, an object in it may not.
        let is_payload = matches!(owner, Owner::Payload(_));
        if field.required && field.aliases.is_empty() && !is_payload { ty } else { format!("Option<{ty}>") }
    }

    /// Source that reads the members that no field lists.
    fn rest(&self, finding: &Finding, sides: Sides<'_>) -> Option<Snippet> {
        let owner = finding.subject.owner().filter(|_| finding.kind.is_of_rest())?;
        let (ty, is_closed) = self.owner(&owner)?;
        let map = match rest_of(sides, &owner, Side::Old) {
            Some(rest) if !rest.ty.is_any() => {
                let value = self.type_path(&rest.ty);
                let value = if rest.nullable { format!("Option<{value}>") } else { value };
                format!("std::collections::BTreeMap<String, {value}>")
            }
            Some(_) | None => "serde_json::Map<String, serde_json::Value>".to_owned(),
        };
        let line = format!("pub fn read(it: &{ty}) -> &{map} {{ &it.extra_ }}");
        (!is_closed).then(|| snippet(Form::Read, &[line]))
    }

    fn type_path(&self, ty: &Type) -> String {
        match ty {
            Type::Scalar(scalar) => match scalar {
                Scalar::String
                | Scalar::Uuid
                | Scalar::Uri
                | Scalar::Email
                | Scalar::Timestamp
                | Scalar::Rfc2822
                | Scalar::TimestampPattern(_)
                | Scalar::DateTime(_)
                | Scalar::Date(_)
                | Scalar::Text(_) => "String".to_owned(),
                Scalar::Number | Scalar::Unix(_) => "serde_json::Number".to_owned(),
                Scalar::Integer => "i64".to_owned(),
                Scalar::Boolean => "bool".to_owned(),
                Scalar::Null => "()".to_owned(),
                Scalar::Any => "serde_json::Value".to_owned(),
            },
            Type::Alias(_, ty) => self.type_path(ty),
            Type::Nullable(inner) => format!("Option<{}>", self.type_path(inner)),
            Type::List(item) => format!("Vec<{}>", self.type_path(item)),
            // The type that typify has for it.
            Type::Map(value) if value.is_any() => "serde_json::Map<String, serde_json::Value>".to_owned(),
            Type::Map(value) => format!("std::collections::BTreeMap<String, {}>", self.type_path(value)),
            Type::Named(id) => {
                self.catalog.type_def(*id).map_or_else(|| "serde_json::Value".to_owned(), |def| self.def_path(def))
            }
        }
    }
}

/// A type as the crate itself writes it.
pub(super) fn type_in_crate(catalog: &Catalog, ty: &Type) -> TokenStream {
    let krate = Token::new("crate", Span::call_site());
    Types { catalog, krate }.type_path(ty).parse().unwrap_or_default()
}

fn matching(ty: &str, cases: impl Iterator<Item = String>) -> String {
    let cases: Vec<String> = cases.map(|case| format!("{ty}::{case}")).collect();
    format!("pub fn all(it: {ty}) {{ match it {{ {} => {{}} }} }}", cases.join(" | "))
}
