//! When a list is read on in stretches, behind one that had to be read record by record.

use crate::ingest::Threads;
use crate::ingest::scanner::Place;

use super::side_by_side::Left;

/// So many stretches in a row are worth the next try.
const ENOUGH: usize = 8;

/// Takes turns: a list is read in stretches until one must be read record by record, and then again. Where there are many of
/// those, more and more is read record by record before the next try, so that a try costs no more than it may save.
pub(in crate::ingest) struct Turns {
    /// Bytes of a stretch.
    stretch: u64,
    /// The byte of the file from which on the next try may be made; none when everything was read in stretches.
    from: Option<u64>,
    /// Stretches that are read record by record before the next try.
    pause: u64,
}

impl Turns {
    pub(in crate::ingest) fn new(threads: Threads) -> Self {
        Self { stretch: threads.stretch as u64, from: Some(0), pause: 1 }
    }

    /// True when it is the turn of reading in stretches.
    pub(in crate::ingest) fn is_due(&self, place: Place) -> bool {
        self.from.is_some_and(|from| place.offset >= from)
    }

    /// A turn was taken, and this is left.
    pub(in crate::ingest) fn taken(&mut self, left: &Left<'_, '_>) {
        self.pause = if left.stretches >= ENOUGH { 1 } else { self.pause * 2 };
        self.from = left.until.map(|until| until.saturating_add((self.pause - 1).saturating_mul(self.stretch)));
    }
}
