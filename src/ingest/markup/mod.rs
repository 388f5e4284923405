//! Tables written in markup: HTML saved as `.xls`, SpreadsheetML 2003, JSON and JSON Lines.
//!
//! The way of a file: [`looks_like`] says what it is and on what evidence; [`read_html`], [`read_spreadsheet_xml`] or
//! [`read_json`] hands on its tables row by row. None of them builds a tree of the document: what is held in memory is
//! the text the caller brings, one row, and for JSON the names of the columns.
//!
//! What none of them knows: which row is the header, what a column means, which sheet is wanted.

mod charset;
mod decimal;
mod error;
mod html;
mod json;
mod kind;
mod limits;
mod lines;
mod places;
mod row;
mod spreadsheet;
#[cfg(test)]
mod testing;

pub use charset::declared_charset;
pub use error::{MarkupError, Measure};
pub use html::read_html;
pub use json::read_json;
pub use kind::{MarkupKind, is_none, looks_like};
pub use limits::MarkupLimits;
pub use spreadsheet::read_spreadsheet_xml;
