//! What files include in; the groups of payloads, and the fields that come before the own ones of objects, out.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::catalog::{Field, Group, GroupId, ReservedKey, TypeDef, TypeId, TypeKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::Context;
use crate::narrow::Relation;
use crate::parts::{Known, Part, all_fields, all_reserved, check, first_of_each, narrow_all, origins};
use crate::read::suggestion;
use crate::refine::Refiner;
use crate::sources::Span;
use crate::spec::{At, RefineSpec};
use crate::ways::Way;
use crate::{Ident, limits, rest};

/// What can be included: one namespace of groups, and of the types that are objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    Group(GroupId),
    Type(TypeId),
}

/// An entry of an `include` that can be followed.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub node: Node,
    pub span: Span,
}

/// What the files of a specification include.
#[derive(Default)]
pub(crate) struct Includes {
    groups: BTreeMap<String, GroupId>,
    of: BTreeMap<Node, Vec<Entry>>,
    /// What types that include or refine have by themselves.
    own: BTreeMap<TypeId, (Vec<Field>, Vec<ReservedKey>)>,
    refine: BTreeMap<TypeId, Vec<At<RefineSpec>>>,
    narrowed: BTreeMap<TypeId, Narrowings>,
    progress: BTreeMap<TypeId, Progress>,
    /// The cycles, by the names in them, and the includes that are too deep, by their places: each is told once.
    told: HashSet<String>,
    /// What is wrong with objects that include.
    known: Known,
    /// Fields that were copied so far.
    copied: usize,
}

/// How far a type is.
#[derive(Clone, Copy)]
enum Progress {
    Begun,
    Final,
    /// It is not to be had, which is told.
    Refused,
}

/// Why a type is not final: what is wrong and how to fix it, unless that is told.
type NotFinal = Option<(String, String)>;

/// Where a field is defined: the group or type, and its position there.
pub(crate) type Origin = (Node, usize);

/// The included fields that an object narrows, itself or by way of what it includes.
pub(crate) type Narrowings = BTreeMap<Origin, Narrowed>;

/// An included field, narrowed.
#[derive(Clone)]
pub(crate) struct Narrowed {
    pub field: Field,
    /// The types that did it, one after the other.
    by: Vec<TypeId>,
}

/// What groups and types say about each other, as it is written.
#[derive(Default)]
pub(crate) struct Written {
    pub include: Vec<(Node, Vec<At<String>>)>,
    pub refine: Vec<(TypeId, Vec<At<RefineSpec>>)>,
}

/// What the file of a payload says.
pub(crate) struct Own<'a> {
    pub name: &'a str,
    pub file: &'a str,
    pub ident: &'a Ident,
    pub include: Vec<At<String>>,
    pub refine: Vec<At<RefineSpec>>,
    pub fields: Vec<Field>,
    pub reserved: Vec<ReservedKey>,
}

/// What a payload has then.
#[derive(Default)]
pub(crate) struct Included {
    /// The groups, in order.
    pub groups: Vec<GroupId>,
    /// The fields of the groups that are narrower in this payload, by name.
    pub refined: BTreeMap<String, Field>,
    /// The fields of the types, in order, and its own.
    pub fields: Vec<Field>,
    /// The keys that the types and itself reserve.
    pub reserved: Vec<ReservedKey>,
}

impl Includes {
    /// The includes of groups and types, as they are written.
    pub(crate) fn new(cx: &mut Context<'_>, groups: &[Group], written: Written) -> Self {
        let names = groups.iter().enumerate().map(|(index, group)| (group.name.clone(), GroupId(index))).collect();
        let mut includes = Self { groups: names, ..Self::default() };
        cx.findings.extend(includes.same_names(&cx.types, groups));
        let both = written.include.iter().filter_map(|(node, _)| node.type_id());
        for id in both.chain(written.refine.iter().map(|(id, _)| *id)) {
            if let Some(def) = cx.types.get(id.0) {
                let fields = def.kind.fields().unwrap_or_default().to_vec();
                includes.own.insert(id, (fields, def.reserved.clone()));
            }
        }
        for (node, include) in written.include {
            let file = file(&cx.types, groups, node).to_owned();
            let entries = includes.entries(cx, &file, include, node.type_id().is_none());
            includes.of.insert(node, entries);
        }
        includes.refine = written.refine.into_iter().collect();
        includes
    }

