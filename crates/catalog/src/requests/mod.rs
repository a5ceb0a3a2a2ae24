//! Whole requests as samples: each is accepted by its delivery, and no event in it contradicts its payload.
//!
//! `message` reads the files, `receiving` gives them to a receiver of the runtime, as every SDK will.

mod message;
mod model;
mod receiving;

use std::collections::BTreeMap;
use std::ops::Range;

use eventspec_runtime::delivery::{Delivered, Rejection, RejectionClass, SetupError};

use crate::check::Checker;
use crate::checked::Checked;
use crate::delivery::{Scheme, SecretEncoding, Signature};
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::File;
use crate::read::suggestion;
use crate::repeats::Repeats;
use crate::sources::{Sources, Span};
use message::{Fault, Message, SecretSetting, range_of};
pub use model::{SampleRequest, SentEvent};
pub use receiving::{ArrivedEvent, EventNames};
use receiving::{Attempt, Endpoint, Secrets};

/// The files of sample requests, and what they are requests of.
pub(crate) struct Requests<'a> {
    pub sources: &'a Sources,
    pub files: &'a [File<'a>],
    /// The files of deliveries, be they right or not.
    pub deliveries: &'a [File<'a>],
}

/// Checks sample requests against the deliveries of a catalogue; those of other deliveries have mistakes of their own, and of their
/// requests only the form is checked.
pub(crate) fn check(
    requests: &Requests<'_>,
    checker: &Checker<'_>,
    contradictions: &mut Repeats,
    findings: &mut Vec<Diagnostic>,
) -> Vec<SampleRequest> {
    if requests.files.is_empty() {
        return Vec::new();
    }
    let known: Vec<&str> = requests.deliveries.iter().map(|file| file.stem).collect();
    let names = EventNames::of(checker.catalog());
    let mut endpoints: BTreeMap<&str, Endpoint<'_>> = BTreeMap::new();
    let mut out = Vec::new();
    for file in requests.files {
        let folder = file.path.split('/').nth(2).unwrap_or_default();
        if !known.contains(&folder) {
            let message = format!("request of the unknown delivery `{folder}`");
            let help =
                format!("rename the folder, or add `delivery/{folder}.toml`; {}", suggestion(folder, &known, "file"));
            findings.push(Diagnostic::new(Code::BadRequest, Span::new(file.path, 0..0), message, help));
            continue;
        }
        let Some(text) = file.text else { continue };
        let message = match message::read(text) {
            Ok(message) => message,
            Err(faults) => {
                findings.extend(faults.into_iter().map(|fault| finding(file, fault)));
                continue;
            }
        };
        let Some(delivery) = checker.catalog().deliveries.iter().find(|one| one.name == folder) else { continue };
        let endpoint = endpoints.entry(folder).or_insert_with(|| Endpoint::new(delivery, names.clone()));
        let one = One { requests, checker, file, text, message: &message, endpoint };
        out.extend(one.received(contradictions, findings));
    }
    out
}

fn finding(file: &File<'_>, fault: Fault) -> Diagnostic {
    Diagnostic::new(Code::BadRequest, Span::new(file.path, fault.range), fault.message, fault.help)
}

/// A request of a delivery without mistakes.
struct One<'a> {
    requests: &'a Requests<'a>,
    checker: &'a Checker<'a>,
    file: &'a File<'a>,
    text: &'a str,
    message: &'a Message<'a>,
    endpoint: &'a Endpoint<'a>,
}

