//! What readers of tables that are no delimited text hand on, row by row.

/// A cell of a sheet (trang tính), an HTML table or a JSON record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GridCell {
    /// The text as the file has it; a number in its shortest exact form with a decimal point, no exponent.
    pub text: String,
    /// What the file itself says the cell is.
    pub kind: CellKind,
}

/// What a file says a cell is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CellKind {
    /// A text, or nothing.
    #[default]
    Text,
    /// A number, stored as one.
    Number,
    /// A date stored as one: days since 1970-01-01. Its text is `yyyy-MM-dd`.
    Day(i32),
    /// The same with a time of day: the minute of the day, never 0. Its text is `yyyy-MM-dd` all the same.
    Moment(i32, u16),
}

/// A row of a sheet or table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GridRow {
    /// Its number in the sheet, or its line in the file, from 1.
    pub line: u64,
    /// Cells from the first column on; gaps are filled with blank cells.
    pub cells: Vec<GridCell>,
}

/// What a reader of tables meets on its way.
#[derive(Debug)]
pub enum Event<'a> {
    /// A sheet or table begins.
    Sheet(&'a str),
    /// A hidden sheet, which is not read.
    Hidden(&'a str),
    /// A row of the sheet that began last.
    Row(GridRow),
}
