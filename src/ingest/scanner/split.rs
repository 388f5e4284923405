//! One record split into its fields, under one reading of its quotes.

use memchr::{memchr, memchr2, memchr3};

use super::lines::{End, end_at, without_returns};
use super::{Dialect, Field, Quoting, Terminator};

/// How quotes within quotes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    /// Two quotes stand for one.
    Doubling,
    /// A backslash makes the quote behind it a letter; two quotes are none.
    Backslash,
}

/// One way of reading bytes as a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    pub(super) dialect: Dialect,
    pub(super) escape: Escape,
    pub(super) most_fields: usize,
}

/// What stands at the start of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Split {
    /// More bytes are needed to tell.
    More,
    /// A record.
    Record(Shape),
    /// Quotes that do not pair up, met after so many bytes.
    Broken(usize),
    /// More fields than there may be, within so many bytes.
    TooWide(usize),
}

/// How far a record goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    /// Bytes of it, its line end included.
    pub(super) length: usize,
    /// Bytes of it without the line end.
    pub(super) content: usize,
    /// One of its fields is quoted: only then can it have several lines.
    pub(super) quoted: bool,
    /// One of its unquoted fields ends with a quote, as if one had been lost at its start.
    pub(super) closing: bool,
    /// A backslash stands before a quote that was not read as a letter.
    pub(super) backslash: bool,
}

/// Splits the record at the start of `bytes`. `ended`: nothing follows them.
pub(super) fn split(bytes: &[u8], reading: &Reading, ended: bool, fields: &mut Vec<Field>) -> Split {
    let Dialect { delimiter, quote, terminator } = reading.dialect;
    fields.clear();
    let mut at = 0;
    let mut quoted = false;
    let mut closing = false;
    let mut backslash = false;
    loop {
        if fields.len() >= reading.most_fields {
            return Split::TooWide(at);
        }
        let found = match bytes.get(at) {
            Some(first) if *first == quote => {
                // The plainest field is told at once: no quote, no backslash before its end, a delimiter behind it.
                let from = at + 1;
                if let Some(close) = memchr(quote, &bytes[from..]).map(|place| from + place)
                    && bytes.get(close + 1) == Some(&delimiter)
                    && bytes[close - 1] != b'\\'
                {
                    fields.push(Field { range: from..close, quoting: Quoting::Plain });
                    quoted = true;
                    at = close + 2;
                    continue;
                }
                Some(quoted_field(bytes, at, reading, ended, false))
            }
            Some(first @ (b' ' | b'\t')) if *first != delimiter => blank_before_quote(bytes, at, reading, ended),
            _ => None,
        };
        if let Some(found) = found {
            let (field, next) = match found {
                Quoted::More => return Split::More,
                Quoted::Broken(place) => return Split::Broken(place),
                Quoted::Field { field, next, backslashed } => {
                    quoted = true;
                    backslash |= backslashed;
                    (field, next)
                }
            };
            fields.push(field);
            match next {
                Next::Field(place) => at = place,
                Next::End { content, length } => {
                    return Split::Record(Shape { length, content, quoted, closing, backslash });
                }
            }
            continue;
        }
        let rest = &bytes[at..];
        let end = match terminator {
            Terminator::LineFeed => memchr2(delimiter, b'\n', rest),
            Terminator::Any => memchr3(delimiter, b'\n', b'\r', rest),
        };
        let end = match end {
            Some(place) => at + place,
            None if !ended => return Split::More,
            None => bytes.len(),
        };
        if bytes.get(end) == Some(&delimiter) {
            // Before an empty field stands no quote, but a delimiter.
            closing |= bytes.get(end.wrapping_sub(1)) == Some(&quote);
            fields.push(Field { range: at..end, quoting: Quoting::Plain });
            at = end + 1;
            continue;
        }
        let (content, length) = match terminator {
            Terminator::LineFeed => (without_returns(bytes, at, end), (end + 1).min(bytes.len())),
            Terminator::Any => match end_at(bytes, end, terminator, ended) {
                End::More => return Split::More,
                End::No => (end, end),
                End::Length(length) => (end, end + length),
            },
        };
        closing |= bytes[at..content].last() == Some(&quote);
        fields.push(Field { range: at..content, quoting: Quoting::Plain });
        return Split::Record(Shape { length, content, quoted, closing, backslash });
    }
}

