use std::path::PathBuf;

use crate::texts::{Explain, Message};

use super::Place;

/// A rule file could not be found, read or understood.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// No file of that name, neither embedded nor in the user's folder.
    #[error("no rule file {name}")]
    Missing {
        /// Path below `rules/`.
        name: String,
    },
    /// The user's folder or one of its files cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file of the user's has a name or a place that no rule file has.
    #[error("{file} is no rule file")]
    NoPlace {
        /// The file.
        file: String,
    },
    /// The file is not valid TOML or has not the expected keys.
    #[error("{place}: {reason}")]
    Syntax {
        /// Where.
        place: Place,
        /// What the parser expected.
        reason: String,
    },
    /// The file is well formed, but says something that cannot be: a duplicate id, an unknown reference, a bad date.
    #[error("{place}: {}", said.key)]
    Invalid {
        /// Where.
        place: Place,
        /// What is wrong.
        said: Message,
    },
}

impl Explain for RulesError {
    fn message(&self) -> Message {
        match self {
            RulesError::Missing { name } => Message::new("rules.missing").with("file", name),
            RulesError::Unreadable { path, source } => {
                Message::new("rules.unreadable").with("file", path.display()).with("reason", source)
            }
            RulesError::NoPlace { file } => Message::new("rules.no_place").with("file", file),
            RulesError::Syntax { place, reason } => {
                Message::new("rules.syntax").with("place", place).with("reason", reason.trim())
            }
            RulesError::Invalid { place, said } => {
                let mut message = said.clone();
                message.values.push(("place", place.to_string()));
                message
            }
        }
    }
}
