//! What helps the people who write a specification: scaffolds, one style, explanations of findings, completions.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use eventspec_catalog::Code;
use eventspec_tests::catalogues::root;
use eventspec_tests::{Failed, Verdict, cli, contains, fail, files};

/// Runs a command in a directory and expects an exit code; gives what was printed.
fn said(directory: &Path, args: &[&str], expected: i32) -> Result<String, Failed> {
    let (code, output, error) = cli::answer(&cli::run(directory, args));
    if code == expected { Ok(output + &error) } else { fail(format!("exit {code}, not {expected}\n{output}{error}")) }
}

/// A copy of the bundled specification to write in.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Result<Self, Failed> {
        let desk = Self(tempfile::tempdir()?);
        files::copy(&root().join("spec"), &desk.path("spec"))?;
        Ok(desk)
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    fn said(&self, args: &[&str], expected: i32) -> Result<String, Failed> {
        said(self.0.path(), args, expected)
    }

    /// The codes and places of what `check` finds.
    fn findings(&self) -> Result<Vec<String>, Failed> {
        let (_, json, _) = cli::answer(&cli::run(self.0.path(), &["check", "--format", "json"]));
        let findings: Vec<serde_json::Value> = serde_json::from_str(&json)?;
        let line = |finding: &serde_json::Value| {
            let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
            format!("{} {}:{}", text("code"), text("file"), finding["line"])
        };
        Ok(findings.iter().map(line).collect())
    }

    fn expect(&self, expected: &[&str]) -> Verdict {
        let actual = self.findings()?;
        if actual == expected { Ok(()) } else { fail(format!("check finds {actual:#?}, not {expected:#?}")) }
    }
}

#[test]
fn explain_knows_every_code() -> Verdict {
    let list = said(&root(), &["explain"], 0)?;
    let json: Vec<serde_json::Value> = serde_json::from_str(&said(&root(), &["explain", "--format", "json"], 0)?)?;
    for (code, json) in Code::ALL.iter().zip(&json) {
        // As it is pasted from a report.
        let text = said(&root(), &["explain", &format!("error[{code}]")], 0)?;
        let explanation = code.explanation();
        if !list.contains(code.summary()) || !text.contains(explanation.why) || json["what"] != explanation.what {
            return fail(format!("{code} is not explained:\n{list}\n{text}\n{json}"));
        }
        if text.contains("```") || text.contains('\x1b') {
            return fail(format!("{code} is printed with marks:\n{text}"));
        }
    }
    // The changes that `diff` names come after them.
    for change in &json[Code::ALL.len()..] {
        let (code, remedy) =
            (change["code"].as_str().unwrap_or_default(), change["remedy"].as_str().unwrap_or_default());
        contains(&said(&root(), &["explain", code], 0)?, &[code, remedy, "What to do"])?;
    }
    if json.len() > Code::ALL.len() + 20 { Ok(()) } else { fail("as JSON, codes are missing") }
}

/// Each code is in what is expected of a folder of `tests/cases/diagnostics`.
#[test]
fn every_code_has_a_case() -> Verdict {
    let cases = fs::read_dir(root().join("tests/cases/diagnostics"))?.flatten();
    let texts: Vec<String> =
        cases.filter_map(|case| fs::read_to_string(case.path().join("expected.txt")).ok()).collect();
    let is_missing = |code: &&str| !texts.iter().any(|text| text.contains(&format!("error[{code}]")));
    let missing: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).filter(is_missing).collect();
    if missing.is_empty() { Ok(()) } else { fail(format!("no case shows: {}", missing.join(", "))) }
}

#[test]
fn explain_suggests_a_code() -> Verdict {
    contains(&said(&root(), &["explain", "unknown-tpye"], 2)?, &["did you mean `unknown-type`?"])?;
    contains(&said(&root(), &["explain", "event-aded"], 2)?, &["did you mean `event-added`?"])?;
    contains(&said(&root(), &["explain", "weather"], 2)?, &["help: `eventspec explain` lists all codes"])
}

