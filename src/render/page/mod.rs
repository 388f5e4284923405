//! The web page: `report.html`, one file that opens from anywhere.
//!
//! * how it is laid out: `assets/page.html`, a minijinja template; how it looks: `assets/page.css`; what the script adds
//!   (sorting, filtering, values under the pointer): `assets/page.js`. Without the script everything can still be read
//! * what the template is given: `document`, from `headline`, `tables`, `charts` (`bars`, `lines`), `units` and `sources`, all
//!   of them finished text
//! * its words: `words`; why nothing but its own style and script runs in it: `policy`

mod bars;
mod charts;
mod document;
mod error;
mod figures;
mod headline;
mod lines;
mod policy;
mod sources;
mod tables;
mod units;
mod words;

pub use document::render;
pub use error::PageError;
