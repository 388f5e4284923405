//! Lists in delimited text: the dialect is told from the head of the file, the records are streamed.

use std::io::{Cursor, Read};

use crate::dossiers::FrameBuilder;
use crate::matching::fold;

use super::decoding::{Decoded, Encoding};
use super::guess::Looked;
use super::opening::{FirstRows, MOST_ROWS_ABOVE, Said, Start, start};
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
        let head = head.get(mark..).unwrap_or_default().to_vec();
        // Places are those of the file as long as its bytes are read as they are.
        let is_plain = encoding.0 == Encoding::Utf8;
        let (head, rest): (Vec<u8>, Stream<'_>) = if is_plain {
            (head, rest)
        } else {
            let mut decoded: Stream<'_> = Box::new(Decoded::new(Cursor::new(head).chain(rest), encoding.0));
            let start = super::stream::head(&mut decoded, super::parts::HEAD);
            (start.map_err(|source| read_error(&part.path, source))?, decoded)
        };
        let dialect = dialect(&head, context);
        let limits =
            scanner::Limits { most_record_bytes: context.limits.record_bytes, most_fields: context.limits.columns };
        let place = scanner::Place::first_line(if is_plain { mark as u64 } else { 0 });
        let first = first_rows(&head, dialect, limits, part)?;
        let input = part.input;
        let said = Said {
            path: &part.path,
            profile: context.profile.or(input.settings.profile.as_deref()),
            forms: part.forms,
            has_unit: input.settings.unit.is_some(),
        };
        let facts = part.facts(Kind::Delimited, Some(encoding), Some(dialect.delimiter));
        if let Some(looked) = &mut self.looked {
            looked.push(Looked::new(&part.name, None, facts, &first, &said, context));
            return Ok(());
        }
        let start = start(&first, &said, context)?;
        let (skip, unit, source) = (start.skip, input.settings.unit.as_deref(), self.next_source()?);
        let may_be_shared = context.threads.number > 0 && limits.most_record_bytes <= scanner::MOST_RECORD_BYTES;
        let mut turns = may_be_shared.then(|| (start.clone(), Turns::new(context.threads)));
        let table = |start: Start<'a>, builder: &FrameBuilder| {
            Table::new(start, part.forms, unit, context, builder, true, source)
        };
        let mut own = table(start, &self.collected.builder);
        let failed = |source| read_error(&part.path, source);
        let whole: Stream<'_> = Box::new(Cursor::new(head).chain(rest));
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
                let share = SideBySide { threads: context.threads, began: place.offset, past };
                let read = share.read(scanner, helpers, &mut own, &mut self.collected, is_plain);
                let left = read.map_err(failed)?;
                turns.taken(&left);
                scanner = left.scanner;
                self.helpers.extend(left.helpers);
            }
        }
        self.close(own, part, None, facts, lists)
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
/// headers that are known, then most fields.
fn dialect(head: &[u8], context: &Context<'_>) -> Dialect {
    let terminator = terminator(head);
    let said = head.get(..4).filter(|start| start.eq_ignore_ascii_case(b"sep=")).and_then(|_| head.get(4)).copied();
    let given = said.filter(|delimiter| DELIMITERS.contains(delimiter));
    let is_short = |header: &&String| header.len() <= MOST_HEADER_BYTES;
    let known = |header: &&String| {
        is_short(header) && context.profiles.all().iter().any(|profile| profile.column(&fold(header)).is_some())
    };
    let score = |dialect: &Dialect| {
        let mut scanner = Scanner::new(head, *dialect, scanner::Limits::default(), scanner::Place::first_line(0));
        let mut best = (0, 0);
        for _ in 0..MOST_TRIED {
            match scanner.advance() {
                Ok(Found::Record) => {
                    let headers = texts(&scanner);
                    best = best.max((headers.iter().filter(known).count(), headers.len()));
                    if best.0 >= ENOUGH_HEADERS {
                        break;
                    }
                }
                Ok(Found::End) | Err(_) => break,
                Ok(_) => {}
            }
        }
        best
    };
    let delimiters = DELIMITERS.into_iter().filter(|delimiter| given.is_none_or(|given| given == *delimiter));
    let dialects = delimiters.flat_map(|delimiter| QUOTES.map(|quote| Dialect { delimiter, quote, terminator }));
    let all: Vec<Dialect> = dialects.collect();
    // Of equals the first one listed.
    all.into_iter().rev().max_by_key(score).unwrap_or(Dialect { delimiter: b',', quote: b'"', terminator })
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
