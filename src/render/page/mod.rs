//! The web page: `report.html`, one file that opens from anywhere.

mod document;
mod error;

pub use document::render;
pub use error::PageError;
