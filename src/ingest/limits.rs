use std::str::FromStr;

/// What a file may demand before it is refused (giới hạn). Each has a name for `--limit NAME=NUMBER`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one record; a longer one is rejected. No dossier has one, and a lost quote must not swallow a file.
    pub record_bytes: usize,
    /// Columns of a list.
    pub columns: usize,
    /// Bytes of a file that must be held in memory: a workbook, an HTML table, a JSON document.
    pub held_bytes: u64,
    /// Bytes that an archive, a compressed file or a workbook may unpack to.
    pub unpacked_bytes: u64,
    /// Times by which a packed part may grow when it is unpacked.
    pub unpacked_ratio: u64,
    /// Cells of a workbook of the old kind, blank ones between others included.
    pub cells: u64,
    /// Sheets of a workbook, tables of a page, files of an archive.
    pub parts: usize,
    /// Rejected records and repairs that are listed one by one; all are counted.
    pub listed: usize,
}

/// The limits when nothing else is said.
pub const LIMITS: Limits = Limits {
    record_bytes: 1 << 20,
    columns: 16_384,
    held_bytes: 1 << 30,
    unpacked_bytes: 16 << 30,
    unpacked_ratio: 1_000,
    cells: 100_000_000,
    parts: 2_000,
    listed: 100_000,
};

/// The most that the parts of a workbook may unpack to: its texts are kept in memory while it is read.
pub(super) const MOST_WORKBOOK_BYTES: u64 = 1 << 30;

impl Default for Limits {
    fn default() -> Self {
        LIMITS
    }
}

/// The names of the limits.
pub const LIMIT_NAMES: [&str; 8] =
    ["record-bytes", "columns", "held-bytes", "unpacked-bytes", "unpacked-ratio", "cells", "parts", "listed"];

/// A limit that the user sets: `held-bytes=500000000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetLimit {
    place: usize,
    number: u64,
}

impl FromStr for SetLimit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let names = || LIMIT_NAMES.join(", ");
        let (name, number) = text.split_once('=').ok_or_else(names)?;
        let place = LIMIT_NAMES.iter().position(|known| *known == name).ok_or_else(names)?;
        let number = number.parse().ok().filter(|number| *number > 0).ok_or_else(names)?;
        Ok(Self { place, number })
    }
}

impl Limits {
    /// These limits with one of them set.
    #[must_use]
    pub fn with(mut self, set: SetLimit) -> Self {
        let size = usize::try_from(set.number).unwrap_or(usize::MAX);
        match set.place {
            0 => self.record_bytes = size,
            1 => self.columns = size,
            2 => self.held_bytes = set.number,
            3 => self.unpacked_bytes = set.number,
            4 => self.unpacked_ratio = set.number,
            5 => self.cells = set.number,
            6 => self.parts = size,
            _ => self.listed = size,
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_sets_its_own_limit() {
        let mut seen = vec![LIMITS];
        for name in LIMIT_NAMES {
            let limits = LIMITS.with(format!("{name}=7").parse().unwrap());
            assert!(!seen.contains(&limits), "{name}");
            seen.push(limits);
        }
        for wrong in ["columns", "columns=", "columns=0", "column=5", "=5", "columns=-1"] {
            assert!(wrong.parse::<SetLimit>().is_err(), "{wrong}");
        }
    }
}
