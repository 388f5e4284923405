//! Record boundaries, found here and nowhere else.
//!
//! No library decides what a record is: a stray quote must not swallow its neighbours, and nothing may vanish. A quoted
//! field begins with a quote right after a delimiter and ends with a quote right before a delimiter or the record's end;
//! quotes inside an unquoted field are letters. A record that breaks these rules is damaged, and only its first physical
//! line is given up: scanning goes on at the very next line. A record of several lines that could as well be several
//! records is given up with all its lines: which of them are records, and which a citizen wrote, cannot be told.

use std::io::{self, Read};
use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2};

/// A record longer than this is given up: no dossier has one, and a lost quote must not swallow a file.
pub const MOST_RECORD_BYTES: usize = 1 << 20;

const BLOCK: usize = 1 << 18;

/// How a file separates fields and records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// Between fields: `,`, `;` or tab.
    pub delimiter: u8,
    /// Ends a record: LF (a CR before it is dropped), or CR alone.
    pub terminator: u8,
}

/// Where a field stands in the record's bytes, quotes not included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Bytes of the field.
    pub range: Range<usize>,
    /// Holds doubled quotes that stand for one.
    pub doubled: bool,
}

/// What the scanner found at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A record; its fields are in [`Scanner::fields`].
    Record,
    /// A record without any value: nothing but blanks, delimiters and quotes.
    Blank,
    /// A line whose quotes do not pair up; the record begins and ends with this line.
    BrokenQuote,
    /// A line longer than [`MOST_RECORD_BYTES`].
    TooLong,
    /// The end of the file.
    End,
}

enum Split {
    More,
    Record { length: usize, content: usize },
    Broken,
}

/// Reads records one after the other within a bounded buffer.
pub struct Scanner<R> {
    input: R,
    dialect: Dialect,
    /// Fields every record should have; 0 while unknown.
    expected: usize,
    /// Lines still to be given up.
    giving_up: usize,
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    offset: u64,
    line: u64,
    next_offset: u64,
    next_line: u64,
    record: Range<usize>,
    fields: Vec<Field>,
}

impl<R: Read> Scanner<R> {
    /// A scanner at byte `offset`, line 1, of a file.
    pub fn new(input: R, dialect: Dialect, offset: u64) -> Self {
        Self {
            input,
            dialect,
            expected: 0,
            giving_up: 0,
            buffer: Vec::new(),
            start: 0,
            ended: false,
            offset,
            line: 1,
            next_offset: offset,
            next_line: 1,
            record: 0..0,
            fields: Vec::new(),
        }
    }

    /// Says how many fields a record has, once the header is known.
    pub fn expect(&mut self, fields: usize) {
        self.expected = fields;
    }

    /// Line of the record just found, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Byte of the file at which the record just found begins.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The fields of the record just found.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The bytes of a field as written: doubled quotes are still doubled.
    #[must_use]
    pub fn bytes(&self, field: &Field) -> &[u8] {
        &self.buffer[self.record.start + field.range.start..self.record.start + field.range.end]
    }

    /// Moves to the next record.
    ///
    /// # Errors
    /// When the file cannot be read further.
    pub fn advance(&mut self) -> io::Result<Found> {
        self.offset = self.next_offset;
        self.line = self.next_line;
        if self.giving_up > 0 {
            return self.give_up_next();
        }
        loop {
            if self.start == self.buffer.len() && self.ended {
                return Ok(Found::End);
            }
            let split = split(&self.buffer[self.start..], self.dialect, self.ended, &mut self.fields);
            match split {
                Split::More if self.buffer.len() - self.start > MOST_RECORD_BYTES => return self.give_up(),
                Split::More => self.fill()?,
                Split::Broken => return self.give_up(),
                Split::Record { length, content } => {
                    let bytes = &self.buffer[self.start..self.start + content];
                    let lines = memchr_iter(self.dialect.terminator, bytes).count();
                    if lines > 0 && self.expected > 1 {
                        if self.fields.len() != self.expected {
                            return self.give_up();
                        }
                        if self.swallowed(bytes) {
                            // Either quote may be the stray one: no line of it can be trusted to be a record.
                            self.giving_up = lines + 1;
                            return self.give_up_next();
                        }
                    }
                    let blank = is_blank(bytes, self.dialect);
                    self.record = self.start..self.start + content;
                    self.consume(length, lines + 1);
                    return Ok(if blank { Found::Blank } else { Found::Record });
                }
            }
        }
    }

