//! A payload that shows a change: valid on the side that sends it, and what the other side may choke on.

use eventspec_catalog::{Catalog, Event, Field, Payload, Scalar, Type, TypeId, Unlisted};
use eventspec_payloads::edit::{Change, Edit};
use eventspec_payloads::tree::{KEY, Member, Node, Size, TextKind};
use eventspec_payloads::{contrast, edit, minimal, verdict};

use super::part::Part;
use super::{Sides, field_of, payload_named, rest_of, type_named};
use crate::compare::swapped_time;
use crate::execute::choice;
use crate::execute::keys::Called;
use crate::execute::{Outcome, outcome_of};
use crate::finding::{Finding, Owner, Pair, Side, Subject};
use crate::kinds::Kind;
use crate::pairing::PartPairs;

/// A payload that shows a change.
pub struct Sent<'a> {
    /// The name that it is sent under.
    pub event: String,
    /// The payload, or a part of it if it is large.
    pub payload: Node,
    /// How many members that are always sent are not shown.
    pub left_out: usize,
    tried: Tried<'a>,
}

impl Sent<'_> {
    /// What the change does on the other side.
    pub fn outcome(&self, sides: Sides<'_>) -> Option<Outcome> {
        self.tried.outcome(sides)
    }
}

/// What the change of a payload is tried with.
pub(crate) struct Tried<'a> {
    event: String,
    payload: Node,
    /// The fields that it is a payload of; nothing if it is a whole one.
    part: Option<Part<'a>>,
    from: Side,
}

impl Tried<'_> {
    /// What it does on the other side.
    pub(crate) fn outcome(&self, sides: Sides<'_>) -> Option<Outcome> {
        outcome_of(sides, &self.event, &self.payload, self.from, self.part.as_ref())
    }
}

/// What a side sends that shows a change; `None` if it has nothing to send.
pub fn payload<'a>(finding: &Finding, sides: Sides<'a>, from: Side) -> Option<Sent<'a>> {
    made(finding, sides, from, Others::Shown)
}

/// The payload in which a value of the finding's field or alias is tried, or the absence of the field.
pub(crate) fn with_value<'a>(
    finding: &Finding,
    sides: Sides<'a>,
    from: Side,
    value: Option<Node>,
) -> Option<Tried<'a>> {
    let (owner, field) = match &finding.subject {
        Subject::Field { owner, field } => (owner, field),
        Subject::Type(pair) => {
            let def = |side| sides.on(side).type_def(type_named(sides.on(side), pair.on(side)?)?);
            [Side::Old, Side::New].into_iter().filter_map(def).find_map(|def| def.kind.alias())?;
            let edit = Edit { at: type_named(sides.on(from), pair.on(from)?), change: Change::Value(value?) };
            return tried(finding, sides, from, &edit);
        }
        Subject::Catalog
        | Subject::Group(_)
        | Subject::Delivery(_)
        | Subject::Event(_)
        | Subject::Payload(_)
        | Subject::Value { .. } => return None,
    };
    let name = field.on(from)?;
    let set = value.map(|value| Member::new(name, value));
    let edit = edit_in(sides, owner, from, Change::Members { set, omit: vec![name.to_owned()] })?;
    tried(finding, sides, from, &edit)
}

/// A change of the object that a field is in.
fn edit_in(sides: Sides<'_>, owner: &Owner, side: Side, change: Change) -> Option<Edit> {
    let at = match owner {
        Owner::Payload(_) => None,
        Owner::Type(pair) => Some(type_named(sides.on(side), pair.on(side)?)?),
    };
    Some(Edit { at, change })
}

/// As [`payload`], but with no member that no type names, and never of a part: an object literal in source may have neither.
pub fn literal(finding: &Finding, sides: Sides<'_>, from: Side) -> Option<(String, String)> {
    let sent = made(finding, sides, from, Others::LeftOut).filter(|sent| sent.left_out == 0)?;
    Some((sent.event, sent.payload.to_string()))
}

