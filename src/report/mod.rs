//! The report: one plain value that holds everything a renderer may show. Renderers compute nothing.
//!
//! * what there is to show: [`model`]
//! * how figures come from the tally and the standard: `figures`
//! * the headline, who leads and lags, what is missing: `highlights`; what of it is held against a threshold: `targets`
//! * official forms: `filling`; what documents hold: [`documents`]
//! * small counts that are not to be published: `suppression`
//! * where one figure comes from: [`explanation`]; the dossiers behind it: [`listing`]
//! * who stands before whom, and who has no place: `placing`
//! * which rows and columns make a table: `tables`; what must be said beside: `notes`
//! * one rate for analysts: [`league`] (units by rank), [`comparison`] (periods side by side, what each part adds)
//! * working days that dossiers took: [`times`]
//! * what to push next: [`pilot`]
//! * what pictures show: [`charts`]; which there are: `charting` (bars, lines), `heat`, `ranking`, `poster`

mod build;
mod charting;
pub mod charts;
pub mod comparison;
mod districts;
pub mod documents;
mod error;
pub mod explanation;
mod figures;
mod filling;
mod heat;
mod highlights;
pub mod inputs;
pub mod league;
pub mod listing;
mod material;
pub mod model;
mod notes;
mod offers;
pub mod pilot;
mod places;
mod placing;
mod poster;
mod ranking;
mod structure;
mod suppression;
mod tables;
mod targets;
pub mod times;
mod units;

pub use build::{build, every_grouping, groupings, month_groupings};
pub use error::ReportError;
pub use explanation::{Asked, Explanation, explain};
pub use material::{Material, Words};
pub use model::{Figure, Report, Scope};
pub use offers::Offered;
pub use placing::FEWEST_RANKED;
