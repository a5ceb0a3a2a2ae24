//! Where a field is shown: for each definition of a field, the smallest payload that has it.

use std::collections::{HashSet, VecDeque};

use eventspec_catalog::{Catalog, Field, Payload, Type, TypeId, TypeKind};

use crate::minimal;
use crate::tree::{Member, Node, Size};

/// How many values a field may be inside of. Fields of types that are deeper in every payload have no vectors.
const DEEPEST: usize = 16;

/// A definition of a field, and the way to it.
pub struct Site<'a> {
    pub field: &'a Field,
    /// From the payload's field inwards; empty for a field of the payload itself.
    way: Vec<Step<'a>>,
    /// The members that the object of the field has beside it; those of a payload are the payload's own affair.
    beside: Vec<Member>,
}

/// What a value is inside of.
#[derive(Clone)]
enum Step<'a> {
    /// A field, of a payload or, with the members beside it, of an object.
    Field(&'a Field, Vec<Member>),
    Item,
    Entry,
}

impl<'a> Site<'a> {
    /// The field of the payload.
    pub fn outermost(&self) -> &'a Field {
        match self.way.first() {
            Some(Step::Field(field, _)) => field,
            _ => self.field,
        }
    }

    /// The members of the payload that have these members where the field belongs.
    pub fn around(&self, members: Vec<Member>) -> Vec<Member> {
        if self.way.is_empty() {
            return members;
        }
        let inner = Node::Object([self.beside.clone(), members].concat());
        let mut object = Vec::new();
        let mut node = inner;
        for step in self.way.iter().rev() {
            node = match step {
                Step::Item => Node::List(vec![node]),
                Step::Entry => Node::Object(vec![Member::new("a key", node)]),
                Step::Field(field, beside) => {
                    object = [beside.clone(), vec![Member::new(&field.name, node)]].concat();
                    Node::Object(object.clone())
                }
            };
        }
        object
    }

    /// The name of the field among all of its payload.
    pub fn name(&self) -> String {
        let outer = self.way.iter().filter_map(|step| match step {
            Step::Field(field, _) => Some(field.name.as_str()),
            _ => None,
        });
        outer.chain([self.field.name.as_str()]).collect::<Vec<_>>().join(" > ")
    }
}

/// The sites of a catalogue, by the payload they are in. A shared group and a named type belong to the first payload
/// that has them.
pub fn all(catalog: &Catalog) -> Vec<(&Payload, Vec<Site<'_>>)> {
    let mut groups = HashSet::new();
    let mut types = HashSet::new();
    let sites = |payload| {
        let own = fields(catalog, payload, &mut groups);
        let mut sites: Vec<Site<'_>> =
            own.iter().map(|field| Site { field, way: Vec::new(), beside: Vec::new() }).collect();
        sites.extend(inside(catalog, &own, &mut types));
        (payload, sites)
    };
    catalog.payloads.iter().map(sites).collect()
}

/// The fields of a payload that no earlier one has.
fn fields<'a>(catalog: &'a Catalog, payload: &'a Payload, seen: &mut HashSet<usize>) -> Vec<&'a Field> {
    let groups = payload.groups.iter().filter(|id| seen.insert(id.0)).filter_map(|id| catalog.group(*id));
    groups.flat_map(|group| &group.fields).chain(&payload.fields).collect()
}

