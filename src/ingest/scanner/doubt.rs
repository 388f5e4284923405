//! Where a damaged record ends, and whether a record of several lines is one.
//!
//! A fault in one record must neither make its neighbours vanish nor make a record of what stands inside its quotes.
//! Both cannot always be told apart; what cannot is given up.

use memchr::{memchr, memchr_iter};

use super::lines::{count_lines, first_line, further_lines, whole_lines};
use super::split::{Reading, Shape, Split, split};
use super::{Field, Quoting};

/// Bytes behind the start of a doubtful record, or behind its end, that are looked at.
pub(in crate::ingest) const LOOK_AHEAD: usize = 1 << 16;

/// Bytes read again to judge one record of several lines; what takes more is given up.
const MOST_SPENT: u64 = 1 << 24;

/// Lines behind a damaged record that may be its rest.
pub(super) const MOST_TAIL_LINES: usize = 8;

/// How the records of a file were written so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Habits {
    /// A record had a quoted field.
    pub(super) quotes: bool,
    /// Records that begin with a quote.
    pub(super) begun_quoted: u64,
    /// Records that do not.
    pub(super) begun_bare: u64,
}

/// Looks at what surrounds a doubtful record.
pub(super) struct Doubt<'a> {
    pub(super) reading: &'a Reading,
    /// Fields every record should have: 2 or more.
    pub(super) expected: usize,
    pub(super) habits: Habits,
    /// Nothing follows the bytes looked at.
    pub(super) ended: bool,
    pub(super) fields: &'a mut Vec<Field>,
    /// Bytes looked at so far.
    pub(super) spent: u64,
}

/// What was given up before the lines in question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// A line whose quotes do not pair up.
    Broken {
        /// Its delimiters, quoted or not.
        delimiters: usize,
        /// Fields before the one whose quotes are wrong.
        open: usize,
    },
    /// A record whose quotes pair up, though it has not the fields it should have.
    Paired,
}

/// What a line behind a damaged record says.
enum Sign {
    /// It is no part of the damaged record.
    Outside,
    /// It is a part of the damaged record, so is what stands before it, and so are so many lines more.
    Tail(usize),
    Nothing,
}

