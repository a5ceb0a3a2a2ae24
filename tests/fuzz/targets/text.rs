//! `cargo xtask fuzz --target text`

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eventspec_fuzz::text::check(bytes));
