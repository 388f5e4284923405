//! The whole suite, one binary. Expected figures come from the published cases and from the plain model in `model`, never
//! from the program itself; snapshots are for layout only.

mod generator;
mod model;
mod published_cases;
mod random_runs;
mod support;
