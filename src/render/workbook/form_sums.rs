//! Which cells of a form are sums of others: a formula stands only where its parts are known and come to the value, so that
//! a program that calculates shows what the report says.

use rust_xlsxwriter::row_col_to_cell;

use crate::report::documents::{FormCell, FormPart, FormRow, FormRowKind, FormShown};

use super::sheet::MOST_ROWS;

/// The sums of one table.
pub(super) struct Sums<'a> {
    form: &'a FormShown,
    rows: &'a [FormRow],
    /// The sheet's row of the first one.
    first: u32,
}

impl<'a> Sums<'a> {
    pub(super) fn new(form: &'a FormShown, part: &'a FormPart, first: u32) -> Self {
        Self { form, rows: &part.rows[..part.rows.len().min(MOST_ROWS)], first }
    }

    /// The formula of a cell, if it is a sum: across where the form says so, else down.
    pub(super) fn formula(&self, row: usize, column: usize) -> Option<String> {
        self.across(row, column).or_else(|| self.down(row, column))
    }

    fn count(&self, row: usize, column: usize) -> Option<u64> {
        match self.rows.get(row)?.cells.get(column)? {
            FormCell::Count(count) => Some(*count),
            FormCell::Row | FormCell::NotAvailable | FormCell::Hidden => None,
        }
    }

    fn cell(&self, row: usize, column: usize) -> Option<String> {
        Some(row_col_to_cell(self.first + u32::try_from(row).ok()?, u16::try_from(column).ok()?))
    }

    fn across(&self, row: usize, column: usize) -> Option<String> {
        let parts = &self.form.columns.get(column)?.sum;
        let mut counts = parts.iter().map(|part| self.count(row, *part));
        let agrees =
            !parts.is_empty() && counts.try_fold(0, |sum, count| Some(sum + count?)) == self.count(row, column);
        let cells: Vec<String> = parts.iter().map(|part| self.cell(row, *part)).collect::<Option<_>>()?;
        agrees.then(|| format!("={}", cells.join("+")))
    }

    fn down(&self, row: usize, column: usize) -> Option<String> {
        let parts = self.parts(row);
        let mut counts = parts.iter().map(|part| self.count(*part, column));
        let agrees =
            !parts.is_empty() && counts.try_fold(0, |sum, count| Some(sum + count?)) == self.count(row, column);
        if !agrees {
            return None;
        }
        let (first, last) = (*parts.first()?, *parts.last()?);
        if last - first + 1 == parts.len() {
            return Some(format!("=SUM({}:{})", self.cell(first, column)?, self.cell(last, column)?));
        }
        let cells: Vec<String> = parts.iter().map(|part| self.cell(*part, column)).collect::<Option<_>>()?;
        Some(format!("={}", cells.join("+")))
    }

    /// The rows that a row adds up: a group its lines, the total its groups, or its lines where there are none.
    fn parts(&self, row: usize) -> Vec<usize> {
        let Some(own) = self.rows.get(row) else { return Vec::new() };
        let below = || self.rows.iter().enumerate().skip(row + 1);
        let of_kind = |kind| below().filter(move |(_, row)| row.kind == kind).map(|(place, _)| place);
        match own.kind {
            FormRowKind::Line => Vec::new(),
            FormRowKind::Group => {
                below().take_while(|(_, row)| row.kind == FormRowKind::Line).map(|(place, _)| place).collect()
            }
            FormRowKind::Total => {
                let groups: Vec<usize> = of_kind(FormRowKind::Group).collect();
                if groups.is_empty() { of_kind(FormRowKind::Line).collect() } else { groups }
            }
        }
    }
}
