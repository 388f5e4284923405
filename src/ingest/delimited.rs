//! Lists in delimited text: the dialect is told from the head of the file, the records are streamed.

use std::cmp::Reverse;
use std::io::{Cursor, Read};

use memchr::memchr_iter;

use crate::dossiers::FrameBuilder;
use crate::matching::fold;

use super::alike::{self, Begun};
use super::decoding::{Decoded, Encoding};
use super::guess::Looked;
use super::opening::{FirstRows, MOST_ROWS_ABOVE, Said, Start, known_column, start};
use super::parts::{EncodingBasis, Part, read_error};
use super::read::{Context, List, Reading};
use super::scanner::{self, Dialect, Found, Scanner, Terminator};
use super::stream::Stream;
use super::stretches::{Helper, SideBySide, Turns, take_found};
use super::table::{Collected, Table};
use super::{IngestError, Kind};

const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
const QUOTES: [u8; 2] = [b'"', b'\''];
/// A longer cell is no header.
const MOST_HEADER_BYTES: usize = 120;
/// Known headers in a row that make it the header for certain.
const ENOUGH_HEADERS: usize = 4;
/// Rows looked at to tell the delimiter.
const MOST_TRIED: usize = 12;

impl<'a> Reading<'a> {
    /// Reads delimited text. `mark`: bytes of the byte order mark.
    pub(super) fn read_delimited(
        &mut self,
        part: &Part<'_>,
        head: Vec<u8>,
        rest: Stream<'_>,
        mark: usize,
        encoding: (Encoding, EncodingBasis),
        lists: &mut Vec<List>,
    ) -> Result<(), IngestError> {
        let context = self.context;
        // Places are those of the file as long as its bytes are read as they are.
        let is_plain = encoding.0 == Encoding::Utf8;
        let (head, mark, rest): (Vec<u8>, usize, Stream<'_>) = if is_plain {
            (head, mark, rest)
        } else {
            let body = Cursor::new(head.get(mark..).unwrap_or_default().to_vec());
            let mut decoded: Stream<'_> = Box::new(Decoded::new(body.chain(rest), encoding.0));
            let start = super::stream::head(&mut decoded, super::parts::HEAD, Vec::new());
            (start.map_err(|source| read_error(&part.path, source))?, 0, decoded)
        };
        let body = head.get(mark..).unwrap_or_default();
        let dialect = dialect(body, context, self.dialect);
        self.dialect = Some(dialect);
        let limits =
            scanner::Limits { most_record_bytes: context.limits.record_bytes, most_fields: context.limits.columns };
        let place = scanner::Place::first_line(mark as u64);
        let input = part.input;
        let said = Said {
            path: &part.path,
            profile: context.profile.or(input.settings.profile.as_deref()),
            forms: part.forms,
            has_unit: input.settings.unit.is_some(),
        };
        let facts = part.facts(Kind::Delimited, Some(encoding), Some(dialect.delimiter));
        if let Some(looked) = &mut self.looked {
            let first = first_rows(body, dialect, limits, part)?;
            looked.push(Looked::new(&part.name, None, facts, &first, &said, context));
            return Ok(());
        }
        let start = match self.begins_alike(body, dialect, limits, &said) {
            Some(start) => start,
            None => {
                let start = start(&first_rows(body, dialect, limits, part)?, &said, context)?;
                self.remember(&start, &said);
                start
            }
        };
        let (skip, unit, source) = (start.skip, input.settings.unit.as_deref(), self.next_source()?);
        let may_be_shared = context.threads.number > 0 && limits.most_record_bytes <= scanner::MOST_RECORD_BYTES;
        let mut turns = may_be_shared.then(|| (start.clone(), Turns::new(context.threads)));
        let table = |start: Start<'a>, builder: &FrameBuilder| {
            Table::new(start, part.forms, unit, context, builder, true, source)
        };
        let mut own = table(start, &self.collected.builder);
        own.reader.exchange(&mut self.known);
        let failed = |source| read_error(&part.path, source);
        let whole: Stream<'_> = Box::new(body.chain(rest));
        let mut scanner = Scanner::new(whole, dialect, limits, place);
        for _ in 0..skip {
            scanner.advance().map_err(failed)?;
        }
        scanner.expect(own.width);
        loop {
            let found = scanner.advance().map_err(failed)?;
            if found == Found::End {
                break;
            }
            take_found(&mut own, &mut self.collected, found, &scanner, is_plain);
            // The first dossier tells that the list has begun.
            if let Some((start, turns)) = turns.as_mut().filter(|(_, turns)| turns.is_due(scanner.next_place()))
                && may_share(&own)
                && let Some(past) = scanner.handing_over()
            {
                let (builder, idle) = (self.collected.builder.empty_copy(), &mut self.helpers);
                let helper = |_| {
                    let new = || Helper::new(Collected::new(context, builder.empty_copy()));
                    let helper = idle.pop().unwrap_or_else(new);
                    (table(start.clone(), helper.builder()), helper)
                };
                let helpers = |number| (0..number).map(helper).collect();
                let memory = self.memory.stretches.split_off(0);
                let share = SideBySide { threads: context.threads, began: place.offset, past, memory };
                let read = share.read(scanner, helpers, &mut own, &mut self.collected, is_plain);
                let left = read.map_err(failed)?;
                turns.taken(&left);
                scanner = left.scanner;
                self.memory.stretches = left.memory;
                self.helpers.extend(left.helpers);
            }
        }
        drop(scanner);
        self.memory.head = head;
        own.reader.exchange(&mut self.known);
        self.close(own, part, None, facts, lists)
    }

    /// Remembers how a list begins.
    fn remember(&mut self, start: &Start<'a>, said: &Said<'_>) {
        let is_known = |header: &Vec<String>| self.begun.iter().any(|begun| begun.has(header, said));
        if !start.header.first().is_some_and(is_known)
            && let Some(begun) = Begun::of(start, said, self.context)
        {
            self.begun.truncate(alike::MOST_LISTS - 1);
            self.begun.insert(0, begun);
        }
    }

    /// How the list begins, when it begins as the one before.
    fn begins_alike(
        &self,
        head: &[u8],
        dialect: Dialect,
        limits: scanner::Limits,
        said: &Said<'_>,
    ) -> Option<Start<'a>> {
        if self.begun.is_empty() {
            return None;
        }
        let mut first = FirstRows { is_exact: true, ..FirstRows::default() };
        let mut scanner = Scanner::new(head, dialect, limits, scanner::Place::first_line(0));
        while first.rows.len() < alike::MOST_ROWS {
            let row = match scanner.advance().ok()? {
                Found::End => break,
                Found::Record => texts(&scanner),
                _ => Vec::new(),
            };
            first.lines.push(scanner.line());
            first.rows.push(row);
        }
        self.begun.iter().find_map(|begun| begun.start(&first, said))
    }
}

