//! The Word report: `report.docx`.

mod document;
mod error;

pub use document::render;
pub use error::WordError;
