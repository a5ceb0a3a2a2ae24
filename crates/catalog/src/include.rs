//! What files include in; the groups of payloads, and the fields that come before the own ones of objects, out.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::catalog::{Field, Group, GroupId, ReservedKey, TypeDef, TypeId, TypeKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::Context;
use crate::read::suggestion;
use crate::scope::{Clash, Scope, confusable_names};
use crate::sources::Span;
use crate::spec::At;
use crate::{limits, reserved, rest};

/// What can be included: one namespace of groups, and of the types that are objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    Group(GroupId),
    Type(TypeId),
}

/// An entry of an `include` that can be followed.
#[derive(Debug)]
struct Entry {
    node: Node,
    span: Span,
}

/// What the files of a specification include.
#[derive(Default)]
pub(crate) struct Includes {
    groups: BTreeMap<String, GroupId>,
    of: BTreeMap<Node, Vec<Entry>>,
    /// What types with an include have by themselves.
    own: BTreeMap<TypeId, (Vec<Field>, Vec<ReservedKey>)>,
    /// The cycles, by the names in them, and the includes that are too deep, by their places: each is told once.
    told: HashSet<String>,
    /// Fields that were copied so far.
    copied: usize,
}

/// What an object includes, itself or by way of others.
#[derive(Default)]
pub(crate) struct Included {
    /// The groups, in order.
    pub groups: Vec<GroupId>,
    /// The fields of the types, in order.
    pub fields: Vec<Field>,
    /// The keys that the types reserve.
    pub reserved: Vec<ReservedKey>,
}

/// Fields of one origin, on their way into an object.
struct Part<'a> {
    fields: &'a [Field],
    reserved: &'a [ReservedKey],
    /// The file that has them.
    file: &'a str,
    /// The entry of the object's own `include` that leads to them; none of its own fields.
    entry: Option<&'a Entry>,
}

