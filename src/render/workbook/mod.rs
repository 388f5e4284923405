//! The workbook: `report.xlsx`.

mod document;
mod error;

pub use document::render;
pub use error::WorkbookError;
