//! Hostile specifications through every target: what comes out is what a harmless one gives, and it compiles.
//!
//! Prints how much was tried: `cargo test -p eventspec-tests --test hostile`.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

mod compiled;
mod names;
mod node;
mod specs;
mod text;
mod trees;

fn main() -> ExitCode {
    let tests = vec![
        Trial::test("text::every_position_of_every_target", text::every_position),
        Trial::test("text::as_patterns", text::as_patterns),
        Trial::test("names::every_position_of_every_target", names::every_target),
        Trial::test("names::do_not_depend_on_each_other", names::independent),
        Trial::test("names::stay_when_others_are_added", names::stable),
        Trial::test("compiled::names", compiled::names),
        Trial::test("compiled::texts", compiled::texts),
    ];
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}
