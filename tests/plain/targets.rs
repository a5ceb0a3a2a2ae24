//! Every target writes files, is read by a test and is in the README, and every language has a name of its own: what a new one
//! needs beside its folder, and no compiler asks for.

use std::collections::BTreeSet;
use std::fs;

use eventspec_diff::Audience;
use eventspec_emit::{Target, audiences, emit};
use eventspec_tests::catalogues::{all, root};
use eventspec_tests::{Verdict, fail, program};

/// The test that reads what a target writes. A target without one does not compile.
fn reader(target: Target) -> &'static str {
    match target {
        Target::Rust => "vectors::shop::rust",
        Target::RustStrict => "strict::every_vector_fits_or_says_why",
        Target::JsonSchema => "vectors::shop::json_schema_node",
        Target::TypeScript => "vectors::shop::typescript",
        Target::AsyncApi | Target::OpenApi => "published::shop::examples_are_valid",
        Target::Docs => "published::site_is_light",
        Target::Markdown => "corpora::emit",
        Target::SpecSchema => "file_schemas::shop::every_file_is_valid",
        Target::Vectors => "vectors::shop::every_class",
    }
}

#[test]
fn each_is_read_by_a_test() -> Verdict {
    let args = ["test", "--quiet", "--workspace", "--test", "plain", "--test", "suite", "--", "--list"];
    let listed = program::run(&root(), env!("CARGO"), &args)?;
    let is_listed = |name: &str| listed.lines().any(|line| line == format!("{name}: test"));
    let missing = Target::ALL.into_iter().map(reader).filter(|name| !is_listed(name)).collect::<Vec<_>>();
    if missing.is_empty() { Ok(()) } else { fail(format!("there is no test {}", missing.join(", "))) }
}

#[test]
fn each_writes_files() -> Verdict {
    for catalogue in all() {
        for target in Target::ALL {
            if emit(&catalogue.catalog, target)?.iter().next().is_none() {
                return fail(format!("{} of {} has no files", target.name(), catalogue.name));
            }
        }
    }
    Ok(())
}

#[test]
fn each_is_in_the_readme() -> Verdict {
    let readme = fs::read_to_string(root().join("README.md"))?;
    let is_there = |target: &Target| {
        let folder = format!("generated/{}", target.name());
        let ends = |rest: &str| rest.starts_with(|c: char| !c.is_alphanumeric() && c != '-');
        readme.match_indices(&folder).any(|(at, _)| ends(&readme[at + folder.len()..]))
    };
    let missing = Target::ALL.into_iter().filter(|target| !is_there(target)).map(Target::name).collect::<Vec<_>>();
    if missing.is_empty() { Ok(()) } else { fail(format!("README.md does not say what {} is", missing.join(", "))) }
}

/// Options, outputs and reports know languages and packages by their names alone.
#[test]
fn languages_and_packages_have_names_of_their_own() -> Verdict {
    let audiences = audiences();
    let is_target = |name: &str| Target::ALL.iter().any(|target| target.name() == name);
    if let Some(name) = audiences.package_names().find(|name| !is_target(name)) {
        return fail(format!("the package `{name}` is not called as a target"));
    }
    let taken = [["all", "strict"], ["old", "new"], ["next", "is_enough"], ["spec", "tolerant"]].concat();
    for names in [audiences.iter().map(Audience::as_str).collect::<Vec<_>>(), audiences.package_names().collect()] {
        let mut seen: BTreeSet<&str> = taken.iter().copied().collect();
        if let Some(name) = names.iter().find(|name| !seen.insert(name)) {
            return fail(format!("`{name}` means something already"));
        }
    }
    Ok(())
}
