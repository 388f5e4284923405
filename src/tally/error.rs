use crate::period::Period;
use crate::texts::{Explain, Message};

/// The counts could not be made, or do not add up.
#[derive(Debug, thiserror::Error)]
pub enum TallyError {
    /// Polars refused an operation: a fault of this program.
    #[error("the dossiers could not be counted: {0}")]
    Engine(#[from] polars_core::error::PolarsError),
    /// A sum that must hold does not. The figures are not given out.
    #[error("{period} {group}: {total} = {sum} is not {parts}")]
    Identity {
        /// The period.
        period: Period,
        /// The unit.
        group: String,
        /// Id of the sum.
        total: String,
        /// Its value.
        sum: u64,
        /// The parts and their values.
        parts: String,
    },
}

impl Explain for TallyError {
    fn message(&self) -> Message {
        match self {
            TallyError::Engine(error) => Message::new("tally.engine").with("reason", error),
            TallyError::Identity { period, group, total, sum, parts } => Message::new("tally.identity")
                .with("period", period.shown())
                .with("unit", group)
                .with("total", total)
                .with("sum", sum)
                .with("parts", parts),
        }
    }
}