    /// True when a record of several lines looks like several records held together by a lost quote, though it has the
    /// fields of the header: a line without quotes has all of them too, or the first and the last line both have.
    fn swallowed(&self, bytes: &[u8]) -> bool {
        let separators = |line: &[u8]| memchr_iter(self.dialect.delimiter, line).count();
        let whole = |line: &[u8]| separators(line) + 1 == self.expected;
        let lines = || bytes.split(|byte| *byte == self.dialect.terminator);
        let whole_inside = || lines().any(|line| whole(line) && memchr(b'"', line).is_none());
        let whole_ends = || {
            let ends = (lines().next(), lines().next_back());
            matches!(ends, (Some(first), Some(last)) if separators(first).min(separators(last)) + 1 >= self.expected)
        };
        whole_inside() || whole_ends()
    }

    /// Gives up the next line of a record that cannot be trusted as a whole.
    fn give_up_next(&mut self) -> io::Result<Found> {
        self.giving_up -= 1;
        self.give_up()
    }

    /// Gives up the first physical line of a damaged record.
    fn give_up(&mut self) -> io::Result<Found> {
        let mut found = Found::BrokenQuote;
        self.fields.clear();
        loop {
            if let Some(end) = memchr(self.dialect.terminator, &self.buffer[self.start..]) {
                self.consume(end + 1, 1);
                return Ok(found);
            }
            if self.ended {
                self.consume(self.buffer.len() - self.start, 1);
                return Ok(found);
            }
            if self.buffer.len() - self.start > MOST_RECORD_BYTES {
                found = Found::TooLong;
                self.consume(self.buffer.len() - self.start, 0);
            }
            self.fill()?;
        }
    }

