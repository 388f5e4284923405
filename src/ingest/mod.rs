//! Exports (tệp xuất) to dossiers: bytes in, a typed frame out, and an account of every physical record.
//!
//! The way of a file: [`Profiles`] and `header` decide what its columns are; [`scanner`] finds the records itself and
//! damage stays within its record; `record` turns each into cells, once per distinct spelling; `newest` lets every
//! dossier count once. What was rejected, and why, is in the [`Account`] and the list of [`Rejected`].
//!
//! * a new header alias: `rules/columns.toml`, or `[columns]` of a profile
//! * a new spelling of a status, a channel…: `rules/vocabularies.toml`, or `[vocabularies]` of a profile
//! * a new system: a file under `rules/profiles/`
//!
//! Ingest knows no indicator: it is told which columns are wanted.

mod account;
mod amounts;
mod dates;
mod error;
mod file;
mod header;
mod newest;
mod privacy;
mod profile;
mod read;
mod record;
pub mod scanner;
mod units;
mod words;

pub use account::{Account, Reason, Rejected, Shown};
pub use dates::DateForm;
pub use error::IngestError;
pub use header::Mapping;
pub use newest::{Basis, Exported};
pub use profile::{Profile, Profiles};
pub use read::{Context, MOST_LISTED, Source, Stock, UnknownSpelling, read};
pub use units::{Unit, UnitDirectory, Why};
