//! Named types: objects, enums, unions and aliases.

use eventspec_catalog::{Catalog, Field, LiteralKind, Scalar, TypeDef, TypeKind, Values, Variant};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::alternatives;
use crate::rust::payload::{self, Facts, Holder};
use crate::rust::tables::ReadType;
use crate::rust::{docs, names, tables};
use crate::write::{Code, CodeSpan, code};

/// The module of a named type.
pub(crate) fn emit(catalog: &Catalog, def: &TypeDef) -> TokenStream {
    let doc = docs::attributes(&[docs::description(def.doc.as_ref())]);
    match &def.kind {
        TypeKind::Object { fields, unlisted } => {
            let facts = Facts { wire: &def.name, ident: &def.ident, doc: &doc, own: (fields, unlisted) };
            payload::object(catalog, Holder::View, &facts, &[])
        }
        TypeKind::Enum { values, closed } => match def.kind.read_as() {
            Some(scalar) => plain(def, values, *closed, &scalar),
            None => enumeration(def, &doc, values),
        },
        TypeKind::Union(variants) => union(catalog, def, variants),
        TypeKind::Alias(field) => alias(catalog, def, &doc, field),
    }
}

/// The module of a type that only an event has: its table alone.
pub(crate) fn tables(catalog: &Catalog, def: &TypeDef) -> TokenStream {
    let table = match &def.kind {
        TypeKind::Object { fields, unlisted } => {
            tables::shape(catalog, "SHAPE", &def.name, &[], (fields, unlisted), &[])
        }
        TypeKind::Enum { values, .. } => known(values),
        TypeKind::Union(variants) => alternatives_table(catalog, variants),
        TypeKind::Alias(_) => TokenStream::new(),
    };
    quote! {
        use eventspec_runtime as rt;

        #table
    }
}