/// The fields of the types that fields refer to, nearest first.
fn inside<'a>(catalog: &'a Catalog, fields: &[&'a Field], seen: &mut HashSet<usize>) -> Vec<Site<'a>> {
    let mut sites = Vec::new();
    let mut open: VecDeque<(TypeId, Vec<Step<'a>>)> = VecDeque::new();
    for field in fields {
        refers(&field.ty, vec![Step::Field(field, Vec::new())], seen, &mut open);
    }
    while let Some((id, way)) = open.pop_front() {
        match catalog.type_def(id).map(|def| &def.kind) {
            Some(TypeKind::Union(variants)) => {
                variants.iter().for_each(|variant| refers(&variant.ty, way.clone(), seen, &mut open));
            }
            Some(TypeKind::Object { fields, .. }) if way.len() <= DEEPEST => {
                for field in fields {
                    let mut budget = minimal::BUDGET;
                    let beside = minimal::required(catalog, fields.iter(), Some(field), &mut budget);
                    let Some(beside) = beside else { continue };
                    let further = [way.clone(), vec![Step::Field(field, beside.clone())]].concat();
                    refers(&field.ty, further, seen, &mut open);
                    sites.push(Site { field, way: way.clone(), beside });
                }
            }
            _ => {}
        }
    }
    sites
}

/// Notes the named type that a type refers to, if it is new.
fn refers<'a>(
    ty: &Type,
    mut way: Vec<Step<'a>>,
    seen: &mut HashSet<usize>,
    open: &mut VecDeque<(TypeId, Vec<Step<'a>>)>,
) {
    match ty {
        Type::List(item) => {
            way.push(Step::Item);
            refers(item, way, seen, open);
        }
        Type::Map(value) => {
            way.push(Step::Entry);
            refers(value, way, seen, open);
        }
        Type::Named(id) if seen.insert(id.0) => open.push_back((*id, way)),
        _ => {}
    }
}

/// Members of which the specification knows nothing, to try on every payload: a case and the members.
pub fn strangers() -> Vec<(&'static str, Vec<Member>)> {
    let one = || Node::Number("1", Size::Whole);
    let nested = Node::Object(vec![Member::new("x", Node::List(vec![Node::Object(Vec::new()), Node::Null]))]);
    let cut = Member { json: r#""cut \ud83d""#.to_owned(), ..Member::new("cut \u{fffd}", one()) };
    let deep = (0..127).fold(None, |inner: Option<Node>, _| Some(Node::List(inner.into_iter().collect())));
    vec![
        ("unknown field", vec![Member::new("unknown !", one())]),
        ("unknown field, spaced out", vec![Member { is_spaced: true, ..Member::new("unknown !", one()) }]),
        ("unknown field that is null", vec![Member::new("unknown !", Node::Null)]),
        ("unknown field that is blank", vec![Member::new("unknown !", Node::text(""))]),
        ("unknown field with an inside", vec![Member::new("unknown !", nested)]),
        ("unknown field beyond a double", vec![Member::new("unknown !", Node::Number("-1e400", Size::Huge))]),
        ("unknown field twice", vec![Member::new("unknown !", one()), Member::escaped("unknown !", Node::Null)]),
        ("unknown fields", vec![Member::new("unknown !", one()), Member::new("unknown ?", one())]),
        ("unknown field nested to the limit", vec![Member::new("unknown !", deep.unwrap_or(Node::Null))]),
        (
            "keys of prototypes",
            vec![
                Member::new("__proto__", Node::Object(vec![Member::new("a", one())])),
                Member::new("constructor", Node::Null),
                Member::new("toString", Node::text("x")),
                Member::new("hasOwnProperty", one()),
            ],
        ),
        (
            "keys that are indices",
            vec![Member::new("12", one()), Member::new("2", one()), Member::new("4294967295", one())],
        ),
        ("keys that pointers escape", vec![Member::new("a/b~c", one()), Member::new("~1", one())]),
        ("key that is empty", vec![Member::new("", one())]),
        ("key of a null character", vec![Member { json: r#""\u0000""#.to_owned(), ..Member::new("\0", one()) }]),
        ("key beyond ASCII", vec![Member::new("é😀", one())]),
        ("key with a quote", vec![Member::new("a\"b\\", one())]),
        ("key with a cut surrogate pair", vec![cut]),
        (
            "value with a cut surrogate pair",
            vec![Member::new("unknown !", Node::written(r#""\ude00""#, "\u{fffd}", crate::tree::Nature::Cut))],
        ),
    ]
}
