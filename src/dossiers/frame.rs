use polars_core::prelude::{DataFrame, PolarsError, Series};

use crate::period::Day;
use crate::processor::{Work, widely};

use super::days::{NO_DAY, day_kept};
use super::{ColumnId, ColumnKind, Dictionary, Schema, Word};

/// Frame columns that are not canonical columns of an export: which unit, and which file.
pub(crate) const UNIT_NUMBER: &str = "unit_number";
pub(crate) const SOURCE_NUMBER: &str = "source_number";

/// One cell of a dossier, as ingest read it. `None`: no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// A day.
    Day(Option<Day>),
    /// A word of the column's vocabulary.
    Word(Option<Word>),
    /// đồng, a number, or a minute of the day.
    Amount(Option<i64>),
    /// The number of a text in the column's dictionary.
    Text(Option<u32>),
}

/// All dossiers that count once: typed columns, one row each, in batches in the order in which they were read.
#[derive(Debug, Clone)]
pub struct Dossiers {
    /// None of them is empty; each column is one piece.
    pub(crate) frames: Vec<DataFrame>,
    /// Texts of the text columns, by column.
    pub(crate) dictionaries: Vec<(ColumnId, Dictionary)>,
    pub(super) codes: Vec<Option<Box<str>>>,
}

impl Dossiers {
    /// How many dossiers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.frames.iter().map(DataFrame::height).sum()
    }

    /// True when there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// The dictionary of a text column.
    #[must_use]
    pub fn dictionary(&self, column: ColumnId) -> Option<&Dictionary> {
        self.dictionaries.iter().find(|(id, _)| *id == column).map(|(_, dictionary)| dictionary)
    }

    /// Bytes the columns take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.frames.iter().map(DataFrame::estimated_size).sum()
    }

    /// A column, batch by batch; nothing when the frames do not have it.
    fn batches(&self, name: &str) -> impl Iterator<Item = &Series> {
        self.frames.iter().filter_map(move |frame| Some(frame.column(name).ok()?.as_materialized_series()))
    }

    /// The numbers in a column of numbers of texts or units.
    fn numbers(&self, name: &str) -> impl Iterator<Item = u32> {
        self.batches(name).filter_map(|batch| batch.u32().ok()).flat_map(|numbers| numbers.iter().flatten())
    }

    /// The values of a column, dossier by dossier; none when the frame does not have it.
    #[must_use]
    pub fn cells(&self, column: ColumnId, schema: &Schema) -> Vec<Cell> {
        let mut cells = Vec::new();
        for batch in self.batches(&schema.column(column).name) {
            let added = added(&mut cells, batch, schema.column(column).kind);
            debug_assert!(added.is_ok(), "{added:?}");
        }
        cells
    }

    /// The code of each dossier, as far as it may be shown; empty unless the builder was told to keep codes.
    #[must_use]
    pub fn codes(&self) -> &[Option<Box<str>>] {
        &self.codes
    }

    /// The number of each dossier's unit.
    #[must_use]
    pub fn unit_numbers(&self) -> Vec<u32> {
        self.numbers(UNIT_NUMBER).collect()
    }

    /// How many dossiers each of `units` units has, by number.
    #[must_use]
    pub fn count_by_unit(&self, units: usize) -> Vec<u64> {
        self.count_numbers(UNIT_NUMBER, units)
    }

    fn count_numbers(&self, name: &str, most: usize) -> Vec<u64> {
        let mut counts = vec![0; most];
        let mut count = |number: u32| {
            if let Some(count) = counts.get_mut(number as usize) {
                *count += 1;
            }
        };
        for batch in self.batches(name).filter_map(|batch| batch.u32().ok()) {
            match batch.cont_slice() {
                Ok(numbers) => numbers.iter().copied().for_each(&mut count),
                // Some have no number.
                Err(_) => batch.iter().flatten().for_each(&mut count),
            }
        }
        counts
    }

    /// The dossiers of one source: they stand together, as they were read.
    pub(crate) fn of_source(&self, source: u16) -> Vec<DataFrame> {
        let of_source = |frame: &DataFrame| {
            let sources = frame.column(SOURCE_NUMBER).ok()?.as_materialized_series().u16().ok()?.cont_slice().ok()?;
            // Sources are numbered in the order in which they are read.
            let before = sources.partition_point(|number| *number < source);
            let length = sources[before..].partition_point(|number| *number == source);
            let before = i64::try_from(before).unwrap_or(i64::MAX);
            (length > 0).then(|| frame.slice(before, length))
        };
        self.frames.iter().filter_map(of_source).collect()
    }

    /// The same dossiers, those of one source only, without codes.
    #[must_use]
    pub fn only(&self, source: u16) -> Dossiers {
        Dossiers { frames: self.of_source(source), dictionaries: self.dictionaries.clone(), codes: Vec::new() }
    }

    /// How many dossiers have each text of a text column, the most frequent first; those without a text are left out.
    #[must_use]
    pub fn count_by_text(&self, column: ColumnId, name: &str) -> Vec<(String, u64)> {
        let Some(dictionary) = self.dictionary(column) else { return Vec::new() };
        let counts = self.count_numbers(name, dictionary.len());
        let text = |(number, count): (u32, u64)| (dictionary.text(number).to_owned(), count);
        let mut counted: Vec<(String, u64)> = (0..).zip(counts).filter(|(_, count)| *count > 0).map(text).collect();
        counted.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
        counted
    }

    /// The earliest and latest value of a day column, if it has any.
    #[must_use]
    pub fn day_range(&self, name: &str) -> Option<(Day, Day)> {
        let range = |batch: &Series| {
            let (mut low, mut high) = (u16::MAX, NO_DAY);
            for piece in batch.u16().ok()?.downcast_iter() {
                let (lowest, highest) = widely(LowAndHigh(piece.values().as_slice()));
                (low, high) = (low.min(lowest), high.max(highest));
            }
            (high > NO_DAY).then_some((low, high))
        };
        let ranges = self.batches(name).filter_map(range);
        let whole = ranges.reduce(|(low, high), (from, to)| (low.min(from), high.max(to)));
        whole.and_then(|(low, high)| Some((day_kept(low)?, day_kept(high)?)))
    }
}

