//! Indexes of the files: a README for people, `llms.txt` for language models.

use eventspec_catalog::{Catalog, Event, PackageVersion, Payload};

use super::{about, cell, delivery_file, group_file, item, link, paragraph, payload_file, type_file};
use crate::Target;
use crate::write::{Code, CodeCell, CodeSpan, Markdown, PlainText, ProseCell, code};

/// How the columns of the tables are read.
const READING: &str = "\
## How to read the tables

- **Sent**: *always sent* if the source documents it, otherwise *optional*. *May be blank* means that `\"\"` stands for no value.
- **Evidence**: *documented* if the source states the type, *sampled* if a value of it was seen, *inferred* if it is concluded
  from a similar field or the name.
- Additional fields are possible, unless a payload states otherwise.
";

/// The table of all events, and lists of groups and types.
pub(super) fn readme(catalog: &Catalog) -> Code<Markdown> {
    let rows = catalog.events().map(|(event, payload)| {
        let to = link("", &payload_file(payload), &payload.name);
        code!("| {} | {} | {} |\n", CodeCell(&event.name), cell(event.doc.as_ref()).unwrap_or_else(Code::empty), to)
    });
    let source = catalog.source.as_ref().map_or_else(Code::empty, |source| code!("Source: {}\n\n", PlainText(source)));
    code!(
        "# {title}\n\n{doc}Version {version}. {source}## Events\n\n| Event | When it fires | Payload |\n|---|---|---|\n{rows}\n{parts}\n{READING}",
        title = PlainText(&catalog.title),
        doc = paragraph(catalog.doc.as_ref()),
        version = PlainText(&catalog.version),
        source = source,
        rows = Code::join(rows, ""),
        parts = parts(catalog),
        READING = READING
    )
}

/// The form of llmstxt.org: a title, a summary as a quotation, lists of links.
pub(super) fn llms(catalog: &Catalog) -> Code<Markdown> {
    let event = |(event, payload): (&Event, &Payload)| {
        let to = link("", &payload_file(payload), &event.name);
        item(&to, Some(about(event, cell(event.doc.as_ref()))))
    };
    code!(
        "# {title}\n\n{doc}{how}\n## Events\n\n{events}\n{parts}",
        title = PlainText(&catalog.title),
        doc = catalog.doc.as_ref().map_or_else(Code::empty, |doc| code!("> {}\n\n", ProseCell(doc))),
        how = how(catalog),
        events = Code::join(catalog.events().map(event), ""),
        parts = parts(catalog)
    )
}

/// What a program that receives the events needs to know.
fn how(catalog: &Catalog) -> Code<Markdown> {
    let receive = Target::ALL.iter().filter_map(|target| target.row().receive.as_ref());
    let calls = receive.map(|receive| -> Code<Markdown> { code!("{} in {}", receive.call, receive.language) });
    code!(
        "- The packages are called {name}, version {version}{own}: {calls}.\n- Decoding takes any JSON object, keeps every byte, and lists the deviations of the payload from this \
         catalogue.\n- Names are literal: a key that contains a dot is one key.\n- JSON Schemas are in `../json-schema`, one for \
         each event; AsyncAPI is in `../asyncapi`, OpenAPI in `../openapi`.\n",
        name = CodeSpan(&catalog.name),
        version = PlainText(&catalog.version),
        own = own_versions(catalog),
        calls = Code::<Markdown>::join(calls, ", ")
    )
}

/// The packages that have another version.
fn own_versions(catalog: &Catalog) -> Code<Markdown> {
    let own = |own: &PackageVersion| -> Code<Markdown> {
        code!(" ({}: {})", CodeSpan(&own.package), PlainText(&own.version))
    };
    Code::join(catalog.packages.iter().map(own), "")
}

/// Lists of the deliveries, the groups and the named types.
fn parts(catalog: &Catalog) -> Code<Markdown> {
    let group = |group| item(&link("", &group_file(group), &group.name), cell(group.doc.as_ref()));
    let groups = catalog.groups.iter().map(group);
    let types = catalog.types.iter().map(|def| item(&link("", &type_file(def), &def.name), cell(def.doc.as_ref())));
    let deliveries = catalog.deliveries.iter();
    let deliveries = deliveries
        .map(|delivery| item(&link("", &delivery_file(delivery), &delivery.name), cell(delivery.doc.as_ref())));
    let lists = [
        section("## Deliveries\n\nHow requests arrive, how to verify them and how to answer.\n\n", deliveries),
        section("## Groups of fields\n\n", groups),
        section("## Named types\n\n", types),
    ];
    Code::join(lists.into_iter().filter(|list| !list.is_empty()), "\n")
}

/// A list under its heading, if there is anything in it.
fn section(heading: &'static str, items: impl Iterator<Item = Code<Markdown>>) -> Code<Markdown> {
    let items = Code::join(items, "");
    if items.is_empty() { items } else { code!("{}{}", heading, items) }
}
