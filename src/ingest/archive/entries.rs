use super::directory::{Stored, stored};
use super::names::{harmless, is_litter, is_odd};
use super::{ArchiveError, ArchiveLimits, Unpacked};

/// The files of a zip, in the order of their names. Folders and what systems leave behind (`__MACOSX/`, `.DS_Store`,
/// `Thumbs.db`, `~$…`) are left out. An archive within it is a file like any other.
pub struct ArchiveEntries<'a> {
    bytes: &'a [u8],
    limits: ArchiveLimits,
    files: Vec<ArchiveEntry>,
}

/// A file of a zip.
#[derive(Debug, Clone)]
pub struct ArchiveEntry {
    /// Its name as given, with the folders in it. Never a path to be opened.
    pub name: String,
    /// The name for display: characters that a terminal might act on are replaced.
    pub shown: String,
    /// Whether the name is absolute, has `..` in it, or does not show as it is.
    pub odd: bool,
    /// Bytes unpacked, as the archive says; reading the entry holds it to that.
    pub size: u64,
    stored: Stored,
}

impl<'a> ArchiveEntries<'a> {
    /// Reads the directory of a zip.
    ///
    /// # Errors
    /// When there is no such directory or it contradicts the file; when a file is encrypted; when there are more entries,
    /// or more bytes in all, than allowed.
    pub fn open(bytes: &'a [u8], limits: ArchiveLimits) -> Result<Self, ArchiveError> {
        let mut files = Vec::new();
        let mut left = limits.unpacked_bytes;
        for stored in stored(bytes, limits.entries)? {
            if is_litter(&stored.name) {
                continue;
            }
            if stored.encrypted {
                return Err(ArchiveError::Encrypted { entry: harmless(&stored.name) });
            }
            left = left
                .checked_sub(stored.size)
                .ok_or(ArchiveError::TooLarge { limit: "unpacked_bytes", most: limits.unpacked_bytes })?;
            files.push(ArchiveEntry {
                name: stored.name.clone(),
                shown: harmless(&stored.name),
                odd: is_odd(&stored.name),
                size: stored.size,
                stored,
            });
        }
        files.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(Self { bytes, limits, files })
    }

    /// The files, in the order of their names.
    #[must_use]
    pub fn files(&self) -> &[ArchiveEntry] {
        &self.files
    }

    /// Unpacks a file of this archive.
    ///
    /// # Errors
    /// When it is packed in a way this program does not unpack, or says it is larger than allowed.
    pub fn open_file(&self, file: &ArchiveEntry) -> Result<Unpacked<'a>, ArchiveError> {
        file.stored.unpack(self.bytes, self.limits)
    }
}
