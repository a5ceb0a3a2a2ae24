//! What vendors' packages sign, the TypeScript runtime receives, and what is signed for it, they verify.

use eventspec_tests::catalogues::root;
use eventspec_tests::{Verdict, fail, program};

#[test]
fn agree_with_their_packages() -> Verdict {
    let directory = root().join("tests/slow/node");
    if !directory.join("node_modules").is_dir() {
        return fail(
            "the Node packages of the slow tests are not installed: run `cargo xtask test --all`, or `npm ci` in tests/slow/node",
        );
    }
    program::run(&directory, "node", &["--test"]).map(drop)
}
