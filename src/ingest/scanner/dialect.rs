//! How a file separates fields and records, and how much of it may be one record.

/// A record longer than this many bytes is given up: no dossier has one, and a lost quote must not swallow a file.
pub const MOST_RECORD_BYTES: usize = 1 << 20;

/// A record of more fields than this is given up: no export has so many columns.
pub const MOST_FIELDS: usize = 16_384;

/// How a file separates fields and records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// Between fields: `,`, `;`, tab or `|`.
    pub delimiter: u8,
    /// Around fields that hold delimiters or line ends: `"`, or `'` in files that quote with apostrophes.
    pub quote: u8,
    /// What ends a record.
    pub terminator: Terminator,
}

/// What ends a record, outside quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terminator {
    /// LF, CR LF and CR CR LF; a CR elsewhere is data.
    LineFeed,
    /// LF, CR LF, CR CR LF, and a CR that stands alone.
    Any,
}

/// How much may be one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one record, its line end not counted.
    pub most_record_bytes: usize,
    /// Fields of one record.
    pub most_fields: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { most_record_bytes: MOST_RECORD_BYTES, most_fields: MOST_FIELDS }
    }
}

/// A place in a file between two records.
///
/// Lines are counted as a text editor does: LF, CR LF and CR CR LF each end one line, within quotes too; a CR that
/// stands alone ends one under [`Terminator::Any`] only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Bytes of the file before it.
    pub offset: u64,
    /// Line of the file that begins there, from 1.
    pub line: u64,
}

impl Place {
    /// The place at byte `offset` of line 1: behind the byte order mark, or at the very beginning.
    #[must_use]
    pub fn first_line(offset: u64) -> Self {
        Self { offset, line: 1 }
    }
}
