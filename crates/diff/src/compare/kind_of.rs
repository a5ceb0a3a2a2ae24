//! What kind of change it is when one type takes the place of another.

use eventspec_catalog::{
    Catalog, Field, JsonType, LiteralKind, Scalar, ScalarName, TextOf, TimePattern, Type, TypeDef, TypeKind,
};
use eventspec_payloads::times::Written;
use eventspec_runtime::Instant;
use eventspec_runtime::formats::{self, TimeParts};

use crate::kinds::Kind;

/// A type in the words of the specification.
pub(super) fn describe(catalog: &Catalog, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar.spelling(),
        Type::List(item) => format!("list<{}>", describe(catalog, item)),
        Type::Map(value) => format!("map<{}>", describe(catalog, value)),
        Type::Nullable(inner) => format!("{}?", describe(catalog, inner)),
        Type::Named(id) | Type::Alias(id, _) => match catalog.type_def(*id) {
            Some(def) if def.is_in_place() => in_place(catalog, def),
            Some(def) => def.name.clone(),
            None => String::new(),
        },
    }
}

fn in_place(catalog: &Catalog, def: &TypeDef) -> String {
    match &def.kind {
        TypeKind::Union(variants) => {
            variants.iter().map(|variant| describe(catalog, &variant.ty)).collect::<Vec<_>>().join(" | ")
        }
        TypeKind::Enum { values, closed } => {
            let closed = if *closed { "closed " } else { "" };
            match def.kind.read_as() {
                None => format!("{closed}enum"),
                Some(scalar) if values.len() == 1 => format!("{closed}enum of one {}", scalar.spelling()),
                Some(scalar) => format!("{closed}enum of {}s", scalar.spelling()),
            }
        }
        TypeKind::Object { .. } => "object".to_owned(),
        TypeKind::Alias(field) => describe(catalog, &field.ty),
    }
}

/// What a field may be beside a value.
pub(super) fn states(field: &Field) -> Vec<&'static str> {
    let states = [
        (field.required, "required"),
        (field.nullable, "nullable"),
        (field.blank, "blank"),
        (field.deprecated.is_some(), "deprecated"),
    ];
    states.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect()
}

/// What a type is to this comparison.
enum Shape {
    Any,
    Text,
    /// UUID, URI, e-mail address: a text in code.
    Format,
    /// A time in a string.
    Time(ScalarName),
    /// A number that counts since 1970.
    Unix,
    /// The JSON text of something.
    Written,
    Number,
    Integer,
    Enum {
        closed: bool,
    },
    /// Known integers, or a constant boolean.
    Listed {
        kind: LiteralKind,
        closed: bool,
    },
    Boolean,
    Union,
    Other,
}

fn shape(catalog: &Catalog, ty: &Type) -> Shape {
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::Any => Shape::Any,
            Scalar::String => Shape::Text,
            Scalar::Number => Shape::Number,
            Scalar::Integer => Shape::Integer,
            Scalar::Boolean => Shape::Boolean,
            Scalar::Null => Shape::Other,
            Scalar::Uuid | Scalar::Uri | Scalar::Email => Shape::Format,
            Scalar::Timestamp
            | Scalar::Rfc2822
            | Scalar::TimestampPattern(_)
            | Scalar::DateTime(_)
            | Scalar::Date(_) => Shape::Time(scalar.row().name),
            Scalar::Unix(_) => Shape::Unix,
            Scalar::Text(_) => Shape::Written,
        },
        Type::Named(id) => match catalog.type_def(*id).map(|def| &def.kind) {
            Some(TypeKind::Enum { values, closed }) => match values.kind() {
                LiteralKind::Text => Shape::Enum { closed: *closed },
                kind @ (LiteralKind::Integer | LiteralKind::Boolean) => Shape::Listed { kind, closed: *closed },
            },
            Some(TypeKind::Union(_)) => Shape::Union,
            Some(TypeKind::Object { .. } | TypeKind::Alias(_)) | None => Shape::Other,
        },
        Type::List(_) | Type::Map(_) => Shape::Other,
        Type::Nullable(inner) | Type::Alias(_, inner) => shape(catalog, inner),
    }
}

