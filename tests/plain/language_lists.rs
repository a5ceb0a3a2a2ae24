//! Places that list the types or keys of the language for people, fuzzers and tests, and cannot be made of the tables of `catalog`:
//! none lacks one.

use std::fs;

use eventspec_catalog::{JsonType, Scalar, ScalarName, ScalarRow, Sources, key_names};
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
    let mut rng = Rng::with_seed(5);
    let mut made = String::new();
    for _ in 0..MADE {
        let bytes: Vec<u8> = std::iter::repeat_with(|| rng.u8(..)).take(600).collect();
        made += &everything(&specs::Spec::of(&bytes).harmless());
    }
    let ours = specification("spec")? + &specification("tests/cases/shop/spec")?;
    let is_documented = |text: &str, key: &str| {
        [format!("`{key}`"), format!("`[{key}]`"), format!("`[[{key}]]`"), format!("`{key} =")]
            .iter()
            .any(|form| text.contains(form))
    };
    let is_written = |text: &str, key: &str| {
        [format!("{key} = "), format!("[[{key}]]"), format!("[{key}]"), format!("[{key}.")]
            .iter()
            .any(|form| text.contains(form))
    };
    let found = [
        missing("spec/README.md", &read("spec/README.md")?, key_names(), is_documented),
        missing("tests/fuzz/spec.dict", &read("tests/fuzz/spec.dict")?, key_names(), is_written),
        missing("tests/fuzz/src/specs", &made, key_names(), is_written),
        missing("spec and tests/cases/shop/spec", &ours, key_names(), is_written),
    ];
    verdict(&found.concat())
}

fn everything(sources: &Sources) -> String {
    sources.iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}

fn verdict(missing: &[String]) -> Verdict {
    if missing.is_empty() { Ok(()) } else { fail(missing.join("\n")) }
}
