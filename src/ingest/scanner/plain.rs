//! Records that are plainly right, told by their signs alone.
//!
//! A record is plain when it is one line that ends with a line feed, has the fields every record should have, and every
//! quote in it opens a field at its first byte or closes it at its last, none of them behind a backslash. Such a record
//! can be read in one way only, whatever stands around it: [`Scanner`](super::Scanner) finds the same, byte for byte.

use super::doubt::Habits;
use super::lines::without_returns;
use super::marks::Marks;
use super::scan::{Past, is_blank};
use super::{Dialect, Limits, Place};

/// Bytes whose signs are looked for at a time; a record that does not fit is not plain.
const WINDOW: usize = 1 << 18;

/// Memory that one search leaves to the next.
#[derive(Debug, Default)]
pub struct Room {
    marks: Marks,
    outside: Vec<u32>,
}

/// Finds plain records in bytes that are held.
pub struct PlainRecords<'b> {
    bytes: &'b [u8],
    dialect: Dialect,
    most_bytes: usize,
    /// Fields of a record.
    width: usize,
    /// Where the next record begins: in the file, and in the bytes.
    next: Place,
    at: usize,
    /// Where the window begins whose signs are known.
    window: usize,
    marks: Marks,
    /// Of the signs those that come next: the line feed that ends the next record, its first end, its first quote.
    line: usize,
    end: usize,
    quote: usize,
    /// Ends of the fields of a record with quotes.
    outside: Vec<u32>,
    habits: Habits,
}

/// A record that is plainly right.
#[derive(Debug, Clone, Copy)]
pub struct PlainRecord<'r> {
    bytes: &'r [u8],
    /// Where each field ends; the line feed is the last of them.
    ends: &'r [u32],
    start: usize,
    /// Where the last field ends.
    content: usize,
    quote: u8,
    /// Where it begins in the file.
    pub place: Place,
}

/// What stands at a place.
#[derive(Debug)]
pub enum Plain<'r> {
    /// A record.
    Record(PlainRecord<'r>),
    /// A record without any value.
    Blank,
    /// Something else, or the end.
    Other,
}

impl<'b> PlainRecords<'b> {
    /// Looks at `bytes`, which begin at `place` of their file, between two records. A record has `width` fields, 2 or more, and
    /// ends with a line feed.
    #[must_use]
    pub fn new(bytes: &'b [u8], dialect: Dialect, limits: Limits, place: Place, width: usize, room: Room) -> Self {
        let mut records = Self {
            bytes,
            dialect,
            most_bytes: limits.most_record_bytes,
            width,
            next: place,
            at: 0,
            window: 0,
            marks: room.marks,
            line: 0,
            end: 0,
            quote: 0,
            outside: room.outside,
            habits: Habits::default(),
        };
        records.look();
        records
    }

    /// The place behind what was found.
    #[must_use]
    pub fn next_place(&self) -> Place {
        self.next
    }

    /// What stands behind what was found.
    #[must_use]
    pub fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Goes on further down, at `place`: what stands before it was read otherwise. Answers false, and goes nowhere, when that is
    /// beyond the bytes that are held.
    pub fn go_on(&mut self, place: Place) -> bool {
        let read = usize::try_from(place.offset - self.next.offset).unwrap_or(usize::MAX);
        if read > self.rest().len() {
            return false;
        }
        self.at += read;
        self.next = place;
        let at = self.at - self.window;
        let passed = |signs: &[u32]| signs.partition_point(|sign| (*sign as usize) < at);
        (self.end, self.quote) = (passed(&self.marks.ends), passed(&self.marks.quotes));
        self.line = self.marks.lines.partition_point(|line| (*line as usize) < self.end);
        true
    }

    /// What is to be remembered of the records found, and the memory for the next search.
    #[must_use]
    pub fn finish(self) -> (Past, Room) {
        (Past { habits: self.habits, spent: 0 }, Room { marks: self.marks, outside: self.outside })
    }

