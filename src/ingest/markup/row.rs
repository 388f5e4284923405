//! A row in the making.

use crate::ingest::grid::{GridCell, GridRow};

/// A row, and the one thing it knows to do: keep its promise about blank cells.
#[derive(Debug, Default)]
pub(super) struct RowDraft {
    line: u64,
    cells: Vec<GridCell>,
}

impl RowDraft {
    pub(super) fn new(line: u64) -> Self {
        Self { line, cells: Vec::new() }
    }

    /// A row of one cell.
    pub(super) fn single(line: u64, text: String) -> Self {
        Self { line, cells: vec![GridCell { text, ..GridCell::default() }] }
    }

    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Puts a cell into its column; columns skipped are blank. The caller has bounded `column`.
    pub(super) fn put(&mut self, column: usize, cell: GridCell) {
        if cell.text.is_empty() {
            return;
        }
        if self.cells.len() <= column {
            self.cells.resize_with(column + 1, GridCell::default);
        }
        if let Some(place) = self.cells.get_mut(column) {
            *place = cell;
        }
    }

    /// The row with all the cells that the file tells of, blank ones at its end included; nothing when all are blank.
    pub(super) fn finish_told(self, told: usize) -> Option<GridRow> {
        let mut row = self.finish()?;
        if row.cells.len() < told {
            row.cells.resize_with(told, GridCell::default);
        }
        Some(row)
    }

    /// The row without its trailing blank cells; nothing when all are blank.
    pub(super) fn finish(mut self) -> Option<GridRow> {
        let held = self.cells.iter().rposition(|cell| !is_blank(&cell.text))? + 1;
        self.cells.truncate(held);
        Some(GridRow { line: self.line, cells: self.cells })
    }
}

/// No-break spaces and the like show nothing either.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> GridCell {
        GridCell { text: text.to_owned(), ..GridCell::default() }
    }

    #[test]
    fn gaps_are_blank_and_the_end_is_cut() {
        let mut draft = RowDraft::new(9);
        draft.put(2, cell("x"));
        draft.put(4, cell("\u{a0}"));
        let expected = GridRow { line: 9, cells: vec![cell(""), cell(""), cell("x")] };
        assert_eq!(draft.finish(), Some(expected));
    }

    #[test]
    fn a_blank_row_is_none() {
        let mut draft = RowDraft::new(1);
        draft.put(0, cell(" \u{a0} "));
        assert_eq!(draft.finish(), None);
        assert_eq!(RowDraft::single(1, String::new()).finish(), None);
    }
}
