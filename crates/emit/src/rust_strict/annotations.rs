//! What typify is not told: the names behind its placeholders, and the states and documentation of members.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use eventspec_catalog::{Catalog, EnumValue, Field, GroupId, Ident, Payload, Type, TypeId, TypeKind};
use proc_macro2::{Ident as Token, Span, TokenStream};
use quote::{ToTokens, quote};
use serde_json::{Map, Value};
use syn::parse::Parser;

use super::{choice, typify_input};
use crate::error::Fault;
use crate::rust::{docs, names};
use crate::write::{CodeSpan, code, unparsed};

/// Names that generated code uses without a path.
const TAKEN: [&str; 12] =
    ["Blank", "Box", "Empty", "Err", "Event", "None", "Ok", "Option", "Result", "Some", "String", "Vec"];

/// The name of a type.
pub(super) fn type_name(ident: &Ident) -> Token {
    names::pascal_beside(ident, &TAKEN)
}

/// The member of one of a field's aliases.
pub(super) fn alias_member(field: &Field, index: usize) -> Token {
    // Two underscores: identifiers of fields have no two in a row.
    Token::new(&format!("{}__alias{}", field.ident.snake(), index + 1), Span::call_site())
}

/// The name behind a placeholder: as an identifier, and on the wire.
pub(super) struct Name {
    pub ident: Token,
    pub wire: Option<String>,
}

/// Names by placeholder.
pub(super) fn names(catalog: &Catalog) -> HashMap<String, Name> {
    let mut out = HashMap::new();
    let mut add = |placeholder, ident, wire: Option<&str>| {
        out.insert(placeholder, Name { ident, wire: wire.map(str::to_owned) });
    };
    for (index, payload) in catalog.payloads.iter().enumerate() {
        add(typify_input::payload(index), type_name(&payload.ident), None);
    }
    for (index, def) in catalog.types.iter().enumerate() {
        add(typify_input::type_def(index), type_name(&def.ident), None);
        match &def.kind {
            TypeKind::Object { .. } | TypeKind::Alias(_) => {}
            TypeKind::Enum { values, .. } => {
                for (at, (text, value)) in values.texts().zip(values.iter()).enumerate() {
                    add(typify_input::enum_value(index, at), names::pascal(&value.ident), Some(text));
                }
            }
            TypeKind::Union(variants) => {
                for (at, variant) in variants.iter().enumerate() {
                    add(typify_input::alternative(index, at), names::pascal(&variant.ident), None);
                }
            }
        }
    }
    out
}

/// What belongs to a type beside what typify made.
pub(super) struct Shape<'a> {
    pub docs: TokenStream,
    pub members: Vec<Member>,
    pub values: &'a [EnumValue],
    /// The only value of a boolean that is always the same.
    pub only: Option<bool>,
    /// What a union chooses by, if it has to choose.
    pub choice: Option<TokenStream>,
}

/// A member of an object.
#[derive(Clone)]
pub(super) struct Member {
    pub ident: Token,
    /// Its documentation and what serde is told.
    pub attrs: Vec<syn::Attribute>,
    /// Whether it may be absent.
    pub optional: bool,
    nullable: bool,
    pub blank: bool,
}

/// Shapes by the name of their type.
pub(super) fn shapes<'a>(
    catalog: &'a Catalog,
    published: &Map<String, Value>,
) -> Result<HashMap<String, Shape<'a>>, Fault> {
    let mut out = HashMap::new();
    let mut shared = HashMap::new();
    for payload in &catalog.payloads {
        let members = payload_members(catalog, payload, published.get(&payload.ident.pascal()), &mut shared)?;
        let docs = docs::attributes(&[docs::description(payload.doc.as_ref())]);
        out.insert(
            type_name(&payload.ident).to_string(),
            Shape { docs, members, values: &[], only: None, choice: None },
        );
    }
    for (index, def) in catalog.types.iter().enumerate() {
        let docs = docs::attributes(&[docs::description(def.doc.as_ref())]);
        let mut shape = Shape { docs, members: Vec::new(), values: &[], only: None, choice: None };
        match &def.kind {
            TypeKind::Object { fields, .. } => {
                shape.members = members(catalog, fields, published.get(&def.ident.pascal()))?;
            }
            TypeKind::Enum { values, closed } => {
                (shape.values, shape.only) = (values, values.boolean());
                if def.kind.read_as().is_some() {
                    let known = docs::known_values(values, *closed);
                    shape.docs = docs::attributes(&[docs::description(def.doc.as_ref()), known]);
                }
            }
            TypeKind::Union(alternatives) => {
                shape.choice = choice::table(catalog, &Type::Named(TypeId(index)), alternatives);
            }
            TypeKind::Alias(_) => {}
        }
        out.insert(type_name(&def.ident).to_string(), shape);
    }
    Ok(out)
}

