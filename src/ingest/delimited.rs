//! Lists in delimited text: the dialect is told from the head of the file, the records are streamed.

use std::io::{Cursor, Read};

use crate::dossiers::FrameBuilder;

use super::alike::{self, Begun};
use super::decoding::{Decoded, Encoding};
use super::guess::Looked;
use super::opening::{FirstRows, MOST_ROWS_ABOVE, Said, Start, start};
use super::parts::{EncodingBasis, Part, read_error};
use super::read::{List, Reading};
use super::scanner::{self, Dialect, Found, Scanner};
use super::separators::{dialect, texts, write_texts};
use super::stream::Stream;
use super::stretches::{Helper, SideBySide, Turns, take_found};
use super::table::{Collected, Table};
use super::{IngestError, Kind};

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
        let dialect = dialect(body, context, &mut self.dialect);
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
        if !start.header.rows.first().is_some_and(is_known)
            && let Some(begun) = Begun::of(start, said, self.context)
        {
            self.begun.truncate(alike::MOST_LISTS - 1);
            self.begun.insert(0, begun);
        }
    }

    /// How the list begins, when it begins as the one before.
    fn begins_alike(
        &mut self,
        head: &[u8],
        dialect: Dialect,
        limits: scanner::Limits,
        said: &Said<'_>,
    ) -> Option<Start<'a>> {
        if self.begun.is_empty() {
            return None;
        }
        let first = &mut self.memory.first;
        read_top(head, dialect, limits, first)?;
        self.begun.iter().find_map(|begun| begun.start(first, said))
    }
}

/// The first few rows of the file, in the place of those of another; none when they cannot be read.
fn read_top(head: &[u8], dialect: Dialect, limits: scanner::Limits, first: &mut FirstRows) -> Option<()> {
    first.is_exact = true;
    first.lines.clear();
    first.rows.resize_with(alike::MOST_ROWS, Vec::new);
    let mut scanner = Scanner::new(head, dialect, limits, scanner::Place::first_line(0));
    for row in &mut first.rows {
        match scanner.advance().ok()? {
            Found::End => break,
            Found::Record => write_texts(&scanner, row),
            _ => row.clear(),
        }
        first.lines.push(scanner.line());
    }
    first.rows.truncate(first.lines.len());
    Some(())
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::scanner::Terminator;
    use super::*;

    proptest! {
        #[test]
        fn nothing_is_left_in_the_top_rows_of_the_file_before(
            heads in prop::collection::vec("([a-z]{0,3}(;|\n|\r\n|\"|;;\n)){0,12}", 1..5),
        ) {
            let dialect = Dialect { delimiter: b';', quote: b'"', terminator: Terminator::LineFeed };
            let mut again = FirstRows::default();
            for head in heads {
                let mut fresh = FirstRows::default();
                let limits = scanner::Limits::default();
                let read = [&mut fresh, &mut again].map(|first| read_top(head.as_bytes(), dialect, limits, first));
                prop_assert_eq!(read, [Some(()); 2]);
                prop_assert_eq!((&fresh.rows, &fresh.lines), (&again.rows, &again.lines), "{:?}", head);
            }
        }
    }
}
