use std::fs;
use std::path::{Path, PathBuf};

use crate::period::Day;
use crate::rules::Place;

use super::RegistryError;

/// A registry CSV, read whole: these are small, and a broken one must stop the run.
pub(super) struct Table {
    path: PathBuf,
    headers: Vec<String>,
    rows: Vec<Row>,
}

/// One record of a registry CSV.
pub(super) struct Row {
    line: usize,
    cells: Vec<String>,
}

impl Table {
    pub(super) fn read(path: &Path) -> Result<Self, RegistryError> {
        let bytes = fs::read(path).map_err(|source| RegistryError::Unreadable { path: path.to_owned(), source })?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
        let syntax = |error: &csv::Error| RegistryError::Syntax {
            place: Place {
                file: path.display().to_string(),
                line: error.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(0)),
                column: 1,
            },
            reason: error.to_string(),
        };
        let headers = reader.headers().map_err(|error| syntax(&error))?.iter().map(str::to_owned).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| syntax(&error))?;
            let line = record.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(0));
            rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
        }
        Ok(Self { path: path.to_owned(), headers, rows })
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The place of a column that must be there.
    pub(super) fn column(&self, name: &'static str) -> Result<usize, RegistryError> {
        self.optional(name).ok_or_else(|| RegistryError::MissingColumn { path: self.path.clone(), column: name })
    }

    /// The place of a column that may be there.
    pub(super) fn optional(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|header| header.eq_ignore_ascii_case(name))
    }

    pub(super) fn place(&self, row: &Row, column: usize) -> Place {
        Place { file: self.path.display().to_string(), line: row.line, column: column + 1 }
    }

    pub(super) fn value_error(&self, row: &Row, at: usize, column: &'static str) -> RegistryError {
        RegistryError::Value { place: self.place(row, at), column, value: row.text(Some(at)).to_owned() }
    }

    /// A day cell; blank is none.
    pub(super) fn day(&self, row: &Row, at: Option<usize>, column: &'static str) -> Result<Option<Day>, RegistryError> {
        match (row.text(at), at) {
            ("", _) | (_, None) => Ok(None),
            (text, Some(place)) => match Day::parse_iso(text) {
                Some(day) => Ok(Some(day)),
                None => Err(self.value_error(row, place, column)),
            },
        }
    }
}

impl Row {
    /// A cell; blank when the column is not there.
    pub(super) fn text(&self, at: Option<usize>) -> &str {
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }
}
