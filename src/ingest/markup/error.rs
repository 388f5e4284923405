use super::limits::MarkupLimits;

/// What a file has too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Columns of a row.
    Columns,
    /// Rows of the file.
    Rows,
    /// Levels of nesting.
    Depth,
    /// Bytes of a cell.
    CellBytes,
}

/// The tables of a file cannot be read. Rows handed on before the error are no result: the reading is void as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MarkupError {
    /// The text ends inside an element: most likely a download broken off.
    #[error("line {line}: the text ends inside <{element}> of line {opened}")]
    Truncated {
        /// The element that does not end: `table`, `html`, `Workbook`…
        ///
        /// With `html` every table was closed and every row has been handed on: some exports never write `</html>`,
        /// and a caller who knows the system may let that pass.
        element: String,
        /// Line on which it begins.
        opened: u64,
        /// The last line of the text.
        line: u64,
    },
    /// The file is larger than the caller allows.
    #[error("line {line}: more than {most} ({limit:?})")]
    TooLarge {
        /// Which limit.
        limit: Measure,
        /// What is allowed.
        most: u64,
        /// Where it is exceeded.
        line: u64,
    },
    /// The text holds no table.
    #[error("no table")]
    NoTable,
    /// A table holds another, and which of them is the table of the dossiers cannot be told.
    #[error("line {line}: a table of {rows} rows holds a table of {inner} rows")]
    NestedTables {
        /// Line on which the outer table begins.
        line: u64,
        /// Rows of the outer table with two or more cells that hold something.
        rows: u64,
        /// The same of its largest inner table.
        inner: u64,
    },
    /// No JSON, or not of a form that is read.
    #[error("line {line}, column {column}: {reason}")]
    Json {
        /// Line of the text, from 1.
        line: u64,
        /// Byte of the line, from 1.
        column: u64,
        /// What is wrong, in technical English.
        reason: String,
    },
    /// The JSON document ends before it is complete: most likely a download broken off.
    #[error("line {line}, column {column}: the document is not complete")]
    JsonEnds {
        /// Line of the text, from 1.
        line: u64,
        /// Byte of the line, from 1.
        column: u64,
    },
    /// A JSON record names a field twice: which one counts cannot be told.
    #[error("line {line}: {name} stands twice")]
    SameName {
        /// Line on which the record begins.
        line: u64,
        /// The dotted name.
        name: String,
    },
    /// A JSON document holds several arrays of objects: which one is meant cannot be told.
    #[error("several arrays: {}", names.join(", "))]
    SeveralArrays {
        /// The dotted names, in the order of the text.
        names: Vec<String>,
    },
    /// No well-formed SpreadsheetML.
    #[error("line {line}: {reason}")]
    Xml {
        /// Line of the text, from 1.
        line: u64,
        /// What is wrong, in technical English.
        reason: String,
    },
}

impl MarkupError {
    pub(super) fn too_large(limit: Measure, limits: &MarkupLimits, line: u64) -> Self {
        let most = match limit {
            Measure::Columns => limits.columns as u64,
            Measure::Rows => limits.rows,
            Measure::Depth => limits.levels() as u64,
            Measure::CellBytes => limits.cell_bytes as u64,
        };
        MarkupError::TooLarge { limit, most, line }
    }
}

/// Why reading stops before the end of the text.
#[derive(Debug)]
pub(super) enum Halt {
    /// The caller has seen enough.
    Enough,
    /// The file cannot be read.
    Failed(MarkupError),
}

impl From<MarkupError> for Halt {
    fn from(error: MarkupError) -> Self {
        Halt::Failed(error)
    }
}

impl Halt {
    /// What a reader that has halted answers.
    pub(super) fn outcome(self) -> Result<(), MarkupError> {
        match self {
            Halt::Enough => Ok(()),
            Halt::Failed(error) => Err(error),
        }
    }
}
