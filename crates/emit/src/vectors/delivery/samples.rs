//! Requests that were sent, and what the specification says that they deliver.

use eventspec_catalog::{SampleRequest, SentEvent};
use eventspec_payloads::requests::Made;

use super::{Case, Cases, Delivered, Expected};

pub(super) fn cases(cases: &mut Cases<'_>) {
    let requests = cases.catalog.requests.iter().filter(|request| request.delivery == cases.delivery.name);
    for request in requests {
        cases.add_signed(&format!("sample {}", request.name), case(request));
    }
}

fn case(request: &SampleRequest) -> Case {
    let SampleRequest { delivery: _, name: _, method, url, headers, body, secrets, now, events, challenge, place: _ } =
        request;
    let events = events.iter().enumerate().map(|(index, event)| {
        let SentEvent { name, event, id, text } = event.clone();
        Delivered { index, name, event, id, text }
    });
    Case {
        made: Made {
            method: method.clone(),
            url: url.clone(),
            headers: headers.clone(),
            body: body.clone().into_bytes(),
        },
        secrets: secrets.clone(),
        signed_at: *now,
        now: *now,
        max_bytes: None,
        max_events: None,
        expected: Expected::Delivered { events: events.collect(), refused: Vec::new() },
        challenge: challenge.clone(),
    }
}
