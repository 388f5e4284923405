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
    pub fn column(&self, field: usize) -> impl Iterator<Item = InPlace<'r>> {
        let (is_last, has_quotes) = self.kind_of(field);
        self.ends_of(field).filter_map(move |ends| Some(self.in_place(*ends.first_chunk()?, is_last, has_quotes)))
    }

    /// Hands out one field of each record, without its quotes, with its number and the value that stands at its place.
    // What is done with it stands in the loop.
    #[inline(always)]
    pub fn each<T>(&self, field: usize, values: &mut [T], mut hand_out: impl FnMut(usize, InPlace<'r>, &mut T)) {
        let (is_last, has_quotes) = self.kind_of(field);
        let mut at = if field < self.width { field } else { self.ends.len() };
        for (row, value) in values.iter_mut().enumerate() {
            let (Some(before), Some(end)) = (self.ends.get(at), self.ends.get(at + 1)) else { return };
            hand_out(row, self.in_place([*before, *end], is_last, has_quotes), value);
            at += self.width;
        }
    }

    /// Whether a field is the last one, and whether it may have quotes.
    fn kind_of(&self, field: usize) -> (bool, bool) {
        (field + 1 == self.width, !self.quoted.is_empty())
    }

    /// For each record the end before a field, then its own, and more.
    #[inline(always)]
    fn ends_of(&self, field: usize) -> ChunksExact<'r, u32> {
        let here = field..field + self.number * self.width;
        let ends = if field < self.width { self.ends.get(here).unwrap_or_default() } else { &[] };
        ends.chunks_exact(self.width)
    }

    /// The field between two ends.
    #[inline(always)]
    fn in_place(&self, [before, end]: [u32; 2], is_last: bool, has_quotes: bool) -> InPlace<'r> {
        let from = before.wrapping_add(1) as usize;
        let mut end = end as usize;
        if is_last {
            end = without_returns(self.bytes, from, end);
        }
        let bytes = self.bytes.get(from..).unwrap_or_default();
        let length = end.wrapping_sub(from);
        // A field that begins with a quote ends with one.
        match bytes {
            [first, within @ ..] if has_quotes && *first == self.quote => InPlace::new(within, length.wrapping_sub(2)),
            _ => InPlace::new(bytes, length),
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