/// The kind of change; `None` if the types are the same.
pub(super) fn kind_of(was: &Catalog, old: &Type, is: &Catalog, new: &Type) -> Option<Kind> {
    if same(was, old, is, new) {
        return None;
    }
    Some(match (shape(was, old), shape(is, new)) {
        (_, Shape::Any) => Kind::WidenedToAny,
        (Shape::Any, _) => Kind::NarrowedFromAny,
        (Shape::Union, Shape::Union) => Kind::Retyped,
        (_, Shape::Union) if includes((is, new), (was, old)) => Kind::WidenedToUnion,
        (Shape::Union, _) if includes((was, old), (is, new)) => Kind::NarrowedFromUnion,
        (Shape::Text, Shape::Format) => Kind::FormatAdded,
        (Shape::Text, Shape::Time(_)) | (Shape::Number, Shape::Unix) => Kind::DateAdded,
        (Shape::Unix, Shape::Unix) | (Shape::Written, Shape::Written) if another_unit(old, new) => Kind::UnitChanged,
        (Shape::Written, Shape::Written) if texts(old, new).is_some() => texts(old, new)?,
        (Shape::Text, Shape::Written) => Kind::StringToText,
        (Shape::Written, Shape::Text) => Kind::TextToString,
        (Shape::Written, Shape::Written | Shape::Format | Shape::Time(_))
        | (Shape::Format | Shape::Time(_), Shape::Written) => Kind::TextChanged,
        (Shape::Format, Shape::Text) => Kind::FormatRemoved,
        (Shape::Time(_), Shape::Text) | (Shape::Unix, Shape::Number) => Kind::DateRemoved,
        (Shape::Time(_), Shape::Time(_)) if swapped_time(old, new).is_some() => Kind::DatePartsSwapped,
        (Shape::Format, Shape::Format) => Kind::FormatChanged,
        (Shape::Time(was), Shape::Time(is)) if was == is => Kind::FormatChanged,
        (Shape::Format | Shape::Time(_), Shape::Format | Shape::Time(_)) => Kind::DateChanged,
        (Shape::Text, Shape::Enum { closed: false }) => Kind::StringToOpenEnum,
        (Shape::Text, Shape::Enum { closed: true }) => Kind::StringToClosedEnum,
        (Shape::Enum { closed: false }, Shape::Text) => Kind::OpenEnumToString,
        (Shape::Enum { closed: true }, Shape::Text) => Kind::ClosedEnumToString,
        (old, Shape::Listed { kind, closed }) if is_all_of(&old, kind) => {
            if closed {
                Kind::ToClosedValues
            } else {
                Kind::IntegerToOpenValues
            }
        }
        (Shape::Listed { kind, closed }, new) if is_all_of(&new, kind) => {
            if closed {
                Kind::ClosedValuesLifted
            } else {
                Kind::OpenValuesToInteger
            }
        }
        (Shape::Integer, Shape::Number) => Kind::IntegerToNumber,
        (Shape::Number, Shape::Integer) => Kind::NumberToInteger,
        _ if includes((is, new), (was, old)) => Kind::TypeWidened,
        _ if includes((was, old), (is, new)) => Kind::TypeNarrowed,
        _ => Kind::Retyped,
    })
}

/// Whether a type is the one that has all values of a kind.
fn is_all_of(shape: &Shape, kind: LiteralKind) -> bool {
    matches!(
        (shape, kind),
        (Shape::Integer, LiteralKind::Integer)
            | (Shape::Boolean, LiteralKind::Boolean)
            | (Shape::Text, LiteralKind::Text)
    )
}