#[test]
fn a_new_event_lacks_what_only_a_person_can_say() -> Verdict {
    let desk = Desk::new()?;
    let said = desk.said(&["new", "event", "order.refunded"], 0)?;
    contains(
        &said,
        &["spec/events/order_refunded.toml:1:1: add `doc = \"...\"` that says what the payload", "says when it fires"],
    )?;
    desk.expect(&[
        "missing-doc spec/events/order_refunded.toml:1",
        "missing-doc spec/events/order_refunded.toml:7",
        "event-without-sample spec/events/order_refunded.toml:7",
    ])?;
    let file = desk.path("spec/events/order_refunded.toml");
    let text = fs::read_to_string(&file)?;
    contains(&text, &["#:schema ../../generated/spec-schema/payload.schema.json", "include = [\"common\"]"])?;
    fs::write(&file, text.replace("# doc = \"Wh", "doc = \"Wh").replace("doc = \"What it", "# doc = \"What it"))?;
    fs::create_dir(desk.path("spec/samples/order.refunded"))?;
    fs::write(desk.path("spec/samples/order.refunded/documented.json"), "{}\n")?;
    desk.expect(&[])
}

#[test]
fn a_new_delivery_is_complete_but_for_what_it_describes() -> Verdict {
    let desk = Desk::new()?;
    let said = desk.said(&["new", "delivery", "partner"], 0)?;
    contains(&said, &["written: spec/delivery/partner.toml", "says what is delivered, and how to set it up"])?;
    desk.expect(&["missing-doc spec/delivery/partner.toml:1"])?;
    let file = desk.path("spec/delivery/partner.toml");
    let text = fs::read_to_string(&file)?;
    contains(&text, &["#:schema ../../generated/spec-schema/delivery.schema.json"])?;
    desk.said(&["fmt", "--check"], 0)?;
    // Whatever is a comment in it can be used.
    let used: Vec<&str> = text.lines().map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
    let is_key = |line: &&&str| line.starts_with("[[") || line.contains(" = ");
    fs::write(&file, used.iter().filter(is_key).fold(String::new(), |text, line| text + line + "\n"))?;
    desk.expect(&[])?;
    contains(&desk.said(&["new", "delivery", "webhook"], 2)?, &["delivery/webhook.toml already exists"])
}

#[test]
fn an_event_is_added_to_a_payload() -> Verdict {
    let desk = Desk::new()?;
    let file = desk.path("spec/events/order.toml");
    let before = fs::read_to_string(&file)?;
    desk.said(&["new", "event", "order_refund", "--payload", "order"], 0)?;
    let after = fs::read_to_string(&file)?;
    let added = "\n[[event]]\nname = \"order_refund\"\n# doc = \"When it fires.\"\n";
    if after.replacen(added, "", 1) != before {
        return fail(format!("more has changed than one event:\n{after}"));
    }
    desk.expect(&["missing-doc spec/events/order.toml:15", "event-without-sample spec/events/order.toml:15"])
}

#[test]
fn a_new_group_and_type_say_what_they_lack() -> Verdict {
    let desk = Desk::new()?;
    desk.said(&["new", "group", "refund"], 0)?;
    let json: serde_json::Value = serde_json::from_str(&desk.said(&["new", "type", "money", "--format", "json"], 0)?)?;
    if json["written"] != "spec/types/money.toml" || json["lacking"].as_array().map(Vec::len) != Some(2) {
        return fail(format!("{json:#}"));
    }
    desk.expect(&[
        "missing-doc spec/groups/refund.toml:1",
        "missing-doc spec/types/money.toml:1",
        "wrong-value spec/types/money.toml:1",
    ])
}

#[test]
fn what_is_missing_beside_a_new_file_is_told() -> Verdict {
    let desk = Desk::new()?;
    fs::remove_file(desk.path("spec/catalog.toml"))?;
    let said = desk.said(&["new", "group", "refund"], 0)?;
    contains(&said, &["to fill in:\n  spec/catalog.toml:1:1: add a `catalog.toml` with name, title and version\n"])
}

