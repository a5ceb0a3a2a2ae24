//! The crates that users install: they can be published, and the program has in it what it packs.

use std::fs;
use std::path::Path;

use eventspec_runtime::sources;
use eventspec_tests::catalogues::root;
use eventspec_tests::registry::CRATES;
use eventspec_tests::{Verdict, contains, fail, files, program};
use serde_json::Value;

/// What crates.io asks of a crate, and what its page there is made of.
#[test]
fn every_one_can_be_published() -> Verdict {
    let args = ["metadata", "--no-deps", "--format-version", "1", "--locked"];
    let metadata: Value = serde_json::from_str(&program::run(&root(), env!("CARGO"), &args)?)?;
    let packages = metadata["packages"].as_array().ok_or("no packages")?;
    let folder = |package: &Value| Path::new(package["manifest_path"].as_str().unwrap_or_default()).with_file_name("");
    let ours = packages.iter().filter(|package| folder(package).starts_with(root().join("crates")));
    let mut count = 0;
    for package in ours {
        count += 1;
        publishable(package, &folder(package)).map_err(|error| format!("{}: {}", package["name"], error.message()))?;
    }
    if count == CRATES.len() { Ok(()) } else { fail(format!("{count} crates, and `CRATES` has {}", CRATES.len())) }
}

fn publishable(package: &Value, folder: &Path) -> Verdict {
    for key in ["description", "license", "repository", "readme"] {
        if package[key].is_null() {
            return fail(format!("it has no `{key}`"));
        }
    }
    for key in ["keywords", "categories"] {
        if !package[key].as_array().is_some_and(|words| (1..=5).contains(&words.len())) {
            return fail(format!("it needs one to five `{key}`"));
        }
    }
    if !package["publish"].is_null() {
        return fail("`publish` is restricted");
    }
    for license in ["LICENSE-APACHE", "LICENSE-MIT"] {
        if fs::read(folder.join(license))? != fs::read(root().join(license))? {
            return fail(format!("{license} is not that of the repository"));
        }
    }
    let place = |name: &Value| CRATES.iter().position(|known| name == known);
    let version = format!("^{}", package["version"].as_str().unwrap_or_default());
    let dependencies = package["dependencies"].as_array().ok_or("no dependencies")?;
    for own in dependencies.iter().filter(|dependency| !dependency["path"].is_null()) {
        if own["req"] != version.as_str() || place(&own["name"]) >= place(&package["name"]) {
            return fail(format!("{} {} is another version, or is published later", own["name"], own["req"]));
        }
    }
    Ok(())
}

#[test]
fn readme_publishes_all_in_order() -> Verdict {
    let commands = CRATES.map(|name| format!("cargo publish --package {name}\n")).concat();
    contains(&fs::read_to_string(root().join("README.md"))?, &[&commands])
}

/// `FILES` is written by hand; a file that it forgot would be missing from every package.
#[test]
fn all_of_the_runtime_is_in_the_program() -> Verdict {
    let there = files::below(&root().join("crates/runtime"))?;
    // The manifest is made anew, and tests are not packed.
    let is_packed = |path: &&String| *path != "Cargo.toml" && !path.starts_with("tests/");
    let expected: Vec<&String> = there.keys().filter(is_packed).collect();
    let packed: Vec<&str> = sources::FILES.iter().map(|(path, _)| *path).collect();
    if packed == expected { Ok(()) } else { fail(format!("in sources.rs:\n{packed:#?}\nthere are:\n{expected:#?}")) }
}
