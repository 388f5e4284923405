//! Exports (tệp xuất) to dossiers: bytes in, a typed frame out, and an account of every physical record.
//!
//! The way of a file: `parts` tells by its content what it is and unpacks it ([`archive`], [`decoding`]); [`scanner`] finds
//! the records of delimited text, [`workbook`] and [`markup`] hand on the rows of everything else; `opening` and `layout`
//! find the header, [`Profiles`] and `header` decide what the columns are (`alike` knows them for lists that begin as one
//! before); `table` takes row by row, `record` turns each
//! into cells, once per distinct spelling; `newest` lets every dossier count once, by the day its export was made (`exported`). A long list is read by several threads (`stretches`), with the same outcome. What was rejected, and why, is in the [`Account`] and the list of [`Rejected`].
//!
//! * a new header alias: `rules/columns.toml`, or `[columns]` of a profile
//! * a new spelling of a status, a channel…: `rules/vocabularies.toml`, or `[vocabularies]` of a profile
//! * a new system: a file under `rules/profiles/`
//!
//! Ingest knows no indicator: it is told which columns are wanted.

mod account;
mod alike;
#[cfg(test)]
mod alike_tests;
mod amounts;
pub mod archive;
mod block;
mod block_columns;
mod code_signs;
mod codes;
mod dates;
pub mod decoding;
mod delimited;
mod error;
mod explain;
mod exported;
mod exports;
mod faults;
mod fields;
mod files;
mod fixed_form;
mod foreign_dates;
pub mod grid;
mod guess;
mod header;
mod kept;
mod layout;
mod limits;
pub mod markup;
mod newest;
mod opening;
mod parts;
mod plan;
mod privacy;
mod profile;
mod read;
mod reading_rules;
mod recall;
mod record;
mod record_known;
mod record_procedures;
mod record_units;
mod repairs;
mod repeated;
pub mod scanner;
mod separators;
mod sheets;
mod stream;
mod stretches;
mod swapped;
mod table;
#[cfg(test)]
mod twin_tests;
mod units;
mod usual_form;
mod words;
pub mod workbook;

pub use account::{Account, Place, Reason, Rejected, SetAside, Shown};
pub use dates::{DateForm, Dated};
pub use decoding::{Encoding, Syllables};
pub use error::IngestError;
pub use exported::{Basis, Exported};
pub use exports::{Exports, PassedOver, Source, Stock, UnknownSpelling, Unread};
pub use foreign_dates::{ForeignColumn, ForeignDates, ForeignShape};
pub use grid::CellKind;
pub use guess::{Guessed, Looked, Sureness, add_agreeing};
pub use header::{Confidence, Mapping, Named};
pub use kept::{Kept, Shelf};
pub use limits::{LIMIT_NAMES, LIMITS, Limits, SetLimit};

pub use parts::{EncodingBasis, Facts, Kind};
pub use profile::{Profile, Profiles};
pub use read::{Context, Threads, look, read, read_all};
pub use reading_rules::{DateRules, ReadingRules};
pub use repairs::{Repair, RepairRule, Repairs};
pub use repeated::{Repeated, repeated};
pub use swapped::SwappedExample;
pub use units::{Unit, UnitDirectory, Why};
