//! Places that list the types or keys of the language for people, fuzzers and tests, and cannot be made of the tables of `catalog`:
//! none lacks one.

use std::fs;

use eventspec_catalog::{
    Code, JsonType, Scalar, ScalarName, ScalarRow, Sources, delivery_key_names, key_names, preset, preset_names,
    resolve_without_samples,
};
use eventspec_fuzz::specs;
use eventspec_tests::catalogues::root;
use eventspec_tests::{Verdict, fail, files};
use fastrand::Rng;

/// How many specifications are made, to have every key in one of them.
const MADE: u64 = 200;

/// What should be in a text and is not.
fn missing<'n>(
    place: &str,
    text: &str,
    names: impl Iterator<Item = &'n str>,
    is_there: fn(&str, &str) -> bool,
) -> Vec<String> {
    names.filter(|name| !is_there(text, name)).map(|name| format!("{place}: `{name}` is not in it")).collect()
}

fn read(path: &str) -> Result<String, std::io::Error> {
    fs::read_to_string(root().join(path))
}

/// All files of a specification, one after the other.
fn specification(path: &str) -> Result<String, eventspec_tests::Failed> {
    let all = files::below(&root().join(path))?;
    Ok(all.into_values().map(String::from_utf8).collect::<Result<String, _>>()?)
}

#[test]
fn every_type_is_in_each() -> Verdict {
    let names = || ScalarName::ALL.iter().map(|name| name.as_str());
    let judged = ScalarName::ALL.iter().filter(|name| is_judged(**name)).map(|name| name.as_str());
    let row = |text: &str, name: &str| {
        [name.to_owned(), format!("{name}<T>"), format!("{name}(PATTERN)")]
            .iter()
            .any(|name| text.contains(&format!("\n| `{name}` |")))
    };
    let listed: Vec<String> = Scalar::listed().map(|scalar| scalar.spelling()).collect();
    let field = |text: &str, ty: &str| text.contains(&format!("type = \"{ty}\"\n"));
    let found = [
        missing("spec/README.md", &read("spec/README.md")?, names(), row),
        missing("crates/runtime/CONTRACT.md", &read("crates/runtime/CONTRACT.md")?, names(), row),
        missing("tests/fuzz/spec.dict", &read("tests/fuzz/spec.dict")?, names(), |text, name| {
            text.contains(&format!("\n\"{name}\"\n")) || text.contains(&format!("\n\"{name}<\"\n"))
        }),
        missing("tests/fuzz/src/scalar.rs", &read("tests/fuzz/src/scalar.rs")?, judged, |text, name| {
            text.contains(&format!("FieldDef::new(\"{name}\","))
        }),
        missing(
            "tests/cases/shop/spec",
            &specification("tests/cases/shop/spec")?,
            listed.iter().map(String::as_str),
            field,
        ),
    ];
    verdict(&found.concat())
}

/// Whether a value of the right JSON type can still be invalid.
fn is_judged(name: ScalarName) -> bool {
    name.plain().is_none_or(|scalar| {
        let ScalarRow { json, takes_empty, .. } = scalar.row();
        match json {
            JsonType::Any | JsonType::Boolean | JsonType::Null => false,
            JsonType::Number => true,
            JsonType::String => !takes_empty,
        }
    })
}

#[test]
fn every_key_is_in_each() -> Verdict {
    let made = made(|_| true);
    let ours = specification("spec")? + &specification("tests/cases/shop/spec")?;
    let found = [
        missing("spec/README.md", &read("spec/README.md")?, key_names(), is_documented),
        missing("tests/fuzz/spec.dict", &read("tests/fuzz/spec.dict")?, key_names(), is_written),
        missing("tests/fuzz/src/specs", &made, key_names(), is_written),
        missing("spec and tests/cases/shop/spec", &ours, key_names(), is_written),
    ];
    verdict(&found.concat())
}

/// The keys of deliveries are looked for where deliveries are: some are keys of other files too.
#[test]
fn every_key_of_deliveries_is_in_each() -> Verdict {
    let made = made(|path| path.starts_with("delivery/"));
    let page = read("spec/README.md")?;
    let (_, section) = page.split_once("\n## Deliveries\n").ok_or("there is no section about deliveries")?;
    let section = section.split("\n## ").next().unwrap_or_default();
    let shop = specification("tests/cases/shop/spec/delivery")?;
    let row = |text: &str, name: &str| {
        let source = preset(name).and_then(|text| text.split("source = \"").nth(1)?.split('"').next());
        source.is_some_and(|source| {
            text.lines().any(|line| line.starts_with(&format!("| `{name}` |")) && line.contains(&format!("<{source}>")))
        })
    };
    let found = [
        missing("spec/README.md", section, delivery_key_names(), is_documented),
        missing("spec/README.md", section, preset_names(), row),
        missing("tests/fuzz/spec.dict", &read("tests/fuzz/spec.dict")?, delivery_key_names(), is_written),
        missing("tests/fuzz/spec.dict", &read("tests/fuzz/spec.dict")?, preset_names(), |text, name| {
            text.contains(&format!("\n\"{name}\"\n"))
        }),
        missing("tests/fuzz/src/specs", &made, delivery_key_names(), is_written),
        missing("tests/cases/shop/spec", &shop, delivery_key_names(), is_written),
    ];
    verdict(&found.concat())
}

/// Deliveries at random are valid ones, or nothing behind the check would see them.
#[test]
fn deliveries_that_are_made_are_valid() -> Verdict {
    let mut found = Vec::new();
    for sources in at_random() {
        let Err(report) = resolve_without_samples(&sources) else { continue };
        let bad = report.diagnostics().iter().filter(|finding| finding.code == Code::BadDelivery);
        found.extend(bad.map(|finding| format!("{}: {}", finding.message, finding.help)));
    }
    verdict(&found)
}

fn at_random() -> impl Iterator<Item = Sources> {
    let mut rng = Rng::with_seed(5);
    (0..MADE).map(move |_| {
        let bytes: Vec<u8> = std::iter::repeat_with(|| rng.u8(..)).take(600).collect();
        specs::Spec::of(&bytes).harmless()
    })
}

/// The files with some paths of specifications at random.
fn made(is_meant: fn(&str) -> bool) -> String {
    at_random().map(|sources| everything(&sources, is_meant)).collect()
}

fn is_documented(text: &str, key: &str) -> bool {
    [format!("`{key}`"), format!("`[{key}]`"), format!("`[[{key}]]`"), format!("`{key} =")]
        .iter()
        .any(|form| text.contains(form))
}

fn is_written(text: &str, key: &str) -> bool {
    [format!("{key} = "), format!("[[{key}]]"), format!("[{key}]"), format!("[{key}.")]
        .iter()
        .any(|form| text.contains(form))
}

fn everything(sources: &Sources, is_meant: fn(&str) -> bool) -> String {
    sources.iter().filter(|(path, _)| is_meant(path)).map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}

fn verdict(missing: &[String]) -> Verdict {
    if missing.is_empty() { Ok(()) } else { fail(missing.join("\n")) }
}
