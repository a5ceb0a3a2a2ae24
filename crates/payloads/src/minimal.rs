//! The smallest value of a type: what stands in a payload for a field that has to be there.

use eventspec_catalog::{Catalog, Field, Type, TypeId, TypeKind, limits};

use crate::built_in;
use crate::constrained::conforming;
use crate::tree::{Member, Node};

/// How many values the smallest one of a type may be made of. Types that need more are left out of what is tried on all types.
pub(crate) const BUDGET: usize = 500;

/// The smallest value of a type that is neither `null` nor blank.
///
/// Nothing if it would be made of more than 500 values.
///
/// ```
/// # let mut sources = eventspec_catalog::Sources::default();
/// # sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
/// # sources.insert("events/order.toml", "doc = \"O.\"\nevent = [{ name = \"order\", doc = \"O.\" }]\n\
/// #     field = [{ name = \"paid_at\", type = \"timestamp\", doc = \"When.\" }]\n");
/// # let catalog = eventspec_catalog::resolve_without_samples(&sources).unwrap();
/// let paid_at = &catalog.payloads[0].fields[0];
/// let value = eventspec_payloads::minimal::value(&catalog, &paid_at.ty).unwrap();
/// assert_eq!(value.to_string(), "\"2026-01-31T10:00:00Z\"");
/// ```
pub fn value(catalog: &Catalog, ty: &Type) -> Option<Node> {
    Maker::new(catalog, BUDGET).of_type(ty)
}

/// The smallest value of a field that is neither `null` nor blank: one that keeps to its constraints.
///
/// Nothing if it would be made of more than 500 values.
///
/// ```
/// # let mut sources = eventspec_catalog::Sources::default();
/// # sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
/// # sources.insert("events/order.toml", "doc = \"O.\"\nevent = [{ name = \"order\", doc = \"O.\" }]\n\
/// #     field = [{ name = \"counts\", type = \"list<integer>\", min_items = 2, doc = \"C.\" }]\n");
/// # let catalog = eventspec_catalog::resolve_without_samples(&sources).unwrap();
/// let counts = &catalog.payloads[0].fields[0];
/// let value = eventspec_payloads::minimal::of_field(&catalog, counts).unwrap();
/// assert_eq!(value.to_string(), "[7,7]");
/// ```
pub fn of_field(catalog: &Catalog, field: &Field) -> Option<Node> {
    Maker::new(catalog, BUDGET).conforming(field)
}

/// The members that an object of these fields must have, each as small as can be.
///
/// There are none if they would be made of more than 500 values.
///
/// ```
/// # let mut sources = eventspec_catalog::Sources::default();
/// # sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
/// # sources.insert("events/order.toml", "doc = \"O.\"\nevent = [{ name = \"order\", doc = \"O.\" }]\n\
/// #     field = [{ name = \"total\", type = \"number\", required = true, doc = \"T.\" },\n\
/// #              { name = \"note\", type = \"string\", doc = \"N.\" }]\n");
/// # let catalog = eventspec_catalog::resolve_without_samples(&sources).unwrap();
/// let fields = catalog.fields(&catalog.payloads[0]);
/// let members = eventspec_payloads::minimal::members(&catalog, fields).unwrap();
/// assert_eq!(members[0].to_string(), "\"total\":0.5");
/// assert_eq!(members.len(), 1, "`note` is not required");
/// ```
pub fn members<'f>(catalog: &Catalog, fields: impl Iterator<Item = &'f Field>) -> Option<Vec<Member>> {
    Maker::new(catalog, BUDGET).members(fields)
}

/// Makes one value; the state is what the recursion shares.
pub(crate) struct Maker<'a> {
    catalog: &'a Catalog,
    /// How many more values may be made.
    budget: usize,
    /// The named types that the value being made is inside of.
    open: Vec<TypeId>,
}

impl<'a> Maker<'a> {
    pub(crate) fn new(catalog: &'a Catalog, budget: usize) -> Self {
        Self { catalog, budget, open: Vec::new() }
    }

    pub(crate) fn members<'f>(&mut self, fields: impl Iterator<Item = &'f Field>) -> Option<Vec<Member>> {
        let member = |field: &Field| Some(Member::new(&field.name, self.of_field(field)?));
        fields.filter(|field| field.required).map(member).collect()
    }

    /// The smallest value of a field: null or blank if it may be that.
    fn of_field(&mut self, field: &Field) -> Option<Node> {
        if field.nullable {
            return Some(Node::Null);
        }
        if field.blank {
            return Some(Node::text(""));
        }
        self.conforming(field)
    }

    /// The smallest value of a field that keeps to its constraints.
    fn conforming(&mut self, field: &Field) -> Option<Node> {
        match field.repeated() {
            Some((item, least)) => self.items(item, least).map(Node::List),
            None => self.of_type(&field.ty).map(|value| conforming(field, value)),
        }
    }

    /// So many values of a type.
    pub(crate) fn items(&mut self, ty: &Type, count: u32) -> Option<Vec<Node>> {
        (0..count).map(|_| self.of_type(ty)).collect()
    }

    pub(crate) fn of_type(&mut self, ty: &Type) -> Option<Node> {
        self.budget = self.budget.checked_sub(1)?;
        match ty {
            Type::Scalar(scalar) => Some(built_in::row(scalar).smallest),
            Type::List(_) => Some(Node::List(Vec::new())),
            Type::Map(_) => Some(Node::Object(Vec::new())),
            Type::Nullable(_) => Some(Node::Null),
            Type::Named(id) | Type::Alias(id, _) => self.of_named(*id),
        }
    }

    /// A value with another of its own type inside is not the smallest one, and one that is nested deeper than samples may be is
    /// refused by every SDK: what would need that is not tried further.
    fn of_named(&mut self, id: TypeId) -> Option<Node> {
        if self.open.contains(&id) || self.open.len() == limits::VALUE_DEPTH {
            return None;
        }
        let def = self.catalog.type_def(id)?;
        self.open.push(id);
        let value = match &def.kind {
            TypeKind::Object { fields, .. } => self.members(fields.iter()).map(Node::Object),
            TypeKind::Enum { values, .. } => {
                values.iter().find(|value| !value.value.is_blank()).map(|value| Node::of_literal(&value.value))
            }
            TypeKind::Union(variants) => variants.iter().find_map(|variant| self.of_type(&variant.ty)),
            TypeKind::Alias(field) => self.conforming(field),
        };
        self.open.pop();
        value
    }
}