    /// Groups and types of one name: an `include` could mean either.
    fn same_names(&self, types: &[TypeDef], groups: &[Group]) -> Vec<Diagnostic> {
        let shared = types.iter().filter(|def| !def.is_in_place());
        let both = shared.filter_map(|def| Some((def, groups.get(self.groups.get(&def.name)?.0)?)));
        let finding = |(def, group): (&TypeDef, &Group)| {
            let message = format!("`{}` is the name of a type and of a group", def.name);
            let help = "rename one of the two files: an `include` could mean either";
            Diagnostic::new(Code::FileName, Span::new(def.place.file(), 0..0), message, help)
                .related(Span::new(group.place.file(), 0..0), "the group")
        };
        both.map(finding).collect()
    }

    /// The entries of an `include` that can be followed; findings about the others.
    fn entries(&self, cx: &mut Context<'_>, file: &str, include: Vec<At<String>>, in_group: bool) -> Vec<Entry> {
        let most = ("entries in one `include`", limits::INCLUDES);
        let include = limits::names(cx.findings, file, include, most, "merge some of these groups");
        let (mut seen, mut entries) = (BTreeSet::new(), Vec::new());
        for name in include {
            let span = Span::new(file, name.span.clone());
            match self.node(cx, file, &name.value, in_group) {
                Err((code, message, help)) => cx.findings.push(Diagnostic::new(code, span, message, help)),
                Ok(Some(node)) if !seen.insert(node) => {
                    let message = format!("`{}` is included twice", name.value);
                    cx.findings.push(Diagnostic::new(Code::DuplicateInclude, span, message, "remove one of the two"));
                }
                Ok(Some(node)) => entries.push(Entry { node, span }),
                // A type that could not be read, which was told.
                Ok(None) => {}
            }
        }
        entries
    }

    /// What a name in the `include` of a file stands for.
    fn node(
        &self,
        cx: &Context<'_>,
        file: &str,
        name: &str,
        in_group: bool,
    ) -> Result<Option<Node>, (Code, String, String)> {
        if let Some(id) = self.groups.get(name) {
            return Ok(Some(Node::Group(*id)));
        }
        let Some(id) = cx.names.get(name).copied() else {
            let is_object = |id: &TypeId| cx.types.get(id.0).is_some_and(|def| def.kind.fields().is_some());
            let types = cx.names.iter().filter(|(_, id)| !in_group && is_object(id)).map(|(name, _)| name);
            let itself = file.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
            let others = self.groups.keys().chain(types).map(String::as_str);
            let known: Vec<&str> = others.filter(|name| file.starts_with("events/") || Some(*name) != itself).collect();
            let what = if in_group { "group" } else { "group or type" };
            return Err((Code::UnknownGroup, format!("unknown {what} `{name}`"), suggestion(name, &known, "include")));
        };
        let what = match cx.types.get(id.0).map(|def| &def.kind) {
            Some(TypeKind::Object { .. }) if in_group => {
                let message = format!("`{name}` is a type, and a group includes groups only");
                let help = format!("include `{name}` in payloads and types, or move its fields to a group");
                return Err((Code::BadInclude, message, help));
            }
            Some(TypeKind::Object { .. }) => return Ok(Some(Node::Type(id))),
            Some(TypeKind::Union(variants)) if variants.is_empty() => return Ok(None),
            Some(TypeKind::Union(_)) => "a union",
            Some(TypeKind::Enum { .. }) => "an enum",
            Some(TypeKind::Alias(_)) => "an alias",
            None => return Ok(None),
        };
        let help = format!("include groups and objects; `{name}` is the type of a field");
        Err((Code::BadInclude, format!("`{name}` is {what}, and has no fields"), help))
    }

    /// Puts what types include before their own fields, and refines.
    pub(crate) fn resolve_types(&mut self, cx: &mut Context<'_>, groups: &[Group]) {
        let ids: Vec<TypeId> = self.own.keys().copied().collect();
        for id in ids {
            // Whoever waits for it tells why it is not final.
            let _ = self.finish(cx, groups, id, 0);
        }
    }

