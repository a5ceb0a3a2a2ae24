//! `explain`: what a code means, and an example of the mistake and of its mending.

use eventspec_catalog::{Code, Edit, Example, Explanation};
use serde_json::{Value, json};

use crate::{Failure, Format};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The code, as in `error[unknown-type]`; left out, all codes are listed.
    code: Option<String>,
    /// How the explanation is printed.
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
    let code = Code::named(name).map_err(|help| {
        Failure::Usage(format!("there is no code `{name}`\nhelp: {help}\n`cargo xtask explain` alone lists all codes"))
    })?;
    match args.format {
        Format::Json => anstream::println!("{:#}", as_json(code)),
        Format::Text => anstream::print!("{}", text(code)),
    }
    Ok(())
}

/// Every code with what it means.
fn list(format: Format) {
    if format == Format::Json {
        let codes: Vec<Value> = Code::ALL.iter().map(|code| as_json(*code)).collect();
        anstream::println!("{:#}", Value::from(codes));
        return;
    }
    let width = Code::ALL.iter().map(|code| code.as_str().len()).max().unwrap_or_default();
    for code in Code::ALL {
        anstream::println!("\x1b[1m{:width$}\x1b[0m  {}", code.as_str(), code.summary());
    }
    anstream::println!("\nWhat to do about one: cargo xtask explain {}", Code::UnknownType);
}

/// The explanation as it is read in a terminal.
fn text(code: Code) -> String {
    let Explanation { what, why, wrong, right } = code.explanation();
    format!(
        "\x1b[1m{code}\x1b[0m\n\n{what}\n\n\x1b[1mWhy\x1b[0m\n\n{why}\n\n\x1b[1;31mWrong\x1b[0m\n\n{}\n\n\x1b[1;32mRight\x1b[0m\n\n{}\n",
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

fn as_json(code: Code) -> Value {
    let Explanation { what, why, wrong, right } = code.explanation();
    json!({
        "code": code.as_str(), "summary": code.summary(), "what": what, "why": why,
        "wrong": edits(&wrong), "right": edits(&right),
    })
}

fn edits(example: &Example) -> Vec<Value> {
    let edit = |edit: &Edit| match edit {
        Edit::File(path, text) => json!({ "file": path, "text": text }),
        Edit::Append(path, text) => json!({ "append_to": path, "text": text }),
        Edit::NoFile(path) => json!({ "no_file": path }),
    };
    example.edits.iter().map(edit).collect()
}
