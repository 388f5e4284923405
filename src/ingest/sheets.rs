//! Lists in sheets and tables: each sheet with a header is a list of its own.

use std::mem;
use std::ops::ControlFlow;

use super::exports::PassedOver;
use super::grid::{Event, GridRow};
use super::guess::Looked;
use super::opening::{FirstRows, MOST_ROWS_ABOVE, Said, start};
use super::parts::{Facts, Part};
use super::read::{List, Reading};
use super::table::Table;
use super::{IngestError, Kind, Place};

/// Columns that make a sheet a list of dossiers: one that has so many but cannot be read is an error, one with fewer is
/// another sheet.
const FEWEST_COLUMNS: usize = 3;

enum Sheet<'a> {
    /// The header may still come.
    Looking(Vec<GridRow>),
    Reading(Box<Table<'a>>),
    /// Its top was looked at, and nothing more is wanted.
    Looked,
    /// No list, for this reason; its rows are counted.
    Other(IngestError, u64),
}

/// Reads the sheets of one file.
pub(super) struct Sheets<'r, 'a, 't> {
    reading: &'r mut Reading<'a>,
    part: &'t Part<'t>,
    facts: Facts,
    name: String,
    /// Sheets begun.
    begun: usize,
    sheet: Sheet<'t>,
    lists: Vec<List>,
    others: Vec<(String, IngestError, u64)>,
    failed: Option<IngestError>,
}

impl<'r, 'a: 't, 't> Sheets<'r, 'a, 't> {
    pub(super) fn new(reading: &'r mut Reading<'a>, part: &'t Part<'t>, facts: Facts) -> Self {
        Self {
            reading,
            part,
            facts,
            name: String::new(),
            begun: 0,
            sheet: Sheet::Looking(Vec::new()),
            lists: Vec::new(),
            others: Vec::new(),
            failed: None,
        }
    }

    /// Takes what the reader of the file meets next.
    pub(super) fn take(&mut self, event: Event<'_>) -> ControlFlow<()> {
        let taken = match event {
            Event::Sheet(name) => {
                self.begun += 1;
                let most = self.reading.context.limits.parts;
                let ended = if self.begun > most {
                    let path = self.part.path.clone();
                    Err(IngestError::TooLarge { path, limit: "parts", most: most as u64 })
                } else {
                    self.end_sheet()
                };
                name.clone_into(&mut self.name);
                ended
            }
            Event::Hidden(name) => {
                let (name, sheet) = (self.part.name.clone(), name.to_owned());
                self.reading.passed_over.push(PassedOver { name, sheet, rows: None });
                Ok(())
            }
            Event::Row(row) => self.row(row),
        };
        match taken {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn row(&mut self, row: GridRow) -> Result<(), IngestError> {
        match &mut self.sheet {
            Sheet::Looking(rows) => {
                rows.push(row);
                if rows.len() >= MOST_ROWS_ABOVE { self.begin() } else { Ok(()) }
            }
            Sheet::Reading(table) => {
                let place = Place { line: row.line, offset: None };
                table.take(&mut self.reading.collected, &row, place);
                Ok(())
            }
            Sheet::Looked => Ok(()),
            Sheet::Other(_, rows) => {
                *rows += 1;
                Ok(())
            }
        }
    }

    /// Looks for the header among the rows seen, and takes those below it.
    fn begin(&mut self) -> Result<(), IngestError> {
        let Sheet::Looking(rows) = mem::replace(&mut self.sheet, Sheet::Looking(Vec::new())) else { return Ok(()) };
        // The cells of a page are told one by one; of a sheet only where each stands.
        let is_exact = self.facts.kind == Kind::Html;
        let texts = |row: &GridRow| row.cells.iter().map(|cell| cell.text.trim().to_owned()).collect();
        let first = FirstRows {
            rows: rows.iter().map(texts).collect(),
            lines: rows.iter().map(|row| row.line).collect(),
            is_exact,
        };
        let input = self.part.input;
        let context = self.reading.context;
        let said = Said {
            path: &self.part.path,
            profile: context.profile.or(input.settings.profile.as_deref()),
            forms: self.part.forms,
            has_unit: input.settings.unit.is_some(),
        };
        if let Some(looked) = &mut self.reading.looked {
            let sheet = Some(self.name.clone()).filter(|name| !name.is_empty());
            looked.push(Looked::new(&self.part.name, sheet, self.facts.clone(), &first, &said, context));
            self.sheet = Sheet::Looked;
            return Ok(());
        }
        let number = self.reading.next_source()?;
        match start(&first, &said, context) {
            Ok(start) => {
                let skip = start.skip;
                let builder = &self.reading.collected.builder;
                let unit = input.settings.unit.as_deref();
                let table = Table::new(start, self.part.forms, unit, context, builder, is_exact, number);
                self.sheet = Sheet::Reading(Box::new(table));
                rows.into_iter().skip(skip).try_for_each(|row| self.row(row))
            }
            Err(error) => {
                self.sheet = Sheet::Other(error, rows.len() as u64);
                Ok(())
            }
        }
    }

    fn end_sheet(&mut self) -> Result<(), IngestError> {
        if matches!(&self.sheet, Sheet::Looking(rows) if !rows.is_empty()) {
            self.begin()?;
        }
        match mem::replace(&mut self.sheet, Sheet::Looking(Vec::new())) {
            // A sheet without a row says nothing.
            Sheet::Looking(_) | Sheet::Looked => Ok(()),
            Sheet::Reading(table) => {
                let sheet = Some(mem::take(&mut self.name));
                self.reading.close(*table, self.part, sheet, self.facts.clone(), &mut self.lists)
            }
            Sheet::Other(error, rows) => {
                self.others.push((mem::take(&mut self.name), error, rows));
                Ok(())
            }
        }
    }

    /// Ends the file: sheets without a list are told, unless one of them should have been one.
    pub(super) fn finish(mut self, lists: &mut Vec<List>) -> Result<(), IngestError> {
        let last = self.end_sheet();
        if let Some(error) = self.failed {
            return Err(error);
        }
        last?;
        if self.reading.looked.is_some() {
            return Ok(());
        }
        let known = |error: &IngestError| match error {
            IngestError::MissingColumns { known, .. } => *known,
            IngestError::Empty { .. } => 0,
            _ => FEWEST_COLUMNS,
        };
        self.others.sort_by_key(|(_, error, _)| std::cmp::Reverse(known(error)));
        // A header without a row under it, and rows without a header: they belong together, and cannot be told how.
        let first = self.reading.sources.len() - self.lists.len();
        let is_bare = self.reading.sources[first..].iter().all(|source| source.account.records == 0)
            && self.others.iter().any(|(_, _, rows)| *rows > 0);
        let is_fatal =
            is_bare || self.lists.is_empty() || self.others.iter().any(|(_, error, _)| known(error) >= FEWEST_COLUMNS);
        if is_fatal {
            let first = self.others.into_iter().next().map(|(_, error, _)| error);
            return match first {
                Some(error) => Err(error),
                None if self.lists.is_empty() => Err(IngestError::Empty { path: self.part.path.clone() }),
                None => Ok(()),
            };
        }
        for (sheet, _, rows) in self.others {
            let name = self.part.name.clone();
            self.reading.passed_over.push(PassedOver { name, sheet, rows: Some(rows) });
        }
        if let ([_], Some(only)) = (self.lists.as_slice(), self.reading.sources.last_mut()) {
            only.sheet = None;
        }
        lists.append(&mut self.lists);
        Ok(())
    }
}
