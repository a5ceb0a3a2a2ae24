//! What vendors' packages sign, the TypeScript runtime receives, and what is signed for it, they verify.

use eventspec_tests::{Verdict, program};

#[test]
fn agree_with_their_packages() -> Verdict {
    program::run(&program::slow_node()?, "node", &["--test"]).map(drop)
}
