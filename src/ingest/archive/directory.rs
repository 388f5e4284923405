//! The directory of a zip file, held against what the file holds.

use std::collections::BTreeSet;

use super::names::{decoded, harmless};
use super::{ArchiveError, ArchiveLimits, Unpacked};

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const END_64: &[u8] = b"PK\x06\x06";
const LOCATOR_64: &[u8] = b"PK\x06\x07";

const LOCAL_LENGTH: usize = 30;
const CENTRAL_LENGTH: usize = 46;
const END_LENGTH: usize = 22;
const LOCATOR_64_LENGTH: usize = 20;
const LONGEST_COMMENT: usize = u16::MAX as usize;

const ENCRYPTED: u16 = 1;
const SIZES_FOLLOW: u16 = 1 << 3;
const UTF8_NAME: u16 = 1 << 11;

/// An entry of a zip file whose place has been checked.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    /// The name, decoded.
    pub(crate) name: String,
    /// Bytes it says it has, unpacked.
    pub(crate) size: u64,
    pub(super) packed: u64,
    pub(super) checksum: u32,
    pub(super) method: u16,
    pub(super) encrypted: bool,
    /// Where its local header begins and its packed bytes begin and end.
    header: usize,
    data: usize,
    end: usize,
}

/// Little-endian fields at places of a file; None beyond its end.
#[derive(Clone, Copy)]
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn bytes(self, at: usize, length: usize) -> Option<&'a [u8]> {
        self.0.get(at..at.checked_add(length)?)
    }

    fn short(self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(self.bytes(at, 2)?.try_into().ok()?))
    }

    fn long(self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.bytes(at, 4)?.try_into().ok()?))
    }

    fn longest(self, at: usize) -> Option<u64> {
        Some(u64::from_le_bytes(self.bytes(at, 8)?.try_into().ok()?))
    }
}

/// Where the directory lies, and how many entries it says it has.
struct Place {
    start: usize,
    size: usize,
    count: u64,
}

/// The entries of a zip file in the order of its directory.
///
/// # Errors
/// When the file has no directory, the directory and the entries contradict each other, entries overlap or share a name,
/// or there are more than `most`.
pub(crate) fn stored(bytes: &[u8], most: usize) -> Result<Vec<Stored>, ArchiveError> {
    let fields = Fields(bytes);
    let end = find_end(fields).ok_or_else(|| ArchiveError::damaged("no directory at the end"))?;
    let place = place(fields, end).ok_or_else(|| ArchiveError::damaged("the directory lies outside the file"))?;
    if place.count > most as u64 {
        return Err(ArchiveError::TooLarge { limit: "entries", most: most as u64 });
    }
    let mut found = Vec::new();
    let mut at = place.start;
    for _ in 0..place.count {
        let (entry, next) = entry(fields, at, place.start)?;
        found.push(entry);
        at = next;
    }
    if at != place.start + place.size {
        return Err(ArchiveError::damaged("the directory is not as long as it says"));
    }
    let mut names = BTreeSet::new();
    for entry in &found {
        if !names.insert(entry.name.as_str()) {
            return Err(entry.damaged("its name stands twice"));
        }
    }
    let mut places: Vec<&Stored> = found.iter().collect();
    places.sort_by_key(|entry| entry.header);
    for (one, next) in places.iter().zip(places.iter().skip(1)) {
        if one.end > next.header {
            return Err(next.damaged("it overlaps another entry"));
        }
    }
    Ok(found)
}

/// The name in the first local header: all that is left to tell what a file was that has lost its directory.
pub(crate) fn first_name(bytes: &[u8]) -> Option<String> {
    let fields = Fields(bytes);
    (fields.bytes(0, 4)? == LOCAL).then_some(())?;
    decoded(fields.bytes(LOCAL_LENGTH, usize::from(fields.short(26)?))?, false)
}

fn find_end(fields: Fields<'_>) -> Option<usize> {
    let length = fields.0.len();
    let last = length.checked_sub(END_LENGTH)?;
    let first = last.saturating_sub(LONGEST_COMMENT);
    (first..=last).rev().find(|&at| {
        fields.bytes(at, 4) == Some(END)
            && fields.short(at + 20).is_some_and(|comment| at + END_LENGTH + usize::from(comment) == length)
    })
}

fn place(fields: Fields<'_>, end: usize) -> Option<Place> {
    let small = (fields.short(end + 10)?, fields.long(end + 12)?, fields.long(end + 16)?);
    let disks = (fields.short(end + 4)?, fields.short(end + 6)?);
    let (count, size, start, limit) = if small.0 == u16::MAX || small.1 == u32::MAX || small.2 == u32::MAX {
        let locator = end.checked_sub(LOCATOR_64_LENGTH)?;
        (fields.bytes(locator, 4)? == LOCATOR_64).then_some(())?;
        let wide = usize::try_from(fields.longest(locator + 8)?).ok()?;
        (fields.bytes(wide, 4)? == END_64).then_some(())?;
        (fields.longest(wide + 32)?, fields.longest(wide + 40)?, fields.longest(wide + 48)?, wide)
    } else {
        (u64::from(small.0), u64::from(small.1), u64::from(small.2), end)
    };
    let (start, size) = (usize::try_from(start).ok()?, usize::try_from(size).ok()?);
    (start.checked_add(size)? <= limit && matches!(disks, (0 | u16::MAX, 0 | u16::MAX))).then_some(Place {
        start,
        size,
        count,
    })
}

