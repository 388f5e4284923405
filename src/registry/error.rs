use std::path::PathBuf;

use crate::period::Day;
use crate::rules::Place;
use crate::texts::{Explain, Message};

/// A registry file of the user's cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A record is not CSV, or has another number of fields than the header.
    #[error("{place}: {reason}")]
    Syntax {
        /// Where.
        place: Place,
        /// What the CSV reader said.
        reason: String,
    },
    /// The header lacks a column.
    #[error("{}: no column {column}", path.display())]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The column.
        column: &'static str,
    },
    /// A cell cannot be what it says.
    #[error("{place}: {column} cannot be `{value}`")]
    Value {
        /// Where.
        place: Place,
        /// The column.
        column: &'static str,
        /// The cell.
        value: String,
    },
    /// Two units or procedures valid on the same day have one code.
    #[error("{place}: {code} is there twice")]
    Twice {
        /// Where the second one stands.
        place: Place,
        /// The code.
        code: String,
    },
    /// A unit has successors but no last day.
    #[error("{place}: {code} has successors but no valid_to")]
    Lasts {
        /// Where the successors stand.
        place: Place,
        /// The code of the unit.
        code: String,
    },
    /// A successor is no unit that is valid on the day after its predecessor's last.
    #[error("{place}: no unit {successor} is valid on {day}")]
    Successor {
        /// Where.
        place: Place,
        /// The successor, as written.
        successor: String,
        /// The day after.
        day: Day,
    },
    /// A rule for the dossiers of a split unit does not say where it stands.
    #[error("{place}: heir {heir} without heir_source")]
    NoSource {
        /// Where.
        place: Place,
        /// The unit that is to have the dossiers.
        heir: String,
    },
    /// The place that the registry is restricted to is no unit of it.
    #[error("{}: no unit has the code {code}", path.display())]
    NoPlace {
        /// The registry.
        path: PathBuf,
        /// The code, as written.
        code: String,
    },
}

impl Explain for RegistryError {
    fn message(&self) -> Message {
        match self {
            RegistryError::Unreadable { path, source } => {
                Message::new("registry.unreadable").with("file", path.display()).with("reason", source)
            }
            RegistryError::Syntax { place, reason } => {
                Message::new("registry.syntax").with("place", place).with("reason", reason)
            }
            RegistryError::MissingColumn { path, column } => {
                Message::new("registry.missing_column").with("file", path.display()).with("column", column)
            }
            RegistryError::Value { place, column, value } => {
                Message::new("registry.value").with("place", place).with("column", column).with("value", value)
            }
            RegistryError::Twice { place, code } => {
                Message::new("registry.twice").with("place", place).with("code", code)
            }
            RegistryError::Lasts { place, code } => {
                Message::new("registry.lasts").with("place", place).with("code", code)
            }
            RegistryError::Successor { place, successor, day } => Message::new("registry.successor")
                .with("place", place)
                .with("successor", successor)
                .with("day", day.slashed()),
            RegistryError::NoSource { place, heir } => {
                Message::new("registry.no_source").with("place", place).with("heir", heir)
            }
            RegistryError::NoPlace { path, code } => {
                Message::new("registry.no_place").with("file", path.display()).with("code", code)
            }
        }
    }
}