    /// Makes a type final: what it includes first. Those of `level` many objects wait for it.
    pub(crate) fn finish(
        &mut self,
        cx: &mut Context<'_>,
        groups: &[Group],
        id: TypeId,
        level: usize,
    ) -> Result<(), NotFinal> {
        let name = cx.types.get(id.0).map_or_else(String::new, |def| def.name.clone());
        match self.progress.get(&id) {
            _ if !self.own.contains_key(&id) => return Ok(()),
            Some(Progress::Final) => return Ok(()),
            Some(Progress::Refused) => return Err(None),
            Some(Progress::Begun) => {
                let help = format!("define a type that includes `{name}`, and refine it there");
                return Err(Some((format!("a refinement of `{name}` leads back into `{name}`"), help)));
            }
            None if level > limits::INCLUDE_DEPTH => {
                let message =
                    format!("refinements depend on each other more than {} levels deep", limits::INCLUDE_DEPTH);
                return Err(Some((message, "refine further out".to_owned())));
            }
            None => {}
        }
        self.progress.insert(id, Progress::Begun);
        let entries = self.of.get(&Node::Type(id)).cloned().unwrap_or_default();
        let nodes = self.follow(cx, groups, &format!("types/{name}"), &entries);
        let included = entries.iter().filter_map(|entry| entry.node.type_id());
        let result = included.map(|id| self.finish(cx, groups, id, level + 1)).collect::<Result<Vec<()>, _>>();
        let is_final = result.is_ok() && self.resolve_type(cx, groups, id, (&nodes, &entries), level).is_some();
        self.progress.insert(id, if is_final { Progress::Final } else { Progress::Refused });
        result.map(|_| ())
    }

    fn resolve_type(
        &mut self,
        cx: &mut Context<'_>,
        groups: &[Group],
        id: TypeId,
        (nodes, entries): (&[(Node, usize)], &[Entry]),
        level: usize,
    ) -> Option<()> {
        let def = cx.types.get(id.0)?;
        let (name, ident, file) = (def.name.clone(), def.ident.clone(), def.place.file().to_owned());
        let mut narrowed = self.inherited(cx, entries);
        let (fields, keys) = self.own.get(&id)?;
        let own = Part { fields, reserved: keys, file: &file, entry: None };
        let parts = self.parts(&cx.types, groups, nodes, entries).chain([own]).collect::<Vec<_>>();
        let found = check(&name, &file, &parts);
        let is_clear = found.is_empty();
        let origins = origins(nodes, &parts);
        let (mut fields, reserved) = (all_fields(&parts), all_reserved(&parts));
        self.known.push_once(cx.findings, found);
        if fields.len() > limits::FIELDS || !self.may_copy(cx, &file, origins.len()) {
            return None;
        }
        narrow_all(&mut fields, &origins, &narrowed);
        let refine = self.refine.remove(&id).unwrap_or_default();
        let refiner = Refiner { file: &file, ident: &ident, level };
        let is_own = |position: usize| position >= origins.len();
        for position in self.refine(cx, groups, refiner, (&mut fields, &is_own), refine) {
            let Some(field) = fields.get(position).cloned() else { continue };
            if let Some(origin) = origins.get(position) {
                let mut by = narrowed.get(origin).map(|before| before.by.clone()).unwrap_or_default();
                by.push(id);
                narrowed.insert(*origin, Narrowed { field, by });
            } else {
                let own = self.own.get_mut(&id).and_then(|(own, _)| own.get_mut(position - origins.len()));
                own.into_iter().for_each(|own| own.clone_from(&field));
            }
        }
        self.narrowed.insert(id, narrowed);
        if !is_clear {
            first_of_each(&mut fields, &[]);
        }
        let def = cx.types.get_mut(id.0)?;
        match &mut def.kind {
            TypeKind::Object { fields: own, unlisted } => {
                *unlisted = rest::beside(std::mem::take(unlisted), &fields.iter().collect::<Vec<_>>());
                (*own, def.reserved) = (fields, reserved);
            }
            TypeKind::Enum { .. } | TypeKind::Union(_) | TypeKind::Alias(_) => {}
        }
        Some(())
    }

