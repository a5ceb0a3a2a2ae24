//! The catalogue in Markdown: for repositories, which show it as it is, and for language models. A file for each payload,
//! group, named type and delivery, and one that leads to them; each field is described once.

mod deliveries;
mod fields;
mod files;
mod index;

use eventspec_catalog::{Catalog, Delivery, Deprecation, Doc, Event, Group, Payload, TypeDef};

use crate::target_row::{Packaging, TargetRow};
use crate::write::{Code, CodeSpan, FileName, FileStem, Markdown, PlainText, Prose, ProseCell, code};
use crate::{Files, describe};

/// The row of the target.
pub(crate) static TARGET: TargetRow =
    TargetRow { name: "markdown", emit, packaging: Packaging::Archive, receive: None, source: None, schemas: None };

/// Adds the files.
fn emit(catalog: &Catalog, files: &mut Files) {
    files.add(&Code::literal("README.md"), &index::readme(catalog));
    files.add_titled(&Code::literal("llms.txt"), &index::llms(catalog));
    let narrowed = catalog.payloads.iter().filter(|payload| payload.refines.is_some());
    for payload in catalog.without_event_refinements().payloads.iter().chain(narrowed) {
        files.about(payload, |files| files.add(&payload_file(payload), &files::payload(catalog, payload)));
    }
    for delivery in &catalog.deliveries {
        files.about(delivery, |files| files.add(&delivery_file(delivery), &deliveries::delivery(catalog, delivery)));
    }
    for group in &catalog.groups {
        files.about(group, |files| files.add(&group_file(group), &files::group(catalog, group)));
    }
    for def in &catalog.types {
        files.about(def, |files| files.add(&type_file(def), &files::type_def(catalog, def)));
    }
}

fn payload_file(payload: &Payload) -> Code<FileName> {
    code!("payloads/{}.md", FileStem(&payload.ident))
}

fn delivery_file(delivery: &Delivery) -> Code<FileName> {
    code!("deliveries/{}.md", FileStem(&delivery.ident))
}

fn group_file(group: &Group) -> Code<FileName> {
    code!("groups/{}.md", FileStem(&group.ident))
}

fn type_file(def: &TypeDef) -> Code<FileName> {
    code!("types/{}.md", FileStem(&def.ident))
}

/// A link to a file.
fn link(root: &'static str, to: &Code<FileName>, name: &str) -> Code<Markdown> {
    code!("[{}]({}{})", PlainText(name), root, to)
}

/// The description of an event, if there is one, and further facts about it, as sentences.
fn about(event: &Event, doc: Option<Code<Markdown>>) -> Code<Markdown> {
    let aliases = event.aliases.iter().map(|alias| code!("{}", CodeSpan(alias)));
    let aliases = (!event.aliases.is_empty()).then(|| code!("Also sent as {}.", Code::join(aliases, ", ")));
    let since = event.since.as_ref().map(|since| code!("Since {}.", PlainText(since)));
    let deprecated = event.deprecated.as_ref().map(deprecated);
    let unstable = event.unstable.then(|| code!("**Unstable**: {}.", PlainText(describe::UNSTABLE)));
    Code::join([doc, aliases, since, unstable, deprecated].into_iter().flatten(), " ")
}

/// A description as a paragraph with the empty line after it, if there is one.
fn paragraph(doc: Option<&Doc>) -> Code<Markdown> {
    doc.map_or_else(Code::empty, |doc| code!("{}\n\n", Prose(doc)))
}

/// A description on one line, if there is one.
fn cell(doc: Option<&Doc>) -> Option<Code<Markdown>> {
    doc.map(|doc| code!("{}", ProseCell(doc)))
}

/// An item of a list with what is said about it, if anything is.
fn item(of: &Code<Markdown>, about: Option<Code<Markdown>>) -> Code<Markdown> {
    let about = about.filter(|about| !about.is_empty()).map(|about| code!(": {}", about));
    code!("- {}{}\n", of, about.unwrap_or_else(Code::empty))
}

fn deprecated(deprecation: &Deprecation) -> Code<Markdown> {
    code!("**Deprecated**: {}.", PlainText(&describe::deprecation(deprecation)))
}
