//! The TypeScript SDK and the validator of Node, each a program that answers a line for a line.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::catalogues::root;
use crate::readers::Request;
use crate::{Failed, Outcome, Verdict, fail, program};

/// Runs Node in `tests/typescript`.
///
/// # Errors
/// Fails with a clear message where Node or its packages are missing, and with what was printed where it failed.
pub fn run(args: &[&str]) -> Verdict {
    program::run(&directory()?, "node", args).map(drop)
}

/// Sends requests to a script of `tests/typescript` and gathers the answers.
///
/// # Errors
/// As [`run`].
pub fn ask(script: &str, requests: &[Value]) -> Result<Vec<Value>, Failed> {
    program::converse(Command::new("node").arg(script).current_dir(directory()?), requests)
}

/// `tests/typescript`, where its packages are installed.
fn directory() -> Result<PathBuf, Failed> {
    let directory = root().join("tests/typescript");
    if directory.join("node_modules").is_dir() {
        Ok(directory)
    } else {
        fail(
            "the Node packages of the tests are not installed: run `cargo xtask test`, or `npm ci` in tests/typescript",
        )
    }
}

/// Reads texts with the generated TypeScript SDK.
///
/// # Errors
/// As [`ask`].
pub fn typescript(generated: &Path, requests: &[Request]) -> Result<Vec<Outcome>, Failed> {
    let package = generated.join("typescript");
    let lines: Vec<Value> = requests
        .iter()
        .map(|request| json!({ "package": package, "event": request.event, "text": request.text }))
        .collect();
    ask("reader.mjs", &lines)?.iter().map(outcome).collect()
}

/// Validates payloads in Node, each under a schema; the messages of its errors.
///
/// # Errors
/// As [`ask`].
pub fn validate(requests: &[(&Path, &str)]) -> Result<Vec<Vec<String>>, Failed> {
    let lines: Vec<Value> = requests.iter().map(|(schema, text)| json!({ "schema": schema, "text": text })).collect();
    let answers = ask("validate.mjs", &lines)?;
    Ok(answers.into_iter().map(|answer| serde_json::from_value(answer["errors"].clone())).collect::<Result<_, _>>()?)
}

fn outcome(answer: &Value) -> Result<Outcome, Failed> {
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| format!("no text in {answer}"));
    let number = |key: &str| {
        answer[key].as_u64().and_then(|n| usize::try_from(n).ok()).ok_or_else(|| format!("no {key} in {answer}"))
    };
    let list = |key: &str| answer[key].as_array().ok_or_else(|| format!("no {key} in {answer}"));
    if answer["ok"] == true {
        let deviation = |value: &Value| {
            Ok::<_, String>((text(&value["class"])?, text(&value["path"])?, value["seen"].as_str().map(str::to_owned)))
        };
        let place = |value: &Value| Ok::<_, String>((text(&value[0])?, value[1].as_str().map(str::to_owned)));
        Ok(Outcome::Decoded {
            encoded: text(&answer["encoded"])?,
            deviations: list("deviations")?.iter().map(deviation).collect::<Result<_, _>>()?,
            unknown: list("unknown")?.iter().map(text).collect::<Result<_, _>>()?,
            places: list("places")?.iter().map(place).collect::<Result<_, _>>()?,
        })
    } else {
        Ok(Outcome::Refused {
            class: text(&answer["class"])?,
            offset: number("offset")?,
            line: number("line")?,
            column: number("column")?,
        })
    }
}
