//! What is known beforehand: units with their names and validity, procedures, and the working-day calendar.
//!
//! * units: a CSV of the user's ([`UnitRegistry`]); without one, level and name are inferred from the text ([`naming`]);
//!   what units became when the structure changed is in `succession`, what belongs to one place in `place`
//! * procedures: a CSV of the user's ([`ProcedureRegistry`]), and what is posted ([`Postings`])
//! * working days: data, `rules/calendars/working-days.toml` ([`WorkingDays`])

mod error;
pub mod naming;
mod place;
mod procedures;
mod structure;
mod succession;
mod survey;
mod table;
mod units;
mod working_days;

pub use error::RegistryError;
pub use naming::{Level, Naming};
pub use procedures::{Posting, Postings, Procedure, ProcedureRegistry};
pub use structure::{Structure, StructureUsed};
pub use succession::Gone;
pub use survey::{Fault, Stale, Survey, Tier};
pub use units::{Registered, Resolution, UnitRegistry};
pub use working_days::{WorkingDays, WorkingDaysError};
