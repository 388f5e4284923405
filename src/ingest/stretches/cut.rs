//! Where a file can be cut without a look at its records.

use std::collections::VecDeque;
use std::io::{self, Cursor, Read};
use std::sync::Arc;

use memchr::{memchr_iter, memrchr_iter};

use crate::ingest::scanner::{Place, count_signs};
use crate::ingest::stream::Stream;

/// A stretch without a place to cut it may be so many times as long as it should.
const MOST_TIMES: usize = 8;

/// Pieces of memory kept for the next list: as many as a list of a few stretches takes.
const MOST_SPARE: usize = 6;

/// Bytes read at once, at most.
const MOST_READ: usize = 1 << 18;

/// A part of a stretch that may be read beyond its size.
const MOST_BEYOND: usize = 4;

/// A part of a file that nobody changes any more, and how many of its bytes are its own: those behind them are read again, with
/// the next part.
#[derive(Clone)]
struct Part {
    bytes: Arc<Vec<u8>>,
    length: usize,
    line_feeds: usize,
}

impl Part {
    fn own(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// A stretch (đoạn) of a file: whole records, if the quotes before and in it pair up.
pub(super) struct Stretch {
    part: Part,
    /// The parts behind it, as far as a scanner looks ahead.
    ahead: Vec<Part>,
    /// Where it begins.
    pub(super) place: Place,
}

impl Stretch {
    /// The byte of the file behind it.
    pub(super) fn end(&self) -> u64 {
        self.place.offset + self.part.length as u64
    }

    /// Its own bytes.
    pub(super) fn own(&self) -> &[u8] {
        self.part.own()
    }

    /// Its last bytes, and what is known of those behind it.
    pub(super) fn tail(&self, bytes: usize) -> Tail<'_> {
        let own = self.own();
        let last = own.get(own.len().saturating_sub(bytes)..).unwrap_or_default();
        Tail { first: last, then: self.ahead.iter() }
    }
}

/// Reads the end of a stretch, and what stands behind it.
pub(super) struct Tail<'s> {
    first: &'s [u8],
    then: std::slice::Iter<'s, Part>,
}

impl Read for Tail<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.first.is_empty() {
            let Some(part) = self.then.next() else { return Ok(0) };
            self.first = part.own();
        }
        self.first.read(buffer)
    }
}

/// What comes next.
pub(super) enum Cut {
    Stretch(Stretch),
    /// No place to cut was found: the rest is to be read as it comes.
    Uncut,
    End,
}

/// How many of the signs that decide over a cut there are.
#[derive(Default)]
struct Signs {
    quotes: usize,
    line_feeds: usize,
}

impl Signs {
    fn of(bytes: &[u8], quote: u8) -> Self {
        let [quotes, line_feeds] = count_signs(bytes, [quote, b'\n']);
        Self { quotes, line_feeds }
    }

    fn add(&mut self, more: Self) {
        self.quotes += more.quotes;
        self.line_feeds += more.line_feeds;
    }
}

/// Cuts a file whose records end with a line feed.
pub(super) struct Cutter<'s> {
    input: Stream<'s>,
    /// What was read and is not cut yet: so many bytes of these.
    held: Vec<u8>,
    filled: usize,
    /// Quotes and line feeds among them: counted as they come, while they are near.
    signs: Signs,
    ended: bool,
    /// Parts that were cut and are not handed out yet, where the first of them begins, and their bytes.
    cut: VecDeque<Part>,
    cut_bytes: usize,
    place: Place,
    /// What is held has no place to cut.
    is_uncut: bool,
    quote: u8,
    /// Bytes of a stretch.
    size: usize,
    /// Bytes behind a stretch that are handed out with it.
    ahead: usize,
    /// Memory to read into.
    spare: Vec<Vec<u8>>,
}

impl<'s> Cutter<'s> {
    /// For a file of which `held` was read already; it begins between two records, at `place` of the file.
    pub(super) fn new(held: Vec<u8>, input: Stream<'s>, place: Place, quote: u8, size: usize, ahead: usize) -> Self {
        let filled = held.len();
        Self {
            input,
            signs: Signs::of(&held, quote),
            held,
            filled,
            ended: false,
            cut: VecDeque::new(),
            cut_bytes: 0,
            place,
            is_uncut: false,
            quote,
            size,
            ahead,
            spare: Vec::new(),
        }
    }

    /// With memory of the lists before.
    pub(super) fn with_memory(mut self, memory: Vec<Vec<u8>>) -> Self {
        self.spare = memory;
        if let Some(mut room) = self.spare.pop_if(|room| room.len() > self.held.len())
            && let Some(start) = room.get_mut(..self.held.len())
        {
            start.copy_from_slice(&self.held);
            self.held = room;
        }
        self
    }

