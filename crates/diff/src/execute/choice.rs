//! A union of one side and what it is on the other in, the smallest value of a side out that the two read as different alternatives.

use eventspec_catalog::{Catalog, Field, Literal, Type, TypeId, TypeKind, Variant};
use eventspec_payloads::contrast::Reader;
use eventspec_payloads::tree::{KEY, Member, Node};
use eventspec_payloads::{choices, verdict};
use eventspec_runtime::{Deviation, DeviationClass, Json, Kind, Limits, choose, value_deviations};

use crate::compare::are_related;
use crate::finding::Side;

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

/// A value of a union of one side that the other reads as another alternative.
pub(crate) fn changed(readers: [Reader<'_>; 2], ids: [TypeId; 2], pairs: &Pairs<'_>, from: Side) -> Option<Choice> {
    let types = ids.map(Type::Named);
    smallest(readers, types.each_ref(), from, |old, new| match (old.variant, new.variant) {
        (Some(old), Some(new)) => is_other(pairs, old, new),
        _ => false,
    })
}

/// A value of a type that became one alternative of a union, or was one, and is read as another; in lists and maps as the types are.
pub(crate) fn widened(readers: [Reader<'_>; 2], types: [&Type; 2], from: Side) -> Option<Choice> {
    let types = types.map(|ty| ty.without_null().0.target());
    let [old, new] = types;
    match (old, new) {
        (Type::List(old), Type::List(new)) => {
            let choice = widened(readers, [old, new], from)?;
            Some(Choice { value: Node::List(vec![choice.value]), ..choice })
        }
        (Type::Map(old), Type::Map(new)) => {
            let choice = widened(readers, [old, new], from)?;
            Some(Choice { value: Node::Object(vec![Member::new(KEY, choice.value)]), ..choice })
        }
        (Type::Scalar(_) | Type::Named(_) | Type::Alias(..) | Type::List(_) | Type::Map(_) | Type::Nullable(_), _) => {
            let [old, new] = readers.map(|reader| reader.catalog);
            smallest(readers, types, from, |a, b| !are_related(old, a.ty, new, b.ty))
        }
    }
}

/// The smallest value, by length and text, of those that tell alternatives apart. It is valid on the side that sends it, and both
/// sides take it for a value of an alternative, whatever the other reports of what is in it.
fn smallest(
    readers: [Reader<'_>; 2],
    types: [&Type; 2],
    from: Side,
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
        let (sender, ty) = if from == Side::Old { (old, was) } else { (new, is) };
        let json = Json::parse(&text, Limits::default()).ok()?;
        let (a, b) = (read_as(old, was, json)?, read_as(new, is, json)?);
        let is_sent = || verdict::value(sender.catalog, ty, &value) == Some(true);
        (is_other(&a, &b) && is_sent()).then(|| Choice { value, old: a.ty.clone(), new: b.ty.clone() })
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
        Type::Map(value) => format!("map {:?}", catalog.json_kinds(value)),
        Type::Nullable(inner) | Type::Alias(_, inner) => look(catalog, inner),
        Type::Named(id) => match catalog.type_def(*id).map(|def| &def.kind) {
            Some(TypeKind::Object { fields, unlisted }) => {
                let of = |field: &Field| {
                    let Field { name, aliases, ty, required, nullable, blank, .. } = field;
                    let (kinds, values) = (catalog.json_kinds(ty), values(catalog, ty));
                    format!("{name} {aliases:?} {required} {nullable} {blank} {kinds:?} {values:?}")
                };
                let looks: Vec<String> = fields.iter().map(of).collect();
                format!("{} {looks:?}", unlisted.rest().is_some())
            }
            Some(TypeKind::Enum { values, .. }) => {
                format!("{:?}", values.iter().map(|value| &value.value).collect::<Vec<_>>())
            }
            Some(TypeKind::Union(_) | TypeKind::Alias(_)) | None => String::new(),
        },
    }
}

/// The values of a closed enum, if a type is one.
fn values<'a>(catalog: &'a Catalog, ty: &Type) -> Option<Vec<&'a Literal>> {
    let kind = catalog.kind(ty).filter(|kind| kind.is_closed())?;
    Some(kind.values()?.iter().map(|value| &value.value).collect())
}

/// What a value is read as: the type itself, or an alternative if it is a union.
pub(crate) struct ReadAs<'a> {
    pub ty: &'a Type,
    pub variant: Option<&'a Variant>,
}

/// What a value is read as; nothing if it is not taken for that, or matches no alternative.
pub(crate) fn read_as<'a>(reader: Reader<'a>, ty: &'a Type, json: Json<'_>) -> Option<ReadAs<'a>> {
    let variant = match reader.catalog.kind(ty).and_then(TypeKind::alternatives) {
        Some(alternatives) => Some(alternatives.get(choose(json, reader.shapes.kind_of(ty))?.index()?)?),
        None => None,
    };
    let ty = variant.map_or(ty, |variant| &variant.ty);
    is_taken(json, reader.shapes.kind_of(ty)).then_some(ReadAs { ty, variant })
}

/// Whether a value is taken for one of a type, whatever is reported of its inside.
fn is_taken(json: Json<'_>, kind: &'static Kind) -> bool {
    let is_other =
        |deviation: &Deviation<'_>| deviation.path().is_empty() && deviation.class() != DeviationClass::UnknownValue;
    value_deviations(json.as_str(), kind, false, false).is_ok_and(|found| !found.iter().any(is_other))
}

/// Whether two alternatives are not the same, and one of them is still there on the other side: else the type of the values changed,
/// not the choice.
pub(crate) fn is_other(pairs: &Pairs<'_>, old: &Variant, new: &Variant) -> bool {
    let is_pair = pairs.iter().any(|(a, b)| a.ident == old.ident && b.ident == new.ident);
    let stayed = pairs.iter().any(|(a, b)| a.ident == old.ident || b.ident == new.ident);
    !is_pair && stayed
}
