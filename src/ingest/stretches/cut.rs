//! Where a file can be cut without a look at its records.

use std::io::{self, Cursor, Read};

use memchr::{memchr_iter, memrchr_iter};

use crate::ingest::scanner::Place;
use crate::ingest::stream::Stream;

/// A stretch without a place to cut it may be so many times as long as it should.
const MOST_TIMES: usize = 8;

/// A stretch (đoạn) of a file: whole records, if the quotes before and in it pair up.
pub(super) struct Stretch {
    /// Its bytes, and behind them as many as a scanner looks ahead.
    pub(super) bytes: Vec<u8>,
    /// How many of the bytes are its own.
    pub(super) length: usize,
    /// Where it begins.
    pub(super) place: Place,
}

impl Stretch {
    /// The byte of the file behind it.
    pub(super) fn end(&self) -> u64 {
        self.place.offset + self.length as u64
    }

    /// Its own bytes.
    pub(super) fn own(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// What comes next.
pub(super) enum Cut {
    Stretch(Stretch),
    /// No place to cut was found: the rest is to be read as it comes.
    Uncut,
    End,
}

/// Cuts a file whose records end with a line feed.
pub(super) struct Cutter<'s> {
    input: Stream<'s>,
    held: Vec<u8>,
    ended: bool,
    place: Place,
    quote: u8,
    /// Bytes of a stretch.
    size: usize,
    /// Bytes behind a stretch that are handed out with it.
    ahead: usize,
}

impl<'s> Cutter<'s> {
    /// For a file of which `held` was read already; it begins between two records, at `place` of the file.
    pub(super) fn new(held: Vec<u8>, input: Stream<'s>, place: Place, quote: u8, size: usize, ahead: usize) -> Self {
        Self { input, held, ended: false, place, quote, size, ahead }
    }

    /// True when what is left fills more than one stretch.
    pub(super) fn is_long(&mut self) -> io::Result<bool> {
        self.have(self.size + self.ahead)?;
        Ok(self.held.len() > self.size)
    }

    /// The next stretch.
    pub(super) fn next(&mut self) -> io::Result<Cut> {
        let mut size = self.size;
        loop {
            self.have(size + self.ahead)?;
            if self.held.len() <= size {
                return Ok(if self.held.is_empty() { Cut::End } else { self.take(self.held.len()) });
            }
            if let Some(length) = self.place_to_cut(size) {
                return Ok(self.take(length));
            }
            if size >= self.size * MOST_TIMES {
                return Ok(Cut::Uncut);
            }
            size *= 2;
        }
    }

    /// Where what was not handed out begins.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// What was not handed out.
    pub(super) fn into_rest(self) -> Stream<'s> {
        Box::new(Cursor::new(self.held).chain(self.input))
    }

    fn have(&mut self, bytes: usize) -> io::Result<()> {
        let missing = bytes.saturating_sub(self.held.len());
        if missing > 0 && !self.ended {
            let read = (&mut self.input).take(missing as u64).read_to_end(&mut self.held)?;
            self.ended = read < missing;
        }
        Ok(())
    }

    /// Behind the last line feed of the first `size` bytes that stands outside of quotes, if quotes pair up.
    fn place_to_cut(&self, size: usize) -> Option<usize> {
        let bytes = self.held.get(..size)?;
        let quotes = memchr_iter(self.quote, bytes).count();
        let (mut behind, mut end) = (0, bytes.len());
        for line_feed in memrchr_iter(b'\n', bytes) {
            behind += memchr_iter(self.quote, &bytes[line_feed..end]).count();
            end = line_feed;
            if (quotes - behind).is_multiple_of(2) {
                return Some(line_feed + 1);
            }
        }
        None
    }

    fn take(&mut self, length: usize) -> Cut {
        let rest = self.held.get(length..).unwrap_or_default().to_vec();
        let bytes = std::mem::replace(&mut self.held, rest);
        let stretch = Stretch { bytes, length, place: self.place };
        self.place.offset = stretch.end();
        self.place.line += memchr_iter(b'\n', stretch.own()).count() as u64;
        Cut::Stretch(stretch)
    }
}
