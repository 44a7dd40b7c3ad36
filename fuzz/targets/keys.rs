//! A row of keys for the fuzzer: what is tried is in `shared/keys.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| stepback_fuzz::keys::run(bytes));
