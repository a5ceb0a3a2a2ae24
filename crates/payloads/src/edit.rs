//! The smallest payload with one place in it made different.

use eventspec_catalog::{Catalog, Field, Payload, TypeId, TypeKind};

use crate::minimal::Maker;
use crate::positions::way_to;
use crate::tree::{Member, Node};

/// How many values such a payload may be made of beside the edit.
const BUDGET: usize = 10_000;

/// What is different about a payload.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The type whose value it is; `None` for the payload itself.
    pub at: Option<TypeId>,
    /// What becomes of that.
    pub change: Change,
}

/// What becomes of a value.
#[derive(Clone, Debug)]
pub enum Change {
    /// It is this one.
    Value(Node),
    /// An object has a member that others have not, and lacks those of some fields.
    Members {
        /// The member; it stands first.
        set: Option<Member>,
        /// The names of the fields.
        omit: Vec<String>,
    },
}

impl Change {
    /// The value is the smallest one.
    pub const NONE: Self = Self::Members { set: None, omit: Vec::new() };
}

/// The smallest payload that has an edit; none if it has no place for it. The edit stands first in it.
///
/// ```
/// use eventspec_payloads::edit::{Change, Edit, payload};
/// use eventspec_payloads::tree::Node;
/// # let mut sources = eventspec_catalog::Sources::default();
/// # sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
/// # sources.insert("types/status.toml", "doc = \"S.\"\nvalues = [{ value = \"open\" }, { value = \"paid\" }]\n");
/// # sources.insert("events/order.toml", "doc = \"O.\"\nevent = [{ name = \"order\", doc = \"O.\" }]\n\
/// #     field = [{ name = \"id\", type = \"integer\", required = true, doc = \"I.\" },\n\
/// #              { name = \"history\", type = \"list<status>\", doc = \"H.\" }]\n");
/// # let catalog = eventspec_catalog::resolve_without_samples(&sources).unwrap();
///
/// let status = catalog.types.iter().position(|def| def.name == "status").map(eventspec_catalog::TypeId);
/// let edit = Edit { at: status, change: Change::Value(Node::text("lost")) };
/// let made = payload(&catalog, &catalog.payloads[0], &edit).unwrap();
/// assert_eq!(made.to_string(), r#"{"history":["lost"],"id":7}"#);
/// ```
pub fn payload(catalog: &Catalog, payload: &Payload, edit: &Edit) -> Option<Node> {
    let fields: Vec<&Field> = catalog.fields(payload).collect();
    part(catalog, &fields, payload.unlisted.rest(), edit)
}

/// The field of a payload that the value of a type is in, in the smallest payload that has one.
pub fn outermost<'a>(catalog: &'a Catalog, payload: &'a Payload, id: TypeId) -> Option<&'a Field> {
    let possible: Vec<&Field> = catalog.fields(payload).chain(payload.unlisted.rest()).collect();
    Some(way_to(catalog, &possible, id, BUDGET)?.outermost)
}

/// As [`payload`], of a payload that has these fields alone, and such members besides.
pub fn part(catalog: &Catalog, fields: &[&Field], rest: Option<&Field>, edit: &Edit) -> Option<Node> {
    let Some(id) = edit.at else { return object(catalog, fields.iter().copied(), &edit.change) };
    let value = match &catalog.type_def(id)?.kind {
        TypeKind::Object { fields, .. } => object(catalog, fields.iter(), &edit.change)?,
        TypeKind::Enum { .. } | TypeKind::Union(_) | TypeKind::Alias(_) => match &edit.change {
            Change::Value(value) => value.clone(),
            Change::Members { .. } => Maker::new(catalog, BUDGET).of_type(&catalog.type_of(id))?,
        },
    };
    let possible: Vec<&Field> = fields.iter().copied().chain(rest).collect();
    let way = way_to(catalog, &possible, id, BUDGET)?;
    let others = fields.iter().copied().filter(|field| field.name != way.outermost.name);
    let others = Maker::new(catalog, BUDGET).members(others)?;
    Some(Node::Object([vec![way.around(value)], others].concat()))
}

/// An object of these fields with a change.
fn object<'f>(catalog: &Catalog, fields: impl Iterator<Item = &'f Field>, change: &Change) -> Option<Node> {
    match change {
        Change::Value(value) => Some(value.clone()),
        Change::Members { set, omit } => {
            let is_set = |field: &Field| set.as_ref().is_some_and(|member| member.key == field.name);
            let others = fields.filter(|field| !omit.contains(&field.name) && !is_set(field));
            let others = Maker::new(catalog, BUDGET).members(others)?;
            Some(Node::Object(set.iter().cloned().chain(others).collect()))
        }
    }
}
