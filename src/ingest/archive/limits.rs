/// How much an archive may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArchiveLimits {
    /// Most bytes of all entries together, unpacked.
    pub unpacked_bytes: u64,
    /// Most unpacked bytes for each packed byte of an entry. The first mebibyte of an entry is free of it: a short part
    /// of blank rows packs very well.
    pub ratio: u64,
    /// Most entries, of any sort.
    pub entries: usize,
}

/// Unpacked bytes of an entry that the ratio does not bound.
const FREE_BYTES: u64 = 1 << 20;

impl ArchiveLimits {
    /// The limit that `unpacked` bytes out of `packed` bytes break, with its value.
    pub(super) fn broken(&self, packed: u64, unpacked: u64) -> Option<(&'static str, u64)> {
        if unpacked > self.unpacked_bytes {
            Some(("unpacked_bytes", self.unpacked_bytes))
        } else if unpacked > FREE_BYTES && unpacked > packed.saturating_mul(self.ratio) {
            Some(("ratio", self.ratio))
        } else {
            None
        }
    }
}
