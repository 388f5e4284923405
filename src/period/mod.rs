//! Days and periods. All days are local civil days (Asia/Ho_Chi_Minh); the program never asks a clock.
//!
//! How months become days is data: `rules/calendars/periods.toml`.

mod calendar;
mod day;
mod error;
mod span;

pub use calendar::{Calendar, Calendars};
pub use day::Day;
pub use error::PeriodError;
pub use span::{Comparison, Period};
