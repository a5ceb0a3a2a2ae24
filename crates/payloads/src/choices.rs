//! Values that tell the alternatives of a union apart: whatever decides which of them a value is read as, some value shows it.

use std::collections::{BTreeMap, BTreeSet};

use eventspec_catalog::{Catalog, Field, Literal, Scalar, Type, TypeKind};

use crate::contrast;
use crate::minimal;
use crate::tree::{Member, Node, TextKind};

/// How many values are made for one alternative.
const MOST: usize = 400;

/// The values of a union that its alternatives are told apart by; another type is the only alternative. Of each alternative these
/// are the smallest value, examples, one that is of another format, too, and for an object the smallest one without each of its required members, with each value that
/// an enum has under the same key in any alternative, one that none has, an empty string and `null`, with each other member and with
/// all, and with each member under its aliases, once more with a value where the smallest has `null` or an empty string; the smallest
/// one with a key that is not listed and with each member of another alternative; of a map those with the keys that an object must have.
/// They need not be valid.
///
/// ```
/// # let mut sources = eventspec_catalog::Sources::default();
/// # sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
/// # sources.insert("types/card.toml", "doc = \"C.\"\nfield = [{ name = \"kind\", type = \"string\", closed = true, \
/// #     values = [{ value = \"card\" }], required = true, doc = \"K.\" }]\n");
/// # sources.insert("types/bank.toml", "doc = \"B.\"\nfield = [{ name = \"kind\", type = \"string\", closed = true, \
/// #     values = [{ value = \"bank\" }], required = true, doc = \"K.\" }]\n");
/// # sources.insert("types/paid.toml", "doc = \"P.\"\ntype = \"card | bank\"\n");
/// # sources.insert("events/order.toml", "doc = \"O.\"\nevent = [{ name = \"order\", doc = \"O.\" }]\n\
/// #     field = [{ name = \"paid\", type = \"paid\", doc = \"P.\" }]\n");
/// # let catalog = eventspec_catalog::resolve_without_samples(&sources).unwrap();
///
/// let values = eventspec_payloads::choices::values(&catalog, &catalog.payloads[0].fields[0].ty);
/// let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
/// for text in [r#"{"kind":"card"}"#, "{}", r#"{"kind":"bank"}"#, r#"{"kind":"something else"}"#] {
///     assert!(texts.contains(&text.to_owned()), "{text}");
/// }
/// ```
pub fn values(catalog: &Catalog, ty: &Type) -> Vec<Node> {
    let variants = catalog.kind(ty).and_then(TypeKind::alternatives);
    let alternatives = variants.map_or_else(|| vec![ty], |all| all.iter().map(|variant| &variant.ty).collect());
    let tags = tags(catalog, &alternatives);
    let of = |ty: &&Type| -> Vec<Node> {
        let alone = keyed(catalog, ty, &alternatives).into_iter().chain(of_alternative(catalog, ty, &tags));
        alone.take(MOST).chain(mixed(catalog, ty, &alternatives).take(MOST)).collect()
    };
    alternatives.iter().flat_map(of).collect()
}

/// By key, the values that enums of objects have.
type Tags<'a> = BTreeMap<&'a str, BTreeSet<&'a Literal>>;

fn tags<'a>(catalog: &'a Catalog, types: &[&Type]) -> Tags<'a> {
    let mut tags = Tags::new();
    for field in types.iter().flat_map(|ty| fields(catalog, ty)) {
        if let Some(values) = catalog.kind(&field.ty).and_then(TypeKind::values) {
            tags.entry(&field.name).or_default().extend(values.iter().map(|value| &value.value));
        }
    }
    tags
}

fn fields<'a>(catalog: &'a Catalog, ty: &Type) -> &'a [Field] {
    catalog.kind(ty).and_then(TypeKind::fields).unwrap_or_default()
}

fn of_alternative<'a>(catalog: &'a Catalog, ty: &'a Type, tags: &'a Tags<'a>) -> impl Iterator<Item = Node> {
    let smallest = minimal::value(catalog, ty);
    let examples = contrast::examples(catalog, ty, true).into_iter().chain(of_two_formats(ty));
    let fields = fields(catalog, ty);
    let members = minimal::members(catalog, fields.iter()).unwrap_or_default();
    let valued = valued(catalog, fields, &members);
    let bases = if valued == members { vec![members] } else { vec![members, valued] };
    let objects = bases.into_iter().flat_map(|members| {
        let aliased = aliased(fields, &members);
        let more = with_more(catalog, fields, &members).into_iter().flat_map(|members| {
            let whole = Node::Object(members.clone());
            std::iter::once(whole).chain(objects(members, tags))
        });
        objects(members, tags).chain(aliased).chain(more)
    });
    smallest.into_iter().chain(examples).chain(objects)
}

/// A text that is a value of this format and of another one, too.
fn of_two_formats(ty: &Type) -> Option<Node> {
    match ty.scalar()? {
        scalar @ (Scalar::Email | Scalar::Uri) => {
            let text = "mailto:a@b.example";
            Some(Node::written(&format!("\"{text}\""), text, TextKind::ValueOf(scalar.clone())))
        }
        Scalar::Null
        | Scalar::Any
        | Scalar::String
        | Scalar::Number
        | Scalar::Integer
        | Scalar::Boolean
        | Scalar::Uuid
        | Scalar::Timestamp
        | Scalar::Unix(_)
        | Scalar::Rfc2822
        | Scalar::TimestampPattern(_)
        | Scalar::DateTime(_)
        | Scalar::Date(_)
        | Scalar::Text(_) => None,
    }
}