    /// Moves behind the next record, if it is plain.
    pub fn advance(&mut self) -> Plain<'_> {
        let mut line = self.marks.lines.get(self.line);
        if line.is_none() && self.window < self.at {
            self.look();
            line = self.marks.lines.first();
        }
        let Some(last) = line.map(|line| *line as usize) else { return Plain::Other };
        let ends = self.marks.ends.get(self.end..=last).unwrap_or_default();
        let line_feed = ends.last().map_or(0, |end| *end as usize);
        let (window, start) = (&self.bytes[self.window..], self.at - self.window);
        let content = without_returns(window, start, line_feed);
        let quotes = self.marks.quotes.get(self.quote..).unwrap_or_default();
        let quotes = match quotes.first() {
            Some(quote) if (*quote as usize) < line_feed => {
                &quotes[..quotes.partition_point(|quote| (*quote as usize) < line_feed)]
            }
            _ => &[],
        };
        let ends = if quotes.is_empty() {
            ends
        } else if outside(window, start, content, ends, quotes, &mut self.outside).is_some() {
            &self.outside
        } else {
            return Plain::Other;
        };
        if ends.len() != self.width || content - start > self.most_bytes {
            return Plain::Other;
        }
        let place = self.next;
        self.next = Place { offset: place.offset + (line_feed + 1 - start) as u64, line: place.line + 1 };
        self.at = self.window + line_feed + 1;
        (self.line, self.end, self.quote) = (self.line + 1, last + 1, self.quote + quotes.len());
        if is_blank(&window[start..content], self.dialect) {
            return Plain::Blank;
        }
        let begins_quoted = quotes.first().is_some_and(|quote| *quote as usize == start);
        self.habits.begun_quoted += u64::from(begins_quoted);
        self.habits.begun_bare += u64::from(!begins_quoted);
        self.habits.quotes |= !quotes.is_empty();
        Plain::Record(PlainRecord { bytes: window, ends, start, content, quote: self.dialect.quote, place })
    }

    /// The records that come next, as far as they are plain, hold no quotes and some value: at least one, and at most those of
    /// a window. [`PlainRecords::pass`] moves behind them.
    pub fn rows(&mut self) -> Option<PlainRows<'_>> {
        if self.line >= self.marks.lines.len() && self.window < self.at {
            self.look();
        }
        let (window, start) = (&self.bytes[self.window..], self.at - self.window);
        let quote = self.marks.quotes.get(self.quote).map_or(usize::MAX, |quote| *quote as usize);
        let lines = self.marks.lines.get(self.line..).unwrap_or_default();
        let (mut number, mut from) = (0, start);
        for (row, line) in lines.iter().enumerate() {
            let last = *line as usize;
            // As many ends as fields, row for row.
            let Some(line_feed) = self.marks.ends.get(last).map(|end| *end as usize) else { break };
            let is_plain = last + 1 == self.end + (row + 1) * self.width
                && line_feed < quote
                && line_feed - from <= self.most_bytes
                && !is_blank(&window[from..line_feed], self.dialect);
            if !is_plain {
                break;
            }
            (number, from) = (row + 1, line_feed + 1);
        }
        let ends = self.marks.ends.get(self.end..self.end + number * self.width).filter(|ends| !ends.is_empty())?;
        Some(PlainRows { bytes: window, ends, width: self.width, start, place: self.next, quote: self.dialect.quote })
    }

    /// Moves behind the first `number` of the records that [`PlainRecords::rows`] has given.
    pub fn pass(&mut self, number: usize) {
        let ends = number * self.width;
        let last = (self.end + ends).checked_sub(1).and_then(|last| self.marks.ends.get(last));
        let Some(line_feed) = last.map(|end| *end as usize).filter(|_| number > 0) else { return };
        let length = self.window + line_feed + 1 - self.at;
        self.at += length;
        self.next = Place { offset: self.next.offset + length as u64, line: self.next.line + number as u64 };
        (self.line, self.end) = (self.line + number, self.end + ends);
        self.habits.begun_bare += number as u64;
    }

    /// Looks for the signs of what comes next.
    fn look(&mut self) {
        (self.window, self.line, self.end, self.quote) = (self.at, 0, 0, 0);
        let rest = self.rest();
        self.marks.find(rest.get(..WINDOW).unwrap_or(rest), self.dialect.delimiter, self.dialect.quote);
    }
}

