//! Records that are not plainly right: read in another way, handed on as they are, or given up.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter};

use super::doubt::{Doubt, Head, LOOK_AHEAD, is_closing};
use super::lines::{Line, count_lines, first_line};
use super::split::{Escape, Reading, Shape, Split, split};
use super::{Dialect, Found, Quoting, Scanner, Terminator};

impl<R: Read> Scanner<R> {
    /// True when a field of the record at the start of the rest is the end of a quoted one.
    fn has_closing_field(&self) -> bool {
        let quote = self.reading.dialect.quote;
        self.fields.iter().any(|field| is_closing(self.buffer.rest(), field, quote))
    }

    /// Judges a record that is quoted or has a wrong number of fields. None: it is to be read again, in another way.
    pub(super) fn look_closer(&mut self, shape: Shape) -> io::Result<Option<Found>> {
        let terminator = self.reading.dialect.terminator;
        let content = &self.buffer.rest()[..shape.content];
        let lines = if shape.quoted { count_lines(content, terminator) } else { 1 };
        let right = self.has_right_count();
        // Where fields are quoted, one that ends with a lost quote's other half would be.
        self.is_plain &= !(shape.closing && right);
        let closing = shape.closing && self.habits.quotes && right && self.has_closing_field();
        if self.expected < 2 || (right && lines == 1 && !shape.backslash && !closing) {
            return Ok(Some(self.take(shape, lines)));
        }
        self.buffer.have(shape.length + LOOK_AHEAD)?;
        if !right && self.goes_over_to_any() {
            return Ok(None);
        }
        if let Some(other) = self.with_backslashes(lines == 1 && right) {
            // Right in two ways: neither can be trusted.
            return if right { self.give_up_lines(lines).map(Some) } else { Ok(Some(self.take_spare(other))) };
        }
        if lines > 1 {
            let (bytes, mut doubt) = self.doubt(shape.length + LOOK_AHEAD);
            let all = doubt.ambiguous_lines(bytes, shape);
            self.spent = doubt.spent;
            if let Some(all) = all {
                return self.give_up_lines(all).map(Some);
            }
        }
        if closing {
            return self.give_up_lines(lines).map(Some);
        }
        if !right {
            self.doom_tail(shape.length, Head::Paired);
        }
        Ok(Some(self.take(shape, lines)))
    }

    /// What is no record: reads it in another way, or gives up its first line. None: it is to be read again.
    pub(super) fn mend(&mut self, split: Split) -> io::Result<Option<Found>> {
        self.is_plain = false;
        let rest = self.buffer.rest();
        let (reach, wide) = match split {
            // Fields without end in one line; in several, they are what a lost quote made of them.
            Split::TooWide(reach) if reach <= self.most_bytes => {
                (reach, first_line(&rest[..reach], self.reading.dialect.terminator, false).is_none())
            }
            Split::Broken(reach) => (reach.min(self.most_bytes), false),
            Split::More | Split::Record(_) | Split::TooWide(_) => (self.most_bytes, false),
        };
        self.spent += reach as u64;
        self.buffer.have(LOOK_AHEAD)?;
        if self.expected > 1 {
            if self.goes_over_to_any() {
                return Ok(None);
            }
            if let Some(shape) = self.with_backslashes(false) {
                return Ok(Some(self.take_spare(shape)));
            }
            if let Some(line) = self.first_line().filter(|line| !wide && line.content <= self.most_bytes) {
                let delimiter = self.reading.dialect.delimiter;
                let delimiters = memchr_iter(delimiter, &self.buffer.rest()[..line.content]).count();
                self.buffer.have(line.length + LOOK_AHEAD)?;
                self.doom_tail(line.length, Head::Broken { delimiters, open: self.fields.len() });
            }
        }
        if wide { self.give_up_wide().map(Some) } else { self.give_up().map(Some) }
    }

    /// The bytes looked at around a doubtful record, and what looks at them.
    fn doubt(&mut self, most: usize) -> (&[u8], Doubt<'_>) {
        let rest = self.buffer.rest();
        let bytes = &rest[..rest.len().min(most)];
        let ended = self.buffer.ended() && bytes.len() == rest.len();
        let Self { reading, expected, habits, spare, spent, .. } = self;
        let doubt = Doubt { reading, expected: *expected, habits: *habits, ended, fields: spare, spent: *spent };
        (bytes, doubt)
    }

