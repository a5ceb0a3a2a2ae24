//! A catalogue as the sum of what findings can point at, and findings applied to it.
//!
//! A finding says what kind of change it is, and of what; here the named part is taken from the new catalogue, and nothing
//! else. What no finding points at stays as it was, so that a difference which none of them tells is one afterwards.

use std::collections::{BTreeMap, BTreeSet};

use eventspec_catalog::{Catalog, Constraints, Deprecation, Doc, Field, Type, TypeDef, TypeKind, Unlisted};
use eventspec_diff::{Finding, Kind, Owner, Pair, Subject};

use crate::delivery_keys::{self, Keys, keys};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shape {
    head: BTreeMap<&'static str, String>,
    /// Documentation of groups.
    groups: BTreeMap<String, Option<Doc>>,
    /// Everything that there is to an event, its payload with it: findings list the events that they concern.
    events: BTreeMap<String, Event>,
    types: BTreeMap<String, Named>,
    /// Of each delivery, what every key says.
    deliveries: BTreeMap<String, Keys>,
}

#[derive(Clone, Debug, PartialEq)]
struct Event {
    facts: History,
    unstable: bool,
    aliases: BTreeSet<String>,
    payload: String,
    payload_doc: Option<Doc>,
    unlisted: String,
    groups: BTreeSet<String>,
    members: BTreeMap<String, Member>,
}

#[derive(Clone, Debug, PartialEq)]
struct Member {
    /// The group that it is in.
    home: Option<String>,
    ty: String,
    required: bool,
    nullable: bool,
    blank: bool,
    aliases: BTreeSet<String>,
    constraints: Constraints,
    default: Option<String>,
    evidence: &'static str,
    facts: History,
}

#[derive(Clone, Debug, PartialEq)]
struct History {
    doc: Option<Doc>,
    deprecated: Option<Deprecation>,
    since: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
enum Named {
    Object { doc: Option<Doc>, unlisted: String, members: BTreeMap<String, Member> },
    Enum { doc: Option<Doc>, closed: bool, values: BTreeMap<String, Option<Doc>> },
    Union { doc: Option<Doc>, of: Vec<String> },
    Alias { doc: Option<Doc>, ty: String, constraints: Constraints },
}

/// Stands before the name of an alias in what describes a type.
const ALIAS: char = '@';

impl Shape {
    pub(crate) fn of(catalog: &Catalog) -> Self {
        let head = [
            ("title", &*catalog.title),
            ("doc", catalog.doc.as_deref().unwrap_or_default()),
            ("name", &catalog.name),
            ("license", &catalog.license),
            ("self_contained_schemas", if catalog.self_contained_schemas { "true" } else { "false" }),
        ];
        let events = catalog.events().map(|(event, payload)| {
            let shared = payload.groups.iter().filter_map(|id| catalog.group(*id));
            let shared = shared.flat_map(|group| group.fields.iter().map(move |field| (Some(&group.name), field)));
            let members = shared.chain(payload.fields.iter().map(|field| (None, field)));
            let shape = Event {
                facts: History::of(event.doc.as_ref(), event.deprecated.as_ref(), event.since.as_ref()),
                unstable: event.unstable,
                aliases: event.aliases.iter().cloned().collect(),
                payload: payload.name.clone(),
                payload_doc: payload.doc.clone(),
                unlisted: unlisted(catalog, &payload.unlisted),
                groups: payload
                    .groups
                    .iter()
                    .filter_map(|id| catalog.group(*id))
                    .map(|group| group.name.clone())
                    .collect(),
                members: members.map(|(home, field)| member(catalog, home, field)).collect(),
            };
            (event.name.clone(), shape)
        });
        // A union that a field defines in place is told by the field.
        let types = catalog.types.iter().filter(|def| has_a_file(def));
        Self {
            head: head.into_iter().map(|(key, text)| (key, text.to_owned())).collect(),
            groups: catalog.groups.iter().map(|group| (group.name.clone(), group.doc.clone())).collect(),
            events: events.collect(),
            types: types.map(|def| (def.name.clone(), named(catalog, def))).collect(),
            deliveries: catalog.deliveries.iter().map(|delivery| (delivery.name.clone(), keys(delivery))).collect(),
        }
    }

