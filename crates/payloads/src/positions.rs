//! Where a field is shown: for each definition of a field, the smallest payload that has it.

use std::collections::{HashSet, VecDeque};

use eventspec_catalog::{Catalog, Field, Payload, Type, TypeId, TypeKind};

use crate::minimal::{BUDGET, Maker};
use crate::tree::{KEY, Member, Node};

/// How many values a field may be inside of. Fields of types that are deeper in every payload have no position.
const DEEPEST: usize = 16;

/// A definition of a field, and the way to it.
pub struct Position<'a> {
    /// The field.
    pub field: &'a Field,
    /// The way to the object of the field; none for a field of the payload itself. To an alias, the way to a value of it.
    way: Option<Way<'a>>,
    /// The members that the object of the field has beside it; those of a payload are the payload's own affair.
    beside: Vec<Member>,
    /// Whether it is of a value of an alias, which is not a member of anything by itself.
    is_value: bool,
}

/// The way from a payload to a value inside of it.
#[derive(Clone)]
pub(crate) struct Way<'a> {
    /// The field of the payload that the value is in.
    pub outermost: &'a Field,
    /// From there inwards.
    steps: Vec<Step<'a>>,
}

/// What a value is inside of.
#[derive(Clone)]
enum Step<'a> {
    /// A field of an object, with the members beside it.
    Field(&'a Field, Vec<Member>),
    /// A list, with the items that it must have beside it.
    Item(Vec<Node>),
    Entry,
}

/// The positions of a catalogue, by the payload that they are in. A shared group and a named type belong to the first
/// payload that has them.
///
/// ```
/// use eventspec_payloads::tree::{Member, Node};
/// # let mut sources = eventspec_catalog::Sources::default();
/// # sources.insert("catalog.toml", "name = \"x\"\ntitle = \"X\"\nversion = \"1.0.0\"\ndoc = \"X.\"\n");
/// # sources.insert("types/item.toml", "doc = \"I.\"\n\
/// #     field = [{ name = \"sku\", type = \"string\", required = true, doc = \"S.\" },\n\
/// #              { name = \"note\", type = \"string\", doc = \"N.\" }]\n");
/// # sources.insert("events/order.toml", "doc = \"O.\"\nevent = [{ name = \"order\", doc = \"O.\" }]\n\
/// #     field = [{ name = \"items\", type = \"list<item>\", doc = \"I.\" }]\n");
/// # let catalog = eventspec_catalog::resolve_without_samples(&sources).unwrap();
///
/// let (_, positions) = &eventspec_payloads::positions::all(&catalog)[0];
/// let note = &positions[2];
/// assert_eq!(note.name(), "items > note");
/// let members = note.around(vec![Member::new("note", Node::Null)]);
/// assert_eq!(members[0].to_string(), r#""items":[{"sku":"a","note":null}]"#);
/// ```
pub fn all(catalog: &Catalog) -> Vec<(&Payload, Vec<Position<'_>>)> {
    let mut groups = HashSet::new();
    let mut types = HashSet::new();
    let positions = |payload| {
        let mut own = fields(catalog, payload, &mut groups);
        own.extend(payload.unlisted.rest());
        let mut positions: Vec<Position<'_>> =
            own.iter().map(|field| Position { field, way: None, beside: Vec::new(), is_value: false }).collect();
        for (id, way) in Reach::new(catalog, &own, &mut types, BUDGET) {
            positions.extend(inside(catalog, id, &way));
        }
        (payload, positions)
    };
    catalog.payloads.iter().map(positions).collect()
}

/// Where a value of a union is shown whose alternatives have members, and the way to it.
pub struct UnionPosition<'a> {
    ty: Type,
    way: Way<'a>,
}

/// The unions of a catalogue whose alternatives have members, by the first payload that has them.
pub fn unions(catalog: &Catalog) -> Vec<(&Payload, Vec<UnionPosition<'_>>)> {
    let mut groups = HashSet::new();
    let mut types = HashSet::new();
    let has_members = |ty: &Type| ty.value().is_some() || catalog.is_object(ty);
    let unions = |payload| {
        let mut own = fields(catalog, payload, &mut groups);
        own.extend(payload.unlisted.rest());
        let reached = Reach::new(catalog, &own, &mut types, BUDGET).filter_map(|(id, way)| {
            let ty = Type::Named(id);
            let alternatives = catalog.kind(&ty)?.alternatives()?;
            alternatives.iter().any(|variant| has_members(&variant.ty)).then_some(UnionPosition { ty, way })
        });
        (payload, reached.collect())
    };
    catalog.payloads.iter().map(unions).collect()
}

