//! Whole specifications at random, and those in the shape of what vendors send: their packages compiled by rustc and tsc: none may fail.
//!
//! A few by default; `RANDOM_SPECS=2000 cargo test -p eventspec-tests --test random_specs -- --show-output` tries as many as that.

use std::path::Path;

use eventspec_catalog::{Catalog, Sources, resolve};
use eventspec_emit::{Target, emit};
use eventspec_fuzz::specs::{Spec, accepted};
use eventspec_tests::catalogues::{VENDORS, vendor};
use eventspec_tests::{Verdict, fail};

mod rust;
mod typescript;
mod vendors;

/// Specifications that are tried unless the environment says how many.
const FEW: usize = 40;
/// Specifications whose packages are on the disk at the same time.
const BATCH: usize = 100;

#[test]
fn packages_of_random_specifications_compile() -> Verdict {
    let wanted = match std::env::var("RANDOM_SPECS") {
        Ok(number) => number.parse().map_err(|_| format!("RANDOM_SPECS={number} is not a number"))?,
        Err(_) => FEW,
    };
    let rustc = rust::Compiler::new()?;
    let mut failures = Vec::new();
    let random = (0..).filter_map(|seed| Some((seed, accepted(&Spec::of(&bytes(seed)))?)));
    let vendors = (0..).zip(VENDORS).map(|(number, name)| (u64::MAX - 2 - number, vendor(name).catalog));
    let found = [(u64::MAX, borrows_nothing()?), (u64::MAX - 1, long_names()?)];
    let mut catalogs = found.into_iter().chain(vendors).chain(random);
    let (mut tried, mut seeds) = (0, 0);
    while tried < wanted {
        let batch: Vec<(u64, Catalog)> = catalogs.by_ref().take(BATCH.min(wanted - tried)).collect();
        let directory = tempfile::tempdir()?;
        for (seed, catalog) in &batch {
            write(&directory.path().join(seed.to_string()), catalog)?;
        }
        let numbers: Vec<u64> = batch.iter().map(|(seed, _)| *seed).collect();
        failures.extend(rustc.failures(directory.path(), &numbers)?);
        failures.extend(typescript::failures(directory.path())?);
        tried += batch.len();
        seeds = numbers.last().map_or(seeds, |last| last.saturating_add(1));
    }
    println!(
        "specifications compiled by rustc (both SDKs) and tsc: {tried}, from {seeds} seeds; failures: {}",
        failures.len()
    );
    if failures.is_empty() { Ok(()) } else { fail(failures.iter().take(10).cloned().collect::<Vec<_>>().join("\n")) }
}

/// What one in 250 random ones has shown: a union of which no alternative borrows from the payload.
fn borrows_nothing() -> Result<Catalog, String> {
    let payload = "doc = \"A.\"\n[[event]]\nname = \"a\"\ndoc = \"A.\"\n\
        [[field]]\nname = \"b\"\ntype = \"list<boolean | integer>\"\ndoc = \"B.\"\n";
    found(payload, "{\"b\":[true,1]}")
}

/// Types in place whose names are too long for files: modules are named after those.
fn long_names() -> Result<Catalog, String> {
    let key = "k".repeat(90);
    let field = |head: &str, name: &str, ty: &str| format!("[[{head}]]\nname = \"{name}\"\ntype = \"{ty}\"\n");
    let fields = [
        field("field", &key, "object"),
        field("field.field", &key, "list<object>"),
        field("field.field.field", &key, "string | integer"),
    ];
    found(&format!("[[event]]\nname = \"a\"\n{}", fields.concat()), "{}")
}

fn found(payload: &str, sample: &str) -> Result<Catalog, String> {
    let mut sources = Sources::default();
    let head = "name = \"found-events\"\ntitle = \"Found\"\nversion = \"1.0.0\"\ndoc = \"What was found.\"\n";
    sources.insert("catalog.toml", head);
    sources.insert("events/a.toml", payload);
    sources.insert("samples/a/both.json", sample);
    resolve(&sources).map_err(|report| report.render("", false))
}

/// What decides the specification of a seed.
fn bytes(seed: u64) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(seed);
    (0..random.usize(200..2000)).map(|_| random.u8(..)).collect()
}

fn write(directory: &Path, catalog: &Catalog) -> Verdict {
    for target in [Target::Rust, Target::RustStrict, Target::TypeScript] {
        for (path, text) in emit(catalog, target)?.iter() {
            let path = directory.join(path);
            std::fs::create_dir_all(path.parent().unwrap_or(directory))?;
            std::fs::write(path, text)?;
        }
    }
    Ok(())
}
