//! The one room that writes files: a folder of outputs, whole or not at all.

mod error;
mod folder;

pub use error::OutputError;
pub use folder::{MANIFEST, OutputFolder};
