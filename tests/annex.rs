//! The workbook that is attached as an annex, opened by other programs: every cell is read back with calamine and held
//! against `figures.json`, the plain model and what LibreOffice works out.
//!
//! - `book`: a workbook read back; `made`: reports and workbooks to read; `dossiers`: random dossiers for the plain model;
//! - `office`: LibreOffice, where it is installed; `figures`, `forms`, `charts`, `texts`, `layout`: the tests.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod book;
mod charts;
mod dossiers;
mod figures;
mod forms;
mod layout;
mod made;
mod office;
mod texts;
