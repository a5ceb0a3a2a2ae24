//! Words about fields and types that every target uses. Plain text: each target escapes them for its own context.

use std::fmt::Display;

use eventspec_catalog::{Catalog, Constraints, Deprecation, Field, Type};

/// The name of a type as the specification writes it.
pub(crate) fn type_name(catalog: &Catalog, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar.row().label.into_owned(),
        Type::Named(id) | Type::Alias(id, _) => catalog.type_def(*id).map_or_else(String::new, |def| def.name.clone()),
        Type::List(item) => format!("list<{}>", type_name(catalog, item)),
        Type::Map(value) => format!("map<{}>", type_name(catalog, value)),
        Type::Nullable(inner) => format!("{}?", type_name(catalog, inner)),
    }
}

/// What a field may be besides a value of its type.
pub(crate) fn states(field: &Field) -> Vec<&'static str> {
    let states = [(field.required, "always sent"), (field.nullable, "may be null"), (field.blank, "may be blank")];
    states.into_iter().filter(|(is, _)| *is).map(|(_, words)| words).collect()
}

/// The constraints on a value besides its type, and the meaning of an absent field: every fact about a field that has no column or
/// sentence of its own in the documentation.
pub(crate) fn constraint_notes(field: &Field) -> Vec<String> {
    let Field {
        constraints:
            Constraints { min_length, max_length, pattern, minimum, maximum, multiple_of, min_items, max_items },
        default,
        // Each target has a place of its own for these.
        name: _,
        ident: _,
        ty: _,
        doc: _,
        example: _,
        required: _,
        nullable: _,
        blank: _,
        aliases: _,
        deprecated: _,
        since: _,
        evidence: _,
        place: _,
    } = field;
    let length = range(min_length.as_ref(), max_length.as_ref(), "character");
    let number = range(minimum.as_ref(), maximum.as_ref(), "");
    let step = multiple_of.as_ref().map(|step| format!("a multiple of {step}"));
    let items = range(min_items.as_ref(), max_items.as_ref(), "item");
    let pattern = pattern.as_ref().map(|pattern| format!("matches {pattern}"));
    let default = default.as_ref().map(|default| format!("absent means {}", default.as_str()));
    [length, pattern, number, step, items, default].into_iter().flatten().collect()
}

/// The words for a least and a most of something.
fn range<T: Display + PartialEq>(least: Option<&T>, most: Option<&T>, unit: &str) -> Option<String> {
    let count = |count: &T| match count.to_string().as_str() {
        number if unit.is_empty() => number.to_owned(),
        "1" => format!("1 {unit}"),
        number => format!("{number} {unit}s"),
    };
    match (least, most) {
        (Some(least), Some(most)) if least == most => Some(count(most)),
        (Some(least), Some(most)) => Some(format!("{least} to {}", count(most))),
        (Some(least), None) => Some(format!("at least {}", count(least))),
        (None, Some(most)) => Some(format!("at most {}", count(most))),
        (None, None) => None,
    }
}

/// Quotes an empty value, which would be invisible.
pub(crate) fn quoted(value: &str) -> String {
    if value.is_empty() { "\"\"".to_owned() } else { value.to_owned() }
}

/// What it means that an event is unstable.
pub(crate) const UNSTABLE: &str = "it may change in any version";

/// The sentence about a deprecation.
pub(crate) fn deprecation(deprecation: &Deprecation) -> String {
    let instead = deprecation.instead.as_ref().map(|instead| format!("use {instead}"));
    let sunset = deprecation.sunset.as_ref().map(|sunset| format!("may be removed after {sunset}"));
    let words: Vec<String> = instead.into_iter().chain(sunset).collect();
    if words.is_empty() { "do not rely on it".to_owned() } else { words.join("; ") }
}
