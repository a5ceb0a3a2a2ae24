//! Static tables: what the runtime knows of a payload.

use eventspec_catalog::{Catalog, Field, LiteralKind, NamePlace, Scalar, TextOf, Type, TypeKind, UnixUnit, Unlisted};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::rust::included::{self, Shared};
use crate::rust::names;

/// A `Shape` of the fields of groups and of an object's own, as the static of a name.
pub(crate) fn shape(
    catalog: &Catalog,
    static_name: &str,
    name: &str,
    included: &[Shared<'_>],
    (own, unlisted): (&[Field], &Unlisted),
    name_places: &[NamePlace],
) -> TokenStream {
    let static_name = format_ident!("{static_name}");
    let count = included::count(included) + own.len();
    let alias_count = included.iter().flat_map(Shared::fields).chain(own).map(|field| field.aliases.len()).sum();
    let size = Literal::usize_unsuffixed(eventspec_runtime::index_size(count + alias_count));
    let [count, alias_count] = [count, alias_count].map(Literal::usize_unsuffixed);
    let (own_part, fields, aliases) = if included.is_empty() {
        (None, field_defs(catalog, own.iter()), aliases(own.iter()))
    } else {
        let own_part = (!own.is_empty()).then(|| part(catalog, &quote! { static OWN }, own.iter()));
        let parts = parts(included, own_part.as_ref());
        let narrowed = included.iter().filter_map(|shared| {
            let (name, fields) = (narrowed(shared), shared.narrowed.clone()?);
            Some(part(catalog, &quote! { static #name }, fields.into_iter()))
        });
        (Some(quote! { #(#narrowed)* #own_part }), quote! { rt::fields(#parts) }, quote! { rt::aliases(#parts) })
    };
    let rest = rest(catalog, unlisted);
    let name_places = name_places.iter().map(|place| {
        let pointer = place.pointer.to_json_pointer();
        let aliases = place.aliases.iter().map(ToString::to_string);
        quote! { rt::NamePlace { pointer: #pointer, aliases: &[#(#aliases),*] } }
    });
    quote! {
        pub(crate) static #static_name: rt::Shape = rt::Shape {
            name: #name,
            fields: &FIELDS,
            aliases: &ALIASES,
            index: &INDEX,
            rest: #rest,
            name_places: &[#(#name_places),*],
        };
        static FIELDS: [rt::FieldDef; #count] = #fields;
        static ALIASES: [(&str, usize); #alias_count] = #aliases;
        static INDEX: [u32; #size] = rt::index(&FIELDS, &ALIASES);
        #own_part
    }
}

/// The type of the members that no field lists, if there is one.
fn rest(catalog: &Catalog, unlisted: &Unlisted) -> TokenStream {
    let Some(rest) = unlisted.rest() else { return quote! { ::core::option::Option::None } };
    let (kind, nullable) = (kind(catalog, &rest.ty), rest.nullable);
    quote! { ::core::option::Option::Some(rt::RestDef { kind: #kind, nullable: #nullable }) }
}

/// The parts of an object that includes groups.
fn parts(included: &[Shared<'_>], own: Option<&TokenStream>) -> TokenStream {
    let shared = included.iter().map(|shared| {
        if shared.narrowed.is_some() {
            let name = narrowed(shared);
            return quote! { &#name };
        }
        let module = names::module(&shared.group.ident);
        quote! { &crate::groups::#module::PART }
    });
    let parts = shared.chain(own.map(|_| quote! { &OWN }));
    quote! { &[#(#parts),*] }
}

/// The static with the fields of a group that are narrower in an object: named by where they begin.
fn narrowed(shared: &Shared<'_>) -> Ident {
    format_ident!("FROM_{}", shared.first)
}

/// Fields that are a part of an object, as a static.
pub(crate) fn part<'f>(
    catalog: &Catalog,
    static_name: &TokenStream,
    fields: impl Iterator<Item = &'f Field> + Clone,
) -> TokenStream {
    let (fields, aliases) = (field_defs(catalog, fields.clone()), aliases(fields));
    quote! {
        #static_name: rt::Part = rt::Part { fields: &#fields, aliases: &#aliases };
    }
}

fn field_defs<'f>(catalog: &Catalog, fields: impl Iterator<Item = &'f Field>) -> TokenStream {
    let defs = fields.map(|field| field_def(catalog, field));
    quote! { [#(#defs),*] }
}

fn aliases<'f>(fields: impl Iterator<Item = &'f Field>) -> TokenStream {
    let aliases = fields.enumerate().flat_map(|(index, field)| {
        let index = Literal::usize_unsuffixed(index);
        field.aliases.iter().map(move |alias| quote! { (#alias, #index) })
    });
    quote! { [#(#aliases),*] }
}

fn field_def(catalog: &Catalog, field: &Field) -> TokenStream {
    let name = &field.name;
    let kind = kind(catalog, &field.ty);
    let quoted = eventspec_runtime::quoted_key(name);
    let required = field.required.then(|| quote! { .required() });
    let nullable = field.nullable.then(|| quote! { .nullable() });
    let blank = field.blank.then(|| quote! { .blank() });
    quote! { rt::FieldDef::new(#name, #quoted, #kind) #required #nullable #blank }
}

/// A `Kind`.
pub(crate) fn kind(catalog: &Catalog, ty: &Type) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => scalar_kind(scalar),
        Type::List(item) => {
            let item = kind(catalog, item);
            quote! { rt::Kind::List(&#item) }
        }
        Type::Map(value) => {
            let value = kind(catalog, value);
            quote! { rt::Kind::Map(&#value) }
        }
        Type::Alias(_, ty) => kind(catalog, ty),
        Type::Nullable(inner) => {
            let inner = kind(catalog, inner);
            quote! { rt::Kind::Nullable(&#inner) }
        }
        Type::Named(id) => catalog.type_def(*id).map_or_else(
            || quote! { rt::Kind::Any },
            |def| {
                let module = names::module(&def.ident);
                match &def.kind {
                    TypeKind::Object { .. } => {
                        quote! { rt::Kind::Object(rt::Link::Static(&crate::types::#module::SHAPE)) }
                    }
                    TypeKind::Enum { values, closed } => match values.kind() {
                        LiteralKind::Text => {
                            quote! { rt::Kind::Enum { values: &crate::types::#module::VALUES, closed: #closed } }
                        }
                        LiteralKind::Integer => {
                            quote! { rt::Kind::Integers { values: &crate::types::#module::VALUES, closed: #closed } }
                        }
                        LiteralKind::Boolean => {
                            let value = values.boolean();
                            quote! { rt::Kind::Constant(#value) }
                        }
                    },
                    TypeKind::Union(_) => quote! { rt::Kind::Union(rt::Link::Static(&crate::types::#module::UNION)) },
                    TypeKind::Alias(field) => kind(catalog, &field.ty),
                }
            },
        ),
    }
}

fn scalar_kind(scalar: &Scalar) -> TokenStream {
    match scalar {
        Scalar::String => quote! { rt::Kind::String },
        Scalar::Number => quote! { rt::Kind::Number },
        Scalar::Integer => quote! { rt::Kind::Integer },
        Scalar::Boolean => quote! { rt::Kind::Boolean },
        Scalar::Timestamp => quote! { rt::Kind::Timestamp },
        Scalar::Unix(UnixUnit::Seconds) => quote! { rt::Kind::Unix(rt::UnixUnit::Seconds) },
        Scalar::Unix(UnixUnit::Millis) => quote! { rt::Kind::Unix(rt::UnixUnit::Millis) },
        Scalar::Rfc2822 => quote! { rt::Kind::Rfc2822 },
        Scalar::TimestampPattern(pattern) => {
            let pattern = pattern.as_str();
            quote! { rt::Kind::TimestampPattern(#pattern) }
        }
        Scalar::DateTime(pattern) => {
            let pattern = pattern.as_str();
            quote! { rt::Kind::DateTime(#pattern) }
        }
        Scalar::Date(pattern) => {
            let pattern = pattern.as_str();
            quote! { rt::Kind::Date(#pattern) }
        }
        Scalar::Uuid => quote! { rt::Kind::Uuid },
        Scalar::Uri => quote! { rt::Kind::Uri },
        Scalar::Email => quote! { rt::Kind::Email },
        Scalar::Text(of) => {
            let of = scalar_kind(&of.scalar());
            quote! { rt::Kind::Text(&#of) }
        }
        Scalar::Null => quote! { rt::Kind::Null },
        Scalar::Any => quote! { rt::Kind::Any },
    }
}

/// The Rust type that a value is read as.
pub(crate) fn rust_type(catalog: &Catalog, ty: &Type, lifetime: &TokenStream) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => scalar_type(scalar, lifetime),
        Type::List(item) => {
            let item = rust_type(catalog, item, lifetime);
            quote! { rt::List<#lifetime, #item> }
        }
        Type::Map(value) => {
            let value = rust_type(catalog, value, lifetime);
            quote! { rt::Map<#lifetime, #value> }
        }
        // What is in a list or map is a `Field`, which has a state for it.
        Type::Nullable(inner) | Type::Alias(_, inner) => rust_type(catalog, inner, lifetime),
        Type::Named(id) => catalog.type_def(*id).map_or_else(
            || quote! { rt::Json<#lifetime> },
            |def| {
                let own = || {
                    let name = names::pascal(&def.ident);
                    quote! { crate::types::#name<#lifetime> }
                };
                def.kind.read_as().map_or_else(own, |scalar| scalar_type(&scalar, lifetime))
            },
        ),
    }
}

/// The type that values of a scalar are read as.
pub(crate) enum ReadType {
    /// A type of the runtime that borrows the text.
    Borrowed(&'static str),
    /// A type of Rust's own that borrows nothing.
    Owned(&'static str),
}

/// The Rust type of each scalar.
pub(crate) fn read_type(scalar: &Scalar) -> ReadType {
    match scalar {
        Scalar::String | Scalar::Uuid | Scalar::Uri | Scalar::Email => ReadType::Borrowed("Text"),
        Scalar::Number => ReadType::Borrowed("Number"),
        Scalar::Integer => ReadType::Owned("i64"),
        Scalar::Boolean => ReadType::Owned("bool"),
        Scalar::Timestamp | Scalar::Rfc2822 | Scalar::TimestampPattern(_) => ReadType::Borrowed("Timestamp"),
        Scalar::DateTime(_) => ReadType::Borrowed("DateTime"),
        Scalar::Unix(UnixUnit::Seconds) => ReadType::Borrowed("UnixSeconds"),
        Scalar::Unix(UnixUnit::Millis) => ReadType::Borrowed("UnixMillis"),
        Scalar::Date(_) => ReadType::Borrowed("Date"),
        Scalar::Text(TextOf::Number) => ReadType::Borrowed("NumberText"),
        Scalar::Text(TextOf::Integer) => ReadType::Borrowed("IntegerText"),
        Scalar::Text(TextOf::Boolean) => ReadType::Borrowed("BooleanText"),
        Scalar::Text(TextOf::Unix(UnixUnit::Seconds)) => ReadType::Borrowed("UnixSecondsText"),
        Scalar::Text(TextOf::Unix(UnixUnit::Millis)) => ReadType::Borrowed("UnixMillisText"),
        Scalar::Null => ReadType::Owned("()"),
        Scalar::Any => ReadType::Borrowed("Json"),
    }
}

pub(crate) fn scalar_type(scalar: &Scalar, lifetime: &TokenStream) -> TokenStream {
    match read_type(scalar) {
        ReadType::Borrowed(name) => {
            let name = format_ident!("{name}");
            quote! { rt::#name<#lifetime> }
        }
        ReadType::Owned(name) => name.parse().unwrap_or_default(),
    }
}
