//! What `cchc validate` says of exports: what each file is, how it is read, and what is odd about it.
//!
//! * what there is to show: [`model`]
//! * what is found beyond the account of records: `findings`; conditions on single dossiers are data, the `[[doubt]]` blocks of
//!   `rules/events.toml`

mod build;
mod findings;
pub mod model;

pub use build::{Evidence, build};
pub use model::{Finding, ListChecked, Validation};
