//! Processing times (thời gian giải quyết) in working days: the rules, one dossier, and sums that can be added.
//!
//! * what can be chosen, the hour, the classes: `rules/times.toml`, read by [`TimeRules`]
//! * one dossier: [`measure()`]; sums of many: [`Durations`] over [`Histogram`]s
//!
//! Integers throughout: the median is kept twice, so that its half is exact.

mod error;
mod histogram;
mod measure;
mod rules;
mod sums;

pub use error::DurationError;
pub use histogram::Histogram;
pub use measure::{Clock, Gap, Known, Measured, Timeliness, measure};
pub use rules::{CutOff, Pause, TimeRules};
pub use sums::{Durations, Side};
