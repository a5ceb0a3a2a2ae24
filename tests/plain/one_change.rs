//! A change of one event replaces the files that tell of it, and no other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use eventspec_tests::catalogues::root;
use eventspec_tests::files::copy;
use eventspec_tests::{Failed, Verdict, cli, fail};

/// Files of one event, and those that hold all events in one document.
const DESCRIBED: &[&str] = &[
    "MANIFEST.sha256",
    "asyncapi/asyncapi.json",
    "docs/events/cart_abandoned.html",
    "json-schema/2020-12/shop-events.schema.json",
    "json-schema/draft-07/shop-events.schema.json",
    "markdown/payloads/cart_abandoned.md",
    "openapi/openapi.json",
    "rust-strict/src/payloads/cart_abandoned.rs",
    "rust/src/builders/cart_abandoned.rs",
    "rust/src/payloads/cart_abandoned.rs",
    "typescript/payloads/cart_abandoned.d.ts",
];

/// What a field adds to them: tables that decode it, payloads that try it, and where fields are counted and searched.
const ADDED: &[&str] = &[
    "docs/assets/search-index.js",
    "docs/index.html",
    "typescript/index.cjs",
    "typescript/payloads/cart_abandoned.js",
    "vectors/payloads/cart_abandoned.ndjson",
];

#[test]
fn a_description_of_one_event_replaces_its_files() -> Verdict {
    let edit = |text: String| text.replace("doc = \"A keyword of Rust.\"", "doc = \"Said better.\"");
    replaces(edit, DESCRIBED)
}

#[test]
fn a_field_of_one_event_replaces_its_files() -> Verdict {
    let field = "\n[[field]]\nname = \"coupon_code\"\ntype = \"string\"\ndoc = \"A coupon.\"\n";
    replaces(|text| text + field, &[DESCRIBED, ADDED].concat())
}

#[test]
fn no_change_replaces_no_file() -> Verdict {
    replaces(|text| text + "# A comment.\n", &[])
}

fn replaces(edit: impl Fn(String) -> String, expected: &[&str]) -> Verdict {
    let directory = tempfile::tempdir()?;
    let path = directory.path().join("spec/events/cart_abandoned.toml");
    copy(&root().join("tests/cases/shop/spec"), &directory.path().join("spec"))?;
    let before = generated(directory.path())?;
    let text = fs::read_to_string(&path)?;
    let edited = edit(text.clone());
    if edited == text {
        return fail("the edit changes nothing");
    }
    fs::write(&path, edited)?;
    let after = generated(directory.path())?;
    let replaced: BTreeSet<&str> =
        after.iter().filter(|(path, state)| before.get(*path) != Some(state)).map(|(path, _)| path.as_str()).collect();
    let expected: BTreeSet<&str> = expected.iter().copied().collect();
    if replaced != expected {
        let more: Vec<_> = replaced.difference(&expected).collect();
        return fail(format!("replaced too: {more:?}; not: {:?}", expected.difference(&replaced).collect::<Vec<_>>()));
    }
    if before.len() == after.len() { Ok(()) } else { fail("files came or went") }
}

/// What tells a file from the one that replaces it: its inode, and when it was written.
type State = (u64, i64, i64);

/// Generates, and looks at every file.
fn generated(directory: &Path) -> Result<BTreeMap<String, State>, Failed> {
    let (code, said, error) = cli::answer(&cli::run(directory, &["generate"]));
    if code != 0 {
        return fail(format!("exit {code}: {said}{error}"));
    }
    let (out, mut states) = (directory.join("generated"), BTreeMap::new());
    look(&out, &out, &mut states)?;
    Ok(states)
}

fn look(out: &Path, folder: &Path, states: &mut BTreeMap<String, State>) -> Result<(), std::io::Error> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let metadata = fs::metadata(&path)?;
        if metadata.is_dir() {
            look(out, &path, states)?;
        } else {
            let name = path.strip_prefix(out).unwrap_or(&path).display().to_string();
            states.insert(name, (metadata.ino(), metadata.mtime(), metadata.mtime_nsec()));
        }
    }
    Ok(())
}
