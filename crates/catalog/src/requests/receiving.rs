//! A receiver of a delivery that is read at run time, and how to fix what it rejects.

use std::collections::BTreeMap;
use std::sync::Arc;

use eventspec_runtime::delivery::rules::{Rules, TimeType};
use eventspec_runtime::delivery::{
    Delivery as Received, Events as _, Listing, Receiver, Rejection, RejectionClass, RequestParts, Setup, SetupError,
    time_text,
};
use eventspec_runtime::{DecodeError, Limits, UnknownEvent};

use super::message::Message;
use crate::delivery::{self, BodyFormat, Delivery, Piece, RequestPlace, Scheme, Signature};
use crate::{Catalog, Event};

/// Secrets by the name of their signature.
pub(super) type Secrets = BTreeMap<String, Vec<String>>;

/// An event as it arrives.
pub struct ArrivedEvent {
    /// Its wire name and the index of its payload, if it is listed.
    pub listed: Option<Listed>,
    /// Its text.
    pub text: String,
}

/// The wire name of a listed event, and the index of its payload.
type Listed = (String, usize);

/// The events of a catalogue by each of their names: what a receiver asks for whose events are kept as their texts.
#[derive(Clone)]
pub struct EventNames(Arc<BTreeMap<String, Listed>>);

impl EventNames {
    /// Those of a catalogue.
    pub fn of(catalog: &Catalog) -> Self {
        let payloads = catalog.payloads.iter().enumerate();
        let events = payloads.flat_map(|(index, payload)| payload.events.iter().map(move |event| (event, index)));
        let named = |(event, index): (&Event, usize)| -> Vec<(String, Listed)> {
            event.names().map(|name| (name.to_owned(), (event.name.clone(), index))).collect()
        };
        Self(Arc::new(events.flat_map(named).collect()))
    }
}

impl Listing<ArrivedEvent> for EventNames {
    fn is_listed(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    fn decode_as(&self, name: &str, text: &str, limits: Limits) -> Result<ArrivedEvent, DecodeError> {
        UnknownEvent::decode_as(name, text, limits)?;
        Ok(ArrivedEvent { listed: self.0.get(name).cloned(), text: text.to_owned() })
    }
}

/// A delivery that receives sample requests.
pub(super) struct Endpoint<'a> {
    pub delivery: &'a Delivery,
    rules: &'static Rules,
    names: EventNames,
}

impl<'a> Endpoint<'a> {
    /// The rules are never freed: make one for each delivery.
    pub(super) fn new(delivery: &'a Delivery, names: EventNames) -> Self {
        Self { delivery, rules: delivery::rules(delivery), names }
    }

    /// A receiver with some secrets; without any, the sender is not verified.
    pub(super) fn receiver(&self, secrets: &Secrets) -> Result<Receiver<ArrivedEvent>, SetupError> {
        let setup = Setup::with_listing(self.rules, self.names.clone());
        if secrets.is_empty() { Ok(setup.unverified()) } else { setup.named_secrets(secrets) }
    }
}

/// A request to a receiver.
pub(super) struct Attempt<'a> {
    pub delivery: &'a Delivery,
    pub receiver: &'a Receiver<ArrivedEvent>,
    pub message: &'a Message<'a>,
}