#[test]
fn what_is_new_may_have_no_description() -> Verdict {
    let desk = Desk::new()?;
    let catalog = desk.path("spec/catalog.toml");
    fs::write(&catalog, fs::read_to_string(&catalog)?.replace("docs = \"required\"", "docs = \"optional\""))?;
    let said = desk.said(&["new", "group", "refund"], 0)?;
    if said.contains("to fill in") {
        return fail(said);
    }
    desk.said(&["new", "event", "order.refunded"], 0)?;
    desk.expect(&["event-without-sample spec/events/order_refunded.toml:7"])?;
    contains(&desk.said(&["fmt", "--check"], 0)?, &["0 unformatted"])
}

#[test]
fn what_would_break_the_specification_is_not_written() -> Verdict {
    let desk = Desk::new()?;
    let before = desk.findings()?;
    for (args, part) in [
        (&["event", "order_create", "--payload", "refund"][..], "is defined twice"),
        (&["event", "order"], "--payload order"),
        (&["event", "x", "--payload", "../../x"], "stray-file"),
        (&["group", "Money Fields"], "did you mean `money_fields`?"),
        (&["group", "common"], "groups/common.toml already exists"),
        (&["group", "x", "--payload", "order"], "only an event has a payload"),
        (&["type", "uuid"], "built-in type"),
        (&["type", "lead"], "ambiguous-name"),
        (&["evnt", "x"], "[possible values: event, group, type, delivery]"),
    ] {
        contains(&desk.said(&[&["new"], args].concat(), 2)?, &[part])?;
    }
    desk.expect(&before.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn the_specifications_are_formatted() -> Verdict {
    said(&root(), &["fmt", "--check"], 0)?;
    said(&root(), &["fmt", "--check", "--spec", "tests/cases/shop/spec"], 0).map(|_| ())
}

#[test]
fn fmt_changes_layout_and_nothing_else() -> Verdict {
    let desk = Desk::new()?;
    let file = desk.path("spec/events/order.toml");
    let tidy = fs::read_to_string(&file)?;
    fs::write(&file, tidy.replace(" = ", "=").replace("[[event]]", "\n\n  [[ event ]]"))?;
    contains(
        &desk.said(&["fmt", "--check"], 1)?,
        &["unformatted: spec/events/order.toml", "+name = ", "1 unformatted"],
    )?;
    contains(&desk.said(&["fmt"], 0)?, &["formatted: spec/events/order.toml"])?;
    if fs::read_to_string(&file)? != tidy {
        return fail("the file is not as it was");
    }
    fs::write(&file, "doc = An order.\n")?;
    contains(&desk.said(&["fmt"], 1)?, &["error[toml-syntax]", "spec/events/order.toml:1"])?;
    if fs::read_to_string(&file)? == "doc = An order.\n" { Ok(()) } else { fail("a broken file was written") }
}

/// Asks bash for the completions of a line.
#[test]
fn completions_complete_in_bash() -> Verdict {
    for (words, expected) in [
        ("eventspec gen", "generate"),
        ("eventspec generate --fo", "--follow --format --force"),
        ("eventspec new ty", "type"),
    ] {
        let script = format!(
            "source <('{}' completions bash) && COMP_WORDS=({words}) && COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)) && \
             _eventspec eventspec \"${{COMP_WORDS[-1]}}\" \"${{COMP_WORDS[-2]}}\" && echo ${{COMPREPLY[@]}}",
            cli::binary().display()
        );
        let output = Command::new("bash").args(["-c", &script]).output();
        let output = output.map_err(|error| format!("cannot run `bash`: {error}"))?;
        let (_, answer, error) = cli::answer(&output);
        if answer.trim() != expected {
            return fail(format!("{words}: {answer}{error}"));
        }
    }
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        contains(&said(&root(), &["completions", shell], 0)?, &["generate", "explain"])?;
    }
    contains(&said(&root(), &["completions", "bish"], 2)?, &["possible values: bash"])
}

#[test]
fn every_command_has_a_manual_page() -> Verdict {
    let all = said(&root(), &["man"], 0)?;
    contains(&all, &[".TH eventspec 1", "eventspec\\-generate(1)"])?;
    contains(&said(&root(), &["man", "generate"], 0)?, &[".TH eventspec-generate 1", "\\-\\-check"])?;
    contains(&said(&root(), &["man", "generat"], 2)?, &["unknown command `generat`", "explain"])
}
