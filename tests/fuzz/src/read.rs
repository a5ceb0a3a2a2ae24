//! Generated files as their languages read them. Each check panics where a file is not of its language.

mod html;
mod markdown;
mod rust;
mod script;

use eventspec_catalog::is_invisible;
use serde_json::Value;

/// Checks a file by the ending of its name.
pub fn file(path: &str, text: &str) {
    let ending = path.rsplit('.').next().unwrap_or_default();
    // A page shows samples as they are, to be copied.
    if !["html", "md", "txt"].contains(&ending)
        && let Some(c) = text.chars().find(|c| is_invisible(*c) && *c != '\n')
    {
        panic!("U+{:04X} is in {path}", u32::from(c));
    }
    match ending {
        "rs" => drop(rust::parse(path, text)),
        "ts" | "js" | "cts" | "cjs" if is_ours(path) => {}
        "ts" | "js" | "cts" | "cjs" => drop(script::code(path, text)),
        "json" => drop(value(path, text)),
        "ndjson" => text.lines().for_each(|line| drop(value(path, line))),
        "toml" => drop(toml::from_str::<toml::Table>(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"))),
        "html" => html::check(path, text),
        // Copied word for word, as a licence is: it is a document of its authors, and no page of ours.
        "md" if path.ends_with("/CHANGELOG.md") => {}
        "md" => markdown::check(path, text),
        "txt" | "css" | "svg" => {}
        other => unknown(other),
    }
}

/// The code of a file, without comments and what is in strings, if texts of a specification are in it.
pub fn code(path: &str, text: &str) -> Option<String> {
    match path.rsplit('.').next().unwrap_or_default() {
        "rs" => Some(rust::code(path, text)),
        "ts" | "js" | "cts" | "cjs" => (!is_ours(path)).then(|| script::code(path, text)),
        "json" | "ndjson" | "toml" | "html" | "md" | "txt" | "css" | "svg" => None,
        other => unknown(other),
    }
}

/// A new ending is decided about in all functions of this module.
fn unknown(ending: &str) -> ! {
    panic!("no reader for `.{ending}`: add one to tests/fuzz/src/read.rs")
}

/// Whether a file has nothing of a specification in it.
fn is_ours(path: &str) -> bool {
    path.starts_with("typescript/runtime") || path.starts_with("docs/assets/site.")
}

fn value(path: &str, text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"))
}

/// Checks that the emitted schemas compile, with what they refer to in each other.
pub fn schemas<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) {
    let files = files.filter(|(path, _)| path.starts_with("json-schema/"));
    let schemas: Vec<(&str, Value)> = files.map(|(path, text)| (path, value(path, text))).collect();
    let mut registry = jsonschema::Registry::new();
    for (path, schema) in &schemas {
        let id = schema["$id"].as_str().unwrap_or_else(|| panic!("{path} has no `$id`"));
        let added = registry.add(id, jsonschema::Resource::from_contents(schema.clone()));
        registry = added.unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let registry = registry.prepare().unwrap_or_else(|error| panic!("a reference does not resolve: {error}"));
    for (path, schema) in &schemas {
        if let Err(error) = jsonschema::options().with_registry(&registry).build(schema) {
            panic!("{path} is not a valid schema: {error}\n{schema:#}");
        }
    }
}
