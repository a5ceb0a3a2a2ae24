//! How deliveries compose the names of events in; what is then always at a place of an event's payload out, as a refinement of it.
//!
//! A place is constant for an event if every way in which a delivery can compose its name has the same value there. A way is left out
//! if a field of the payload cannot have its value: Slack's `message` is not at `/type`, which is always `event_callback`.

use std::collections::BTreeMap;

use crate::catalog::{Event, Field, Group, NamePlace, Payload, Type, TypeDef, TypeKind};
use crate::delivery::{NameTemplate, Pointer, RequestPlace};
use crate::diagnostic::{Code, Diagnostic};
use crate::event_refine::Narrower;
use crate::fields::Context;
use crate::literal::{Literal, LiteralKind};
use crate::sources::Span;
use crate::spec::{At, RefineSpec};

/// The values of places that compose a name.
type Way = BTreeMap<Pointer, Value>;

/// What a place holds when an event of a name arrives.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    /// This, of the type of the field.
    Constant(Literal),
    /// A text that the type of the field cannot be narrowed to.
    Other,
}

/// Adds what deliveries compose names of to what events refine; `deliveries` are the templates of each.
pub(crate) fn refine(
    cx: &mut Context<'_>,
    groups: &[Group],
    payloads: &mut [Payload],
    narrower: &mut Vec<Narrower>,
    deliveries: &[&[NameTemplate]],
) {
    for (index, payload) in payloads.iter_mut().enumerate() {
        let shared = payload.groups.iter().filter_map(|id| groups.get(id.0)).flat_map(|group| payload.of_group(group));
        let fields: Vec<&Field> = shared.chain(&payload.fields).collect();
        let object = Object { types: &cx.types, fields };
        let places: Vec<Vec<(NamePlace, Literal)>> =
            payload.events.iter().map(|event| places(&object, event, deliveries)).collect();
        let never = payload.events.iter().filter_map(|event| never(&object, event, deliveries)).collect::<Vec<_>>();
        cx.findings.extend(never);
        for (position, places) in places.into_iter().enumerate() {
            let Some(event) = payload.events.get_mut(position).filter(|_| !places.is_empty()) else { continue };
            let of_event = narrower.iter_mut().find(|it| (it.payload, it.event) == (index, position));
            let mut own = Vec::new();
            let refine = of_event.map_or(&mut own, |it| &mut it.refine);
            for (place, value) in places {
                let pointer = place.pointer.to_json_pointer();
                match refine.iter_mut().find(|written| written.value.at.value == pointer) {
                    Some(written) => cx.findings.extend(merge(event, &mut written.value, value)),
                    None => refine.push(of_name(event, pointer, value)),
                }
                event.name_places.push(place);
            }
            if !own.is_empty() {
                narrower.push(Narrower { payload: index, event: position, refine: own });
            }
        }
    }
    narrower.sort_by_key(|it| (it.payload, it.event));
}

/// A refinement to the part of an event's name that is at a place.
fn of_name(event: &Event, at: String, value: Literal) -> At<RefineSpec> {
    let offset = event.place.offset();
    let span = offset..offset;
    let value = RefineSpec {
        at: At { value: at, span: span.clone() },
        ty: None,
        required: Some(At { value: true, span: span.clone() }),
        nullable: Some(At { value: false, span: span.clone() }),
        blank: Some(At { value: false, span: span.clone() }),
        values: None,
        constant: Some(At { value, span: span.clone() }),
        doc: None,
        example: None,
    };
    At { value, span }
}

/// Adds the value to what an event says of the place itself, or refuses what that says.
fn merge(event: &Event, written: &mut RefineSpec, value: Literal) -> Option<Diagnostic> {
    let RefineSpec { at, ty, values, constant, example, .. } = &*written;
    let beside = [
        ty.as_ref().map(|it| ("type", it.span.clone())),
        values.as_ref().map(|it| ("values", it.span.clone())),
        constant.as_ref().filter(|it| it.value != value).map(|it| ("const", it.span.clone())),
        example.as_ref().map(|it| ("example", it.0.span.clone())),
    ];
    if let Some((key, span)) = beside.into_iter().flatten().next() {
        let message = format!("`{}` is always `{value}` in this event: its name is read from there", at.value);
        let span = Span::new(event.place.file(), span);
        return Some(Diagnostic::new(Code::BadRefinement, span, message, format!("remove `{key}`")));
    }
    let of_name = of_name(event, at.value.clone(), value).value;
    (written.required, written.nullable, written.blank) = (of_name.required, of_name.nullable, of_name.blank);
    written.constant = of_name.constant;
    None
}

/// The places of an event's payload that hold a part of its name, each with the value.
fn places(object: &Object<'_>, event: &Event, deliveries: &[&[NameTemplate]]) -> Vec<(NamePlace, Literal)> {
    let templates = || deliveries.iter().flat_map(|templates| templates.iter());
    let mut own = templates().filter_map(|template| object.way(template, &event.name));
    let mut constant = own.next().unwrap_or_default();
    for way in own {
        constant.retain(|pointer, value| way.get(pointer) == Some(value));
    }
    // Whether the field lists it or not.
    let of_aliases: Vec<(&RequestPlace, String)> = event
        .aliases
        .iter()
        .flat_map(|alias| templates().filter_map(move |template| template.values(alias)).flatten())
        .collect();
    let place = |(pointer, value): (Pointer, Value)| {
        let Value::Constant(value) = value else { return None };
        let mut aliases = Vec::new();
        for (_, text) in of_aliases.iter().filter(|(place, _)| place.payload() == Some(&pointer)) {
            if let Some(alias) = literal(value.kind(), text).filter(|alias| *alias != value && !aliases.contains(alias))
            {
                aliases.push(alias);
            }
        }
        Some((NamePlace { pointer, aliases }, value))
    };
    constant.into_iter().filter_map(place).collect()
}

