//! The events of a body whose sender is verified.

use super::cloudevents::{self, Mode};
use super::delivered::{Delivered, Delivery, Listing, Refused};
use super::form;
use super::handshake;
use super::names;
use super::places::{Shared, Values, Wanted};
use super::pointer::{Found, Scanned, Scanner};
use super::rejection::{Rejection, RejectionClass};
use super::request::Request;
use super::rules::{Body, Rules};
use super::time;
use crate::error::DecodeError;
use crate::json::Json;
use crate::limits::Limits;
use crate::scan::{Fault, MAX_DEPTH};

/// A request that is read.
pub(super) struct Reading<'r, E> {
    pub rules: &'static Rules,
    pub wanted: &'r Wanted,
    pub listing: &'r dyn Listing<E>,
    pub request: &'r dyn Request,
    pub url: Option<&'r str>,
    pub limits: Limits,
    /// How many events there may be.
    pub most: usize,
}

impl<E> Reading<'_, E> {
    pub(super) fn events(&self) -> Result<Delivery<E>, Rejection> {
        let body = self.request.body();
        match self.rules.body {
            Body::Json => self.json(self.limits.text(body)?, self.rules.events),
            Body::JsonLines => self.lines(body),
            Body::Form => self.json(&form::composed(body, self.limits.depth.min(MAX_DEPTH))?, self.rules.events),
            Body::CloudEvents => match cloudevents::mode(self.request)? {
                Mode::Structured => self.single(self.limits.text(body)?),
                Mode::Batch => self.several(self.limits.text(body)?, &[]),
                Mode::Binary => self.single(&cloudevents::composed(self.request, self.limits)?),
            },
        }
    }

    fn json(&self, text: &str, events: Option<&[&str]>) -> Result<Delivery<E>, Rejection> {
        match events {
            None => self.single(text),
            Some(pointer) => self.several(text, pointer),
        }
    }

    /// A text that is one event.
    fn single(&self, text: &str) -> Result<Delivery<E>, Rejection> {
        let read = self.one(0, text, None).map(|event| Delivery::of(vec![event]));
        match &read {
            Err(rejection) if !rejection.class().is_about_events() => read,
            Ok(_) | Err(_) => self.challenged(Json::scanned(text.trim_ascii(), false), read),
        }
    }

    /// Adds the challenge of a body, if it has one: then it need not have events.
    fn challenged(&self, body: Json<'_>, read: Result<Delivery<E>, Rejection>) -> Result<Delivery<E>, Rejection> {
        let Some(challenge) = handshake::in_body(self.rules.handshake, body) else { return read };
        let delivery = match read {
            Err(rejection) if rejection.class().is_about_events() => Delivery::of(Vec::new()),
            Ok(_) | Err(_) => read?,
        };
        Ok(Delivery { challenge: Some(challenge), ..delivery })
    }

    /// An event, with the values that it shares with others. If it shares them with none, it is the whole body.
    fn one(&self, index: usize, text: &str, shared: Option<&Shared<'_>>) -> Result<Delivered<E>, Rejection> {
        if !self.wanted.in_json {
            let event = match shared {
                Some(shared) => self.event(index, text, None, shared),
                None => self.event(index, text, None, &self.shared(None)),
            };
            match event {
                Err(rejection) if rejection.class() == RejectionClass::NoName => {}
                event => return event,
            }
        }
        // What is wrong with the text comes before the lack of a name.
        let scanned = self.scanner(text).whole().map_err(|fault| rejection(fault, text))?;
        if !scanned.is_object() {
            let offset = text.len() - text.trim_ascii_start().len();
            return Err(Rejection::at(RejectionClass::NotAnObject, offset));
        }
        match shared {
            Some(shared) => self.event(index, text, Some(&scanned), shared),
            None => self.event(index, text, Some(&scanned), &self.shared(Some(scanned.value))),
        }
    }

    /// A line is an event, and what is wrong with it costs nothing else.
    fn lines(&self, body: &[u8]) -> Result<Delivery<E>, Rejection> {
        let mut delivery = Delivery::of(Vec::new());
        let shared = self.shared(None);
        let lines = body.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        for (index, line) in lines.filter(|line| !line.is_empty()).enumerate() {
            self.admit(index + 1)?;
            let text = self.limits.text(line).map_err(Rejection::from);
            delivery.add(index, line, text.and_then(|text| self.one(index, text, Some(&shared))));
        }
        Ok(delivery)
    }

    /// Whether there may be that many events.
    fn admit(&self, events: usize) -> Result<(), Rejection> {
        if events > self.most { Err(Rejection::new(RejectionClass::TooLarge)) } else { Ok(()) }
    }

    /// A text that has events in it.
    fn several(&self, text: &str, pointer: &[&str]) -> Result<Delivery<E>, Rejection> {
        let (whole, found) = self.scanner(text).split(pointer).map_err(|fault| rejection(fault, text))?;
        self.challenged(whole, self.found(found, &self.shared(Some(whole))))
    }

    /// What is at the place of the events.
    fn found(&self, found: Option<Found<'_>>, shared: &Shared<'_>) -> Result<Delivery<E>, Rejection> {
        let no_events = || Rejection::new(RejectionClass::NoEvents);
        match found {
            Some(Found::Array(elements)) => self.elements(&elements, shared),
            Some(Found::Object(object)) => self.elements(&[object], shared),
            Some(Found::String(json)) => {
                let inner = json.string().ok_or_else(no_events)?;
                match self.scanner(&inner).split(&[]) {
                    Ok((_, Some(Found::Array(elements)))) => self.elements(&elements, shared),
                    Ok((_, Some(Found::Object(object)))) => self.elements(&[object], shared),
                    Ok((_, Some(Found::String(_)) | None)) | Err(_) => Err(no_events()),
                }
            }
            None => Err(no_events()),
        }
    }

    fn elements(&self, elements: &[Scanned<'_>], shared: &Shared<'_>) -> Result<Delivery<E>, Rejection> {
        self.admit(elements.len())?;
        let mut delivery = Delivery::of(Vec::with_capacity(elements.len()));
        for (index, element) in elements.iter().enumerate() {
            let text = element.value.as_str();
            let event = if element.is_object() {
                self.event(index, text, Some(element), shared)
            } else {
                Err(Rejection::at(RejectionClass::NotAnObject, 0))
            };
            delivery.add(index, text.as_bytes(), event);
        }
        Ok(delivery)
    }

    fn shared<'b>(&self, body: Option<Json<'b>>) -> Shared<'b> {
        self.wanted.shared(self.request, self.url, body)
    }

    fn scanner<'t>(&self, text: &'t str) -> Scanner<'t, '_> {
        Scanner::new(text, &self.wanted.keys, self.limits.depth.min(MAX_DEPTH), self.most)
    }

    fn event(
        &self,
        index: usize,
        text: &str,
        scanned: Option<&Scanned<'_>>,
        shared: &Shared<'_>,
    ) -> Result<Delivered<E>, Rejection> {
        let values = Values { shared, wanted: self.wanted, event: scanned };
        let name = names::resolve(self.rules.event, values, &|name| self.listing.is_listed(name));
        let name = name.ok_or_else(|| Rejection::new(RejectionClass::NoName))?;
        // The body was within its limit; a text that was composed may be longer.
        let limits = Limits { bytes: usize::MAX, ..self.limits };
        let event = self.listing.decode_as(name.fallback.as_deref().unwrap_or(&name.name), text, limits)?;
        let text = |place| values.text(place).map(std::borrow::Cow::into_owned);
        let sent_at = self.rules.sent_at.and_then(|(place, ty)| time::instant(&values.of(place)?.time()?, ty));
        Ok(Delivered {
            event,
            name: name.name,
            id: self.rules.id.and_then(|pieces| values.composed(pieces)),
            index,
            sent_at,
            version: self.rules.version.and_then(text),
            attempt: self.rules.attempt.and_then(text),
        })
    }
}

fn rejection(fault: Fault, text: &str) -> Rejection {
    DecodeError::new(fault.class(), fault.offset(), text.as_bytes()).into()
}

impl<E> Delivery<E> {
    fn add(&mut self, index: usize, text: &[u8], event: Result<Delivered<E>, Rejection>) {
        match event {
            Ok(event) => self.events.push(event),
            Err(error) => {
                self.refused.push(Refused { index, class: error.class(), offset: error.offset(), text: text.to_vec() });
            }
        }
    }
}
