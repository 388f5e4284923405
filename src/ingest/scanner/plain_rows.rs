//! Plain records by column, and one by one.

use std::borrow::Cow;
use std::slice::ChunksExact;
use std::str::Utf8Error;

use memchr::memchr;

use super::in_place::InPlace;
use super::lines::without_returns;
use super::{Place, Quoting};

/// A record that is plainly right.
#[derive(Debug, Clone, Copy)]
pub struct PlainRecord<'r> {
    pub(super) bytes: &'r [u8],
    /// Where each field ends; the line feed is the last of them.
    pub(super) ends: &'r [u32],
    pub(super) start: usize,
    /// Where the last field ends.
    pub(super) content: usize,
    pub(super) quote: u8,
    /// Where it begins in the file.
    pub place: Place,
}

/// Plain records, one after the other.
#[derive(Debug, Clone, Copy)]
pub struct PlainRows<'r> {
    pub(super) bytes: &'r [u8],
    /// Where each field of each record ends, and before them where what stands before the first record ends; behind them there
    /// are as many more, of no meaning, as a record has fields.
    pub(super) ends: &'r [u32],
    pub(super) width: usize,
    pub(super) number: usize,
    pub(super) place: Place,
    pub(super) quote: u8,
    pub(super) quoted: &'r [u32],
    pub(super) doubled: &'r [(u32, u32)],
}

impl<'r> PlainRows<'r> {
    /// How many there are.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// Fields in which two quotes stand for one, each with its record: they are written otherwise than they read.
    pub fn doubled(&self) -> impl Iterator<Item = (usize, usize)> {
        self.doubled.iter().map(|(row, field)| (*row as usize, *field as usize))
    }

    /// One field of each record, without its quotes; none at all of a field that there is not.
    #[inline(always)]
    pub fn column(&self, field: usize) -> Column<'r> {
        let here = field..field + self.number * self.width;
        let ends = if field < self.width { self.ends.get(here).unwrap_or_default() } else { &[] };
        let has_quotes = !self.quoted.is_empty();
        Column {
            bytes: self.bytes,
            ends: ends.chunks_exact(self.width),
            is_last: field + 1 == self.width,
            quote: self.quote,
            has_quotes,
        }
    }

    /// The line of a record.
    #[must_use]
    pub fn line(&self, row: usize) -> u64 {
        self.place.line + row as u64
    }

    /// A record.
    #[must_use]
    pub fn record(&self, row: usize) -> Option<PlainRecord<'r>> {
        // Behind the last record the ends mean nothing.
        let first = self.ends.first().filter(|_| row < self.number)?.wrapping_add(1) as usize;
        let (before, ends) = self.ends.get(row * self.width..=(row + 1) * self.width)?.split_first()?;
        let start = before.wrapping_add(1) as usize;
        let content = without_returns(self.bytes, start, *ends.last()? as usize);
        let place = Place { offset: self.place.offset + (start - first) as u64, line: self.line(row) };
        Some(PlainRecord { bytes: self.bytes, ends, start, content, quote: self.quote, place })
    }
}

/// One field of each of some records.
#[derive(Debug, Clone)]
pub struct Column<'r> {
    bytes: &'r [u8],
    /// For each record the end before the field, then its own, and more.
    ends: ChunksExact<'r, u32>,
    /// The field is the last one of its record.
    is_last: bool,
    quote: u8,
    /// Some of the records have quotes.
    has_quotes: bool,
}

impl<'r> Column<'r> {
    /// For each record the ends of which [`Column::text`] makes the field.
    #[inline(always)]
    pub fn ends(&self) -> ChunksExact<'r, u32> {
        self.ends.clone()
    }

    /// The field, without its quotes, that these ends tell.
    // Where it is called in a loop, what is done with the field stands in the same loop.
    #[inline(always)]
    #[must_use]
    pub fn text(&self, ends: &[u32]) -> InPlace<'r> {
        let [before, end, ..] = ends else { return InPlace::new(&[], 0, 0) };
        let from = before.wrapping_add(1) as usize;
        let mut end = *end as usize;
        if self.is_last {
            end = without_returns(self.bytes, from, end);
        }
        let length = end.wrapping_sub(from);
        let (from, length) = if self.has_quotes && self.bytes.get(from) == Some(&self.quote) {
            within(from, length)
        } else {
            (from, length)
        };
        InPlace::new(self.bytes, from, length)
    }

    /// The field of each record.
    pub fn texts(&self) -> impl Iterator<Item = InPlace<'r>> {
        self.ends().map(|ends| self.text(ends))
    }
}

/// Where what stands within quotes begins, and how long it is: a field that begins with one ends with one.
// Few have them. That the next field has none can be guessed; where it begins need not be waited for then.
#[cold]
#[inline(never)]
fn within(from: usize, length: usize) -> (usize, usize) {
    (from + 1, length.wrapping_sub(2))
}

impl<'r> PlainRecord<'r> {
    /// How many fields it has.
    #[must_use]
    pub fn count(&self) -> usize {
        self.ends.len()
    }

    /// The bytes of a field, without its quotes; none when there is no such field.
    #[must_use]
    pub fn field(&self, field: usize) -> Option<&'r [u8]> {
        Some(self.quoted_field(field)?.0)
    }

    /// The same, when the bytes are the field's text: no two quotes in it stand for one.
    #[must_use]
    pub fn as_written(&self, field: usize) -> Option<&'r [u8]> {
        let (bytes, quoting) = self.quoted_field(field)?;
        (quoting == Quoting::Plain).then_some(bytes)
    }

    /// The text of a field, blanks around it dropped; nothing when there is no such field.
    ///
    /// # Errors
    /// When it is no UTF-8.
    pub fn text(&self, field: usize) -> Result<Cow<'r, str>, Utf8Error> {
        let (bytes, quoting) = self.quoted_field(field).unwrap_or_default();
        Ok(quoting.unescape(std::str::from_utf8(bytes)?.trim(), self.quote))
    }

    fn quoted_field(&self, field: usize) -> Option<(&'r [u8], Quoting)> {
        let end = *self.ends.get(field)? as usize;
        let start = match field.checked_sub(1) {
            None => self.start,
            Some(before) => *self.ends.get(before)? as usize + 1,
        };
        // The line feed may stand behind carriage returns.
        let bytes = self.bytes.get(start..end.min(self.content))?;
        // A quote at the first byte has its other half at the last.
        Some(match bytes {
            [quote, within @ .., _] if *quote == self.quote => {
                let is_doubled = memchr(self.quote, within).is_some();
                (within, if is_doubled { Quoting::Doubled } else { Quoting::Plain })
            }
            _ => (bytes, Quoting::Plain),
        })
    }
}
