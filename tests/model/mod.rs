//! The plain model: the rules in words, written once more without the program.
//!
//! It reads exports with the csv crate, keeps dossiers in vectors and counts them with maps. It knows only the spellings
//! and headers that the random exports use, and shares no code with the program: a mistake in one of the two shows.
//!
//! - `key`: when two spellings are the same; `cells`: dates and sums; `words`: the vocabularies;
//! - `columns`: the headers of the two systems; `export`: from a file to dossiers and its account;
//! - `newest`: which record of a dossier counts; `units`: the registry and levels;
//! - `indicators`: what each indicator counts; `percent`: rounding; `standard`: verdicts; `shares`: what parts add;
//! - `successors`: units over time, and what they became;
//! - `times`: working days, walked day by day;
//! - `figures`: all of it together; `explained`: the dossiers behind one figure.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a model that cannot go on fails its test")]

pub(crate) mod cells;
pub(crate) mod columns;
pub(crate) mod dossier;
pub(crate) mod explained;
pub(crate) mod export;
pub(crate) mod figures;
pub(crate) mod indicators;
pub(crate) mod key;
pub(crate) mod newest;
pub(crate) mod percent;
pub(crate) mod pilot;
pub(crate) mod shares;
pub(crate) mod standard;
pub(crate) mod successors;
pub(crate) mod times;
pub(crate) mod units;
pub(crate) mod words;