fn made<'a>(finding: &Finding, sides: Sides<'a>, from: Side, others: Others) -> Option<Sent<'a>> {
    let edit = edit_for(finding, sides, from, others)?;
    let tried = tried(finding, sides, from, &edit)?;
    let (event, payload) = sent(finding, sides, from)?;
    let (payload, left_out) = match &tried.part {
        Some(part) if part.is_large() => (tried.payload.clone(), part.left_out(from)),
        Some(_) | None => (edit::payload(sides.on(from), payload, &edit)?, 0),
    };
    Some(Sent { event, payload, left_out, tried })
}

/// The payload with an edit, of the fields alone that have to do with it.
fn tried<'a>(finding: &Finding, sides: Sides<'a>, from: Side, edit: &Edit) -> Option<Tried<'a>> {
    let catalog = sides.on(from);
    let (event, payload) = sent(finding, sides, from)?;
    let part = Part::of(sides, &event, &names(finding, catalog, payload, edit));
    let payload = match &part {
        Some(part) => edit::part(catalog, part.fields(from), payload.unlisted.rest(), edit)?,
        None => edit::payload(catalog, payload, edit)?,
    };
    Some(Tried { event, payload, part, from })
}

/// What the fields of a payload are called that an edit concerns.
fn names<'a>(finding: &'a Finding, catalog: &'a Catalog, payload: &'a Payload, edit: &'a Edit) -> Vec<&'a str> {
    if let Some(id) = edit.at {
        return edit::outermost(catalog, payload, id).map(|field| field.name.as_str()).into_iter().collect();
    }
    let set = match &edit.change {
        Change::Members { set, .. } => set.as_ref().map(|member| member.key.as_str()),
        Change::Value(_) => None,
    };
    let pair = match &finding.subject {
        Subject::Field { owner: Owner::Payload(_), field } => [field.on(Side::Old), field.on(Side::New)],
        Subject::Catalog
        | Subject::Group(_)
        | Subject::Delivery(_)
        | Subject::Event(_)
        | Subject::Payload(_)
        | Subject::Type(_)
        | Subject::Field { .. }
        | Subject::Value { .. } => [None, None],
    };
    pair.into_iter().chain([set]).flatten().collect()
}

/// What to send, and the name to send it under.
fn sent<'a>(finding: &Finding, sides: Sides<'a>, from: Side) -> Option<(String, &'a Payload)> {
    let catalog = sides.on(from);
    if let Subject::Event(pair) = &finding.subject {
        let (event, payload) = sides.event(from, pair.on(from)?)?;
        let alias = match finding.kind {
            Kind::EventAliasAdded if from == Side::New => finding.new.clone(),
            Kind::EventAliasRemoved if from == Side::Old => finding.old.clone(),
            Kind::EventNameReassigned => Some(finding.path.clone()),
            _ => None,
        };
        return Some((alias.unwrap_or_else(|| event.name.clone()), payload));
    }
    let (event, payload) = match finding.events.first() {
        Some(name) => sides.event(from, name).or_else(|| former(sides, name))?,
        None => catalog.events().next()?,
    };
    Some((event.name.clone(), payload))
}

/// The old event of a new one's name.
fn former<'a>(sides: Sides<'a>, name: &str) -> Option<(&'a Event, &'a Payload)> {
    let (old, _) = sides.pairing.events.iter().find(|(_, new)| new.name == name)?;
    sides.event(Side::Old, &old.name)
}

