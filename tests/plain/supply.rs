//! What is depended on: licences and sources are those that `deny.toml` allows, and as many packages as README says.

use std::fs;
use std::path::Path;

use eventspec_tests::catalogues::root;
use eventspec_tests::{Failed, Verdict, fail, program};
use serde_json::Value;
use spdx::{Expression, LicenseReq, ParseMode};

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Rows of the README: what it says, and the arguments of `cargo tree` that show it.
const COUNTS: [(&str, &[&str]); 6] = [
    ("`eventspec-runtime`, which generated Rust calls", &["--package", "eventspec-runtime"]),
    ("`eventspec-runtime` that receives requests", &["--package", "eventspec-runtime", "--features", "receive"]),
    ("the Rust SDK", &["--package", "nector-events", "--no-default-features"]),
    ("the Rust SDK with `serde`, as by default", &["--package", "nector-events"]),
    ("the strict Rust SDK", &["--package", "nector-events-strict"]),
    ("the program, all commands", &["--package", "eventspec"]),
];

fn cargo(args: &[&str]) -> Result<String, Failed> {
    program::run(&root(), env!("CARGO"), args)
}

#[test]
fn licenses_and_sources_are_allowed() -> Verdict {
    let deny: toml::Table = fs::read_to_string(root().join("deny.toml"))?.parse()?;
    let licenses = deny.get("licenses").and_then(|table| table.get("allow")).and_then(toml::Value::as_array);
    let allow: Vec<&str> = licenses.ok_or("deny.toml allows no licence")?.iter().filter_map(|it| it.as_str()).collect();
    let metadata: Value = serde_json::from_str(&cargo(&["metadata", "--format-version", "1", "--locked"])?)?;
    let packages = metadata["packages"].as_array().ok_or("no packages")?;
    let faults: Vec<String> = packages.iter().filter_map(|package| fault(package, &allow)).collect();
    if packages.len() < 100 {
        return fail(format!("{} packages are not all of them", packages.len()));
    }
    if faults.is_empty() { Ok(()) } else { fail(faults.join("\n")) }
}

/// What speaks against a package.
fn fault(package: &Value, allow: &[&str]) -> Option<String> {
    let text = |key: &str| package[key].as_str().unwrap_or_default();
    if !package["source"].is_null() && text("source") != REGISTRY {
        return Some(format!("{} comes from {}", text("name"), text("source")));
    }
    let is_allowed = |license: &LicenseReq| {
        license.addition.is_none() && license.license.id().is_some_and(|id| allow.contains(&id.name))
    };
    match Expression::parse_mode(text("license"), ParseMode::LAX) {
        Ok(license) if license.evaluate(is_allowed) => None,
        _ => Some(format!("{} has the licence `{}`, which deny.toml does not allow", text("name"), text("license"))),
    }
}

#[test]
fn readme_counts_dependencies() -> Verdict {
    let readme = fs::read_to_string(root().join("README.md"))?;
    for (what, args) in COUNTS {
        let fixed = ["tree", "--locked", "--edges", "normal", "--prefix", "none", "--no-dedupe"];
        let target = ["--target", "x86_64-unknown-linux-gnu"];
        let tree = cargo(&[&fixed[..], &target, args].concat())?;
        let own = |line: &&str| !line.contains(" (/");
        let mut foreign: Vec<&str> = tree.lines().map(str::trim).filter(|line| !line.is_empty()).filter(own).collect();
        foreign.sort_unstable();
        foreign.dedup();
        let row = format!("| {what} | {} |", foreign.len());
        if !readme.contains(&row) {
            return fail(format!("README.md lacks the row\n{row}\nfor {foreign:?}"));
        }
    }
    Ok(())
}

#[test]
fn the_npm_package_has_no_dependencies() -> Verdict {
    let path = Path::new("generated/typescript/package.json");
    let package: Value = serde_json::from_str(&fs::read_to_string(root().join(path))?)?;
    let kinds = ["dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies"];
    match kinds.iter().find(|kind| !package[**kind].is_null()) {
        Some(kind) => fail(format!("{} has {kind}", path.display())),
        None if package["name"].is_null() => fail(format!("{} names no package", path.display())),
        None => Ok(()),
    }
}
