//! What is packed for other teams: the same bytes wherever and whenever, and nothing that nobody has reviewed.

use std::fs;
use std::path::Path;
use std::process::Command;

use eventspec_tests::catalogues::root;
use eventspec_tests::{Verdict, cli, fail, files, program};
use libtest_mimic::{Failed, Trial};

use crate::commands::contains;

type Test = fn() -> Verdict;

pub(crate) fn tests() -> Vec<Trial> {
    let tests: [(&str, Test); 3] = [
        ("two_directories_and_time_zones_give_the_same_bytes", same_bytes),
        ("what_is_not_generated_is_not_packed", stale),
        ("packages_of_an_earlier_version_are_removed", earlier),
    ];
    tests.into_iter().map(|(name, test)| Trial::test(format!("packages::{name}"), test)).collect()
}

/// A directory with a specification and what is generated from it: all that packing needs.
fn directory() -> Result<tempfile::TempDir, Failed> {
    let directory = tempfile::tempdir()?;
    for folder in ["spec", "generated"] {
        files::copy(&root().join(folder), &directory.path().join(folder))?;
    }
    Ok(directory)
}

fn pack(directory: &Path, args: &[&str], zone: &str) -> Result<String, Failed> {
    let mut command = Command::new(cli::binary());
    program::output(command.arg("pack").args(args).current_dir(directory).env("TZ", zone))
}

fn same_bytes() -> Verdict {
    let (one, other) = (directory()?, directory()?);
    pack(one.path(), &[], "Asia/Kolkata")?;
    // Another day, as far as a file knows.
    fs::File::open(other.path().join("generated/rust/src/lib.rs"))?
        .set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000))?;
    pack(other.path(), &["--to", "elsewhere"], "America/St_Johns")?;
    let (one, other) = (one.path().join("target/pack"), other.path().join("elsewhere"));
    let sums = fs::read_to_string(one.join("SHA256SUMS"))?;
    if sums != fs::read_to_string(other.join("SHA256SUMS"))? {
        return fail(format!("other hashes than\n{sums}"));
    }
    for path in sums.lines().filter_map(|line| line.split_once("  ")).map(|(_, path)| path) {
        if fs::read(one.join(path))? != fs::read(other.join(path))? {
            return fail(format!("{path} is not the same"));
        }
    }
    program::run(&one, "sha256sum", &["--check", "--strict", "SHA256SUMS"])?;
    contains(&sums, &["crates/eventspec-runtime-", "crates/nector-events-", "npm/nector-events-", "json-schema"])
}

fn stale() -> Verdict {
    let directory = directory()?;
    let file = directory.path().join("generated/rust/src/lib.rs");
    fs::write(&file, fs::read_to_string(&file)? + "// mine\n")?;
    let (code, _, error) = cli::answer(&cli::run(directory.path(), &["pack"]));
    contains(&error, &["edited   rust/src/lib.rs", "eventspec generate"])?;
    if code == 4 && !directory.path().join("target").exists() { Ok(()) } else { fail(format!("exit {code}")) }
}

fn earlier() -> Verdict {
    let directory = directory()?;
    pack(directory.path(), &[], "UTC")?;
    fs::write(directory.path().join("target/pack/notes.txt"), "mine")?;
    fs::write(directory.path().join("mine.txt"), "mine")?;
    // A list of packages that claims more than is below the folder.
    let sums = directory.path().join("target/pack/SHA256SUMS");
    let outside = program::run(&directory.path().join("target/pack"), "sha256sum", &["../../mine.txt", "notes.txt"])?;
    fs::write(&sums, fs::read_to_string(&sums)? + &outside.replace("  notes.txt", "0  notes.txt"))?;
    let catalog = directory.path().join("spec/catalog.toml");
    fs::write(
        &catalog,
        fs::read_to_string(&catalog)?.replacen("version = \"", "version = \"7.", 1).replacen(".0\"", "\"", 1),
    )?;
    cli::run(directory.path(), &["generate"]);
    let said = pack(directory.path(), &["--format", "json"], "UTC")?;
    contains(&said, &["target/pack/npm/nector-events-7."])?;
    let npm: Vec<_> = fs::read_dir(directory.path().join("target/pack/npm"))?.flatten().collect();
    if npm.len() != 1 {
        return fail(format!("{npm:?}"));
    }
    for kept in ["target/pack/notes.txt", "mine.txt"] {
        fs::metadata(directory.path().join(kept)).map_err(|_| format!("{kept} is gone"))?;
    }
    Ok(())
}
