//! The whole suite, one binary. Expected figures come from the published cases and from the plain model in `model`, never
//! from the program itself; snapshots are for layout only.

mod commands;
mod committed_reports;
mod generator;
mod house;
mod model;
mod published_cases;
mod published_rates;
mod random_runs;
mod reading;
mod regressions;
mod support;
