//! What is checked in Node: the unit tests of the TypeScript SDK, and its types under the compiler.

use std::path::Path;
use std::process::Command;

use eventspec_tests::catalogues::{Catalogue, all, root};
use eventspec_tests::{Verdict, fail};
use libtest_mimic::Trial;

pub(crate) fn tests() -> Vec<Trial> {
    let mut tests = vec![
        Trial::test("typescript::unit_tests", || node(&root().join("tests/typescript"), &["--test"])),
        Trial::test("typescript::consumer_compiles_as_stated", || {
            node(&root().join("tests/typescript"), &["check.mjs"])
        }),
    ];
    for catalogue in all() {
        tests.push(Trial::test(format!("typescript::types::{}", catalogue.name), move || {
            let package = catalogue.generated.join("typescript").display().to_string();
            node(&root().join("tests/typescript"), &["check.mjs", &package])
        }));
    }
    tests.push(Trial::test("typescript::readme", readme));
    for catalogue in all() {
        tests.push(Trial::test(format!("typescript::bundle_sizes::{}", catalogue.name), {
            let package = catalogue.generated.join("typescript").display().to_string();
            move || node(&root().join("tests/typescript"), &["size.mjs", &package])
        }));
        tests.push(Trial::test(format!("typescript::package_readme::{}", catalogue.name), move || {
            package_readme(&catalogue)
        }));
    }
    tests
}

/// Runs Node; what it printed is the message of a failure.
fn node(directory: &Path, args: &[&str]) -> Verdict {
    let output = Command::new("node").args(args).current_dir(directory).output();
    let output = output.map_err(|error| format!("cannot run `node`: {error}; Node.js 20 or newer is needed"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() { Ok(()) } else { fail(text(&output.stdout) + &text(&output.stderr)) }
}

/// A newcomer's handler, as the README of the package has it, is sent payloads of the event that it is about.
fn package_readme(catalogue: &Catalogue) -> Verdict {
    let Some((event, _)) = catalogue.catalog.events().next() else { return fail("no event") };
    let samples = catalogue.catalog.samples.iter().filter(|sample| sample.event == event.name);
    let Some(sample) = samples.max_by_key(|sample| sample.text.len()) else { return fail("no sample") };
    let file = catalogue.spec.join("samples").join(&event.name).join(format!("{}.json", sample.name));
    let (package, file) = (catalogue.generated.join("typescript").display().to_string(), file.display().to_string());
    node(&root().join("tests/typescript"), &["readme.mjs", &package, &event.name, &file])
}

/// The TypeScript of the README is compiled and run as it stands there.
fn readme() -> Verdict {
    let readme = std::fs::read_to_string(root().join("README.md"))?;
    let blocks: Vec<&str> = readme.split("```ts\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    if blocks.is_empty() {
        return fail("README.md has no TypeScript");
    }
    let directory = tempfile::tempdir()?;
    let package = root().join("generated/typescript");
    for (index, block) in blocks.iter().enumerate() {
        let program = directory.path().join(format!("readme-{index}.ts"));
        std::fs::write(&program, block)?;
        node(
            &root().join("tests/typescript"),
            &["check.mjs", &package.display().to_string(), &program.display().to_string()],
        )?;
        let script = directory.path().join(format!("readme-{index}.mjs"));
        let entry = format!("{}/index.js", package.display());
        std::fs::write(&script, block.replace("\"nector-events\"", &format!("{entry:?}")))?;
        node(directory.path(), &[&script.display().to_string()])?;
    }
    Ok(())
}
