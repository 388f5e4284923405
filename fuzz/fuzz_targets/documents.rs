//! Workbooks, archives, pages and documents: nothing beyond the limits.
#![no_main]

#[allow(dead_code, reason = "shared by all targets")]
#[path = "../../tests/fuzzing/packing.rs"]
mod packing;
#[path = "../../tests/fuzzing/tables.rs"]
mod tables;
#[allow(dead_code, reason = "shared by all targets")]
#[path = "../../tests/fuzzing/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|input: &[u8]| tables::documents(input));
