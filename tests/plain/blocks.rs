//! A handler of a message's blocks, which a tag tells apart: the examples of the README, compiled and run, beside one with the types
//! that the vendor publishes.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use eventspec_emit::{Target, emit};
use eventspec_tests::catalogues::{root, vendor};
use eventspec_tests::readers::node;
use eventspec_tests::{Failed, Verdict, fail, program};

/// What the handlers make of [`payload`].
const LINES: &str = "1 elements\n*Order 1028*\nThe parcel\nunknown: video\n";

/// The sample of the catalogue, with a block that is not in the specification.
fn payload() -> Result<String, Failed> {
    let catalog = vendor("chat").catalog;
    let sample = catalog.samples.iter().find(|sample| sample.name == "blocks").ok_or("no such sample")?;
    let (unknown, last) =
        (r#"{"type": "video", "title": {"type": "plain_text", "text": "A tour"}}"#, "\"size\": 20480}");
    let payload = sample.text.replace(last, &format!("{last}, {unknown}"));
    if payload.contains(unknown) { Ok(payload) } else { fail("the sample ends with another block") }
}

fn example(name: &str) -> Result<String, Failed> {
    Ok(fs::read_to_string(root().join("tests/examples/blocks").join(name))?)
}

/// Writes a package of the catalogue below a directory.
fn write(target: Target, directory: &Path) -> Verdict {
    for (path, text) in emit(&vendor("chat").catalog, target)?.iter() {
        let path = directory.join(path);
        fs::create_dir_all(path.parent().unwrap_or(directory))?;
        fs::write(path, text)?;
    }
    Ok(())
}

#[test]
fn in_rust() -> Verdict {
    let directory = tempfile::tempdir()?;
    write(Target::Rust, directory.path())?;
    // Without features the crates depend on nothing, so rustc alone will do.
    let rustc = |args: &[&str], file: &Path| {
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        rustc.args(["--edition=2024", "--out-dir=.", "-L."]).args(args).arg(file).current_dir(directory.path());
        program::output(&mut rustc)
    };
    rustc(&["--crate-type=rlib", "--crate-name=eventspec_runtime"], &root().join("crates/runtime/src/lib.rs"))?;
    let runtime = "--extern=eventspec_runtime=libeventspec_runtime.rlib";
    let generated = directory.path().join("rust/src/lib.rs");
    rustc(&["--crate-type=rlib", "--crate-name=chat_events", runtime], &generated)?;
    rustc(&["-Dwarnings", "--extern=chat_events=libchat_events.rlib"], &root().join("tests/examples/blocks/read.rs"))?;
    let reader = directory.path().join("read").display().to_string();
    same(&program::run(directory.path(), &reader, &[&payload()?])?, LINES)
}

#[test]
fn in_typescript() -> Verdict {
    let directory = tempfile::tempdir()?;
    write(Target::TypeScript, directory.path())?;
    fs::write(directory.path().join("payload.json"), payload()?)?;
    fs::write(directory.path().join("lines.txt"), LINES)?;
    node::run(&["blocks.mjs", &directory.path().display().to_string()])
}

/// The page that shows them has them as they are, and the table has their lines and casts.
#[test]
fn in_the_readme() -> Verdict {
    let readme = fs::read_to_string(root().join("README.md"))?;
    let files = [("blocks.rs", "rust,ignore"), ("blocks.ts", "typescript"), ("slack_types.ts", "")];
    let mut table = "| | lines | casts |\n|---|---:|---:|\n".to_owned();
    for ((name, language), title) in
        files.into_iter().zip(["Rust", "TypeScript", "TypeScript with `@slack/types` 3.2.0"])
    {
        let text = example(name)?;
        if !language.is_empty() && !readme.contains(&format!("```{language}\n{text}```\n")) {
            return fail(format!("README.md does not show tests/examples/blocks/{name} as it is"));
        }
        let lines = text.lines().filter(|line| !line.is_empty()).count();
        let casts = text.matches(" as ").count();
        writeln!(table, "| {title} | {lines} | {casts} |")?;
    }
    println!("{table}");
    if readme.contains(&table) { Ok(()) } else { fail(format!("README.md does not have this table:\n{table}")) }
}

fn same(found: &str, expected: &str) -> Verdict {
    if found == expected { Ok(()) } else { fail(format!("{found:?}, not {expected:?}")) }
}
