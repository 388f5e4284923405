//! Standards (chỉ tiêu được giao): thresholds with their legal basis and validity, and the verdict.
//!
//! * a new threshold: a file under `rules/standards/` or one of the user's (`--standard FILE`)

mod contribution;
mod error;
mod fraction;
mod interval;
mod rate;
mod standard;
mod verdict;

pub use contribution::{Contribution, Counts, Pair, contribution};
pub use error::StandardError;
pub use fraction::Fraction;
pub use interval::{Interval, WIDE, wilson};
pub use rate::{change_in_points, compare_rates, missing_dossiers, percent};
pub use standard::{Standard, Standards, Threshold, parse_percent};
pub use verdict::Verdict;
