//! The tally (bảng đếm): numerator and denominator of every indicator, per group and period.
//!
//! [`count()`] goes over the dossiers once per period; [`Tally`] is additive: the tallies of two sets of dossiers add up to
//! the tally of both. [`fates()`] says what one indicator makes of each dossier, [`crossed()`] counts one by unit and
//! procedure, [`durations()`] measures the dossiers that ended. Nothing here rounds, divides or judges.

mod count;
mod crossed;
mod durations;
mod error;
mod evaluate;
mod fates;
mod identities;
mod sums;

pub use count::{By, Grouping, count, count_doubts, count_doubts_of};
pub use crossed::{Crossing, crossed};
pub use durations::{Measuring, durations};
pub use error::TallyError;
pub use fates::{Fate, fates};
pub use identities::check_identities;
pub use sums::{Cell, Counted, Group, Key, Tally};
