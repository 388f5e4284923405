use std::io;

use crate::ingest::archive::{ArchiveError, harmless};

/// A workbook cannot be read. Rows handed on before are of no worth.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// It is protected by a password.
    #[error("the workbook is encrypted")]
    Encrypted,
    /// It was cut short, or contradicts itself.
    #[error("damaged workbook, part {part:?}: {what}")]
    Damaged {
        /// The part of the file, made harmless for display; blank for the file as a whole.
        part: String,
        /// What is wrong, in a few words.
        what: &'static str,
    },
    /// It holds more than the caller allows.
    #[error("more than {most} ({limit})")]
    TooLarge {
        /// Name of the limit: a field of [`super::WorkbookLimits`], `entries` for the parts of the file, or `cell_bytes`
        /// for the text of one cell.
        limit: &'static str,
        /// Its value.
        most: u64,
    },
    /// It has no sheet of cells, not even a hidden one.
    #[error("the workbook has no sheets")]
    NoSheets,
    /// It is, or uses, something this program does not read.
    #[error("{what} is not read")]
    Unsupported {
        /// What that is.
        what: &'static str,
    },
}

impl WorkbookError {
    pub(super) fn damaged(part: &str, what: &'static str) -> Self {
        WorkbookError::Damaged { part: harmless(part), what }
    }

    /// The error that a reader of a part wrapped into an [`io::Error`].
    pub(super) fn from_io(error: io::Error) -> Self {
        ArchiveError::from_io(error).into()
    }
}

impl From<ArchiveError> for WorkbookError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Encrypted { .. } => WorkbookError::Encrypted,
            ArchiveError::Damaged { entry, what } => WorkbookError::Damaged { part: entry, what },
            ArchiveError::TooLarge { limit, most } => WorkbookError::TooLarge { limit, most },
            ArchiveError::Unsupported { what, .. } => WorkbookError::Unsupported { what },
            // The bytes are in memory: no source can fail.
            ArchiveError::Unreadable(_) => WorkbookError::damaged("", "it cannot be read"),
        }
    }
}