    /// The same with everything under the names of aliases that is behind them: whether a type has a name is not told.
    pub(crate) fn expanded(mut self) -> Self {
        let types = self.types.clone();
        let text = |text: &mut String| *text = expanded(text, &types);
        let members = |members: &mut BTreeMap<String, Member>| {
            for member in members.values_mut() {
                while let Some(Named::Alias { ty, constraints, .. }) =
                    member.ty.strip_prefix(ALIAS).and_then(|name| types.get(name))
                {
                    (member.ty, member.constraints) = (ty.clone(), constraints.clone());
                }
                text(&mut member.ty);
            }
        };
        for event in self.events.values_mut() {
            text(&mut event.unlisted);
            members(&mut event.members);
        }
        for def in self.types.values_mut() {
            match def {
                Named::Object { unlisted, members: own, .. } => {
                    text(unlisted);
                    members(own);
                }
                Named::Union { of, .. } => of.iter_mut().for_each(text),
                Named::Alias { ty, .. } => text(ty),
                Named::Enum { .. } => {}
            }
        }
        self
    }

    /// Takes from `new` what the findings point at.
    pub(crate) fn apply(&mut self, findings: &[Finding], new: &Self) {
        // Names first: the other findings are under the new ones.
        let (names, others): (Vec<&Finding>, Vec<&Finding>) =
            findings.iter().partition(|finding| matches!(finding.subject, Subject::Event(_)));
        names.iter().for_each(|finding| self.name(finding, new));
        let (names, others): (Vec<&Finding>, Vec<&Finding>) =
            names.into_iter().chain(others).partition(|finding| is_rename(finding.kind));
        names.into_iter().chain(others).for_each(|finding| self.take(finding, new));
    }

    /// Events that came, went, or have another name.
    fn name(&mut self, finding: &Finding, new: &Self) {
        let Subject::Event(pair) = &finding.subject else { return };
        match (finding.kind, &pair.old, &pair.new) {
            (Kind::EventAdded, _, Some(name)) => {
                self.events.extend(new.events.get_key_value(name).map(|(name, event)| (name.clone(), event.clone())));
            }
            (Kind::EventRemoved, Some(name), _) => drop(self.events.remove(name)),
            (Kind::EventRenamed | Kind::EventRenamedToAlias | Kind::EventNamesSwapped, Some(old), Some(name)) => {
                let renamed = self.events.remove(old);
                self.events.extend(renamed.map(|mut event| {
                    // That one name is the other's alias is what the kind says.
                    event.aliases.remove(name);
                    if finding.kind != Kind::EventRenamedToAlias {
                        event.aliases.insert(old.clone());
                    }
                    (name.clone(), event)
                }));
            }
            _ => {}
        }
    }