/// Plain records without quotes, one after the other.
#[derive(Debug, Clone, Copy)]
pub struct PlainRows<'r> {
    bytes: &'r [u8],
    /// Where each field of each record ends.
    ends: &'r [u32],
    width: usize,
    start: usize,
    place: Place,
    quote: u8,
}

impl<'r> PlainRows<'r> {
    /// How many there are.
    #[must_use]
    pub fn number(&self) -> usize {
        self.ends.len() / self.width
    }

    /// The bytes of one field of each record; of a field that there is not, nothing.
    pub fn column(&self, field: usize) -> impl Iterator<Item = &'r [u8]> {
        let (bytes, mut next) = (self.bytes, self.start);
        let is_last = field + 1 == self.width;
        self.ends.chunks_exact(self.width).map(move |ends| {
            let record = next;
            next = ends.last().map_or(0, |end| *end as usize + 1);
            let before = field.checked_sub(1).and_then(|before| ends.get(before));
            let from = before.map_or(record, |end| *end as usize + 1);
            let to = ends.get(field).map_or(from, |end| *end as usize);
            let to = if is_last { without_returns(bytes, from, to) } else { to };
            bytes.get(from..to).unwrap_or_default()
        })
    }

    /// The line of a record.
    #[must_use]
    pub fn line(&self, row: usize) -> u64 {
        self.place.line + row as u64
    }

    /// A record.
    #[must_use]
    pub fn record(&self, row: usize) -> Option<PlainRecord<'r>> {
        let ends = self.ends.chunks_exact(self.width).nth(row)?;
        let before = (row * self.width).checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.map_or(self.start, |end| *end as usize + 1);
        let content = without_returns(self.bytes, start, *ends.last()? as usize);
        let offset = self.place.offset + (start - self.start) as u64;
        let place = Place { offset, line: self.line(row) };
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
        let end = *self.ends.get(field)? as usize;
        let start = match field.checked_sub(1) {
            None => self.start,
            Some(before) => *self.ends.get(before)? as usize + 1,
        };
        // The line feed may stand behind carriage returns.
        let bytes = self.bytes.get(start..end.min(self.content))?;
        // A quote at the first byte has its other half at the last.
        Some(match bytes {
            [quote, within @ .., _] if *quote == self.quote => within,
            _ => bytes,
        })
    }
}

/// In `outside` those of the `ends` that stand outside of quotes; none when a quote is anything else than the first or the last
/// byte of a field. `quotes`: those before the line feed, the last of the ends.
fn outside(
    window: &[u8],
    start: usize,
    content: usize,
    ends: &[u32],
    quotes: &[u32],
    outside: &mut Vec<u32>,
) -> Option<()> {
    outside.clear();
    let mut quotes = quotes.iter().map(|quote| *quote as usize).peekable();
    let mut ends = ends.iter().copied().peekable();
    let mut field = start;
    while ends.peek().is_some() {
        let close = match quotes.next_if_eq(&field) {
            Some(_) => Some(quotes.next()?),
            None => None,
        };
        let end = ends.find(|end| close.is_none_or(|close| *end as usize > close))?;
        let until = if ends.peek().is_none() { content } else { end as usize };
        let is_right = match close {
            Some(close) => close + 1 == until && window.get(close - 1) != Some(&b'\\'),
            None => quotes.peek().is_none_or(|quote| *quote > until),
        };
        if !is_right {
            return None;
        }
        outside.push(end);
        field = end as usize + 1;
    }
    Some(())
}
