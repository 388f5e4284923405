//! Whole files: the account adds up.
#![no_main]

#[path = "../../tests/fuzzing/files.rs"]
mod files;
#[allow(dead_code, reason = "shared by all targets")]
#[path = "../../tests/fuzzing/packing.rs"]
mod packing;
#[allow(dead_code, reason = "shared by all targets")]
#[path = "../../tests/fuzzing/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|input: &[u8]| files::layout(input));
