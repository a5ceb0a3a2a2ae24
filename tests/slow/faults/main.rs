//! A generate that is stopped, starved or crowded: each file is old or new, the old output survives a failed run, and the next run
//! repairs what the last one left.
//!
//! Prints how much was tried: `cargo test -p eventspec-tests --test faults -- --show-output`. strace injects the faults.

mod injected;
mod promises;
mod scene;
mod signals;
