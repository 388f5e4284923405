//! The scanner: every byte belongs to one thing found, however the file is read.
#![no_main]

#[allow(dead_code, reason = "shared by all targets")]
#[path = "../../tests/fuzzing/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|input: &[u8]| targets::records(input));
