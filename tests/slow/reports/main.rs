//! Reports of `diff` where they are read: SARIF by the schema of the standard, in Python's jsonschema; `JUnit` XML by the schema
//! that Jenkins has for it, in Python's xmlschema.
//!
//! The crate that reads SARIF in the quick tests ships the one schema; the other, `junit-10.xsd`, is as Jenkins' xUnit plugin
//! and pytest have it.

use std::path::{Path, PathBuf};
use std::process::Command;

use eventspec_diff::{Report, render};
use eventspec_tests::catalogues::root;
use eventspec_tests::{Failed, Verdict, fail, program, python, reports};
use serde_json::{Value, json};

/// A format: who validates it, by which schema, and what spoils a document of it.
struct Format {
    script: &'static str,
    schema: fn() -> Result<PathBuf, Failed>,
    render: fn(&Report) -> String,
    spoil: &'static [(&'static str, &'static str)],
}

const SARIF: Format = Format {
    script: "validate.py",
    schema: sarif_schema,
    render: render::sarif,
    spoil: &[
        ("\"version\": \"2.1.0\"", "\"version\": \"2.1\""),
        ("\"ruleId\"", "\"rule\""),
        ("\"error\"", "\"fatal\""),
    ],
};

const JUNIT: Format = Format {
    script: "xsd.py",
    schema: || Ok(root().join("tests/slow/reports/junit-10.xsd")),
    render: render::junit,
    spoil: &[("<testcase name=", "<testcase title="), ("classname=", "class="), ("</failure>", "<b/></failure>")],
};

#[test]
fn sarif_is_valid() -> Verdict {
    valid(&SARIF)
}

#[test]
fn what_is_not_sarif_is_refused() -> Verdict {
    refused(&SARIF)
}

#[test]
fn junit_is_valid() -> Verdict {
    valid(&JUNIT)
}

#[test]
fn what_is_not_junit_is_refused() -> Verdict {
    refused(&JUNIT)
}

fn valid(format: &Format) -> Verdict {
    let documents = [reports::odd()?, reports::other()?, reports::same()?].each_ref().map(format.render);
    for (document, errors) in documents.iter().zip(errors(format, &documents)?) {
        if errors != json!({ "errors": [] }) {
            return fail(format!("{errors}\n{document}"));
        }
    }
    Ok(())
}

/// A validator that takes everything would show nothing.
fn refused(format: &Format) -> Verdict {
    let document = (format.render)(&reports::odd()?);
    let spoiled: Vec<String> = format.spoil.iter().map(|(is, other)| document.replace(is, other)).collect();
    for ((is, other), errors) in format.spoil.iter().zip(errors(format, &spoiled)?) {
        if errors == json!({ "errors": [] }) {
            return fail(format!("with {other} in place of {is} it is taken, too"));
        }
    }
    Ok(())
}

fn errors(format: &Format, documents: &[String]) -> Result<Vec<Value>, Failed> {
    let schema = (format.schema)()?;
    let requests: Vec<Value> = documents.iter().map(|text| json!({ "schema": schema, "text": text })).collect();
    program::converse(&mut python::script(format.script)?, &requests)
}

/// Where cargo has the schema of SARIF 2.1.0.
fn sarif_schema() -> Result<PathBuf, Failed> {
    let mut cargo = Command::new(env!("CARGO"));
    let text = program::output(cargo.args(["metadata", "--format-version", "1", "--offline"]).current_dir(root()))?;
    let metadata: Value = serde_json::from_str(&text)?;
    let packages = metadata["packages"].as_array().ok_or("no packages")?;
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").ok_or("no serde-sarif")?;
    Ok(Path::new(package["manifest_path"].as_str().ok_or("no path")?).with_file_name("src").join("schema.json"))
}
