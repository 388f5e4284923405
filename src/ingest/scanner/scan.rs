//! Records one after the other.

use std::borrow::Cow;
use std::io::{self, Read};
use std::str::Utf8Error;

use super::buffer::Buffer;
use super::doubt::Habits;
use super::give_up::VAIN;
use super::split::{Escape, Reading, Shape, Split, split};
use super::{Dialect, Field, Limits, Place, Terminator};

/// What the scanner found at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A record; its fields are in [`Scanner::fields`]. It may have more or fewer of them than expected.
    Record,
    /// A record without any value: nothing but blanks, delimiters and quotes.
    Blank,
    /// A line of a record whose quotes do not pair up, or that can be read in several ways; only this line of it.
    BrokenQuote,
    /// A line longer than [`Limits::most_record_bytes`].
    TooLong,
    /// A line of more fields than [`Limits::most_fields`].
    TooWide,
    /// The end of the file.
    End,
}

/// Reads records one after the other within a bounded buffer.
pub struct Scanner<R> {
    pub(super) buffer: Buffer<R>,
    pub(super) reading: Reading,
    pub(super) most_bytes: usize,
    /// Bytes in which the longest record shows its end: a closing quote, or a line end and what is not part of it.
    pub(super) most_looked_at: usize,
    /// Fields every record should have; 0 while unknown.
    pub(super) expected: usize,
    /// Lines still to be given up.
    pub(super) giving_up: usize,
    pub(super) place: Place,
    pub(super) next: Place,
    pub(super) began: u64,
    /// Where the record just found begins in the buffer.
    pub(super) record: usize,
    pub(super) fields: Vec<Field>,
    pub(super) spare: Vec<Field>,
    pub(super) habits: Habits,
    /// From the last record with a wrong number of fields up to this byte of the file stands no quote.
    pub(super) no_quote_before: u64,
    /// Bytes looked at in vain.
    pub(super) spent: u64,
    /// So far nothing found depended on what stood before it.
    pub(super) is_plain: bool,
}

/// What a scanner remembers of the part of a file behind it, as far as it may decide what is found later.
#[derive(Debug, Clone, Copy, Default)]
pub struct Past {
    pub(super) habits: Habits,
    pub(super) spent: u64,
}

impl Past {
    /// What is remembered behind this part and the next one; none when so much was looked at in vain that it decides what is
    /// found in the next one.
    #[must_use]
    pub fn and(self, next: Past) -> Option<Past> {
        let habits = Habits {
            quotes: self.habits.quotes || next.habits.quotes,
            begun_quoted: self.habits.begun_quoted + next.habits.begun_quoted,
            begun_bare: self.habits.begun_bare + next.habits.begun_bare,
        };
        let spent = self.spent + next.spent;
        (spent <= VAIN).then_some(Past { habits, spent })
    }
}

impl<R: Read> Scanner<R> {
    /// A scanner of what `input` gives, which begins at `place` of its file.
    ///
    /// The head of a file, where the header is looked for, is read with a scanner of its own over the head's bytes: its
    /// [`Scanner::next_place`] behind the header is the place at which the scanner of the whole file begins. A record at
    /// the very end of such a head may be cut.
    pub fn new(input: R, dialect: Dialect, limits: Limits, place: Place) -> Self {
        Self {
            buffer: Buffer::new(input),
            reading: Reading { dialect, escape: Escape::Doubling, most_fields: limits.most_fields },
            most_bytes: limits.most_record_bytes,
            most_looked_at: limits.most_record_bytes.saturating_add(4),
            expected: 0,
            giving_up: 0,
            place,
            next: place,
            began: place.offset,
            record: 0,
            fields: Vec::new(),
            spare: Vec::new(),
            habits: Habits::default(),
            no_quote_before: 0,
            spent: 0,
            is_plain: true,
        }
    }

    /// A scanner that goes on where others have stopped: `began` is the byte at which the first of them began.
    #[must_use]
    pub fn after(mut self, past: Past, began: u64) -> Self {
        (self.habits, self.spent, self.began) = (past.habits, past.spent, began);
        self
    }

    /// What this scanner remembers, for the one that goes on behind it; none when anything it found depended on what stood
    /// before, or decides how to read what stands behind.
    #[must_use]
    pub fn past(&self) -> Option<Past> {
        (self.is_plain && self.giving_up == 0).then_some(Past { habits: self.habits, spent: self.spent })
    }

    /// What this scanner remembers, for those that read on side by side behind what was found; none while lines are to be given up
    /// or carriage returns may end records, which only this scanner knows.
    #[must_use]
    pub fn handing_over(&self) -> Option<Past> {
        let is_ready = self.giving_up == 0 && self.reading.dialect.terminator == Terminator::LineFeed;
        is_ready.then_some(Past { habits: self.habits, spent: self.spent })
    }

