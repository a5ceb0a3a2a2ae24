//! `cargo xtask fuzz --target payload`

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eventspec_fuzz::payload::check(bytes));
