//! The tests: every seed as it is, then what is made of the seeds.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use super::mutate::{Random, mutated};
use super::targets::Target;
use super::{files, seeds, tables, targets};

/// Inputs remembered besides the seeds, so that changes add up.
const REMEMBERED: usize = 256;
/// One input in so many is remembered.
const REMEMBERS: usize = 8;
/// No input is so dear, on the slowest machine and in a debug build.
const LONGEST: Duration = Duration::from_secs(60);

#[test]
fn records() {
    run("records", targets::records, seeds::records(), 12_000);
}

#[test]
fn decoding() {
    run("decoding", targets::decoding, seeds::decoding(), 8_000);
}

#[test]
fn dates() {
    run("dates", targets::dates, seeds::dates(), 2_000_000);
}

#[test]
fn layout() {
    run("layout", files::layout, seeds::layout(), 300);
}

#[test]
fn documents() {
    run("documents", tables::documents, seeds::documents(), 15_000);
}

/// Tries `target` on `rounds` inputs, or for as many seconds as the environment says.
#[allow(clippy::print_stdout, reason = "how far a run came, for whoever asks with `--nocapture`")]
fn run(name: &str, target: Target, mut pool: Vec<Vec<u8>>, rounds: u64) {
    let number = |name| std::env::var(name).ok().map(|text| text.parse::<u64>().expect("a number"));
    let seconds = number("CCHC_FUZZ_SECONDS").map(Duration::from_secs);
    if let Some(corpus) = std::env::var_os("CCHC_FUZZ_CORPUS") {
        write_seeds(&Path::new(&corpus).join(name), &pool);
    }
    let mut random = Random::new(number("CCHC_FUZZ_SEED").unwrap_or(0));
    let start = Instant::now();
    let mut dearest = Duration::ZERO;
    for seed in &pool {
        dearest = dearest.max(attempt(target, seed));
    }
    let seeds = pool.len();
    let mut done = 0;
    while seconds.map_or(done < rounds, |seconds| start.elapsed() < seconds) {
        let input = mutated(&pool, seeds, &mut random);
        dearest = dearest.max(attempt(target, &input));
        done += 1;
        if random.below(REMEMBERS) == 0 {
            if pool.len() < seeds + REMEMBERED {
                pool.push(input);
            } else {
                pool[seeds + random.below(REMEMBERED)] = input;
            }
        }
    }
    println!("{done} inputs in {:.1?}, the dearest took {dearest:.1?}", start.elapsed());
}

fn write_seeds(folder: &Path, seeds: &[Vec<u8>]) {
    std::fs::create_dir_all(folder).unwrap();
    for (place, seed) in seeds.iter().enumerate() {
        std::fs::write(folder.join(format!("seed-{place:03}")), seed).unwrap();
    }
}

/// Tries one input; shows it if something does not hold.
#[allow(clippy::print_stderr, reason = "the input is what a failed test has to show")]
fn attempt(target: Target, input: &[u8]) -> Duration {
    let start = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| target(input)));
    let took = start.elapsed();
    if outcome.is_err() || took > LONGEST {
        eprintln!("{took:.1?} for the input b\"{}\"", input.escape_ascii());
    }
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
    assert!(took <= LONGEST, "an input is too dear");
    took
}
