use std::io::{self, Read};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::directory::Stored;
use super::names::harmless;
use super::{ArchiveError, ArchiveLimits};

const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// The bytes of an entry, unpacked while they are read. Its end is an end only if size and checksum are right; else, and
/// when a limit is broken, it is an error that [`ArchiveError::from_io`] tells.
pub struct Unpacked<'a> {
    way: Way<'a>,
    entry: String,
    size: u64,
    packed: u64,
    checksum: u32,
    limits: ArchiveLimits,
    given: u64,
    seen: Crc,
}

enum Way<'a> {
    Stored(&'a [u8]),
    Deflated(DeflateDecoder<&'a [u8]>),
}

impl<'a> Unpacked<'a> {
    pub(super) fn new(entry: &Stored, packed: &'a [u8], limits: ArchiveLimits) -> Result<Self, ArchiveError> {
        if entry.encrypted {
            return Err(ArchiveError::Encrypted { entry: harmless(&entry.name) });
        }
        if let Some((limit, most)) = limits.broken(entry.packed, entry.size) {
            return Err(ArchiveError::TooLarge { limit, most });
        }
        let way = match entry.method {
            STORED => Way::Stored(packed),
            DEFLATED => Way::Deflated(DeflateDecoder::new(packed)),
            _ => {
                return Err(ArchiveError::Unsupported { entry: harmless(&entry.name), what: "its way of packing" });
            }
        };
        Ok(Self {
            way,
            entry: harmless(&entry.name),
            size: entry.size,
            packed: entry.packed,
            checksum: entry.checksum,
            limits,
            given: 0,
            seen: Crc::new(),
        })
    }

    fn damaged(&self, what: &'static str) -> io::Error {
        ArchiveError::Damaged { entry: self.entry.clone(), what }.into()
    }

    fn check_end(&self) -> io::Result<()> {
        let taken = match &self.way {
            Way::Stored(left) => self.packed - left.len() as u64,
            Way::Deflated(decoder) => decoder.total_in(),
        };
        if self.given != self.size || taken != self.packed {
            return Err(self.damaged("it is not as long as it says"));
        }
        if self.seen.sum() != self.checksum {
            return Err(self.damaged("its checksum is wrong"));
        }
        Ok(())
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.way {
            Way::Stored(left) => left.read(buffer),
            Way::Deflated(decoder) => decoder.read(buffer),
        };
        let read = read.map_err(|_| self.damaged("it does not unpack"))?;
        self.given += read as u64;
        if self.given > self.size {
            return Err(self.damaged("it is longer than it says"));
        }
        if let Some((limit, most)) = self.limits.broken(self.packed, self.given) {
            return Err(ArchiveError::TooLarge { limit, most }.into());
        }
        self.seen.update(buffer.get(..read).unwrap_or_default());
        if read == 0 && !buffer.is_empty() {
            self.check_end()?;
        }
        Ok(read)
    }
}
