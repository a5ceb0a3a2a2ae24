//! The page of an event: its description, payload, samples, handling code and changes.

use askama::Template;
use eventspec_catalog::{Catalog, Event, GroupId, Payload, Sample, Unlisted};

use super::fields::Anchors;
use super::receive::{self, Snippet};
use super::{Page, Site, changes, fields, in_line, links, page, paragraphs, text};
use crate::write::{Attribute, BreakableName, Code, ExactText, Html, HtmlText, code, print, views};
use crate::{Files, describe, json_schema, requests};

views! {
    #[derive(Template)]
    #[template(path = "docs/event.html", escape = "none")]
    struct EventPage {
        name: Code<Html>,
        doc: Option<Code<Html>>,
        deprecated: Option<Code<Html>>,
        unstable: Option<Code<Html>>,
        aliases: Code<Html>,
        payload: Code<Html>,
        payload_doc: Option<Code<Html>>,
        siblings: Code<Html>,
        deliveries: Vec<Code<Html>>,
        count: usize,
        others: Code<Html>,
        tables: Vec<Code<Html>>,
        samples: Vec<SampleView>,
        snippets: Vec<Snippet>,
        schema: Code<Html>,
        markdown: Code<Html>,
        changes: Vec<changes::Version>,
        version: Code<Html>,
    }

    /// A sample payload; its text is the file's, to the byte.
    struct SampleView {
        name: Code<Html>,
        label: Code<Html>,
        size: usize,
        text: Code<Html>,
    }

    /// A titled table of fields, for the page of every event that has them.
    #[derive(Template)]
    #[template(path = "docs/block.html", escape = "none")]
    struct Block {
        title: Code<Html>,
        intro: Code<Html>,
        table: Code<Html>,
    }
}

/// The own fields of a payload.
fn own_block(catalog: &Catalog, payload: &Payload) -> Option<Code<Html>> {
    let own = catalog.own_fields(payload);
    let table = fields::table(catalog, &own, Anchors::Home);
    let title = code!("Fields of <code>{}</code> only", HtmlText(&catalog.base(payload).name));
    let block = Block { title, intro: narrowed(catalog, payload), table };
    (!own.is_empty()).then(|| print(&block))
}

/// What an event narrows, if it does.
fn narrowed(catalog: &Catalog, payload: &Payload) -> Code<Html> {
    if payload.refines.is_none() {
        return Code::empty();
    }
    let names = catalog.narrowed(payload).map(|field| code!("<code>{}</code>", HtmlText(&field.name)));
    code!("Narrower in this event than in its payload: {}.", Code::join(names, ", "))
}

/// The fields of a group, and who else sends them.
pub(super) fn group_block(site: &Site<'_>, id: GroupId) -> Code<Html> {
    let Some(group) = site.catalog.group(id) else { return Code::empty() };
    print(&Block {
        title: code!("Fields of the group {}", links::link(Page::Below, &links::group(group), &group.name)),
        intro: Code::join(in_line(group.doc.as_ref()).into_iter().chain([site.shared_by(id)]), " "),
        table: fields::table(site.catalog, &group.fields, Anchors::None),
    })
}

/// Adds the pages of all events of a payload.
pub(super) fn add(site: &Site<'_>, payload: &Payload, files: &mut Files) {
    let groups = payload.groups.iter().rev().filter_map(|id| site.blocks.get(id.0)).cloned();
    let tables: Vec<Code<Html>> = own_block(site.catalog, payload).into_iter().chain(groups).collect();
    for event in &payload.events {
        let content = content(site, event, payload, tables.clone());
        let path = links::event(event);
        files.about(event, |files| page::add(site.catalog, files, (Page::Below, &path), &event.name, &content));
    }
}

fn content(site: &Site<'_>, event: &Event, payload: &Payload, tables: Vec<Code<Html>>) -> EventPage {
    let catalog = site.catalog;
    let deprecation = event.deprecated.as_ref().map(describe::deprecation);
    let base = catalog.base(payload);
    let plain = site.payloads.iter().find(|plain| plain.name == base.name);
    let siblings = plain.into_iter().flat_map(|plain| &plain.events).filter(|other| other.name != event.name);
    EventPage {
        name: code!("{}", BreakableName(&event.name)),
        doc: paragraphs(event.doc.as_ref()),
        deprecated: deprecation.map(|how| text(&how)),
        unstable: event.unstable.then(|| text(describe::UNSTABLE)),
        aliases: fields::codes(&event.aliases),
        payload: text(&base.name),
        payload_doc: in_line(payload.doc.as_ref()),
        siblings: links::events(Page::Below, siblings),
        deliveries: requests::of_events(catalog, event, |to| links::link(Page::Below, &links::delivery(to), &to.name)),
        count: catalog.fields(payload).count(),
        others: match &payload.unlisted {
            Unlisted::Never => Code::literal("The source documents that there are no others."),
            Unlisted::Unknown => Code::literal("Additional fields are possible: the SDKs keep and report them."),
            Unlisted::Rest(rest) => fields::rest(catalog, rest),
        },
        tables,
        samples: site.samples(&event.name).into_iter().map(sample_view).collect(),
        snippets: receive::snippets(catalog, event, payload),
        schema: code!("{}", json_schema::event_file(catalog, &event.ident)),
        markdown: code!("payloads/{}.md", links::stem(&payload.ident)),
        changes: changes::of_event(catalog, event, payload),
        version: text(&catalog.version),
    }
}

fn sample_view(sample: &Sample) -> SampleView {
    let name = sample.name.replace('_', " ");
    SampleView {
        name: text(&name),
        label: code!("{}", Attribute(&name)),
        size: sample.text.len(),
        text: code!("{}", ExactText(&sample.text)),
    }
}
