//! The whole suite, one binary. Expected figures come from the published cases and from the plain model in `model`, never
//! from the program itself; snapshots are for layout only.

mod annex;
mod cache;
mod commands;
mod committed_reports;
mod comparison;
mod diff;
mod explain;
mod fuzzing;
mod generator;
mod guide;
mod house;
mod instructions;
mod merging;
mod model;
mod national_registry;
mod page;
mod pictures;
mod pilot;
mod pollution;
mod pollution_benchmark;
mod published_cases;
mod published_rates;
mod random_runs;
mod reader;
mod reading;
mod regressions;
mod scores;
mod structure;
mod support;
mod times;
mod word;
mod workbooks;
mod writing;