/// What is different about the payload.
fn edit_for(finding: &Finding, sides: Sides<'_>, from: Side, others: Others) -> Option<Edit> {
    let catalog = sides.on(from);
    Some(match &finding.subject {
        Subject::Catalog | Subject::Group(_) | Subject::Event(_) => Edit { at: None, change: Change::NONE },
        // It is not the payload that is refused, but the request.
        Subject::Delivery(_) => return None,
        Subject::Payload(_) if is_about_definitions(finding.kind) => Edit { at: None, change: Change::NONE },
        Subject::Payload(pair) => {
            let unlisted = |side| Some(&payload_named(sides.on(side), pair.on(side)?)?.unlisted);
            Edit { at: None, change: unlisted_member(finding.kind, sides, from, unlisted, others)? }
        }
        Subject::Type(pair) => {
            let id = type_named(catalog, pair.on(from)?)?;
            Edit { at: Some(id), change: of_type(finding.kind, sides, from, (id, pair), others)? }
        }
        Subject::Value { ty, value } => {
            let id = type_named(catalog, ty.on(from)?)?;
            let known = catalog.type_def(id).and_then(|def| def.kind.values()).unwrap_or_default();
            let known = known.iter().find(|known| value.on(from) == Some(known.value.to_string().as_str()));
            let known = known.map(|known| Node::of_literal(&known.value));
            let shown = known.or_else(|| value_of(sides, from, ty, false))?;
            Edit { at: Some(id), change: Change::Value(shown) }
        }
        Subject::Field { owner, field } => edit_in(sides, owner, from, member(finding, sides, from, owner, field)?)?,
    })
}

/// Whether a change of an object changes nothing about its payloads.
fn is_about_definitions(kind: Kind) -> bool {
    matches!(kind, Kind::GroupIncluded | Kind::GroupNotIncluded | Kind::ReservedRemoved)
}

/// Whether a payload shows members that no field lists.
#[derive(Clone, Copy, PartialEq)]
enum Others {
    Shown,
    LeftOut,
}

/// An object with a member that no field lists and only one side may have.
fn unlisted_member<'a>(
    kind: Kind,
    sides: Sides<'_>,
    from: Side,
    unlisted: impl Fn(Side) -> Option<&'a Unlisted>,
    others: Others,
) -> Option<Change> {
    let mine = unlisted(from)?;
    if others == Others::LeftOut || (!kind.is_of_rest() && mine.is_closed()) {
        return Some(Change::NONE);
    }
    // The constraints of an object's members are those of an alias that is the type of the rest.
    let member = if kind.is_of_rest() || kind.is_of_constraints() {
        rest_member(sides, from, mine, unlisted(from.other()).unwrap_or(mine))?
    } else {
        Member::new("unannounced_member", Node::number("1", Size::Whole))
    };
    Some(Change::Members { set: Some(member), omit: Vec::new() })
}

/// A member that no field of one side lists, with a value that the other side does not take there, if there is one.
fn rest_member(sides: Sides<'_>, from: Side, mine: &Unlisted, theirs: &Unlisted) -> Option<Member> {
    let any = Type::Scalar(Scalar::Any);
    let (mine, theirs) = (mine.rest(), theirs.rest());
    let key = &mine.or(theirs)?.name;
    if mine.is_some_and(|mine| mine.nullable)
        && theirs.is_some_and(|theirs| !theirs.nullable && !theirs.ty.takes_null())
    {
        return Some(Member::new(key, Node::Null));
    }
    let [mine, theirs] = [mine, theirs].map(|rest| rest.map_or(&any, |rest| &rest.ty));
    let value = contrast::of_types((sides.reader(from), mine), (sides.reader(from.other()), theirs), false)?;
    Some(Member::new(key, value))
}

