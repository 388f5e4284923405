//! From a record to a row.

use super::document::Document;
use super::names::Names;
use crate::ingest::grid::{CellKind, GridCell};
use crate::ingest::markup::error::{Halt, MarkupError, Measure};
use crate::ingest::markup::limits::MarkupLimits;
use crate::ingest::markup::lines::Lines;
use crate::ingest::markup::row::RowDraft;

/// Between the values of an array.
const BETWEEN: &str = "; ";

/// A cell in the making: the values of one column in one record.
#[derive(Debug, Default)]
struct Filled {
    cell: GridCell,
    values: usize,
}

/// Walks through records: a first time for their names, a second time for their values.
pub(super) struct Flatten<'t, 'l> {
    document: Document<'t>,
    limits: &'l MarkupLimits,
    pub(super) names: Names,
    /// Dotted name of the value at hand.
    path: String,
    line: u64,
    record: u64,
    /// The row, once the columns are known.
    row: Option<Vec<Filled>>,
    /// The columns of the row that hold something: of many columns a record may have few.
    touched: Vec<usize>,
}

impl<'t, 'l> Flatten<'t, 'l> {
    pub(super) fn new(document: Document<'t>, limits: &'l MarkupLimits) -> Self {
        Self {
            document,
            limits,
            names: Names::default(),
            path: String::new(),
            line: 1,
            record: 0,
            row: None,
            touched: Vec::new(),
        }
    }

    /// Learns the names of a record.
    pub(super) fn learn(&mut self, record: &'t str, line: u64) -> Result<(), Halt> {
        self.begin(line);
        self.object(record, 1, None)
    }

    /// The row of a record; every name of it is known.
    pub(super) fn row(&mut self, record: &'t str, line: u64, columns: usize) -> Result<RowDraft, Halt> {
        self.begin(line);
        let mut row = self.row.take().unwrap_or_default();
        row.resize_with(columns, Filled::default);
        self.row = Some(row);
        self.object(record, 1, None)?;
        let mut draft = RowDraft::new(line);
        for column in self.touched.drain(..) {
            if let Some(filled) = self.row.as_mut().and_then(|row| row.get_mut(column)) {
                draft.put(column, std::mem::take(filled).cell);
            }
        }
        Ok(draft)
    }

    fn begin(&mut self, line: u64) {
        self.record += 1;
        self.line = line;
        self.names.begin_record();
        self.path.clear();
    }

    /// `element`: number of the array element this is part of, counted in the innermost array.
    fn object(&mut self, object: &'t str, depth: usize, element: Option<usize>) -> Result<(), Halt> {
        self.check_depth(depth)?;
        let document = self.document;
        let number_of_object = self.names.begin_object();
        let outer = self.path.len();
        document.members(object, &mut |name, value| {
            if outer > 0 {
                self.path.push('.');
            }
            self.path.push_str(name);
            let number = self.names.number(&self.path);
            // The names of objects are no columns, but must not be without bound either.
            if self.names.count() > self.limits.columns.saturating_mul(2) {
                return Err(self.too_large(Measure::Columns));
            }
            if !self.names.name_in(number, number_of_object) {
                return Err(self.same_name(number));
            }
            self.value(number, value, depth, element)?;
            self.path.truncate(outer);
            Ok(())
        })
    }

    fn value(&mut self, number: usize, value: &'t str, depth: usize, element: Option<usize>) -> Result<(), Halt> {
        match value.as_bytes().first() {
            Some(b'{') => {
                self.names.has_fields(number);
                self.object(value, depth + 1, element)
            }
            Some(b'[') => {
                self.check_depth(depth + 1)?;
                self.stands(number, element)?;
                let document = self.document;
                let mut index = 0;
                document.elements(value, &mut |inner| {
                    self.value(number, inner, depth + 1, Some(index))?;
                    index += 1;
                    Ok(())
                })
            }
            _ => {
                self.stands(number, element)?;
                self.scalar(number, value, element)
            }
        }
    }

    /// `{"a.b": 1, "a": {"b": 2}}` has two values of one dotted name.
    fn stands(&mut self, number: usize, element: Option<usize>) -> Result<(), Halt> {
        if element.is_none() && !self.names.stand_in(number, self.record) {
            return Err(self.same_name(number));
        }
        Ok(())
    }

    fn scalar(&mut self, number: usize, value: &'t str, element: Option<usize>) -> Result<(), Halt> {
        if value == "null" {
            return Ok(());
        }
        let Some(row) = &mut self.row else {
            self.names.has_value(number);
            return Ok(());
        };
        let Some(column) = self.names.column(number) else { return Ok(()) };
        let Some(filled) = row.get_mut(column) else { return Ok(()) };
        if filled.values == 0 {
            self.touched.push(column);
        }
        let (text, kind) = match value.as_bytes().first() {
            Some(b'"') => (self.document.string(value)?, CellKind::Text),
            Some(b'-' | b'0'..=b'9') => (value.to_owned(), CellKind::Number),
            _ => (value.to_owned(), CellKind::Text),
        };
        let wanted = element.unwrap_or(0).max(filled.values);
        let between = if filled.values == 0 { wanted } else { wanted - filled.values + 1 };
        let bytes =
            filled.cell.text.len().saturating_add(between.saturating_mul(BETWEEN.len())).saturating_add(text.len());
        if bytes > self.limits.cell_bytes {
            return Err(self.too_large(Measure::CellBytes));
        }
        if wanted == 0 {
            filled.cell = GridCell { text, kind };
        } else {
            filled.cell.text.push_str(&BETWEEN.repeat(between));
            filled.cell.text.push_str(&text);
            filled.cell.kind = CellKind::Text;
        }
        filled.values = wanted + 1;
        Ok(())
    }

    fn check_depth(&self, depth: usize) -> Result<(), Halt> {
        if depth > self.limits.levels() { Err(self.too_large(Measure::Depth)) } else { Ok(()) }
    }

    fn too_large(&self, measure: Measure) -> Halt {
        MarkupError::too_large(measure, self.limits, self.line).into()
    }

    fn same_name(&self, number: usize) -> Halt {
        MarkupError::SameName { line: self.line, name: self.names.path(number).to_owned() }.into()
    }
}

/// Line of a record, asked for in the order of the records.
pub(super) fn line_of(document: Document<'_>, lines: &mut Lines<'_>, record: &str) -> u64 {
    lines.of(document.place(record))
}
