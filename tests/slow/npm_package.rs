//! The npm package as its users get it: packed, and looked at by the tools that judge packages.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use eventspec_tests::catalogues::{Catalogue, all, root};
use eventspec_tests::{Verdict, fail, program};
use libtest_mimic::{Arguments, Failed, Trial};

type Test = fn(&Catalogue) -> Verdict;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let tests: [(&str, Test); 2] = [("publint", publint), ("attw", attw)];
    let trials = all().into_iter().map(Arc::new).flat_map(|catalogue| {
        tests.map(|(name, test)| {
            let catalogue = Arc::clone(&catalogue);
            Trial::test(format!("npm_package::{}::{name}", catalogue.name), move || test(&catalogue))
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// The package as `npm publish` would send it.
fn pack(catalogue: &Catalogue, directory: &Path) -> Result<PathBuf, Failed> {
    let package = catalogue.generated.join("typescript");
    let destination = directory.display().to_string();
    let printed = program::run(&package, "npm", &["pack", "--json", "--pack-destination", &destination])?;
    let printed: serde_json::Value = serde_json::from_str(&printed)?;
    let name = printed[0]["filename"].as_str().ok_or("npm pack names no file")?;
    Ok(directory.join(name))
}

/// A program of the Node packages of the slow tests.
fn tool(name: &str, args: &[&str]) -> Verdict {
    let directory = root().join("tests/slow/node");
    let path = directory.join("node_modules/.bin").join(name);
    if !path.exists() {
        return fail(format!("{name} is not installed: run `cargo xtask test --all`, or `npm ci` in tests/slow/node"));
    }
    program::run(&directory, &path.display().to_string(), args).map(|_| ())
}

fn publint(catalogue: &Catalogue) -> Verdict {
    let directory = tempfile::tempdir()?;
    let tarball = pack(catalogue, directory.path())?.display().to_string();
    tool("publint", &["run", "--strict", &tarball])
}

/// The package is ES modules only, which is all that the profile leaves out.
fn attw(catalogue: &Catalogue) -> Verdict {
    let directory = tempfile::tempdir()?;
    let tarball = pack(catalogue, directory.path())?.display().to_string();
    tool("attw", &["--profile", "esm-only", &tarball])
}