/// The members of a payload. Those of a group are the same in every payload, and made once.
fn payload_members(
    catalog: &Catalog,
    payload: &Payload,
    published: Option<&Value>,
    shared: &mut HashMap<GroupId, Vec<Member>>,
) -> Result<Vec<Member>, Fault> {
    // Strict about types, not about presence: a documented payload is often an excerpt. Inside a payload it is otherwise,
    // since the required members are what tells the alternatives of a union apart.
    let mut excerpt = published.cloned();
    if let Some(Value::Object(schema)) = &mut excerpt {
        schema.remove("required");
    }
    let published = excerpt.as_ref();
    let mut out = Vec::new();
    for id in &payload.groups {
        if let Some(group) = catalog.group(*id).filter(|group| payload.narrows(group)) {
            let fields: Vec<Field> = payload.of_group(group).cloned().collect();
            out.extend(members(catalog, &fields, published)?);
            continue;
        }
        let members = match shared.entry(*id) {
            Entry::Occupied(made) => made.into_mut(),
            Entry::Vacant(entry) => {
                let fields = catalog.group(*id).map_or(&[][..], |group| &group.fields);
                entry.insert(members(catalog, fields, published)?)
            }
        };
        out.extend_from_slice(members);
    }
    out.extend(members(catalog, &payload.fields, published)?);
    Ok(out)
}

/// The members of an object in the order of its published properties: each field, then its aliases.
fn members(catalog: &Catalog, fields: &[Field], published: Option<&Value>) -> Result<Vec<Member>, Fault> {
    let mut out = Vec::new();
    for field in fields {
        let mut add = |ident, docs: &TokenStream, wire| {
            let member = Member::new(ident, docs, wire, published);
            out.push(member.map_err(|fault| fault.within(Some(field.into())))?);
            Ok(())
        };
        let ident = names::function(&field.ident);
        let mut attributes = docs::field(field, &docs::type_name(catalog, &field.ty));
        attributes.extend(docs::deprecated(field.deprecated.as_ref()));
        add(ident, &attributes, &field.name)?;
        for (index, alias) in field.aliases.iter().enumerate() {
            let ident = alias_member(field, index);
            let text = code!("Another name of {}: {}.", CodeSpan(&field.name), CodeSpan(alias));
            add(ident, &docs::attributes(&[text]), alias)?;
        }
    }
    Ok(out)
}

impl Member {
    /// A member with the states that its published schema gives it.
    fn new(ident: Token, docs: &TokenStream, wire: &str, published: Option<&Value>) -> Result<Self, Fault> {
        let has = |list: Option<&Value>, test: &dyn Fn(&Value) -> bool| {
            list.and_then(Value::as_array).is_some_and(|list| list.iter().any(test))
        };
        let schema = published.and_then(|schema| schema.get("properties")?.get(wire));
        let states = schema.and_then(|schema| schema.get("oneOf").or_else(|| schema.get("anyOf")));
        let required = has(published.and_then(|schema| schema.get("required")), &|name| name == wire);
        let nullable = schema.is_some_and(typify_input::takes_null);
        let serde = serde(&ident, wire, required, nullable);
        let attrs = attributes(&quote! { #docs #serde })?;
        let blank = has(states, &|value| value.get("const").is_some());
        Ok(Self { ident, attrs, optional: !required, nullable, blank })
    }

    /// The type of its value with its states around it: absent, then null, then blank.
    pub(super) fn ty(&self, value: &syn::Type) -> TokenStream {
        let mut ty = value.to_token_stream();
        if self.blank {
            ty = quote! { Blank<#ty> };
        }
        for _ in [self.nullable, self.optional].into_iter().filter(|state| *state) {
            ty = quote! { Option<#ty> };
        }
        ty
    }
}

/// What serde is told about a member.
fn serde(ident: &Token, wire: &str, required: bool, nullable: bool) -> Option<TokenStream> {
    let name = ident.to_string();
    let rename = (name.strip_prefix("r#").unwrap_or(&name) != wire).then(|| quote! { rename = #wire, });
    let states = if !required {
        quote! { default, deserialize_with = "present", skip_serializing_if = "Option::is_none" }
    } else if nullable {
        // Without it serde would take an absent member for null.
        quote! { deserialize_with = "::serde::Deserialize::deserialize" }
    } else {
        TokenStream::new()
    };
    (rename.is_some() || !states.is_empty()).then(|| quote! { #[serde(#rename #states)] })
}

/// Attributes out of tokens that are attributes.
pub(super) fn attributes(tokens: &TokenStream) -> Result<Vec<syn::Attribute>, Fault> {
    syn::Attribute::parse_outer.parse2(tokens.clone()).map_err(|error| unparsed(&error, tokens))
}
