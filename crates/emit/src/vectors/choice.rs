//! The alternative of a union that the contract reads a value as: worked out of its text, and not as the SDKs do it.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

use eventspec_catalog::{Catalog, Field, Literal, Type, TypeKind, Unlisted, Variant};
use eventspec_payloads::tree::{Member, Node};

use super::oracle::{Deviation, last, step, wrong};
use super::verdicts::{self, Cell, Column};

/// What a value of a union is read as.
pub(super) enum Chosen<'a> {
    Alternative(&'a Type),
    /// None of the alternatives, because of its tag.
    Other(WrongTag),
}

/// What is wrong with the tag of an object.
pub(super) struct WrongTag {
    class: &'static str,
    key: String,
    seen: Option<String>,
}

impl WrongTag {
    pub(super) fn at(self, path: &str) -> Deviation {
        Deviation::new(self.class, &step(path, &self.key), self.seen)
    }
}

/// The alternative of a union that a value is read as.
pub(super) fn choose<'a>(catalog: &Catalog, variants: &'a [Variant], node: &Node) -> Option<Chosen<'a>> {
    let candidates: Vec<&Type> =
        variants.iter().map(|variant| &variant.ty).filter(|ty| takes_kind(catalog, ty, node)).collect();
    let Node::Object(entries) = node else {
        let matching =
            candidates.iter().find(|ty| verdicts::of(catalog, ty).fits_by_kind || wrong(catalog, ty, node).is_none());
        return matching.or(candidates.first()).map(|ty| Chosen::Alternative(ty));
    };
    let Some(tag) = tag(catalog, variants) else {
        return best(catalog, &candidates, entries).map(Chosen::Alternative);
    };
    let of_tag = |ty: &Type| fields(catalog, ty).iter().find(|field| field.name == tag && is_tag(catalog, field));
    let lists = |ty: &&Type| {
        of_tag(ty).and_then(|field| Some(wrong(catalog, &field.ty, &last(field, entries)?.value).is_none()))
            == Some(true)
    };
    let (tagged, untagged): (Vec<&Type>, Vec<&Type>) = candidates.iter().partition(|ty| of_tag(ty).is_some());
    let listing: Vec<&Type> = tagged.iter().copied().filter(lists).collect();
    let left = if listing.is_empty() { untagged } else { listing };
    if let Some(ty) = best(catalog, &left, entries) {
        return Some(Chosen::Alternative(ty));
    }
    let tags: Vec<&Field> = tagged.iter().filter_map(|ty| of_tag(ty)).collect();
    let wrong = match tags.iter().find_map(|field| last(field, entries)) {
        None => WrongTag { class: "missing_field", key: tag.to_owned(), seen: None },
        Some(member) => {
            let class = wrong_value(catalog, &tags, &member.value);
            WrongTag { class, key: member.key.clone(), seen: Some(member.seen()) }
        }
    };
    Some(Chosen::Other(wrong))
}

/// What is wrong with a tag that no alternative lists.
fn wrong_value(catalog: &Catalog, tags: &[&Field], node: &Node) -> &'static str {
    if matches!(node, Node::Null) {
        return "unexpected_null";
    }
    if node.is_blank() {
        return "unexpected_blank";
    }
    let of_kind = tags.iter().find(|field| takes_kind(catalog, &field.ty, node));
    // Under another alternative's alias, a value may be known that this one does not find.
    of_kind.map_or("unexpected_type", |field| wrong(catalog, &field.ty, node).unwrap_or("unknown_value"))
}

/// The name of the tag of a union.
fn tag<'c>(catalog: &'c Catalog, variants: &[Variant]) -> Option<&'c str> {
    let first = variants.iter().find(|variant| catalog.is_object(&variant.ty))?;
    let in_all = |name: &str| -> Vec<&'c Field> {
        let all = variants.iter().flat_map(|variant| fields(catalog, &variant.ty));
        all.filter(|field| field.name == name && is_tag(catalog, field)).collect()
    };
    let tags =
        || fields(catalog, &first.ty).iter().map(|field| field.name.as_str()).filter(|name| in_all(name).len() > 1);
    let differs = |name: &&str| {
        let sets: HashSet<BTreeSet<&Literal>> =
            in_all(name).into_iter().map(|field| known(catalog, field).into_iter().collect()).collect();
        sets.len() > 1
    };
    tags().find(differs).or_else(|| tags().next())
}

