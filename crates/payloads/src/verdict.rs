//! What the emitted JSON Schema says of a payload whose parts are known, formats asserted.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use eventspec_catalog::{Catalog, Field, Scalar, TextOf, Type, TypeKind, Unlisted};

use crate::constrained::{is_lost_in_doubles, keeps_to};
use crate::tree::{Member, Node, Size, is_number, unix_range};

/// The fields of an object by each of their keys.
pub type ByKey<'a> = HashMap<&'a str, &'a Field>;

/// Fields by their names and aliases.
pub fn by_key<'a>(fields: impl Iterator<Item = &'a Field>) -> ByKey<'a> {
    fields.flat_map(|field| field.aliases.iter().chain([&field.name]).map(move |key| (key.as_str(), field))).collect()
}

/// Whether members may stand in an object with such fields and others; what it lacks is not looked at.
///
/// There is no verdict where parsers or validators disagree: on repeated keys, on numbers beyond a double or so near to a
/// bound that a double cannot tell, on texts that are nearly of a format.
///
/// ```
/// use eventspec_payloads::tree::{Member, Node};
/// use eventspec_catalog::Unlisted;
/// use eventspec_payloads::verdict;
/// # let mut sources = eventspec_catalog::Sources::default();
/// # sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
/// # sources.insert("events/order.toml", "doc = \"O.\"\nevent = [{ name = \"order\", doc = \"O.\" }]\n\
/// #     field = [{ name = \"note\", type = \"string\", doc = \"N.\" }]\n");
/// # let catalog = eventspec_catalog::resolve_without_samples(&sources).unwrap();
///
/// let fields = verdict::by_key(catalog.fields(&catalog.payloads[0]));
/// let says = |members: &[Member]| verdict::members(&catalog, &fields, &Unlisted::Unknown, members);
/// let (text, null) = (|| Member::new("note", Node::text("by hand")), || Member::new("note", Node::Null));
/// assert_eq!(says(&[text()]), Some(true));
/// assert_eq!(says(&[null()]), Some(false), "`note` is not nullable");
/// assert_eq!(says(&[text(), null()]), None, "it depends on which of the two a parser keeps");
/// ```
pub fn members(catalog: &Catalog, fields: &ByKey<'_>, unlisted: &Unlisted, members: &[Member]) -> Option<bool> {
    let is_agreed = members.iter().all(Member::is_undisputed) && !has_repeated_keys(members);
    let judge = Judge { catalog, is_lost: Cell::new(false) };
    is_agreed.then(|| judge.are_valid(fields, unlisted, members)).filter(|_| !judge.is_lost.get())
}

/// Whether an object with such members has all the required ones of its fields.
pub fn has_required<'f>(fields: impl Iterator<Item = &'f Field>, members: &[Member]) -> bool {
    let there: HashSet<&str> = members.iter().map(|member| member.key.as_str()).collect();
    let is_there = |field: &Field| {
        there.contains(field.name.as_str()) || field.aliases.iter().any(|alias| there.contains(alias.as_str()))
    };
    fields.filter(|field| field.required).all(is_there)
}

/// Whether a value may stand in a field, as [`members`] says it of several.
pub fn field(catalog: &Catalog, field: &Field, node: Node) -> Option<bool> {
    let member = [Member::new(&field.name, node)];
    members(catalog, &by_key(std::iter::once(field)), &Unlisted::Unknown, &member)
}

/// Whether a value is one of a type that is neither `null` nor blank; no verdict where [`members`] gives none.
pub fn value(catalog: &Catalog, ty: &Type, node: &Node) -> Option<bool> {
    let is_agreed = node.is_undisputed() && !has_repeated(node);
    let judge = Judge { catalog, is_lost: Cell::new(false) };
    is_agreed.then(|| judge.of_type(ty, node)).filter(|_| !judge.is_lost.get())
}

/// Judges the parts of one payload.
struct Judge<'a> {
    catalog: &'a Catalog,
    /// Whether a bound was met that doubles cannot tell from a number.
    is_lost: Cell<bool>,
}