/// The kind of change of the text of one type to that of another, if one has all texts of the other.
fn texts(old: &Type, new: &Type) -> Option<Kind> {
    let of = |ty: &Type| ty.scalar().and_then(Scalar::text_of);
    match (of(old)?, of(new)?) {
        (TextOf::Integer, TextOf::Number) => Some(Kind::IntegerToNumber),
        (TextOf::Number, TextOf::Integer) => Some(Kind::NumberToInteger),
        (TextOf::Number, TextOf::Unix(_)) => Some(Kind::DateAdded),
        (TextOf::Unix(_), TextOf::Number) => Some(Kind::DateRemoved),
        (TextOf::Number | TextOf::Integer | TextOf::Boolean | TextOf::Unix(_), _) => None,
    }
}

/// Whether two types are the same, or one has all values of the other.
pub(crate) fn are_related(was: &Catalog, old: &Type, is: &Catalog, new: &Type) -> bool {
    includes((was, old), (is, new)) || includes((is, new), (was, old))
}

/// Whether every value of one type is a value of another.
pub(super) fn includes(all: (&Catalog, &Type), some: (&Catalog, &Type)) -> bool {
    let alternatives = |(catalog, ty): (&'_ Catalog, &Type)| -> Option<Vec<Type>> {
        let variants = catalog.kind(ty).and_then(TypeKind::alternatives)?;
        Some(variants.iter().map(|variant| variant.ty.clone()).collect())
    };
    if same(all.0, all.1, some.0, some.1) {
        return true;
    }
    let ((all_but_null, takes_null), (some_but_null, has_null)) = (all.1.without_null(), some.1.without_null());
    if takes_null && some.1.is_null() {
        return true;
    }
    if takes_null || has_null {
        return (takes_null || !has_null) && includes((all.0, all_but_null), (some.0, some_but_null));
    }
    // Alternatives are never unions, so this ends.
    if let Some(parts) = alternatives(some) {
        return parts.iter().all(|part| includes(all, (some.0, part)));
    }
    if let Some(parts) = alternatives(all) {
        return parts.iter().any(|part| includes((all.0, part), some));
    }
    match (shape(all.0, all.1), shape(some.0, some.1)) {
        (Shape::Integer | Shape::Number, Shape::Listed { kind: LiteralKind::Integer, .. })
        | (Shape::Boolean, Shape::Listed { kind: LiteralKind::Boolean, .. })
        | (Shape::Any, _)
        | (Shape::Number, Shape::Integer | Shape::Unix)
        | (Shape::Text, Shape::Format | Shape::Time(_) | Shape::Written | Shape::Enum { .. }) => true,
        _ => includes_parts(all, some),
    }
}

/// The same of types with parts.
fn includes_parts(all: (&Catalog, &Type), some: (&Catalog, &Type)) -> bool {
    match (all.1.target(), some.1.target()) {
        (Type::List(items), Type::List(others)) | (Type::Map(items), Type::Map(others)) => {
            includes((all.0, items), (some.0, others))
        }
        (Type::Map(value), Type::Named(_)) => {
            value.is_any() && some.0.kind(some.1).is_some_and(|kind| kind.fields().is_some())
        }
        (Type::Scalar(_) | Type::Named(_) | Type::Alias(..) | Type::List(_) | Type::Map(_) | Type::Nullable(_), _) => {
            false
        }
    }
}

/// Whether both types are unix times, and count in different units.
fn another_unit(old: &Type, new: &Type) -> bool {
    let unit = |ty: &Type| ty.scalar().and_then(Scalar::unix);
    unit(old).zip(unit(new)).is_some_and(|(old, new)| old != new)
}

/// A text of the first type that the second takes for another time.
pub(crate) fn swapped_time(from: &Type, to: &Type) -> Option<String> {
    let (from, to) = (from.scalar()?, to.scalar()?);
    // That of RFC 3339 is one of several that it has.
    let pattern = from.pattern().cloned().unwrap_or_else(TimePattern::of_rfc3339);
    let all_distinct = Written { day: [2006, 1, 2], clock: [3, 4], second: "05".to_owned(), zone: "Z" };
    let text = all_distinct.text(&pattern);
    (meaning(from, &text)? != meaning(to, &text)?).then_some(text)
}

