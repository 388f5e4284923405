//! The one room that writes files: a folder of outputs, whole or not at all.

mod error;
mod folder;
mod new_file;

pub use error::OutputError;
pub use folder::{MANIFEST, OutputFolder};
pub use new_file::write_new;
