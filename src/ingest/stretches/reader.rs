//! A stretch read for itself.

use std::collections::BTreeMap;
use std::io::{self, Read};

use crate::dossiers::{ColumnId, FrameBuilder, Numbers, Rows};
use crate::ingest::block::Block;
use crate::ingest::faults::Fault;
use crate::ingest::record_known::KnownTexts;
use crate::ingest::scanner::{self, Dialect, Found, Past, Plain, PlainRecords, Room, Scanner};
use crate::ingest::table::{Collected, Table};
use crate::ingest::{Place, Reason, Rejected, Repairs, Unit};

use super::cut::Stretch;
use super::state::TableState;

/// What a reader knows from one list for the next, and the memory it works in.
pub(in crate::ingest) struct Helper<'a> {
    collected: Collected<'a>,
    /// Texts of each column, and units, that were handed over already, and what their numbers are where they were taken.
    told: Vec<usize>,
    told_units: usize,
    pub(super) numbers: Numbers,
    /// Texts and units by what is written, as the tables before knew them.
    known: KnownTexts,
    /// Memory for the search of plain records.
    room: Room,
    block: Block,
}

impl<'a> Helper<'a> {
    /// A helper that knows nothing yet, with a place of its own for what it finds.
    pub(in crate::ingest) fn new(collected: Collected<'a>) -> Self {
        Self {
            collected,
            told: Vec::new(),
            told_units: 0,
            numbers: Numbers::default(),
            known: KnownTexts::default(),
            room: Room::default(),
            block: Block::default(),
        }
    }

    /// Where it keeps the dossiers that it finds.
    pub(in crate::ingest) fn builder(&self) -> &FrameBuilder {
        &self.collected.builder
    }
}

/// Reads one stretch after the other, any of a file: what was known from one is of use for the next.
pub(super) struct StretchReader<'t, 'a> {
    table: Table<'t>,
    helper: Helper<'a>,
    dialect: Dialect,
    limits: scanner::Limits,
    /// Places are those of the file.
    has_offsets: bool,
}

/// What was found in a stretch.
#[derive(Default)]
pub(super) struct Piece {
    /// Nothing in the stretch depends on what stands before it but where it begins: what is to be remembered of it.
    pub(super) past: Option<Past>,
    pub(super) rows: Rows,
    pub(super) units: Vec<Unit>,
    pub(super) fingerprints: Vec<u128>,
    pub(super) rejected: Vec<Rejected>,
    pub(super) rejected_dossiers: Vec<(u128, u16)>,
    pub(super) repairs: Repairs,
    pub(super) unknown: BTreeMap<(ColumnId, String), u64>,
    pub(super) table: TableState,
}

impl<'t, 'a> StretchReader<'t, 'a> {
    /// A reader with a table, and with what the helper knows.
    pub(super) fn new(
        mut table: Table<'t>,
        mut helper: Helper<'a>,
        dialect: Dialect,
        limits: scanner::Limits,
        has_offsets: bool,
    ) -> Self {
        table.reader.exchange(&mut helper.known);
        Self { table, helper, dialect, limits, has_offsets }
    }

    /// The helper, who knows what this reader has come to know.
    pub(super) fn into_helper(mut self) -> Helper<'a> {
        self.table.reader.exchange(&mut self.helper.known);
        self.helper
    }

    /// Reads a stretch.
    pub(super) fn read(&mut self, stretch: &Stretch) -> Piece {
        self.table.begin_stretch();
        // Bytes in memory can always be read.
        let past = self.records(stretch).unwrap_or_default();
        let Helper { collected, told, told_units, .. } = &mut self.helper;
        let units = collected.units.since(*told_units).to_vec();
        *told_units += units.len();
        Piece {
            past: past.filter(|_| self.table.is_plain()),
            rows: collected.builder.take_rows(told),
            units,
            fingerprints: take_with_room(&mut collected.fingerprints),
            rejected: std::mem::take(&mut collected.rejected),
            rejected_dossiers: std::mem::take(&mut collected.rejected_dossiers),
            repairs: std::mem::take(&mut collected.repairs),
            unknown: std::mem::take(&mut self.table.reader.unknown),
            table: self.table.end_stretch(),
        }
    }

    fn records(&mut self, stretch: &Stretch) -> io::Result<Option<Past>> {
        let Helper { collected, room, block, .. } = &mut self.helper;
        let (table, memory) = (&mut self.table, std::mem::take(room));
        let mut plain = PlainRecords::new(stretch.own(), self.dialect, self.limits, stretch.place, table.width, memory);
        let mut scanner = Scanner::new(stretch.tail(usize::MAX), self.dialect, self.limits, stretch.place);
        scanner.expect(table.width);
        let end = stretch.end();
        let by_columns = table.reads_columns(collected);
        let mut is_whole = true;
        while is_whole && table.is_plain() {
            if by_columns && let Some(rows) = plain.rows() {
                let taken = table.take_plain(collected, &rows, block, self.has_offsets);
                plain.pass(taken);
                if taken > 0 {
                    continue;
                }
            }
            match plain.advance() {
                Plain::Record(record) => {
                    let (line, offset) = (record.place.line, self.has_offsets.then_some(record.place.offset));
                    table.take(collected, &record, Place { line, offset });
                    continue;
                }
                Plain::Blank => {
                    table.account.blank += 1;
                    continue;
                }
                Plain::Other => {}
            }
            if plain.next_place().offset >= end {
                break;
            }
            scanner.go_on(plain.next_place(), || stretch.tail(plain.rest().len()));
            let found = scanner.advance()?;
            is_whole = found != Found::End && scanner.past().is_some();
            if is_whole {
                take_found(table, collected, found, &scanner, self.has_offsets);
                // Where quotes do not pair up, the record may reach beyond the stretch.
                is_whole = plain.go_on(scanner.next_place());
            }
        }
        let is_whole = is_whole && plain.next_place().offset == end;
        let (past, memory) = plain.finish();
        *room = memory;
        Ok(scanner.past().filter(|_| is_whole).and_then(|odd| past.and(odd)))
    }
}

/// Takes all out, and leaves room for about as many.
pub(in crate::ingest) fn take_with_room<T>(values: &mut Vec<T>) -> Vec<T> {
    let room = values.len() + values.len() / 64;
    std::mem::replace(values, Vec::with_capacity(room))
}

/// Takes what a scanner has found, if it is not the end.
pub(in crate::ingest) fn take_found<R: Read>(
    table: &mut Table<'_>,
    collected: &mut Collected<'_>,
    found: Found,
    scanner: &Scanner<R>,
    has_offsets: bool,
) {
    let place = Place { line: scanner.line(), offset: has_offsets.then(|| scanner.offset()) };
    let fault = match found {
        Found::End => return,
        Found::Blank => {
            table.account.blank += 1;
            return;
        }
        Found::Record => {
            table.take(collected, scanner, place);
            return;
        }
        Found::BrokenQuote => Fault::whole(Reason::Quote),
        Found::TooLong | Found::TooWide => Fault::whole(Reason::TooLong),
    };
    table.reject(collected, fault, place);
}