/// The table of the known values of an enum; a boolean needs none.
fn known(values: &Values) -> TokenStream {
    let count = Literal::usize_unsuffixed(values.len());
    match values.kind() {
        LiteralKind::Text => {
            let texts = values.texts();
            quote! { pub(crate) static VALUES: [&str; #count] = [#(#texts),*]; }
        }
        LiteralKind::Integer => {
            // A negative number is two tokens.
            let integers = values.integers().map(|it| it.to_string().parse::<TokenStream>().unwrap_or_default());
            quote! { pub(crate) static VALUES: [i64; #count] = [#(#integers),*]; }
        }
        LiteralKind::Boolean => TokenStream::new(),
    }
}

/// The table of the alternatives of a union.
fn alternatives_table(catalog: &Catalog, alternatives: &[Variant]) -> TokenStream {
    let kinds = alternatives.iter().map(|variant| tables::kind(catalog, &variant.ty));
    let no_tag = quote! { ::core::option::Option::None };
    let tag = catalog.tag(alternatives).map_or(no_tag, |tag| quote! { ::core::option::Option::Some(#tag) });
    quote! {
        pub(crate) static UNION: rt::Union = rt::Union { alternatives: &[#(#kinds),*], tag: #tag };
    }
}

/// Another name for what a value is read as. Accessors have the type itself, so a field may get a name for its type and lose it.
fn alias(catalog: &Catalog, def: &TypeDef, doc: &TokenStream, field: &Field) -> TokenStream {
    let name = names::pascal(&def.ident);
    let ty = tables::rust_type(catalog, &field.ty, &quote! { 'a });
    quote! {
        use eventspec_runtime as rt;

        #doc
        pub type #name<'a> = #ty;
    }
}

/// The integers or the boolean that are known: a name for the type that they are read as.
fn plain(def: &TypeDef, values: &Values, closed: bool, scalar: &Scalar) -> TokenStream {
    let (name, ty) = (names::pascal(&def.ident), tables::scalar_type(scalar, &TokenStream::new()));
    let doc = docs::attributes(&[docs::description(def.doc.as_ref()), docs::known_values(values, closed)]);
    let table = known(values);
    quote! {
        #table

        #doc
        pub type #name = #ty;
    }
}

fn enumeration(def: &TypeDef, doc: &TokenStream, values: &Values) -> TokenStream {
    let name = names::pascal(&def.ident);
    let wires: Vec<&str> = values.texts().collect();
    let variants: Vec<_> = values.iter().map(|value| names::value(&value.ident)).collect();
    let variant_docs = values.iter().map(|value| {
        let wire = code!("Wire value {}.", CodeSpan(&value.value.to_string()));
        docs::attributes(&[docs::description(value.doc.as_ref()), wire])
    });
    let table = known(values);
    quote! {
        use eventspec_runtime as rt;

        #table

        #doc
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name<'a> {
            #(#variant_docs #variants,)*
            #[doc = " A value that is not in the specification, as sent."]
            Other(rt::Text<'a>),
        }

        impl #name<'_> {
            #[doc = " The value on the wire."]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #wires,)*
                    Self::Other(value) => value,
                }
            }
        }

        impl ::core::convert::From<#name<'_>> for rt::Input<#name<'static>> {
            fn from(value: #name<'_>) -> Self {
                rt::input_text(value.as_str())
            }
        }

        impl<'a> ::core::convert::From<rt::Text<'a>> for #name<'a> {
            fn from(value: rt::Text<'a>) -> Self {
                match value.as_ref() {
                    #(#wires => Self::#variants,)*
                    _ => Self::Other(value),
                }
            }
        }

        impl<'a> rt::Value<'a> for #name<'a> {
            fn read(json: rt::Json<'a>, _: &'static rt::Kind) -> ::core::option::Option<Self> {
                json.string().map(Self::from)
            }
        }

        #[cfg(feature = "serde")]
        rt::text_serde!(#name<'_>, |text| ::core::option::Option::Some(rt::Text::Owned(text).into()));
    }
}

fn union(catalog: &Catalog, def: &TypeDef, alternatives: &[Variant]) -> TokenStream {
    let told_apart = alternatives::told_apart(catalog, alternatives);
    let doc = docs::attributes(&[docs::description(def.doc.as_ref()), told_apart]);
    let name = names::pascal(&def.ident);
    let variants: Vec<_> = alternatives.iter().map(|variant| names::value(&variant.ident)).collect();
    let types = alternatives.iter().map(|variant| tables::rust_type(catalog, &variant.ty, &quote! { 'a }));
    let variant_docs = alternatives.iter().map(|variant| {
        let value = code!("A value of type {}", docs::type_name(catalog, &variant.ty));
        docs::attributes(&[code!("{}.", alternatives::with_tag(catalog, alternatives, &variant.ty, value))])
    });
    let table = alternatives_table(catalog, alternatives);
    // Booleans and integers borrow nothing, and a lifetime has to be used.
    let is_owned =
        alternatives.iter().all(|variant| catalog.read_as(&variant.ty).is_some_and(|scalar| is_read_by_value(&scalar)));
    let (never, no_value) = if is_owned {
        let lifetime = quote! { ::core::marker::PhantomData<&'a ()> };
        (
            quote! { #[doc(hidden)] Never(::core::convert::Infallible, #lifetime), },
            quote! { Self::Never(never, _) => match *never {}, },
        )
    } else {
        (TokenStream::new(), TokenStream::new())
    };
    let indexes = (0..alternatives.len()).map(Literal::usize_unsuffixed);
    let tag = catalog.tag_of_others(alternatives);
    let other = has_variant_for_others(catalog, alternatives).then(|| {
        let doc = match tag {
            Some(tag) => {
                code!("An object whose {} is that of no alternative, as sent: it is not looked into.", CodeSpan(tag))
            }
            None => Code::literal("An object that matches no alternative. At present, every object matches one."),
        };
        let doc = docs::attributes(&[doc]);
        quote! { #doc Other(rt::Json<'a>), }
    });
    let none_other = quote! { rt::Choice::Other(_) | rt::Choice::Alternative(..) => ::core::option::Option::None, };
    let read_other = other.as_ref().map_or(none_other, |_| {
        quote! {
            rt::Choice::Other(_) => ::core::option::Option::Some(Self::Other(json)),
            rt::Choice::Alternative(..) => ::core::option::Option::None,
        }
    });
    let serialize_other =
        other.is_some().then(|| quote! { Self::Other(value) => rt::serde::Serialize::serialize(value, serializer), });
    let instant = instant(&name, alternatives, other.is_some());
    quote! {
        use eventspec_runtime as rt;

        #table

        #doc
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name<'a> {
            #(#variant_docs #variants(#types),)*
            #other
            #never
        }

        #instant

        impl<'a> rt::Value<'a> for #name<'a> {
            fn read(json: rt::Json<'a>, kind: &'static rt::Kind) -> ::core::option::Option<Self> {
                match rt::choose(json, kind)? {
                    #(rt::Choice::Alternative(#indexes, kind) => rt::Value::read(json, kind).map(Self::#variants),)*
                    #read_other
                }
            }
        }

        #[cfg(feature = "serde")]
        impl rt::serde::Serialize for #name<'_> {
            fn serialize<S: rt::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    #(Self::#variants(value) => rt::serde::Serialize::serialize(value, serializer),)*
                    #serialize_other
                    #no_value
                }
            }
        }
    }
}

/// Whether a union has a variant for objects that match no alternative: if there may be a tag, so that code which has it compiles
/// whether or not there is one.
pub(crate) fn has_variant_for_others(catalog: &Catalog, alternatives: &[Variant]) -> bool {
    alternatives.iter().filter(|variant| catalog.is_object(&variant.ty)).nth(1).is_some()
}

/// The point in time of a union that has timestamps. An `Option` even of one that has nothing else, so that another alternative breaks
/// no source.
fn instant(name: &Ident, alternatives: &[Variant], has_other: bool) -> TokenStream {
    let is_instant = |variant: &&Variant| variant.ty.scalar().is_some_and(Scalar::is_instant);
    let (times, others): (Vec<&Variant>, Vec<&Variant>) = alternatives.iter().partition(is_instant);
    if times.is_empty() {
        return TokenStream::new();
    }
    let arms = times.iter().map(|variant| {
        let (name, in_text) = (names::value(&variant.ident), variant.ty.scalar().and_then(Scalar::text_of).is_some());
        let value = if in_text {
            quote! { value.value() }
        } else {
            quote! { value }
        };
        quote! { Self::#name(value) => ::core::option::Option::Some(#value.instant()), }
    });
    let mut others: Vec<_> = others.iter().map(|variant| names::value(&variant.ident)).collect();
    others.extend(has_other.then(|| format_ident!("Other")));
    let others = (!others.is_empty()).then(|| quote! { #(Self::#others(_))|* => ::core::option::Option::None, });
    quote! {
        impl #name<'_> {
            /// The point in time, if the value is a timestamp of any form.
            pub fn instant(&self) -> ::core::option::Option<rt::Instant> {
                match self {
                    #(#arms)*
                    #others
                }
            }
        }
    }
}

/// Whether values of a scalar are read into types that borrow nothing.
fn is_read_by_value(scalar: &Scalar) -> bool {
    matches!(tables::read_type(scalar), ReadType::Owned(_))
}
