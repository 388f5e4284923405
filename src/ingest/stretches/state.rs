//! What a table knows of the rows behind it: reset before a stretch, and joined in the order of the file.

use std::collections::BTreeMap;

use crate::dossiers::Numbers;
use crate::ingest::Account;
use crate::ingest::foreign_dates::Foreign;
use crate::ingest::plan::Plan;
use crate::ingest::record::RecordReader;
use crate::ingest::swapped::Sightings;
use crate::ingest::table::{Collected, LastRow, Table};
use crate::period::Day;

use super::reader::Piece;

/// What a table found in a stretch, besides the dossiers.
#[derive(Default)]
pub(super) struct TableState {
    account: Account,
    foreign: Foreign,
    latest: Option<Day>,
    last: LastRow,
    uncatalogued: u64,
    /// By number of the procedure's code.
    names: BTreeMap<u32, String>,
    /// Of each column of days, in the order of the plans.
    sightings: Vec<Sightings>,
}

impl Table<'_> {
    /// True when the next row can be read without a look at those before it, but for what only follows a line that is cut.
    pub(in crate::ingest) fn is_among_dossiers(&self) -> bool {
        self.second_header.is_none() && self.reader.group_unit.is_none() && self.rows.is_among_dossiers()
    }

    /// The rows to come stand among dossiers, under no heading.
    pub(super) fn begin_stretch(&mut self) {
        self.rows.dossier();
        self.reader.group_unit = None;
        self.last = LastRow::default();
        self.is_plain = true;
        self.account = Account::default();
        self.foreign = Foreign::default();
    }

    /// True when no row since was told from the rows before it, or tells how the rows behind it are to be read.
    pub(in crate::ingest) fn is_plain(&self) -> bool {
        self.is_plain && self.second_header.is_none()
    }

    /// Takes out what was found since.
    pub(super) fn end_stretch(&mut self) -> TableState {
        let reader = &mut self.reader;
        TableState {
            account: std::mem::take(&mut self.account),
            foreign: std::mem::take(&mut self.foreign),
            latest: self.latest.take(),
            last: std::mem::take(&mut self.last),
            uncatalogued: std::mem::take(&mut reader.uncatalogued),
            names: std::mem::take(&mut reader.procedure_names),
            sightings: reader.take_sightings(),
        }
    }

    /// Adds what another table of the same list found in the stretch behind the rows that were read.
    pub(super) fn join(&mut self, collected: &mut Collected<'_>, piece: Piece, numbers: &mut Numbers) {
        for unit in piece.units {
            numbers.add_unit(collected.units.adopt(unit));
        }
        collected.builder.append(piece.rows, numbers);
        collected.fingerprints.extend(piece.fingerprints);
        let room = collected.most_listed.saturating_sub(collected.rejected.len());
        collected.rejected.extend(piece.rejected.into_iter().take(room));
        collected.rejected_dossiers.extend(piece.rejected_dossiers);
        collected.repairs.add(piece.repairs, collected.most_listed);
        let TableState { account, foreign, latest, last, uncatalogued, names, sightings } = piece.table;
        // Rejected lines are records too, and leave no last row; but the scanner that gives lines up says itself that the stretch
        // does not count (`Scanner::past`), so that none of them stands here alone.
        if account.records > 0 {
            self.last = last;
        }
        self.account.add(&account);
        self.foreign.add(foreign);
        self.latest = self.latest.max(latest);
        let reader = &mut self.reader;
        for (spelling, records) in piece.unknown {
            *reader.unknown.entry(spelling).or_default() += records;
        }
        reader.uncatalogued += uncatalogued;
        if let Some(column) = reader.place_of_procedures() {
            for (number, name) in names {
                if let Some(number) = numbers.text(column, number) {
                    reader.name(number, name);
                }
            }
        }
        reader.add_sightings(sightings);
    }
}

impl RecordReader<'_> {
    /// What was seen of each column of days, which is forgotten here.
    fn take_sightings(&mut self) -> Vec<Sightings> {
        let days = self.plans.iter_mut().filter_map(|plan| match plan {
            Plan::Day(column) => Some(column.sightings.take()),
            _ => None,
        });
        days.collect()
    }

    /// Adds what a reader of the same plans has seen of rows further down.
    fn add_sightings(&mut self, more: Vec<Sightings>) {
        let days = self.plans.iter_mut().filter_map(|plan| match plan {
            Plan::Day(column) => Some(&mut column.sightings),
            _ => None,
        });
        for (sightings, more) in days.zip(more) {
            sightings.add(more);
        }
    }
}
