//! The files of payloads, groups and named types.

use eventspec_catalog::{Catalog, EnumValue, Event, Group, Payload, TypeDef, TypeKind, Unlisted, Variant};

use super::{about, delivery_file, fields, group_file, item, link, paragraph, payload_file, type_file};
use crate::write::{Code, CodeBlock, CodeSpan, Markdown, PlainText, Prose, code};
use crate::{alternatives, describe, requests};

/// A payload: its events, each with a sample, and its fields.
pub(super) fn payload(catalog: &Catalog, payload: &Payload) -> Code<Markdown> {
    let groups = payload.groups.iter().filter_map(|id| catalog.group(*id));
    let groups = groups.map(|group| {
        let count = code!("{} fields.", group.fields.len());
        let doc = group.doc.as_ref().map(|doc| code!("{}", Prose(doc)));
        let about = Code::join([count].into_iter().chain(doc), " ");
        item(&link("../", &group_file(group), &group.name), Some(about))
    });
    let others = others(catalog, &payload.unlisted, "The source documents that no other field is ever sent.");
    let own = catalog.own_fields(payload);
    let own =
        if own.is_empty() { Code::literal("None besides those of the groups.") } else { fields::table(catalog, &own) };
    code!(
        "# Payload {name}\n\n{doc}{narrowed}{events}## Groups\n\n{groups}\n## Fields of its own\n\n{others}{own}\n",
        name = PlainText(&payload.name),
        doc = paragraph(payload.doc.as_ref()),
        narrowed = narrowed(catalog, payload),
        events = Code::join(payload.events.iter().map(|event| event_section(catalog, event)), ""),
        groups = Code::join(groups, ""),
        others = others,
        own = own
    )
}

/// What the event of a payload narrows, if it does.
fn narrowed(catalog: &Catalog, payload: &Payload) -> Code<Markdown> {
    if payload.refines.is_none() {
        return Code::empty();
    }
    let base = catalog.base(payload);
    let fields = catalog.narrowed(payload).map(|field| code!("{}", CodeSpan(&field.name)));
    code!(
        "The payload {}, with these fields narrower: {}.\n\n",
        link("../", &payload_file(base), &base.name),
        Code::join(fields, ", ")
    )
}

fn event_section(catalog: &Catalog, event: &Event) -> Code<Markdown> {
    let sample = catalog.samples.iter().find(|sample| sample.event == event.name);
    let sample =
        sample.map_or_else(Code::empty, |sample| code!("{}\n\n", CodeBlock { language: "json", text: &sample.text }));
    let about = about(event, event.doc.as_ref().map(|doc| code!("{}", Prose(doc))));
    let about = if about.is_empty() { about } else { code!("{}\n\n", about) };
    let arrival = requests::of_events(catalog, event, |to| link("../", &delivery_file(to), &to.name));
    let arrival =
        if arrival.is_empty() { Code::empty() } else { code!("Delivered by {}.\n\n", Code::join(arrival, "; or by ")) };
    code!("## {}\n\n{}{}{}", CodeSpan(&event.name), about, arrival, sample)
}

/// A group: its payloads and its fields.
pub(super) fn group(catalog: &Catalog, group: &Group) -> Code<Markdown> {
    let has = |payload: &&Payload| {
        payload.groups.iter().any(|id| catalog.group(*id).is_some_and(|other| other.ident == group.ident))
    };
    let payloads = catalog.payloads.iter().filter(has);
    let payloads = payloads.map(|payload| link("../", &payload_file(payload), &payload.name));
    code!(
        "# Group {}\n\n{}Part of the payloads: {}.\n\n{}\n",
        PlainText(&group.name),
        paragraph(group.doc.as_ref()),
        Code::join(payloads, ", "),
        fields::table(catalog, &group.fields)
    )
}

/// A named type: its members, values or alternatives.
pub(super) fn type_def(catalog: &Catalog, def: &TypeDef) -> Code<Markdown> {
    let content = match &def.kind {
        TypeKind::Object { fields, unlisted } => {
            let original = def.refines.and_then(|id| catalog.type_def(id)).map(|original| {
                code!("{} with narrower members.\n\n", link("../", &type_file(original), &original.name))
            });
            let others = others(catalog, unlisted, "No other members.");
            code!("{}{}{}", original.unwrap_or_else(Code::empty), others, fields::table(catalog, fields))
        }
        TypeKind::Enum { values, closed } => {
            let more = if *closed { "" } else { "\n- Additional values are possible." };
            code!("{}{}", Code::join(values.iter().map(value), "\n"), more)
        }
        TypeKind::Union(variants) => {
            let item = |variant: &Variant| {
                let name = fields::type_name(catalog, &variant.ty);
                code!("1. {}", alternatives::with_tag(catalog, variants, &variant.ty, name))
            };
            let items = Code::join(variants.iter().map(item), "\n");
            code!("{}\n\n{}", alternatives::told_apart::<Markdown>(catalog, variants), items)
        }
        TypeKind::Alias(field) => {
            let constraints = describe::constraint_notes(field).join("; ");
            let constraints = (!constraints.is_empty()).then(|| code!("; {}", PlainText(&constraints)));
            let example = field.example.as_ref().map(|json| code!("\n\nExample: {}", CodeSpan(json.as_str())));
            code!(
                "Another name for {}{}.{}",
                fields::type_name(catalog, &field.ty),
                constraints.unwrap_or_else(Code::empty),
                example.unwrap_or_else(Code::empty)
            )
        }
    };
    code!("# Type {}\n\n{}{}\n", PlainText(&def.name), paragraph(def.doc.as_ref()), content)
}

/// What is said about members that no field lists; `never` says that there are none.
fn others(catalog: &Catalog, unlisted: &Unlisted, never: &'static str) -> Code<Markdown> {
    match unlisted {
        Unlisted::Unknown => Code::empty(),
        Unlisted::Never => code!("{}\n\n", never),
        Unlisted::Rest(rest) => {
            let null = if rest.nullable { " or `null`" } else { "" };
            code!("Members with other keys are of type {}{}.\n\n", fields::type_name(catalog, &rest.ty), null)
        }
    }
}

fn value(value: &EnumValue) -> Code<Markdown> {
    let doc = value.doc.as_ref().map_or_else(Code::empty, |doc| code!(": {}", Prose(doc)));
    code!("- {}{}", CodeSpan(&value.value.to_string()), doc)
}
