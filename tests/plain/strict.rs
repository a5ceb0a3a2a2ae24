//! From the lens to the strict types: payloads without deviations convert, and for others the deviations are listed.

use std::collections::BTreeSet;

use eventspec_tests::catalogues::all;
use eventspec_tests::{Verdict, fail, vectors};
use nector_events::{DeviationClass, Payload};
use serde_json::Value;

/// What a strict type may mind.
const MINDED: [DeviationClass; 7] = [
    DeviationClass::MissingField,
    DeviationClass::DuplicateKey,
    DeviationClass::UnexpectedNull,
    DeviationClass::UnexpectedBlank,
    DeviationClass::UnexpectedType,
    DeviationClass::OutOfRange,
    DeviationClass::UnknownValue,
];

macro_rules! fits {
    ($lens:ty, $strict:ty, $text:expr) => {
        <$lens>::decode($text.as_bytes()).ok().map(|payload| {
            let deviations = Payload::deviations(&payload).len();
            let misfit = Payload::to_strict::<$strict>(&payload).err();
            misfit.map_or(Ok(deviations), |misfit| Err(misfit.deviations().iter().map(|one| one.class()).collect()))
        })
    };
}

/// The number of deviations of a payload that converts, or the classes of those of one that does not. `None` if it does not decode.
type Fit = Option<Result<usize, Vec<DeviationClass>>>;

fn fit(catalogue: &str, event: &str, text: &str) -> Fit {
    match (catalogue, event) {
        ("nector", "order_create" | "order_update") => {
            fits!(nector_events::Order<'_>, nector_events_strict::Order, text)
        }
        ("nector", "lead_create") => fits!(nector_events::Lead<'_>, nector_events_strict::Lead, text),
        ("shop", "order_placed") => fits!(shop_events::Order<'_>, shop_events_strict::Order, text),
        ("shop", "cart_abandoned") => fits!(shop_events::CartAbandoned<'_>, shop_events_strict::CartAbandoned, text),
        _ => None,
    }
}

#[test]
fn every_vector_fits_or_says_why() -> Verdict {
    let (mut fitting, mut minded) = (0, BTreeSet::new());
    for catalogue in all() {
        for vector in vectors::read(&catalogue.generated).map_err(|error| error.to_string())? {
            let request = &vector.request;
            match fit(catalogue.name, &request.event, &request.text) {
                Some(Ok(deviations)) => fitting += usize::from(deviations == 0),
                // What `serde_json` cannot hold at all: `1e400`, a cut emoji, what is nested 128 deep.
                Some(Err(_)) if serde_json::from_str::<Value>(&request.text).is_err() => {}
                Some(Err(classes)) => match classes.iter().find(|class| MINDED.contains(class)) {
                    Some(class) => minded.extend([class.as_str()]),
                    None if classes.is_empty() && is_integer_spelt_otherwise(&vector.case) => {}
                    None => return fail(format!("{}: {classes:?} should fit\n{}", vector.case, request.text)),
                },
                None => {}
            }
        }
    }
    println!("{fitting} payloads without deviations fit; among misfits: {minded:?}");
    if fitting > 100 && minded.len() == MINDED.len() { Ok(()) } else { fail(format!("{fitting} {minded:?}")) }
}

/// `2.0`, `1e2` and `-0`, which serde does not take for integers, as the strict SDK says.
fn is_integer_spelt_otherwise(case: &str) -> bool {
    ["whole number with", "negative zero", "exponent"].iter().any(|spelling| case.contains(spelling))
}

#[test]
fn misfits_are_listed() -> Verdict {
    let text = br#"{"user_email":"zoe@mail.example","fiat_amount":"1,5","status":null}"#;
    let order = nector_events::Order::decode(text)?;
    let Err(misfit) = order.to_strict::<nector_events_strict::Order>() else { return fail("a text became a number") };
    let said = misfit.to_string();
    let expected = "does not match the type (line 1, column 52): unexpected_type at /fiat_amount, unexpected_null at /status, missing_field at ";
    if said.starts_with(expected) && std::error::Error::source(&misfit).is_some() { Ok(()) } else { fail(said) }
}