    /// What the types of an `include` narrow, and a finding for each field that two of them narrow in different ways.
    fn inherited(&self, cx: &mut Context<'_>, entries: &[Entry]) -> Narrowings {
        let relation = Relation { types: &cx.types, includes: self };
        let (mut all, mut findings) = (Narrowings::new(), Vec::new());
        for entry in entries {
            let of_entry = entry.node.type_id().and_then(|id| self.narrowed.get(&id));
            for (origin, narrowed) in of_entry.into_iter().flatten() {
                let Some(before) = all.get(origin) else {
                    all.insert(*origin, narrowed.clone());
                    continue;
                };
                if narrowed.by.starts_with(&before.by) {
                    all.insert(*origin, narrowed.clone());
                } else if !before.by.starts_with(&narrowed.by) && !relation.same_field(&before.field, &narrowed.field) {
                    let message = format!("two includes narrow `{}` in different ways", before.field.name);
                    let help = "make the two refinements equal, or do not include both";
                    let finding = Diagnostic::new(Code::BadRefinement, entry.span.clone(), message, help);
                    let places = [&before.field.place, &narrowed.field.place].map(Span::rest_of_line);
                    let [first, second] = places;
                    findings.push(finding.related(first, "refined here").related(second, "and here"));
                }
            }
        }
        cx.findings.extend(findings);
        all
    }

    /// What a payload has with what it includes.
    pub(crate) fn of_payload(&mut self, cx: &mut Context<'_>, groups: &[Group], own: Own<'_>) -> Included {
        let Own { name, file, ident, include, refine, fields: own_fields, reserved: own_reserved } = own;
        let entries = self.entries(cx, file, include, false);
        let mut nodes = self.follow(cx, groups, &format!("events/{name}"), &entries);
        // The fields of groups come first.
        nodes.sort_by_key(|(node, _)| node.type_id().is_some());
        let narrowed = self.inherited(cx, &entries);
        let own = Part { fields: &own_fields, reserved: &own_reserved, file, entry: None };
        let mut parts: Vec<Part<'_>> = self.parts(&cx.types, groups, &nodes, &entries).chain([own]).collect();
        let found = check(name, file, &parts);
        let is_clear = found.is_empty();
        // What is its own is moved, not copied.
        parts.pop();
        let of_groups = nodes.iter().filter(|(node, _)| node.group_id().is_some()).count();
        // Fields of groups are copied only where some may be narrower here.
        let first = if narrowed.is_empty() && refine.is_empty() { of_groups } else { 0 };
        let copied = parts.get(first..).unwrap_or_default();
        let origins = origins(nodes.get(first..).unwrap_or_default(), copied);
        let in_groups = origins.iter().take_while(|(node, _)| node.group_id().is_some()).count();
        let mut fields = all_fields(copied);
        let mut reserved = all_reserved(parts.get(of_groups..).unwrap_or_default());
        fields.extend(own_fields);
        reserved.extend(own_reserved);
        self.known.push_once(cx.findings, found);
        let groups_of = nodes.iter().filter_map(|(node, _)| node.group_id()).collect();
        if !self.may_copy(cx, file, origins.len() - in_groups) {
            return Included { groups: groups_of, ..Included::default() };
        }
        narrow_all(&mut fields, &origins, &narrowed);
        let refiner = Refiner { file, ident, level: 0 };
        let is_own = |position: usize| position >= origins.len();
        let changed = self.refine(cx, groups, refiner, (&mut fields, &is_own), refine);
        let mut own = fields.split_off(in_groups);
        let is_narrower = |position: usize| {
            changed.contains(&position) || origins.get(position).is_some_and(|it| narrowed.contains_key(it))
        };
        let narrower = fields.into_iter().enumerate().filter(|(position, _)| is_narrower(*position));
        if !is_clear {
            let of_groups = nodes.iter().filter_map(|(node, _)| groups.get(node.group_id()?.0));
            first_of_each(&mut own, &of_groups.flat_map(|group| group.fields.iter()).collect::<Vec<_>>());
        }
        let refined = narrower.map(|(_, field)| (field.name.clone(), field)).collect();
        Included { groups: groups_of, refined, fields: own, reserved }
    }

