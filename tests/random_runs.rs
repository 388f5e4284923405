//! The program against the plain model, on random exports; and random input for every reader.
//!
//! The seed is fixed, so that a run gives the same cases everywhere. `CCHC_RANDOM_CASES=20` runs twenty times as many.
//!
//! - `plan`: what a random run consists of, as proptest makes and shrinks it;
//! - `spelled`: the spellings of the two systems; `writing`, `record`: from a plan to files, and what is known of them;
//! - `program`: the program on a folder, and its three outputs as rows to compare;
//! - `figures`, `explained`, `kept`, `additivity`, `order`, `any_bytes`, `any_text`, `any_sql`, `arithmetic`, `shares`,
//!   `side_by_side`, `structures`, `times`, `two_runs`, `piloted`, `merged`: the tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests fail their test")]

mod additivity;
mod any_bytes;
mod any_sql;
mod any_text;
mod arithmetic;
mod explained;
mod figures;
mod found;
mod kept;
mod merged;
mod order;
mod piloted;
mod plan;
mod program;
mod record;
mod shares;
mod side_by_side;
mod spelled;
mod structures;
mod times;
mod two_runs;
mod writing;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

/// Runs `test` on `cases` random values, the same ones every time.
fn check<S: Strategy>(cases: u32, strategy: &S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let times = std::env::var("CCHC_RANDOM_CASES").map_or(1, |times| times.parse().expect("a number"));
    let config = Config {
        cases: cases * times,
        // More cases of one seed repeat the first ones: another seed for them.
        rng_seed: RngSeed::Fixed(20_220_819 + u64::from(times - 1)),
        failure_persistence: None,
        max_shrink_iters: 3000,
        ..Config::default()
    };
    if let Err(error) = TestRunner::new(config).run(strategy, test) {
        panic!("{error}");
    }
}