impl Includes {
    /// The includes of groups and types, as they are written.
    pub(crate) fn new(cx: &mut Context<'_>, groups: &[Group], written: Vec<(Node, Vec<At<String>>)>) -> Self {
        let names = groups.iter().enumerate().map(|(index, group)| (group.name.clone(), GroupId(index))).collect();
        let mut includes = Self { groups: names, ..Self::default() };
        cx.findings.extend(includes.same_names(&cx.types, groups));
        for (node, include) in written {
            let file = includes.file(&cx.types, groups, node).to_owned();
            let entries = includes.entries(cx, &file, include, matches!(node, Node::Group(_)));
            if let (Node::Type(id), Some(def)) = (node, node.type_id().and_then(|id| cx.types.get(id.0))) {
                includes.own.insert(id, (def.kind.fields().unwrap_or_default().to_vec(), def.reserved.clone()));
            }
            includes.of.insert(node, entries);
        }
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

    fn file<'a>(&self, types: &'a [TypeDef], groups: &'a [Group], node: Node) -> &'a str {
        let place = match node {
            Node::Group(id) => groups.get(id.0).map(|group| &group.place),
            Node::Type(id) => types.get(id.0).map(|def| &def.place),
        };
        place.map_or("", |place| place.file())
    }

    /// The entries of an `include` that can be followed; findings about the others.
    fn entries(&self, cx: &mut Context<'_>, file: &str, include: Vec<At<String>>, in_group: bool) -> Vec<Entry> {
        let most = ("entries in one `include`", limits::INCLUDES);
        let include = limits::names(cx.findings, file, include, most, "merge some of these groups");
        let (mut seen, mut entries) = (BTreeSet::new(), Vec::new());
        for name in include {
            let span = Span::new(file, name.span.clone());
            match self.node(cx, &name.value, in_group) {
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

    /// What a name in an `include` stands for.
    fn node(&self, cx: &Context<'_>, name: &str, in_group: bool) -> Result<Option<Node>, (Code, String, String)> {
        if let Some(id) = self.groups.get(name) {
            return Ok(Some(Node::Group(*id)));
        }
        let Some(id) = cx.names.get(name).copied() else {
            let is_object = |id: &TypeId| cx.types.get(id.0).is_some_and(|def| def.kind.fields().is_some());
            let types = cx.names.iter().filter(|(_, id)| !in_group && is_object(id)).map(|(name, _)| name);
            let known: Vec<&str> = self.groups.keys().chain(types).map(String::as_str).collect();
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
            None => return Ok(None),
        };
        let help = format!("include groups and objects; `{name}` is the type of a field");
        Err((Code::BadInclude, format!("`{name}` is {what}, and has no fields"), help))
    }

    /// Puts what types include before their own fields.
    pub(crate) fn resolve_types(&mut self, cx: &mut Context<'_>, groups: &[Group]) {
        let ids: Vec<TypeId> = self.own.keys().copied().collect();
        for id in ids {
            let Some(entries) = self.of.remove(&Node::Type(id)) else { continue };
            let resolved = self.type_fields(cx, groups, id, &entries);
            self.of.insert(Node::Type(id), entries);
            let Some((fields, reserved)) = resolved else { continue };
            let Some(def) = cx.types.get_mut(id.0) else { continue };
            match &mut def.kind {
                TypeKind::Object { fields: own, unlisted } => {
                    *unlisted = rest::beside(std::mem::take(unlisted), &fields.iter().collect::<Vec<_>>());
                    (*own, def.reserved) = (fields, reserved);
                }
                TypeKind::Enum { .. } | TypeKind::Union(_) => {}
            }
        }
    }

    fn type_fields(
        &mut self,
        cx: &mut Context<'_>,
        groups: &[Group],
        id: TypeId,
        entries: &[Entry],
    ) -> Option<(Vec<Field>, Vec<ReservedKey>)> {
        let def = cx.types.get(id.0)?;
        let (owner, file) = (format!("types/{}", def.name), def.place.file().to_owned());
        let nodes = self.follow(cx, groups, owner, entries);
        let (fields, keys) = self.own.get(&id)?;
        let own = Part { fields, reserved: keys, file: &file, entry: None };
        let parts = self.parts(&cx.types, groups, &nodes, entries).chain([own]).collect::<Vec<_>>();
        let found = check(&cx.types.get(id.0)?.name, &file, &parts);
        let (fields, keys) = merged(&parts);
        push_once(cx.findings, found);
        if fields.len() > limits::FIELDS || !self.may_copy(cx, &file, fields.len()) {
            return None;
        }
        Some((fields, keys))
    }

    /// What a payload includes. `own` is what it has by itself, checked together with the rest.
    pub(crate) fn of_payload(
        &mut self,
        cx: &mut Context<'_>,
        groups: &[Group],
        (name, file): (&str, &str),
        include: Vec<At<String>>,
        (own, keys): (&[Field], &[ReservedKey]),
    ) -> Included {
        let entries = self.entries(cx, file, include, false);
        let mut nodes = self.follow(cx, groups, format!("events/{name}"), &entries);
        // The fields of groups come first.
        nodes.sort_by_key(|(node, _)| node.type_id().is_some());
        let own = Part { fields: own, reserved: keys, file, entry: None };
        let parts: Vec<Part<'_>> = self.parts(&cx.types, groups, &nodes, &entries).chain([own]).collect();
        let found = check(name, file, &parts);
        let of_types = nodes.iter().zip(parts).filter(|((node, _), _)| node.type_id().is_some());
        let (fields, reserved) = merged(&of_types.map(|(_, part)| part).collect::<Vec<_>>());
        let groups = nodes.iter().filter_map(|(node, _)| node.group_id()).collect();
        push_once(cx.findings, found);
        if self.may_copy(cx, file, fields.len()) {
            Included { groups, fields, reserved }
        } else {
            Included { groups, ..Included::default() }
        }
    }

    /// Whether so many more fields may be copied.
    fn may_copy(&mut self, cx: &mut Context<'_>, file: &str, fields: usize) -> bool {
        let before = self.copied;
        self.copied = before.saturating_add(fields);
        if self.copied > limits::INCLUDED && before <= limits::INCLUDED {
            let message = format!("objects get more than {} fields from the types that they include", limits::INCLUDED);
            let help = "make some of these types the type of a field, or move their fields to groups";
            cx.findings.push(Diagnostic::new(Code::Limit, Span::new(file, 0..0), message, help));
        }
        self.copied <= limits::INCLUDED
    }

    /// Everything that entries lead to, what is included first, each with the position of the entry that does first.
    fn follow(
        &mut self,
        cx: &mut Context<'_>,
        groups: &[Group],
        owner: String,
        entries: &[Entry],
    ) -> Vec<(Node, usize)> {
        let mut way = Way { types: &cx.types, groups, of: &self.of, nodes: Vec::new(), seen: BTreeSet::new() };
        let mut findings = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            way.follow(std::slice::from_ref(entry), index, &mut vec![owner.clone()], &mut findings);
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
            Part { fields, reserved, file: self.file(types, groups, *node), entry: entries.get(*entry) }
        })
    }
}

impl Node {
    fn type_id(self) -> Option<TypeId> {
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

/// A walk along includes.
struct Way<'a> {
    types: &'a [TypeDef],
    groups: &'a [Group],
    of: &'a BTreeMap<Node, Vec<Entry>>,
    nodes: Vec<(Node, usize)>,
    seen: BTreeSet<Node>,
}

impl Way<'_> {
    fn name(&self, node: Node) -> String {
        match node {
            Node::Group(id) => self.groups.get(id.0).map(|group| format!("groups/{}", group.name)),
            Node::Type(id) => self.types.get(id.0).map(|def| format!("types/{}", def.name)),
        }
        .unwrap_or_default()
    }

    /// Follows entries. Each finding has what distinguishes it from others.
    fn follow(
        &mut self,
        entries: &[Entry],
        first: usize,
        chain: &mut Vec<String>,
        findings: &mut Vec<(String, Diagnostic)>,
    ) {
        for Entry { node, span } in entries {
            let name = self.name(*node);
            if let Some(cycle) = chain.iter().position(|known| *known == name).and_then(|start| chain.get(start..)) {
                let mut cycle = cycle.to_vec();
                cycle.sort();
                let message = format!("includes form a cycle: {} -> {name}", shown(chain));
                let help = "remove one of these includes";
                findings.push((cycle.join(" "), Diagnostic::new(Code::IncludeCycle, span.clone(), message, help)));
                continue;
            }
            if chain.len() > limits::INCLUDE_DEPTH {
                let message = format!("includes lead to each other more than {} levels deep", limits::INCLUDE_DEPTH);
                let help = "include the innermost groups and types further out";
                let key = format!("{}:{}", span.file, span.range.start);
                findings.push((key, Diagnostic::new(Code::Limit, span.clone(), message, help)));
                continue;
            }
            if self.seen.contains(node) {
                continue;
            }
            if let Some(inner) = self.of.get(node) {
                chain.push(name);
                self.follow(inner, first, chain, findings);
                chain.pop();
            }
            if self.seen.insert(*node) {
                self.nodes.push((*node, first));
            }
        }
    }
}

/// A chain of includes, the middle of a long one left out.
fn shown(chain: &[String]) -> String {
    match chain {
        [first, second, .., third, last] if chain.len() > 8 => format!("{first} -> {second} -> … -> {third} -> {last}"),
        chain => chain.join(" -> "),
    }
}

/// Checks that each field of an object comes from one place, that their names are distinct, and that none is reserved.
fn check(owner: &str, file: &str, parts: &[Part<'_>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let all = || parts.iter().flat_map(|part| part.fields);
    let count = all().count();
    let mut scope = Scope::with_capacity(count);
    // Clashes within one file were found when that file was resolved.
    for part in parts.iter().filter(|_| parts.len() > 1) {
        for field in part.fields {
            let clashes = scope.declare(&field.name, &field.aliases, &field.ident, &field.place);
            let across = clashes.iter().filter(|clash| clash.first.file() != clash.second.file());
            findings.extend(across.filter_map(|clash| finding(clash, part, parts)));
        }
    }
    findings.extend(confusable_names(all().map(|field| (field.name.as_str(), &field.ident, &field.place))));
    if count > limits::FIELDS {
        let message = format!("`{owner}` has {count} fields; the limit is {}", limits::FIELDS);
        findings.push(Diagnostic::new(Code::Limit, Span::new(file, 0..0), message, "split it"));
    }
    findings.extend(reserved::check(parts.iter().flat_map(|part| part.reserved), all()));
    findings
}

/// Blames the include that brings a name in for the second time; not again if both come from one type, which is blamed itself.
fn finding(clash: &Clash, part: &Part<'_>, parts: &[Part<'_>]) -> Option<Diagnostic> {
    let finding = clash.finding("field", Code::DuplicateField);
    let Some(entry) = part.entry else { return Some(finding) };
    let first = parts.iter().find(|part| part.file == clash.first.file()).and_then(|part| part.entry);
    if entry.node.type_id().is_some() && first.is_some_and(|first| first.node == entry.node) {
        return None;
    }
    let (code, message) = match clash.ident {
        None => (Code::FieldFromTwoGroups, format!("the field `{}` is included twice", clash.name)),
        Some(_) => (finding.code, finding.message),
    };
    let help = "remove the field from one of the two, or do not include both";
    let finding = Diagnostic::new(code, entry.span.clone(), message, help);
    Some(
        finding
            .related(Span::rest_of_line(&clash.first), "defined here")
            .related(Span::rest_of_line(&clash.second), "and here"),
    )
}

/// Adds findings that are not known: what several objects include is to blame once.
fn push_once(findings: &mut Vec<Diagnostic>, more: Vec<Diagnostic>) {
    for finding in more {
        let is_it = |known: &Diagnostic| {
            (known.code, &known.span, &known.message) == (finding.code, &finding.span, &finding.message)
        };
        if !findings.iter().any(is_it) {
            findings.push(finding);
        }
    }
}

fn merged(parts: &[Part<'_>]) -> (Vec<Field>, Vec<ReservedKey>) {
    let fields = parts.iter().flat_map(|part| part.fields).cloned().collect();
    (fields, parts.iter().flat_map(|part| part.reserved).cloned().collect())
}