impl Judge<'_> {
    fn are_valid(&self, fields: &ByKey<'_>, unlisted: &Unlisted, members: &[Member]) -> bool {
        members.iter().all(|member| match (fields.get(member.key.as_str()), unlisted) {
            (Some(field), _) => self.of_field(field, &member.value),
            (None, Unlisted::Unknown) => true,
            (None, Unlisted::Never) => false,
            (None, Unlisted::Rest(rest)) => self.of_field(rest, &member.value),
        })
    }

    fn of_field(&self, field: &Field, node: &Node) -> bool {
        match node {
            Node::Null if field.nullable => true,
            _ if node.is_blank() && field.blank => true,
            _ => self.keeps_to(field, node) && self.of_type(&field.ty, node),
        }
    }

    fn of_type(&self, ty: &Type, node: &Node) -> bool {
        match ty {
            Type::Scalar(scalar) => of_scalar(scalar, node),
            Type::List(item) => {
                matches!(node, Node::List(nodes) if nodes.iter().all(|node| self.of_type(item, node)))
            }
            Type::Map(value) => {
                matches!(node, Node::Object(entries) if entries.iter().all(|entry| self.of_type(value, &entry.value)))
            }
            Type::Nullable(inner) => matches!(node, Node::Null) || self.of_type(inner, node),
            Type::Alias(_, inner) => {
                self.catalog.alias(ty).is_some_and(|field| self.keeps_to(field, node)) && self.of_type(inner, node)
            }
            Type::Named(id) => self.catalog.type_def(*id).is_some_and(|def| self.of_kind(&def.kind, node)),
        }
    }

    fn of_kind(&self, kind: &TypeKind, node: &Node) -> bool {
        match kind {
            TypeKind::Object { fields, unlisted } => {
                let Node::Object(entries) = node else { return false };
                self.are_valid(&by_key(fields.iter()), unlisted, entries) && has_required(fields.iter(), entries)
            }
            TypeKind::Enum { values, closed: true } => values.iter().any(|value| node.is_literal(&value.value)),
            TypeKind::Enum { values, closed: false } => of_scalar(&values.kind().scalar(), node),
            TypeKind::Union(variants) => variants.iter().any(|variant| self.of_type(&variant.ty, node)),
            TypeKind::Alias(field) => self.of_field(field, node),
        }
    }

    /// Whether a value keeps to what the schema of a field states of its constraints.
    fn keeps_to(&self, field: &Field, node: &Node) -> bool {
        let constraints = field.constraints.of_schemas();
        if let Node::Number(digits, _) = node
            && is_lost_in_doubles(&constraints, digits)
        {
            self.is_lost.set(true);
        }
        keeps_to(&constraints, node)
    }
}

/// Whether a key occurs in an object more than once, at any level.
fn has_repeated_keys(members: &[Member]) -> bool {
    let mut keys: Vec<&str> = members.iter().map(|member| member.key.as_str()).collect();
    keys.sort_unstable();
    keys.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
        || members.iter().any(|member| has_repeated(&member.value))
}

fn has_repeated(node: &Node) -> bool {
    match node {
        Node::Object(entries) => has_repeated_keys(entries),
        Node::List(items) => items.iter().any(has_repeated),
        Node::Null | Node::Boolean(_) | Node::Number(..) | Node::Text(_) => false,
    }
}

fn of_scalar(scalar: &Scalar, node: &Node) -> bool {
    match scalar {
        Scalar::Any => true,
        Scalar::Null => matches!(node, Node::Null),
        Scalar::String => matches!(node, Node::Text(_)),
        Scalar::Boolean => matches!(node, Node::Boolean(_)),
        Scalar::Number => matches!(node, Node::Number(..)),
        // A whole number of any size is an integer to JSON Schema.
        Scalar::Integer => matches!(node, Node::Number(_, size) if *size != Size::Fraction),
        Scalar::Timestamp
        | Scalar::Rfc2822
        | Scalar::TimestampPattern(_)
        | Scalar::DateTime(_)
        | Scalar::Date(_)
        | Scalar::Uuid
        | Scalar::Uri
        | Scalar::Email => matches!(node, Node::Text(text) if text.is_of(scalar)),
        // Bounds are compared as doubles.
        Scalar::Unix(unit) => {
            let digits = match node {
                Node::Number(digits, _) => digits.parse::<f64>().ok(),
                Node::Null | Node::Boolean(_) | Node::Text(_) | Node::List(_) | Node::Object(_) => None,
            };
            let [first, end] = unix_range(*unit).map(as_double);
            digits.is_some_and(|number| (first..end).contains(&number))
        }
        Scalar::Text(of) => matches!(node, Node::Text(text) if is_like(*of, &text.value)),
    }
}

/// A whole number that a double holds.
#[expect(clippy::cast_precision_loss, reason = "the bounds of unix times have less than 53 bits")]
fn as_double(number: i64) -> f64 {
    number as f64
}

/// Whether a text matches the pattern that schemas have for the JSON text of something.
fn is_like(of: TextOf, text: &str) -> bool {
    let fraction = || text.split_once('.').map_or("", |(_, fraction)| fraction);
    match of {
        TextOf::Number | TextOf::Unix(_) => is_number(text),
        // A pattern cannot do sums: with an exponent it may be a whole number.
        TextOf::Integer => is_number(text) && (text.contains(['e', 'E']) || fraction().bytes().all(|c| c == b'0')),
        TextOf::Boolean => text == "true" || text == "false",
    }
}
