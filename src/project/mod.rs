//! What the user says about a folder of exports: `cchc.toml`, or nothing at all.

mod details;
mod error;
mod file;
mod inputs;

pub use details::DocumentDetails;
pub use error::ProjectError;
pub use file::{ExportSettings, Project};
pub use inputs::{Input, Inputs};
