//! The workbook: `report.xlsx`, a sheet a file.
//!
//! * cells, titles, printing: `sheet`; looks: `styles`; heights of rows: `measure`; where pages break: `pages`; names of sheets: `names`
//! * a figure as numbers or words: `figure`; colours by threshold: `colours`
//! * the sheets, in order: `summary`, `matrix` (by unit, field, procedure or month), `details`, `form` (with `form_head` and
//!   `form_sums`), `comparison`, `trend`, `bars`, `notes`, `rejected`, `definitions`

mod bars;
mod chart;
mod colours;
mod comparison;
mod definitions;
mod details;
mod document;
mod error;
mod figure;
mod form;
mod form_head;
mod form_sums;
mod legend;
mod matrix;
mod measure;
mod names;
mod notes;
mod pages;
mod rejected;
mod sheet;
mod styles;
mod summary;
mod trend;

pub use document::render;
pub use error::WorkbookError;