/// What becomes of a value of a named type.
fn of_type(kind: Kind, sides: Sides<'_>, from: Side, (id, pair): (TypeId, &Pair), others: Others) -> Option<Change> {
    let is_object = sides.on(from).type_def(id).is_some_and(|def| def.kind.unlisted().is_some());
    match kind {
        kind if kind.is_of_object() || kind.is_of_constraints() && is_object => {
            let unlisted =
                |side: Side| sides.on(side).type_def(type_named(sides.on(side), pair.on(side)?)?)?.kind.unlisted();
            unlisted_member(kind, sides, from, unlisted, others)
        }
        Kind::UnionChoiceChanged => {
            let found = sides
                .pairing
                .types
                .iter()
                .find(|found| (if from == Side::Old { found.types.0 } else { found.types.1 }) == id)?;
            let PartPairs::Alternatives(pairs) = &found.parts else { return None };
            let readers = [sides.reader(Side::Old), sides.reader(Side::New)];
            choice::changed(readers, [found.types.0, found.types.1], pairs, from)
                .map(|choice| Change::Value(choice.value))
        }
        kind => {
            let unlisted =
                matches!(kind, Kind::EnumOpened | Kind::EnumClosed | Kind::IntegersOpened | Kind::IntegersClosed);
            value_of(sides, from, pair, unlisted).map(Change::Value)
        }
    }
}

/// A value of a named type that the other side's type of the pair does not take.
fn value_of(sides: Sides<'_>, from: Side, pair: &Pair, unlisted: bool) -> Option<Node> {
    let ty = |side| Some(sides.on(side).type_of(type_named(sides.on(side), pair.on(side)?)?));
    let mine = (sides.reader(from), &ty(from).unwrap_or(Type::Scalar(Scalar::Any)));
    let theirs = ty(from.other());
    let theirs = theirs.as_ref().map_or(mine, |theirs| (sides.reader(from.other()), theirs));
    contrast::of_types(mine, theirs, unlisted)
}

/// What becomes of the object that a field is in.
fn member(finding: &Finding, sides: Sides<'_>, from: Side, owner: &Owner, field: &Pair) -> Option<Change> {
    if finding.kind == Kind::ReservedReused {
        return reused(finding, sides, from, owner, field);
    }
    let Some(mine) = field_of(sides, owner, field, from) else { return Some(Change::NONE) };
    let theirs = field_of(sides, owner, field, from.other()).or_else(|| rest_of(sides, owner, from.other()));
    let value = || {
        let mine = (sides.reader(from), mine);
        contrast::of_fields(mine, theirs.map_or(mine, |theirs| (sides.reader(from.other()), theirs)))
    };
    let omit = vec![mine.name.clone()];
    let with = |key: &str, value: Node| Change::Members { set: Some(Member::new(key, value)), omit: omit.clone() };
    Some(match finding.kind {
        Kind::BecameRequired | Kind::BecameOptional | Kind::MemberBecameRequired | Kind::MemberBecameOptional
            if !mine.required =>
        {
            Change::Members { set: None, omit }
        }
        Kind::BecameNullable | Kind::BecameNonNullable
            if mine.nullable && !theirs.is_some_and(|theirs| theirs.nullable) =>
        {
            with(&mine.name, Node::Null)
        }
        Kind::BlankMeaningSet | Kind::BlankMeaningUnset => with(&mine.name, Node::text("")),
        kind if turns_blank(kind, from)
            && is_a_value(sides.on(from), mine)
            && !theirs.is_some_and(|field| field.blank) =>
        {
            with(&mine.name, Node::text(""))
        }
        kind if is_blank(kind) && mine.blank => with(&mine.name, Node::text("")),
        Kind::AliasAddedOptional | Kind::AliasAddedRequired if from == Side::New => {
            with(finding.new.as_deref().unwrap_or(&mine.name), value()?)
        }
        Kind::AliasRemovedOptional | Kind::AliasRemovedRequired if from == Side::Old => {
            with(finding.old.as_deref().unwrap_or(&mine.name), value()?)
        }
        Kind::UnionChoiceChanged => {
            let types = [field_of(sides, owner, field, Side::Old)?, field_of(sides, owner, field, Side::New)?];
            let readers = [sides.reader(Side::Old), sides.reader(Side::New)];
            with(&mine.name, choice::widened(readers, types.map(|field| &field.ty), from)?.value)
        }
        Kind::DatePartsSwapped => with(&mine.name, another_time(&mine.ty, &theirs?.ty)?),
        Kind::UnitChanged => with(&mine.name, second_of_1970(sides.on(from), &mine.ty)?),
        Kind::KeyReassigned => {
            let key = key_of(finding, theirs?).filter(|key| mine.names().any(|name| name == *key))?;
            with(key, value()?)
        }
        _ => with(&mine.name, value()?),
    })
}

