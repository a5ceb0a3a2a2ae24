//! The catalogue for tools that know APIs: `AsyncAPI` 3, where events are messages of one channel, and `OpenAPI` 3.1,
//! where they are webhooks. Both are JSON of values, refer to schemas under `components`, and need no other file. Where a catalogue
//! has deliveries, both say what of a request is outside of the payload, and how it is answered.

mod http;

use eventspec_catalog::{Catalog, Delivery, Event, Field, Payload, Sample};
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
    let deliveries = described(catalog);
    let key = |place: &str, name: &str| json!({ "type": "httpApiKey", "in": place, "name": name });
    let schemes = schemes(&deliveries, &json!({ "type": "http", "scheme": "bearer" }), key);
    let security: Vec<Value> =
        schemes.keys().map(|name| json!({ "$ref": format!("#/components/securitySchemes/{name}") })).collect();
    let description = deliveries.iter().map(|delivery| {
        let name = if deliveries.len() > 1 { format!("Delivery `{}`:\n\n", delivery.name) } else { String::new() };
        name + &http::description(delivery)
    });
    let description: Vec<String> = description.collect();
    let is_http = !deliveries.is_empty();
    let mut document = json!({
        "asyncapi": "3.1.0",
        "id": format!("{}asyncapi", catalog.schema_base),
        "info": info(catalog),
        "defaultContentType": "application/json",
        "channels": { "events": { "address": null, "title": catalog.title, "messages": references } },
        "operations": { "receive": without_nulls(json!({
            "action": "receive",
            "channel": { "$ref": "#/channels/events" },
            "summary": "Receives the events.",
            "description": is_http.then(|| description.join("\n\n")),
            "security": (!security.is_empty()).then_some(security),
            "bindings": is_http.then(|| json!({ "http": { "method": "POST", "bindingVersion": "0.3.0" } })),
            "messages": received,
        })) },
        "components": { "messages": messages, "schemas": json_schema::components(catalog, Draft::AsyncApi) },
    });
    with_schemes(&mut document, schemes);
    files.json(&Code::literal("asyncapi.json"), HEADER_KEY, &document);
}

/// Adds the `OpenAPI` document.
fn openapi(catalog: &Catalog, files: &mut Files) {
    let key = |place: &str, name: &str| json!({ "type": "apiKey", "in": place, "name": name });
    let deliveries = described(catalog);
    let schemes = schemes(&deliveries, &json!({ "type": "http", "scheme": "bearer" }), key);
    let mut document = json!({
        "openapi": "3.1.0",
        "info": info(catalog),
        "webhooks": each(catalog, |event, payload| json!({ "post": webhook(catalog, event, payload) })),
        "components": { "schemas": json_schema::components(catalog, Draft::OpenApi) },
    });
    with_schemes(&mut document, schemes);
    if let Some(components) = document.get_mut("components").and_then(Value::as_object_mut)
        && !deliveries.is_empty()
    {
        let parameters = deliveries.iter().flat_map(|delivery| parameters(delivery));
        let parameters = parameters.map(|(name, parameter)| (name, openapi_parameter(parameter)));
        components.insert("parameters".to_owned(), parameters.collect());
        let mut responses = rejections();
        if deliveries.iter().any(|delivery| delivery.handshake.is_some()) {
            responses.insert("challenge".to_owned(), challenge());
        }
        components.insert("responses".to_owned(), Value::Object(responses));
    }
    files.json(&Code::literal("openapi.json"), HEADER_KEY, &document);
}

/// Something for each event, under its identifier.
fn each(catalog: &Catalog, make: impl Fn(&Event, &Payload) -> Value) -> Map<String, Value> {
    catalog.events().map(|(event, payload)| (key(event).to_owned(), make(event, payload))).collect()
}

/// The deliveries that events are described with, in order.
fn described(catalog: &Catalog) -> Vec<&Delivery> {
    let used: Vec<&str> = catalog
        .events()
        .filter_map(|(event, _)| http::delivery(catalog, event))
        .map(|delivery| delivery.name.as_str())
        .collect();
    catalog.deliveries.iter().filter(|delivery| used.contains(&delivery.name.as_str())).collect()
}

/// The schemes of security of some deliveries.
fn schemes(deliveries: &[&Delivery], bearer: &Value, key: impl Fn(&str, &str) -> Value) -> Map<String, Value> {
    deliveries.iter().flat_map(|delivery| http::security(delivery, bearer, &key)).collect()
}

fn with_schemes(document: &mut Value, schemes: Map<String, Value>) {
    if let Some(components) = document.get_mut("components").and_then(Value::as_object_mut)
        && !schemes.is_empty()
    {
        components.insert("securitySchemes".to_owned(), Value::Object(schemes));
    }
}

/// What all requests of a delivery have outside of their bodies, each with the key that it is referred to by.
fn parameters(delivery: &Delivery) -> Vec<(String, http::Parameter)> {
    let all = http::of_delivery(delivery).into_iter().filter(is_parameter).enumerate();
    all.map(|(index, parameter)| (format!("{}_{}", delivery.ident.snake(), index + 1), parameter)).collect()
}

