//! What must hold of any bytes. A target panics when it does not; it reads nothing but its input.

use std::io::{self, Read};
use std::ops::Range;
use std::sync::LazyLock;

use cchc::ingest::decoding::{Confidence, Decoded, MOST_HEAD_BYTES, decode_all, detect};
use cchc::ingest::scanner::{self, Dialect, Found, Place, Scanner, Terminator};
use cchc::ingest::{DateForm, DateRules, Encoding, RepairRule};
use cchc::period::Day;
use cchc::run::Rulebook;

/// Panics when something does not hold of these bytes.
pub(crate) type Target = fn(&[u8]);

/// The rules of the program.
pub(crate) static RULES: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::load(&[]).unwrap());

/// Gives a few bytes at a time, one to `most`.
pub(crate) struct Drops<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) most: usize,
}

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = (1 + self.bytes.len() % self.most).min(buffer.len()).min(self.bytes.len());
        let (now, later) = self.bytes.split_at(length);
        buffer[..length].copy_from_slice(now);
        self.bytes = later;
        Ok(length)
    }
}

/// Something that a scanner found.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Thing {
    found: Found,
    line: u64,
    bytes: Range<usize>,
    fields: Vec<scanner::Field>,
}

/// Four bytes of settings, then a file: every byte of it belongs to one thing found, however it is read.
pub(crate) fn records(input: &[u8]) {
    let Some(([kind, expected, longest, widest], file)) = input.split_first_chunk::<4>() else { return };
    let dialect = Dialect {
        delimiter: [b',', b';', b'\t', b'|'][usize::from(kind & 3)],
        quote: if kind & 4 == 0 { b'"' } else { b'\'' },
        terminator: if kind & 8 == 0 { Terminator::LineFeed } else { Terminator::Any },
    };
    // A long file shows what lies beyond the bytes that are looked ahead.
    let file = if kind >> 4 == 15 { file.repeat(1 + (1 << 17) / file.len().max(512)) } else { file.to_vec() };
    let mut limits = scanner::Limits::default();
    if *longest > 0 {
        limits.most_record_bytes = usize::from(*longest) * 4;
    }
    if *widest > 0 {
        limits.most_fields = usize::from(*widest);
    }
    let expected = usize::from(expected % 12);
    let things = scan(&file, file.as_slice(), dialect, limits, expected);
    let most = if file.len() > 1 << 14 { 4_099 } else { 1 + input.len() % 7 };
    let slowly = scan(&file, Drops { bytes: &file, most }, dialect, limits, expected);
    assert_eq!(slowly, things, "reads of a few bytes");
}

fn scan(file: &[u8], input: impl Read, dialect: Dialect, limits: scanner::Limits, expected: usize) -> Vec<Thing> {
    let mut scanner = Scanner::new(input, dialect, limits, Place::first_line(0));
    scanner.expect(expected);
    let mut things = Vec::new();
    let mut end = 0;
    loop {
        let found = scanner.advance().unwrap();
        let start = usize::try_from(scanner.offset()).unwrap();
        assert_eq!(start, end, "bytes between two things, or in both");
        end = usize::try_from(scanner.next_place().offset).unwrap();
        if found == Found::End {
            assert_eq!((start, end), (file.len(), file.len()), "bytes behind the end");
            break;
        }
        assert!(start < end, "{found:?} of nothing");
        assert!(end == file.len() || matches!(file[end - 1], b'\n' | b'\r'), "{found:?} ends within a line");
        let fields = if found == Found::Record { scanner.fields().to_vec() } else { Vec::new() };
        let mut from = 0;
        for field in &fields {
            assert!(from <= field.range.start && field.range.end <= end - start, "{field:?}");
            assert_eq!(scanner.bytes(field), &file[start + field.range.start..start + field.range.end]);
            assert!(from == 0 || file[start + from..start + field.range.start].contains(&dialect.delimiter));
            assert_eq!(scanner.text(field).is_ok(), std::str::from_utf8(scanner.bytes(field)).is_ok());
            from = field.range.end;
        }
        if found == Found::Record {
            assert!(!fields.is_empty() && fields.len() <= limits.most_fields, "{} fields", fields.len());
            // A line whose quotes stand behind backslashes is read as far as is looked ahead.
            let is_backslashed = fields.iter().any(|field| field.quoting == scanner::Quoting::Backslashed);
            let is_short = end - start <= limits.most_record_bytes + 3;
            assert!(is_short || is_backslashed, "a record of {} bytes", end - start);
        }
        things.push(Thing { found, line: scanner.line(), bytes: start..end, fields });
    }
    // The terminator may have changed on the way.
    for terminator in [Terminator::LineFeed, Terminator::Any] {
        if (dialect.terminator, scanner.dialect().terminator) == (terminator, terminator) {
            assert_lines(file, &things, terminator);
        }
    }
    things
}

