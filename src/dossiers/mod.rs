//! The canonical dossier (hồ sơ): which columns it has, which words they may hold, and the typed frames of all dossiers.
//!
//! * columns, aliases and vocabularies: data, `rules/columns.toml` and `rules/vocabularies.toml`, read by [`Schema`]
//! * the frames: [`Dossiers`], one row a dossier, about 30 bytes, in batches; built by [`FrameBuilder`]
//!
//! Polars stands behind [`Dossiers`] and the evaluation in `tally`; no other room names it.

mod batch;
mod builder;
mod days;
mod dictionary;
mod error;
mod frame;
mod rows;
mod schema;
mod stored;
#[cfg(test)]
mod tests;
mod vocabulary;

pub(crate) use batch::{NO_AMOUNT, NO_TEXT, NO_WORD, Values};
pub use builder::FrameBuilder;
pub(crate) use days::{NO_DAY, YEARS_KEPT, day_kept, day_to_compare, kept_day};
pub use dictionary::{Dictionary, Entry};
pub use error::SchemaError;
pub use frame::{Cell, Dossiers};
pub(crate) use frame::{SOURCE_NUMBER, UNIT_NUMBER, amounts};
pub use rows::{Numbers, Rows};
pub use schema::{Column, ColumnId, ColumnKind, Schema};
pub(crate) use stored::{Bounds, StoredBatch};
pub use vocabulary::{UnknownWord, Vocabulary, Word};
