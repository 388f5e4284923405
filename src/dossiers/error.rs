use crate::rules::RulesError;
use crate::texts::{Explain, Message};

/// The canonical columns or vocabularies of the rules cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// The file is missing or malformed.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// A column that the program cannot do without is not defined.
    #[error("columns.toml defines no column of kind {kind}")]
    NoColumn {
        /// The kind that is missing.
        kind: &'static str,
    },
}

impl Explain for SchemaError {
    fn message(&self) -> Message {
        match self {
            SchemaError::Rules(error) => error.message(),
            SchemaError::NoColumn { kind } => Message::new("rules.no_column").with("kind", kind),
        }
    }
}