/// Lines are counted as an editor counts them.
fn assert_lines(file: &[u8], things: &[Thing], terminator: Terminator) {
    let (mut line, mut at) = (1, 0);
    for thing in things {
        while at < thing.bytes.start {
            let returns = file[at..].iter().take_while(|byte| **byte == b'\r').count();
            let is_one_end = file.get(at + returns) == Some(&b'\n') && matches!(returns, 1 | 2);
            let length = if is_one_end { returns + 1 } else { 1 };
            let ends = file[at] == b'\n' || is_one_end || (returns > 0 && terminator == Terminator::Any);
            line += u64::from(ends);
            at += length;
        }
        assert_eq!((at, thing.line), (thing.bytes.start, line), "{thing:?}");
    }
}

/// A byte of settings, then a text: the same whatever the reads, whole letters, no line lost, and no sure guess wrong.
pub(crate) fn decoding(input: &[u8]) {
    let Some((setting, bytes)) = input.split_first() else { return };
    for encoding in Encoding::ALL {
        let text = decode_all(bytes, encoding);
        let mut slowly = Vec::new();
        let mut decoded = Decoded::new(Drops { bytes, most: 1 + usize::from(setting % 7) }, encoding);
        let mut buffer = [0; 16];
        let room = 1 + usize::from(setting >> 4);
        loop {
            match decoded.read(&mut buffer[..room]).unwrap() {
                0 => break,
                length => slowly.extend(&buffer[..length]),
            }
        }
        assert_eq!(String::from_utf8(slowly).as_ref(), Ok(&text), "{encoding}");
        let (pairs, odd) = bytes.as_chunks::<2>();
        let units = |to: fn([u8; 2]) -> u16| pairs.iter().map(move |pair| to(*pair));
        let same = match encoding {
            Encoding::Utf8 => Some(String::from_utf8_lossy(bytes).into_owned()),
            Encoding::Utf16Le => Some(String::from_utf16_lossy(&units(u16::from_le_bytes).collect::<Vec<_>>())),
            Encoding::Utf16Be => Some(String::from_utf16_lossy(&units(u16::from_be_bytes).collect::<Vec<_>>())),
            _ => None,
        };
        let is_wide = matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
        if let Some(same) = same.filter(|_| !is_wide || odd.is_empty()) {
            assert_eq!(text, same, "{encoding}");
        }
        let lines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
        assert!(is_wide || lines(text.as_bytes()) == lines(bytes), "{encoding} has other lines");
    }
    for is_whole in [true, false] {
        let Ok(guess) = detect(bytes, is_whole, &RULES.syllables) else { continue };
        assert_eq!(detect(bytes, is_whole, &RULES.syllables).as_ref(), Ok(&guess));
        let body = bytes.get(guess.mark..).expect("a mark within the file");
        let is_sure = guess.confidence == Confidence::Certain && is_whole && bytes.len() <= MOST_HEAD_BYTES;
        if is_sure && guess.encoding == Encoding::Utf8 {
            assert!(std::str::from_utf8(body).is_ok(), "surely UTF-8, and is not");
        }
    }
}

/// A byte of settings, a pattern, a line end and a text: a day read is one that was written.
pub(crate) fn dates(input: &[u8]) {
    let Some((setting, rest)) = input.split_first() else { return };
    let place = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    let pattern = String::from_utf8_lossy(&rest[..place]);
    let text = rest.get(place + 1..).unwrap_or_default();
    let (first_year, last_year) = [(1995, 2049), (1971, 9999), (2022, 2022), (2023, 1995)][usize::from(setting & 3)];
    let local_offset = [420, 0, -839, 899][usize::from((setting >> 2) & 3)];
    let rules = DateRules { first_year, last_year, local_offset };
    let Ok(form) = DateForm::new(&pattern, rules) else { return };
    assert_eq!(DateForm::new(&pattern, rules).as_ref(), Ok(&form));
    let (read, swapped) = (form.read(text), form.read_swapped(text));
    assert_eq!((form.read(text), form.read_swapped(text)), (read, swapped));
    // A time of another offset is moved after its year was looked at: it may leave the years by a day.
    let is_moved = pattern.contains('X') || pattern.ends_with("{utc}");
    let years = |day: Day| day.civil().0 >= i32::try_from(first_year).unwrap() && day.civil().0 <= last_year as i32;
    let is_within = |day: Day| years(day) || (is_moved && (years(day.plus(1)) || years(day.plus(-1))));
    for day in read.iter().map(|read| read.day).chain(swapped) {
        let (year, month, of_month) = day.civil();
        assert!(is_within(day), "{day}");
        assert_eq!(Day::from_civil(year, month, of_month), Some(day));
    }
    let Some(read) = read.filter(|_| !is_moved) else { return };
    let (year, month, of_month) = read.day.civil();
    assert_eq!(read.is_low, of_month <= 12);
    assert!(swapped.is_none_or(|swapped| swapped.civil() == (year, of_month, month)), "{swapped:?}");
    if pattern.starts_with("serial") {
        assert_eq!(read.repair, Some(RepairRule::Serial));
    } else {
        let digits = format!("{year:04}");
        assert!(read.repair.is_none() && text.windows(4).any(|four| four == digits.as_bytes()), "{read:?}");
    }
}
