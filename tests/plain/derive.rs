//! What the benches compare with never falls behind the specification.

use eventspec_tests::catalogues::{nector, root};
use eventspec_tests::{Verdict, expect};

#[test]
fn the_benches_compare_with_all_of_the_catalogue() -> Verdict {
    let head = "//! A struct per payload, as people would write it by hand.\n\n";
    let structs = eventspec_bench::structs(&nector().catalog);
    expect::file(&root().join("tests/bench/src/derive.rs"), &(head.to_owned() + &structs))
}