    fn take(&mut self, finding: &Finding, new: &Self) {
        let mut events: Vec<(&mut Event, &Event)> = Vec::new();
        for (name, event) in &mut self.events {
            if finding.events.contains(name) {
                events.extend(new.events.get(name).map(|is| (event, is)));
            }
        }
        match &finding.subject {
            Subject::Catalog => {
                let key = finding.path.trim_start_matches("catalog.");
                if let (Some(mine), Some(theirs)) = (self.head.get_mut(key), new.head.get(key)) {
                    mine.clone_from(theirs);
                }
            }
            Subject::Group(name) => match finding.kind {
                Kind::GroupRemoved => {
                    self.groups.remove(name);
                    self.events.values_mut().for_each(|event| event.groups.retain(|group| group != name));
                }
                Kind::GroupAdded | Kind::DescriptionChanged => {
                    for (event, mine) in &mut self.events {
                        let theirs = new.events.get(event).filter(|theirs| theirs.groups.contains(name));
                        mine.groups.extend(theirs.filter(|_| finding.kind == Kind::GroupAdded).map(|_| name.clone()));
                    }
                    self.groups.extend(new.groups.get_key_value(name).map(|(name, doc)| (name.clone(), doc.clone())));
                }
                _ => {}
            },
            Subject::Delivery(name) => self.take_delivery(name, finding, new),
            Subject::Event(_) => events.into_iter().for_each(|(mine, theirs)| mine.take(finding, theirs)),
            Subject::Payload(_) => {
                for (mine, theirs) in events {
                    match finding.kind {
                        Kind::DescriptionChanged => mine.payload_doc.clone_from(&theirs.payload_doc),
                        // What may come back is not there.
                        Kind::ReservedRemoved => {}
                        Kind::GroupIncluded => mine.groups.extend(finding.new.clone()),
                        Kind::GroupNotIncluded => mine.groups.retain(|group| Some(group) != finding.old.as_ref()),
                        _ => mine.unlisted.clone_from(&theirs.unlisted),
                    }
                }
            }
            Subject::Field { owner: Owner::Payload(_), field } => {
                for (mine, theirs) in events {
                    take_member(&mut mine.members, &theirs.members, field, finding);
                }
            }
            Subject::Field { owner: Owner::Type(ty), field } => {
                let mine = ty.old.as_ref().and_then(|name| self.types.get_mut(name));
                let theirs = ty.new.as_ref().and_then(|name| new.types.get(name));
                if let (Some(Named::Object { members: mine, .. }), Some(Named::Object { members: theirs, .. })) =
                    (mine, theirs)
                {
                    take_member(mine, theirs, field, finding);
                }
            }
            Subject::Type(pair) => self.take_type(pair, finding, new),
            Subject::Value { ty, value } => {
                let mine = ty.old.as_ref().and_then(|name| self.types.get_mut(name));
                let theirs = ty.new.as_ref().and_then(|name| new.types.get(name));
                if let (Some(Named::Enum { values: mine, .. }), Some(Named::Enum { values: theirs, .. })) =
                    (mine, theirs)
                {
                    value.old.iter().for_each(|old| drop(mine.remove(old)));
                    mine.extend(value.new.iter().filter_map(|name| Some((name.clone(), theirs.get(name)?.clone()))));
                }
            }
        }
    }

    fn take_delivery(&mut self, name: &str, finding: &Finding, new: &Self) {
        let theirs = new.deliveries.get(name);
        match (finding.kind, self.deliveries.get_mut(name), theirs) {
            (Kind::DeliveryRemoved, ..) => drop(self.deliveries.remove(name)),
            (Kind::DeliveryAdded, _, Some(theirs)) => drop(self.deliveries.insert(name.to_owned(), theirs.clone())),
            (_, Some(mine), Some(theirs)) => delivery_keys::take(mine, theirs, finding),
            _ => {}
        }
    }

    fn take_type(&mut self, pair: &Pair, finding: &Finding, new: &Self) {
        let theirs = pair.new.as_ref().and_then(|name| new.types.get_key_value(name));
        match (finding.kind, &pair.old, theirs) {
            (Kind::TypeAdded, _, Some((name, theirs))) => drop(self.types.insert(name.clone(), theirs.clone())),
            (Kind::TypeRemoved, Some(name), _) => drop(self.types.remove(name)),
            // Of another name it is the type that a field went over to, which `TypeRenamed` of the field tells.
            (_, Some(old), Some((name, theirs))) if old == name => {
                self.types.get_mut(name).into_iter().for_each(|mine| mine.take(finding, theirs));
            }
            _ => {}
        }
    }
}

fn is_rename(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::FieldRenamedOptional
            | Kind::FieldRenamedRequired
            | Kind::FieldRenamedToAliasOptional
            | Kind::FieldRenamedToAliasRequired
            | Kind::FieldNamesSwapped
    )
}

impl History {
    fn of(doc: Option<&Doc>, deprecated: Option<&Deprecation>, since: Option<&String>) -> Self {
        Self { doc: doc.cloned(), deprecated: deprecated.cloned(), since: since.cloned() }
    }

    /// Whether the finding is about one of these.
    fn take(&mut self, finding: &Finding, theirs: &Self) -> bool {
        match finding.kind {
            Kind::DescriptionChanged => self.doc.clone_from(&theirs.doc),
            Kind::DeprecationSet | Kind::DeprecationChanged | Kind::SunsetMovedEarlier | Kind::DeprecationLifted => {
                self.deprecated.clone_from(&theirs.deprecated);
            }
            Kind::SinceChanged => self.since.clone_from(&theirs.since),
            _ => return false,
        }
        true
    }
}

