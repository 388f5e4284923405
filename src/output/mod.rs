//! The one room that writes files: a folder of outputs or a single one, whole or not at all.

mod error;
mod file;
mod folder;
mod kept;
mod new_file;
mod stale;

pub use error::OutputError;
pub use file::OutputFile;
pub use folder::{MANIFEST, OutputFolder};
pub use kept::{keep_newest, make_private_folder, mark_used, put_private};
pub use new_file::write_new;
