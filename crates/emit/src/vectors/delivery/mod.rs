//! Vectors of deliveries: requests, and the events or the rejection that every SDK must make of each.
//!
//! What is expected follows from how a request was made: it is a good one with one thing done to it. `signatures` does it to what shows
//! the sender, `names` to what says which event it is, `bodies` to what the events are in, and `handshakes` has challenges. Of samples of whole requests `resolve` knows
//! what they deliver, since it has received them.

mod bodies;
mod forms;
mod handshakes;
mod names;
mod samples;
mod signatures;

use std::collections::BTreeMap;

use eventspec_catalog::{BodyFormat, Catalog, Delivery, Event, Piece, RequestPlace, Signature};
use eventspec_payloads::requests::{self, Made, Making, Signing, json};
use eventspec_runtime::delivery::rules::Rules;
use serde_json::{Map, Value, json};

/// When requests are made: a whole second, in milliseconds since 1970.
const NOW: i64 = 1_790_000_000_000;
/// What the id is, where it is outside of payloads.
const ID: &str = "delivery-1";
/// Path and query of the endpoint.
const URL: &str = "/hooks/events";

/// The vectors of a delivery; without samples, none if no event has a name in it.
pub(super) fn vectors(catalog: &Catalog, delivery: &Delivery) -> Vec<Value> {
    let mut cases = Cases { catalog, delivery, rules: requests::rules(delivery), out: Vec::new() };
    if let Some(good) = cases.good() {
        cases.events();
        signatures::cases(&mut cases, &good);
        names::cases(&mut cases, &good);
        bodies::cases(&mut cases, &good);
        forms::cases(&mut cases, &good);
        handshakes::cases(&mut cases, &good);
    }
    samples::cases(&mut cases);
    cases.out
}

/// A request that is not signed yet, and what is to be made of it.
#[derive(Clone)]
struct Case {
    made: Made,
    /// Which secrets the receiver has for each signature, and which one signs.
    secrets: BTreeMap<String, Vec<String>>,
    signed_at: i64,
    now: i64,
    /// The limit of bytes.
    max_bytes: Option<usize>,
    /// The limit of events.
    max_events: Option<usize>,
    expected: Expected,
    /// What the sender wants to have back.
    challenge: Option<String>,
}

/// What is to be made of a request.
#[derive(Clone)]
enum Expected {
    Delivered { events: Vec<Delivered>, refused: Vec<Refused> },
    Rejected { class: &'static str, signature: Option<String>, place: Option<String>, offset: Option<usize> },
}

/// An event as it is delivered.
#[derive(Clone)]
struct Delivered {
    index: usize,
    name: String,
    /// The listed event that it is decoded as.
    event: Option<String>,
    id: Option<String>,
    text: String,
}

/// What is refused in a delivery of several.
#[derive(Clone)]
struct Refused {
    index: usize,
    class: &'static str,
    offset: Option<usize>,
}

/// A rejection that says nothing but its class.
fn rejected(class: &'static str) -> Expected {
    Expected::Rejected { class, signature: None, place: None, offset: None }
}

/// A good request, with its event and payload.
struct Good<'a> {
    event: &'a Event,
    name: &'a str,
    payload: String,
    case: Case,
}

struct Cases<'a> {
    catalog: &'a Catalog,
    delivery: &'a Delivery,
    /// The same as the runtime has it; made once, since it is never freed.
    rules: &'static Rules,
    out: Vec<Value>,
}

