//! The tally (bảng đếm): numerator and denominator of every indicator, per group and period.
//!
//! [`count()`] goes over the dossiers batch by batch, several threads at a time; [`Tally`] is additive: the tallies of two sets of dossiers add up to
//! the tally of both. [`fates()`] says what one indicator makes of each dossier, [`crossed()`] counts one by unit and
//! procedure, [`durations()`] measures the dossiers that ended. Nothing here rounds, divides or judges.

mod bits;
mod columns;
mod count;
mod crossed;
mod doubts;
mod durations;
mod error;
mod fates;
mod groups;
mod identities;
mod judge;
mod lacking;
mod patterns;
mod program;
mod sums;
#[cfg(test)]
mod tests;

pub use count::{Grouping, count};
pub use crossed::{Crossing, crossed};
pub use doubts::{count_doubts, count_doubts_of};
pub use durations::{Measuring, durations};
pub use error::TallyError;
pub use fates::{Fate, fates};
pub use groups::By;
pub use identities::check_identities;
pub use sums::{Cell, Counted, Group, Key, Tally};
