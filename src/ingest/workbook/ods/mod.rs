//! OpenDocument spreadsheets.

mod cell;
mod read;
mod table;

pub(super) use read::read;