impl Doubt<'_> {
    fn delimiters(&self, bytes: &[u8]) -> usize {
        memchr_iter(self.reading.dialect.delimiter, bytes).count()
    }

    fn split(&mut self, bytes: &[u8]) -> Split {
        let split = split(bytes, self.reading, self.ended, self.fields);
        self.spent += match split {
            Split::Record(shape) => shape.length,
            Split::Broken(reach) | Split::TooWide(reach) => reach,
            Split::More => bytes.len(),
        } as u64;
        split
    }

    /// How many lines at the start of `bytes` cannot be told to be one record or several; none when the record of several
    /// lines there is certainly one.
    ///
    /// It may be several when one of its lines, read by itself, has the fields of a record and either holds no quote, or
    /// follows lines that have as many too; or when its first and its last line have as many, quotes or not.
    pub(super) fn ambiguous_lines(&mut self, bytes: &[u8], shape: Shape) -> Option<usize> {
        let dialect = self.reading.dialect;
        let record = &bytes[..shape.content];
        let mut reach = None;
        let (mut last, mut before) = (0, 0);
        let mut first_end = None;
        let most_spent = self.spent + MOST_SPENT;
        for start in further_lines(record, dialect.terminator) {
            first_end.get_or_insert(start);
            before += self.delimiters(&record[last..start]);
            last = start;
            if self.spent > most_spent {
                reach = reach.max(Some(shape.length));
                break;
            }
            let Split::Record(other) = self.split(&bytes[start..]) else { continue };
            if self.fields.len() != self.expected {
                continue;
            }
            let line = &bytes[start..start + other.content];
            if memchr(dialect.quote, line).is_none() || before + 1 >= self.expected {
                reach = reach.max(Some(self.meet(bytes, shape.length, start + other.length)));
            }
        }
        let first = self.delimiters(&record[..first_end.unwrap_or(shape.content)]);
        if first.min(self.delimiters(&record[last..])) + 1 >= self.expected {
            reach = reach.max(Some(shape.length));
        }
        reach.map(|reach| whole_lines(&bytes[..reach], dialect.terminator))
    }

    /// Two readings end a record at `one` and at `other`: where both end one again, or the further of both when one of
    /// them breaks before. What stands between is a part of a record in one of them.
    fn meet(&mut self, bytes: &[u8], mut one: usize, mut other: usize) -> usize {
        for _ in 0..MOST_TAIL_LINES {
            let (behind, ahead) = if one < other { (&mut one, other) } else { (&mut other, one) };
            if *behind == ahead {
                break;
            }
            match self.split(&bytes[*behind..]) {
                Split::Record(shape) => *behind += shape.length,
                _ => break,
            }
        }
        one.max(other)
    }

    /// How many lines at the start of `bytes` are, or may well be, the rest of the damaged record before them.
    pub(super) fn tail_lines(&mut self, bytes: &[u8], head: Head) -> usize {
        let mut delimiters = match head {
            Head::Broken { delimiters, .. } => delimiters,
            Head::Paired => self.expected,
        };
        let (mut doomed, mut at) = (0, 0);
        for lines in 1..=MOST_TAIL_LINES {
            let rest = &bytes[at..];
            if rest.is_empty() {
                break;
            }
            let Some(line) = first_line(rest, self.reading.dialect.terminator, self.ended) else { break };
            // A line with too few fields that leaves a quote open goes on where the missing fields are.
            let goes_on = delimiters + 1 < self.expected;
            match self.sign(rest, line.content, head, goes_on) {
                Sign::Outside => break,
                Sign::Tail(several) => doomed = doomed.max(lines + several),
                Sign::Nothing => {}
            }
            if goes_on {
                doomed = doomed.max(lines);
                delimiters += self.delimiters(&rest[..line.content]);
            }
            at += line.length;
        }
        doomed
    }

    /// What the line of `content` bytes at the start of `rest` says. `goes_on`: fields of the damaged record are missing.
    fn sign(&mut self, rest: &[u8], content: usize, head: Head, goes_on: bool) -> Sign {
        let (broken, open) = match head {
            Head::Broken { open, .. } => (true, Some(open)),
            Head::Paired => (false, None),
        };
        let line = &rest[..content];
        if line.iter().all(u8::is_ascii_whitespace) {
            return Sign::Nothing;
        }
        let short = self.delimiters(line) + 1 < self.expected;
        let quote = self.reading.dialect.quote;
        let split = self.split(rest);
        let habits = self.habits;
        let bare = habits.begun_bare == 0 && habits.begun_quoted > 1 && !line.starts_with(&[quote]);
        match split {
            Split::Record(shape) if self.fields.len() == self.expected => {
                if self.fields.iter().any(|field| is_closing(rest, field, quote)) || (broken && bare) {
                    Sign::Tail(count_lines(&rest[..shape.content], self.reading.dialect.terminator) - 1)
                } else if self.fields.iter().enumerate().any(|(place, field)| {
                    // In the line that ends the damaged field, that field's end stands at its place: what stands behind
                    // may be quoted in any case.
                    self.is_quoted(rest, field) && (!goes_on || open.is_none_or(|open| place < open))
                }) {
                    Sign::Outside
                } else {
                    Sign::Nothing
                }
            }
            Split::Record(shape) if shape.content == content => {
                let closing = self.fields.iter().any(|field| is_closing(rest, field, quote));
                if broken || closing { Sign::Tail(0) } else { Sign::Nothing }
            }
            _ if broken && short => Sign::Tail(0),
            _ => Sign::Nothing,
        }
    }

    /// True when a field is quoted and holds more than quotes: inside other quotes it could not be.
    fn is_quoted(&self, bytes: &[u8], field: &Field) -> bool {
        let quote = self.reading.dialect.quote;
        let before = field.range.start.checked_sub(1).and_then(|before| bytes.get(before));
        before == Some(&quote) && bytes[field.range.clone()].iter().any(|byte| *byte != quote)
    }
}

/// True when an unquoted field ends like a quoted one: with a quote that none before it pairs with.
pub(super) fn is_closing(bytes: &[u8], field: &Field, quote: u8) -> bool {
    let text = bytes[field.range.clone()].trim_ascii_end();
    field.quoting == Quoting::Plain && text.ends_with(&[quote]) && memchr_iter(quote, text).count() % 2 == 1
}
