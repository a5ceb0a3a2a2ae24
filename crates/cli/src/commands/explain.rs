//! `explain`: what a code means; for a finding, an example of the mistake and its fix; for a change, what to do about it.

use eventspec_catalog::{Code, Edit, Example, Explanation, suggestion};
use eventspec_diff::Kind;
use serde_json::{Value, json};

use crate::Failure;
use crate::args::Format;
use crate::program::Hint;
use crate::terminal::{out_styled, outln, print_json};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Code of a finding or of a change, such as `unknown-type` [default: list all codes].
    code: Option<String>,
    /// Output format.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(crate) fn explain(args: &Args) -> Result<(), Failure> {
    let Some(name) = &args.code else {
        list(args.format);
        return Ok(());
    };
    // Codes are pasted as they are printed: `error[unknown-type]`.
    let name = name.trim_start_matches("error").trim_matches(['[', ']', '`']);
    let topic = topics().find(|topic| topic.code() == name).ok_or_else(|| unknown(name))?;
    match (args.format, topic) {
        (Format::Json, topic) => print_json(&topic.as_json()),
        (Format::Text, Topic::Finding(code)) => out_styled!("{}", finding(code)),
        (Format::Text, Topic::Change(kind)) => out_styled!("{}", change(kind)),
    }
    Ok(())
}

/// What can be explained.
#[derive(Clone, Copy)]
enum Topic {
    /// A finding of `check`.
    Finding(Code),
    /// A change that `diff` reports.
    Change(Kind),
}

fn topics() -> impl Iterator<Item = Topic> {
    let changes = Kind::ALL.iter().map(|kind| Topic::Change(*kind));
    Code::ALL.iter().map(|code| Topic::Finding(*code)).chain(changes)
}

impl Topic {
    fn code(self) -> &'static str {
        match self {
            Self::Finding(code) => code.as_str(),
            Self::Change(kind) => kind.row().code,
        }
    }

    fn summary(self) -> &'static str {
        match self {
            Self::Finding(code) => code.summary(),
            Self::Change(kind) => kind.row().what,
        }
    }

    fn as_json(self) -> Value {
        match self {
            Self::Finding(code) => {
                let Explanation { what, why, wrong, right } = code.explanation();
                json!({
                    "code": self.code(), "of": "check", "summary": self.summary(), "what": what, "why": why,
                    "wrong": edits(&wrong), "right": edits(&right),
                })
            }
            Self::Change(kind) => {
                let row = kind.row();
                json!({ "code": row.code, "of": "diff", "what": row.what, "why": row.why, "remedy": row.remedy })
            }
        }
    }
}

fn unknown(name: &str) -> Failure {
    let codes: Vec<&str> = topics().map(Topic::code).collect();
    let near = suggestion(name, &codes, "code");
    let near = if near.contains("did you mean") { format!("{near} ") } else { String::new() };
    Failure::Usage(format!("unknown code `{name}`\nhelp: {near}`{}` lists all codes", Hint::new("explain")))
}

/// Every code with what it means.
fn list(format: Format) {
    if format == Format::Json {
        let codes: Vec<Value> = topics().map(Topic::as_json).collect();
        print_json(&Value::from(codes));
        return;
    }
    let width = topics().map(|topic| topic.code().len()).max().unwrap_or_default();
    let print = |topic: Topic| out_styled!("\x1b[1m{:width$}\x1b[0m  {}\n", topic.code(), topic.summary());
    outln!("Findings of `check`:\n");
    Code::ALL.iter().for_each(|code| print(Topic::Finding(*code)));
    outln!("\nChanges that `diff` reports:\n");
    Kind::ALL.iter().for_each(|kind| print(Topic::Change(*kind)));
    outln!("\nExplain one: {}", Hint::new(&format!("explain {}", Code::UnknownType)));
}

/// The explanation of a finding as it is read in a terminal.
fn finding(code: Code) -> String {
    let Explanation { what, why, wrong, right } = code.explanation();
    format!(
        "\x1b[1m{code}\x1b[0m\n\n{what}\n\n\x1b[1mWhy\x1b[0m\n\n{why}\n\n\
         \x1b[1;31mWrong\x1b[0m\n\n{}\n\n\x1b[1;32mRight\x1b[0m\n\n{}\n",
        indented(&wrong),
        indented(&right)
    )
}

/// An example with its files indented in place of fences.
fn indented(example: &Example) -> String {
    let mut is_code = false;
    let mut lines = Vec::new();
    for line in example.markdown.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        } else {
            lines.push(if is_code && !line.is_empty() { format!("    {line}") } else { line.to_owned() });
        }
    }
    lines.join("\n")
}

/// The explanation of a change as it is read in a terminal.
fn change(kind: Kind) -> String {
    let row = kind.row();
    let heading = |text: &str| format!("\x1b[1m{text}\x1b[0m");
    let (code, why, remedy) = (heading(row.code), heading("Why"), heading("What to do"));
    format!("{code}\n\n{}\n\n{why}\n\n{}\n\n{remedy}\n\n{}\n", row.what, row.why, row.remedy)
}

fn edits(example: &Example) -> Vec<Value> {
    let edit = |edit: &Edit| match edit {
        Edit::File(path, text) => json!({ "file": path, "text": text }),
        Edit::Append(path, text) => json!({ "append_to": path, "text": text }),
        Edit::NoFile(path) => json!({ "no_file": path }),
    };
    example.edits.iter().map(edit).collect()
}
