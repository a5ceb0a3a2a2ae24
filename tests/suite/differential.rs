//! The SDKs against each other, on payloads that nobody thought of: random ones, odd, shuffled, cut and bent. What they
//! answer may be wrong together, which is what the vectors are for, but not apart.

use std::sync::Arc;

use eventspec_catalog::{Event, Payload};
use eventspec_payloads::sample::{Recipe, payloads};
use eventspec_tests::catalogues::{Catalogue, all, nector};
use eventspec_tests::matrix::trial;
use eventspec_tests::readers::{Request, agreed};
use eventspec_tests::{Outcome, Verdict, fail};
use libtest_mimic::Trial;

/// Payloads of each shape, and texts made of each payload.
const PAYLOADS: usize = 60;
const BENT: usize = 4;

pub(crate) fn tests() -> Vec<Trial> {
    let mut tests = Vec::new();
    for catalogue in all().into_iter().map(Arc::new) {
        for (index, payload) in catalogue.catalog.payloads.iter().enumerate() {
            let (cloned, name) = (Arc::clone(&catalogue), format!("{}::{}", catalogue.name, payload.name));
            tests.push(trial(format!("differential::{name}"), move || agree(&cloned, &cloned.catalog.payloads[index])));
        }
    }
    tests.push(trial("differential::keys_with_lone_surrogates", keys_with_lone_surrogates));
    tests
}

/// They are compared unit by unit: the third is the first once more, in other letters, and U+FFFD is not half of a pair.
fn keys_with_lone_surrogates() -> Verdict {
    let text = r#"{"\ud800":1,"\ud801":2,"\uD800":3,"\ufffd":4,"\ud800x":5}"#;
    let request = Request { event: "order_create".to_owned(), text: text.to_owned() };
    let outcomes = agreed(&nector(), &[request])?;
    let [Outcome::Decoded { deviations, .. }] = &outcomes[..] else { return fail(format!("{outcomes:?}")) };
    let repeated = deviations.iter().filter(|(class, ..)| class == "duplicate_key");
    let seen: Vec<&str> = repeated.filter_map(|(_, _, seen)| seen.as_deref()).collect();
    if seen == ["3"] { Ok(()) } else { fail(format!("{deviations:?}")) }
}

fn agree(catalogue: &Catalogue, payload: &Payload) -> Verdict {
    let Some(event) = payload.events.first() else { return fail("no event") };
    let requests: Vec<Request> =
        texts(catalogue, event, payload).into_iter().map(|text| Request { event: event.name.clone(), text }).collect();
    agreed(catalogue, &requests).map(drop)
}

fn texts(catalogue: &Catalogue, event: &Event, payload: &Payload) -> Vec<String> {
    let recipe = Recipe { seed: 7, absent: 0.3, unexpected: 0.2, unknown: 0.1, shuffled: true };
    let calm = Recipe { seed: 11, absent: 0.02, unexpected: 0.0, unknown: 0.0, shuffled: false };
    let random = payloads(&catalogue.catalog, event, payload, recipe).take(PAYLOADS);
    let random = random.chain(payloads(&catalogue.catalog, event, payload, calm).take(PAYLOADS));
    random.enumerate().flat_map(|(index, text)| (0..BENT).map(move |way| bent(&text, index, way))).collect()
}

/// A text, and what becomes of it on the way: cut short, a character lost, or a part of it sent twice.
fn bent(text: &str, index: usize, way: usize) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = (index * 7919 + 13) % characters.len().max(1);
    let until = (at + 5 + index % 40).min(characters.len());
    match way {
        0 => text.to_owned(),
        1 => characters[..at].iter().collect(),
        2 => characters[..at].iter().chain(characters[at..].iter().skip(1)).collect(),
        _ => characters[..until].iter().chain(&characters[at..]).collect(),
    }
}
