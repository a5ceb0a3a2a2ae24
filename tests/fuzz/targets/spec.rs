//! `cargo fuzz run --fuzz-dir tests/fuzz -s none --features libfuzzer spec`

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eventspec_fuzz::spec::check(bytes));
