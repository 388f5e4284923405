use crate::ingest::archive::ArchiveLimits;

/// How much a workbook may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkbookLimits {
    /// Most bytes of all parts of the file together, unpacked; and most bytes of all texts handed on.
    pub unpacked_bytes: u64,
    /// Most unpacked bytes for each packed byte of a part; the first mebibyte of a part is free of it.
    pub ratio: u64,
    /// Most cells handed on, blank ones between others included.
    pub cells: u64,
    /// Most sheets, hidden ones included.
    pub sheets: usize,
    /// Most columns of a row that has something in them.
    pub columns: usize,
}

/// Most parts of a workbook: sheets, pictures, settings. Real ones have dozens.
const MOST_PARTS: usize = 10_000;

impl WorkbookLimits {
    pub(super) fn of_parts(&self) -> ArchiveLimits {
        ArchiveLimits { unpacked_bytes: self.unpacked_bytes, ratio: self.ratio, entries: MOST_PARTS }
    }
}

impl ArchiveLimits {
    /// For a look at the small parts that tell the kind of a file.
    pub(super) const GLANCE: ArchiveLimits =
        ArchiveLimits { unpacked_bytes: 1 << 20, ratio: 1 << 10, entries: MOST_PARTS };
}