/// A finding about an event that cannot arrive, since no field of its payload can have the part of its name that it would have.
fn never(object: &Object<'_>, event: &Event, deliveries: &[&[NameTemplate]]) -> Option<Diagnostic> {
    let composed = || deliveries.iter().flat_map(|it| it.iter()).filter(|it| it.values(&event.name).is_some());
    if composed().any(|template| object.way(template, &event.name).is_some()) {
        return None;
    }
    let mut values = composed().filter_map(|template| template.values(&event.name)).flatten();
    let (pointer, text, field) = values.find_map(|(place, text)| {
        let pointer = place.payload()?;
        let field = object.field(&pointer.0)?;
        object.value(&pointer.0, &text).is_none().then_some((pointer, text, field))
    })?;
    let is_enum = object.kind(&field.ty).is_some_and(|kind| kind.values().is_some());
    let (why, help) = if is_enum {
        ("the field does not list that value", "list the value, or correct the name of the event")
    } else {
        ("the field has no such value", "change the type of the field, or correct the name of the event")
    };
    let message = format!("an event named `{}` has `{text}` at `{pointer}`, and {why}", event.name);
    let finding = Diagnostic::new(Code::BadDelivery, Span::rest_of_line(&event.place), message, help);
    Some(finding.related(Span::rest_of_line(&field.place), "the field is defined here"))
}

/// The members of an object.
struct Object<'a> {
    types: &'a [TypeDef],
    fields: Vec<&'a Field>,
}

impl<'a> Object<'a> {
    /// What is at the places of the payload when a template composes a name; `None` if it composes no such name, or the payload
    /// cannot have that.
    fn way(&self, template: &NameTemplate, name: &str) -> Option<Way> {
        let values = template.values(name)?.into_iter();
        let values = values.filter_map(|(place, text)| Some((place.payload()?, text)));
        values.map(|(pointer, text)| Some((pointer.clone(), self.value(&pointer.0, &text)?))).collect()
    }

    /// What is at a pointer if it holds a text; `None` if it cannot.
    fn value(&self, tokens: &[String], text: &str) -> Option<Value> {
        let (first, rest) = tokens.split_first()?;
        let field = self.fields.iter().find(|field| field.name == *first);
        match field {
            // It may be sent: unlisted members are kept, and read.
            None => Some(Value::Other),
            Some(field) if rest.is_empty() => self.of_type(&field.ty, text, !field.constraints.is_empty()),
            Some(field) => self.inside(&field.ty, rest, text),
        }
    }

    /// The field at a pointer that leads through objects.
    fn field(&self, tokens: &[String]) -> Option<&'a Field> {
        let (first, rest) = tokens.split_first()?;
        let field = self.fields.iter().find(|field| field.name == *first)?;
        match self.kind(&field.ty) {
            _ if rest.is_empty() => Some(field),
            Some(TypeKind::Object { fields, .. }) => {
                Object { types: self.types, fields: fields.iter().collect() }.field(rest)
            }
            Some(TypeKind::Enum { .. } | TypeKind::Union(_) | TypeKind::Alias(_)) | None => None,
        }
    }

    /// The definition of a type that has a name.
    fn kind(&self, ty: &Type) -> Option<&'a TypeKind> {
        self.types.get(ty.named()?.0).map(|def| &def.kind)
    }

    /// What is further inside a value of a type.
    fn inside(&self, ty: &Type, tokens: &[String], text: &str) -> Option<Value> {
        match self.kind(ty) {
            Some(TypeKind::Object { fields, .. }) => {
                Object { types: self.types, fields: fields.iter().collect() }.value(tokens, text)
            }
            Some(TypeKind::Enum { .. }) => None,
            // No refinement leads through them.
            Some(TypeKind::Union(_) | TypeKind::Alias(_)) => Some(Value::Other),
            None => {
                let holds_others = ty.is_any() || ty.value().is_some() || ty.item().is_some() || ty.alias().is_some();
                holds_others.then_some(Value::Other)
            }
        }
    }

    /// A text as a value of a type.
    fn of_type(&self, ty: &Type, text: &str, is_constrained: bool) -> Option<Value> {
        match self.kind(ty) {
            Some(TypeKind::Enum { values, closed }) => {
                let value = literal(values.kind(), text)?;
                if values.iter().any(|it| it.value == value) {
                    return Some(Value::Constant(value));
                }
                // Whatever else is sent is not listed.
                (!closed).then_some(Value::Other)
            }
            Some(TypeKind::Object { .. }) => None,
            Some(TypeKind::Union(_) | TypeKind::Alias(_)) => Some(Value::Other),
            None => {
                let kind = LiteralKind::ALL.into_iter().find(|kind| ty.scalar() == Some(&kind.scalar()));
                match kind.filter(|_| !is_constrained) {
                    Some(kind) => literal(kind, text).map(Value::Constant),
                    None if ty.item().is_some() || ty.value().is_some() => None,
                    None => Some(Value::Other),
                }
            }
        }
    }
}

/// Whether every reader of JSON keeps it.
fn is_exact(integer: i64) -> bool {
    integer.unsigned_abs() < 1 << 53
}

/// What has this text at a place, if something of a kind has.
fn literal(kind: LiteralKind, text: &str) -> Option<Literal> {
    let value = match kind {
        LiteralKind::Text => Literal::Text(text.to_owned()),
        LiteralKind::Integer => Literal::Integer(text.parse().ok().filter(|it| is_exact(*it))?),
        LiteralKind::Boolean => Literal::Boolean(text.parse().ok()?),
    };
    (value.to_string() == text).then_some(value)
}
