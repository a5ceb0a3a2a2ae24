//! Receivers in both languages against the vectors of deliveries: their number, and 0 disagreements.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use eventspec_catalog::{ArrivedEvent, Catalog, EventNames};
use eventspec_emit::{Target, emit};
use eventspec_payloads::requests;
use eventspec_runtime::Limits;
use eventspec_runtime::delivery::{Delivery, Rejection, RequestParts, Setup, SetupError};
use eventspec_tests::catalogues::{VENDORS, all, vendor};
use eventspec_tests::matrix::trial;
use eventspec_tests::readers::node;
use eventspec_tests::{Failed, Verdict, fail};
use libtest_mimic::Trial;
use serde_json::{Map, Value, json};

/// A line of a delivery.
type Vector = Map<String, Value>;

/// A reader of the vectors of a delivery, by its name.
type Reader = fn(&Catalog, &Path, &str, &[Vector]) -> Result<Vec<Value>, Failed>;

pub(crate) fn tests() -> Vec<Trial> {
    let in_repository = all().into_iter().flat_map(|catalogue| {
        let readers: [(&str, Reader); 3] =
            [("rust", in_generated_rust), ("runtime", in_rust), ("typescript", in_typescript)];
        readers.map(|(reader, read)| {
            let name = format!("deliveries::{}::{reader}", catalogue.name);
            let (catalog, generated) = (catalogue.catalog.clone(), catalogue.generated.clone());
            trial(name, move || agrees(&catalog, &generated, read))
        })
    });
    let vendors = VENDORS.into_iter().flat_map(|name| {
        let readers: [(&str, Reader); 2] = [("runtime", in_rust), ("typescript", in_typescript)];
        readers.map(|(reader, read)| {
            trial(format!("deliveries::{name}::{reader}"), move || {
                let directory = tempfile::tempdir()?;
                let catalog = vendor(name).catalog;
                for target in [Target::TypeScript, Target::Vectors] {
                    for (path, text) in emit(&catalog, target)?.iter() {
                        let path = directory.path().join(path);
                        fs::create_dir_all(path.parent().ok_or("a file is in no folder")?)?;
                        fs::write(path, text)?;
                    }
                }
                agrees(&catalog, directory.path(), read)
            })
        })
    });
    in_repository.chain(vendors).collect()
}

/// Has a reader read the vectors of every delivery.
fn agrees(catalog: &Catalog, generated: &Path, read: Reader) -> Verdict {
    let (mut count, mut differences) = (0, Vec::new());
    for delivery in &catalog.deliveries {
        let text = fs::read_to_string(generated.join(format!("vectors/delivery/{}.ndjson", delivery.ident.snake())))?;
        let vectors: Vec<Vector> = text.lines().skip(1).map(serde_json::from_str).collect::<Result<_, _>>()?;
        let answers = read(catalog, generated, &delivery.name, &vectors)?;
        for (vector, answer) in vectors.iter().zip(&answers) {
            let expected: Vector = vector
                .iter()
                .filter(|(key, _)| is_expected(key))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect();
            let (expected, answer) = (tidy(&Value::Object(expected)), tidy(answer));
            if expected != answer {
                differences
                    .push(format!("{} {}\n  expected {expected}\n  answered {answer}", delivery.name, vector["case"]));
            }
        }
        count += answers.len();
    }
    println!("{count} requests, {} disagreements", differences.len());
    if differences.is_empty() && count > 0 { Ok(()) } else { fail(differences.join("\n")) }
}

fn is_expected(key: &str) -> bool {
    ["events", "refused", "challenge", "rejected"].contains(&key)
}

/// Without the members that are `null`.
fn tidy(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let said = members.iter().filter(|(_, value)| !value.is_null());
            said.map(|(key, value)| (key.clone(), tidy(value))).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(tidy).collect(),
        other => other.clone(),
    }
}

fn in_typescript(
    catalog: &Catalog,
    generated: &Path,
    delivery: &str,
    vectors: &[Vector],
) -> Result<Vec<Value>, Failed> {
    let package = generated.join("typescript");
    let def = catalog.deliveries.iter().find(|one| one.name == delivery).ok_or("no such delivery")?;
    let pascal = def.ident.pascal();
    let (first, rest) = pascal.split_at(1);
    let delivery = format!("{}{rest}", first.to_ascii_lowercase());
    let lines: Vec<Value> =
        vectors.iter().map(|vector| json!({ "package": package, "delivery": delivery, "vector": vector })).collect();
    node::ask("deliver.mjs", &lines)
}

