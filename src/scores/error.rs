use std::path::PathBuf;

use crate::rules::{Place, RulesError};
use crate::texts::{Explain, Message};

/// A score cannot be given: its standard or the entered counts are wrong.
#[derive(Debug, thiserror::Error)]
pub enum ScoreError {
    /// A rule file.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// A file of the user's cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// No score standard of that name.
    #[error("no score standard {id}")]
    Unknown {
        /// As written.
        id: String,
        /// Those there are.
        known: String,
    },
    /// A record of the counts file is no CSV, or has another number of fields than the header.
    #[error("{place}: {reason}")]
    Syntax {
        /// Where.
        place: Place,
        /// What the CSV reader said.
        reason: String,
    },
    /// The header of the counts file lacks a column.
    #[error("{}: no column {column}", path.display())]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The column.
        column: &'static str,
    },
    /// Something in the counts file cannot be.
    #[error("{place}: {}", said.key)]
    Counts {
        /// Where.
        place: Place,
        /// What is wrong.
        said: Message,
    },
}

impl Explain for ScoreError {
    fn message(&self) -> Message {
        match self {
            ScoreError::Rules(error) => error.message(),
            ScoreError::Unreadable { path, source } => {
                Message::new("rules.unreadable").with("file", path.display()).with("reason", source)
            }
            ScoreError::Unknown { id, known } => Message::new("scores.unknown").with("id", id).with("known", known),
            ScoreError::Syntax { place, reason } => {
                Message::new("registry.syntax").with("place", place).with("reason", reason)
            }
            ScoreError::MissingColumn { path, column } => {
                Message::new("scores.missing_column").with("file", path.display()).with("column", column)
            }
            ScoreError::Counts { place, said } => {
                let mut message = said.clone();
                message.values.push(("place", place.to_string()));
                message
            }
        }
    }
}