/// True between two dossiers of a list.
fn may_share(table: &Table<'_>) -> bool {
    table.width > 1 && table.is_among_dossiers()
}

/// The first rows of the file, as the header is looked for among them.
fn first_rows(
    head: &[u8],
    dialect: Dialect,
    limits: scanner::Limits,
    part: &Part<'_>,
) -> Result<FirstRows, IngestError> {
    let mut first = FirstRows { is_exact: true, ..FirstRows::default() };
    let mut scanner = Scanner::new(head, dialect, limits, scanner::Place::first_line(0));
    let mut broken = None;
    while first.rows.len() < MOST_ROWS_ABOVE {
        let row = match scanner.advance().map_err(|source| read_error(&part.path, source))? {
            Found::End => break,
            Found::Record => texts(&scanner),
            Found::Blank => Vec::new(),
            Found::TooWide if first.rows.iter().all(Vec::is_empty) => {
                let (path, most) = (part.path.clone(), limits.most_fields as u64);
                return Err(IngestError::TooLarge { path, limit: "columns", most });
            }
            Found::BrokenQuote | Found::TooLong | Found::TooWide => {
                broken = broken.or(Some(scanner.line()));
                Vec::new()
            }
        };
        first.lines.push(scanner.line());
        first.rows.push(row);
    }
    match broken {
        _ if first.rows.iter().any(|row| !row.is_empty()) => Ok(first),
        Some(line) => Err(IngestError::BrokenHeader { path: part.path.clone(), line }),
        None => Err(IngestError::Empty { path: part.path.clone() }),
    }
}

fn texts<R: Read>(scanner: &Scanner<R>) -> Vec<String> {
    let quote = scanner.dialect().quote;
    let text = |field: &scanner::Field| {
        let written = String::from_utf8_lossy(scanner.bytes(field));
        field.unescape(written.trim(), quote).into_owned()
    };
    scanner.fields().iter().map(text).collect()
}

