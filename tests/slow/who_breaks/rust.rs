//! What the Rust SDKs make of payloads and of source, in two or three runs of cargo.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use eventspec_diff::{Effect, Side, Strictness};
use eventspec_tests::catalogues::root;
use eventspec_tests::{Failed, fail};
use serde_json::{Value, json};

use crate::workspace::{Workspace, snippets, word, write};

/// A payload for one of the SDKs.
pub(crate) struct Request {
    pub world: usize,
    pub side: Side,
    pub event: String,
    pub text: String,
    /// The field that the finding is about, by its key on this side.
    pub field: Option<String>,
}

/// The program that decodes payloads: a request a line, `[world, side, event, payload]`, and an answer a line, the
/// classes of deviations or the error of the tolerant SDK, then those of the strict one.
pub(crate) fn runner(worlds: usize) -> String {
    let mut arms = String::new();
    for (world, side) in (0..worlds).flat_map(|world| ["old", "new"].map(|side| (world, side))) {
        let _ =
            writeln!(arms, "        ({world}, \"{side}\") => answer!(t{world}_{side}, s{world}_{side}, event, text),");
    }
    format!(
        r#"use std::io::BufRead;

macro_rules! answer {{
    ($tolerant:ident, $strict:ident, $event:ident, $text:ident) => {{{{
        let tolerant = match $tolerant::Event::decode($event, $text.as_bytes()) {{
            Ok(event) => event.deviations().iter().map(|d| d.class().as_str().to_owned()).collect::<Vec<_>>().join(" "),
            Err(error) => format!("refused: {{error}}"),
        }};
        let strict = match $strict::Event::decode($event, $text.as_bytes()) {{
            Ok($strict::Event::Unknown {{ .. }}) => "unknown".to_owned(),
            Ok(_) => "fine".to_owned(),
            Err(error) => format!("refused: {{error}}"),
        }};
        (tolerant, strict)
    }}}};
}}

fn main() {{
    for line in std::io::stdin().lock().lines() {{
        let request: (u64, String, String, String) = serde_json::from_str(&line.unwrap()).unwrap();
        let (world, side, event, text) = (request.0, request.1.as_str(), request.2.as_str(), request.3.as_str());
        let (tolerant, strict) = match (world, side) {{
{arms}            _ => unreachable!(),
        }};
        println!("{{}}", serde_json::json!([tolerant, strict]));
    }}
}}
"#
    )
}

fn cargo(workspace: &Workspace, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    // What comes from the registry is compiled once, whatever the name of the temporary directory.
    command.args(args).current_dir(workspace.path("cargo")).env("CARGO_TARGET_DIR", root().join("target/who_breaks"));
    for name in ["RUSTFLAGS", "RUSTDOCFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        command.env_remove(name);
    }
    command
}

/// What the two SDKs say of each payload: classes of deviations, then the verdict of the strict types.
pub(crate) fn run(workspace: &Workspace, requests: &[Request]) -> Result<Vec<(String, String)>, Failed> {
    let mut child = cargo(workspace, &["run", "--quiet", "--package", "run"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut input = child.stdin.take().ok_or("no input")?;
    let lines: String = requests
        .iter()
        .map(|request| format!("{}\n", json!([request.world, word(request.side), request.event, request.text])))
        .collect();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return fail(format!("the runner failed:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    writer.join().map_err(|_| "the writer failed")??;
    let text = String::from_utf8(output.stdout)?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// What the compiler says of each piece of source, with the SDK of one side.
pub(crate) fn compile(
    workspace: &Workspace,
    side: Side,
    strictness: Strictness,
    sources: &BTreeMap<usize, String>,
) -> Result<BTreeMap<usize, (Effect, String)>, Failed> {
    let package = snippets(side, strictness);
    let directory = format!("cargo/{package}/src");
    for (number, code) in sources {
        write(&workspace.path(&format!("{directory}/s{number}.rs")), code)?;
    }
    let mut verdicts: BTreeMap<usize, (Effect, String)> = BTreeMap::new();
    let mut left: BTreeSet<usize> = sources.keys().copied().collect();
    // Errors of one kind hide those of another: what failed is taken out until nothing fails.
    loop {
        let modules: String = left.iter().map(|number| format!("mod s{number};\n")).collect();
        write(&workspace.path(&format!("{directory}/lib.rs")), &format!("#![allow(unused)]\n{modules}"))?;
        let output =
            cargo(workspace, &["build", "--quiet", "--message-format=json", "--package", &package]).output()?;
        let printed = String::from_utf8(output.stdout)?;
        let said = messages(&printed, &package);
        let errors = printed.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let rendered: String =
            errors.filter_map(|value| value["message"]["rendered"].as_str().map(str::to_owned)).collect();
        let mut failed = 0;
        for (number, effect, message) in said {
            if effect == Effect::Break && left.remove(&number) {
                failed += 1;
            }
            let known = verdicts.entry(number).or_default();
            if effect > known.0 {
                *known = (effect, message);
            }
        }
        if output.status.success() {
            return Ok(verdicts);
        }
        if failed == 0 {
            let said = String::from_utf8_lossy(&output.stderr).into_owned() + &rendered;
            return fail(format!("{package} does not compile:\n{said}"));
        }
    }
}

/// The messages about pieces of source: which one, how bad, what.
fn messages(output: &str, package: &str) -> Vec<(usize, Effect, String)> {
    let values = output.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let about = |value: Value| {
        let is_mine = value["target"]["name"] == package.replace('-', "_") && value["reason"] == "compiler-message";
        let message = &value["message"];
        let effect = match (message["level"].as_str()?, message["code"]["code"].as_str()) {
            ("error", _) => Effect::Break,
            ("warning", Some("deprecated")) => Effect::Notice,
            _ => return None,
        };
        // An error may point at the SDK first, where what is used is declared.
        let mut spans = message["spans"].as_array()?.iter();
        let number = spans.find_map(|span| number(span["file_name"].as_str()?))?;
        is_mine.then(|| (number, effect, message["message"].as_str().unwrap_or_default().to_owned()))
    };
    values.filter_map(about).collect()
}

/// The number of a source by the path of its file.
fn number(file: &str) -> Option<usize> {
    file.rsplit('/').next()?.strip_prefix('s')?.strip_suffix(".rs")?.parse().ok()
}
