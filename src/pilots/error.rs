use crate::rules::RulesError;
use crate::texts::{Explain, Message};

/// A pilot cannot be chosen.
#[derive(Debug, thiserror::Error)]
pub enum PilotError {
    /// `rules/pilot.toml`.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// No goal was named, and the standard has none for the indicator.
    #[error("no goal for {indicator}")]
    NoGoal {
        /// The indicator.
        indicator: String,
    },
    /// All weights are 0: every commune would be as good as any other.
    #[error("all weights are 0")]
    NoWeight,
}

impl Explain for PilotError {
    fn message(&self) -> Message {
        match self {
            PilotError::Rules(error) => error.message(),
            PilotError::NoGoal { indicator } => Message::new("pilot.no_goal").with("id", indicator),
            PilotError::NoWeight => Message::new("pilot.no_weight"),
        }
    }
}
