//! ARCHITECTURE.md leads to files that are there.

use std::fs;

use eventspec_tests::catalogues::root;
use eventspec_tests::{Verdict, fail};

/// The folders that a path from the root begins with.
const FOLDERS: [&str; 4] = ["crates/", "spec/", "tests/", "xtask/"];

#[test]
fn every_path_is_there() -> Verdict {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md"))?;
    let spans = text.split('`').skip(1).step_by(2);
    let paths: Vec<&str> = spans.filter(|span| FOLDERS.iter().any(|folder| span.starts_with(folder))).collect();
    if paths.len() < 40 {
        return fail(format!("only {} paths were found", paths.len()));
    }
    let missing: Vec<String> =
        paths.into_iter().flat_map(alternatives).filter(|path| !root().join(path).exists()).collect();
    if missing.is_empty() { Ok(()) } else { fail(format!("ARCHITECTURE.md names {}", missing.join(", "))) }
}

/// The paths that one with `{a,b}` in it stands for.
fn alternatives(path: &str) -> Vec<String> {
    let parts = path.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
    let Some((before, (names, after))) = parts else { return vec![path.to_owned()] };
    names.split(',').map(|name| format!("{before}{name}{after}")).collect()
}
