//! The zip that an xlsx or ods file is.

use std::collections::BTreeMap;
use std::io::Read;

use crate::ingest::archive::directory::{Stored, stored};
use crate::ingest::archive::{ArchiveLimits, Unpacked};

use super::WorkbookError;
use super::xml::Xml;

/// The parts of a workbook, every one of them unpacked once and found whole and within the limits.
pub(super) struct Package<'a> {
    bytes: &'a [u8],
    limits: ArchiveLimits,
    parts: BTreeMap<String, Stored>,
}

/// Part names know no case, and some programs write them with backslashes.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

impl<'a> Package<'a> {
    /// Opens a package without looking into its parts.
    pub(super) fn glance(bytes: &'a [u8], limits: ArchiveLimits) -> Result<Self, WorkbookError> {
        let mut parts = BTreeMap::new();
        for stored in stored(bytes, limits.entries)? {
            if let Some(other) = parts.insert(key(&stored.name), stored) {
                return Err(other.damaged("its name stands twice").into());
            }
        }
        Ok(Self { bytes, limits, parts })
    }

    /// Opens a package, and unpacks every part of it once without keeping anything: no part is used before all are known
    /// to be within the limits.
    pub(super) fn open(bytes: &'a [u8], limits: ArchiveLimits) -> Result<Self, WorkbookError> {
        let package = Self::glance(bytes, limits)?;
        let mut left = limits.unpacked_bytes;
        let mut buffer = vec![0; 1 << 16];
        for part in package.parts.values() {
            let mut unpacked = part.unpack(bytes, limits)?;
            loop {
                let read = unpacked.read(&mut buffer).map_err(WorkbookError::from_io)?;
                if read == 0 {
                    break;
                }
                left = left
                    .checked_sub(read as u64)
                    .ok_or(WorkbookError::TooLarge { limit: "unpacked_bytes", most: limits.unpacked_bytes })?;
            }
        }
        Ok(package)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name))
    }

    fn part(&self, name: &str) -> Result<Option<Unpacked<'a>>, WorkbookError> {
        let Some(stored) = self.parts.get(&key(name)) else { return Ok(None) };
        Ok(Some(stored.unpack(self.bytes, self.limits)?))
    }

    /// A part of XML, if there is one of that name.
    pub(super) fn xml(&self, name: &str) -> Result<Option<Xml<'a>>, WorkbookError> {
        self.part(name)?.map(|part| Xml::new(part, name)).transpose()
    }

    /// A part of XML that there must be.
    pub(super) fn needed(&self, name: &str) -> Result<Xml<'a>, WorkbookError> {
        self.xml(name)?.ok_or_else(|| WorkbookError::damaged(name, "it is missing"))
    }

    /// A short part in full.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, WorkbookError> {
        let Some(mut part) = self.part(name)? else { return Ok(None) };
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).map_err(WorkbookError::from_io)?;
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }
}
