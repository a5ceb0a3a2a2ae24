//! A union of both sides in, the smallest value out that each side takes and reads as another alternative.

use eventspec_catalog::{Catalog, Type, TypeId, TypeKind, Variant};
use eventspec_payloads::contrast::Reader;
use eventspec_payloads::tree::Node;
use eventspec_payloads::{choices, verdict};
use eventspec_runtime::{Json, Limits, choose};

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

/// The smallest value, by length and text, of those that tell the alternatives of a union apart. It is valid on both sides: what is
/// valid on one alone is reported by the other, and is told by the findings about types and alternatives.
pub(crate) fn changed(readers: [Reader<'_>; 2], ids: [TypeId; 2], pairs: &Pairs<'_>) -> Option<Choice> {
    let [old, new] = readers;
    let [was, is] = ids;
    let mut values: Vec<(String, Node)> = choices::values(old.catalog, was)
        .into_iter()
        .chain(choices::values(new.catalog, is))
        .map(|value| (value.to_string(), value))
        .collect();
    values.sort_by(|(a, _), (b, _)| (a.len(), a).cmp(&(b.len(), b)));
    values.dedup_by(|(a, _), (b, _)| a == b);
    values.into_iter().find_map(|(text, value)| {
        let takes = |catalog, id| verdict::value(catalog, &Type::Named(id), &value) == Some(true);
        let (a, b) = (read_as(old, was, &text)?, read_as(new, is, &text)?);
        let is_changed = is_other(pairs, a, b) && takes(old.catalog, was) && takes(new.catalog, is);
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

/// The alternative that a value is read as.
pub(crate) fn read_as<'a>(reader: Reader<'a>, id: TypeId, json: &str) -> Option<&'a Variant> {
    let json = Json::parse(json, Limits::default()).ok()?;
    let (index, _) = choose(json, reader.shapes.kind_of(&Type::Named(id)))?;
    reader.catalog.type_def(id)?.kind.alternatives()?.get(index)
}

/// Whether two alternatives are not the same, and one of them is still there on the other side: else the type of the values changed,
/// not the choice.
pub(crate) fn is_other(pairs: &Pairs<'_>, old: &Variant, new: &Variant) -> bool {
    let is_pair = pairs.iter().any(|(a, b)| a.ident == old.ident && b.ident == new.ident);
    let stayed = pairs.iter().any(|(a, b)| a.ident == old.ident || b.ident == new.ident);
    !is_pair && stayed
}
