//! JSON documents and JSON Lines: records with fields in fields, made into rows.
//!
//! [`document`] takes a text apart piece by piece; [`records`] finds the objects that are the records; [`names`] knows the
//! columns; [`flatten`] makes a row of a record.

mod document;
mod flatten;
mod names;
mod read;
mod records;

pub use read::read_json;
