//! Unions in, a finding for each alternative out that no value is ever read as, because one before it always fits as well.

use std::collections::BTreeSet;

use eventspec_runtime::JsonKind;
use toml::de::DeTable;

use crate::diagnostic::{Code, Diagnostic};
use crate::sources::{Sources, Span};
use crate::{Catalog, Field, Literal, Scalar, TextOf, Type, TypeDef, TypeKind, UnixUnit, Unlisted, Variant, narrow};

/// Refuses alternatives that nothing is read as.
pub(crate) fn check(catalog: &Catalog, sources: &Sources) -> Vec<Diagnostic> {
    catalog.types.iter().flat_map(|def| of_union(catalog, sources, def)).collect()
}

fn of_union(catalog: &Catalog, sources: &Sources, def: &TypeDef) -> Vec<Diagnostic> {
    let alternatives = def.kind.alternatives().unwrap_or_default();
    // A union in a union is a mistake of its own.
    if alternatives.iter().any(|variant| catalog.is_union(&variant.ty)) {
        return Vec::new();
    }
    let tag = catalog.tag(alternatives);
    let beaten = alternatives.iter().enumerate().filter_map(|(index, later)| {
        let earlier = alternatives.iter().take(index).find(|earlier| beats(catalog, tag, &earlier.ty, &later.ty))?;
        Some((earlier, later))
    });
    let finding = |(earlier, later): (&Variant, &Variant)| {
        let [first, second] = [earlier, later].map(|variant| narrow::spelled(&catalog.types, &variant.ty));
        let is_beaten_behind = beats(catalog, tag, &later.ty, &earlier.ty);
        let order = if is_beaten_behind { String::new() } else { format!("write `{second}` before `{first}`, or ") };
        let (fits, apart) = if catalog.is_object(&later.ty) {
            ("fits every object at least as well", ", or give both a required `const` that tells them apart")
        } else {
            ("takes every value that it has", "")
        };
        let message = format!("no value is read as `{second}`: `{first}`, before it, {fits}");
        let help = format!("{order}remove one of the two{apart}");
        Diagnostic::new(Code::UnreachableAlternative, span_of_type(sources, def), message, help)
    };
    beaten.map(finding).collect()
}

/// Where the alternatives are listed: a field that defines the type, or the `type` of a file.
fn span_of_type(sources: &Sources, def: &TypeDef) -> Span {
    if def.is_in_place() {
        return Span::rest_of_line(&def.place);
    }
    let file = def.place.file();
    let (table, _) = DeTable::parse_recoverable(sources.text(file));
    table.get_ref().get("type").map_or_else(|| Span::rest_of_line(&def.place), |ty| Span::new(file, ty.span()))
}

/// Whether whatever may be read as the later of two alternatives is read as the earlier one.
fn beats(catalog: &Catalog, tag: Option<&str>, earlier: &Type, later: &Type) -> bool {
    let kinds = catalog.json_kinds(later);
    if kinds.contains(&JsonKind::Object) {
        return kinds.len() == 1 && takes_objects_of(catalog, tag, earlier, later);
    }
    earlier.is_any() || matches_all_of(catalog, earlier, later)
}

/// Whether every value of a type that is not an object is one of another.
fn matches_all_of(catalog: &Catalog, earlier: &Type, later: &Type) -> bool {
    let values = |ty: &Type| -> Option<BTreeSet<Literal>> {
        Some(catalog.kind(ty)?.values()?.iter().map(|value| value.value.clone()).collect())
    };
    if let Some(listed) = values(earlier) {
        return values(later).is_some_and(|values| values.is_subset(&listed));
    }
    let is_enum = values(later).is_some();
    let (Some(scalar), kinds) = (earlier.scalar(), catalog.json_kinds(later)) else { return false };
    let takes_its_kind = kinds == catalog.json_kinds(earlier);
    match scalar {
        Scalar::String | Scalar::Number | Scalar::Boolean | Scalar::Null => takes_its_kind,
        Scalar::Integer => takes_its_kind && is_enum,
        Scalar::Unix(UnixUnit::Millis) => later.scalar() == Some(&Scalar::Unix(UnixUnit::Seconds)),
        Scalar::Text(TextOf::Number) => later.scalar().and_then(Scalar::text_of).is_some_and(is_number),
        Scalar::Text(TextOf::Unix(UnixUnit::Millis)) => {
            later.scalar() == Some(&Scalar::Text(TextOf::Unix(UnixUnit::Seconds)))
        }
        Scalar::Any
        | Scalar::Unix(UnixUnit::Seconds)
        | Scalar::Timestamp
        | Scalar::Rfc2822
        | Scalar::TimestampPattern(_)
        | Scalar::DateTime(_)
        | Scalar::Date(_)
        | Scalar::Uuid
        | Scalar::Uri
        | Scalar::Email
        | Scalar::Text(TextOf::Integer | TextOf::Boolean | TextOf::Unix(UnixUnit::Seconds)) => false,
    }
}

