//! What is packed for other teams: the same bytes wherever and whenever, and nothing that nobody has reviewed.

use std::fs;
use std::path::Path;
use std::process::Command;

use eventspec_tests::catalogues::root;
use eventspec_tests::files::copy;
use eventspec_tests::{Failed, Verdict, cli, contains, fail, program};

/// A specification and what is generated from it.
fn workspace() -> Result<tempfile::TempDir, Failed> {
    let workspace = tempfile::tempdir()?;
    for folder in ["spec", "generated"] {
        copy(&root().join(folder), &workspace.path().join(folder))?;
    }
    // A file that has nothing to do with the packages.
    fs::write(workspace.path().join("notes.txt"), "mine")?;
    Ok(workspace)
}

/// Packs in a directory and a time zone.
fn pack(workspace: &Path, args: &[&str], zone: &str) -> Result<String, Failed> {
    let mut command = Command::new(cli::binary());
    program::output(command.arg("pack").args(args).current_dir(workspace).env("TZ", zone))
}

#[test]
fn two_directories_and_time_zones_give_the_same_bytes() -> Verdict {
    let (one, other) = (workspace()?, workspace()?);
    pack(one.path(), &[], "Asia/Kolkata")?;
    // Another day, as far as a file knows.
    std::fs::File::open(other.path().join("spec/catalog.toml"))?
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
    contains(
        &sums,
        &[
            "crates/eventspec-runtime-",
            "crates/nector-events-",
            "npm/nector-events-",
            "json-schema",
            "nector-events-spec-",
        ],
    )
}

#[test]
fn a_later_version_is_compared_with_the_packed_specification() -> Verdict {
    let workspace = workspace()?;
    pack(workspace.path(), &["--to", "packed"], "UTC")?;
    let mut packed = fs::read_dir(workspace.path().join("packed"))?.flatten().map(|entry| entry.path());
    let archive = packed.find(|path| path.to_string_lossy().contains("-spec-")).ok_or("no specification")?;
    let archive = archive.display().to_string();
    let run = |args: &[&str], expected: i32, parts: &[&str]| {
        let (code, output, error) = cli::answer(&cli::run(workspace.path(), args));
        if code == expected { contains(&(output + &error), parts) } else { fail(format!("exit {code}\n{error}")) }
    };
    run(&["diff", "--base", &archive], 0, &["0 changes against", "-spec-"])?;
    run(&["check", "--against", &archive], 0, &["0 changes against", "-spec-"])?;
    let file = workspace.path().join("spec/groups/order.toml");
    let text = fs::read_to_string(&file)?;
    let (before, field) = text.rsplit_once("[[field]]").ok_or("no field")?;
    fs::write(&file, before)?;
    let removed = ["[field-removed-optional]", ".tar.gz/nector-events-spec-", "/groups/order.toml:", "(in the base)"];
    run(&["diff", "--base", &archive], 1, &removed)?;
    run(&["changelog", "--from", &archive], 0, &["### Removed"])?;
    run(&["changelog", "--from", "spec", "--to", &archive], 0, &["### Added"])?;
    // Unpacked, it is a directory like another one.
    program::run(workspace.path(), "tar", &["-xzf", &archive])?;
    let folder = archive.rsplit('/').next().unwrap_or_default().trim_end_matches(".tar.gz").to_owned();
    run(&["diff", "--base", &folder], 1, &removed[..1])?;
    fs::write(workspace.path().join("old.tar.gz"), field)?;
    let invalid = ["cannot read the archive old.tar.gz: it is not a valid `.tar.gz` file", "as `pack` makes it"];
    run(&["diff", "--base", "old.tar.gz"], 3, &invalid)?;
    let mut schemas = fs::read_dir(workspace.path().join("packed"))?.flatten().map(|entry| entry.path());
    let schemas = schemas.find(|path| path.to_string_lossy().contains("json-schema")).ok_or("no schemas")?;
    run(&["diff", "--base", &schemas.display().to_string()], 3, &["it has no `catalog.toml`"])
}

/// The shop's strict crate has a version of its own, and its specification a changelog.
#[test]
fn a_package_is_called_by_its_own_version() -> Verdict {
    let workspace = tempfile::tempdir()?;
    copy(&root().join("tests/cases/shop/spec"), &workspace.path().join("spec"))?;
    copy(&root().join("tests/cases/shop/expected"), &workspace.path().join("generated"))?;
    let said = pack(workspace.path(), &[], "UTC")?;
    let files =
        ["crates/shop-events-1.2.0.crate", "crates/shop-events-strict-2.0.0.crate", "npm/shop-events-1.2.0.tgz"];
    contains(&said, &files)?;
    let packed = workspace.path().join("target/pack");
    let listed = program::run(&packed, "tar", &["--list", "--file", files[1]])?;
    contains(&listed, &["shop-events-strict-2.0.0/CHANGELOG.md", "shop-events-strict-2.0.0/Cargo.toml"])?;
    contains(&fs::read_to_string(packed.join("manifest.json"))?, &["\"rust-strict\": \"2.0.0\"", "\"rust\": \"1.2.0\""])
}

#[test]
fn what_is_not_generated_is_not_packed() -> Verdict {
    let workspace = workspace()?;
    let file = workspace.path().join("generated/rust/src/lib.rs");
    fs::write(&file, fs::read_to_string(&file)? + "// mine\n")?;
    let (code, _, error) = cli::answer(&cli::run(workspace.path(), &["pack"]));
    contains(&error, &["edited   rust/src/lib.rs", "with `eventspec generate --force`"])?;
    if code == 4 && !workspace.path().join("target").exists() { Ok(()) } else { fail(format!("exit {code}")) }
}

#[test]
fn packages_of_an_earlier_version_are_removed() -> Verdict {
    let workspace = workspace()?;
    pack(workspace.path(), &[], "UTC")?;
    fs::write(workspace.path().join("target/pack/notes.txt"), "mine")?;
    // A list of packages that claims more than is below the folder.
    let sums = workspace.path().join("target/pack/SHA256SUMS");
    let outside = program::run(&workspace.path().join("target/pack"), "sha256sum", &["../../notes.txt", "notes.txt"])?;
    fs::write(&sums, fs::read_to_string(&sums)? + &outside.replace("  notes.txt", "0  notes.txt"))?;
    let catalog = workspace.path().join("spec/catalog.toml");
    fs::write(
        &catalog,
        fs::read_to_string(&catalog)?.replacen("version = \"", "version = \"7.", 1).replacen(".0\"", "\"", 1),
    )?;
    cli::run(workspace.path(), &["generate"]);
    let said = pack(workspace.path(), &["--format", "json"], "UTC")?;
    contains(&said, &["target/pack/npm/nector-events-7."])?;
    let npm: Vec<_> = fs::read_dir(workspace.path().join("target/pack/npm"))?.flatten().collect();
    if npm.len() != 1 {
        return fail(format!("{npm:?}"));
    }
    for kept in ["target/pack/notes.txt", "notes.txt"] {
        fs::metadata(workspace.path().join(kept)).map_err(|_| format!("{kept} is gone"))?;
    }
    Ok(())
}