    /// Says how many fields a record has, once the header is known; it may be said again when the body is wider. With
    /// fewer than 2 nothing can be told from the number of fields, and a record is whatever its quotes make of it.
    pub fn expect(&mut self, fields: usize) {
        self.expected = fields;
    }

    /// Line of the record just found, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.place.line
    }

    /// Byte of the file at which the record just found begins.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.place.offset
    }

    /// The place behind what was just found.
    #[must_use]
    pub fn next_place(&self) -> Place {
        self.next
    }

    /// How the file is read: its terminator changes when its line ends turn out to be mixed.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.reading.dialect
    }

    /// The fields of the record just found.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The bytes of a field as written: see [`Field::quoting`].
    #[must_use]
    pub fn bytes(&self, field: &Field) -> &[u8] {
        self.buffer.kept(self.record + field.range.start, self.record + field.range.end)
    }

    /// The text of a field, blanks around it dropped.
    ///
    /// # Errors
    /// When it is no UTF-8.
    pub fn text(&self, field: &Field) -> Result<Cow<'_, str>, Utf8Error> {
        let written = std::str::from_utf8(self.bytes(field))?.trim();
        Ok(field.unescape(written, self.reading.dialect.quote))
    }

    /// Goes on further down, at `place`, between two records: what stands before it was read otherwise. `rest` gives what stands
    /// there.
    pub fn go_on(&mut self, place: Place, rest: impl FnOnce() -> R) {
        let read = usize::try_from(place.offset - self.next.offset).unwrap_or(usize::MAX);
        if read <= self.buffer.rest().len() {
            self.buffer.consume(read);
        } else {
            self.buffer.restart(rest());
        }
        self.next = place;
    }

    /// How much may be one record.
    #[must_use]
    pub fn limits(&self) -> Limits {
        Limits { most_record_bytes: self.most_bytes, most_fields: self.reading.most_fields }
    }

    /// What stands behind what was found: what was read ahead, and the file.
    #[must_use]
    pub fn into_rest(self) -> (Vec<u8>, R) {
        self.buffer.into_parts()
    }

    /// Moves to the next record.
    ///
    /// # Errors
    /// When the file cannot be read further.
    pub fn advance(&mut self) -> io::Result<Found> {
        self.place = self.next;
        if self.giving_up > 0 {
            self.is_plain = false;
            return self.give_up_next();
        }
        loop {
            let rest = self.buffer.rest();
            if rest.is_empty() && self.buffer.ended() {
                return Ok(Found::End);
            }
            if self.spent > VAIN && self.is_hostile() {
                self.is_plain = false;
                return self.advance_one_line();
            }
            // How much of the file happens to be in the buffer must not decide what is found.
            let bytes = rest.get(..self.most_looked_at).unwrap_or(rest);
            let ended = self.buffer.ended() && bytes.len() == rest.len();
            match split(bytes, &self.reading, ended, &mut self.fields) {
                Split::Record(shape)
                    if !shape.quoted
                        && !shape.closing
                        && self.has_right_count()
                        && shape.content <= self.most_bytes =>
                {
                    return Ok(self.take(shape, 1));
                }
                Split::Record(shape) if shape.content <= self.most_bytes => {
                    if let Some(found) = self.look_closer(shape)? {
                        return Ok(found);
                    }
                }
                Split::More if bytes.len() < self.most_looked_at => self.buffer.fill()?,
                unpaired => {
                    if let Some(found) = self.mend(unpaired)? {
                        return Ok(found);
                    }
                }
            }
        }
    }

    pub(super) fn has_right_count(&self) -> bool {
        self.expected < 2 || self.fields.len() == self.expected
    }

    /// Hands on the record at the start of the rest.
    pub(super) fn take(&mut self, shape: Shape, lines: usize) -> Found {
        let dialect = self.reading.dialect;
        let bytes = &self.buffer.rest()[..shape.content];
        let blank = is_blank(bytes, dialect);
        if !blank && self.fields.len() == self.expected {
            let quoted = bytes.first() == Some(&dialect.quote);
            self.habits.begun_quoted += u64::from(quoted);
            self.habits.begun_bare += u64::from(!quoted);
            self.habits.quotes |= shape.quoted;
        }
        self.record = self.buffer.start();
        self.consume(shape.length, lines);
        if blank { Found::Blank } else { Found::Record }
    }

    pub(super) fn consume(&mut self, bytes: usize, lines: usize) {
        self.buffer.consume(bytes);
        self.next.offset += bytes as u64;
        self.next.line += lines as u64;
    }
}

pub(super) fn is_blank(bytes: &[u8], dialect: Dialect) -> bool {
    bytes.iter().all(|byte| *byte == dialect.delimiter || *byte == dialect.quote || byte.is_ascii_whitespace())
}
