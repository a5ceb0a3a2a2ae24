//! `cargo bench -p eventspec-bench --bench partial`: a large payload, read with a specification that lists few of its members
//! and has `rest = "any"`.

#![allow(clippy::cast_precision_loss, reason = "figures for people")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use eventspec_catalog::{Shapes, Sources, resolve_without_samples};
use eventspec_runtime::{Lens, Limits, Shape};
use serde::de::IgnoredAny;

/// Members of the order that are sent; six of them are listed.
const MEMBERS: usize = 480;
const LISTED: [(&str, &str); 6] = [
    ("id", "integer"),
    ("name", "string"),
    ("total_price", "string"),
    ("created_at", "timestamp"),
    ("test", "boolean"),
    ("customer", "map<any>"),
];
/// Rounds of each reader, which alternate; the best of each counts.
const ROUNDS: usize = 200;

fn main() {
    let text = order();
    let shape = shape();
    let decode = || Lens::decode_str(&text, shape, Limits::default()).expect("valid");
    assert!(decode().deviations().is_empty() && decode().json() == text);
    assert_eq!(decode().unlisted().count(), MEMBERS - LISTED.len());
    let ignored = || {
        black_box(serde_json::from_str::<IgnoredAny>(&text).expect("valid"));
    };
    let value = || drop(black_box(serde_json::from_str::<serde_json::Value>(&text).expect("valid")));
    let cases: [(&str, &dyn Fn()); 4] = [
        ("`IgnoredAny`", &ignored),
        ("`serde_json::Value`", &value),
        ("lens: decode", &|| drop(black_box(decode()))),
        ("lens: decode, deviations", &|| assert!(black_box(decode()).deviations().is_empty())),
    ];
    let mut best = [Duration::MAX; 4];
    for _ in 0..ROUNDS {
        for ((_, case), best) in cases.iter().zip(&mut best) {
            let start = Instant::now();
            (0..20).for_each(|_| case());
            *best = start.elapsed().min(*best);
        }
    }
    println!(
        "An order of {MEMBERS} members, {} bytes; {} are listed, and `rest = \"any\"`.\n",
        text.len(),
        LISTED.len()
    );
    let peer = best[0].as_secs_f64();
    for ((name, _), best) in cases.iter().zip(best) {
        let seconds = best.as_secs_f64();
        println!("{name:<26} {:>7.1} µs  {:>5.2}x `IgnoredAny`", seconds / 20.0 * 1e6, seconds / peer);
    }
}

/// As webhooks of shops are: texts, numbers in texts, objects with an amount in two currencies, lists, nulls.
fn order() -> String {
    let listed = [
        r#""id":820982911946154508"#,
        r##""name":"#9999""##,
        r#""total_price":"398.00""#,
        r#""created_at":"2021-12-31T19:00:00-05:00""#,
        r#""test":true"#,
        r#""customer":{"id":115310627314723954,"email":"john@example.com","verified_email":true}"#,
    ];
    let other = |index: usize| match index % 6 {
        0 => format!(r#""subtotal_price_set_{index}":{{"shop_money":{{"amount":"388.00","currency_code":"CAD"}}}}"#),
        1 => format!(r#""note_attributes_{index}":[]"#),
        2 => format!(r#""cancel_reason_{index}":null"#),
        3 => format!(r#""order_status_url_{index}":"https://jsmith.myshopify.com/548380009/orders/{index}""#),
        4 => format!(r#""total_weight_{index}":{index}"#),
        _ => format!(r#""buyer_accepts_marketing_{index}":true"#),
    };
    let mut members: Vec<String> = (LISTED.len()..MEMBERS).map(other).collect();
    for (index, member) in listed.iter().enumerate() {
        members.insert(index * 70, (*member).to_owned());
    }
    format!("{{{}}}", members.join(","))
}

fn shape() -> &'static Shape {
    let mut sources = Sources::default();
    sources.insert("catalog.toml", "name = \"shop\"\ntitle = \"Shop\"\nversion = \"1.0.0\"\nrest = \"any\"\n");
    let field = |(name, ty): &(&str, &str)| format!("[[field]]\nname = \"{name}\"\ntype = \"{ty}\"\n");
    let fields: String = LISTED.iter().map(field).collect();
    sources.insert("events/order.toml", format!("[[event]]\nname = \"orders/create\"\n{fields}"));
    let catalog = resolve_without_samples(&sources).expect("it has no findings");
    Shapes::new(&catalog).payload(0).expect("there is one")
}
