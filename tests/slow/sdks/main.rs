//! The SDKs against each other, on as many payloads at random as are asked for: `SDK_PAYLOADS=1000000`. Node answers tens of thousands
//! of them in one process.

mod strict_unions;
mod unions;

use eventspec_catalog::{Event, Payload};
use eventspec_payloads::sample::{Recipe, payloads};
use eventspec_tests::catalogues::{Catalogue, all};
use eventspec_tests::readers::{Request, agreed};
use eventspec_tests::{Outcome, Verdict, fail};
use fastrand::Rng;

/// How many are tried if nothing else is asked for, and how many are sent to one process.
const FEW: usize = 20_000;
const AT_ONCE: usize = 20_000;
/// How many are made of each recipe.
const OF_ONE: usize = 16;
/// What payloads are bent with: the grammar of JSON, what no text may have, and what is not one unit long in every encoding.
const ODD: [&str; 26] = [
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "0",
    "-",
    ".",
    "e9",
    "+",
    " ",
    "\n",
    "\r",
    "\u{0}",
    "\u{1f}",
    "\\u",
    "\\ud800",
    "\\u0000",
    "é",
    "\u{2028}",
    "😀",
    "null",
    "\"__proto__\":1,",
];

#[test]
fn both_read_the_same() -> Verdict {
    let asked = std::env::var("SDK_PAYLOADS").ok();
    let count = asked.map_or(Ok(FEW), |count| count.parse())?;
    let seed = std::env::var("SDK_SEED").ok().map_or(Ok(0), |seed| seed.parse())?;
    let (catalogues, mut random) = (all(), Rng::with_seed(seed));
    let (mut read, mut refused, mut deviating) = (0_usize, 0_usize, 0_usize);
    while read < count {
        for catalogue in &catalogues {
            let requests = requests(catalogue, &mut random, AT_ONCE.min(count));
            let outcomes =
                agreed(catalogue, &requests).map_err(|failed| format!("seed {seed}: {}", failed.message()))?;
            read += outcomes.len();
            refused += outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Refused { .. })).count();
            let deviates =
                |outcome: &&Outcome| matches!(outcome, Outcome::Decoded { deviations, .. } if !deviations.is_empty());
            deviating += outcomes.iter().filter(deviates).count();
        }
    }
    println!("{read} payloads read by both SDKs: {refused} refused, {deviating} with deviations, 0 differences");
    let is_telling = refused * 20 > read && deviating * 20 > read;
    if is_telling { Ok(()) } else { fail("nearly all payloads are alike") }
}

fn requests(catalogue: &Catalogue, random: &mut Rng, count: usize) -> Vec<Request> {
    let events: Vec<(&Event, &Payload)> = catalogue.catalog.events().collect();
    let mut requests = Vec::with_capacity(count);
    while requests.len() < count {
        let (event, payload) = events[random.usize(..events.len())];
        let recipe = Recipe {
            seed: random.u64(..),
            absent: random.f64() * random.f64(),
            unexpected: random.f64() * random.f64(),
            unknown: random.f64() * random.f64(),
            shuffled: random.bool(),
        };
        // One of a name that nobody knows, now and then.
        let name = if random.u8(..) == 0 { "nobody_knows" } else { event.name.as_str() };
        let texts = payloads(&catalogue.catalog, event, payload, recipe).take(OF_ONE);
        requests.extend(texts.map(|text| Request { event: name.to_owned(), text: bent(text, random) }));
    }
    requests
}

/// A text, as it is or after some accidents.
fn bent(text: String, random: &mut Rng) -> String {
    let accidents = [0, 0, 1, 1, 2, 5][random.usize(..6)];
    (0..accidents).fold(text, |text, _| {
        let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).chain([text.len()]).collect();
        let mut place = || starts[random.usize(..starts.len())];
        let (one, other) = (place(), place());
        let (start, end) = (one.min(other), one.max(other).min(one.min(other) + 40));
        let end = text.floor_char_boundary(end);
        let odd = ODD[random.usize(..ODD.len())];
        match random.u8(..6) {
            0 => text[..start].to_owned(),
            1 => [&text[..start], &text[end..]].concat(),
            2 => [&text[..end], &text[start..]].concat(),
            3 => [&text[..start], odd, &text[end..]].concat(),
            _ => [&text[..start], odd, &text[start..]].concat(),
        }
    })
}
