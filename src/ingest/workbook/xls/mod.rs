//! Excel workbooks of before 2007: a stream of records (BIFF).

mod book;
mod letters;
mod read;
mod records;
mod sheet;

pub(super) use read::read;