fn is_tag(catalog: &Catalog, field: &Field) -> bool {
    field.required && !field.nullable && !field.blank && is_closed_enum(catalog, &field.ty)
}

fn known<'c>(catalog: &'c Catalog, field: &Field) -> Vec<&'c Literal> {
    let values = catalog.kind(&field.ty).and_then(TypeKind::values).unwrap_or_default();
    values.iter().map(|value| &value.value).collect()
}

fn is_closed_enum(catalog: &Catalog, ty: &Type) -> bool {
    catalog.kind(ty).is_some_and(|kind| kind.values().is_some() && kind.is_closed())
}

fn fields<'c>(catalog: &'c Catalog, ty: &Type) -> &'c [Field] {
    catalog.kind(ty).and_then(TypeKind::fields).unwrap_or_default()
}

/// Whether a type has values of the JSON kind of a value.
fn takes_kind(catalog: &Catalog, ty: &Type, node: &Node) -> bool {
    match verdicts::of(catalog, ty).cell(Column::of_kind(node)) {
        Cell::Value | Cell::Unless(_) => true,
        Cell::Never(_) => false,
        Cell::Alternative | Cell::AnyAlternative => {
            let variants = catalog.kind(ty).and_then(TypeKind::alternatives).unwrap_or_default();
            variants.iter().any(|variant| takes_kind(catalog, &variant.ty, node))
        }
    }
}

/// The best fit of an object.
fn best<'a>(catalog: &Catalog, candidates: &[&'a Type], entries: &[Member]) -> Option<&'a Type> {
    let (anything, others): (Vec<&Type>, Vec<&Type>) = candidates.iter().partition(|ty| ty.is_any());
    let ranked = others.iter().map(|ty| (misses(catalog, ty, entries), *ty));
    let best = ranked.min_by_key(|(misses, _)| (misses.all.len() + misses.unlisted.len(), Reverse(misses.present)));
    match (best, anything.first()) {
        (Some((misses, _)), Some(anything)) if !misses.all.is_empty() => Some(anything),
        (Some((_, ty)), _) => Some(ty),
        (None, anything) => anything.copied(),
    }
}

/// What an object has or lacks that an alternative is not to have or lack.
struct Misses<'e> {
    /// Keys of fields that are absent or have another value, and of members of a map that do.
    all: HashSet<&'e str>,
    /// Keys that are not listed.
    unlisted: HashSet<&'e str>,
    /// How many fields are there.
    present: usize,
}

fn misses<'e>(catalog: &'e Catalog, ty: &'e Type, entries: &'e [Member]) -> Misses<'e> {
    if let Some(value) = ty.value() {
        let (value, nullable) = value.without_null();
        let counts = |at: usize, key: &str| entries.iter().skip(at + 1).all(|later| later.key != key);
        let of_another_kind = |(at, member): &(usize, &Member)| {
            let is_null = nullable && matches!(member.value, Node::Null);
            counts(*at, &member.key) && !is_null && !takes_kind(catalog, value, &member.value)
        };
        let all = entries.iter().enumerate().filter(of_another_kind).map(|(_, member)| member.key.as_str()).collect();
        return Misses { all, unlisted: HashSet::new(), present: 0 };
    }
    let fields = fields(catalog, ty);
    let is_miss = |field: &&Field| match last(field, entries).map(|member| &member.value) {
        None => field.required,
        Some(Node::Null) if field.nullable => false,
        Some(node) if field.blank && node.is_blank() => false,
        Some(node) if !takes_kind(catalog, &field.ty, node) => true,
        Some(node) => is_closed_enum(catalog, &field.ty) && wrong(catalog, &field.ty, node).is_some(),
    };
    let is_listed = |key: &String| fields.iter().any(|field| field.name == *key || field.aliases.contains(key));
    let rest = catalog.kind(ty).and_then(TypeKind::unlisted).and_then(Unlisted::rest);
    let unlisted = entries.iter().map(|entry| &entry.key).filter(|key| rest.is_none() && !is_listed(key));
    Misses {
        all: fields.iter().filter(is_miss).map(|field| field.name.as_str()).collect(),
        unlisted: unlisted.map(String::as_str).collect(),
        present: fields.iter().filter(|field| last(field, entries).is_some()).count(),
    }
}
