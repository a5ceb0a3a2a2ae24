//! The smallest value of a type: what stands in a payload for a field that has to be there.

use eventspec_catalog::{Catalog, Field, Type, TypeKind};

use crate::tree::{Member, Nature, Node, Size};

/// How many values one payload is made of at most. Types that need more, or each other without end, have no vectors.
pub const BUDGET: usize = 500;

/// The smallest value of a field: null or blank if it may be that.
pub fn of_field(catalog: &Catalog, field: &Field, budget: &mut usize) -> Option<Node> {
    if field.nullable {
        return Some(Node::Null);
    }
    if field.blank {
        return Some(Node::text(""));
    }
    if !field.constraints.is_empty() {
        return Some(Node::text(&field.text_like("a")));
    }
    of_type(catalog, &field.ty, budget)
}

/// The members that an object must have, but for one of them.
pub fn required<'a>(
    catalog: &Catalog,
    fields: impl Iterator<Item = &'a Field>,
    but: Option<&Field>,
    budget: &mut usize,
) -> Option<Vec<Member>> {
    let wanted = fields.filter(|field| field.required && but.is_none_or(|but| but.name != field.name));
    wanted.map(|field| Some(Member::new(&field.name, of_field(catalog, field, budget)?))).collect()
}

/// The smallest value of a type that is neither null nor blank.
pub fn of_type(catalog: &Catalog, ty: &Type, budget: &mut usize) -> Option<Node> {
    *budget = budget.checked_sub(1)?;
    let of = |text: &str| Node::of(text, Nature::Of(ty.clone()));
    Some(match ty {
        Type::String | Type::Any => Node::text("a"),
        Type::Number => Node::Number("0.5", Size::Fraction),
        Type::Integer => Node::Number("7", Size::Whole),
        Type::Boolean => Node::Boolean(false),
        Type::Timestamp => of("2026-01-31T10:00:00Z"),
        Type::Date(format) => of(&date(format.as_str(), "28", "02")),
        Type::Uuid => of("0b0e7a4c-3f1d-4c5e-9a57-2f5b3f8a9c10"),
        Type::Uri => of("https://a.example"),
        Type::Email => of("a@b.example"),
        Type::List(_) => Node::List(Vec::new()),
        Type::Map(_) => Node::Object(Vec::new()),
        Type::Named(id) => of_kind(catalog, &catalog.type_def(*id)?.kind, budget)?,
    })
}

fn of_kind(catalog: &Catalog, kind: &TypeKind, budget: &mut usize) -> Option<Node> {
    match kind {
        TypeKind::Object { fields, .. } => required(catalog, fields.iter(), None, budget).map(Node::Object),
        TypeKind::Enum { values, .. } => {
            values.iter().find(|value| !value.value.is_empty()).map(|v| Node::text(&v.value))
        }
        TypeKind::Union(variants) => variants.iter().find_map(|variant| of_type(catalog, &variant.ty, budget)),
    }
}

/// A day in a format.
pub fn date(format: &str, day: &str, month: &str) -> String {
    format.replace("DD", day).replace("MM", month).replace("YYYY", "2026")
}
