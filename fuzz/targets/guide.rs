//! Guide bytes for the fuzzer: what is tried is in `shared/guide.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| stepback_fuzz::guide::run(bytes));
