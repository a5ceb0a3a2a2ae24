//! What a delivery says of HTTP, for the documents about APIs. An event is described as the first delivery sends it that has a name for it.

use std::collections::BTreeSet;

use eventspec_catalog::{
    BodyFormat, Catalog, CodeScheme, Delivery, Event, Ident, NameTemplate, Piece, Pointer, RequestPlace, Scheme,
    Signature, TimeForm, TokenForm,
};
use serde_json::{Map, Value, json};

use crate::requests::{self, Verification};
use crate::write::{Code, Markdown};

/// A header or a key of the query.
pub(super) struct Parameter {
    /// `header` or `query`.
    pub place: &'static str,
    pub name: String,
    /// In Markdown.
    pub description: String,
    pub is_required: bool,
    pub schema: Value,
    /// Whether it holds a token, which is the secret of who calls.
    pub is_token: bool,
}

/// The delivery that an event is described with.
pub(super) fn delivery<'a>(catalog: &'a Catalog, event: &Event) -> Option<&'a Delivery> {
    catalog.deliveries.iter().find(|delivery| delivery.name_values(&event.name).is_some())
}

fn template<'a>(delivery: &'a Delivery, event: &Event) -> Option<&'a NameTemplate> {
    delivery.event.iter().find(|template| template.values(&event.name).is_some())
}

/// What of the name of an event is outside of the body.
pub(super) fn of_name(delivery: &Delivery, event: &Event) -> Vec<Parameter> {
    let Some(template) = template(delivery, event) else { return Vec::new() };
    // What nobody listed is read as the event of a template without places, whatever it is called.
    let is_fallback =
        delivery.event.last().is_some_and(|last| last.places().next().is_none() && last.values(&event.name).is_some());
    let names: Vec<_> = event.names().filter_map(|name| template.values(name)).collect();
    let mut out: Vec<Parameter> = Vec::new();
    for (at, _) in names.iter().flatten() {
        let at_it = |(place, _): &&(&RequestPlace, String)| place == at;
        let values: BTreeSet<&str> = names.iter().flatten().filter(at_it).map(|(_, value)| value.as_str()).collect();
        let is_always = names.iter().all(|values| values.iter().any(|value| at_it(&value)));
        let schema = match values.iter().next() {
            Some(only) if values.len() == 1 && !is_fallback => json!({ "type": "string", "const": only }),
            Some(_) if !is_fallback => json!({ "type": "string", "enum": values }),
            _ => json!({ "type": "string" }),
        };
        let known = parameter(at, "Name of the event.", is_always && !is_fallback, schema);
        add(&mut out, known);
    }
    out
}

/// What else of a request is outside of the body.
pub(super) fn of_delivery(delivery: &Delivery) -> Vec<Parameter> {
    let text = || json!({ "type": "string" });
    let mut out = Vec::new();
    for at in delivery.id.iter().flatten().filter_map(Piece::place) {
        let is_all = delivery.id.as_ref().is_some_and(|id| id.len() == 1);
        let what = if is_all { "Identifies the event." } else { "Part of what identifies the event." };
        add(&mut out, parameter(at, what, false, text()));
    }
    if let Some((at, form)) = &delivery.sent_at {
        add(&mut out, parameter(at, "When the event was sent.", false, time(*form)));
    }
    if let Some(at) = &delivery.version {
        add(&mut out, parameter(at, "Version of the sender's interface.", false, text()));
    }
    if let Some(at) = &delivery.attempt {
        add(&mut out, parameter(at, "Number of attempts to deliver the event.", false, text()));
    }
    if let Some(at) = &delivery.handshake {
        add(&mut out, parameter(at, "Challenge, in a request without a body.", false, text()));
    }
    let steps = requests::verifications(delivery);
    for (signature, verification) in delivery.signatures.iter().zip(steps) {
        signed(&mut out, signature, &verification);
    }
    out
}

