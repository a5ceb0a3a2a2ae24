//! A specification without any `doc`: what is generated from it has no gap where a description would be.

use std::fs;

use eventspec_catalog::{Catalog, Documentable, Sources, resolve, undocumented};
use eventspec_diff::{Kind, diff};
use eventspec_emit::{Target, emit};
use eventspec_tests::catalogues::{root, shop};
use eventspec_tests::files::{below, copy};
use eventspec_tests::{Failed, Verdict, cli, fail};
use serde_json::Value;

/// A file of a specification without its descriptions.
fn stripped(text: &str) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n').filter(|line| !line.starts_with("doc = ") && !line.starts_with("docs = ")) {
        let mut rest = line;
        while let Some((before, doc)) = rest.split_once(", doc = \"") {
            out += before;
            rest = doc.split_once('"').map_or("", |(_, after)| after);
        }
        out += rest;
    }
    out
}

fn bare_shop() -> Result<Catalog, Failed> {
    let mut sources = Sources::default();
    for (path, text) in below(&root().join("tests/cases/shop/spec"))? {
        let text = String::from_utf8(text)?;
        sources.insert(path.clone(), if ending(&path) == "toml" { stripped(&text) } else { text });
    }
    resolve(&sources).map_err(|report| Failed::from(report.render("", false)))
}

fn ending(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

/// What an empty description leaves behind in a file of this ending.
fn gaps(path: &str, text: &str) -> Vec<String> {
    let has: &[&str] = match ending(path) {
        "html" => &[
            "<p></p>",
            "<p> ",
            "<dd></dl>",
            "<dd><dt>",
            "class=lede></div>",
            "<small></small>",
            "<small> ",
            ": </",
            ": .",
        ],
        "md" | "txt" => &["\n\n\n", ": \n", ":\n-", "> \n", ">\n", " \n"],
        "ts" | "js" | "cts" | "cjs" => &["/** */", "/**\n */", "/**\n *\n", " *\n */", " * \n", ": \n"],
        "rs" => &["///\n///\n", "\n\n///\n", "{\n///\n", "doc = \"\"", ": \n"],
        _ => &[],
    };
    has.iter().filter(|gap| text.contains(**gap)).map(|gap| format!("{path} has {gap:?}")).collect()
}

/// Descriptions in JSON that say nothing.
fn unsaid(path: &str, value: &Value) -> Vec<String> {
    let is_text = |key: &str| ["description", "summary", "title"].contains(&key);
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, value)| match value {
                Value::String(text) if is_text(key) && text.trim() != text => vec![format!("{path}: {key} {text:?}")],
                Value::String(text) if is_text(key) && text.is_empty() => vec![format!("{path}: {key} is empty")],
                Value::Null if is_text(key) => vec![format!("{path}: {key} is null")],
                value => unsaid(path, value),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(|item| unsaid(path, item)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

#[test]
fn no_target_has_a_gap() -> Verdict {
    let (bare, described) = (bare_shop()?, shop().catalog);
    let mut found = Vec::new();
    for target in Target::ALL.iter().filter(|target| target.name() != "vectors") {
        let described = emit(&described, *target).map_err(|error| error.to_string())?;
        for (path, text) in emit(&bare, *target).map_err(|error| error.to_string())?.iter() {
            // What the file has anyway is not where a description was.
            let before = described.iter().find(|(other, _)| *other == path).map_or("", |(_, text)| text);
            let before = gaps(path, before);
            found.extend(gaps(path, text).into_iter().filter(|gap| !before.contains(gap)));
            if ending(path) == "json" {
                found.extend(unsaid(path, &serde_json::from_str(text)?));
            }
            if path.ends_with("search-index.js") && text.contains("null") {
                found.push(format!("{path} has null"));
            }
        }
    }
    if found.is_empty() { Ok(()) } else { fail(found.join("\n")) }
}

#[test]
fn a_description_that_is_added_or_removed_has_one_side() -> Verdict {
    let (bare, described) = (bare_shop()?, shop().catalog);
    let places = undocumented(&bare).len();
    for (old, new, is_added) in [(&bare, &described, true), (&described, &bare, false)] {
        let findings = diff(old, new);
        let one_sided = findings.iter().filter(|finding| {
            finding.kind == Kind::DescriptionChanged
                && finding.old.is_none() == is_added
                && finding.new.is_none() != is_added
        });
        if one_sided.count() != places || findings.len() != places {
            return fail(format!("{places} descriptions, {} findings: {findings:#?}", findings.len()));
        }
    }
    Ok(())
}

#[test]
fn check_counts_what_has_none() -> Verdict {
    let directory = tempfile::tempdir()?;
    let spec = directory.path().join("spec");
    copy(&root().join("tests/cases/shop/spec"), &spec)?;
    let said = |expected: &str| {
        let (code, said, error) = cli::answer(&cli::run(directory.path(), &["check"]));
        let last = said.lines().last().unwrap_or_default();
        let is_it = if expected.is_empty() { last.ends_with("no findings") } else { last == expected };
        if code == 0 && is_it { Ok(()) } else { fail(format!("exit {code}: {said}{error}")) }
    };
    said("")?;
    let edit = |file: &str| {
        let path = spec.join(file);
        fs::read_to_string(&path).and_then(|text| fs::write(&path, stripped(&text)))
    };
    edit("catalog.toml")?;
    said("the catalogue has no `doc`")?;
    edit("types/card.toml")?;
    // What its constant means, the field says.
    said("the catalogue, 1 type and 3 fields have no `doc`")?;
    edit("types/rating.toml")?;
    said("the catalogue, 2 types, 3 fields and 3 values have no `doc`")?;
    for (path, _) in below(&spec)?.iter().filter(|(path, _)| ending(path) == "toml") {
        edit(path)?;
    }
    let bare = bare_shop()?;
    let count = |what| undocumented(&bare).iter().filter(|lacking| lacking.what == what).count();
    let [deliveries, groups, types, fields, values] =
        [Documentable::Delivery, Documentable::Group, Documentable::Type, Documentable::Field, Documentable::Value]
            .map(count);
    said(&format!(
        "the catalogue, {deliveries} deliveries, {groups} groups, 4 payloads, 5 events, {types} types, {fields} fields and {values} values have no `doc`"
    ))
}
