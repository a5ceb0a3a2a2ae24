//! Whole schemas: the one of an event, and the bundle of all, which has every definition once.

use eventspec_catalog::{Catalog, Event, Field, Payload, TypeId};
use schemars::Schema;
use serde_json::Value;

use super::types::{self, Members, schema};
use super::{Draft, bundle_file, event_file, members};
use crate::write::{Code, FileName};

/// What the root of the bundle is for.
const BUNDLE_ROOT: &str = "The root is an index: an object with one member per event, under its name on the wire. To \
validate a payload, take the schema of that member.";

/// The members of the payloads' schemas, which their events and the bundle share.
pub(super) fn shapes(catalog: &Catalog, draft: Draft) -> Vec<Members> {
    catalog.payloads.iter().map(|payload| shape(catalog, draft, payload)).collect()
}

/// The schema of every event, in the order of the specification.
pub(super) fn events<'a>(
    catalog: &'a Catalog,
    draft: Draft,
    shapes: &'a [Members],
) -> impl Iterator<Item = (&'a Event, Schema)> {
    catalog.payloads.iter().zip(shapes).flat_map(move |(payload, shape)| {
        let content = content(catalog, draft, payload, shape);
        payload.events.iter().map(move |event| {
            let mut out = head(catalog, draft, &event_file(catalog, &event.ident));
            out.extend(about(event, paragraphs([event.doc.as_deref(), payload.doc.as_deref()]).as_deref()));
            out.extend(content.clone());
            (event, Schema::from(out))
        })
    })
}

/// What the schema of an event has beside what is stated about the event: a reference to the payload in the bundle or, where the
/// schemas are to be self-contained, all of it.
fn content(catalog: &Catalog, draft: Draft, payload: &Payload, shape: &Members) -> Members {
    if !catalog.self_contained_schemas {
        let (bundle, definition) = (bundle_file(catalog), types::reference(draft, &payload.ident.pascal()));
        // By its file name, so that readers of files find it, too. Nothing is relative to a URN, or to what is in a query.
        let is_path = catalog.schema_base.contains("://") && !catalog.schema_base.contains('?');
        let bundle = if is_path { bundle.to_string() } else { id(catalog, draft, &bundle) };
        return types::annotated(draft, format!("{bundle}{definition}"));
    }
    let mut out = shape.clone();
    let definitions = definitions(catalog, draft, catalog.reachable(payload));
    if !definitions.is_empty() {
        out.insert(draft.definitions().to_owned(), Value::from(definitions));
    }
    out
}

/// Everything in the catalogue in one schema. Types and payloads are defined under their `PascalCase` names, events
/// under their `snake_case` ones, so that none meets another.
pub(super) fn bundle(catalog: &Catalog, draft: Draft, shapes: Vec<Members>) -> Schema {
    let mut out = head(catalog, draft, &bundle_file(catalog));
    out.insert("title".to_owned(), Value::from(catalog.title.as_str()));
    out.extend(types::described(paragraphs([catalog.doc.as_deref(), Some(BUNDLE_ROOT)]).as_deref()));
    out.insert("type".to_owned(), Value::from("object"));
    let index: Members = catalog.events().flat_map(|(event, _)| index_entries(draft, event)).collect();
    out.insert("properties".to_owned(), Value::from(index));
    out.insert("additionalProperties".to_owned(), Value::from(Members::new()));
    let mut all = components(catalog, draft, shapes);
    for (event, payload) in catalog.events() {
        let mut definition = about(event, event.doc.as_deref());
        definition.extend(types::annotated_reference(draft, &payload.ident.pascal()));
        all.insert(event.ident.snake().to_owned(), Value::from(definition));
    }
    out.insert(draft.definitions().to_owned(), Value::from(all));
    Schema::from(out)
}

/// The definitions of all types and payloads.
pub(super) fn components(catalog: &Catalog, draft: Draft, shapes: Vec<Members>) -> Members {
    let mut all = definitions(catalog, draft, (0..catalog.types.len()).map(TypeId));
    for (payload, shape) in catalog.payloads.iter().zip(shapes) {
        let name = payload.ident.pascal();
        let mut definition = types::titled(&name, payload.doc.as_deref());
        definition.extend(shape);
        all.insert(name, Value::from(definition));
    }
    all
}

/// The members of the bundle's root for an event: one under its name, one under each alias.
fn index_entries(draft: Draft, event: &Event) -> Vec<(String, Value)> {
    let entry = types::annotated_reference(draft, event.ident.snake());
    let aliases = event.aliases.iter().map(|alias| {
        let mut entry = entry.clone();
        entry.insert("x-alias-of".to_owned(), Value::from(event.name.as_str()));
        (alias.clone(), Value::from(entry))
    });
    [(event.name.clone(), Value::from(entry.clone()))].into_iter().chain(aliases).collect()
}

fn head(catalog: &Catalog, draft: Draft, file: &Code<FileName>) -> Members {
    schema([("$schema", Value::from(draft.meta_schema())), ("$id", Value::from(id(catalog, draft, file)))])
}

/// The address of a schema.
pub(super) fn id(catalog: &Catalog, draft: Draft, file: &Code<FileName>) -> String {
    format!("{}{}/{file}", catalog.schema_base, draft.folder())
}

/// The paragraphs that there are, in one text.
fn paragraphs(of: [Option<&str>; 2]) -> Option<String> {
    let text = of.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
    (!text.is_empty()).then_some(text)
}

/// What is stated about an event besides its payload.
fn about(event: &Event, description: Option<&str>) -> Members {
    let mut out = types::titled(&event.name, description);
    members::history(&mut out, event.deprecated.as_ref(), event.since.as_deref());
    if event.unstable {
        out.insert("x-unstable".to_owned(), Value::from(true));
    }
    out.insert("x-event".to_owned(), Value::from(event.name.as_str()));
    members::other_names(&mut out, &event.aliases);
    out
}

fn shape(catalog: &Catalog, draft: Draft, payload: &Payload) -> Members {
    let fields: Vec<&Field> = catalog.fields(payload).collect();
    members::object(catalog, draft, fields.iter().copied(), &payload.unlisted)
}

/// Definitions of types, in the order of the catalogue.
fn definitions(catalog: &Catalog, draft: Draft, types: impl IntoIterator<Item = TypeId>) -> Members {
    let types = types.into_iter().filter_map(|id| catalog.type_def(id));
    types.map(|def| (def.ident.pascal(), Value::from(types::definition(catalog, draft, def)))).collect()
}