impl One<'_> {
    fn range(&self, part: &str) -> Range<usize> {
        range_of(self.text, part)
    }

    fn finding(&self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
        finding(self.file, Fault { range, message: message.into(), help: help.into() })
    }

    /// The request with its events, if the receiver accepts it.
    fn received(&self, contradictions: &mut Repeats, findings: &mut Vec<Diagnostic>) -> Option<SampleRequest> {
        let secrets = self.secrets(findings)?;
        let receiver = self.endpoint.receiver(&secrets).ok()?;
        let attempt = Attempt { delivery: self.endpoint.delivery, receiver: &receiver, message: self.message };
        let now = self.message.now.as_ref().map_or(0, |now| now.millis);
        let delivery = match attempt.at(now) {
            Ok(delivery) => delivery,
            Err(rejection) => {
                let message = self.rejected(&rejection);
                findings.push(self.finding(self.blamed(&attempt, &rejection), message, attempt.help(&rejection, now)));
                return None;
            }
        };
        let mut found = Found { body: self.message.body, at: 0 };
        let mut refused = delivery.refused.iter().peekable();
        let mut events = Vec::with_capacity(delivery.events.len());
        let body = self.range(self.message.body).start;
        let challenge = delivery.challenge;
        for event in delivery.events.into_iter().map(Some).chain([None]) {
            let is_before = |index: usize| event.as_ref().is_none_or(|event| index < event.index);
            while let Some(refused) = refused.next_if(|refused| is_before(refused.index)) {
                let at = found.next(&String::from_utf8_lossy(&refused.text));
                let at = body + at.map_or(0, |at| at + refused.offset.unwrap_or_default());
                let message =
                    format!("the element at position {} is not an event: {}", refused.index, why(refused.class));
                findings.push(self.finding(
                    at..at,
                    message,
                    "fix the element: every one has to be an event with a name",
                ));
            }
            let Some(event) = event else { continue };
            let start = found.next(&event.event.text);
            if challenge.is_some() && event.event.listed.is_none() {
                // A handshake that has the form of an event is not worth listing.
                let Delivered { event: ArrivedEvent { text, .. }, name, id, .. } = event;
                events.push(SentEvent { name, event: None, id, text });
                continue;
            }
            events.extend(self.event(event, start.map(|start| body + start), contradictions, findings));
        }
        let Message { line, method, url, headers, body, .. } = self.message;
        Some(SampleRequest {
            delivery: self.endpoint.delivery.name.clone(),
            name: self.file.stem.to_owned(),
            method: (*method).to_owned(),
            url: (*url).to_owned(),
            headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            body: (*body).to_owned(),
            secrets,
            now,
            events,
            challenge,
            place: self.requests.sources.place(self.file.path, self.range(line).start),
        })
    }

    /// An event that is listed; its contradictions are at their places if its text stands in the file, at `start`.
    fn event(
        &self,
        event: Delivered<ArrivedEvent>,
        start: Option<usize>,
        contradictions: &mut Repeats,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<SentEvent> {
        let Delivered { event: ArrivedEvent { listed, text }, name, id, .. } = event;
        let body = self.range(self.message.body);
        let Some((listed, payload)) = listed else {
            let at = start.unwrap_or(body.start);
            let known: Vec<&str> = self.checker.catalog().events().map(|(event, _)| event.name.as_str()).collect();
            let help = format!("correct the request, or list the event; {}", suggestion(&name, &known, "event"));
            findings.push(self.finding(at..at, format!("`{name}` is not an event of the specification"), help));
            return None;
        };
        let whole = body.start..body.start;
        let written = if start.is_some() { None } else { Some(&whole) };
        let start = start.unwrap_or_default();
        let checked = Checked {
            noun: "sample",
            code: Code::BadSample,
            json: &text,
            file: self.file.path,
            start,
            written,
            is_example: false,
        };
        if let Err(error) = self.checker.payload(payload, &checked, contradictions) {
            findings.push(checked.refusal(Code::BadRequest, &error));
        }
        Some(SentEvent { name, event: Some(listed), id, text })
    }

    /// What is wrong with a request that is rejected.
    fn rejected(&self, rejection: &Rejection) -> String {
        match rejection.signature() {
            Some(signature) if self.message.now.is_none() && is_of_time(rejection) => {
                format!("`{signature}` has a tolerance, and it is not said when the request was received")
            }
            Some(_) | None => format!("`{}` rejects the request: {rejection}", self.endpoint.delivery.name),
        }
    }

    /// What is blamed for a rejection.
    fn blamed(&self, attempt: &Attempt<'_>, rejection: &Rejection) -> Range<usize> {
        let Message { line, now, headers, body, .. } = self.message;
        if let Some(offset) = rejection.offset() {
            let at = self.range(body).start + offset;
            return at..at;
        }
        if let Some(now) = now.as_ref().filter(|_| is_of_time(rejection)) {
            return self.range(now.text);
        }
        let header = attempt.signature(rejection).and_then(|signature| signature.at.header());
        let value = headers.iter().find(|(name, _)| header.is_some_and(|header| name.eq_ignore_ascii_case(header)));
        match value {
            Some((_, value)) if rejection.class() != RejectionClass::MissingSignature => self.range(value),
            Some(_) | None => self.range(line),
        }
    }

    /// The secrets by their signatures; nothing if one is wrong.
    fn secrets(&self, findings: &mut Vec<Diagnostic>) -> Option<Secrets> {
        let mut secrets = Secrets::new();
        let mut is_right = true;
        for setting in &self.message.secrets {
            match self.signature_of(*setting) {
                Ok(signature) => secrets.entry(signature).or_default().push(setting.value.to_owned()),
                Err(finding) => {
                    findings.push(*finding);
                    is_right = false;
                }
            }
        }
        is_right.then_some(secrets)
    }

    /// The name of the signature that a secret is for, if it has its form.
    fn signature_of(&self, setting: SecretSetting<'_>) -> Result<String, Box<Diagnostic>> {
        let signatures = &self.endpoint.delivery.signatures;
        let names: Vec<&str> = signatures.iter().map(|signature| signature.name.as_str()).collect();
        let named = signatures.iter().find(|signature| signature.name == setting.signature);
        let delivery = &self.endpoint.delivery.name;
        let signature = match (setting.signature, signatures.as_slice(), named) {
            ("", [only], _) | (_, _, Some(only)) => only,
            (_, [], _) => {
                let message = format!("`{delivery}` has no signature");
                return Err(Box::new(self.finding(self.range(setting.value), message, "remove this line")));
            }
            ("", _, None) => {
                let help = format!("write `# @secret NAME = VALUE` with one of: {}", names.join(", "));
                let message = format!("`{delivery}` has several signatures, and this is the secret of one");
                return Err(Box::new(self.finding(self.range(setting.value), message, help)));
            }
            (name, ..) => {
                let message = format!("`{delivery}` has no signature `{name}`");
                return Err(Box::new(self.finding(self.range(name), message, suggestion(name, &names, "secret"))));
            }
        };
        let alone = Secrets::from([(signature.name.clone(), vec![setting.value.to_owned()])]);
        let message = match self.endpoint.receiver(&alone) {
            Ok(_) => return Ok(signature.name.clone()),
            Err(SetupError::EmptySecret { .. }) => "the secret is empty".to_owned(),
            Err(_) => format!("the secret of `{}` does not have its form", signature.name),
        };
        Err(Box::new(self.finding(self.range(setting.value), message, form(signature))))
    }
}

