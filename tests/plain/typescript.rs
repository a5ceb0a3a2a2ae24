//! What is checked in Node: the unit tests of the TypeScript SDK, and programs that use it under the compiler.

use std::fs;

use eventspec_tests::catalogues::root;
use eventspec_tests::readers::node;
use eventspec_tests::{Verdict, fail, program};

#[test]
fn unit_tests() -> Verdict {
    node::run(&["--test"])
}

#[test]
fn consumer_compiles_as_stated() -> Verdict {
    node::run(&["check.mjs"])
}

/// The TypeScript of the README is compiled and run as it stands there.
#[test]
fn readme() -> Verdict {
    let readme = fs::read_to_string(root().join("README.md"))?;
    let blocks: Vec<&str> = readme.split("```ts\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    if blocks.is_empty() {
        return fail("README.md has no TypeScript");
    }
    let directory = tempfile::tempdir()?;
    let package = root().join("generated/typescript");
    for (index, block) in blocks.iter().enumerate() {
        let source = directory.path().join(format!("readme-{index}.mts"));
        fs::write(&source, block)?;
        node::run(&["check.mjs", &package.display().to_string(), &source.display().to_string()])?;
        let script = directory.path().join(format!("readme-{index}.mjs"));
        let module = |name: &str| format!("{:?}", format!("{}/{name}.js", package.display()));
        let block = block.replace("\"nector-events\"", &module("index"));
        let block = block.replace("\"nector-events/delivery\"", &module("delivery"));
        fs::write(&script, block.replace("\"nector-events/samples\"", &module("samples")))?;
        program::run(directory.path(), "node", &[&script.display().to_string()])?;
    }
    Ok(())
}
