use std::path::PathBuf;

use crate::rules::Place;
use crate::texts::{Explain, Message};

/// What two runs wrote cannot be put side by side.
#[derive(Debug, thiserror::Error)]
pub enum DifferenceError {
    /// A folder without one of the files of a run.
    #[error("{}: no {name}", folder.display())]
    Missing {
        /// The folder.
        folder: PathBuf,
        /// The file that is not there.
        name: &'static str,
    },
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file that is no JSON, or not what this program writes.
    #[error("{place}: {reason}")]
    Syntax {
        /// Where.
        place: Place,
        /// What the reader said.
        reason: String,
    },
    /// A figure that stands twice in a file, with other numbers.
    #[error("{}: {about} twice", path.display())]
    Twice {
        /// The file.
        path: PathBuf,
        /// The figure.
        about: String,
    },
    /// The manifest is that of other figures: what it says of data and rules is not theirs.
    #[error("{}: not the manifest of its figures", folder.display())]
    Foreign {
        /// The folder.
        folder: PathBuf,
    },
}

impl Explain for DifferenceError {
    fn message(&self) -> Message {
        match self {
            DifferenceError::Missing { folder, name } => {
                Message::new("diff.missing").with("folder", folder.display()).with("file", name)
            }
            DifferenceError::Unreadable { path, source } => {
                Message::new("rules.unreadable").with("file", path.display()).with("reason", source)
            }
            DifferenceError::Syntax { place, reason } => {
                Message::new("diff.syntax").with("place", place).with("reason", reason)
            }
            DifferenceError::Twice { path, about } => {
                Message::new("diff.twice").with("file", path.display()).with("about", about)
            }
            DifferenceError::Foreign { folder } => Message::new("diff.foreign").with("folder", folder.display()),
        }
    }
}
