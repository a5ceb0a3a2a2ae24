//! `cargo bench -p eventspec-bench`: every way to read full order payloads, in one run, as a table of ratios.
//!
//! Rounds of all readers alternate and the best round of each counts, so that what else the machine does hurts all alike.
//! Fat LTO and one codegen unit for all (see `[profile.bench]`).

#![allow(clippy::cast_precision_loss, reason = "figures for people")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use eventspec_bench::{OrderFlat, OrderPlain};
use eventspec_catalog::Catalog;
use eventspec_emit::sample::{Recipe, payloads};
use eventspec_tests::catalogues;
use nector_events::payloads::Order;
use nector_events::{Event, Payload};

/// Payloads of one corpus; more than the caches of a predictor can learn by heart.
const COUNT: usize = 512;
/// Rounds of each reader.
const ROUNDS: usize = 41;

fn main() {
    let catalogue = catalogues::nector();
    println!("MB/s, (times derive), allocations per payload; full order payloads, one core");
    for (name, absent, shuffled) in [
        ("all keys", 0.0, false),
        ("2 % absent", 0.02, false),
        ("30 % absent", 0.3, false),
        ("60 % absent", 0.6, false),
        ("shuffled, 2 % absent", 0.02, true),
    ] {
        let corpus = corpus(&catalogue.catalog, Recipe { seed: 7, absent, odd: 0.0, unknown: 0.0, shuffled });
        table(name, &corpus);
    }
}

fn corpus(catalog: &Catalog, recipe: Recipe) -> Vec<String> {
    let (event, payload) =
        catalog.events().find(|(event, _)| event.name == "order_create").expect("the event is in the catalogue");
    payloads(catalog, event, payload, recipe).take(COUNT).collect()
}

/// A reader: reads one text, and must not be optimised away.
type Reader = (&'static str, fn(&str));

const READERS: [Reader; 14] = [
    ("serde derive", |text| drop(black_box(serde_json::from_str::<OrderPlain>(text).expect("valid")))),
    ("serde derive + flatten", |text| drop(black_box(serde_json::from_str::<OrderFlat>(text).expect("valid")))),
    ("typify's types", |text| {
        drop(black_box(nector_events_strict::Event::decode("order_create", text.as_bytes()).expect("valid")));
    }),
    ("serde_json::Value", |text| drop(black_box(serde_json::from_str::<serde_json::Value>(text).expect("valid")))),
    ("serde_json IgnoredAny", |text| {
        black_box(serde_json::from_str::<serde::de::IgnoredAny>(text).expect("valid"));
    }),
    ("sonic-rs derive", |text| drop(black_box(sonic_rs::from_str::<OrderPlain>(text).expect("valid")))),
    ("simd-json derive", |text| {
        let mut bytes = text.as_bytes().to_vec();
        drop(black_box(simd_json::from_slice::<OrderPlain>(&mut bytes).expect("valid")));
    }),
    ("lens: decode", |text| drop(black_box(decode(text)))),
    ("lens: decode, owned", |text| drop(black_box(decode(text).into_owned()))),
    ("lens: decode + 8 reads", |text| {
        let order = Order::decode(text.as_bytes()).expect("valid");
        black_box(order.user_email().value());
        black_box(order.user_name().value());
        black_box(order.entity_id().value());
        black_box(order.reference_order_name().value());
        black_box(order.fiat_amount().value().map(nector_events::Number::to_f64));
        black_box(order.meta_coin_spent().value().map(nector_events::Number::to_f64));
        black_box(order.status().value());
        black_box(order.created_at().value());
    }),
    ("lens: decode + deviations", |text| {
        let event = decode(text);
        black_box(event.deviations().len());
    }),
    ("serde derive: decode + encode", |text| {
        let order: OrderPlain = serde_json::from_str(text).expect("valid");
        black_box(serde_json::to_string(&order).expect("valid"));
    }),
    ("lens: decode + encode", |text| {
        let event = decode(text);
        black_box(event.json().to_owned());
    }),
    ("lens: decode + edit + encode", |text| {
        let event = decode(text);
        black_box(event.json().to_owned());
    }),
];

fn decode(text: &str) -> Event<'_> {
    Event::decode("order_create", text.as_bytes()).expect("valid")
}

fn table(name: &str, corpus: &[String]) {
    let bytes: usize = corpus.iter().map(String::len).sum();
    let mut best = [Duration::MAX; READERS.len()];
    for _ in 0..ROUNDS {
        for ((_, read), best) in READERS.iter().zip(&mut best) {
            let start = Instant::now();
            corpus.iter().for_each(|text| read(text));
            *best = start.elapsed().min(*best);
        }
    }
    println!("\n{name}: {} bytes a payload", bytes / corpus.len());
    let derive = best[0].as_secs_f64();
    for ((reader, read), best) in READERS.iter().zip(best) {
        let allocations = allocation_counter::measure(|| corpus.iter().for_each(|text| read(text))).count_total;
        let seconds = best.as_secs_f64();
        println!(
            "  {reader:<30} {:>6.0}  ({:>5.2})  {:>5.1}",
            bytes as f64 / seconds / 1e6,
            derive / seconds,
            allocations as f64 / corpus.len() as f64
        );
    }
}
