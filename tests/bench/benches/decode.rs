//! `cargo bench -p eventspec-bench`: every way to read and write full order payloads, in one run, as a table.
//!
//! All are given texts, but for typify's types and one line of the lens, which are given bytes, as from a socket. (derive's own
//! code is compiled for texts alone: every other instance of it takes away from what is inlined, and slows it down.)
//! Rounds of all of them alternate and the best round of each counts, so that what else the machine does hurts all alike.
//! Fat LTO and one codegen unit for all (see `[profile.bench]`).

#![allow(clippy::cast_precision_loss, reason = "figures for people")]

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use eventspec_bench::{OrderFlat, OrderPlain};
use eventspec_catalog::{Catalog, Sources, resolve};
use eventspec_payloads::sample::{Recipe, payloads};
use nector_events::builders::OrderBuilder;
use nector_events::payloads::Order;
use nector_events::{Builder, Event, Number, Payload};

/// Payloads of one corpus; more than the caches of a predictor can learn by heart.
const COUNT: usize = 512;
/// Rounds of each reader.
const ROUNDS: usize = 41;

/// The corpora: their name, the rate of absent keys, and whether keys are shuffled.
const CORPORA: [(&str, f64, bool); 4] = [
    ("all keys", 0.0, false),
    ("2 % absent", 0.02, false),
    ("30 % absent", 0.3, false),
    ("2 % absent, shuffled", 0.02, true),
];

fn main() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let catalog = resolve(&Sources::load(&root).expect("the specification is there")).expect("it has no findings");
    println!("MB/s (times derive, times `IgnoredAny`), allocations per payload; full order payloads, one core.\n");
    println!("{}", version("rustc"));
    for (name, absent, shuffled) in CORPORA {
        let corpus = corpus(&catalog, Recipe { seed: 7, absent, unexpected: 0.0, unknown: 0.0, shuffled });
        table(name, &corpus);
    }
}

fn version(program: &str) -> String {
    let output = Command::new(program).arg("--version").output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}

fn corpus(catalog: &Catalog, recipe: Recipe) -> Vec<String> {
    let (event, payload) =
        catalog.events().find(|(event, _)| event.name == "order_create").expect("the event is in the catalogue");
    payloads(catalog, event, payload, recipe).take(COUNT).collect()
}

/// What is measured: reads or writes one payload, and must not be optimised away.
type Case<'c> = (&'static str, Box<dyn Fn(usize) + 'c>);

fn cases<'c>(corpus: &'c [String], plain: &'c [OrderPlain], lenses: &'c [Order<'c>]) -> Vec<Case<'c>> {
    let text = |index: usize| corpus[index].as_str();
    let bytes = |index: usize| corpus[index].as_bytes();
    vec![
        (
            "derive: decode",
            Box::new(move |i| drop(black_box(serde_json::from_str::<OrderPlain>(text(i)).expect("valid")))),
        ),
        (
            "derive + flatten: decode",
            Box::new(move |i| drop(black_box(serde_json::from_str::<OrderFlat>(text(i)).expect("valid")))),
        ),
        (
            "typify's types: decode",
            Box::new(move |i| {
                let event = nector_events_strict::Event::decode("order_create", bytes(i));
                drop(black_box(event.expect("valid")));
            }),
        ),
        (
            "`serde_json::Value`: decode",
            Box::new(move |i| drop(black_box(serde_json::from_str::<serde_json::Value>(text(i)).expect("valid")))),
        ),
        (
            "`IgnoredAny`: skip",
            Box::new(move |i| {
                black_box(serde_json::from_str::<serde::de::IgnoredAny>(text(i)).expect("valid"));
            }),
        ),
        (
            "sonic-rs, derive: decode",
            Box::new(move |i| drop(black_box(sonic_rs::from_str::<OrderPlain>(text(i)).expect("valid")))),
        ),
        (
            "simd-json, derive: decode",
            Box::new(move |i| {
                let mut bytes = bytes(i).to_vec();
                drop(black_box(simd_json::from_slice::<OrderPlain>(&mut bytes).expect("valid")));
            }),
        ),
        ("lens: decode", Box::new(move |i| drop(black_box(decode(text(i)))))),
        (
            "lens: decode bytes",
            Box::new(move |i| drop(black_box(Event::decode("order_create", bytes(i)).expect("valid")))),
        ),
        ("lens: decode, owned", Box::new(move |i| drop(black_box(decode(text(i)).into_owned())))),
        ("lens: decode + 8 reads", Box::new(move |i| eight_reads(text(i)))),
        (
            "lens: decode + deviations",
            Box::new(move |i| {
                black_box(decode(text(i)).deviations().len());
            }),
        ),
        ("derive: encode", Box::new(move |i| drop(black_box(serde_json::to_string(&plain[i]).expect("valid"))))),
        ("lens: encode", Box::new(move |i| drop(black_box(lenses[i].json().to_owned())))),
        ("lens: edit + encode", Box::new(move |i| drop(black_box(edited(&lenses[i]))))),
    ]
}

fn decode(text: &str) -> Event<'_> {
    Event::decode_str("order_create", text).expect("valid")
}

fn eight_reads(text: &str) {
    let order = Order::decode_str(text).expect("valid");
    black_box(order.user_email().value());
    black_box(order.user_name().value());
    black_box(order.entity_id().value());
    black_box(order.reference_order_name().value());
    black_box(order.fiat_amount().value().map(Number::to_f64));
    black_box(order.meta_coin_spent().value().map(Number::to_f64));
    black_box(order.status().value());
    black_box(order.created_at().value());
}

/// The text of an order with another status.
fn edited(order: &Order<'_>) -> String {
    let changed = OrderBuilder::from(order.clone()).status("refunded").build().expect("valid");
    changed.json().to_owned()
}

fn table(name: &str, corpus: &[String]) {
    let bytes: usize = corpus.iter().map(String::len).sum();
    let plain: Vec<OrderPlain> = corpus.iter().map(|text| serde_json::from_str(text).expect("valid")).collect();
    let lenses: Vec<Order<'_>> = corpus.iter().map(|text| Order::decode(text.as_bytes()).expect("valid")).collect();
    let cases = cases(corpus, &plain, &lenses);
    let mut best = vec![Duration::MAX; cases.len()];
    for _ in 0..ROUNDS {
        for ((_, case), best) in cases.iter().zip(&mut best) {
            let start = Instant::now();
            (0..corpus.len()).for_each(case);
            *best = start.elapsed().min(*best);
        }
    }
    let seconds = |wanted: &str| {
        let found = cases.iter().zip(&best).find(|((name, _), _)| *name == wanted);
        found.map_or(f64::NAN, |(_, best)| best.as_secs_f64())
    };
    let (decode, encode, skip) = (seconds("derive: decode"), seconds("derive: encode"), seconds("`IgnoredAny`: skip"));
    println!("\n| {name}, {} bytes | MB/s | x derive | x `IgnoredAny` | allocations |", bytes / corpus.len());
    println!("|---|---|---|---|---|");
    for ((name, case), best) in cases.iter().zip(&best) {
        let allocations = allocation_counter::measure(|| (0..corpus.len()).for_each(case)).count_total;
        let best = best.as_secs_f64();
        let derive = if name.ends_with(" encode") { encode } else { decode };
        let rate = bytes as f64 / best / 1e6;
        let (derive, skip) = (derive / best, skip / best);
        println!("| {name} | {rate:.0} | {derive:.2} | {skip:.2} | {:.1} |", allocations as f64 / corpus.len() as f64);
    }
}
