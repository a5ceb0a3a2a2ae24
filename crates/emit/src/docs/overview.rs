//! The first page: every event, the shared fields, how to get started, and how to read the tables.

use askama::Template;
use eventspec_catalog::{Catalog, Delivery, Event, Evidence, Field, Group, GroupId, Payload, TypeDef, TypeKind};

use super::{Page, Site, diagram, in_line, links, page, paragraphs, text};
use crate::write::{Attribute, Code, Html, HtmlText, code, is_outward, views};
use crate::{Files, describe, json_schema, requests};

views! {
    #[derive(Template)]
    #[template(path = "docs/overview.html", escape = "none")]
    struct Overview {
        title: Code<Html>,
        doc: Option<Code<Html>>,
        version: Code<Html>,
        package: Code<Html>,
        source: Option<Code<Html>>,
        events: usize,
        fields: usize,
        payloads: Vec<PayloadView>,
        diagram: Option<Code<Html>>,
        deliveries: Vec<DeliveryView>,
        groups: Vec<PartView>,
        types: Vec<PartView>,
        documented: usize,
        sampled: usize,
        inferred: usize,
        bundle: Code<Html>,
    }

    /// A payload and its events.
    struct PayloadView {
        name: Code<Html>,
        doc: Option<Code<Html>>,
        fields: usize,
        events: Vec<EventView>,
    }

    struct EventView {
        link: Code<Html>,
        deprecated: bool,
        unstable: bool,
        doc: Option<Code<Html>>,
    }

    struct DeliveryView {
        link: Code<Html>,
        about: Code<Html>,
    }

    /// A group or type in a list.
    struct PartView {
        link: Code<Html>,
        about: Code<Html>,
        doc: Option<Code<Html>>,
    }
}

/// Adds the page.
pub(super) fn add(site: &Site<'_>, files: &mut Files) {
    let catalog = site.catalog;
    let evidence = |evidence| all_fields(catalog).filter(|field| field.evidence == evidence).count();
    let content = Overview {
        title: text(&catalog.title),
        doc: paragraphs(catalog.doc.as_ref()),
        version: text(&catalog.version),
        package: text(&catalog.name),
        source: catalog.source.as_deref().map(source),
        events: catalog.events().count(),
        fields: all_fields(catalog).count(),
        payloads: site.payloads.iter().map(|payload| payload_view(catalog, payload)).collect(),
        diagram: diagram::draw(site),
        deliveries: catalog.deliveries.iter().map(delivery_view).collect(),
        groups: catalog.groups.iter().enumerate().map(|(index, group)| group_view(site, index, group)).collect(),
        types: catalog.types.iter().map(|def| type_view(catalog, def)).collect(),
        documented: evidence(Evidence::Documented),
        sampled: evidence(Evidence::Sampled),
        inferred: evidence(Evidence::Inferred),
        bundle: code!("{}", json_schema::bundle_file(catalog)),
    };
    page::add(catalog, files, (Page::Top, &Code::literal("index.html")), "Events", &content);
}

/// Where the facts come from, as a link if it is an address.
pub(super) fn source(source: &str) -> Code<Html> {
    if is_outward(source) { code!("<a href=\"{}\">{}</a>", Attribute(source), HtmlText(source)) } else { text(source) }
}

fn payload_view(catalog: &Catalog, payload: &Payload) -> PayloadView {
    let event = |event: &Event| EventView {
        link: links::link(Page::Top, &links::event(event), &event.name),
        deprecated: event.deprecated.is_some(),
        unstable: event.unstable,
        doc: in_line(event.doc.as_ref()),
    };
    PayloadView {
        name: text(&payload.name),
        doc: in_line(payload.doc.as_ref()),
        fields: catalog.fields(payload).count(),
        events: payload.events.iter().map(event).collect(),
    }
}

fn delivery_view(delivery: &Delivery) -> DeliveryView {
    DeliveryView {
        link: links::link(Page::Top, &links::delivery(delivery), &delivery.name),
        about: in_line(delivery.doc.as_ref()).unwrap_or_else(|| requests::body(delivery)),
    }
}

fn group_view(site: &Site<'_>, index: usize, group: &Group) -> PartView {
    PartView {
        link: links::link(Page::Top, &links::group(group), &group.name),
        about: code!("{} fields, {} events", group.fields.len(), site.carriers(GroupId(index)).len()),
        doc: in_line(group.doc.as_ref()),
    }
}

fn type_view(catalog: &Catalog, def: &TypeDef) -> PartView {
    PartView {
        link: links::link(Page::Top, &links::type_def(def), &def.name),
        about: match &def.kind {
            TypeKind::Object { fields, .. } => code!("object of {} members", fields.len()),
            TypeKind::Enum { values, .. } if values.len() == 1 => code!("enum of one value"),
            TypeKind::Enum { values, .. } => code!("enum of {} values", values.len()),
            TypeKind::Union(variants) => code!("union of {} types", variants.len()),
            TypeKind::Alias(field) => text(&describe::type_name(catalog, &field.ty)),
        },
        doc: in_line(def.doc.as_ref()),
    }
}

/// Every field once, where it is defined.
fn all_fields(catalog: &Catalog) -> impl Iterator<Item = &Field> {
    let shared = catalog.groups.iter().flat_map(|group| &group.fields);
    let members = catalog.types.iter().filter(|def| def.refines.is_none()).flat_map(|def| match &def.kind {
        TypeKind::Object { fields, .. } => fields.as_slice(),
        TypeKind::Enum { .. } | TypeKind::Union(_) | TypeKind::Alias(_) => &[],
    });
    // What an event narrows is a field of the payload's file.
    let payloads = catalog.payloads.iter().filter(|payload| payload.refines.is_none());
    shared.chain(payloads.flat_map(|payload| &payload.fields)).chain(members)
}
