//! Lines that are given up, and files that would make that dear.

use std::io::{self, Read};

use super::doubt::{LOOK_AHEAD, MOST_TAIL_LINES};
use super::lines::first_line;
use super::scan::is_blank;
use super::split::{Split, split};
use super::{Found, Scanner};

/// Bytes that may be looked at in vain before a file counts as hostile, besides [`VAIN_PER_BYTE`] for each byte read.
pub(super) const VAIN: u64 = 1 << 26;
const VAIN_PER_BYTE: u64 = 32;

impl<R: Read> Scanner<R> {
    /// True when more was looked at in vain than an honest file makes necessary.
    pub(super) fn is_hostile(&self) -> bool {
        self.spent > VAIN + VAIN_PER_BYTE * (self.next.offset - self.began)
    }

    /// Reads a single line of a file that makes looking further too dear: a quote that it leaves open is never looked for,
    /// and the lines behind it are given up unseen.
    pub(super) fn advance_one_line(&mut self) -> io::Result<Found> {
        self.buffer.have(LOOK_AHEAD)?;
        let Some(line) = self.first_line() else { return self.give_up() };
        let bytes = &self.buffer.rest()[..line.length];
        match split(bytes, &self.reading, true, &mut self.fields) {
            Split::Record(shape) if shape.length == line.length && self.has_right_count() => Ok(self.take(shape, 1)),
            Split::TooWide(_) => self.give_up_wide(),
            _ => {
                self.giving_up = MOST_TAIL_LINES;
                self.give_up()
            }
        }
    }

    /// Gives up this line and those that follow, `lines` in all.
    pub(super) fn give_up_lines(&mut self, lines: usize) -> io::Result<Found> {
        self.is_plain = false;
        self.giving_up = lines;
        self.give_up_next()
    }

    /// Gives up the next line of a record that cannot be trusted as a whole.
    pub(super) fn give_up_next(&mut self) -> io::Result<Found> {
        self.giving_up -= 1;
        if self.buffer.rest().is_empty() {
            self.buffer.have(1)?;
        }
        if self.buffer.rest().is_empty() {
            return Ok(Found::End);
        }
        self.give_up()
    }

    pub(super) fn give_up_wide(&mut self) -> io::Result<Found> {
        Ok(match self.give_up()? {
            Found::BrokenQuote => Found::TooWide,
            longer => longer,
        })
    }

    /// Gives up the first physical line of a damaged record.
    pub(super) fn give_up(&mut self) -> io::Result<Found> {
        let mut found = Found::BrokenQuote;
        self.fields.clear();
        loop {
            let rest = self.buffer.rest();
            let line = first_line(rest, self.reading.dialect.terminator, self.buffer.ended());
            if let Some(line) = line {
                // A blank line among those given up holds nothing that could be lost.
                if is_blank(&rest[..line.content], self.reading.dialect) && found != Found::TooLong {
                    found = Found::Blank;
                }
                self.consume(line.length, 1);
                return Ok(if line.content > self.most_bytes { Found::TooLong } else { found });
            }
            if found == Found::TooLong || rest.len() > self.most_bytes {
                found = Found::TooLong;
                // CRs at the end may belong to the line end.
                let returns = rest.iter().rev().take(2).take_while(|byte| **byte == b'\r').count();
                self.consume(rest.len() - returns, 0);
            }
            self.buffer.fill()?;
        }
    }
}
