//! `cargo xtask fuzz --target edit`

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eventspec_fuzz::edit::check(bytes));
