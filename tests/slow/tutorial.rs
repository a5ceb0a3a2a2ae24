//! README's "Add an event", followed to the letter in a copy of the repository: its files are written, its commands run, and
//! what it says that they print is what they print.

use std::fs;
use std::path::Path;
use std::process::Command;

use eventspec_tests::catalogues::root;
use eventspec_tests::{Failed, Verdict, fail, program};

/// A step of the tutorial.
#[derive(Debug, PartialEq)]
enum Step<'a> {
    /// Commands, and what they print if that is said.
    Run(&'a str, Option<&'a str>),
    /// The text of a file.
    Write(&'a str, &'a str),
}

/// The fenced blocks of a section. A file's path is the last thing in backticks before its text.
fn steps(section: &str) -> Result<Vec<Step<'_>>, Failed> {
    let mut steps = Vec::new();
    let mut rest = section;
    while let Some((before, fenced)) = rest.split_once("```") {
        let (language, text) = fenced.split_once('\n').ok_or("a fence without an end")?;
        let (text, after) = text.split_once("```").ok_or("a fence without an end")?;
        match (language, steps.last_mut()) {
            ("sh", _) => steps.push(Step::Run(text, None)),
            ("text", Some(Step::Run(_, printed @ None))) => *printed = Some(text),
            _ => steps.push(Step::Write(before.rsplit('`').nth(1).ok_or("a file without a path")?, text)),
        }
        rest = after;
    }
    Ok(steps)
}

#[test]
fn is_true_as_it_is_written() -> Verdict {
    let readme = fs::read_to_string(root().join("README.md"))?;
    let section = readme.split("\n## ").find_map(|section| section.strip_prefix("Add an event\n"));
    let steps = steps(section.ok_or("README.md has no tutorial")?)?;
    let directory = tempfile::tempdir()?;
    let clone = directory.path().join("eventspec");
    clone_into(&clone)?;
    for step in &steps {
        match step {
            Step::Write(path, text) => {
                let path = clone.join(path);
                fs::create_dir_all(path.parent().ok_or("a path without a folder")?)?;
                fs::write(path, text)?;
            }
            Step::Run(commands, expected) => {
                let printed = run(&clone, commands)?;
                if expected.is_some_and(|expected| expected != printed) {
                    return fail(format!("{commands}prints\n{printed}and not\n{}", expected.unwrap_or_default()));
                }
            }
        }
    }
    // The file that the tutorial shows is one that nobody has to touch up.
    run(&clone, "cargo xtask fmt --check && cargo xtask generate --check")?;
    if steps.len() > 8 { Ok(()) } else { fail(format!("the tutorial has lost steps: {steps:#?}")) }
}

/// The files of the repository as they are now, as a commit.
fn clone_into(clone: &Path) -> Verdict {
    let list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    for file in program::run(&root(), "git", &list)?.split_terminator('\0') {
        let (from, to) = (root().join(file), clone.join(file));
        // One that was removed is still in git's list.
        if from.exists() {
            fs::create_dir_all(to.parent().ok_or("a file without a folder")?)?;
            fs::copy(from, to)?;
        }
    }
    let commit =
        "git init -q && git add -A && git -c user.name=Reader -c user.email=reader@example.com commit -q -m All";
    run(clone, commit).map(|_| ())
}

/// Runs commands as a shell does, until one fails.
fn run(directory: &Path, commands: &str) -> Result<String, Failed> {
    let mut command = Command::new("sh");
    command.args(["-euc", commands]).current_dir(directory).env("NO_COLOR", "1");
    // The dependencies are the same as here, and are not built again.
    program::output(command.env("CARGO_TARGET_DIR", root().join("target")))
}