impl<'a> Cases<'a> {
    /// A good request of the first event that has a name in this delivery.
    fn good(&self) -> Option<Good<'a>> {
        self.catalog.events().find_map(|(event, _)| self.good_of(event))
    }

    fn good_of(&self, event: &'a Event) -> Option<Good<'a>> {
        let name = requests::deliverable(self.delivery, event)?;
        let payload = self.payload(event, name)?;
        let case = self.case_of(name, event, std::slice::from_ref(&payload))?;
        Some(Good { event, name, payload, case })
    }

    /// A payload of an event with its name in it: a sample, with white space taken out so that nothing is around it.
    fn payload(&self, event: &Event, name: &str) -> Option<String> {
        let sample = self.catalog.samples.iter().find(|sample| sample.event == event.name);
        let text = sample.map_or_else(|| "{}".to_owned(), |sample| sample.text.trim().to_owned());
        // A line has no others in it.
        let is_line = self.delivery.body == BodyFormat::JsonLines;
        let text = if is_line { text.lines().map(str::trim).collect() } else { text };
        requests::named(self.delivery, name, &text)
    }

    /// A request with some payloads.
    fn case_of(&self, name: &str, event: &Event, payloads: &[String]) -> Option<Case> {
        let making = Making { delivery: self.delivery, url: URL, now: NOW, id: ID };
        let made = requests::unsigned(making, name, payloads)?;
        let events = payloads.iter().enumerate().map(|(index, payload)| {
            let text = if self.is_composed() { forms::composed(payload) } else { payload.clone() };
            self.delivered(index, name, Some(&event.name), text)
        });
        let secrets = self.delivery.signatures.iter();
        Some(Case {
            made,
            secrets: secrets.map(|signature| (signature.name.clone(), vec![requests::secret(signature, 1)])).collect(),
            signed_at: NOW,
            now: NOW,
            max_bytes: None,
            max_events: None,
            expected: Expected::Delivered { events: events.collect(), refused: Vec::new() },
            challenge: None,
        })
    }

    fn delivered(&self, index: usize, name: &str, event: Option<&str>, text: String) -> Delivered {
        let id = self.delivery.id.as_ref().and_then(|pieces| {
            let piece = |piece: &Piece| match piece {
                Piece::Literal(literal) => Some(literal.clone()),
                Piece::Place(RequestPlace::Payload(pointer)) => json::place_text(&json::at(&text, &pointer.0)?),
                Piece::Place(RequestPlace::Body(_)) => None,
                Piece::Place(
                    RequestPlace::Header(_)
                    | RequestPlace::Query(_)
                    | RequestPlace::WholeBody
                    | RequestPlace::Method
                    | RequestPlace::Url
                    | RequestPlace::Time,
                ) => Some(ID.to_owned()),
            };
            pieces.iter().map(piece).collect::<Option<String>>()
        });
        Delivered { index, name: name.to_owned(), event: event.map(str::to_owned), id, text }
    }

    /// Every event under each of its names.
    fn events(&mut self) {
        for (event, _) in self.catalog.events() {
            for name in event.names() {
                let payload = self.payload(event, name);
                let case = payload.and_then(|payload| self.case_of(name, event, &[payload]));
                if let Some(case) = case {
                    self.add(&format!("event {name}"), case);
                }
            }
        }
    }

    /// Signs a request with the first secret of each signature, and adds it.
    fn add(&mut self, what: &str, mut case: Case) {
        let secrets = case.secrets.clone();
        self.sign(&mut case, |signature| secrets.get(&signature.name)?.first().cloned());
        self.add_signed(what, case);
    }

    /// Signs a request with a secret for each signature.
    fn sign(&self, case: &mut Case, secret_of: impl Fn(&Signature) -> Option<String>) {
        let now = case.signed_at;
        for (signature, by) in self.delivery.signatures.iter().zip(self.rules.signatures) {
            if let Some(secret) = &secret_of(signature) {
                // That secrets have their form is how they were made.
                let _ = requests::signed(&mut case.made, Signing { signature, by, secret, url: None, now });
            }
        }
    }

    /// Adds a request as it is.
    fn add_signed(&mut self, what: &str, case: Case) {
        let Case { made, secrets, signed_at: _, now, max_bytes, max_events, expected, challenge } = case;
        let headers: Vec<Value> = made.headers.iter().map(|(name, value)| json!([name, value])).collect();
        let mut request = json!({ "method": made.method, "url": made.url, "headers": headers });
        if let Some(request) = request.as_object_mut() {
            request.extend([match String::from_utf8(made.body) {
                Ok(text) => ("body".to_owned(), Value::from(text)),
                Err(error) => ("body_hex".to_owned(), Value::from(hex(error.as_bytes()))),
            }]);
        }
        let mut line = Map::new();
        line.insert("case".to_owned(), Value::from(what));
        if !secrets.is_empty() {
            line.insert("secrets".to_owned(), json!(secrets));
        }
        line.insert("now".to_owned(), Value::from(now));
        line.extend(max_bytes.map(|bytes| ("max_bytes".to_owned(), Value::from(bytes))));
        line.extend(max_events.map(|events| ("max_events".to_owned(), Value::from(events))));
        line.insert("request".to_owned(), request);
        match expected {
            Expected::Delivered { events, refused } => {
                line.insert("events".to_owned(), events.into_iter().map(Delivered::into_json).collect());
                line.insert("refused".to_owned(), refused.into_iter().map(Refused::into_json).collect());
                line.extend(challenge.map(|challenge| ("challenge".to_owned(), Value::from(challenge))));
            }
            Expected::Rejected { class, signature, place, offset } => {
                let rejected = json!({ "class": class, "signature": signature, "place": place, "offset": offset });
                line.insert("rejected".to_owned(), without_nulls(rejected));
            }
        }
        self.out.push(Value::from(line));
    }

    /// Whether payloads are composed of what was sent, so that their values are strings.
    fn is_composed(&self) -> bool {
        self.delivery.body == BodyFormat::Form
    }
}

impl Good<'_> {
    /// The same with another body.
    fn with_body(&self, body: &[u8], expected: Expected) -> Case {
        let mut case = self.case.clone();
        case.made.body = body.to_vec();
        Case { expected, ..case }
    }
}

impl Delivered {
    fn into_json(self) -> Value {
        let Self { index, name, event, id, text } = self;
        without_nulls(json!({ "index": index, "name": name, "event": event, "id": id, "text": text }))
    }
}

impl Refused {
    fn into_json(self) -> Value {
        let Self { index, class, offset } = self;
        without_nulls(json!({ "index": index, "class": class, "offset": offset }))
    }
}

fn without_nulls(mut value: Value) -> Value {
    if let Some(members) = value.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    value
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
