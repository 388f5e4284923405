//! Tally files and entered counts: whole runs on sample data split into offices, what is refused, and that nothing personal
//! leaves an office. Random dossiers against the plain model: `random_runs::merged`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod entered;
mod notes;
mod offices;
mod personal;
mod refused;
mod sample;
