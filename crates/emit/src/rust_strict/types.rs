//! The types: typify's output with names, documentation and states put in.

use std::collections::HashMap;

use eventspec_catalog::{Catalog, EnumValue};
use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use quote::quote;
use serde_json::Value;
use typify_impl::{TypeSpace, TypeSpaceSettings};

use super::annotations::{self, Member, Name, Shape, attributes};
use super::typify_input;
use crate::rust::docs;
use crate::write::{Code, CodeSpan, Rust, code};

/// The module. It is large, so each item is finished and printed by itself: of all that there is never more than the tokens.
pub(super) fn emit(catalog: &Catalog) -> Code<Rust> {
    let published = typify_input::published(catalog);
    let made = typify(&typify_input::schema(catalog, &published)).unwrap_or_default();
    let shapes = annotations::shapes(catalog, &published);
    let members = || shapes.values().flat_map(|shape| &shape.members);
    let present = members().any(|member| member.optional).then(present);
    let blank = members().any(|member| member.blank).then(blank);
    let names = annotations::names(catalog);
    let made = items(made).map(|tokens| finished(named(tokens, &names), &shapes));
    let head = Code::of_tokens(&quote! { #![doc = " The types of payloads and of what is in them."] });
    let helpers = blank.iter().chain(&present).map(Code::of_tokens);
    Code::join(std::iter::once(head).chain(made).chain(helpers), "")
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

/// An item with the documentation, the names and the states that typify was not told.
fn finished(tokens: TokenStream, shapes: &HashMap<String, Shape<'_>>) -> Code<Rust> {
    let mut file: Result<syn::File, TokenStream> = syn::parse2(tokens.clone()).map_err(|_| tokens);
    for item in file.iter_mut().flat_map(|file| &mut file.items) {
        match item {
            syn::Item::Struct(item) => finish_struct(item, shapes),
            syn::Item::Enum(item) => finish_enum(item, shapes),
            _ => {}
        }
    }
    Code::of_file(&file)
}

/// Has typify make types. The schema crosses as text: typify is linked with another version of schemars. That it is
/// a schema and that typify knows every construct in it is by construction of [`feed`].
fn typify(schema: &Value) -> Option<TokenStream> {
    let number = serde_json::from_str(r#"{"type":"number"}"#).ok()?;
    let mut settings = TypeSpaceSettings::default();
    settings
        .with_conversion(number, "::serde_json::Number", [].into_iter())
        .with_map_type("::std::collections::BTreeMap")
        .with_derive("PartialEq".to_owned());
    let mut space = TypeSpace::new(&settings);
    space.add_root_schema(serde_json::from_str(&schema.to_string()).ok()?).ok()?;
    Some(space.to_stream())
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
fn document(attrs: &mut Vec<syn::Attribute>, docs: &TokenStream) {
    attrs.retain(|attr| !attr.path().is_ident("doc"));
    let mut documented = attributes(docs.clone());
    documented.append(attrs);
    *attrs = documented;
}

fn finish_struct(item: &mut syn::ItemStruct, shapes: &HashMap<String, Shape<'_>>) {
    let Some(shape) = shapes.get(&item.ident.to_string()) else { return };
    document(&mut item.attrs, &shape.docs);
    let syn::Fields::Named(fields) = &mut item.fields else { return };
    if shape.members.iter().all(|member| member.optional) {
        item.attrs.extend(attributes(quote! { #[derive(Default)] }));
    }
    // typify sorts by name, and the placeholders are in order.
    let made = std::mem::take(&mut fields.named);
    fields.named = made.into_iter().filter_map(|field| finish_field(field, &shape.members)).collect();
}

/// A member, or the map of unknown members; nothing for the one that stood in for no members.
fn finish_field(mut field: syn::Field, members: &[Member]) -> Option<syn::Field> {
    let name = field.ident.as_ref()?.to_string();
    let Some(index) = typify_input::member_index(&name) else {
        // Fields have no identifier that ends with an underscore, but for keywords.
        field.ident = Some(proc_macro2::Ident::new("extra_", proc_macro2::Span::call_site()));
        field.attrs.splice(0..0, attributes(quote! { #[doc = " Members that the specification does not know."] }));
        return Some(field);
    };
    let member = members.get(index)?;
    field.attrs.clone_from(&member.attrs);
    field.ident = Some(member.ident.clone());
    field.ty = syn::parse2(member.ty(&field.ty)).unwrap_or(field.ty);
    Some(field)
}

fn finish_enum(item: &mut syn::ItemEnum, shapes: &HashMap<String, Shape<'_>>) {
    let Some(shape) = shapes.get(&item.ident.to_string()) else { return };
    document(&mut item.attrs, &shape.docs);
    for (variant, value) in item.variants.iter_mut().zip(shape.values) {
        variant.attrs = attributes(value_attributes(value));
    }
}

fn value_attributes(value: &EnumValue) -> TokenStream {
    let wire = &value.value;
    let mut paragraphs: Vec<_> = value.doc.iter().map(|doc| docs::prose(doc)).collect();
    paragraphs.push(code!("{}", CodeSpan(wire)));
    let docs = docs::attributes(&paragraphs);
    quote! { #docs #[serde(rename = #wire)] }
}

/// The function that tells absent from null.
fn present() -> TokenStream {
    quote! {
        /// A member that is there, whatever it holds: an absent one is not deserialised at all.
        fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
        where
            D: ::serde::Deserializer<'de>,
            T: ::serde::Deserialize<'de>,
        {
            T::deserialize(deserializer).map(Some)
        }
    }
}

/// The type of what may come as `""`.
fn blank() -> TokenStream {
    quote! {
        /// A value, or the `""` that is sent where there is none.
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
