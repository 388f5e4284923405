//! One small file per format. A renderer places what the report holds: it looks up, formats and computes nothing.
//!
//! * a new output format: a file here, and its name in `cli/`
//! * how a figure looks in words: `cells`; the words themselves: `rules/texts`

pub mod account;
pub mod catalogue;
mod cells;
pub mod charts;
pub mod closing;
pub mod comparison;
pub mod difference;
mod duplicates_csv;
pub mod explanation;
pub mod figures_csv;
pub mod files;
pub mod formats;
pub mod github;
pub mod json;
pub mod junit;
pub mod listing;
mod manifest;
pub mod markdown;
pub mod page;
pub mod pilot;
pub mod procedures;
pub mod profiles;
pub mod proposal;
pub mod ranking;
mod rejected_csv;
mod repairs_csv;
pub mod scores;
pub mod shortfalls;
pub mod terminal;
pub mod times;
pub mod validation;
pub mod word;
pub mod workbook;
