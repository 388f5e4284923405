use crate::tally::TallyError;
use crate::texts::{Explain, Message};

/// A figure could not be explained.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The dossiers could not be gone through.
    #[error(transparent)]
    Tally(#[from] TallyError),
    /// Tally files hold no dossiers: nothing can be gone through.
    #[error("no dossiers")]
    NoDossiers,
    /// No unit that has dossiers is called so.
    #[error("no unit `{unit}`")]
    UnknownUnit {
        /// As written.
        unit: String,
        /// Names that are like it, or all keys.
        known: String,
    },
    /// Several units are called so.
    #[error("several units `{unit}`")]
    SeveralUnits {
        /// As written.
        unit: String,
        /// Their keys.
        keys: String,
    },
    /// A count has no denominator to list.
    #[error("{id} is a count")]
    NoDenominator {
        /// The indicator.
        id: String,
    },
    /// The parts of the records are not the records: a fault of this program. Nothing is given out.
    #[error("{records} records, {sum} in the parts")]
    Records {
        /// Records read.
        records: u64,
        /// Sum of the parts.
        sum: u64,
    },
    /// What is listed is not what was counted: a fault of this program. Nothing is given out.
    #[error("{counted} counted, {listed} listed")]
    Listed {
        /// The number that is reported.
        counted: u64,
        /// The number found dossier by dossier.
        listed: u64,
    },
}

impl Explain for ReportError {
    fn message(&self) -> Message {
        match self {
            ReportError::Tally(error) => error.message(),
            ReportError::NoDossiers => Message::new("explain.no_dossiers"),
            ReportError::UnknownUnit { unit, known } => {
                Message::new("explain.unknown_unit").with("unit", unit).with("known", known)
            }
            ReportError::SeveralUnits { unit, keys } => {
                Message::new("explain.several_units").with("unit", unit).with("keys", keys)
            }
            ReportError::NoDenominator { id } => Message::new("explain.no_denominator").with("id", id),
            ReportError::Records { records, sum } => {
                Message::new("explain.records_differ").with("records", records).with("sum", sum)
            }
            ReportError::Listed { counted, listed } => {
                Message::new("explain.listed_differ").with("counted", counted).with("listed", listed)
            }
        }
    }
}
