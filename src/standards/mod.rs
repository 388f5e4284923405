//! Standards (chỉ tiêu được giao): thresholds with their legal basis and validity, and the verdict.
//!
//! * a new threshold: a file under `rules/standards/` or one of the user's (`--standard FILE`)

mod error;
mod rate;
mod standard;
mod verdict;

pub use error::StandardError;
pub use rate::{change_in_points, compare_rates, missing_dossiers, percent};
pub use standard::{Standard, Standards, Threshold};
pub use verdict::Verdict;
