//! A payload that shows a change: valid on the side that sends it, and what the other side may choke on.

use eventspec_catalog::{Catalog, Event, Field, Payload, Type, TypeId};

use super::Sides;
use super::values::{Edit, Focus, Maker, foreign, foreign_text, quoted};
use crate::finding::{Finding, Owner, Pair, Side, Subject};
use crate::kinds::Kind;

/// A payload and the name it is sent under; none where that side has nothing to send.
pub fn payload(finding: &Finding, sides: Sides<'_>, from: Side) -> Option<(String, String)> {
    let catalog = sides.on(from);
    let (name, payload) = sent(finding, sides, from)?;
    let focus = focus(finding, sides, from)?;
    let fields: Vec<&Field> = catalog.fields(payload).collect();
    Some((name, Maker::new(catalog, focus).payload(&fields)))
}

/// What to send, and the name to send it under.
fn sent<'a>(finding: &Finding, sides: Sides<'a>, from: Side) -> Option<(String, &'a Payload)> {
    let catalog = sides.on(from);
    let by_name = |name: &str| catalog.events().find(|(event, _)| event.name == name);
    if let Subject::Event(pair) = &finding.subject {
        let (event, payload) = by_name(pair.on(from)?)?;
        let alias = match finding.kind {
            Kind::EventAliasAdded if from == Side::New => finding.new.clone(),
            Kind::EventAliasRemoved if from == Side::Old => finding.old.clone(),
            _ => None,
        };
        return Some((alias.unwrap_or_else(|| event.name.clone()), payload));
    }
    let (event, payload) = match finding.events.first() {
        Some(name) => by_name(name).or_else(|| former(sides, name))?,
        None => catalog.events().next()?,
    };
    Some((event.name.clone(), payload))
}

/// The old event of a new one's name.
fn former<'a>(sides: Sides<'a>, name: &str) -> Option<(&'a Event, &'a Payload)> {
    let new = sides.new.events().map(|(event, _)| event).find(|event| event.name == name)?;
    let knows = |old: &Event| new.aliases.contains(&old.name) || old.aliases.iter().any(|alias| alias == name);
    sides.old.events().find(|(event, _)| knows(event))
}

fn focus(finding: &Finding, sides: Sides<'_>, from: Side) -> Option<Focus> {
    let catalog = sides.on(from);
    let nothing = Edit::Members { set: None, omit: Vec::new() };
    Some(match &finding.subject {
        Subject::Catalog | Subject::Group(_) | Subject::Event(_) => Focus { at: None, edit: nothing },
        Subject::Payload(pair) => Focus { at: None, edit: open_end(payload_of(catalog, pair.on(from)?)?.closed) },
        Subject::Type(pair) => {
            let (id, edit) = type_focus(finding, sides, from, pair)?;
            Focus { at: Some(id), edit }
        }
        Subject::Value { ty, value } => {
            let id = type_named(catalog, ty.on(from)?)?;
            let shown = value.on(from).map(quoted);
            let edit = shown.map_or_else(|| Edit::Value(of_type(sides, from, ty, false)), Edit::Value);
            Focus { at: Some(id), edit }
        }
        Subject::Field { owner, field } => {
            let at = match owner {
                Owner::Payload(_) => None,
                Owner::Type(pair) => Some(type_named(catalog, pair.on(from)?)?),
            };
            Focus { at, edit: member(finding, sides, from, owner, field) }
        }
    })
}

/// An object with a member that only an open one may have.
fn open_end(closed: bool) -> Edit {
    let set = (!closed).then(|| ("unannounced_member".to_owned(), "1".to_owned()));
    Edit::Members { set, omit: Vec::new() }
}

pub(super) fn payload_of<'a>(catalog: &'a Catalog, name: &str) -> Option<&'a Payload> {
    // They are in the order of their names.
    let index = catalog.payloads.binary_search_by(|payload| payload.name.as_str().cmp(name)).ok()?;
    catalog.payloads.get(index)
}

pub(super) fn type_named(catalog: &Catalog, name: &str) -> Option<TypeId> {
    catalog.types.iter().position(|def| def.name == name).map(TypeId)
}

fn type_focus(finding: &Finding, sides: Sides<'_>, from: Side, pair: &Pair) -> Option<(TypeId, Edit)> {
    let id = type_named(sides.on(from), pair.on(from)?)?;
    let edit = match (finding.kind, sides.on(from).type_def(id).map(|def| &def.kind)) {
        (Kind::ObjectOpened | Kind::ObjectClosed, Some(eventspec_catalog::TypeKind::Object { closed, .. })) => {
            open_end(*closed)
        }
        (kind, _) => {
            let wild = matches!(kind, Kind::EnumOpened | Kind::EnumClosed);
            Edit::Value(of_type(sides, from, pair, wild))
        }
    };
    Some((id, edit))
}

