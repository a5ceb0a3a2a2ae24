//! What is printed does not control the terminal that shows it.

use std::fs;

use eventspec_tests::catalogues::root;
use eventspec_tests::{Verdict, cli, contains, fail, files};

/// Sets the title of a terminal, clears it, and does so once more in eight-bit controls; then turns the direction of text.
const HOSTILE: &str = "x\u{1b}]0;mine\u{7}\u{1b}[2J\u{9b}2J\u{202e}y";

/// Commands that print an argument or a path, each with where the hostile text goes.
const COMMANDS: &[&[&str]] = &[
    &["check", "--spec", "?"],
    &["check", "--spec", "found/?"],
    &["check", "--spec", "found/?", "--format", "json"],
    &["check", "--against", "?"],
    &["check", "--format", "?"],
    &["fmt", "--check", "--spec", "found/?"],
    &["fmt", "--spec", "?"],
    &["generate", "--check", "--out", "?"],
    &["generate", "--out", "found/?"],
    &["generate", "--check", "--target", "rust", "--out", "?", "--format", "json"],
    &["pack", "--out", "?"],
    &["diff", "--base", "?"],
    &["diff", "--base", "found/?"],
    &["diff", "--base", "found/?", "--format", "json"],
    &["diff", "--base", "found/?", "--format", "github"],
    &["diff", "--base", "found/?", "--format", "markdown"],
    &["diff", "--base", "found/?", "--format", "sarif"],
    &["diff", "--base", "found/?", "--format", "junit"],
    &["diff", "--base", "spec", "--approvals", "found/?"],
    &["changelog", "--from", "spec", "--to", "?"],
    &["new", "event", "?"],
    &["new", "event", "x", "--payload", "?"],
    &["new", "group", "?"],
    &["explain", "?"],
    &["sample", "--event", "?"],
    &["sample", "--count", "?"],
    &["send", "?", "--to", "http://127.0.0.1:9/"],
    &["send", "order_create", "--to", "?"],
    &["send", "order_create", "--to", "http://127.0.0.1:9/", "--delivery", "?"],
    &["send", "order_create", "--to", "http://127.0.0.1:9/", "--unsigned", "--sample", "?"],
    &["send", "order_create", "--to", "http://127.0.0.1:9/", "--secret", "?", "--id", "?", "--print"],
    &["receive", "--delivery", "?"],
    &["receive", "--host", "?"],
    &["man", "?"],
    &["?"],
    &["--?"],
    &["check", "--?"],
];

#[test]
fn no_argument_and_no_path_is_printed_as_it_is() -> Verdict {
    let desk = tempfile::tempdir()?;
    files::copy(&root().join("spec"), &desk.path().join("spec"))?;
    files::copy(&root().join("spec"), &desk.path().join("found").join(HOSTILE))?;
    fs::write(desk.path().join("found").join(HOSTILE).join("types.toml"), format!("a = 1 #{HOSTILE}"))?;
    for command in COMMANDS {
        let args: Vec<String> = command.iter().map(|arg| arg.replace('?', HOSTILE)).collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        // With colours, which have escape sequences of their own.
        let output = cli::command(desk.path(), &args).env("CLICOLOR_FORCE", "1").env_remove("NO_COLOR").output()?;
        let (_, out, error) = cli::answer(&output);
        let said = without_colours(&(out + &error));
        if let Some(bad) = said.chars().find(|c| (c.is_control() && !"\n\t".contains(*c)) || *c == '\u{202e}') {
            return fail(format!("{command:?} prints {bad:?}:\n{said:?}"));
        }
    }
    Ok(())
}

/// It is shown, as code points.
#[test]
fn what_was_wrong_can_still_be_read() -> Verdict {
    let desk = tempfile::tempdir()?;
    let said = |args: &[&str]| cli::answer(&cli::run(desk.path(), args)).2;
    contains(&said(&["check", "--spec", "a\u{1b}b"]), &["error: the directory a(U+001B)b does not exist\nhelp: "])?;
    contains(&said(&["check", "--\u{1b}b"]), &["error: unexpected argument '--(U+001B)b' found"])
}

/// What is printed after the end of a line looks like a line of the program.
#[test]
fn an_argument_with_the_end_of_a_line_is_refused() -> Verdict {
    let desk = tempfile::tempdir()?;
    for args in
        [["check", "--spec", "a\nerror: b"], ["generate", "--out", "a\nerror: b"], ["diff", "--base", "a\nerror: b"]]
    {
        let (code, out, error) = cli::answer(&cli::run(desk.path(), &args));
        if (code, out.as_str()) != (2, "") {
            return fail(format!("{args:?} exits {code}: {out}{error}"));
        }
        contains(&error, &["error: the argument `a(U+000A)error: b` has the end of a line in it\n"])?;
    }
    Ok(())
}

/// So does the name of a file.
#[test]
fn a_file_name_is_on_one_line() -> Verdict {
    let desk = tempfile::tempdir()?;
    files::copy(&root().join("spec"), &desk.path().join("spec"))?;
    let foreign = desk.path().join("generated/json-schema/a\nerror: b");
    fs::create_dir_all(foreign.parent().unwrap_or(&foreign))?;
    fs::write(&foreign, "mine")?;
    for args in [&["generate", "--target", "json-schema"][..], &["generate", "--target", "json-schema", "--check"]] {
        let (_, out, error) = cli::answer(&cli::run(desk.path(), args));
        contains(&(out + &error), &["json-schema/a(U+000A)error: b (not emitted, left alone)\n"])?;
    }
    Ok(())
}

/// A text without the sequences that only set a style.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| match part.split_once('m') {
        Some((style, rest)) if style.chars().all(|c| c.is_ascii_digit() || c == ';') => all + rest,
        _ => all + "\u{1b}[" + part,
    })
}