fn is_number(of: TextOf) -> bool {
    match of {
        TextOf::Number | TextOf::Integer | TextOf::Unix(_) => true,
        TextOf::Boolean => false,
    }
}

/// Whether the tag and the members of an object never speak for the later alternative.
fn takes_objects_of(catalog: &Catalog, tag: Option<&str>, earlier: &Type, later: &Type) -> bool {
    let (Some(first), Some(second)) = (catalog.kind(earlier), catalog.kind(later)) else { return false };
    if first.fields().is_none() || second.fields().is_none() {
        return false;
    }
    let of_tag = |ty: &Type| tag.and_then(|tag| catalog.tag_field(tag, ty));
    match (of_tag(earlier), of_tag(later)) {
        (Some(first), Some(second)) if !covers(catalog, first, second) || has_further_keys(first, second) => {
            return false;
        }
        (Some(_), None) | (None, Some(_)) => return false,
        (Some(_), Some(_)) | (None, None) => {}
    }
    fits_as_well(catalog, first, second)
}

/// Whether each object has at most as many misses in one type as in another, and as many of its fields.
fn fits_as_well(catalog: &Catalog, first: &TypeKind, second: &TypeKind) -> bool {
    let [own, others] = [first, second].map(|kind| kind.fields().unwrap_or_default());
    let has_rest = |kind: &TypeKind| kind.unlisted().and_then(Unlisted::rest).is_some();
    let (own_rest, other_rest) = (has_rest(first), has_rest(second));
    let partner = |other: &Field| own.iter().find(|field| field.name == other.name);
    let are_covered = others.iter().all(|other| {
        partner(other).is_some_and(|field| {
            let is_in_rest = other_rest && has_further_keys(field, other);
            (other.required || !field.required) && covers(catalog, field, other) && !is_in_rest
        })
    });
    // A further field is an unlisted key to the other one, at least.
    let further = own.iter().filter(|field| others.iter().all(|other| other.name != field.name));
    let are_harmless = further.into_iter().all(|field| {
        let is_its_own = keys(field).all(|key| others.iter().flat_map(keys).all(|other| other != key));
        is_its_own && !field.required && (!other_rest || field.ty.is_any())
    });
    are_covered && are_harmless && (own_rest || !other_rest)
}

/// Whether a field has a key that another one does not have: a value under it counts instead of the one under the key that both have.
fn has_further_keys(field: &Field, other: &Field) -> bool {
    keys(field).any(|key| keys(other).all(|other| other != key))
}

fn keys(field: &Field) -> impl Iterator<Item = &str> {
    std::iter::once(&field.name).chain(&field.aliases).map(String::as_str)
}

/// Whether a field has all keys of another one, and takes all that it takes.
fn covers(catalog: &Catalog, field: &Field, other: &Field) -> bool {
    let [own, others] = [field, other].map(|field| {
        let mut kinds = catalog.json_kinds(&field.ty);
        kinds.extend(field.nullable.then_some(JsonKind::Null));
        kinds
    });
    let closed = |field: &Field| -> Option<BTreeSet<Literal>> {
        let kind = catalog.kind(&field.ty).filter(|kind| kind.is_closed())?;
        Some(kind.values()?.iter().map(|value| value.value.clone()).collect())
    };
    let takes_values = match (closed(field), closed(other)) {
        (None, _) => true,
        (Some(known), Some(values)) => values.is_subset(&known),
        (Some(_), None) => false,
    };
    let takes_blank = !other.blank || field.blank || closed(field).is_none() && own.contains(&JsonKind::String);
    let has_keys = keys(other).all(|key| keys(field).any(|own| own == key));
    has_keys && takes_values && takes_blank && others.iter().all(|kind| own.contains(kind))
}
