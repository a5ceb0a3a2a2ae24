//! From the lens to the strict types: payloads without deviations convert, and for others the deviations are listed.

use std::collections::{BTreeMap, BTreeSet};

use eventspec_tests::catalogues::all;
use eventspec_tests::{Verdict, fail, vectors};
use nector_events::{DeviationClass, Payload};
use serde_json::Value;

/// What a strict type may mind; of some it minds only what is in an object inside, or listed.
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
            let deviations = Payload::deviations(&payload).iter().map(|one| one.class().as_str()).collect();
            let misfit = Payload::to_strict::<$strict>(&payload).err();
            misfit.map_or(Ok(deviations), |misfit| Err(misfit.deviations().iter().map(|one| one.class()).collect()))
        })
    };
}

/// The classes of the deviations of a payload, one that converts or one that does not. `None` if it does not decode.
type Fit = Option<Result<BTreeSet<&'static str>, Vec<DeviationClass>>>;

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
    let (mut fitting, mut minded, mut taken) = (0, BTreeSet::new(), BTreeMap::new());
    for catalogue in all() {
        for vector in vectors::read(&catalogue.generated).map_err(|error| error.to_string())? {
            let request = &vector.request;
            match fit(catalogue.name, &request.event, &request.text) {
                Some(Ok(classes)) => {
                    fitting += usize::from(classes.is_empty());
                    taken.extend(classes.into_iter().map(|class| (class, vector.case.clone())));
                }
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
    println!("{fitting} payloads without deviations fit, others with {taken:?}; among misfits: {minded:?}");
    let said: Vec<&str> = eventspec_emit::TAKEN_BY_STRICT_TYPES.iter().map(|(class, _)| *class).collect();
    if !taken.keys().eq(&said) {
        return fail(format!("{taken:?} are taken, and the documentation says {said:?}"));
    }
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
    let classes: BTreeSet<&str> = misfit.deviations().iter().map(|one| one.class().as_str()).collect();
    let said = (misfit.path(), misfit.to_string(), classes);
    let expected =
        "/fiat_amount does not match the type (line 1, column 52): invalid type: string, expected a JSON number";
    let classes = ["missing_field", "unexpected_null", "unexpected_type"].into();
    if said == ("/fiat_amount", expected.to_owned(), classes) && std::error::Error::source(&misfit).is_some() {
        Ok(())
    } else {
        fail(format!("{said:?}"))
    }
}

/// The one cause, wherever it is, and nothing of what was sent.
#[test]
fn a_misfit_says_where_and_why() -> Verdict {
    type Order = shop_events_strict::Order;
    for (text, expected) in [
        (
            "{\"items\":\n [{\"sku\":\"a\",\n \"quantity\":\"secret, expected x\"}]}",
            "/items/0/quantity does not match the type (line 3, column 32): invalid type: string, expected i64",
        ),
        (
            r#"{"items":[{"sku":"a"}]}"#,
            "/items/0 does not match the type (line 1, column 21): missing field `quantity`",
        ),
        (
            r#"{"shipping address":{"street":"a","city":7.5}}"#,
            "/shipping address/city does not match the type (line 1, column 44): invalid type: floating point, expected a string",
        ),
        (
            r#"{"shipping address":{"street":"a","city":"b","secret":1}}"#,
            "/shipping address does not match the type (line 1, column 53): unknown field `secret`",
        ),
    ] {
        let order = <shop_events::Order<'_> as shop_events::Payload<'_>>::decode_str(text)?;
        let said = shop_events::Payload::to_strict::<Order>(&order).err().map(|misfit| misfit.to_string());
        if !said.as_deref().is_some_and(|said| said.starts_with(expected)) {
            return fail(format!("{text}\n{said:?}\n{expected}"));
        }
    }
    Ok(())
}
