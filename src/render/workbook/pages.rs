//! Where pages break: blocks that belong together stay on one page where they can.

use super::sheet::Sheet;

/// The breaks so far.
#[derive(Debug)]
pub(super) struct Pages {
    /// Rows of a page.
    most: u32,
    /// The first row of this page.
    begun: u32,
    /// First rows of further pages.
    pub(super) breaks: Vec<u32>,
}

impl Pages {
    /// Pages of so many rows.
    pub(super) fn new(most: u32) -> Self {
        Self { most, begun: 0, breaks: Vec::new() }
    }

    /// Before a block of so many rows: a break, unless it fits on what is left of this page.
    pub(super) fn keep(&mut self, sheet: &Sheet<'_>, rows: usize) {
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        let filled = sheet.row - self.begun;
        if filled > 0 && filled.saturating_add(rows) > self.most && self.has_block(sheet) {
            self.begin(sheet);
        }
    }

    /// A break here.
    pub(super) fn begin(&mut self, sheet: &Sheet<'_>) {
        self.begun = sheet.row;
        self.breaks.push(sheet.row);
    }

    /// The title alone makes no page.
    fn has_block(&self, sheet: &Sheet<'_>) -> bool {
        self.begun > 0 || sheet.row > TITLE_ROWS
    }
}

/// Rows that the title of a sheet takes at most.
const TITLE_ROWS: u32 = 8;