/// A signature, and what it is computed of.
fn signed(out: &mut Vec<Parameter>, signature: &Signature, verification: &Verification<Markdown>) {
    let steps = list("1. ", &verification.steps);
    let known = parameter(&signature.at, &steps, true, json!({ "type": "string" }));
    match &signature.scheme {
        Scheme::Token { .. } => add(out, known.map(|known| Parameter { is_token: true, ..known })),
        Scheme::Code(CodeScheme { signed, time: signed_time, .. }) => {
            add(out, known);
            if let Some((at, form)) = signed_time.as_ref().and_then(|time| Some((time.at.as_ref()?, time.form))) {
                add(out, parameter(at, "Time of the signature.", true, time(form)));
            }
            for at in signed.iter().filter_map(Piece::place) {
                add(out, parameter(at, "Part of what is signed.", true, json!({ "type": "string" })));
            }
        }
    }
}

/// Adds one that is not yet known: what is said of it first is the most specific. It is required if it is in any use.
fn add(out: &mut Vec<Parameter>, new: Option<Parameter>) {
    let Some(new) = new else { return };
    match out.iter_mut().find(|known| (known.place, &known.name) == (new.place, &new.name)) {
        Some(known) => {
            known.is_required |= new.is_required;
            known.is_token |= new.is_token;
        }
        None => out.push(new),
    }
}

fn parameter(at: &RequestPlace, description: &str, is_required: bool, schema: Value) -> Option<Parameter> {
    let (place, name) = match at {
        RequestPlace::Header(name) => ("header", name),
        RequestPlace::Query(key) => ("query", key),
        RequestPlace::Payload(_)
        | RequestPlace::Body(_)
        | RequestPlace::WholeBody
        | RequestPlace::Method
        | RequestPlace::Url
        | RequestPlace::Time => return None,
    };
    let (name, description) = (name.clone(), description.to_owned());
    Some(Parameter { place, name, description, is_required, schema, is_token: false })
}

/// The schema of a time that is the value of a header.
fn time(form: TimeForm) -> Value {
    match form {
        TimeForm::Rfc3339 => json!({ "type": "string", "format": "date-time" }),
        TimeForm::Unix => json!({ "type": "integer", "description": "Seconds since 1970." }),
        TimeForm::UnixMillis => json!({ "type": "integer", "description": "Milliseconds since 1970." }),
        TimeForm::Rfc2822 => json!({ "type": "string", "description": "As in RFC 2822." }),
    }
}

/// The schemes of security of a delivery: its tokens. `bearer` makes one of a bearer token, `key` of any other one.
pub(super) fn security(delivery: &Delivery, bearer: &Value, key: impl Fn(&str, &str) -> Value) -> Vec<(String, Value)> {
    let mut out: Vec<(String, Value)> = Vec::new();
    for (signature, steps) in delivery.signatures.iter().zip(requests::verifications(delivery)) {
        let Scheme::Token { literal, form } = &signature.scheme else { continue };
        let Some(Parameter { place, name, .. }) = parameter(&signature.at, "", true, Value::Null) else { continue };
        let is_bearer = (place, name.as_str(), literal.as_str(), form)
            == ("header", "authorization", "Bearer ", &TokenForm::Secret);
        let mut scheme = if is_bearer { bearer.clone() } else { key(place, &name) };
        if let Value::Object(members) = &mut scheme {
            members.insert("description".to_owned(), Value::from(list("1. ", &steps.steps)));
        }
        let mut name = format!("{}_{}", delivery.ident.snake(), Ident::new(&signature.name).snake());
        while out.iter().any(|(known, _)| *known == name) {
            name.push('_');
        }
        out.push((name, scheme));
    }
    out
}

