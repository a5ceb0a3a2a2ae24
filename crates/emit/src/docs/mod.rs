//! The catalogue as a site that is read from disk or from any file server: an overview, a page for each event, group,
//! named type and delivery, a search that runs in the page, the same facts in Markdown, and `llms.txt`.
//!
//! `fields` has the tables, `event`, `reference`, `deliveries` and
//! `overview` the pages, `receive` the code samples, `search` the index. What several pages show is printed once.

mod changelog;
mod changes;
mod deliveries;
mod diagram;
mod event;
mod fields;
mod findings;
mod links;
mod overview;
mod page;
mod receive;
mod reference;
mod search;

use std::collections::HashMap;

use eventspec_catalog::{Catalog, Doc, Event, GroupId, Payload, Sample};

use crate::Files;
use crate::target_row::{Packaging, TargetRow};
use crate::write::{Code, Css, Html, HtmlInline, HtmlProse, HtmlText, TypeScript, code};
use page::Page;

/// The row of the target.
pub(crate) static TARGET: TargetRow =
    TargetRow { name: "docs", emit, packaging: Packaging::Archive, receive: None, source: None, schemas: None };

/// Adds the site.
fn emit(catalog: &Catalog, files: &mut Files) {
    let plain = catalog.without_event_refinements();
    let site = Site::new(catalog, &plain);
    files.add(&Code::literal("assets/site.css"), &Code::<Css>::literal(include_str!("assets/site.css")));
    files.add(&Code::literal("assets/site.js"), &Code::<TypeScript>::literal(include_str!("assets/site.js")));
    files.add(&Code::literal("assets/icon.svg"), &Code::<Html>::literal(include_str!("assets/icon.svg")));
    files.add(&Code::literal("assets/search-index.js"), &search::index(&site));
    overview::add(&site, files);
    findings::add(catalog, files);
    changelog::add(catalog, files);
    for payload in &catalog.payloads {
        files.about(payload, |files| event::add(&site, payload, files));
    }
    for (index, group) in catalog.groups.iter().enumerate() {
        files.about(group, |files| reference::group(&site, GroupId(index), group, files));
    }
    for delivery in &catalog.deliveries {
        files.about(delivery, |files| deliveries::add(catalog, delivery, files));
    }
    for def in &catalog.types {
        files.about(def, |files| reference::type_def(catalog, def, files));
    }
}

/// What the pages have in common.
struct Site<'a> {
    catalog: &'a Catalog,
    /// The payloads as their files define them, each with all events that carry it.
    payloads: &'a [Payload],
    /// The events that carry each group.
    carriers: Vec<Vec<&'a Event>>,
    /// The titled tables of the groups.
    blocks: Vec<Code<Html>>,
    samples: HashMap<&'a str, Vec<&'a Sample>>,
}

impl<'a> Site<'a> {
    fn new(catalog: &'a Catalog, plain: &'a Catalog) -> Self {
        let mut carriers = vec![Vec::new(); catalog.groups.len()];
        for payload in &catalog.payloads {
            for id in &payload.groups {
                carriers.get_mut(id.0).into_iter().for_each(|events: &mut Vec<_>| events.extend(&payload.events));
            }
        }
        let mut samples = HashMap::<&str, Vec<&Sample>>::new();
        for sample in &catalog.samples {
            samples.entry(&sample.event).or_default().push(sample);
        }
        let mut site = Self { catalog, payloads: &plain.payloads, carriers, blocks: Vec::new(), samples };
        site.blocks = (0..catalog.groups.len()).map(|index| event::group_block(&site, GroupId(index))).collect();
        site
    }

    /// The events that carry a group.
    fn carriers(&self, id: GroupId) -> &[&'a Event] {
        self.carriers.get(id.0).map(Vec::as_slice).unwrap_or_default()
    }

    /// The samples of an event; that of the documentation first.
    fn samples(&self, event: &str) -> Vec<&'a Sample> {
        let mut samples = self.samples.get(event).cloned().unwrap_or_default();
        samples.sort_by_key(|sample| sample.name != "documented");
        samples
    }

    /// The sentence on who carries a group.
    fn shared_by(&self, id: GroupId) -> Code<Html> {
        const NAMED: usize = 6;
        let (events, all) = (self.carriers(id), self.catalog.events().count());
        if events.len() == all {
            code!("Sent with every event ({}).", all)
        } else if events.len() > NAMED {
            code!("Sent with {} of {} events.", events.len(), all)
        } else {
            code!("Sent with {}.", links::events(Page::Below, events.iter().copied()))
        }
    }
}

/// A description with its paragraphs, if there is one.
fn paragraphs(doc: Option<&Doc>) -> Option<Code<Html>> {
    doc.map(|doc| code!("{}", HtmlProse(doc)))
}

/// A description in a line, if there is one.
fn in_line(doc: Option<&Doc>) -> Option<Code<Html>> {
    doc.map(|doc| code!("{}", HtmlInline(doc)))
}

/// Text as it is.
fn text(text: &str) -> Code<Html> {
    code!("{}", HtmlText(text))
}
