use std::path::PathBuf;

use crate::rules::RulesError;
use crate::texts::{Explain, Localized, Message};

/// An export cannot be read at all. A record that cannot be read is no error: it is rejected and accounted for.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The profiles of the rules cannot be used.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The file cannot be opened or read to its end.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not text that this program reads.
    #[error("{} is {kind}, not UTF-8 text", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// What it looks like: key of a text.
        kind: &'static str,
    },
    /// The file has no header.
    #[error("{} is empty", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The quotes of the header do not pair up.
    #[error("{}:{line}: broken quotes in the header", path.display())]
    BrokenHeader {
        /// The file.
        path: PathBuf,
        /// Line of the header.
        line: u64,
    },
    /// Required columns were not found.
    #[error("{}: no column for {}", path.display(), missing.en)]
    MissingColumns {
        /// The file.
        path: PathBuf,
        /// Line of the header.
        line: u64,
        /// The headers found.
        found: String,
        /// The canonical columns missing.
        missing: Localized,
        /// For each missing column, the aliases that would do, and the header most like one.
        hints: Localized,
    },
    /// Two headers of the file are the same column with the same right.
    #[error("{}: {header} stands twice", path.display())]
    SameHeader {
        /// The file.
        path: PathBuf,
        /// Line of the header.
        line: u64,
        /// The header.
        header: String,
        /// Places of the two columns, from 1.
        places: (usize, usize),
    },
    /// No profile of that name.
    #[error("no profile {id}")]
    UnknownProfile {
        /// As written.
        id: String,
        /// The profiles there are.
        known: String,
    },
    /// Two profiles recognise the file equally well.
    #[error("{}: profiles {profiles} fit equally", path.display())]
    AmbiguousProfile {
        /// The file.
        path: PathBuf,
        /// The profiles.
        profiles: String,
    },
    /// More files or records than can be numbered.
    #[error("more than {most} files or records")]
    TooMany {
        /// The limit.
        most: u64,
    },
    /// Polars refused the columns: a fault of this program.
    #[error("the frame of dossiers could not be built: {0}")]
    Frame(#[from] polars_core::error::PolarsError),
}

impl Explain for IngestError {
    fn message(&self) -> Message {
        let of = |key, path: &PathBuf| Message::new(key).with("file", path.display());
        match self {
            IngestError::Rules(error) => error.message(),
            IngestError::Unreadable { path, source } => of("ingest.unreadable", path).with("reason", source),
            IngestError::NotText { path, kind } => of(kind, path),
            IngestError::Empty { path } => of("ingest.empty", path),
            IngestError::MissingColumns { path, line, found, missing, hints } => of("ingest.missing_columns", path)
                .with("line", line)
                .with("found", found)
                .named("missing", missing)
                .named("hints", hints),
            IngestError::SameHeader { path, line, header, places } => of("ingest.same_header", path)
                .with("line", line)
                .with("header", header)
                .with("first", places.0)
                .with("second", places.1),
            IngestError::UnknownProfile { id, known } => {
                Message::new("ingest.unknown_profile").with("id", id).with("known", known)
            }
            IngestError::AmbiguousProfile { path, profiles } => {
                of("ingest.ambiguous_profile", path).with("profiles", profiles)
            }
            IngestError::BrokenHeader { path, line } => of("ingest.broken_header", path).with("line", line),
            IngestError::TooMany { most } => Message::new("ingest.too_many").with("most", most),
            IngestError::Frame(error) => Message::new("ingest.frame").with("reason", error),
        }
    }
}
