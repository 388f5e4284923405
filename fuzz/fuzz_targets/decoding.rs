//! Encodings: the same text whatever the reads, and no sure guess wrong.
#![no_main]

#[allow(dead_code, reason = "shared by all targets")]
#[path = "../../tests/fuzzing/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|input: &[u8]| targets::decoding(input));
