//! What is sent, in which order, and what has to come of it.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use eventspec_catalog::{Catalog, Delivery, Event, Payload};
use eventspec_payloads::requests::{self, Made, Making, Signing};
use eventspec_payloads::sample::{Recipe, payloads};
use eventspec_runtime::delivery::rules::Rules;
use eventspec_tests::Failed;

/// What is special about a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Valid,
    /// Its event is not in the specification.
    Unknown,
    /// Signed with another secret.
    WrongSecret,
    /// Changed after it was signed.
    ChangedBody,
    /// Signed too long ago.
    Stale,
    /// Sent once more: same id, same payload, signed anew.
    Repeated,
}

/// A request to send.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Planned {
    /// That of its event; its id is made of it.
    pub(crate) number: usize,
    pub(crate) kind: Kind,
}

impl Planned {
    /// What a server counts it as.
    pub(crate) fn outcome(&self) -> &'static str {
        match self.kind {
            Kind::Valid => "known",
            Kind::Unknown => "unknown",
            Kind::WrongSecret | Kind::ChangedBody => "wrong_signature",
            Kind::Stale => "stale",
            Kind::Repeated => "repeated",
        }
    }

    /// What it is answered with.
    pub(crate) fn status(&self) -> u16 {
        match self.kind {
            Kind::Valid | Kind::Unknown | Kind::Repeated => 200,
            Kind::WrongSecret | Kind::ChangedBody | Kind::Stale => 401,
        }
    }

    fn id(&self) -> String {
        format!("msg_{}", self.number)
    }
}

/// An event, with the name that a delivery has for it.
#[derive(Clone, Copy)]
pub(crate) struct Deliverable<'a> {
    pub(crate) name: &'a str,
    event: &'a Event,
    payload: &'a Payload,
}

impl<'a> Deliverable<'a> {
    /// Payloads as `eventspec send` makes them.
    pub(crate) fn payloads(self, catalog: &'a Catalog, seed: u64) -> impl Iterator<Item = String> + use<'a> {
        payloads(catalog, self.event, self.payload, Recipe { seed, ..Recipe::default() })
    }
}

/// The events that a delivery can deliver.
pub(crate) fn deliverable<'a>(
    catalog: &'a Catalog,
    delivery: &Delivery,
) -> impl Iterator<Item = Deliverable<'a>> + Clone {
    let all: Vec<Deliverable<'_>> = catalog
        .events()
        .filter_map(|(event, payload)| {
            Some(Deliverable { name: requests::deliverable(delivery, event)?, event, payload })
        })
        .collect();
    all.into_iter()
}

/// Requests in the order in which they are sent.
pub(crate) struct Plan<'a> {
    delivery: &'a Delivery,
    rules: &'static Rules,
    secret: String,
    pub(crate) requests: Vec<Planned>,
    /// Name and payload of the event of each number.
    events: Vec<(String, String)>,
}

impl<'a> Plan<'a> {
    /// So many requests: one in a hundred tampered with, one stale, one repeated; and one unknown event.
    pub(crate) fn new(
        catalog: &'a Catalog,
        delivery: &'a Delivery,
        secret: String,
        count: usize,
    ) -> Result<Self, Failed> {
        let requests = order(count);
        let numbers = requests.iter().map(|request| request.number + 1).max().unwrap_or_default();
        let mut sources: Vec<_> = deliverable(catalog, delivery)
            .map(|deliverable| (deliverable.name, deliverable.payloads(catalog, 0)))
            .collect();
        let sources_count = sources.len();
        let mut events = Vec::with_capacity(numbers);
        for number in 0..numbers {
            let (name, payloads) = sources.get_mut(number % sources_count.max(1)).ok_or("no event")?;
            events.push(((*name).to_owned(), payloads.next().ok_or("no payload")?));
        }
        for unknown in requests.iter().filter(|request| request.kind == Kind::Unknown) {
            events[unknown.number].0 = "order_teleported".to_owned();
        }
        Ok(Self { delivery, rules: requests::rules(delivery), secret, requests, events })
    }

    /// Name and payload, by id, of each event that has to be handled.
    pub(crate) fn handled(&self) -> BTreeMap<String, (String, String)> {
        let handled = self.requests.iter().filter(|request| matches!(request.kind, Kind::Valid | Kind::Unknown));
        handled.map(|request| (request.id(), self.events[request.number].clone())).collect()
    }

    /// A request that is sent now.
    pub(crate) fn made(&self, request: &Planned) -> Result<Made, Failed> {
        let (name, text) = &self.events[request.number];
        let (now, id) = (now()?, request.id());
        let making = Making { delivery: self.delivery, url: "/hooks", now, id: &id };
        let mut made = requests::unsigned(making, name, std::slice::from_ref(text)).ok_or("not deliverable")?;
        let (Some(signature), Some(by)) = (self.delivery.signatures.first(), self.rules.signatures.first()) else {
            return Err("no signature".into());
        };
        let other = requests::secret(signature, 2);
        let secret = if request.kind == Kind::WrongSecret { &other } else { &self.secret };
        let now = if request.kind == Kind::Stale { now - 10 * 60 * 1000 } else { now };
        requests::signed(&mut made, Signing { signature, by, secret, url: None, now })?;
        if request.kind == Kind::ChangedBody {
            made.body.push(b' ');
        }
        Ok(made)
    }
}

/// The same at every run.
fn order(count: usize) -> Vec<Planned> {
    let mut random = fastrand::Rng::with_seed(10_000);
    let share = count / 100;
    let mut kinds = vec![Kind::Valid; count - share];
    kinds[..share].fill(Kind::Stale);
    kinds[share..share * 2].fill(Kind::ChangedBody);
    kinds[share..share + share / 2].fill(Kind::WrongSecret);
    kinds[share * 2] = Kind::Unknown;
    random.shuffle(&mut kinds);
    let first: Vec<Planned> = kinds.into_iter().enumerate().map(|(number, kind)| Planned { number, kind }).collect();
    let valid: Vec<usize> =
        first.iter().filter(|request| request.kind == Kind::Valid).map(|request| request.number).collect();
    // A repeated one is at some place after the first.
    let again = random
        .choose_multiple(valid.iter(), share)
        .into_iter()
        .map(|&number| (random.usize(number + 1..=first.len()), Planned { number, kind: Kind::Repeated }));
    let again: Vec<_> = again.collect();
    let mut placed: Vec<(usize, Planned)> = first.into_iter().enumerate().chain(again).collect();
    // The sort keeps the order of equals.
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, request)| request).collect()
}

fn now() -> Result<i64, Failed> {
    Ok(i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?)
}
