//! The specification in an editor: tombi's language server is driven as an editor drives it, over the files as they are
//! committed.

#[path = "editor/server.rs"]
mod server;

use std::fs;
use std::path::{Path, PathBuf};

use eventspec_tests::catalogues::root;
use eventspec_tests::files::copy;
use eventspec_tests::{Failed, Verdict, cli, expect, fail, program, python};
use server::Server;

/// The program, as its package brings it.
fn tombi() -> Result<PathBuf, Failed> {
    python::tool("tombi")
}

/// What of a fresh clone an editor reads.
fn clone() -> Result<tempfile::TempDir, Failed> {
    let clone = tempfile::tempdir()?;
    fs::copy(root().join("tombi.toml"), clone.path().join("tombi.toml"))?;
    for folder in ["spec", "generated/spec-schema", "tests/cases/shop/spec", "tests/cases/shop/expected/spec-schema"] {
        copy(&root().join(folder), &clone.path().join(folder))?;
    }
    Ok(clone)
}

/// The TOML files below a directory, in order.
fn toml_files(directory: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(toml_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[test]
fn no_committed_file_has_an_error() -> Verdict {
    let clone = clone()?;
    let mut server = Server::start(&tombi()?, clone.path())?;
    let mut files = toml_files(&clone.path().join("spec"))?;
    files.extend(toml_files(&clone.path().join("tests/cases/shop/spec"))?);
    for file in &files {
        let errors = server.open(file, &fs::read_to_string(file)?)?;
        if !errors.is_empty() {
            return fail(format!("{}: {errors:#?}", file.display()));
        }
    }
    if files.len() > 20 { Ok(()) } else { fail(format!("only {} files were opened", files.len())) }
}

/// A misspelt key, an unknown type and an unknown group: what the editor shows, and what the command says.
#[test]
fn mistakes_are_errors_in_the_editor_as_in_check() -> Verdict {
    let clone = clone()?;
    let case = root().join("tests/cases/editor");
    let file = clone.path().join("spec/events/refund.toml");
    fs::copy(case.join("refund.toml"), &file)?;
    let shown = Server::start(&tombi()?, clone.path())?.open(&file, &fs::read_to_string(&file)?)?;
    let (code, _, said) = cli::answer(&cli::run(clone.path(), &["check"]));
    if code != 1 {
        return fail(format!("check exits {code}, not 1\n{said}"));
    }
    expect::file(&case.join("expected.txt"), &format!("in the editor\n\n{}\n\nin check\n\n{said}", shown.join("\n")))
}

/// Asks for what may stand where `@` is in a new payload file; gives the labels.
fn completions(text: &str) -> Result<Vec<String>, Failed> {
    let clone = clone()?;
    let file = clone.path().join("spec/events/refund.toml");
    let mut server = Server::start(&tombi()?, clone.path())?;
    let text = format!("#:schema ../../generated/spec-schema/payload.schema.json\n\n{text}");
    let before = text.split('@').next().unwrap_or_default().to_owned();
    server.open(&file, &text.replace('@', ""))?;
    server.completions(&file, &before)
}

#[test]
fn keys_types_and_groups_are_completed() -> Verdict {
    for (text, some) in [
        ("doc = \"A refund.\"\n@\n", &["include", "evidence", "closed", "event", "field"][..]),
        (
            "doc = \"A refund.\"\n[[field]]\nname = \"a\"\n@\n",
            &["type", "doc", "example", "blank", "nullable", "aliases"],
        ),
        ("doc = \"A refund.\"\ninclude = [\"@\"]\n", &["\"common\"", "\"coupon\"", "\"order\""]),
        ("doc = \"A refund.\"\n[[field]]\ntype = \"@\"\n", &["\"string\"", "\"timestamp\"", "\"email\""]),
        ("doc = \"A refund.\"\n[[field]]\nevidence = \"@\"\n", &["\"documented\"", "\"sampled\"", "\"inferred\""]),
    ] {
        let labels = completions(text)?;
        if let Some(missing) = some.iter().find(|label| !labels.iter().any(|known| known == *label)) {
            return fail(format!("{missing} is not offered in\n{text}\nbut {labels:?}"));
        }
    }
    Ok(())
}

#[test]
fn a_key_is_explained_under_the_pointer() -> Verdict {
    let clone = clone()?;
    let file = clone.path().join("spec/groups/order.toml");
    let text = fs::read_to_string(&file)?;
    let (before, _) = text.split_once("blank = ").ok_or("no field of the group is blank")?;
    let mut server = Server::start(&tombi()?, clone.path())?;
    server.open(&file, &text)?;
    let shown = server.hover(&file, before)?;
    if shown.contains("Whether it may be `\"\"`, meaning no value.") { Ok(()) } else { fail(shown) }
}

#[test]
fn the_formatter_agrees_with_fmt() -> Verdict {
    let clone = clone()?;
    for args in [["new", "event", "refund"], ["new", "group", "money"], ["new", "type", "amount"]] {
        cli::run(clone.path(), &args);
    }
    // Fails where a file would be changed.
    program::run(clone.path(), &tombi()?.display().to_string(), &["format", "--check", "spec"]).map(|_| ())
}