/// `OpenAPI` ignores some headers, and tokens are schemes of security.
fn is_parameter(parameter: &http::Parameter) -> bool {
    const IGNORED: [&str; 3] = ["accept", "authorization", "content-type"];
    let is_ignored = parameter.place == "header" && IGNORED.contains(&parameter.name.as_str());
    !parameter.is_token && !is_ignored
}

fn openapi_parameter(parameter: http::Parameter) -> Value {
    let http::Parameter { place, name, description, is_required, schema, is_token: _ } = parameter;
    json!({ "in": place, "name": name, "description": description, "required": is_required, "schema": schema })
}

/// The answers to requests that are rejected.
fn rejections() -> Map<String, Value> {
    let classes = [
        ("unreadable", "The body cannot be read."),
        ("unverified", "The request cannot be verified."),
        ("too_large", "The body is too large."),
    ];
    classes.into_iter().map(|(name, what)| (name.to_owned(), json!({ "description": what }))).collect()
}

/// The answer to a challenge.
fn challenge() -> Value {
    json!({
        "description": "The challenge of a request that has one, and nothing else.",
        "content": { "text/plain": { "schema": { "type": "string", "minLength": 1, "maxLength": 1024 } } },
    })
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
    let delivery = http::delivery(catalog, event);
    let content = http::contents(delivery).first().map(|(content, _)| *content);
    let mut message = without_nulls(json!({
        "name": event.name,
        "title": event.name,
        "summary": event.doc.as_deref(),
        "description": payload.doc.as_deref(),
        "contentType": content,
        "correlationId": delivery.and_then(http::correlation),
        "headers": delivery.and_then(|delivery| http::headers(delivery, event)),
        "payload": json_schema::reference(Draft::AsyncApi, &payload.ident),
        "tags": [{ "name": payload.name }],
        "examples": examples,
    }));
    history(&mut message, event);
    message
}

fn webhook(catalog: &Catalog, event: &Event, payload: &Payload) -> Value {
    let delivery = http::delivery(catalog, event);
    let content = http::contents(delivery).into_iter().map(|(content, wrap)| {
        let examples: Map<String, Value> = examples(catalog, event, payload)
            .map(|(sample, value)| (sample.name.clone(), json!({ "value": wrap.example(value) })))
            .collect();
        let schema = wrap.schema(json_schema::reference(Draft::OpenApi, &payload.ident));
        (content.to_owned(), json!({ "schema": schema, "examples": examples }))
    });
    let content: Map<String, Value> = content.collect();
    let mut webhook = without_nulls(json!({
        "operationId": key(event),
        "summary": event.name,
        "description": event.doc.as_deref(),
        "deprecated": event.deprecated.is_some(),
        "tags": [payload.name],
        "requestBody": {
            "required": true,
            "content": content,
        },
        "responses": { "2XX": { "description": "The event was accepted." } },
    }));
    if let (Some(delivery), Value::Object(members)) = (delivery, &mut webhook) {
        members.extend(request(delivery, event));
    }
    history(&mut webhook, event);
    webhook
}

/// What a delivery adds to a webhook.
fn request(delivery: &Delivery, event: &Event) -> Map<String, Value> {
    let own: Vec<http::Parameter> = http::of_name(delivery, event).into_iter().filter(is_parameter).collect();
    // What is a part of the name as well is described as that.
    let is_own = |other: &http::Parameter| own.iter().any(|own| (own.place, &own.name) == (other.place, &other.name));
    let others = parameters(delivery).into_iter().filter(|(_, parameter)| !is_own(parameter));
    let others = others.map(|(name, _)| json!({ "$ref": format!("#/components/parameters/{name}") }));
    let others: Vec<Value> = others.collect();
    let all: Vec<Value> = own.into_iter().map(openapi_parameter).chain(others).collect();
    let response = |name: &str| json!({ "$ref": format!("#/components/responses/{name}") });
    let within = delivery.answer.as_ref().and_then(|answer| answer.within);
    let within = within.map_or_else(String::new, |seconds| format!(" The sender waits {seconds} seconds for it."));
    let secured: Map<String, Value> = http::security(delivery, &Value::Null, |_, _| Value::Null)
        .into_iter()
        .map(|(name, _)| (name, json!([])))
        .collect();
    let mut responses = json!({
        "2XX": { "description": format!("The event was accepted.{within}") },
        "400": response("unreadable"),
        "401": response("unverified"),
        "413": response("too_large"),
    });
    if let (Some(_), Value::Object(responses)) = (&delivery.handshake, &mut responses) {
        responses.insert("200".to_owned(), response("challenge"));
    }
    let mut out = Map::new();
    out.insert("parameters".to_owned(), Value::from(all));
    out.insert("responses".to_owned(), responses);
    if !secured.is_empty() {
        out.insert("security".to_owned(), json!([secured]));
    }
    out.insert("x-delivery".to_owned(), Value::from(delivery.name.as_str()));
    out
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