/// Whether a request would be accepted at another time.
fn is_of_time(rejection: &Rejection) -> bool {
    [RejectionClass::Stale, RejectionClass::Future].contains(&rejection.class())
}

/// Why an element is not an event.
fn why(class: RejectionClass) -> &'static str {
    match class {
        RejectionClass::NotAnObject => "it is not a JSON object",
        RejectionClass::NoName => "it has no name",
        RejectionClass::Syntax => "it is not JSON",
        RejectionClass::TooDeep => "it is nested too deeply",
        class => class.as_str(),
    }
}

/// How the secret of a signature is written.
fn form(signature: &Signature) -> String {
    let Scheme::Code(code) = &signature.scheme else { return "write the text that the sender is known by".to_owned() };
    let what = match code.secret.encoding {
        SecretEncoding::Text => "any text",
        SecretEncoding::Hex => "pairs of hexadecimal digits",
        SecretEncoding::Base64 => "standard Base64",
    };
    match (code.secret.literal.as_str(), code.secret.literal_is_optional) {
        ("", _) => format!("write {what}"),
        (literal, true) => format!("write {what}, with or without `{literal}` in front of it"),
        (literal, false) => format!("write `{literal}` and {what} behind it"),
    }
}

/// Finds the texts of events, in their order, in the body that they were sent in.
struct Found<'a> {
    body: &'a str,
    at: usize,
}

impl Found<'_> {
    /// Where a text is; nowhere if it was composed of what was sent, or is a string in it. Then all of them are.
    fn next(&mut self, text: &str) -> Option<usize> {
        let found = self.body.get(self.at..).and_then(|rest| rest.find(text)).map(|start| self.at + start);
        self.at = found.map_or(self.body.len(), |start| start + text.len());
        found
    }
}
