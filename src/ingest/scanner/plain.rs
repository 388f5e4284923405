//! Records that are plainly right, told by their signs alone.
//!
//! A record is plain when it is one line that ends with a line feed, has the fields every record should have, and every
//! quote in it opens a field at its first byte, closes it at its last, or is one of two within such a field that stand for
//! one, none of them behind a backslash. Such a record can be read in one way only, whatever stands around it:
//! [`Scanner`](super::Scanner) finds the same, byte for byte.

use super::doubt::Habits;
use super::lines::without_returns;
use super::marks::Marks;
use super::outside::Outside;
use super::scan::{Past, is_blank};
use super::{Dialect, Limits, Place, PlainRecord, PlainRows};

/// Bytes whose signs are looked for at a time; a record that does not fit is not plain.
const WINDOW: usize = 1 << 18;

/// Memory that one search leaves to the next.
#[derive(Debug, Default)]
pub struct Room {
    marks: Marks,
    outside: Outside,
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
    /// Of the signs those that come next: the line feed that ends the next record, its first end, its first quote. An end
    /// stands before the first.
    line: usize,
    end: usize,
    quote: usize,
    /// Ends of the fields of records with quotes.
    outside: Outside,
    habits: Habits,
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
            end: 1,
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
        self.find_next();
        true
    }

    /// What is to be remembered of the records found, and the memory for the next search.
    #[must_use]
    pub fn finish(self) -> (Past, Room) {
        (Past { habits: self.habits, spent: 0 }, Room { marks: self.marks, outside: self.outside })
    }

    /// Moves behind the next record, if it is plain.
    pub fn advance(&mut self) -> Plain<'_> {
        let mut line = self.marks.lines().get(self.line);
        if line.is_none() && self.window < self.at {
            self.look();
            line = self.marks.lines().first();
        }
        let Some(line) = line.copied() else { return Plain::Other };
        let ends = self.marks.ends_up_to(line, self.end, self.width);
        let (line_feed, last) = (line as usize, self.end + ends.len());
        let (window, start) = (&self.bytes[self.window..], self.at - self.window);
        let content = without_returns(window, start, line_feed);
        let quotes = self.marks.quotes_up_to(line, self.quote);
        let ends = if quotes.is_empty() {
            ends
        } else {
            self.outside.clear();
            if self.outside.add(0, window, start..content, ends, quotes).is_none() {
                return Plain::Other;
            }
            &self.outside.ends
        };
        if ends.len() != self.width || content - start > self.most_bytes {
            return Plain::Other;
        }
        let place = self.next;
        self.next = Place { offset: place.offset + (line_feed + 1 - start) as u64, line: place.line + 1 };
        self.at = self.window + line_feed + 1;
        (self.line, self.end, self.quote) = (self.line + 1, last, self.quote + quotes.len());
        if is_blank(&window[start..content], self.dialect) {
            return Plain::Blank;
        }
        let begins_quoted = quotes.first().is_some_and(|quote| *quote as usize == start);
        self.habits.begun_quoted += u64::from(begins_quoted);
        self.habits.begun_bare += u64::from(!begins_quoted);
        self.habits.quotes |= !quotes.is_empty();
        Plain::Record(PlainRecord { bytes: window, ends, start, content, quote: self.dialect.quote, place })
    }

    /// The records that come next, as far as they are plain and hold some value: at least one, and at most those of a window.
    /// [`PlainRecords::pass`] moves behind them.
    pub fn rows(&mut self) -> Option<PlainRows<'_>> {
        if self.line >= self.marks.lines().len() && self.window < self.at {
            self.look();
        }
        self.outside.clear();
        let (window, start) = (&self.bytes[self.window..], self.at - self.window);
        let (ends, first) = (self.marks.ends(), self.end - 1);
        // The last end before them is that of what stands before them.
        if ends.get(first).is_none_or(|before| before.wrapping_add(1) as usize != start) {
            return None;
        }
        // What comes next, and the ends that are no copies yet.
        let (mut from, mut end, mut quote, mut copied) = (start, self.end, self.quote, first);
        let mut number = 0;
        for line in self.marks.lines().get(self.line..).unwrap_or_default() {
            let line_feed = *line as usize;
            if line_feed - from > self.most_bytes || is_blank(&window[from..line_feed], self.dialect) {
                break;
            }
            let quotes = self.marks.quotes_up_to(*line, quote);
            if quotes.is_empty() {
                // As many ends as fields.
                if ends.get(end + self.width - 1) != Some(line) {
                    break;
                }
                end += self.width;
            } else {
                self.outside.ends.extend_from_slice(ends.get(copied..end).unwrap_or_default());
                let (own, before) = (self.marks.ends_up_to(*line, end, self.width), self.outside.ends.len());
                copied = end;
                let content = without_returns(window, from, line_feed);
                let added = self.outside.add(number, window, from..content, own, quotes);
                if added.is_none() || self.outside.ends.len() != before + self.width {
                    self.outside.give_back(number, before);
                    break;
                }
                (end, quote) = (end + own.len(), quote + quotes.len());
                copied = end;
            }
            (number, from) = (number + 1, line_feed + 1);
        }
        let number = number as usize;
        let ends = if self.outside.quoted.is_empty() {
            self.marks.ends_and_more(first, 1 + (number + 1) * self.width)
        } else {
            self.outside.ends.extend_from_slice(ends.get(copied..end).unwrap_or_default());
            self.outside.ends.resize(self.outside.ends.len() + self.width, 0);
            self.outside.ends.as_slice()
        };
        if number == 0 {
            return None;
        }
        let Outside { quoted, doubled, .. } = &self.outside;
        let (place, quote) = (self.next, self.dialect.quote);
        Some(PlainRows { bytes: window, ends, width: self.width, number, place, quote, quoted, doubled })
    }

    /// Moves behind the first `number` of the records that [`PlainRecords::rows`] has given.
    pub fn pass(&mut self, number: usize) {
        let Some(line_feed) = number.checked_sub(1).and_then(|last| self.marks.lines().get(self.line + last)) else {
            return;
        };
        let start = self.window;
        let length = start + *line_feed as usize + 1 - self.at;
        self.at += length;
        self.next = Place { offset: self.next.offset + length as u64, line: self.next.line + number as u64 };
        let passed = self.outside.quoted.partition_point(|row| (*row as usize) < number);
        if passed == 0 {
            (self.line, self.end) = (self.line + number, self.end + number * self.width);
        } else {
            self.find_next();
        }
        let quoted = self.outside.quoted.iter().take(passed);
        let firsts = quoted.filter_map(|row| {
            let before = self.outside.ends.get(*row as usize * self.width)?;
            self.bytes.get(start + before.wrapping_add(1) as usize)
        });
        let begun_quoted = firsts.filter(|first| **first == self.dialect.quote).count() as u64;
        self.habits.begun_quoted += begun_quoted;
        self.habits.begun_bare += number as u64 - begun_quoted;
        self.habits.quotes |= passed > 0;
    }

    /// Finds the signs that come next among those that are known.
    fn find_next(&mut self) {
        let at = self.at - self.window;
        let passed = |signs: &[u32]| signs.partition_point(|sign| (*sign as usize) < at);
        self.end = 1 + passed(self.marks.ends().get(1..).unwrap_or_default());
        (self.line, self.quote) = (passed(self.marks.lines()), passed(self.marks.quotes()));
    }

    /// Looks for the signs of what comes next.
    fn look(&mut self) {
        (self.window, self.line, self.end, self.quote) = (self.at, 0, 1, 0);
        let rest = self.rest();
        let (delimiter, quote) = (self.dialect.delimiter, self.dialect.quote);
        self.marks.find(rest.get(..WINDOW).unwrap_or(rest), delimiter, quote, self.width);
    }
}