impl<'a> UnionPosition<'a> {
    /// The union.
    pub fn ty(&self) -> &Type {
        &self.ty
    }

    /// The field of the payload.
    pub fn outermost(&self) -> &'a Field {
        self.way.outermost
    }

    /// The member of the payload that has a value where the union belongs.
    pub fn around(&self, value: Node) -> Member {
        self.way.around(value)
    }

    /// The name of the field among all of its payload.
    pub fn name(&self) -> String {
        self.way.names().collect::<Vec<_>>().join(" > ")
    }
}

/// The fields of a payload that no earlier one has.
fn fields<'a>(catalog: &'a Catalog, payload: &'a Payload, seen: &mut HashSet<(usize, &'a str)>) -> Vec<&'a Field> {
    if payload.refines.is_some() {
        return catalog.narrowed(payload).collect();
    }
    let groups = payload.groups.iter().filter_map(|id| Some((id.0, catalog.group(*id)?)));
    let shared = groups.flat_map(|(id, group)| payload.of_group(group).map(move |field| (id, field)));
    // One that is narrower here is a definition of its own.
    let is_new = |(id, field): &(usize, &'a Field)| {
        payload.refined.contains_key(&field.name) || seen.insert((*id, field.name.as_str()))
    };
    shared.filter(is_new).map(|(_, field)| field).chain(&payload.fields).collect()
}

/// The positions of the fields of a type, if it is an object; of an alias, that of its values.
fn inside<'a>(catalog: &'a Catalog, id: TypeId, way: &Way<'a>) -> Vec<Position<'a>> {
    let (fields, rest) = match catalog.type_def(id).map(|def| &def.kind) {
        Some(TypeKind::Object { fields, unlisted }) => (fields.as_slice(), unlisted.rest()),
        // A field of that type shows what it is.
        Some(TypeKind::Alias(_)) if way.steps.is_empty() && way.outermost.ty.alias().is_some() => return Vec::new(),
        Some(TypeKind::Alias(field)) => {
            return vec![Position { field, way: Some(way.clone()), beside: Vec::new(), is_value: true }];
        }
        Some(TypeKind::Enum { .. } | TypeKind::Union(_)) | None => (&[][..], None),
    };
    let position = |field| {
        let beside = beside(catalog, fields, field, BUDGET)?;
        Some(Position { field, way: Some(way.clone()), beside, is_value: false })
    };
    fields.iter().chain(rest).filter_map(position).collect()
}

/// The members that an object must have, but for one of them.
fn beside(catalog: &Catalog, fields: &[Field], but: &Field, budget: usize) -> Option<Vec<Member>> {
    Maker::new(catalog, budget).members(fields.iter().filter(|field| field.name != but.name))
}

/// The shortest way to a value of a type from fields of a payload, if there is one; what stands beside the value on the way is
/// made of no more values than the budget permitted.
pub(crate) fn way_to<'a>(catalog: &'a Catalog, fields: &[&'a Field], id: TypeId, budget: usize) -> Option<Way<'a>> {
    let mut seen = HashSet::new();
    Reach::new(catalog, fields, &mut seen, budget).find(|(reached, _)| *reached == id).map(|(_, way)| way)
}

impl<'a> Position<'a> {
    /// The field of the payload.
    pub fn outermost(&self) -> &'a Field {
        self.way.as_ref().map_or(self.field, |way| way.outermost)
    }

    /// The members of the payload that have these members where the field belongs.
    pub fn around(&self, members: Vec<Member>) -> Vec<Member> {
        match &self.way {
            None => members,
            Some(way) if self.is_value => members.into_iter().take(1).map(|member| way.around(member.value)).collect(),
            Some(way) => vec![way.around(Node::Object([self.beside.clone(), members].concat()))],
        }
    }

    /// Whether it is of a value of an alias: what stands there is a value, under no key of its own.
    pub fn is_value(&self) -> bool {
        self.is_value
    }

    /// The name of the field among all of its payload.
    pub fn name(&self) -> String {
        let outer = self.way.iter().flat_map(Way::names);
        outer.chain([self.field.name.as_str()]).collect::<Vec<_>>().join(" > ")
    }
}

