//! Forms of dates: a day read is one that was written.
#![no_main]

#[allow(dead_code, reason = "shared by all targets")]
#[path = "../../tests/fuzzing/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|input: &[u8]| targets::dates(input));