    /// Takes out memory for the next list.
    pub(super) fn take_memory(&mut self) -> Vec<Vec<u8>> {
        self.spare.truncate(MOST_SPARE);
        self.spare.retain(|memory| memory.len() <= 2 * self.size);
        std::mem::take(&mut self.spare)
    }

    /// True when what is left fills more than one stretch.
    pub(super) fn is_long(&mut self) -> io::Result<bool> {
        self.have(self.size + 1)?;
        Ok(self.filled > self.size)
    }

    /// The next stretch.
    pub(super) fn next(&mut self) -> io::Result<Cut> {
        // A part is handed out when what stands behind it is known.
        while self.cut_bytes < self.ahead + self.cut.front().map_or(0, |part| part.length) {
            if self.is_uncut {
                return Ok(Cut::Uncut);
            }
            if !self.cut_on()? && !self.is_uncut {
                break;
            }
        }
        let Some(part) = self.cut.pop_front() else { return Ok(Cut::End) };
        self.cut_bytes -= part.length;
        let mut bytes_ahead = 0;
        let is_ahead = |part: &&Part| {
            let is_needed = bytes_ahead < self.ahead;
            bytes_ahead += part.length;
            is_needed
        };
        let ahead = self.cut.iter().take_while(is_ahead).cloned().collect();
        let line_feeds = part.line_feeds;
        let stretch = Stretch { part, ahead, place: self.place };
        self.place = Place { offset: stretch.end(), line: self.place.line + line_feeds as u64 };
        Ok(Cut::Stretch(stretch))
    }

    /// Takes back the memory of a stretch that is done with.
    pub(super) fn recycle(&mut self, stretch: Stretch) {
        drop(stretch.ahead);
        self.spare.extend(Arc::into_inner(stretch.part.bytes));
    }

    /// Where what was not handed out begins.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// What was not handed out.
    pub(super) fn into_rest(mut self) -> Stream<'s> {
        self.held.truncate(self.filled);
        let mut bytes: Vec<u8> = self.cut.iter().flat_map(Part::own).copied().collect();
        bytes.append(&mut self.held);
        Box::new(Cursor::new(bytes).chain(self.input))
    }

    /// Cuts off what is held up to the last place to cut. Answers whether there was one.
    fn cut_on(&mut self) -> io::Result<bool> {
        let mut size = self.size;
        let length = loop {
            self.have(size)?;
            if self.ended && self.filled <= size {
                break self.filled;
            }
            if let Some(length) = self.place_to_cut() {
                break length;
            }
            if size >= self.size * MOST_TIMES {
                self.is_uncut = true;
                break 0;
            }
            size *= 2;
        };
        if length == 0 {
            return Ok(false);
        }
        let mut next = self.spare.pop().unwrap_or_default();
        let rest = self.held.get(length..self.filled).unwrap_or_default();
        if next.len() < rest.len() {
            next.resize(rest.len(), 0);
        }
        if let Some(start) = next.get_mut(..rest.len()) {
            start.copy_from_slice(rest);
        }
        let behind = Signs::of(rest, self.quote);
        let line_feeds = self.signs.line_feeds - behind.line_feeds;
        (self.filled, self.signs) = (rest.len(), behind);
        let bytes = Arc::new(std::mem::replace(&mut self.held, next));
        self.cut.push_back(Part { bytes, length, line_feeds });
        self.cut_bytes += length;
        Ok(true)
    }

    /// Reads until so many bytes are held, or the file ends.
    fn have(&mut self, bytes: usize) -> io::Result<()> {
        while self.filled < bytes && !self.ended {
            // A short file needs no more memory than it has bytes. What is read too much is cut off with the rest.
            let end = self.filled + MOST_READ.min(self.size.div_ceil(MOST_BEYOND));
            if self.held.len() < end {
                self.held.resize(end, 0);
            }
            match self.input.read(self.held.get_mut(self.filled..end).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => {
                    let read = read?;
                    let bytes = self.held.get(self.filled..self.filled + read).unwrap_or_default();
                    self.signs.add(Signs::of(bytes, self.quote));
                    self.filled += read;
                    self.ended = read == 0;
                }
            }
        }
        Ok(())
    }

    /// Behind the last line feed held that stands outside of quotes, if quotes pair up.
    fn place_to_cut(&self) -> Option<usize> {
        let bytes = self.held.get(..self.filled)?;
        let quotes = self.signs.quotes;
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
}
