//! The container of old Office files (OLE2): streams in sectors.

use super::WorkbookError;

/// Sector numbers from here on are marks, no sectors.
const MARKS: u32 = 0xFFFF_FFFA;
const NO_ENTRY: u32 = u32::MAX;
const HEADER: usize = 512;
const ENTRY: usize = 128;
const SMALL_SECTOR: usize = 64;
/// Streams shorter than this stand in small sectors.
const SMALL_STREAM: usize = 4096;

/// A container: its directory, and how to follow its chains. A chain that turns back on itself is an error.
pub(super) struct Compound<'a> {
    sectors: Sectors<'a>,
    small: Vec<u32>,
    small_stream: Vec<u8>,
    streams: Vec<Stream>,
}

struct Stream {
    name: String,
    start: u32,
    size: usize,
}

/// The sectors of the file, and the number of the sector that follows each.
struct Sectors<'a> {
    bytes: &'a [u8],
    length: usize,
    next: Vec<u32>,
}

fn damaged(what: &'static str) -> WorkbookError {
    WorkbookError::damaged("", what)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn longs(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).filter_map(|chunk| long(chunk, 0))
}

impl<'a> Sectors<'a> {
    /// The bytes of a sector; the last one of a file may be cut short.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let begin = (usize::try_from(number).ok()?).checked_add(1)?.checked_mul(self.length)?;
        let end = begin.checked_add(self.length)?.min(self.bytes.len());
        self.bytes.get(begin..end).filter(|sector| !sector.is_empty())
    }

    fn count(&self) -> usize {
        self.bytes.len() / self.length + 1
    }

    /// The bytes of a chain of sectors, to its end or to `most`.
    fn chain(&self, start: u32, most: usize) -> Result<Vec<u8>, WorkbookError> {
        let mut bytes = Vec::new();
        let mut number = start;
        for _ in 0..=self.count() {
            if number >= MARKS || bytes.len() >= most {
                bytes.truncate(most);
                return Ok(bytes);
            }
            let sector = self.sector(number).ok_or_else(|| damaged("a stream leads out of the file"))?;
            bytes.extend_from_slice(sector);
            let next = usize::try_from(number).ok().and_then(|place| self.next.get(place));
            number = *next.ok_or_else(|| damaged("a stream leads out of the file"))?;
        }
        Err(damaged("a stream leads back to itself"))
    }
}

impl<'a> Compound<'a> {
    /// Reads the tables of a container.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, WorkbookError> {
        Self::tables(bytes).and_then(|opened| opened.ok_or_else(|| damaged("its header is cut short")))
    }

    fn tables(bytes: &'a [u8]) -> Result<Option<Self>, WorkbookError> {
        let Some(length) = short(bytes, 30).and_then(|shift| match shift {
            9 => Some(512),
            12 => Some(4096),
            _ => None,
        }) else {
            return Err(damaged("sectors of an unknown size"));
        };
        let mut sectors = Sectors { bytes, length, next: Vec::new() };
        let (Some(directory), Some(small_table), Some(mut more)) = (long(bytes, 48), long(bytes, 60), long(bytes, 68))
        else {
            return Ok(None);
        };
        let Some(first) = bytes.get(76..HEADER) else { return Ok(None) };
        // The numbers of the sectors of the table: first those in the header, then a list of sectors of numbers.
        let mut table: Vec<u32> = longs(first).collect();
        for _ in 0..sectors.count() {
            if more >= MARKS {
                break;
            }
            let sector = sectors.sector(more).ok_or_else(|| damaged("its table leads out of the file"))?;
            let mut numbers: Vec<u32> = longs(sector).collect();
            more = numbers.pop().ok_or_else(|| damaged("its table is cut short"))?;
            table.append(&mut numbers);
        }
        for number in table.into_iter().filter(|number| *number < MARKS) {
            if sectors.next.len() > sectors.count() {
                break;
            }
            let sector = sectors.sector(number).ok_or_else(|| damaged("its table leads out of the file"))?;
            sectors.next.extend(longs(sector));
        }
        let directory = sectors.chain(directory, usize::MAX)?;
        let root = directory.get(..ENTRY).ok_or_else(|| damaged("its directory is cut short"))?;
        let (Some(root_start), Some(root_size), Some(child)) = (long(root, 116), long(root, 120), long(root, 76))
        else {
            return Ok(None);
        };
        let small = longs(&sectors.chain(small_table, usize::MAX)?).collect();
        let small_stream = sectors.chain(root_start, root_size as usize)?;
        let streams = children(&directory, child);
        Ok(Some(Self { sectors, small, small_stream, streams }))
    }

    /// Whether there is a stream of this name on the outermost level.
    pub(super) fn has(&self, name: &str) -> bool {
        self.streams.iter().any(|stream| stream.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream of the outermost level, if there is one of this name.
    pub(super) fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, WorkbookError> {
        let Some(stream) = self.streams.iter().find(|stream| stream.name.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        let bytes = if stream.size < SMALL_STREAM {
            self.small_chain(stream.start, stream.size)?
        } else {
            self.sectors.chain(stream.start, stream.size)?
        };
        if bytes.len() < stream.size { Err(damaged("a stream is cut short")) } else { Ok(Some(bytes)) }
    }

    fn small_chain(&self, start: u32, size: usize) -> Result<Vec<u8>, WorkbookError> {
        let leads_out = || damaged("a stream leads out of the file");
        let mut bytes = Vec::new();
        let mut number = start;
        // At most SMALL_STREAM bytes: no need to look for rings.
        while number < MARKS && bytes.len() < size {
            let place = number as usize;
            let begin = place.checked_mul(SMALL_SECTOR).ok_or_else(leads_out)?;
            let left = self.small_stream.get(begin..).filter(|left| !left.is_empty()).ok_or_else(leads_out)?;
            bytes.extend(left.iter().take(SMALL_SECTOR));
            number = *self.small.get(place).ok_or_else(leads_out)?;
        }
        bytes.truncate(size);
        Ok(bytes)
    }
}

/// The streams of the outermost level: those of embedded documents have the same names, further down.
fn children(directory: &[u8], first: u32) -> Vec<Stream> {
    let mut seen = vec![false; directory.len() / ENTRY];
    let mut waiting = vec![first];
    let mut streams = Vec::new();
    while let Some(number) = waiting.pop() {
        let place = number as usize;
        match seen.get_mut(place) {
            Some(seen) if number != NO_ENTRY && !*seen => *seen = true,
            _ => continue,
        }
        let Some(entry) = directory.get(place * ENTRY..(place + 1) * ENTRY) else { continue };
        waiting.extend([68, 72].into_iter().filter_map(|at| long(entry, at)));
        let letters = usize::from(short(entry, 64).unwrap_or_default()).saturating_sub(2) / 2;
        let units: Vec<u16> = (0..letters.min(31)).filter_map(|letter| short(entry, letter * 2)).collect();
        if let (Some(2), Some(start), Some(size)) = (entry.get(66), long(entry, 116), long(entry, 120)) {
            streams.push(Stream { name: String::from_utf16_lossy(&units), start, size: size as usize });
        }
    }
    streams
}
