//! Session bytes for the fuzzer: what is tried is in `shared/session.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| stepback_fuzz::session::run(bytes));