fn in_rust(catalog: &Catalog, _: &Path, delivery: &str, vectors: &[Vector]) -> Result<Vec<Value>, Failed> {
    let names = EventNames::of(catalog);
    let delivery = catalog.deliveries.iter().find(|one| one.name == delivery).ok_or("no such delivery")?;
    let rules = requests::rules(delivery);
    let answer = |vector| {
        received(
            vector,
            || Setup::with_listing(rules, names.clone()),
            |event: &ArrivedEvent| (event.listed.as_ref().map(|(name, _)| name.clone()), event.text.clone()),
        )
    };
    vectors.iter().map(answer).collect()
}

fn in_generated_rust(catalog: &Catalog, _: &Path, delivery: &str, vectors: &[Vector]) -> Result<Vec<Value>, Failed> {
    macro_rules! setup {
        ($krate:ident, $delivery:ident) => {{
            let event = |event: &$krate::Event<'static>| {
                (event.event_name().map(|name| name.as_str().to_owned()), event.json().to_owned())
            };
            vectors.iter().map(|vector| received(vector, $krate::delivery::$delivery, event)).collect()
        }};
    }
    match (catalog.name.as_str(), delivery) {
        ("nector-events", "webhook") => setup!(nector_events, webhook),
        ("shop-events", "webhook_archive") => setup!(shop_events, webhook_archive),
        ("shop-events", "webhook_till") => setup!(shop_events, webhook_till),
        ("shop-events", "webhook") => setup!(shop_events, webhook),
        (catalogue, delivery) => fail(format!("no receiver of {catalogue} {delivery} here")),
    }
}

/// What a receiver makes of a request.
fn received<E, T: AsRef<str>>(
    vector: &Vector,
    setup: impl Fn() -> Setup<E>,
    describe: impl Fn(&E) -> (Option<String>, T),
) -> Result<Value, Failed> {
    let mut setup = setup();
    if let Some(bytes) = vector.get("max_bytes").and_then(Value::as_u64) {
        setup = setup.limits(Limits { bytes: usize::try_from(bytes)?, ..Limits::default() });
    }
    if let Some(events) = vector.get("max_events").and_then(Value::as_u64) {
        setup = setup.max_events(usize::try_from(events)?);
    }
    let secrets: BTreeMap<String, Vec<String>> = match vector.get("secrets") {
        Some(secrets) => serde_json::from_value(secrets.clone())?,
        None => BTreeMap::new(),
    };
    let receiver = if secrets.is_empty() {
        setup.unverified()
    } else {
        setup.named_secrets(&secrets).map_err(|error: SetupError| error.to_string())?
    };
    let request = &vector["request"];
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or("no text");
    let body = match request.get("body") {
        Some(body) => text(body)?.into_bytes(),
        None => unhex(&text(&request["body_hex"])?),
    };
    let (method, url) = (text(&request["method"])?, text(&request["url"])?);
    let mut parts = RequestParts::new(&method, &url, &body);
    let headers: Vec<(String, String)> = serde_json::from_value(request["headers"].clone())?;
    for (name, value) in &headers {
        parts = parts.with_header(name, value);
    }
    let now = vector["now"].as_i64().ok_or("no time")?;
    Ok(answer(receiver.receive_at(&parts, now), describe))
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.chars().filter_map(|digit| u8::try_from(digit.to_digit(16)?).ok()).collect();
    digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
}

fn answer<E, T: AsRef<str>>(
    received: Result<Delivery<E>, Rejection>,
    describe: impl Fn(&E) -> (Option<String>, T),
) -> Value {
    match received {
        Ok(delivery) => {
            let events = delivery.events.iter().map(|it| {
                let (event, text) = describe(&it.event);
                json!({ "index": it.index, "name": it.name, "event": event, "id": it.id, "text": text.as_ref() })
            });
            let refused = delivery.refused.iter();
            let refused =
                refused.map(|it| json!({ "index": it.index, "class": it.class.as_str(), "offset": it.offset }));
            let (events, refused) = (events.collect::<Vec<_>>(), refused.collect::<Vec<_>>());
            json!({ "events": events, "refused": refused, "challenge": delivery.challenge })
        }
        Err(rejection) => json!({ "rejected": {
            "class": rejection.class().as_str(),
            "signature": rejection.signature(),
            "place": rejection.place(),
            "offset": rejection.offset(),
        } }),
    }
}
