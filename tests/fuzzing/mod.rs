//! Any bytes at all, thrown at every reader: what must hold of them holds, and every reading ends.
//!
//! A run of the suite tries the same inputs every time. `CCHC_FUZZ_SECONDS=600` tries each target for so long, with
//! other inputs for every `CCHC_FUZZ_SEED`. `fuzz/` runs the same targets under libFuzzer; `CCHC_FUZZ_CORPUS=folder`
//! writes the seeds for it.
//!
//! - `targets`: what must hold, one function a reader; `files`: of whole files; `tables`: of what is no delimited text;
//! - `seeds`: files to begin with; `samples`: the tables and documents among them; `mutate`: what is made of them;
//! - `packing`: parts of workbooks packed anew, so that an input reaches the reader behind the checksums;
//! - `run`: the tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod files;
mod mutate;
mod packing;
mod run;
mod samples;
mod seeds;
mod tables;
mod targets;