/// What the body of a request may be: content type, and the schema and an example made of those of an event.
pub(super) fn contents(delivery: Option<&Delivery>) -> Vec<(&'static str, Wrap<'_>)> {
    let body = delivery.map(|delivery| delivery.body).unwrap_or_default();
    let one = (body.media_type(false), Wrap::One);
    match (body, delivery.and_then(|delivery| delivery.events.as_ref())) {
        (BodyFormat::Json, Some(at)) => vec![(body.media_type(true), Wrap::At(at))],
        (BodyFormat::CloudEvents, _) => vec![one, (body.media_type(true), Wrap::At(&WHOLE))],
        (BodyFormat::Json, None) | (BodyFormat::JsonLines | BodyFormat::Form, _) => vec![one],
    }
}

static WHOLE: Pointer = Pointer(Vec::new());

/// What is around an event in a body.
#[derive(Clone, Copy)]
pub(super) enum Wrap<'a> {
    /// Nothing.
    One,
    /// An array at a pointer.
    At(&'a Pointer),
}

impl Wrap<'_> {
    /// The schema of the body, of that of an event.
    pub(super) fn schema(self, event: Value) -> Value {
        match self {
            Self::One => event,
            Self::At(Pointer(tokens)) => {
                let array = json!({ "type": "array", "items": event });
                tokens.iter().rev().fold(
                    array,
                    |inner, token| json!({ "type": "object", "properties": { token: inner }, "required": [token] }),
                )
            }
        }
    }

    /// An example of the body, of one of an event.
    pub(super) fn example(self, event: Value) -> Value {
        match self {
            Self::One => event,
            Self::At(Pointer(tokens)) => {
                tokens.iter().rev().fold(json!([event]), |inner, token| json!({ token: inner }))
            }
        }
    }
}

/// Where the id of an event is in a message, as `AsyncAPI` writes it, if it is in one place.
pub(super) fn correlation(delivery: &Delivery) -> Option<Value> {
    let [Piece::Place(at)] = delivery.id.as_deref()? else { return None };
    let location = match at {
        RequestPlace::Header(name) => {
            format!("$message.header#{}", Pointer(vec![name.clone()]).to_json_pointer())
        }
        RequestPlace::Payload(pointer) => format!("$message.payload#{}", pointer.to_json_pointer()),
        RequestPlace::Query(_)
        | RequestPlace::Body(_)
        | RequestPlace::WholeBody
        | RequestPlace::Method
        | RequestPlace::Url
        | RequestPlace::Time => return None,
    };
    Some(json!({ "description": "Identifies the event.", "location": location }))
}

/// The headers of a message as the schema of an object, if there are any.
pub(super) fn headers(delivery: &Delivery, event: &Event) -> Option<Value> {
    let mut headers = of_name(delivery, event);
    of_delivery(delivery).into_iter().for_each(|parameter| add(&mut headers, Some(parameter)));
    headers.retain(|parameter| parameter.place == "header");
    let required: BTreeSet<&str> =
        headers.iter().filter(|header| header.is_required).map(|header| header.name.as_str()).collect();
    let properties: Map<String, Value> =
        headers.iter().map(|header| (header.name.clone(), header.schema.clone())).collect();
    let schema = json!({ "type": "object", "properties": properties, "required": required });
    (!headers.is_empty()).then_some(schema)
}

/// How requests arrive, how to verify them and how to answer, in Markdown.
pub(super) fn description(delivery: &Delivery) -> String {
    let verification = requests::verifications(delivery);
    let steps = verification.iter().map(|Verification { name, steps }| {
        let name = name.as_ref().map_or_else(String::new, |name| format!("Signature {name}:\n\n"));
        format!("{name}{}", list("1. ", steps))
    });
    let steps: Vec<String> = steps.collect();
    let verify = if steps.is_empty() { requests::UNSIGNED.to_owned() } else { steps.join("\n\n") };
    let (arrival, answer) = (list("- ", &requests::arrival(delivery)), list("- ", &requests::answer(delivery)));
    format!("{arrival}\n\n{}\n\n{verify}\n\n{answer}", requests::VERIFY_FIRST)
}

fn list(bullet: &str, items: &[Code<Markdown>]) -> String {
    items.iter().map(|item| format!("{bullet}{item}")).collect::<Vec<_>>().join("\n")
}
