//! A delivery held against the payloads of its catalogue.

use super::model::{NameTemplate, Piece, Pointer, RequestPlace, TimeForm};
use super::resolve::{NAME, Placed, Resolved};
use super::template::meant;
use crate::Delivery;
use crate::catalog::{Catalog, Field, Type, TypeKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::scalar::{JsonType, Scalar};
use crate::sources::Span;

/// Holds all deliveries against the catalogue; they are complete afterwards.
pub(crate) fn check(catalog: &Catalog, resolved: Vec<Resolved>) -> (Vec<Delivery>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    for delivery in &resolved {
        names(catalog, delivery, &mut findings);
        places(catalog, delivery, &mut findings);
    }
    findings.extend(unnamed(catalog, &resolved));
    let complete = resolved.into_iter().map(|resolved| complete(catalog, resolved, &mut findings));
    (complete.collect(), findings)
}

fn finding(span: &Span, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::BadDelivery, span.clone(), message, help)
}

/// Each template has an event whose name it composes.
fn names(catalog: &Catalog, resolved: &Resolved, findings: &mut Vec<Diagnostic>) {
    let is_listed = |template: &NameTemplate| catalog.events().any(|(event, _)| composes(template, event));
    let templates = resolved.written.event.iter().flatten();
    for (index, Placed { value: template, span }) in templates.clone().enumerate() {
        let Some(span) = span else { continue };
        let is_fixed = template.places().next().is_none();
        let is_last = index + 1 == templates.clone().count();
        if !is_listed(template) && catalog.events().next().is_some() {
            let (message, help) = if is_fixed {
                let text = template.to_string();
                // Names of events are seldom written with hyphens, and names of headers always are.
                let place = meant(&text, NAME).filter(|_| text.contains(['-', '/']));
                let place =
                    place.map_or_else(String::new, |place| format!("write `{place}` if the name is there; or "));
                let help = format!("{place}add an event called `{text}`: events that are not listed are decoded as it");
                (format!("`{text}` is not the name of any event"), help)
            } else {
                let help = "correct the template, or the names of the events";
                (format!("no event has a name like `{template}`"), help.to_owned())
            };
            findings.push(finding(span, message, help));
        } else if is_fixed && !is_last {
            let message = format!("`{template}` fits every request, so no template after it is ever tried");
            findings.push(finding(span, message, "move it to the end"));
        }
    }
}

/// Whether a template composes a name of an event.
fn composes(template: &NameTemplate, event: &crate::Event) -> bool {
    event.names().any(|name| template.values(name).is_some())
}

/// Events that no delivery has a name for.
fn unnamed(catalog: &Catalog, resolved: &[Resolved]) -> Vec<Diagnostic> {
    let templates = || resolved.iter().flat_map(|resolved| &resolved.delivery.event);
    if templates().next().is_none() {
        return Vec::new();
    }
    let is_unnamed = |event: &&crate::Event| templates().all(|template| !composes(template, event));
    let unnamed = catalog.events().map(|(event, _)| event).filter(is_unnamed);
    let words: Vec<String> = templates().map(|template| format!("`{template}`")).collect();
    let message = |name: &str| format!("no delivery can have an event called `{name}`");
    let help = format!("its name has to match a template in `delivery/`: {}", words.join(" or "));
    unnamed.map(|event| finding(&Span::rest_of_line(&event.place), message(&event.name), help.clone())).collect()
}

/// What is looked up in payloads is in some payload.
fn places(catalog: &Catalog, resolved: &Resolved, findings: &mut Vec<Diagnostic>) {
    let written = &resolved.written;
    let names = written.event.iter().flatten().flat_map(|placed| {
        placed.value.places().filter_map(|place| Some((place.clone(), placed.span.clone()?))).collect::<Vec<_>>()
    });
    let ids = written.id.iter().flat_map(|placed| {
        let places = placed.value.iter().filter_map(Piece::place);
        places.filter_map(|place| Some((place.clone(), placed.span.clone()?))).collect::<Vec<_>>()
    });
    let single = [&written.version, &written.attempt].into_iter().flatten();
    let single = single.filter_map(|placed| Some((placed.value.clone(), placed.span.clone()?)));
    let sent = written.sent_at.iter().filter_map(|placed| Some((placed.value.0.clone(), placed.span.clone()?)));
    for (place, span) in names.chain(ids).chain(single).chain(sent) {
        if let RequestPlace::Payload(pointer) = &place
            && !catalog.payloads.is_empty()
            && catalog.payloads.iter().all(|payload| at(catalog, payload, pointer).is_none())
        {
            let help = "correct the path, or list the field in the payloads that have it";
            findings.push(finding(&span, format!("no payload has a text or an integer at `{pointer}`"), help));
        }
    }
}