impl Event {
    fn take(&mut self, finding: &Finding, theirs: &Self) {
        match finding.kind {
            Kind::EventAliasAdded => self.aliases.extend(finding.new.clone()),
            Kind::EventAliasRemoved => self.aliases.retain(|alias| Some(alias) != finding.old.as_ref()),
            Kind::EventBecameUnstable | Kind::EventBecameStable => self.unstable = theirs.unstable,
            Kind::PayloadRenamed | Kind::EventMoved => {
                self.payload.clone_from(&theirs.payload);
                self.payload_doc.clone_from(&theirs.payload_doc);
            }
            _ => drop(self.facts.take(finding, &theirs.facts)),
        }
    }
}

impl Named {
    fn take(&mut self, finding: &Finding, theirs: &Self) {
        match (&mut *self, theirs, finding.kind) {
            (
                Self::Object { doc, .. } | Self::Enum { doc, .. } | Self::Union { doc, .. } | Self::Alias { doc, .. },
                Self::Object { doc: is, .. }
                | Self::Enum { doc: is, .. }
                | Self::Union { doc: is, .. }
                | Self::Alias { doc: is, .. },
                Kind::DescriptionChanged,
            ) => doc.clone_from(is),
            (
                Self::Enum { closed, .. },
                Self::Enum { closed: is, .. },
                Kind::EnumClosed | Kind::EnumOpened | Kind::IntegersClosed | Kind::IntegersOpened,
            ) => {
                *closed = *is;
            }
            (
                Self::Object { unlisted, .. },
                Self::Object { unlisted: is, .. },
                Kind::ObjectClosed
                | Kind::ObjectOpened
                | Kind::RestAdded
                | Kind::RestAddedTyped
                | Kind::RestRemoved
                | Kind::RestRemovedTyped
                | Kind::RestWidened
                | Kind::RestNarrowed
                | Kind::RestChanged
                | Kind::ConstraintTightened
                | Kind::ConstraintLoosened
                | Kind::ConstraintChanged,
            ) => unlisted.clone_from(is),
            (Self::Union { of, .. }, Self::Union { of: is, .. }, Kind::AlternativeAdded) => {
                // The new one has it before the first of those that come after it there.
                let mut after = is.iter().skip_while(|one| !is_called(one, finding.new.as_ref()));
                let added = after.next().cloned();
                let at = after.find_map(|next| of.iter().position(|one| one == next));
                of.splice(at.map_or(of.len()..of.len(), |at| at..at), added);
            }
            (Self::Union { of, .. }, _, Kind::AlternativeRemoved) => {
                of.retain(|one| !is_called(one, finding.old.as_ref()));
            }
            (
                Self::Alias { constraints, .. },
                Self::Alias { constraints: is, .. },
                Kind::ConstraintTightened | Kind::ConstraintLoosened | Kind::ConstraintChanged,
            ) if !finding.path.ends_with([']', '}']) => constraints.clone_from(is),
            (Self::Alias { .. }, _, Kind::ExampleChanged) => {}
            // The order of what both have; what was added comes where the new one has it.
            (Self::Union { of, .. }, Self::Union { of: is, .. }, Kind::UnionReordered) => of.clone_from(is),
            // It may be for the order that a value is read as another one, and then nothing else tells the order.
            (Self::Union { of, .. }, Self::Union { of: is, .. }, Kind::UnionChoiceChanged) => reorder(of, is),
            (_, _, Kind::UnionChoiceChanged | Kind::ReservedRemoved) => {}
            _ => self.clone_from(theirs),
        }
    }
}

/// Puts what both lists have into the order of the second one; what else the first has keeps its position.
fn reorder(of: &mut [String], is: &[String]) {
    let common: Vec<String> = is.iter().filter(|one| of.contains(one)).cloned().collect();
    of.iter_mut().filter(|one| is.contains(one)).zip(common).for_each(|(one, other)| *one = other);
}

/// Whether an alternative is the one that a finding names.
fn is_called(alternative: &str, name: Option<&String>) -> bool {
    name.is_some_and(|name| alternative.replace(ALIAS, "") == *name)
}