impl Attempt<'_> {
    /// What the receiver makes of the request at a time.
    pub(super) fn at(&self, now: i64) -> Result<Received<ArrivedEvent>, Rejection> {
        self.with_body(self.message.body, now)
    }

    fn with_body(&self, body: &str, now: i64) -> Result<Received<ArrivedEvent>, Rejection> {
        let Message { method, url, headers, .. } = self.message;
        let headers = headers.iter().map(|(name, value)| (*name, value.as_bytes()));
        self.receiver.receive_at(&RequestParts::new(method, url, body.as_bytes()).with_headers(headers), now)
    }

    /// The signature that is to blame.
    pub(super) fn signature(&self, rejection: &Rejection) -> Option<&Signature> {
        self.delivery.signatures.iter().find(|signature| Some(signature.name.as_str()) == rejection.signature())
    }

    /// How to fix a request that is rejected.
    pub(super) fn help(&self, rejection: &Rejection, now: i64) -> String {
        let file = format!("`delivery/{}.toml`", self.delivery.name);
        match rejection.class() {
            RejectionClass::TooLarge => "shorten the body".to_owned(),
            RejectionClass::MissingSignature => {
                "add what is missing, or remove the `@secret` of this signature".to_owned()
            }
            RejectionClass::MalformedSignature => format!("copy the signature as it was sent, or correct it in {file}"),
            RejectionClass::WrongSignature => self.help_with_code(rejection, now),
            RejectionClass::Stale | RejectionClass::Future => self.help_with_time(rejection),
            RejectionClass::NotUtf8 => "correct the percent-encoded bytes here".to_owned(),
            RejectionClass::Syntax => "fix the JSON here".to_owned(),
            RejectionClass::TooDeep => "remove the innermost arrays and objects".to_owned(),
            RejectionClass::NotAnObject => {
                format!("write an object; or say in {file} where the events are, as in `events = \"{{body}}\"`")
            }
            RejectionClass::NoEvents => self.help_with_events(&file),
            RejectionClass::NoName => {
                let templates: Vec<String> =
                    self.delivery.event.iter().map(|template| format!("`{template}`")).collect();
                let templates = templates.join(" or ");
                format!("add what the name is composed of, {templates}, or correct `event` in {file}")
            }
            class => format!("correct the request, or {file}: {class}"),
        }
    }

    fn help_with_events(&self, file: &str) -> String {
        match (self.delivery.body, &self.delivery.events) {
            (BodyFormat::CloudEvents, _) => "add the header `content-type: application/cloudevents+json`, or \
                `ce-specversion` and the other attributes"
                .to_owned(),
            (BodyFormat::Json | BodyFormat::JsonLines | BodyFormat::Form, Some(pointer)) => {
                format!("put the events at `{{body:{pointer}}}`, or correct `events` in {file}")
            }
            (BodyFormat::Json | BodyFormat::JsonLines | BodyFormat::Form, None) => {
                format!("correct `events` in {file}")
            }
        }
    }

    /// What often changes bytes that were signed is a line end: the body is tried with and without one.
    fn help_with_code(&self, rejection: &Rejection, now: i64) -> String {
        let body = self.message.body;
        let is_right = |body: &str| {
            self.with_body(body, now).err().is_none_or(|other| other.class() != RejectionClass::WrongSignature)
        };
        if is_right(&format!("{body}\n")) {
            return "the signature is that of the body with one more line end: add an empty line at the end of the file"
                .to_owned();
        }
        if body.strip_suffix('\n').is_some_and(is_right) {
            return "the signature is that of the body without its last line end: remove the empty line at the end of the file"
                .to_owned();
        }
        let scheme = self.signature(rejection).map(|signature| &signature.scheme);
        match scheme {
            Some(Scheme::Code(code)) => {
                let is_of_url = code.signed.iter().filter_map(Piece::place).any(|place| *place == RequestPlace::Url);
                let url = if is_of_url && self.message.url.starts_with('/') {
                    "; the URL is signed too: write the whole of it in the request line"
                } else {
                    ""
                };
                format!("write the `@secret` that the request was signed with, and the body to the byte{url}")
            }
            Some(Scheme::Token { .. }) | None => "write the `@secret` that the request was sent with".to_owned(),
        }
    }

    /// The time at which the receiver takes the signature is found by trying.
    fn help_with_time(&self, rejection: &Rejection) -> String {
        let is_at = |now: i64, class| self.at(now).err().is_some_and(|other| other.class() == class);
        let (mut early, mut late) = (EARLIEST, LATEST);
        while early + 1 < late {
            let middle = early + (late - early) / 2;
            if is_at(middle, RejectionClass::Future) {
                early = middle;
            } else {
                late = middle;
            }
        }
        let tolerance = self.signature(rejection).and_then(|signature| match &signature.scheme {
            Scheme::Code(code) => code.time.as_ref()?.tolerance,
            Scheme::Token { .. } => None,
        });
        let tolerance = i64::try_from(tolerance.unwrap_or_default()).unwrap_or_default().saturating_mul(1000);
        let is_taken = |now: &i64| !is_at(*now, RejectionClass::Stale) && !is_at(*now, RejectionClass::Future);
        match [late.saturating_add(tolerance), late].into_iter().find(is_taken) {
            Some(time) => {
                let time = time_text(TimeType::Rfc3339, time).replace(".000Z", "Z");
                format!("set the time at which it was received, as with `# @now = {time}`")
            }
            None => "its signatures were made at different times: remove the `@secret` of one".to_owned(),
        }
    }
}

/// Milliseconds since 1970 that no signature's time is beyond: 15 digits of seconds at most.
const EARLIEST: i64 = -100_000_000_000_000;
const LATEST: i64 = 2_000_000_000_000_000_000;