/// How the file separates fields: as it says itself (`sep=;`), else the delimiter and quote under which a row has most
/// headers that are known, then most fields; of equals the first one listed. `likely`: the one that is tried first.
fn dialect(head: &[u8], context: &Context<'_>, likely: Option<Dialect>) -> Dialect {
    let terminator = terminator(head);
    let said = head.get(..4).filter(|start| start.eq_ignore_ascii_case(b"sep=")).and_then(|_| head.get(4)).copied();
    let given = said.filter(|delimiter| DELIMITERS.contains(delimiter));
    let delimiters = DELIMITERS.into_iter().filter(|delimiter| given.is_none_or(|given| given == *delimiter));
    let dialects = delimiters.flat_map(|delimiter| QUOTES.map(|quote| Dialect { delimiter, quote, terminator }));
    let mut dialects: Vec<(usize, Dialect)> = dialects.enumerate().collect();
    dialects.sort_by_key(|(_, dialect)| likely != Some(*dialect));
    let mut best: Option<(Score, Reverse<usize>, Dialect)> = None;
    for (place, dialect) in dialects {
        // No more headers are known than there are fields, and no more fields than delimiters, but for one.
        if let Some((score, ..)) = &best {
            let delimiters = memchr_iter(dialect.delimiter, head).take(score.0).count();
            let most = if delimiters + 1 < score.0 { 0 } else { most_fields(head, dialect) };
            if (most, most) < *score {
                continue;
            }
        }
        let (score, place) = (score(head, dialect, context), Reverse(place));
        if best.as_ref().is_none_or(|(other, before, _)| (score, place) > (*other, *before)) {
            best = Some((score, place, dialect));
        }
    }
    best.map_or(Dialect { delimiter: b',', quote: b'"', terminator }, |(.., dialect)| dialect)
}

/// Known headers of a row, and its fields.
type Score = (usize, usize);

/// The best row under a dialect.
fn score(head: &[u8], dialect: Dialect, context: &Context<'_>) -> Score {
    let is_short = |header: &&String| header.len() <= MOST_HEADER_BYTES;
    let known = |header: &&String| is_short(header) && known_column(context.profiles, &fold(header)).is_some();
    let mut best = (0, 0);
    try_rows(head, dialect, |scanner| {
        let headers = texts(scanner);
        best = best.max((headers.iter().filter(known).count(), headers.len()));
        best.0 < ENOUGH_HEADERS
    });
    best
}

/// Fields of the widest row under a dialect.
fn most_fields(head: &[u8], dialect: Dialect) -> usize {
    let mut most = 0;
    try_rows(head, dialect, |scanner| {
        most = most.max(scanner.fields().len());
        true
    });
    most
}

/// Looks at the first rows until one is enough.
fn try_rows<'h>(head: &'h [u8], dialect: Dialect, mut goes_on: impl FnMut(&Scanner<&'h [u8]>) -> bool) {
    let mut scanner = Scanner::new(head, dialect, scanner::Limits::default(), scanner::Place::first_line(0));
    for _ in 0..MOST_TRIED {
        match scanner.advance() {
            Ok(Found::Record) if !goes_on(&scanner) => break,
            Ok(Found::End) | Err(_) => break,
            Ok(_) => {}
        }
    }
}

/// A CR alone when the first line ends with one; LF otherwise.
fn terminator(head: &[u8]) -> Terminator {
    let mut is_quoted = false;
    for (place, byte) in head.iter().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => return Terminator::LineFeed,
            b'\r' if !is_quoted => {
                let end = &head[place..];
                let is_line_feed = end.starts_with(b"\r\n") || end.starts_with(b"\r\r\n");
                return if is_line_feed { Terminator::LineFeed } else { Terminator::Any };
            }
            _ => {}
        }
    }
    Terminator::LineFeed
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::twin_tests::GIVEN;
    use super::*;

    /// The dialect, each of them tried.
    fn dialect_at_length(head: &[u8], context: &Context<'_>) -> Dialect {
        let terminator = terminator(head);
        let said = head.strip_prefix(b"sep=").and_then(|rest| rest.first()).copied();
        let given = said.filter(|delimiter| DELIMITERS.contains(delimiter));
        let delimiters = DELIMITERS.into_iter().filter(|delimiter| given.is_none_or(|given| given == *delimiter));
        let dialects = delimiters.flat_map(|delimiter| QUOTES.map(|quote| Dialect { delimiter, quote, terminator }));
        let all: Vec<Dialect> = dialects.collect();
        all.into_iter().rev().max_by_key(|dialect| score(head, *dialect, context)).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]
        #[test]
        fn a_dialect_is_the_best_whichever_is_tried_first(
            text in "(sep=[;,|])?((Mã hồ sơ|Đơn vị|Trạng thái|Ngày nhận|x|'|\"|[a-z]{0,3})(;|,|\t|\\||\n|\r|\r\n|\n\n)){0,30}",
            likely in 0..9_usize,
        ) {
            let context = GIVEN.context(&[]);
            let likely = DELIMITERS.get(likely / 2).map(|delimiter| Dialect {
                delimiter: *delimiter,
                quote: QUOTES[likely % 2],
                terminator: terminator(text.as_bytes()),
            });
            let found = dialect(text.as_bytes(), &context, likely);
            prop_assert_eq!(found, dialect_at_length(text.as_bytes(), &context), "{}", text);
        }
    }
}