/// A description with what is behind the names of aliases, and what that is held to.
fn expanded(text: &str, types: &BTreeMap<String, Named>) -> String {
    let Some((before, rest)) = text.split_once(ALIAS) else { return text.to_owned() };
    let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let named = match types.get(name) {
        Some(Named::Alias { ty, constraints, .. }) if constraints.is_empty() => expanded(ty, types),
        Some(Named::Alias { ty, constraints, .. }) => format!("{} {constraints:?}", expanded(ty, types)),
        Some(Named::Object { .. } | Named::Enum { .. } | Named::Union { .. }) | None => name.to_owned(),
    };
    format!("{before}{named}{}", expanded(after, types))
}

fn member(catalog: &Catalog, home: Option<&String>, field: &Field) -> (String, Member) {
    let Field {
        name,
        ty,
        doc,
        constraints,
        default,
        required,
        nullable,
        blank,
        aliases,
        deprecated,
        since,
        evidence,
        // No audience but readers sees an example; a law about identifiers would be the rule that makes them.
        example: _,
        ident: _,
        place: _,
    } = field;
    let member = Member {
        home: home.cloned(),
        ty: describe(catalog, ty),
        required: *required,
        nullable: *nullable || ty.is_any(),
        blank: *blank,
        aliases: aliases.iter().cloned().collect(),
        constraints: if ty.alias().is_some() { Constraints::default() } else { constraints.clone() },
        default: default.as_ref().map(|json| json.as_str().to_owned()),
        evidence: evidence.as_str(),
        facts: History::of(doc.as_ref(), deprecated.as_ref(), since.as_ref()),
    };
    (name.clone(), member)
}

fn take_member(
    mine: &mut BTreeMap<String, Member>,
    theirs: &BTreeMap<String, Member>,
    names: &Pair,
    finding: &Finding,
) {
    match (&names.old, &names.new) {
        (Some(_), Some(name)) if finding.kind == Kind::KeyReassigned => {
            let key = finding.path.rsplit('.').next().unwrap_or_default();
            mine.values_mut().for_each(|member| member.aliases.retain(|alias| alias != key));
            let is_alias = theirs.get(name).is_some_and(|member| member.aliases.contains(key));
            mine.get_mut(name).into_iter().filter(|_| is_alias).for_each(|member| {
                member.aliases.insert(key.to_owned());
            });
        }
        (None, Some(name)) => mine.extend(theirs.get(name).map(|member| (name.clone(), member.clone()))),
        (Some(name), None) => drop(mine.remove(name)),
        (Some(old), Some(name)) if is_rename(finding.kind) => {
            let renamed = mine.remove(old);
            mine.extend(renamed.map(|mut member| {
                member.aliases.remove(name);
                let to_alias =
                    matches!(finding.kind, Kind::FieldRenamedToAliasOptional | Kind::FieldRenamedToAliasRequired);
                if !to_alias {
                    member.aliases.insert(old.clone());
                }
                (name.clone(), member)
            }));
        }
        (Some(_), Some(name)) => {
            if let (Some(mine), Some(theirs)) = (mine.get_mut(name), theirs.get(name)) {
                mine.take(finding, theirs);
            }
        }
        (None, None) => {}
    }
}

