//! The catalogue for tools that know APIs: `AsyncAPI` 3, where events are messages of one channel, and `OpenAPI` 3.1,
//! where they are webhooks. Both are JSON of values, refer to schemas under `components`, and need no other file.

use eventspec_catalog::{Catalog, Event, Field, Payload, Sample};
use serde_json::{Map, Value, json};

use crate::Files;
use crate::describe;
use crate::json_schema::{self, Draft};
use crate::target_row::{Packaging, TargetRow};
use crate::write::Code;

/// The member that holds the header.
const HEADER_KEY: &str = "x-generated";

/// The row of the target.
pub(crate) static ASYNCAPI: TargetRow = TargetRow {
    name: "asyncapi",
    emit: asyncapi,
    packaging: Packaging::Archive,
    receive: None,
    source: None,
    schemas: None,
};

/// The row of the target.
pub(crate) static OPENAPI: TargetRow = TargetRow {
    name: "openapi",
    emit: openapi,
    packaging: Packaging::Archive,
    receive: None,
    source: None,
    schemas: None,
};

/// Adds the `AsyncAPI` document.
fn asyncapi(catalog: &Catalog, files: &mut Files) {
    let messages: Map<String, Value> = each(catalog, |event, payload| message(catalog, event, payload));
    let references = each(catalog, |event, _| json!({ "$ref": format!("#/components/messages/{}", key(event)) }));
    let received: Vec<Value> = catalog
        .events()
        .map(|(event, _)| json!({ "$ref": format!("#/channels/events/messages/{}", key(event)) }))
        .collect();
    let document = json!({
        "asyncapi": "3.1.0",
        "id": format!("{}asyncapi", catalog.schema_base),
        "info": info(catalog),
        "defaultContentType": "application/json",
        "channels": { "events": { "address": null, "title": catalog.title, "messages": references } },
        "operations": { "receive": {
            "action": "receive",
            "channel": { "$ref": "#/channels/events" },
            "summary": "Receives the events.",
            "messages": received,
        } },
        "components": { "messages": messages, "schemas": json_schema::components(catalog, Draft::AsyncApi) },
    });
    files.json(&Code::literal("asyncapi.json"), HEADER_KEY, &document);
}

/// Adds the `OpenAPI` document.
fn openapi(catalog: &Catalog, files: &mut Files) {
    let document = json!({
        "openapi": "3.1.0",
        "info": info(catalog),
        "webhooks": each(catalog, |event, payload| json!({ "post": webhook(catalog, event, payload) })),
        "components": { "schemas": json_schema::components(catalog, Draft::OpenApi) },
    });
    files.json(&Code::literal("openapi.json"), HEADER_KEY, &document);
}

/// Something for each event, under its identifier.
fn each(catalog: &Catalog, make: impl Fn(&Event, &Payload) -> Value) -> Map<String, Value> {
    catalog.events().map(|(event, payload)| (key(event).to_owned(), make(event, payload))).collect()
}

fn key(event: &Event) -> &str {
    event.ident.snake()
}

fn info(catalog: &Catalog) -> Value {
    without_nulls(json!({
        "title": catalog.title,
        "version": catalog.version,
        "description": catalog.doc.as_deref(),
        "x-source": catalog.source,
    }))
}

/// An object without the members that say nothing.
fn without_nulls(mut object: Value) -> Value {
    if let Value::Object(members) = &mut object {
        members.retain(|_, value| !value.is_null());
    }
    object
}

fn message(catalog: &Catalog, event: &Event, payload: &Payload) -> Value {
    let examples: Vec<Value> = examples(catalog, event, payload)
        .map(|(sample, value)| json!({ "name": sample.name, "payload": value }))
        .collect();
    let mut message = without_nulls(json!({
        "name": event.name,
        "title": event.name,
        "summary": event.doc.as_deref(),
        "description": payload.doc.as_deref(),
        "contentType": "application/json",
        "payload": json_schema::reference(Draft::AsyncApi, &payload.ident),
        "tags": [{ "name": payload.name }],
        "examples": examples,
    }));
    history(&mut message, event);
    message
}

fn webhook(catalog: &Catalog, event: &Event, payload: &Payload) -> Value {
    let examples: Map<String, Value> = examples(catalog, event, payload)
        .map(|(sample, value)| (sample.name.clone(), json!({ "value": value })))
        .collect();
    let schema = json_schema::reference(Draft::OpenApi, &payload.ident);
    let mut webhook = without_nulls(json!({
        "operationId": key(event),
        "summary": event.name,
        "description": event.doc.as_deref(),
        "deprecated": event.deprecated.is_some(),
        "tags": [payload.name],
        "requestBody": {
            "required": true,
            "content": { "application/json": { "schema": schema, "examples": examples } },
        },
        "responses": { "2XX": { "description": "The event was accepted." } },
    }));
    history(&mut webhook, event);
    webhook
}

/// What is known of an event and has no place in either format.
fn history(value: &mut Value, event: &Event) {
    let Value::Object(members) = value else { return };
    if !event.aliases.is_empty() {
        members.insert("x-aliases".to_owned(), Value::from(event.aliases.as_slice()));
    }
    if let Some(since) = &event.since {
        members.insert("x-since".to_owned(), Value::from(since.as_str()));
    }
    if event.unstable {
        members.insert("x-unstable".to_owned(), Value::from(true));
    }
    if let Some(deprecation) = &event.deprecated {
        members.insert("x-deprecated".to_owned(), Value::from(describe::deprecation(deprecation)));
    }
}

/// The samples that are whole: an excerpt without a required field does not match its schema. A number beyond a double, or more levels
/// than `serde_json` reads, has no [`Value`]; a sample with that in it is left out.
fn examples<'a>(
    catalog: &'a Catalog,
    event: &'a Event,
    payload: &'a Payload,
) -> impl Iterator<Item = (&'a Sample, Value)> {
    let samples = catalog.samples.iter().filter(|sample| sample.event == event.name);
    samples.filter_map(|sample| {
        let value: Value = serde_json::from_str(&sample.text).ok()?;
        let has = |field: &Field| {
            [&field.name].into_iter().chain(&field.aliases).any(|name| value.get(name.as_str()).is_some())
        };
        catalog.fields(payload).filter(|field| field.required).all(has).then_some((sample, value))
    })
}
