//! How much a table may hold before it is refused.

/// Bounds of one file, set by the caller: no file may cost more than a file of honest size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkupLimits {
    /// Most columns of a row, merged and skipped places included.
    pub columns: usize,
    /// Most rows of a file, all its sheets together, blank rows included.
    pub rows: u64,
    /// Most levels of tables in tables, XML elements in elements, or JSON values in values. Above 100 counts as 100.
    pub depth: usize,
    /// Most bytes of text of one cell.
    pub cell_bytes: usize,
}

impl MarkupLimits {
    /// The depth used: each level of JSON costs stack.
    pub(super) fn levels(&self) -> usize {
        self.depth.min(100)
    }
}
