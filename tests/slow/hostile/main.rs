//! Hostile specifications through every target: what comes out is what a harmless one gives, and it compiles.
//!
//! Prints how much was tried: `cargo test -p eventspec-tests --test hostile -- --show-output`.

mod compiled;
mod names;
mod node;
mod specs;
mod text;
mod trees;
