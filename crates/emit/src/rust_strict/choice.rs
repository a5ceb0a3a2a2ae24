//! Unions with several alternatives that take objects: what their crate is told to choose by, and how they are deserialised. Other unions
//! are serde's untagged enums.

use std::collections::BTreeSet;

use eventspec_catalog::{Catalog, Field, Literal, Type, TypeKind, Unlisted, Variant, type_phrase};
use eventspec_runtime::JsonKind;
use proc_macro2::{Ident as Token, Span, TokenStream};
use quote::quote;
use syn::parse::Parser;
use syn::punctuated::Punctuated;

use crate::error::Fault;
use crate::write::{Code, Rust, parse_file, unparsed};

/// The module that chooses.
pub(super) fn module() -> Code<Rust> {
    Code::literal(include_str!("emitted/choice.rs"))
}

/// Whether a type of the catalogue has to choose.
pub(super) fn is_needed(catalog: &Catalog) -> bool {
    catalog.types.iter().filter_map(|def| def.kind.alternatives()).any(|alternatives| chooses(catalog, alternatives))
}

fn chooses(catalog: &Catalog, alternatives: &[Variant]) -> bool {
    let takes_objects = |variant: &&Variant| catalog.json_kinds(&variant.ty).contains(&JsonKind::Object);
    alternatives.iter().filter(takes_objects).count() > 1
}

/// What a union chooses by, if it has to choose.
pub(super) fn table(catalog: &Catalog, union: &Type, alternatives: &[Variant]) -> Option<TokenStream> {
    if !chooses(catalog, alternatives) {
        return None;
    }
    let expected = type_phrase(catalog, union);
    let tag = catalog.tag(alternatives);
    let tag_name = option(tag.map(|tag| quote! { #tag }));
    let alternatives = alternatives.iter().map(|variant| alternative(catalog, tag, &variant.ty));
    Some(quote! { Union { expected: #expected, tag: #tag_name, alternatives: &[#(#alternatives),*] } })
}

fn alternative(catalog: &Catalog, tag: Option<&str>, ty: &Type) -> TokenStream {
    if ty.is_any() {
        return quote! { Alternative::Any };
    }
    if let Some(value) = ty.value() {
        let kinds = kinds(catalog.json_kinds(value));
        return quote! { Alternative::Map(#kinds) };
    }
    let Some(kind @ TypeKind::Object { fields, .. }) = catalog.kind(ty) else {
        let kinds = kinds(catalog.json_kinds(ty));
        return quote! { Alternative::Other(#kinds) };
    };
    let tag = tag.and_then(|tag| catalog.tag_field(tag, ty)).map(|tag| &tag.name);
    let tag = option(fields.iter().position(|field| Some(&field.name) == tag).map(|index| quote! { #index }));
    let has_rest = kind.unlisted().and_then(Unlisted::rest).is_some();
    let fields = fields.iter().map(|it| field(catalog, it));
    quote! { Alternative::Object(Object { fields: &[#(#fields),*], tag: #tag, has_rest: #has_rest }) }
}

fn field(catalog: &Catalog, field: &Field) -> TokenStream {
    let (name, aliases, required, blank) = (&field.name, &field.aliases, field.required, field.blank);
    let null = field.nullable.then_some(JsonKind::Null);
    let kinds = kinds(catalog.json_kinds(&field.ty).into_iter().chain(null));
    let values = catalog.kind(&field.ty).filter(|kind| kind.is_closed()).and_then(TypeKind::values);
    let known = option(values.map(|values| {
        let values = values.iter().map(|value| known(&value.value));
        quote! { &[#(#values),*] }
    }));
    quote! {
        Field { names: &[#name #(, #aliases)*], required: #required, kinds: #kinds, blank: #blank, known: #known }
    }
}

fn kinds(kinds: impl IntoIterator<Item = JsonKind>) -> TokenStream {
    let names: BTreeSet<String> = kinds.into_iter().map(|kind| format!("{kind:?}")).collect();
    let names = names.iter().map(|name| Token::new(name, Span::call_site()));
    quote! { &[#(Kind::#names),*] }
}

fn known(value: &Literal) -> TokenStream {
    match value {
        Literal::Text(text) => quote! { Known::Text(#text) },
        Literal::Integer(integer) => quote! { Known::Integer(#integer) },
        Literal::Boolean(boolean) => quote! { Known::Boolean(#boolean) },
    }
}

fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote! { None }, |value| quote! { Some(#value) })
}

/// Takes the derived `Deserialize` from an enum, and makes one that chooses.
pub(super) fn deserialize(item: &mut syn::ItemEnum, table: &TokenStream) -> Result<Vec<syn::Item>, Fault> {
    without_derive(&mut item.attrs)?;
    let name = &item.ident;
    let readers = item.variants.iter().map(|variant| {
        let variant = &variant.ident;
        quote! { |json| ::serde::Deserialize::deserialize(json).map(Self::#variant) }
    });
    let tokens = quote! {
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D>(deserializer: D) -> Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                use crate::choice::{Alternative, Field, Kind, Known, Object, Union};
                const UNION: Union = #table;
                crate::choice::read(deserializer, &UNION, &[#(#readers),*])
            }
        }
    };
    parse_file(&tokens).map(|file| file.items)
}

fn without_derive(attrs: &mut [syn::Attribute]) -> Result<(), Fault> {
    for attr in attrs {
        let syn::Meta::List(list) = &mut attr.meta else { continue };
        if list.path.is_ident("derive") {
            let derived = Punctuated::<syn::Path, syn::Token![,]>::parse_terminated.parse2(list.tokens.clone());
            let derived = derived.map_err(|error| unparsed(&error, &list.tokens))?;
            let kept = derived.iter().filter(|path| path.segments.last().is_none_or(|it| it.ident != "Deserialize"));
            list.tokens = quote! { #(#kept),* };
        }
    }
    Ok(())
}
