use std::ops::ControlFlow;

use crate::ingest::grid::{Event, GridCell, GridRow};

use super::{WorkbookError, WorkbookLimits};

/// Most bytes of the text of a cell: spreadsheet programs hold 32,767 UTF-16 units, at most three bytes each. It bounds
/// what a short file can make of one long text that all its cells share.
const MOST_CELL_BYTES: usize = 3 * 32_767;

/// Cells that room is made for at once.
const WIDE: usize = 256;

/// Why reading stops.
#[derive(Debug)]
pub(super) enum Stop {
    /// The caller has seen enough.
    Enough,
    Failed(WorkbookError),
}

impl From<WorkbookError> for Stop {
    fn from(error: WorkbookError) -> Self {
        Stop::Failed(error)
    }
}

/// The one way out of a workbook: puts cells in their places, leaves blank rows out, and keeps the limits.
pub(super) struct Sink<'e> {
    limits: WorkbookLimits,
    each: &'e mut dyn FnMut(Event<'_>) -> ControlFlow<()>,
    cells: u64,
    letters: u64,
    sheets: u64,
    row: GridRow,
    /// Cells of the row before: most rows of a sheet are of one length.
    width: usize,
}

impl<'e> Sink<'e> {
    pub(super) fn new(limits: WorkbookLimits, each: &'e mut dyn FnMut(Event<'_>) -> ControlFlow<()>) -> Self {
        Self { limits, each, cells: 0, letters: 0, sheets: 0, row: GridRow::default(), width: 0 }
    }

    pub(super) fn sheet(&mut self, name: &str) -> Result<(), Stop> {
        self.sheets += 1;
        self.hand_on(Event::Sheet(name))
    }

    pub(super) fn hidden(&mut self, name: &str) -> Result<(), Stop> {
        self.sheets += 1;
        self.hand_on(Event::Hidden(name))
    }

    /// The end of the workbook.
    pub(super) fn finish(&self) -> Result<(), Stop> {
        if self.sheets == 0 { Err(WorkbookError::NoSheets.into()) } else { Ok(()) }
    }

    /// The next cells are of this row, from 1. Rows of a sheet come in their order.
    pub(super) fn begin_row(&mut self, line: u64) {
        self.row = GridRow { line, cells: Vec::new() };
    }

    /// A cell of the row, its column from 0; cells of a row come in any order. False when it stands there already.
    pub(super) fn cell(&mut self, column: usize, cell: GridCell) -> Result<bool, WorkbookError> {
        if cell.text.is_empty() {
            return Ok(true);
        }
        let limits = self.limits;
        let too_large = |limit, most| Err(WorkbookError::TooLarge { limit, most });
        if column >= limits.columns {
            return too_large("columns", limits.columns as u64);
        }
        if cell.text.len() > MOST_CELL_BYTES {
            return too_large("cell_bytes", MOST_CELL_BYTES as u64);
        }
        self.letters += cell.text.len() as u64;
        if self.letters > limits.unpacked_bytes {
            return too_large("unpacked_bytes", limits.unpacked_bytes);
        }
        let cells = &mut self.row.cells;
        if column >= cells.len() {
            self.cells += (column + 1 - cells.len()) as u64;
            if self.cells > limits.cells {
                return too_large("cells", limits.cells);
            }
            if cells.is_empty() {
                cells.reserve(self.width);
            }
            cells.resize_with(column + 1, GridCell::default);
        }
        match cells.get_mut(column) {
            Some(place) if place.text.is_empty() => *place = cell,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Hands the row on, unless it is blank.
    pub(super) fn end_row(&mut self) -> Result<(), Stop> {
        if self.row.cells.is_empty() {
            return Ok(());
        }
        self.width = self.row.cells.len().min(WIDE);
        let row = std::mem::take(&mut self.row);
        self.hand_on(Event::Row(row))
    }

    fn hand_on(&mut self, event: Event<'_>) -> Result<(), Stop> {
        match (self.each)(event) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Enough),
        }
    }
}
