use std::path::PathBuf;

use crate::texts::{Explain, Message};

/// Outputs cannot be written. What was there before is untouched.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// A file or folder cannot be made, written or renamed.
    #[error("cannot write {}: {source}", path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The folder holds a file that this program did not write: it is not replaced.
    #[error("{} holds {file}, which is not an output of this program", path.display())]
    Foreign {
        /// The folder.
        path: PathBuf,
        /// The file.
        file: String,
    },
    /// The folder is the one the program runs in, or above it.
    #[error("{} is the current folder", path.display())]
    Current {
        /// The folder.
        path: PathBuf,
    },
    /// Another run holds the lock of the folder.
    #[error("{} is there", lock.display())]
    Busy {
        /// The lock file.
        lock: PathBuf,
    },
    /// The path is a folder, or a device.
    #[error("{} is not a file", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The path is a file.
    #[error("{} is not a folder", path.display())]
    NotAFolder {
        /// The path.
        path: PathBuf,
    },
}

impl Explain for OutputError {
    fn message(&self) -> Message {
        match self {
            OutputError::Unwritable { path, source } => {
                Message::new("output.unwritable").with("file", path.display()).with("reason", source)
            }
            OutputError::Foreign { path, file } => {
                Message::new("output.foreign").with("folder", path.display()).with("file", file)
            }
            OutputError::Current { path } => Message::new("output.current").with("folder", path.display()),
            OutputError::Busy { lock } => Message::new("output.busy").with("lock", lock.display()),
            OutputError::NotAFile { path } => Message::new("output.not_a_file").with("file", path.display()),
            OutputError::NotAFolder { path } => Message::new("output.not_a_folder").with("folder", path.display()),
        }
    }
}
