//! The transcript in the README is what `diff` says of the bundled catalogue after the edits that it speaks of.

use std::fs;
use std::path::Path;
use std::process::Command;

use eventspec_tests::catalogues::root;
use eventspec_tests::files::copy;
use eventspec_tests::{Verdict, cli, fail};

/// Four edits: file, what stands there, what comes in its place.
const EDITS: [(&str, &str, &str); 4] = [
    (
        "events/order.toml",
        "[[event]]\nname = \"order_update\"",
        "[[event]]\nname = \"order_cancel\"\ndoc = \"An order was cancelled.\"\n\n[[event]]\nname = \"order_update\"",
    ),
    ("groups/common.toml", "[[field]]\nname = \"nector_business_uri\"", ""),
    ("groups/order.toml", "name = \"fiat_amount\"", "name = \"fiat_amount\"\nblank = true"),
    ("groups/order.toml", "name = \"activity_id\"\ntype = \"uuid\"", "name = \"activity_id\"\ntype = \"string\""),
];

fn edit(spec: &Path) -> Verdict {
    for (file, from, to) in EDITS {
        let path = spec.join(file);
        let text = fs::read_to_string(&path)?;
        let Some((before, rest)) = text.split_once(from) else { return fail(format!("{file} has no {from:?}")) };
        // A field that goes, goes whole.
        let after = if to.is_empty() { rest.split_once("[[field]]").map_or("", |(_, after)| after) } else { rest };
        let joint = if to.is_empty() { "[[field]]" } else { to };
        fs::write(&path, format!("{before}{joint}{after}"))?;
    }
    Ok(())
}

fn git(directory: &Path, args: &[&str]) -> Verdict {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").args(identity).args(args).current_dir(directory).output()?;
    if output.status.success() { Ok(()) } else { fail(String::from_utf8_lossy(&output.stderr)) }
}

#[test]
fn the_readme_has_the_transcript() -> Verdict {
    let directory = tempfile::tempdir()?;
    let spec = directory.path().join("spec");
    copy(&root().join("spec"), &spec)?;
    git(directory.path(), &["init", "--quiet"])?;
    git(directory.path(), &["add", "."])?;
    git(directory.path(), &["commit", "--quiet", "--message", "m"])?;
    git(directory.path(), &["tag", "v0.2.0"])?;
    edit(&spec)?;
    let (code, said, error) = cli::answer(&cli::run(directory.path(), &["diff", "--base", "v0.2.0"]));
    if code != 1 {
        return fail(format!("exit {code}, not 1\n{said}{error}"));
    }
    let readme = fs::read_to_string(root().join("README.md"))?;
    if readme.contains(&format!("```text\n$ cargo xtask diff --base v0.2.0\n{said}```\n")) {
        Ok(())
    } else {
        fail(format!("the README does not have:\n{said}"))
    }
}
