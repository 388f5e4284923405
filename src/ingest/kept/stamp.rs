//! What the file system says of a file. A file of which all of it is the same has the same content: the time of its last change
//! is set by the system, and no user can set it back.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::packing::{Packed, Unpacker, packed_parts};

/// A file that was changed so shortly before it was looked at may be changed again without its times telling: file systems
/// count time in steps of up to two seconds.
const STEPS: Duration = Duration::from_secs(10);

/// What tells a file and its state: device, number, length, and when content and state were changed, in seconds and
/// nanoseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    device: u64,
    number: u64,
    length: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

packed_parts!(Stamp { device, number, length, modified, changed });

impl Stamp {
    /// The stamp of a file; none where the system does not say when its state was changed.
    #[cfg(unix)]
    pub(super) fn of(metadata: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        Some(Self {
            device: metadata.dev(),
            number: metadata.ino(),
            length: metadata.len(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        })
    }

    /// The stamp of a file; none where the system does not say when its state was changed.
    #[cfg(not(unix))]
    pub(super) fn of(_: &Metadata) -> Option<Self> {
        None
    }

    /// True when the file was changed clearly before this time.
    fn is_before(&self, time: SystemTime) -> bool {
        let latest = self.modified.max(self.changed);
        let limit = time.duration_since(UNIX_EPOCH).ok().and_then(|since| since.checked_sub(STEPS));
        limit.and_then(|limit| i64::try_from(limit.as_secs()).ok()).is_some_and(|limit| latest.0 < limit)
    }
}

/// The content of a file, remembered with its stamp.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Memo {
    stamp: Stamp,
    content: [u8; 32],
}

packed_parts!(Memo { stamp, content });

/// Before every memo; it changes when a memo does.
const FORMAT: &[u8; 12] = b"cchc file 1\n";

impl Memo {
    /// A memo of a file that had this stamp before and after it was read; `begun`: when it was looked at first. None when the
    /// stamp cannot be trusted to tell another content later.
    pub(super) fn new(stamp: Stamp, begun: SystemTime, content: [u8; 32]) -> Option<Self> {
        stamp.is_before(begun).then_some(Self { stamp, content })
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = FORMAT.to_vec();
        self.pack(&mut bytes);
        let hash = *blake3::hash(&bytes).as_bytes();
        hash.pack(&mut bytes);
        bytes
    }

    /// The content that these bytes remember of a file with this stamp.
    pub(super) fn content(bytes: &[u8], stamp: &Stamp) -> Option<[u8; 32]> {
        let (said, hash) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
        let mut from = Unpacker::new(said.strip_prefix(FORMAT)?);
        let memo = Self::unpack(&mut from)?;
        let is_whole = from.is_empty() && blake3::hash(said).as_bytes() == hash;
        (is_whole && memo.stamp == *stamp).then_some(memo.content)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_memo_is_of_one_state_of_a_file_that_has_settled() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let stamp = || Stamp::of(&file.path().metadata().unwrap()).unwrap();
        let (first, now) = (stamp(), SystemTime::now());
        assert_eq!(Memo::new(first.clone(), now, [7; 32]), None, "the file may be written to in this very moment");
        let later = now + STEPS + Duration::from_secs(2);
        let bytes = Memo::new(first.clone(), later, [7; 32]).unwrap().bytes();
        assert_eq!(Memo::content(&bytes, &first), Some([7; 32]));
        // The time of the content is set back, as anyone may; that of the state tells it.
        std::thread::sleep(Duration::from_millis(50));
        std::fs::write(file.path(), b"").unwrap();
        let modified = UNIX_EPOCH + Duration::new(first.modified.0 as u64, first.modified.1 as u32);
        file.as_file().set_modified(modified).unwrap();
        let second = stamp();
        assert_eq!((first.modified, first.length), (second.modified, second.length));
        assert_eq!(Memo::content(&bytes, &second), None);
        for place in 0..bytes.len() {
            assert_eq!(Memo::content(&bytes[..place], &first), None);
            let mut other = bytes.clone();
            other[place] ^= 1;
            assert_eq!(Memo::content(&other, &first), None);
        }
    }
}
