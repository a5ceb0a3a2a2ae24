//! The types: typify's output with names, documentation and states put in, a module for each payload and type.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;

use eventspec_catalog::{Catalog, EnumValue};
use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use quote::quote;
use serde_json::{Map, Value, json};
use typify_impl::{TypeSpace, TypeSpaceSettings};

use super::annotations::{self, Member, Name, Shape, attributes};
use super::choice;
use super::typify_input::{self, Owner};
use crate::contained::contained;
use crate::error::Fault;
use crate::rust::docs;
use crate::write::{Code, CodeSpan, Rust, code, parse_file, unparsed};

/// Modules by their owner. What typify makes for all of them, and what we add for all of them, has none.
pub(super) type Modules = BTreeMap<Option<Owner>, Code<Rust>>;

/// The modules. They are large, so each item is finished and printed by itself, and the whole syntax tree is never held in memory.
pub(super) fn emit(catalog: &Catalog) -> Result<Modules, Fault> {
    let published = typify_input::published(catalog);
    of_schema(catalog, &published, &typify_input::schema(catalog, &published))
}

/// The modules, of the schema that typify is given.
pub(super) fn of_schema(catalog: &Catalog, published: &Map<String, Value>, schema: &Value) -> Result<Modules, Fault> {
    modules(catalog, published, typify(schema).map_err(|cause| refusal(catalog, schema, cause))?)
}

/// The modules, of what typify made.
pub(super) fn modules(catalog: &Catalog, published: &Map<String, Value>, made: TokenStream) -> Result<Modules, Fault> {
    let shapes = annotations::shapes(catalog, published)?;
    let names = annotations::names(catalog);
    let mut modules: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for tokens in items(made) {
        let item = finished(&named(tokens.clone(), &names), &shapes);
        modules.entry(typify_input::owner(&tokens)).or_default().push(item.unwrap_or_else(Code::from));
    }
    let members = || shapes.values().flat_map(|shape| &shape.members);
    let present = members().any(|member| member.optional).then(present);
    let blank = members().any(|member| member.blank).then(blank);
    let only = shapes.values().any(|shape| shape.only.is_some()).then(only);
    modules.entry(None).or_default().extend(blank.iter().chain(&present).chain(&only).map(Code::of_tokens));
    Ok(modules.into_iter().map(|(owner, items)| (owner, module(owner, items))).collect())
}