    /// Whether so many more fields may be copied into an object.
    pub(crate) fn may_copy(&mut self, cx: &mut Context<'_>, file: &str, fields: usize) -> bool {
        let help = "make some of the types that are included the type of a field, or move their fields to groups";
        self.may_copy_for(cx, file, fields, help)
    }

    /// Whether an event that narrows its payload may have a copy of it.
    pub(crate) fn may_copy_payload(&mut self, cx: &mut Context<'_>, file: &str, fields: usize) -> bool {
        let help = "describe events in payloads with fewer fields: each event that has a part of its name in its payload, or an `[[event.refine]]`, has a copy of all";
        self.may_copy_for(cx, file, fields, help)
    }

    fn may_copy_for(&mut self, cx: &mut Context<'_>, file: &str, fields: usize, help: &str) -> bool {
        let before = self.copied;
        self.copied = before.saturating_add(fields);
        if self.copied > limits::INCLUDED && before <= limits::INCLUDED {
            let message = format!(
                "objects and events get more than {} fields from what they include or narrow",
                limits::INCLUDED
            );
            cx.findings.push(Diagnostic::new(Code::Limit, Span::new(file, 0..0), message, help));
        }
        self.copied <= limits::INCLUDED
    }

    /// Everything that entries lead to, what is included first, each with the position of the entry that does first.
    fn follow(&mut self, cx: &mut Context<'_>, groups: &[Group], owner: &str, entries: &[Entry]) -> Vec<(Node, usize)> {
        let mut way = Way { types: &cx.types, groups, of: &self.of, nodes: Vec::new(), seen: BTreeSet::new() };
        let mut findings = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            way.follow(std::slice::from_ref(entry), index, &mut vec![owner.to_owned()], &mut findings);
        }
        let nodes = way.nodes;
        let new = findings.into_iter().filter(|(key, _)| self.told.insert(key.clone()));
        cx.findings.extend(new.map(|(_, finding)| finding));
        nodes
    }

    fn parts<'a>(
        &'a self,
        types: &'a [TypeDef],
        groups: &'a [Group],
        nodes: &'a [(Node, usize)],
        entries: &'a [Entry],
    ) -> impl Iterator<Item = Part<'a>> {
        nodes.iter().map(move |(node, entry)| {
            let (fields, reserved) = match *node {
                Node::Group(id) => groups.get(id.0).map(|group| (group.fields.as_slice(), group.reserved.as_slice())),
                Node::Type(id) => match self.own.get(&id) {
                    Some((fields, reserved)) => Some((fields.as_slice(), reserved.as_slice())),
                    None => types.get(id.0).and_then(|def| Some((def.kind.fields()?, def.reserved.as_slice()))),
                },
            }
            .unwrap_or_default();
            Part { fields, reserved, file: file(types, groups, *node), entry: entries.get(*entry) }
        })
    }
}

impl Includes {
    /// Whether a type includes another one, itself or by way of others.
    pub(crate) fn leads_to(&self, from: TypeId, to: TypeId) -> bool {
        let (mut open, mut seen) = (vec![Node::Type(from)], BTreeSet::new());
        while let Some(node) = open.pop().filter(|_| !seen.contains(&Node::Type(to))) {
            let entries = self.of.get(&node).into_iter().flatten().map(|entry| entry.node);
            open.extend(entries.filter(|node| seen.insert(*node)));
        }
        seen.contains(&Node::Type(to))
    }
}

impl Node {
    pub(crate) fn type_id(self) -> Option<TypeId> {
        match self {
            Self::Type(id) => Some(id),
            Self::Group(_) => None,
        }
    }

    fn group_id(self) -> Option<GroupId> {
        match self {
            Self::Group(id) => Some(id),
            Self::Type(_) => None,
        }
    }
}

/// The file of a group or type.
fn file<'a>(types: &'a [TypeDef], groups: &'a [Group], node: Node) -> &'a str {
    let place = match node {
        Node::Group(id) => groups.get(id.0).map(|group| &group.place),
        Node::Type(id) => types.get(id.0).map(|def| &def.place),
    };
    place.map_or("", |place| place.file())
}
