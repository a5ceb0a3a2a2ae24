//! `cargo xtask fuzz --target scalar`

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eventspec_fuzz::scalar::check(bytes));