/// What a payload has at a pointer.
enum Held<'a> {
    /// A field that is listed.
    Field(&'a Field),
    /// Something that nobody says more of.
    Unlisted,
}

fn at<'a>(catalog: &'a Catalog, payload: &'a crate::Payload, pointer: &Pointer) -> Option<Held<'a>> {
    let fields: Vec<&Field> = catalog.fields(payload).collect();
    below(catalog, &fields, payload.unlisted.rest().is_some(), &pointer.0)
}

fn below<'a>(catalog: &'a Catalog, fields: &[&'a Field], has_rest: bool, tokens: &[String]) -> Option<Held<'a>> {
    let (first, rest) = tokens.split_first()?;
    match fields.iter().find(|field| field.name == *first) {
        Some(field) if rest.is_empty() => is_text(catalog, &field.ty).then_some(Held::Field(field)),
        Some(field) => inside(catalog, &field.ty, rest),
        None => has_rest.then_some(Held::Unlisted),
    }
}

/// What is further inside a value.
fn inside<'a>(catalog: &'a Catalog, ty: &'a Type, tokens: &[String]) -> Option<Held<'a>> {
    let target = ty.target();
    if target.is_any() || target.value().is_some() || target.item().is_some() {
        return Some(Held::Unlisted);
    }
    match catalog.kind(target)? {
        TypeKind::Object { fields, unlisted } => {
            below(catalog, &fields.iter().collect::<Vec<_>>(), unlisted.rest().is_some(), tokens)
        }
        TypeKind::Union(variants) => variants.iter().find_map(|variant| inside(catalog, &variant.ty, tokens)),
        TypeKind::Enum { .. } | TypeKind::Alias(_) => None,
    }
}

/// Whether a value of a type can be the text of a place.
fn is_text(catalog: &Catalog, ty: &Type) -> bool {
    let target = ty.target();
    match catalog.kind(target) {
        Some(TypeKind::Union(variants)) => return variants.iter().any(|variant| is_text(catalog, &variant.ty)),
        Some(TypeKind::Object { .. }) => return false,
        Some(TypeKind::Enum { .. }) => return true,
        Some(TypeKind::Alias(_)) | None => {}
    }
    target.scalar().is_some_and(|scalar| match scalar.row().json {
        JsonType::Any | JsonType::Boolean | JsonType::Number | JsonType::String => true,
        JsonType::Null => false,
    })
}

/// The delivery with the type of `sent_at`, if that is the type of the field there.
fn complete(catalog: &Catalog, resolved: Resolved, findings: &mut Vec<Diagnostic>) -> Delivery {
    let Resolved { mut delivery, written } = resolved;
    let Some(Placed { value: (RequestPlace::Payload(pointer), None), span: Some(span) }) = written.sent_at else {
        return delivery;
    };
    let held = catalog.payloads.iter().find_map(|payload| at(catalog, payload, &pointer));
    let form = held.as_ref().and_then(|held| match held {
        Held::Field(field) => field.ty.scalar().and_then(time_form),
        Held::Unlisted => None,
    });
    if let Some(form) = form {
        delivery.sent_at = Some((RequestPlace::Payload(pointer), form));
    } else if held.is_some() {
        let help = format!("write `{{ at = \"{{payload:{pointer}}}\", type = \"timestamp(unix)\" }}`, or another type");
        findings.push(finding(&span, "the type of this time is missing, and cannot be taken from a field", help));
    }
    delivery
}

/// The form of a time that is a point in time.
fn time_form(scalar: &Scalar) -> Option<TimeForm> {
    TimeForm::of(&scalar.spelling())
}