/// The entry whose directory record is at `at`, and the place of the next record.
fn entry(fields: Fields<'_>, at: usize, directory: usize) -> Result<(Stored, usize), ArchiveError> {
    let short = || ArchiveError::damaged("the directory is cut short");
    if fields.bytes(at, 4) != Some(CENTRAL) {
        return Err(short());
    }
    let length = |place| fields.short(at + place).map(usize::from).ok_or_else(short);
    let (name_length, extra_length, comment_length) = (length(28)?, length(30)?, length(32)?);
    let flags = fields.short(at + 8).ok_or_else(short)?;
    let raw_name = fields.bytes(at + CENTRAL_LENGTH, name_length).ok_or_else(short)?;
    let name = decoded(raw_name, flags & UTF8_NAME != 0)
        .ok_or_else(|| ArchiveError::damaged("the name of an entry is not the UTF-8 it says it is"))?;
    let broken = |what| ArchiveError::Damaged { entry: harmless(&name), what };
    let extra = fields.bytes(at + CENTRAL_LENGTH + name_length, extra_length).ok_or_else(short)?;
    let next = at + CENTRAL_LENGTH + name_length + extra_length + comment_length;
    let mut sizes = [24, 20, 42].map(|place| fields.long(at + place).map_or(0, u64::from));
    widen(&mut sizes, extra).ok_or_else(|| broken("its sizes are missing"))?;
    let [size, packed, header] = sizes;
    let mut entry = Stored {
        size,
        packed,
        checksum: fields.long(at + 16).ok_or_else(short)?,
        method: fields.short(at + 10).ok_or_else(short)?,
        encrypted: flags & ENCRYPTED != 0,
        header: usize::try_from(header).map_err(|_| broken("it lies outside the file"))?,
        data: 0,
        end: 0,
        name: name.clone(),
    };
    (entry.data, entry.end) = local(fields, &entry, raw_name, directory)
        .ok_or_else(|| broken("its header is not where or what it should be"))?;
    Ok((entry, next))
}

/// Fields too small for their value stand in the extra field 1, in this order.
fn widen(sizes: &mut [u64; 3], extra: &[u8]) -> Option<()> {
    let missing = |size: &u64| *size == u64::from(u32::MAX);
    if !sizes.iter().any(missing) {
        return Some(());
    }
    let fields = Fields(extra);
    let mut at = 0;
    while fields.short(at)? != 1 {
        at += 4 + usize::from(fields.short(at + 2)?);
    }
    at += 4;
    for size in sizes.iter_mut().filter(|size| missing(size)) {
        *size = fields.longest(at)?;
        at += 8;
    }
    Some(())
}

/// Begin and end of the packed bytes, when the local header says the same as the directory.
fn local(fields: Fields<'_>, entry: &Stored, raw_name: &[u8], directory: usize) -> Option<(usize, usize)> {
    let at = entry.header;
    let (name_length, extra_length) =
        (usize::from(fields.short(at.checked_add(26)?)?), usize::from(fields.short(at + 28)?));
    let flags = fields.short(at + 6)?;
    let same = fields.bytes(at, 4)? == LOCAL
        && fields.bytes(at + LOCAL_LENGTH, name_length)? == raw_name
        && fields.short(at + 8)? == entry.method
        && (flags & ENCRYPTED != 0) == entry.encrypted;
    let said =
        |place, size: u64| fields.long(at + place).is_some_and(|said| said == u32::MAX || u64::from(said) == size);
    let agrees = flags & SIZES_FOLLOW != 0
        || fields.long(at + 14)? == entry.checksum && said(18, entry.packed) && said(22, entry.size);
    let data = at + LOCAL_LENGTH + name_length + extra_length;
    let end = data.checked_add(usize::try_from(entry.packed).ok()?)?;
    (same && agrees && end <= directory).then_some((data, end))
}

impl Stored {
    /// Unpacks the entry: a reader that errs when a limit is broken, or at the end when size or checksum are wrong.
    ///
    /// # Errors
    /// When the entry is encrypted, packed in a foreign way, or says it is larger than allowed.
    pub(crate) fn unpack<'a>(&self, bytes: &'a [u8], limits: ArchiveLimits) -> Result<Unpacked<'a>, ArchiveError> {
        let packed = bytes.get(self.data..self.end).unwrap_or_default();
        Unpacked::new(self, packed, limits)
    }

    pub(crate) fn damaged(&self, what: &'static str) -> ArchiveError {
        ArchiveError::Damaged { entry: harmless(&self.name), what }
    }
}