/// A value of a named type that the other side's type of the pair does not take.
fn of_type(sides: Sides<'_>, from: Side, pair: &Pair, wild: bool) -> String {
    let ty = |side| Some(Type::Named(type_named(sides.on(side), pair.on(side)?)?));
    let mine = ty(from).unwrap_or(Type::Any);
    let theirs = ty(other(from)).unwrap_or_else(|| mine.clone());
    foreign((sides.on(from), &mine), (sides.on(other(from)), &theirs), wild)
}

pub(super) fn other(side: Side) -> Side {
    match side {
        Side::Old => Side::New,
        Side::New => Side::Old,
    }
}

/// The fields of an object on one side.
pub(super) fn fields_of<'a>(catalog: &'a Catalog, owner: &Owner, side: Side) -> Vec<&'a Field> {
    match owner {
        Owner::Payload(pair) => pair
            .on(side)
            .and_then(|name| payload_of(catalog, name))
            .map(|payload| catalog.fields(payload).collect())
            .unwrap_or_default(),
        Owner::Type(pair) => {
            let def = pair.on(side).and_then(|name| type_named(catalog, name)).and_then(|id| catalog.type_def(id));
            match def.map(|def| &def.kind) {
                Some(eventspec_catalog::TypeKind::Object { fields, .. }) => fields.iter().collect(),
                _ => Vec::new(),
            }
        }
    }
}

/// The field of a finding on one side.
pub(super) fn field_of<'a>(sides: Sides<'a>, owner: &Owner, field: &Pair, side: Side) -> Option<&'a Field> {
    let name = field.on(side)?;
    fields_of(sides.on(side), owner, side).into_iter().find(|field| field.name == name)
}

/// What is different about the object that a field is in.
fn member(finding: &Finding, sides: Sides<'_>, from: Side, owner: &Owner, field: &Pair) -> Edit {
    let Some(mine) = field_of(sides, owner, field, from) else {
        return Edit::Members { set: None, omit: Vec::new() };
    };
    let theirs = field_of(sides, owner, field, other(from));
    let any = Type::Any;
    let their_type = theirs.map_or(&any, |field| &field.ty);
    let value = || match theirs {
        Some(theirs) if mine.ty == Type::String && theirs.ty == Type::String => foreign_text(mine, theirs),
        _ if !mine.constraints.is_empty() => quoted(&mine.text_like("text")),
        _ => foreign((sides.on(from), &mine.ty), (sides.on(other(from)), their_type), false),
    };
    let with =
        |key: &str, value: String| Edit::Members { set: Some((key.to_owned(), value)), omit: vec![mine.name.clone()] };
    match finding.kind {
        Kind::BecameRequired | Kind::BecameOptional | Kind::MemberBecameRequired | Kind::MemberBecameOptional
            if !mine.required =>
        {
            Edit::Members { set: None, omit: vec![mine.name.clone()] }
        }
        Kind::BecameNullable | Kind::BecameNonNullable if mine.nullable => with(&mine.name, "null".to_owned()),
        kind if is_blank(kind) && mine.blank => with(&mine.name, "\"\"".to_owned()),
        Kind::AliasAddedOptional | Kind::AliasAddedRequired if from == Side::New => {
            with(finding.new.as_deref().unwrap_or(&mine.name), value())
        }
        Kind::AliasRemovedOptional | Kind::AliasRemovedRequired if from == Side::Old => {
            with(finding.old.as_deref().unwrap_or(&mine.name), value())
        }
        _ => with(&mine.name, value()),
    }
}

fn is_blank(kind: Kind) -> bool {
    use Kind::{
        BlankAllowed, BlankAllowedFormat, BlankAllowedOpenEnum, BlankForbidden, BlankForbiddenFormat,
        BlankForbiddenOpenEnum, BlankMeaningSet, BlankMeaningUnset,
    };
    matches!(
        kind,
        BlankAllowed
            | BlankAllowedFormat
            | BlankAllowedOpenEnum
            | BlankForbidden
            | BlankForbiddenFormat
            | BlankForbiddenOpenEnum
            | BlankMeaningSet
            | BlankMeaningUnset
    )
}
