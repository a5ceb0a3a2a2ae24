//! A union of one side and what it is on the other in, the smallest value out that both take and read as different alternatives.

use eventspec_catalog::{Catalog, Type, TypeId, TypeKind, Variant};
use eventspec_payloads::contrast::Reader;
use eventspec_payloads::tree::{KEY, Member, Node};
use eventspec_payloads::{choices, verdict};
use eventspec_runtime::{Json, Limits, choose};

use crate::compare::same;

/// The alternatives that both sides of a union have.
pub(crate) type Pairs<'a> = [(&'a Variant, &'a Variant)];

/// A value that is read as another alternative than before.
pub(crate) struct Choice {
    pub value: Node,
    /// What it was read as.
    pub old: Type,
    /// What it is read as.
    pub new: Type,
}

/// A value of a union that the other side reads as another alternative.
pub(crate) fn changed(readers: [Reader<'_>; 2], ids: [TypeId; 2], pairs: &Pairs<'_>) -> Option<Choice> {
    let types = ids.map(Type::Named);
    smallest(readers, types.each_ref(), |old, new| match (old.variant, new.variant) {
        (Some(old), Some(new)) => is_other(pairs, old, new),
        _ => false,
    })
}

/// A value of a type that became one alternative of a union, or was one, and is read as another; in lists and maps as the types are.
pub(crate) fn widened(readers: [Reader<'_>; 2], types: [&Type; 2]) -> Option<Choice> {
    let [old, new] = types;
    match (old, new) {
        (Type::List(old), Type::List(new)) => {
            let choice = widened(readers, [old, new])?;
            Some(Choice { value: Node::List(vec![choice.value]), ..choice })
        }
        (Type::Map(old), Type::Map(new)) => {
            let choice = widened(readers, [old, new])?;
            Some(Choice { value: Node::Object(vec![Member::new(KEY, choice.value)]), ..choice })
        }
        (Type::Scalar(_) | Type::Named(_) | Type::List(_) | Type::Map(_), _) => {
            let [old, new] = readers.map(|reader| reader.catalog);
            smallest(readers, types, |a, b| !same(old, a.ty, new, b.ty))
        }
    }
}

/// The smallest value, by length and text, of those that tell alternatives apart. It is valid on both sides: what is valid on one
/// alone is reported by the other, and is told by the findings about types and alternatives.
fn smallest(
    readers: [Reader<'_>; 2],
    types: [&Type; 2],
    is_other: impl Fn(&ReadAs<'_>, &ReadAs<'_>) -> bool,
) -> Option<Choice> {
    let [old, new] = readers;
    let [was, is] = types;
    let mut values: Vec<(String, Node)> = choices::values(old.catalog, was)
        .into_iter()
        .chain(choices::values(new.catalog, is))
        .map(|value| (value.to_string(), value))
        .collect();
    values.sort_by(|(a, _), (b, _)| (a.len(), a).cmp(&(b.len(), b)));
    values.dedup_by(|(a, _), (b, _)| a == b);
    values.into_iter().find_map(|(text, value)| {
        let takes = |catalog, ty| verdict::value(catalog, ty, &value) == Some(true);
        let json = Json::parse(&text, Limits::default()).ok()?;
        let (a, b) = (read_as(old, was, json)?, read_as(new, is, json)?);
        let is_changed = is_other(&a, &b) && takes(old.catalog, was) && takes(new.catalog, is);
        is_changed.then(|| Choice { value, old: a.ty.clone(), new: b.ty.clone() })
    })
}

/// Whether what decides how values are read is different at all: if not, nothing has to be read.
pub(crate) fn may_change(old: (&Catalog, &[Variant]), new: (&Catalog, &[Variant])) -> bool {
    let looks = |(catalog, variants): (&Catalog, &[Variant])| -> Vec<String> {
        variants.iter().map(|variant| format!("{} {}", variant.ident.snake(), look(catalog, &variant.ty))).collect()
    };
    looks(old) != looks(new)
}

/// What the contract looks at in an alternative: not what is deeper inside.
fn look(catalog: &Catalog, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => scalar.spelling(),
        Type::List(_) => "list".to_owned(),
        Type::Map(_) => "map".to_owned(),
        Type::Named(id) => match catalog.type_def(*id).map(|def| &def.kind) {
            Some(TypeKind::Object { fields, .. }) => {
                let required = fields.iter().filter(|field| field.required);
                let looks = required.map(|field| (&field.name, &field.aliases, tag(catalog, &field.ty)));
                format!("{:?}", looks.collect::<Vec<_>>())
            }
            Some(TypeKind::Enum { values, .. }) => {
                format!("{:?}", values.iter().map(|value| &value.value).collect::<Vec<_>>())
            }
            Some(TypeKind::Union(_)) | None => String::new(),
        },
    }
}

/// The values of a closed enum, if a type is one.
fn tag<'a>(catalog: &'a Catalog, ty: &Type) -> Option<Vec<&'a str>> {
    let kind = catalog.kind(ty).filter(|kind| kind.is_closed())?;
    Some(kind.values()?.iter().map(|value| value.value.as_str()).collect())
}

/// What a value is read as: the type itself, or an alternative if it is a union.
pub(crate) struct ReadAs<'a> {
    pub ty: &'a Type,
    pub variant: Option<&'a Variant>,
}

/// What a value is read as; nothing if no alternative takes its kind of JSON.
pub(crate) fn read_as<'a>(reader: Reader<'a>, ty: &'a Type, json: Json<'_>) -> Option<ReadAs<'a>> {
    let Some(alternatives) = reader.catalog.kind(ty).and_then(TypeKind::alternatives) else {
        return Some(ReadAs { ty, variant: None });
    };
    let (index, _) = choose(json, reader.shapes.kind_of(ty))?;
    let variant = alternatives.get(index)?;
    Some(ReadAs { ty: &variant.ty, variant: Some(variant) })
}

/// Whether two alternatives are not the same, and one of them is still there on the other side: else the type of the values changed,
/// not the choice.
pub(crate) fn is_other(pairs: &Pairs<'_>, old: &Variant, new: &Variant) -> bool {
    let is_pair = pairs.iter().any(|(a, b)| a.ident == old.ident && b.ident == new.ident);
    let stayed = pairs.iter().any(|(a, b)| a.ident == old.ident || b.ident == new.ident);
    !is_pair && stayed
}
