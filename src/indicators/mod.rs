//! What is counted: indicators, the events that put a dossier into a period, and the sums that must hold. All data.
//!
//! * a new indicator: a block in `rules/indicators/*.toml` or in a file of the user's; no Rust
//! * an official form, its columns and what is counted in them: `rules/forms/*.toml`
//! * an event, or a rule on which practice differs: `rules/events.toml`
//! * the expression language: SQL, parsed by `sqlparser`, checked and typed in `compile`
//!
//! Expressions stay engine-neutral: plain SQL over canonical columns, so that another engine can count them too.

mod compile;
mod definitions;
mod doubts;
mod error;
mod expression;
mod files;
mod forms;
mod legal;

pub use definitions::{Choice, Definitions, Event, Identity, Indicator, Kind, Selected};
pub use doubts::{About, Doubt, Severity};
pub use error::DefinitionError;
pub use expression::{Condition, DayValue, Order};
pub use forms::{Form, FormColumn, FormContent};
pub use legal::LegalBasis;