impl Member {
    fn take(&mut self, finding: &Finding, theirs: &Self) {
        match finding.kind {
            Kind::FieldMovedToGroup | Kind::FieldMovedToGroupRequired | Kind::FieldMovedOutOfGroup => {
                self.home.clone_from(&theirs.home);
            }
            Kind::BecameRequired | Kind::BecameOptional | Kind::MemberBecameRequired | Kind::MemberBecameOptional => {
                self.required = theirs.required;
            }
            // What is in a list or map is a part of the type.
            Kind::BecameNullable | Kind::BecameNonNullable if finding.path.ends_with([']', '}']) => {
                self.ty.clone_from(&theirs.ty);
            }
            Kind::BecameNullable | Kind::BecameNonNullable => self.nullable = theirs.nullable,
            Kind::BlankAllowed
            | Kind::BlankForbidden
            | Kind::BlankAllowedFormat
            | Kind::BlankForbiddenFormat
            | Kind::BlankAllowedOpenEnum
            | Kind::BlankForbiddenOpenEnum
            | Kind::BlankMeaningSet
            | Kind::BlankMeaningUnset => self.blank = theirs.blank,
            Kind::AliasAddedOptional | Kind::AliasAddedRequired => self.aliases.extend(finding.new.clone()),
            Kind::AliasRemovedOptional | Kind::AliasRemovedRequired => {
                self.aliases.retain(|alias| Some(alias) != finding.old.as_ref());
            }
            // Those of an alias come with its name.
            Kind::ConstraintTightened | Kind::ConstraintLoosened | Kind::ConstraintChanged
                if finding.path.ends_with([']', '}']) || self.ty.starts_with(ALIAS) || theirs.ty.starts_with(ALIAS) =>
            {
                self.ty.clone_from(&theirs.ty);
                if !finding.path.ends_with([']', '}']) {
                    self.constraints.clone_from(&theirs.constraints);
                }
            }
            Kind::ConstraintTightened | Kind::ConstraintLoosened | Kind::ConstraintChanged => {
                self.constraints.clone_from(&theirs.constraints);
            }
            Kind::DefaultChanged => self.default.clone_from(&theirs.default),
            Kind::EvidenceChanged => self.evidence = theirs.evidence,
            // What leads where is taken for all members at once.
            Kind::FieldIdentChanged | Kind::KeyReassigned | Kind::ReservedReused => {}
            _ if self.facts.take(finding, &theirs.facts) => {}
            // All other kinds are of the type, which its constraints come with. From and to `any` and `null`, that takes `null` with it.
            kind => {
                self.ty.clone_from(&theirs.ty);
                self.constraints.clone_from(&theirs.constraints);
                let is_null = [&finding.old, &finding.new].into_iter().flatten().any(|ty| ty == "null");
                if is_null || matches!(kind, Kind::WidenedToAny | Kind::NarrowedFromAny) {
                    self.nullable = theirs.nullable;
                }
            }
        }
    }
}

fn has_a_file(def: &TypeDef) -> bool {
    def.place.file() == format!("types/{}.toml", def.name)
}

/// A type in the words of the specification, what is defined in place with it.
fn describe(catalog: &Catalog, ty: &Type) -> String {
    match ty {
        Type::List(item) => format!("list<{}>", describe(catalog, item)),
        Type::Map(value) => format!("map<{}>", describe(catalog, value)),
        Type::Nullable(inner) => format!("{}?", describe(catalog, inner)),
        Type::Named(id) => match catalog.type_def(*id) {
            Some(def) if has_a_file(def) => def.name.clone(),
            // What it is for is said by its field.
            Some(def) => format!("{:?}", named(catalog, &TypeDef { doc: None, ..def.clone() })),
            None => String::new(),
        },
        Type::Scalar(scalar) => scalar.spelling(),
        Type::Alias(id, _) => catalog.type_def(*id).map_or_else(String::new, |def| format!("{ALIAS}{}", def.name)),
    }
}

/// What is said about members that no field lists.
fn unlisted(catalog: &Catalog, unlisted: &Unlisted) -> String {
    match unlisted {
        Unlisted::Unknown => String::new(),
        Unlisted::Never => "never".to_owned(),
        Unlisted::Rest(rest) => format!("{} {}", describe(catalog, &rest.ty), rest.nullable),
    }
}

fn named(catalog: &Catalog, def: &TypeDef) -> Named {
    let doc = def.doc.clone();
    match &def.kind {
        TypeKind::Object { fields, unlisted: others } => {
            let members = fields.iter().map(|field| member(catalog, None, field)).collect();
            Named::Object { doc, unlisted: unlisted(catalog, others), members }
        }
        TypeKind::Enum { values, closed } => {
            let values = values.iter().map(|value| (value.value.to_string(), value.doc.clone())).collect();
            Named::Enum { doc, closed: *closed, values }
        }
        TypeKind::Alias(field) => {
            let of = if field.ty.alias().is_some() { Constraints::default() } else { field.constraints.clone() };
            Named::Alias { doc, ty: describe(catalog, &field.ty), constraints: of }
        }
        TypeKind::Union(of) => Named::Union { doc, of: of.iter().map(|one| describe(catalog, &one.ty)).collect() },
    }
}