/// The lowest and the highest of some days.
struct LowAndHigh<'d>(&'d [u16]);

impl Work for LowAndHigh<'_> {
    type Done = (u16, u16);

    // Where there is no day stands the lowest number: a loop over all numbers is faster than one over days.
    #[inline(always)]
    fn run(self) -> (u16, u16) {
        let (mut low, mut high) = (u16::MAX, NO_DAY);
        for day in self.0 {
            low = low.min(if *day == NO_DAY { u16::MAX } else { *day });
            high = high.max(*day);
        }
        (low, high)
    }
}

/// The amounts of a batch of a column: batches in which all are small keep them in half the room.
pub(crate) fn amounts(batch: &Series) -> Result<Vec<Option<i64>>, PolarsError> {
    if let Ok(small) = batch.i32() {
        return Ok(small.iter().map(|amount| amount.map(i64::from)).collect());
    }
    Ok(batch.i64()?.iter().collect())
}

/// Adds the values of a batch of a column.
fn added(cells: &mut Vec<Cell>, batch: &Series, kind: ColumnKind) -> Result<(), PolarsError> {
    match kind {
        ColumnKind::Word => cells.extend(batch.u8()?.iter().map(Cell::Word)),
        ColumnKind::Amount | ColumnKind::Number | ColumnKind::Minute => {
            cells.extend(amounts(batch)?.into_iter().map(Cell::Amount));
        }
        ColumnKind::Day | ColumnKind::CodeDay => {
            cells.extend(batch.u16()?.iter().map(|day| Cell::Day(day.and_then(day_kept))));
        }
        _ => cells.extend(batch.u32()?.iter().map(Cell::Text)),
    }
    Ok(())
}