/// A module out of its items.
fn module(owner: Option<Owner>, items: Vec<Code<Rust>>) -> Code<Rust> {
    // Of the root, which has the types and not their modules: one of these may be called like a type of Rust's own.
    let of_one = quote! {
        use crate::*;
    };
    let of_all = quote! { #![doc = " What several types need."] };
    let head = if owner.is_some() { of_one } else { of_all };
    Code::join(std::iter::once(Code::of_tokens(&head)).chain(items), "")
}

/// The items of a file, one by one: each ends with a semicolon or with a block.
fn items(tokens: TokenStream) -> impl Iterator<Item = TokenStream> {
    let mut tokens = tokens.into_iter();
    std::iter::from_fn(move || {
        let mut item = Vec::new();
        for token in tokens.by_ref() {
            let is_last = match &token {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                TokenTree::Punct(punct) => punct.as_char() == ';',
                _ => false,
            };
            item.push(token);
            if is_last {
                break;
            }
        }
        (!item.is_empty()).then(|| TokenStream::from_iter(item))
    })
}

/// An item with the documentation and the states that typify was not told.
fn finished(tokens: &TokenStream, shapes: &HashMap<String, Shape<'_>>) -> Result<Code<Rust>, Fault> {
    let mut file = parse_file(tokens)?;
    let mut more = Vec::new();
    for item in &mut file.items {
        match item {
            syn::Item::Struct(item) => finish_struct(item, shapes)?,
            syn::Item::Enum(item) => more.extend(finish_enum(item, shapes)?),
            _ => {}
        }
    }
    file.items.extend(more);
    Code::of_file(&file)
}

/// Has typify make types, or say why not. That it knows every construct in the schema is by construction of
/// [`typify_input`]; should that be wrong, it returns an error for some schemas and panics on others.
fn typify(schema: &Value) -> Result<TokenStream, String> {
    contained(|| made(schema))?.map_err(|error| format!("refuses the schema: {error}"))
}

/// The schema crosses as text: typify is linked with another version of schemars.
fn made(schema: &Value) -> Result<TokenStream, Box<dyn Error>> {
    let number = serde_json::from_str(r#"{"type":"number"}"#)?;
    let mut settings = TypeSpaceSettings::default();
    settings
        .with_conversion(number, "::serde_json::Number", [].into_iter())
        .with_map_type("::std::collections::BTreeMap")
        .with_derive("PartialEq".to_owned());
    let mut space = TypeSpace::new(&settings);
    space.add_root_schema(serde_json::from_str(&schema.to_string())?)?;
    Ok(space.to_stream())
}

/// What typify says of a schema, with the first definition that it says something of by itself, if there is one.
fn refusal(catalog: &Catalog, schema: &Value, cause: String) -> Fault {
    let definitions = schema.get("definitions").and_then(Value::as_object);
    let alone = definitions.into_iter().flatten().find_map(|(name, definition)| {
        // Those that it may refer to are there, and hold anything.
        let mut all: Map<String, Value> = definitions?.keys().map(|name| (name.clone(), json!({}))).collect();
        all.insert(name.clone(), definition.clone());
        let part = Owner::of(name).and_then(|owner| owner.part(catalog));
        Some((typify(&json!({ "definitions": all })).err()?, part))
    });
    let (cause, part) = alone.unwrap_or((cause, None));
    Fault::new(format!("typify {cause}")).within(part)
}

/// Replaces placeholders, identifiers and literals alike.
fn named(tokens: TokenStream, names: &HashMap<String, Name>) -> TokenStream {
    let replace = |token: TokenTree| match token {
        TokenTree::Group(group) => {
            let mut out = Group::new(group.delimiter(), named(group.stream(), names));
            out.set_span(group.span());
            TokenTree::Group(out)
        }
        TokenTree::Ident(ident) => {
            let name = names.get(&ident.to_string()).map(|name| name.ident.clone());
            TokenTree::Ident(name.unwrap_or(ident))
        }
        TokenTree::Literal(literal) => {
            let name = names.get(literal.to_string().trim_matches('"')).and_then(|name| name.wire.as_ref());
            TokenTree::Literal(name.map_or(literal, |wire| Literal::string(wire)))
        }
        punct @ TokenTree::Punct(_) => punct,
    };
    tokens.into_iter().map(replace).collect()
}

/// Replaces typify's documentation.
fn document(attrs: &mut Vec<syn::Attribute>, docs: &TokenStream) -> Result<(), Fault> {
    attrs.retain(|attr| !attr.path().is_ident("doc"));
    attrs.splice(0..0, attributes(docs)?);
    Ok(())
}

fn finish_struct(item: &mut syn::ItemStruct, shapes: &HashMap<String, Shape<'_>>) -> Result<(), Fault> {
    let Some(shape) = shapes.get(&item.ident.to_string()) else { return Ok(()) };
    document(&mut item.attrs, &shape.docs)?;
    if let (Some(known), syn::Fields::Unnamed(fields)) = (shape.only, &mut item.fields) {
        let path = format!("only::<_, {known}>");
        for field in &mut fields.unnamed {
            field.attrs = attributes(&quote! { #[serde(deserialize_with = #path)] })?;
        }
    }
    let syn::Fields::Named(fields) = &mut item.fields else { return Ok(()) };
    if shape.members.iter().all(|member| member.optional) {
        item.attrs.extend(attributes(&quote! { #[derive(Default)] })?);
    }
    // typify sorts by name, and the placeholders are in order.
    let made = std::mem::take(&mut fields.named).into_iter();
    fields.named =
        made.filter_map(|field| finish_field(field, &shape.members).transpose()).collect::<Result<_, _>>()?;
    Ok(())
}

/// A member, or the map of unknown members; nothing for the one that stood in for no members.
fn finish_field(mut field: syn::Field, members: &[Member]) -> Result<Option<syn::Field>, Fault> {
    let Some(index) = field.ident.as_ref().and_then(|name| typify_input::member_index(&name.to_string())) else {
        // Fields have no identifier that ends with an underscore, but for keywords.
        field.ident = Some(proc_macro2::Ident::new("extra_", proc_macro2::Span::call_site()));
        field.attrs.splice(0..0, attributes(&quote! { #[doc = " Members that no field lists."] })?);
        return Ok(Some(field));
    };
    let Some(member) = members.get(index) else { return Ok(None) };
    field.attrs.clone_from(&member.attrs);
    field.ident = Some(member.ident.clone());
    let ty = member.ty(&field.ty);
    field.ty = syn::parse2(ty.clone()).map_err(|error| unparsed(&error, &ty))?;
    Ok(Some(field))
}

/// Finishes an enum, and makes the items that belong to it.
fn finish_enum(item: &mut syn::ItemEnum, shapes: &HashMap<String, Shape<'_>>) -> Result<Vec<syn::Item>, Fault> {
    let Some(shape) = shapes.get(&item.ident.to_string()) else { return Ok(Vec::new()) };
    document(&mut item.attrs, &shape.docs)?;
    for (variant, value) in item.variants.iter_mut().zip(shape.values) {
        variant.attrs = attributes(&value_attributes(value))?;
    }
    shape.choice.as_ref().map_or_else(|| Ok(Vec::new()), |table| choice::deserialize(item, table))
}

fn value_attributes(value: &EnumValue) -> TokenStream {
    let wire = value.value.to_string();
    let docs = docs::attributes(&[docs::description(value.doc.as_ref()), code!("{}", CodeSpan(&wire))]);
    quote! { #docs #[serde(rename = #wire)] }
}

/// The function that tells absent from null.
fn present() -> TokenStream {
    quote! {
        /// A member that is there, whatever it holds: an absent one is not deserialised at all.
        pub(crate) fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
        where
            D: ::serde::Deserializer<'de>,
            T: ::serde::Deserialize<'de>,
        {
            T::deserialize(deserializer).map(Some)
        }
    }
}

/// The function that reads a boolean that is always the same, which typify does not hold to its value.
fn only() -> TokenStream {
    quote! {
        /// A boolean that has one value.
        pub(crate) fn only<'de, D, const KNOWN: bool>(deserializer: D) -> Result<bool, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            match <bool as ::serde::Deserialize>::deserialize(deserializer)? {
                value if value == KNOWN => Ok(value),
                value => Err(<D::Error as ::serde::de::Error>::custom(format_args!("expected {KNOWN}, not {value}"))),
            }
        }
    }
}

/// The type of a value that may be blank.
fn blank() -> TokenStream {
    quote! {
        /// A value, or the `""` that stands for no value.
        #[derive(::serde::Serialize, ::serde::Deserialize, Clone, Debug, PartialEq)]
        #[serde(untagged)]
        pub enum Blank<T> {
            /// No value.
            Blank(Empty),
            /// A value.
            Value(T),
        }

        impl<T> Blank<T> {
            /// The value, where there is one.
            pub fn value(&self) -> Option<&T> {
                match self {
                    Self::Value(value) => Some(value),
                    Self::Blank(Empty::Empty) => None,
                }
            }
        }

        /// The string `""`.
        #[derive(::serde::Serialize, ::serde::Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Empty {
            /// `""`
            #[serde(rename = "")]
            Empty,
        }
    }
}
