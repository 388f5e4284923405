//! The report: one plain value that holds everything a renderer may show. Renderers compute nothing.
//!
//! * what there is to show: [`model`]
//! * how figures come from the tally and the standard: `figures`
//! * which rows and columns make a table: `tables`; which pictures: `charts`; what must be said beside: `notes`

mod build;
mod charting;
pub mod charts;
mod figures;
pub mod inputs;
mod material;
pub mod model;
mod notes;
mod tables;
mod units;

pub use build::{build, groupings};
pub use material::{Material, Words};
pub use model::{Figure, Report, Scope};
