//! The part of a file that is looked at.

use std::io::{self, Read};

/// Bytes read at once, at least, when much was read already: of a file of a few rows no more than those need be looked at.
pub(super) const BLOCK: usize = 1 << 18;
/// Bytes read first.
const FIRST: usize = 1 << 13;

/// A window over a file that slides forward.
pub(super) struct Buffer<R> {
    input: R,
    bytes: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
}

impl<R: Read> Buffer<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, bytes: Vec::new(), start: 0, end: 0, ended: false }
    }

    /// What was read and not yet consumed, and what was not yet read.
    pub(super) fn into_parts(mut self) -> (Vec<u8>, R) {
        self.bytes.truncate(self.end);
        self.bytes.drain(..self.start);
        (self.bytes, self.input)
    }

    /// What was read and not yet consumed.
    pub(super) fn rest(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    /// Bytes consumed last are still here: `from` and `to` count from the beginning of what is kept.
    pub(super) fn kept(&self, from: usize, to: usize) -> &[u8] {
        &self.bytes[from..to]
    }

    /// Where the rest begins in what is kept.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// True when nothing follows the rest.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    pub(super) fn consume(&mut self, bytes: usize) {
        self.start += bytes;
    }

    /// Goes on with something else: `input` gives what comes next.
    pub(super) fn restart(&mut self, input: R) {
        (self.input, self.start, self.end, self.ended) = (input, 0, 0, false);
    }

    /// Reads until the rest has so many bytes, or the file ends.
    pub(super) fn have(&mut self, bytes: usize) -> io::Result<()> {
        while !self.ended && self.end - self.start < bytes {
            self.fill()?;
        }
        Ok(())
    }

    /// Reads on; forgets what was consumed.
    pub(super) fn fill(&mut self) -> io::Result<()> {
        self.bytes.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        // As much again as is there, so that a long record is looked at a few times only.
        let least = (2 * self.bytes.len()).clamp(FIRST, BLOCK);
        let room = self.end + self.end.max(least);
        if self.bytes.len() < room {
            self.bytes.resize(room, 0);
        }
        let read = loop {
            match self.input.read(&mut self.bytes[self.end..room]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.end += read;
        self.ended = read == 0;
        Ok(())
    }
}