/// What a text says to a type, if it is a time to it.
#[derive(Debug, PartialEq)]
pub(crate) enum Meaning {
    /// A point in time.
    Instant(Instant),
    /// The parts of a time whose offset is not stated.
    Parts(TimeParts),
}

/// What a text says to a type.
pub(crate) fn meaning(scalar: &Scalar, text: &str) -> Option<Meaning> {
    match scalar {
        Scalar::Timestamp => formats::instant(text).map(Meaning::Instant),
        Scalar::Rfc2822 => formats::rfc2822(text).map(Meaning::Instant),
        Scalar::TimestampPattern(pattern) => formats::pattern_instant(text, pattern.as_str()).map(Meaning::Instant),
        Scalar::Unix(unit) | Scalar::Text(TextOf::Unix(unit)) => formats::unix(text, *unit).map(Meaning::Instant),
        Scalar::DateTime(pattern) | Scalar::Date(pattern) => formats::time(text, pattern.as_str()).map(Meaning::Parts),
        Scalar::String
        | Scalar::Number
        | Scalar::Integer
        | Scalar::Boolean
        | Scalar::Uuid
        | Scalar::Uri
        | Scalar::Email
        | Scalar::Text(TextOf::Number | TextOf::Integer | TextOf::Boolean)
        | Scalar::Null
        | Scalar::Any => None,
    }
}

/// Whether two types are the same by name, and under all names that stand for one.
pub(crate) fn same(was: &Catalog, old: &Type, is: &Catalog, new: &Type) -> bool {
    match (old.target(), new.target()) {
        (Type::List(old), Type::List(new))
        | (Type::Map(old), Type::Map(new))
        | (Type::Nullable(old), Type::Nullable(new)) => same(was, old, is, new),
        (Type::Named(a), Type::Named(b)) => {
            let name = |catalog: &Catalog, id| catalog.type_def(id).map(|def| def.name.clone());
            let are_like = was.type_def(*a).zip(is.type_def(*b)).is_none_or(|(was, is)| was.kind.is_like(&is.kind));
            name(was, *a) == name(is, *b) && are_like
        }
        (Type::Scalar(old), Type::Scalar(new)) => old == new,
        (Type::Scalar(_) | Type::Named(_) | Type::Alias(..) | Type::List(_) | Type::Map(_) | Type::Nullable(_), _) => {
            false
        }
    }
}

/// What `""` is to a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Blankness {
    /// Nothing of it.
    None,
    /// A string in code, and not of its format.
    Format,
    /// A string in code and to validators.
    OpenEnum,
    /// A value.
    Value,
}

pub(crate) fn blankness(catalog: &Catalog, ty: &Type) -> Blankness {
    match ty {
        Type::Scalar(scalar) => {
            let row = scalar.row();
            match row.json {
                JsonType::Any | JsonType::String if row.takes_empty => Blankness::Value,
                JsonType::String => Blankness::Format,
                JsonType::Any | JsonType::Boolean | JsonType::Number | JsonType::Null => Blankness::None,
            }
        }
        Type::Named(id) => match catalog.type_def(*id).map(|def| &def.kind) {
            Some(TypeKind::Enum { values, .. }) if values.iter().any(|value| value.value.is_blank()) => {
                Blankness::Value
            }
            Some(TypeKind::Enum { values, closed: false }) if values.kind() == LiteralKind::Text => Blankness::OpenEnum,
            // Alternatives are never unions, so this ends.
            Some(TypeKind::Union(variants)) => {
                variants.iter().map(|variant| blankness(catalog, &variant.ty)).max().unwrap_or(Blankness::None)
            }
            Some(TypeKind::Enum { .. } | TypeKind::Object { .. } | TypeKind::Alias(_)) | None => Blankness::None,
        },
        Type::Alias(_, ty) => blankness(catalog, ty),
        Type::List(_) | Type::Map(_) | Type::Nullable(_) => Blankness::None,
    }
}
