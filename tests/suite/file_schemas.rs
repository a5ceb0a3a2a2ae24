//! The schemas that editors check specification files with: what is committed is valid, what is misspelt is not.

use std::fs;
use std::path::{Path, PathBuf};

use eventspec_tests::catalogues::{all, nector};
use eventspec_tests::matrix::trial;
use eventspec_tests::{Failed, Verdict, fail};
use libtest_mimic::Trial;
use serde_json::Value;

pub(crate) fn tests() -> Vec<Trial> {
    let committed = all().into_iter().map(|catalogue| {
        trial(format!("file_schemas::{}::every_file_is_valid", catalogue.name), move || valid(&catalogue.spec))
    });
    let misspelt = [
        ("key", "blank = true", "blnak = true"),
        ("type", "type = \"number\"", "type = \"nmuber\""),
        ("part_of_a_type", "type = \"number\"", "type = \"list<nmuber>\""),
        ("type_of_a_value", "blank = true", "blank = \"yes\""),
        ("group", "include = [\"common\"", "include = [\"comon\""),
    ];
    let misspelt = misspelt.into_iter().map(|(what, right, wrong)| {
        trial(format!("file_schemas::a_misspelt_{what}_is_refused"), move || refused(right, wrong))
    });
    committed.chain(misspelt).collect()
}

/// What the schema on the first line of a file has against a text of that file.
fn errors(file: &Path, text: &str) -> Result<Vec<String>, Failed> {
    let line = text.lines().next().unwrap_or_default();
    let path = line.strip_prefix("#:schema ").ok_or_else(|| format!("{}: no `#:schema` line", file.display()))?;
    let schema = file.with_file_name("").join(path.trim());
    let schema = fs::read_to_string(&schema).map_err(|error| format!("{}: {error}", schema.display()))?;
    let validator = jsonschema::validator_for(&serde_json::from_str::<Value>(&schema)?)?;
    let value = serde_json::to_value(toml::from_str::<toml::Value>(text)?)?;
    Ok(validator.iter_errors(&value).map(|error| format!("{error} at {}", error.instance_path())).collect())
}

fn valid(spec: &Path) -> Verdict {
    let mut files = vec![spec.join("catalog.toml")];
    for folder in ["events", "groups", "types"] {
        let entries = fs::read_dir(spec.join(folder)).into_iter().flatten().flatten();
        files.extend(entries.map(|entry| entry.path()).collect::<Vec<PathBuf>>());
    }
    for file in &files {
        let errors = errors(file, &fs::read_to_string(file)?)?;
        if !errors.is_empty() {
            return fail(format!("{}: {}", file.display(), errors.join("\n")));
        }
    }
    if files.len() > 10 { Ok(()) } else { fail(format!("only {files:?}")) }
}

/// Puts a mistake into the first file that has what it is a mistake in.
fn refused(right: &str, wrong: &str) -> Verdict {
    for entry in fs::read_dir(nector().spec.join("events"))? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        if text.contains(right) {
            let errors = errors(&path, &text.replacen(right, wrong, 1))?;
            return if errors.is_empty() { fail(format!("{wrong} is valid in {}", path.display())) } else { Ok(()) };
        }
    }
    fail(format!("no file has {right}"))
}
