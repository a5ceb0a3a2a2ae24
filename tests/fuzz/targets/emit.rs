//! `cargo xtask fuzz --target emit`

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eventspec_fuzz::emit::check(bytes));
