//! Workbooks (bảng tính): the sheets of xlsx, xls and ods files, row by row.
//!
//! A workbook is read in full or refused: rows handed on before an error are of no worth. Cells come as a stream, never as
//! a filled rectangle, so that a cell in the last corner of a sheet costs nothing; what is handed on is bounded by
//! [`WorkbookLimits`], and so is what is unpacked to get there.
//!
//! * `package` opens the zip of xlsx and ods, `compound` the container of xls
//! * `xlsx`, `xls`, `ods` read one format each
//! * `formats` tells from a number format (định dạng ô) whether a number is a date; `days` turns numbers into days
//! * `sink` is the one way out, and keeps the limits

mod cell;
mod compound;
mod days;
mod error;
mod formats;
mod kind;
mod limits;
mod ods;
mod package;
mod read;
mod sink;
mod texts;
mod xls;
mod xlsx;
mod xml;

pub use error::WorkbookError;
pub use kind::{Kind, kind};
pub use limits::WorkbookLimits;
pub use read::read_workbook;