    /// Gives up the lines from byte `from` of the rest on that are the rest of the damaged record before them.
    fn doom_tail(&mut self, from: usize, head: Head) {
        if head == Head::Paired && !self.has_quote_behind(from) {
            return;
        }
        self.is_plain = false;
        let (bytes, mut doubt) = self.doubt(from + LOOK_AHEAD);
        let lines = doubt.tail_lines(bytes.get(from..).unwrap_or_default(), head);
        self.spent = doubt.spent;
        self.giving_up = lines;
    }

    /// True when a quote stands in what is looked at behind byte `from` of the rest: without one nothing there is the rest
    /// of a record whose quotes pair up. No byte is searched twice.
    fn has_quote_behind(&mut self, from: usize) -> bool {
        let rest = self.buffer.rest();
        let end = rest.len().min(from + LOOK_AHEAD);
        let here = self.next.offset;
        let searched = usize::try_from(self.no_quote_before.saturating_sub(here)).unwrap_or(end).max(from);
        let unsearched = rest.get(searched..end).unwrap_or_default();
        let place = memchr(self.reading.dialect.quote, unsearched);
        self.no_quote_before = here + place.map_or(end.max(searched), |place| searched + place) as u64;
        place.is_some()
    }

    /// The first line of the rest, when it is short enough to be looked at.
    pub(super) fn first_line(&self) -> Option<Line> {
        let rest = self.buffer.rest();
        let bytes = &rest[..rest.len().min(LOOK_AHEAD)];
        first_line(bytes, self.reading.dialect.terminator, self.buffer.ended() && bytes.len() == rest.len())
    }

    /// Lets lone CRs end records from here on, when the line at hand shows that they do: up to the first of them it is a
    /// record, and so is what stands behind.
    fn goes_over_to_any(&mut self) -> bool {
        if self.reading.dialect.terminator == Terminator::Any {
            return false;
        }
        let rest = self.buffer.rest();
        let window = &rest[..rest.len().min(LOOK_AHEAD)];
        let line = &window[..self.first_line().map_or(window.len(), |line| line.content)];
        if memchr(b'\r', line).is_none() {
            return false;
        }
        let dialect = Dialect { terminator: Terminator::Any, ..self.reading.dialect };
        let reading = Reading { dialect, ..self.reading };
        let Split::Record(shape) = split(line, &reading, true, &mut self.spare) else { return false };
        let first = self.spare.len();
        let behind = &line[shape.length..];
        let second = matches!(split(behind, &reading, true, &mut self.spare), Split::Record(_));
        let second = behind.is_empty() || (second && self.spare.len() == self.expected);
        let mixed = shape.length > shape.content && first == self.expected && second;
        if mixed {
            self.is_plain = false;
            self.reading = reading;
        }
        mixed
    }

    /// The first line as a record whose quotes are letters behind a backslash, if it is one; its fields are the spare
    /// ones. `other`: only if that gives other fields.
    fn with_backslashes(&mut self, other: bool) -> Option<Shape> {
        let line = self.first_line()?;
        let bytes = &self.buffer.rest()[..line.length];
        let quote = self.reading.dialect.quote;
        if !bytes.windows(2).any(|pair| pair == [b'\\', quote]) {
            return None;
        }
        let reading = Reading { escape: Escape::Backslash, ..self.reading };
        let Split::Record(shape) = split(bytes, &reading, true, &mut self.spare) else { return None };
        let meant = self.spare.iter().any(|field| field.quoting == Quoting::Backslashed);
        let unclear = bytes.windows(3).any(|three| three == [b'\\', b'\\', quote]);
        let differs = if other { self.spare != self.fields } else { !unclear };
        let fits = shape.content <= self.most_bytes;
        (meant && differs && fits && shape.length == line.length && self.spare.len() == self.expected).then_some(shape)
    }

    fn take_spare(&mut self, shape: Shape) -> Found {
        std::mem::swap(&mut self.fields, &mut self.spare);
        self.take(shape, 1)
    }
}