    fn consume(&mut self, bytes: usize, lines: usize) {
        self.start += bytes;
        self.next_offset += bytes as u64;
        self.next_line += lines as u64;
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.start);
        self.start = 0;
        self.record = 0..0;
        let before = self.buffer.len();
        self.buffer.resize(before + BLOCK, 0);
        let read = loop {
            match self.input.read(&mut self.buffer[before..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.buffer.truncate(before + *read.as_ref().unwrap_or(&0));
        self.ended = read? == 0;
        Ok(())
    }
}

/// Splits the record at the start of `bytes`. `ended`: nothing follows them.
fn split(bytes: &[u8], dialect: Dialect, ended: bool, fields: &mut Vec<Field>) -> Split {
    let Dialect { delimiter, terminator } = dialect;
    fields.clear();
    let mut at = 0;
    loop {
        if bytes.get(at) == Some(&b'"') {
            let mut doubled = false;
            let mut from = at + 1;
            let close = loop {
                let Some(quote) = memchr(b'"', &bytes[from..]).map(|place| from + place) else {
                    return if ended { Split::Broken } else { Split::More };
                };
                match bytes.get(quote + 1) {
                    Some(b'"') => {
                        doubled = true;
                        from = quote + 2;
                    }
                    None if !ended => return Split::More,
                    _ => break quote,
                }
            };
            fields.push(Field { range: at + 1..close, doubled });
            let after = close + 1;
            match bytes.get(after) {
                None => return Split::Record { length: after, content: after },
                Some(byte) if *byte == delimiter => at = after + 1,
                Some(byte) if *byte == terminator => return Split::Record { length: after + 1, content: after },
                Some(b'\r') if terminator == b'\n' => match bytes.get(after + 1) {
                    Some(b'\n') => return Split::Record { length: after + 2, content: after },
                    None if !ended => return Split::More,
                    None => return Split::Record { length: after + 1, content: after },
                    Some(_) => return Split::Broken,
                },
                Some(_) => return Split::Broken,
            }
        } else {
            let end = match memchr2(delimiter, terminator, &bytes[at..]) {
                Some(place) => at + place,
                None if !ended => return Split::More,
                None => bytes.len(),
            };
            if bytes.get(end) == Some(&delimiter) {
                fields.push(Field { range: at..end, doubled: false });
                at = end + 1;
                continue;
            }
            let carriage = terminator == b'\n' && end > at && bytes[end - 1] == b'\r';
            let content = if carriage { end - 1 } else { end };
            fields.push(Field { range: at..content, doubled: false });
            return Split::Record { length: (end + 1).min(bytes.len()), content };
        }
    }
}

fn is_blank(bytes: &[u8], dialect: Dialect) -> bool {
    bytes.iter().all(|byte| *byte == dialect.delimiter || *byte == b'"' || byte.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every record as `line:field|field`, given up ones as `line!`, blank ones as `line~`.
    fn scan(text: &str, expected: usize, terminator: u8) -> Vec<String> {
        let mut scanner = Scanner::new(text.as_bytes(), Dialect { delimiter: b',', terminator }, 0);
        scanner.expect(expected);
        let mut records = Vec::new();
        loop {
            let found = scanner.advance().unwrap();
            let line = scanner.line();
            assert!(text.is_char_boundary(usize::try_from(scanner.offset()).unwrap()));
            records.push(match found {
                Found::End => return records,
                Found::Blank => format!("{line}~"),
                Found::BrokenQuote | Found::TooLong => format!("{line}!"),
                Found::Record => {
                    let fields: Vec<_> =
                        scanner.fields().iter().map(|field| String::from_utf8_lossy(scanner.bytes(field))).collect();
                    format!("{line}:{}", fields.join("|"))
                }
            });
        }
    }

    #[test]
    fn line_ends_and_quotes() {
        assert_eq!(scan("a,b\r\nc,d", 2, b'\n'), ["1:a|b", "2:c|d"]);
        assert_eq!(scan("a,b\rc,d\r", 2, b'\r'), ["1:a|b", "2:c|d"]);
        assert_eq!(scan("\"a\nb\",c\n\"d\"\"e\",f\n", 2, b'\n'), ["1:a\nb|c", "3:d\"\"e|f"]);
        assert_eq!(scan("\"a\",\"b\"\r\n\"c\",\"\"\r\n", 2, b'\n'), ["1:a|b", "2:c|"]);
        assert_eq!(scan("a,\n,\n\n,b", 2, b'\n'), ["1:a|", "2~", "3~", "4:|b"]);
        assert_eq!(scan("", 2, b'\n'), [""; 0]);
    }

    #[test]
    fn a_quote_inside_an_unquoted_field_is_a_letter() {
        assert_eq!(scan("5\" pipe,b\nc,x\"y\n", 2, b'\n'), ["1:5\" pipe|b", "2:c|x\"y"]);
    }

    #[test]
    fn a_lost_quote_costs_its_own_line_only() {
        assert_eq!(scan("a,\"b,c\nd,e,f\ng,h,i\n", 3, b'\n'), ["1!", "2:d|e|f", "3:g|h|i"]);
        assert_eq!(scan("a,\"b\"x,c\nd,e,f\n", 3, b'\n'), ["1!", "2:d|e|f"]);
        // The second stray quote closes the first one: three records must not become one.
        // Nor may a line that a citizen typed into a field become a record: none of the three is trusted.
        assert_eq!(scan("a,\"b,c\nd,e,f\ng,h\",i\nj,k,l\n", 3, b'\n'), ["1!", "2!", "3!", "4:j|k|l"]);
        assert_eq!(scan("a,\"b,c\nd,e\",f\n", 3, b'\n'), ["1!", "2!"]);
        // Line ends and delimiters inside quotes are data when the record as a whole is right.
        assert_eq!(scan("a,\"b\nd,e\",f\n", 3, b'\n'), ["1:a|b\nd,e|f"]);
        assert_eq!(scan("a,b,\"c\nd\"\n\"e\nf\",g,h\n", 3, b'\n'), ["1:a|b|c\nd", "3:e\nf|g|h"]);
    }

    #[test]
    fn a_line_without_end_is_given_up_within_bounds() {
        let long = format!("a,b\n{}\nc,d\n", "x".repeat(3 * MOST_RECORD_BYTES));
        assert_eq!(scan(&long, 2, b'\n'), ["1:a|b", "2!", "3:c|d"]);
        let quoted = format!("a,b\n\"{}\nc,d\n", "x\n".repeat(MOST_RECORD_BYTES));
        let records = scan(&quoted, 2, b'\n');
        assert_eq!(records.first().map(String::as_str), Some("1:a|b"));
        assert_eq!(records.last().map(|record| record.rsplit(':').next().unwrap_or_default()), Some("c|d"));
    }

    #[test]
    fn a_record_over_the_edge_of_a_block_stays_whole() {
        let filler = "y".repeat(BLOCK - 3);
        let text = format!("{filler},b\n\"p\"\"q\",\"r\ns\"\r\nt,u\n");
        assert_eq!(scan(&text, 2, b'\n')[1..], ["2:p\"\"q|r\ns", "4:t|u"]);
    }
}
