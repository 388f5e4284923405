use std::path::PathBuf;

use crate::rules::RulesError;
use crate::texts::{Explain, Message};

/// A standard cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StandardError {
    /// The file is missing or malformed, or names something unknown.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The user's file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// No standard of that name.
    #[error("no standard {id}")]
    Unknown {
        /// As written.
        id: String,
        /// The standards there are.
        known: String,
    },
}

impl Explain for StandardError {
    fn message(&self) -> Message {
        match self {
            StandardError::Rules(error) => error.message(),
            StandardError::Unreadable { path, source } => {
                Message::new("rules.unreadable").with("file", path.display()).with("reason", source)
            }
            StandardError::Unknown { id, known } => {
                Message::new("standards.unknown").with("id", id).with("known", known)
            }
        }
    }
}
