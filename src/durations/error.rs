use crate::indicators::DefinitionError;
use crate::rules::RulesError;
use crate::texts::{Explain, Message};

/// The rules of processing times cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DurationError {
    /// The file is missing or malformed.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// A choice that is none, or a count that is not defined.
    #[error(transparent)]
    Definition(#[from] DefinitionError),
}

impl Explain for DurationError {
    fn message(&self) -> Message {
        match self {
            DurationError::Rules(error) => error.message(),
            DurationError::Definition(error) => error.message(),
        }
    }
}