enum Quoted {
    More,
    Broken(usize),
    Field { field: Field, next: Next, backslashed: bool },
}

enum Next {
    /// The next field begins here.
    Field(usize),
    /// The record is at its end.
    End { content: usize, length: usize },
}

/// The field whose opening quote is at `open`. `in_line`: it must close before the line ends.
fn quoted_field(bytes: &[u8], open: usize, reading: &Reading, ended: bool, in_line: bool) -> Quoted {
    let Dialect { quote, terminator, .. } = reading.dialect;
    let mut quoting = Quoting::Plain;
    let mut backslashed = false;
    let mut from = open + 1;
    let close = loop {
        let rest = &bytes[from..];
        let place = match terminator {
            _ if !in_line => memchr(quote, rest),
            Terminator::LineFeed => memchr2(quote, b'\n', rest),
            Terminator::Any => memchr3(quote, b'\n', b'\r', rest),
        };
        let Some(place) = place.map(|place| from + place) else {
            return if ended { Quoted::Broken(bytes.len()) } else { Quoted::More };
        };
        if bytes[place] != quote {
            return Quoted::Broken(place);
        }
        let backslashes = bytes[open + 1..place].iter().rev().take_while(|byte| **byte == b'\\').count();
        if reading.escape == Escape::Backslash && backslashes % 2 == 1 {
            quoting = Quoting::Backslashed;
            from = place + 1;
            continue;
        }
        backslashed |= backslashes > 0;
        match bytes.get(place + 1) {
            Some(next) if *next == quote => match reading.escape {
                // Both ways of writing quotes within one field: which of them is meant cannot be told.
                Escape::Backslash if place > open + 1 => return Quoted::Broken(place),
                Escape::Backslash => break place,
                Escape::Doubling => {
                    quoting = Quoting::Doubled;
                    from = place + 2;
                }
            },
            None if !ended => return Quoted::More,
            _ => break place,
        }
    };
    let field = Field { range: open + 1..close, quoting };
    behind_quote(bytes, close + 1, reading, ended, field, backslashed)
}

/// What follows a closing quote, from `after` on: a delimiter or the record's end, perhaps behind blanks.
fn behind_quote(
    bytes: &[u8],
    mut after: usize,
    reading: &Reading,
    ended: bool,
    field: Field,
    backslashed: bool,
) -> Quoted {
    let Dialect { delimiter, terminator, .. } = reading.dialect;
    loop {
        let next = match bytes.get(after) {
            Some(byte) if *byte == delimiter => Next::Field(after + 1),
            Some(b' ' | b'\t') => {
                after += 1;
                continue;
            }
            None if !ended => return Quoted::More,
            None => Next::End { content: after, length: after },
            Some(_) => match end_at(bytes, after, terminator, ended) {
                End::More => return Quoted::More,
                End::No => return Quoted::Broken(after),
                End::Length(length) => Next::End { content: after, length: after + length },
            },
        };
        return Quoted::Field { field, next, backslashed };
    }
}

/// The quoted field behind the blanks at `at`; none when they begin an unquoted one. Such a field does not go beyond its
/// line: a quote behind a blank is mostly a letter, and must not open what only a quote far below would close.
fn blank_before_quote(bytes: &[u8], at: usize, reading: &Reading, ended: bool) -> Option<Quoted> {
    let Dialect { delimiter, quote, .. } = reading.dialect;
    let blanks = bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t') && **byte != delimiter).count();
    let open = at + blanks;
    match bytes.get(open) {
        Some(byte) if *byte == quote => {}
        None if !ended => return Some(Quoted::More),
        _ => return None,
    }
    match quoted_field(bytes, open, reading, ended, true) {
        Quoted::Broken(_) => None,
        other => Some(other),
    }
}
