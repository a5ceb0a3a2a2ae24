//! A made-up specification of any size: so many events, each with a payload of its own, the same ones every time.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use fastrand::Rng;

const HEAD: &str = "name = \"made-up-events\"
title = \"Made-up events\"
version = \"1.0.0\"
doc = \"Events that nobody sends, to see how the generator grows.\"
";

const THINGS: [&str; 12] = [
    "order", "coupon", "lead", "wallet", "review", "store", "customer", "shipment", "invoice", "campaign", "session",
    "reward",
];
const ASPECTS: [&str; 12] = [
    "amount",
    "currency",
    "state",
    "reference",
    "channel",
    "source",
    "country",
    "reason",
    "score",
    "balance",
    "label",
    "owner",
];
const WORDS: [&str; 16] = [
    "what", "the", "vendor", "shows", "for", "a", "customer", "when", "total", "changes", "in", "major", "units", "of",
    "its", "store",
];

/// Types as often as vendors have them: a key line, and a value as JSON.
const TYPES: [(&str, &str); 16] = [
    ("type = \"string\"", "\"A-1024\""),
    ("type = \"string\"", "\"Spring sale\""),
    ("type = \"string\"\nblank = true", "\"\""),
    ("type = \"string\"\nnullable = true", "null"),
    ("type = \"number\"", "849.54"),
    ("type = \"number\"", "10.50"),
    ("type = \"number\"\nblank = true", "\"\""),
    ("type = \"integer\"", "7"),
    ("type = \"boolean\"", "true"),
    ("type = \"boolean\"\nblank = true", "false"),
    ("type = \"timestamp\"", "\"2026-01-31T10:00:00.000Z\""),
    ("type = \"uuid\"", "\"6fd6f0f9-2c4d-4b5e-9c49-3a1c0c8f4f11\""),
    ("type = \"uri\"", "\"https://example.org/a\""),
    ("type = \"email\"\nblank = true", "\"a@example.org\""),
    ("type = \"string\"\nvalues = [\"placed\", \"paid\", \"sent\", \"returned\"]", "\"paid\""),
    ("type = \"list<string>\"", "[\"red\", \"green\"]"),
];

/// Writes the specification, with so many fields in each payload.
pub(crate) fn write(directory: &Path, events: usize, fields: usize) -> io::Result<()> {
    fs::create_dir_all(directory.join("events"))?;
    fs::write(directory.join("catalog.toml"), HEAD)?;
    let mut random = Rng::with_seed(7);
    for index in 0..events {
        let (payload, sample) = event(&mut random, index, fields);
        let name = name(index);
        fs::write(directory.join(format!("events/{name}.toml")), payload)?;
        fs::create_dir_all(directory.join("samples").join(&name))?;
        fs::write(directory.join(format!("samples/{name}/documented.json")), sample)?;
    }
    Ok(())
}

fn name(index: usize) -> String {
    format!("{}_{}_{index}", THINGS[index % THINGS.len()], ASPECTS[index / THINGS.len() % ASPECTS.len()])
}

/// The file of a payload with one event, and a sample of it.
fn event(random: &mut Rng, index: usize, fields: usize) -> (String, String) {
    let name = name(index);
    let mut toml =
        format!("doc = \"{}.\"\n\n[[event]]\nname = \"{name}\"\ndoc = \"{}.\"\n", words(random), words(random));
    let mut members = Vec::new();
    for field in 0..fields {
        let key =
            format!("{}_{}_{field}", THINGS[random.usize(..THINGS.len())], ASPECTS[random.usize(..ASPECTS.len())]);
        let (ty, value) = TYPES[random.usize(..TYPES.len())];
        let required = if random.u8(..4) == 0 { "required = true\n" } else { "" };
        let doc = words(random);
        let _ = write!(toml, "\n[[field]]\nname = \"{key}\"\n{ty}\n{required}doc = \"{doc}.\"\n");
        members.push(format!("  \"{key}\": {value}"));
    }
    (toml, format!("{{\n{}\n}}\n", members.join(",\n")))
}

/// A sentence without meaning.
fn words(random: &mut Rng) -> String {
    let words: Vec<&str> = (0..8).map(|_| WORDS[random.usize(..WORDS.len())]).collect();
    words.join(" ")
}
