//! Polluted exports: one clean export, spoilt by stated rules, and what a careful human would read from each file.
//!
//! After the Pollock benchmark (Hasso Plattner Institute, 2023): pollutions of the whole file, of the table in it, of a
//! row and of a cell, each made by a rule that is one sentence; besides those of exports of one-stop systems.
//!
//! Where to look:
//! - `every` starts here: all families, one file after the other;
//! - `source`: the clean export; `dossier`: a dossier as readers are asked for it; `writing`: how tables are written;
//! - `expectation`: what stands in a file; `classify`: right, loud or silent; `kind`: a file with its rule;
//! - `delimiters`, `line_ends`, `quotes`: the dialect of a whole file; `row_delimiters`, `row_quotes`, `row_breaks`: each
//!   row at each place; `around`, `headers`, `among`, `tables`: what stands around and among the records; `encodings`,
//!   `letters`, `bytes`, `cells`, `sizes`: letters and bytes;
//! - `csv_reader`: the csv crate as a reader to compare with; `account`: everything as JSON, for other languages.
#![allow(dead_code, unused_imports, reason = "the suite and the example each use a part")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod account;
mod among;
mod around;
mod bytes;
#[cfg(test)]
mod cchc_reader;
mod cells;
mod classify;
mod csv_reader;
mod delimiters;
mod dossier;
mod encodings;
mod every;
mod expectation;
mod headers;
mod kind;
mod letters;
mod line_ends;
mod quotes;
mod row_breaks;
mod row_delimiters;
mod row_quotes;
mod sizes;
mod source;
mod tables;
mod writing;

pub(crate) use account::write_all;
#[cfg(test)]
pub(crate) use cchc_reader::read_with_cchc;
pub(crate) use classify::{Class, Outcome, classify};
pub(crate) use csv_reader::read_with_csv_crate;
pub(crate) use dossier::Dossier;
pub(crate) use every::each_pollution;
pub(crate) use expectation::{Expectation, ExpectedRecord};
pub(crate) use kind::Pollution;
pub(crate) use source::Source;
