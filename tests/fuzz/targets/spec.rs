//! `cargo xtask fuzz --target spec`

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eventspec_fuzz::spec::check(bytes));