/// The smallest object with a member that it does not list, with each of its members of each JSON kind, and with each member of another
/// alternative: in place of its own one of the same key, twice, and beside all that it has.
fn mixed<'a>(catalog: &'a Catalog, ty: &'a Type, alternatives: &'a [&'a Type]) -> impl Iterator<Item = Node> + 'a {
    let own = fields(catalog, ty);
    let smallest =
        minimal::members(catalog, own.iter()).filter(|_| catalog.kind(ty).and_then(TypeKind::fields).is_some());
    let others = alternatives.iter().filter(move |other| **other != ty).flat_map(|other| fields(catalog, other));
    let members = others.filter_map(|field| Some(Member::new(&field.name, minimal::value(catalog, &field.ty)?)));
    let unlisted = Member::new(crate::tree::KEY, Node::Boolean(true));
    let of_others = smallest.into_iter().flat_map(move |smallest| {
        let others: Vec<Member> = members.clone().chain([unlisted.clone()]).collect();
        let all = Node::Object([smallest.clone(), others.clone()].concat());
        let one = others.into_iter().flat_map(move |other| {
            let is_own = own.iter().any(|field| field.name == other.key);
            let without: Vec<Member> = smallest.iter().filter(|member| member.key != other.key).cloned().collect();
            let instead = Node::Object([without, vec![other.clone()]].concat());
            let twice = is_own.then(|| Node::Object([smallest.clone(), vec![other]].concat()));
            std::iter::once(instead).chain(twice)
        });
        std::iter::once(all).chain(one)
    });
    let of_kinds = own.iter().flat_map(move |field| {
        let smallest = minimal::members(catalog, own.iter()).unwrap_or_default();
        let others: Vec<Member> = smallest.into_iter().filter(|member| member.key != field.name).collect();
        let with = move |value| Node::Object([others.clone(), vec![Member::new(&field.name, value)]].concat());
        of_each_kind().into_iter().map(with)
    });
    of_others.chain(of_kinds)
}

/// A value of each JSON kind.
fn of_each_kind() -> [Node; 6] {
    [
        Node::Null,
        Node::Boolean(true),
        Node::integer(2),
        Node::text("a"),
        Node::List(Vec::new()),
        Node::Object(Vec::new()),
    ]
}

/// Members with each of those that are optional, and with all of them.
fn with_more(catalog: &Catalog, fields: &[Field], members: &[Member]) -> Vec<Vec<Member>> {
    let optional = fields.iter().filter(|field| members.iter().all(|member| member.key != field.name));
    let optional: Vec<Member> =
        optional.filter_map(|field| Some(Member::new(&field.name, minimal::of_field(catalog, field)?))).collect();
    let with = |more: &[Member]| [members, more].concat();
    std::iter::once(with(&optional)).chain(optional.chunks(1).map(with)).collect()
}

/// The members with a value of its type in each, where the smallest may be `null` or blank.
fn valued(catalog: &Catalog, fields: &[Field], members: &[Member]) -> Vec<Member> {
    let value = |member: &Member| {
        let field = fields.iter().find(|field| field.name == member.key)?;
        Some(Member::new(&field.name, minimal::value(catalog, &field.ty)?))
    };
    members.iter().map(|member| value(member).unwrap_or_else(|| member.clone())).collect()
}

/// Objects that have one of these members under an alias.
fn aliased(fields: &[Field], members: &[Member]) -> Vec<Node> {
    let renamed = |alias: &str, name: &str| {
        let key = |member: &Member| if member.key == name { alias.to_owned() } else { member.key.clone() };
        Node::Object(members.iter().map(|member| Member::new(&key(member), member.value.clone())).collect())
    };
    let is_there = |field: &&Field| members.iter().any(|member| member.key == field.name);
    let aliases =
        fields.iter().filter(is_there).flat_map(|field| field.aliases.iter().map(move |alias| (alias, field)));
    aliases.map(|(alias, field)| renamed(alias, &field.name)).collect()
}

/// Maps with the keys that an object must have, for each of the alternatives, and with each of its keys beside them.
fn keyed(catalog: &Catalog, ty: &Type, alternatives: &[&Type]) -> Vec<Node> {
    let Some(value) = ty.value().and_then(|value| minimal::value(catalog, value)) else { return Vec::new() };
    let keys = |ty: &&Type| {
        let (required, optional): (Vec<&Field>, Vec<&Field>) =
            fields(catalog, ty).iter().partition(|field| field.required);
        let map = |one: Option<&Field>| {
            let keys = required.iter().copied().chain(one);
            Node::Object(keys.map(|field| Member::new(&field.name, value.clone())).collect())
        };
        std::iter::once(map(None)).chain(optional.into_iter().map(|field| map(Some(field)))).collect::<Vec<_>>()
    };
    alternatives.iter().flat_map(keys).take(MOST).collect()
}

/// Objects that differ from one of these members in a single one.
fn objects<'a>(members: Vec<Member>, tags: &'a Tags<'a>) -> impl Iterator<Item = Node> {
    (0..members.len()).flat_map(move |changed| {
        let others = members.clone();
        let around = move |made: Option<Node>| {
            let member = |(index, member): (usize, &Member)| match &made {
                _ if index != changed => Some(member.clone()),
                made => made.as_ref().map(|value| Member::new(&member.key, value.clone())),
            };
            Node::Object(others.iter().enumerate().filter_map(member).collect())
        };
        let key = members.get(changed).and_then(|member| tags.get(member.key.as_str()));
        let values = key.into_iter().flat_map(|values| {
            let known = values.iter().copied().map(Node::of_literal);
            known.chain(contrast::unlisted(values.iter().copied())).chain([Node::text(""), Node::Null])
        });
        std::iter::once(None).chain(values.map(Some)).map(around)
    })
}