impl Way<'_> {
    /// The member of the payload that has a value at the end of the way.
    pub(crate) fn around(&self, value: Node) -> Member {
        let around = |value, step: &Step<'_>| match step {
            Step::Item(beside) => Node::List([vec![value], beside.clone()].concat()),
            Step::Entry => Node::Object(vec![Member::new(KEY, value)]),
            Step::Field(field, beside) => {
                Node::Object([beside.clone(), vec![Member::new(&field.name, value)]].concat())
            }
        };
        Member::new(&self.outermost.name, self.steps.iter().rev().fold(value, around))
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let inner = self.steps.iter().filter_map(|step| match step {
            Step::Field(field, _) => Some(field.name.as_str()),
            Step::Item(_) | Step::Entry => None,
        });
        [self.outermost.name.as_str()].into_iter().chain(inner)
    }
}

/// The named types that fields refer to, nearest first, each with the way to it.
struct Reach<'a, 's> {
    catalog: &'a Catalog,
    /// The types that have been reached.
    seen: &'s mut HashSet<usize>,
    /// The types whose parts have not been looked at.
    open: VecDeque<(TypeId, Way<'a>)>,
    budget: usize,
}

impl<'a, 's> Reach<'a, 's> {
    fn new(catalog: &'a Catalog, fields: &[&'a Field], seen: &'s mut HashSet<usize>, budget: usize) -> Self {
        let mut reach = Self { catalog, seen, open: VecDeque::new(), budget };
        for field in fields {
            reach.refer(&field.ty, field.constraints.min_items, || Some(Way { outermost: field, steps: Vec::new() }));
        }
        reach
    }

    /// Notes the named type that a type refers to, if it is new and there is a way to it. A list has so many items at least.
    fn refer(&mut self, mut ty: &Type, least: Option<u32>, way: impl FnOnce() -> Option<Way<'a>>) {
        let mut steps = Vec::new();
        let first = ty;
        let id = loop {
            match ty {
                Type::Scalar(_) => return,
                Type::Nullable(inner) => ty = inner,
                Type::Named(id) | Type::Alias(id, _) => break *id,
                Type::List(item) => {
                    steps.push(Step::Item(Vec::new()));
                    ty = item;
                }
                Type::Map(value) => {
                    steps.push(Step::Entry);
                    ty = value;
                }
            }
        };
        if self.seen.contains(&id.0) {
            return;
        }
        let Some(mut way) = way() else { return };
        // The items of an alias are its own affair.
        let item = first.item().filter(|_| first.alias().is_none());
        if let (Some(Step::Item(beside)), Some(item), Some(least)) = (steps.first_mut(), item, least) {
            let Some(others) = Maker::new(self.catalog, self.budget).items(item, least.saturating_sub(1)) else {
                return;
            };
            *beside = others;
        }
        way.steps.extend(steps);
        if way.steps.len() < DEEPEST {
            self.seen.insert(id.0);
            self.open.push_back((id, way));
        }
    }
}

impl<'a> Iterator for Reach<'a, '_> {
    type Item = (TypeId, Way<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (id, way) = self.open.pop_front()?;
        let (catalog, budget) = (self.catalog, self.budget);
        match catalog.type_def(id).map(|def| &def.kind) {
            Some(TypeKind::Union(variants)) => {
                variants.iter().for_each(|variant| self.refer(&variant.ty, None, || Some(way.clone())));
            }
            Some(TypeKind::Object { fields, unlisted }) => {
                for field in fields.iter().chain(unlisted.rest()) {
                    self.refer(&field.ty, field.constraints.min_items, || {
                        let mut further = way.clone();
                        further.steps.push(Step::Field(field, beside(catalog, fields, field, budget)?));
                        Some(further)
                    });
                }
            }
            Some(TypeKind::Alias(field)) => {
                self.refer(&field.ty, field.constraints.min_items, || Some(way.clone()));
            }
            Some(TypeKind::Enum { .. }) | None => {}
        }
        Some((id, way))
    }
}