/// The key of a field that a finding is about.
fn key_of<'a>(finding: &Finding, field: &'a Field) -> Option<&'a str> {
    field.names().find(|key| finding.path.ends_with(&format!(".{key}")))
}

/// An object as it was before its key was reserved: that the old side knows no field for it does not mean that nobody sent it.
fn reused(finding: &Finding, sides: Sides<'_>, from: Side, owner: &Owner, field: &Pair) -> Option<Change> {
    if from == Side::New {
        return Some(Change::NONE);
    }
    let theirs = field_of(sides, owner, field, Side::New)?;
    let reader = (sides.reader(Side::New), theirs);
    let member = Member::new(key_of(finding, theirs)?, contrast::of_fields(reader, reader)?);
    Some(Change::Members { set: Some(member), omit: Vec::new() })
}

/// A value of a type, or a list or map of it, that is another time to another type.
fn another_time(mine: &Type, theirs: &Type) -> Option<Node> {
    match (mine.without_null().0.target(), theirs.without_null().0.target()) {
        (Type::List(mine), Type::List(theirs)) => Some(Node::List(vec![another_time(mine, theirs)?])),
        (Type::Map(mine), Type::Map(theirs)) => Some(Node::Object(vec![Member::new(KEY, another_time(mine, theirs)?)])),
        (mine @ Type::Scalar(scalar), theirs) => {
            Some(Node::of(swapped_time(mine, theirs)?.into(), TextKind::ValueOf(scalar.clone())))
        }
        (Type::List(_) | Type::Map(_) | Type::Named(_) | Type::Alias(..) | Type::Nullable(_), _) => None,
    }
}

/// A value of a type, or a list or map of it, that is a unix time in any unit.
fn second_of_1970(catalog: &Catalog, ty: &Type) -> Option<Node> {
    let number = Node::number("1769853600", Size::Whole);
    match ty {
        Type::List(item) => Some(Node::List(vec![second_of_1970(catalog, item)?])),
        Type::Map(value) => Some(Node::Object(vec![Member::new(KEY, second_of_1970(catalog, value)?)])),
        Type::Scalar(scalar) if scalar.text_of().is_some() => Some(Node::text(&number.to_string())),
        Type::Scalar(_) => Some(number),
        Type::Nullable(inner) | Type::Alias(_, inner) => second_of_1970(catalog, inner),
        Type::Named(_) => minimal::value(catalog, ty),
    }
}

/// Whether an empty string, sent by a side, is a value to it and blank to the other, because it is not in an enum.
fn turns_blank(kind: Kind, from: Side) -> bool {
    match from {
        Side::Old => matches!(kind, Kind::StringToOpenEnum | Kind::StringToClosedEnum),
        Side::New => matches!(kind, Kind::OpenEnumToString | Kind::ClosedEnumToString),
    }
}

/// Whether an empty string is a valid value of a field.
fn is_a_value(catalog: &Catalog, field: &Field) -> bool {
    !field.blank && verdict::field(catalog, field, Node::text("")) == Some(true)
}

fn is_blank(kind: Kind) -> bool {
    use Kind::{
        BlankAllowed, BlankAllowedFormat, BlankAllowedOpenEnum, BlankForbidden, BlankForbiddenFormat,
        BlankForbiddenOpenEnum,
    };
    matches!(
        kind,
        BlankAllowed
            | BlankAllowedFormat
            | BlankAllowedOpenEnum
            | BlankForbidden
            | BlankForbiddenFormat
            | BlankForbiddenOpenEnum
    )
}
