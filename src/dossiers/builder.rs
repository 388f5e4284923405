use std::ops::Range;

use polars_core::prelude::PolarsError;

use crate::threads;

use super::batch::{Batch, NO_AMOUNT, NO_TEXT, NO_WORD, Values, push_run};
use super::days::{NO_DAY, kept_day};
use super::{Cell, ColumnId, ColumnKind, Dictionary, Dossiers, Schema};

/// Dossiers of a batch at most: few enough that a vector that grows to it costs nothing, many enough that a batch costs nothing.
const BATCH: usize = 1 << 16;

/// What a column holds, and its texts.
#[derive(Debug)]
pub(super) enum Store {
    Days,
    Words,
    Amounts,
    Texts(Dictionary),
}

impl Store {
    /// Values of a batch.
    fn values(&self, room: usize) -> Values {
        match self {
            Store::Days => Values::Days(Vec::with_capacity(room)),
            Store::Words => Values::Words(Vec::with_capacity(room)),
            Store::Amounts => Values::SmallAmounts(Vec::with_capacity(room)),
            Store::Texts(_) => Values::Texts(Vec::with_capacity(room)),
        }
    }
}

/// Grows the typed columns record by record.
pub struct FrameBuilder {
    pub(super) columns: Vec<(ColumnId, Store)>,
    /// Batches to which nothing is added, and how many dossiers were pushed before each of them.
    pub(super) sealed: Vec<(usize, Batch)>,
    /// The batch that grows, and how many dossiers were pushed before it.
    pub(super) open: Batch,
    pub(super) before: usize,
    /// Dossiers of a batch.
    pub(super) most: usize,
    /// Codes as far as they may be shown; none unless they are to be listed.
    pub(super) codes: Option<Vec<Option<Box<str>>>>,
}

impl FrameBuilder {
    /// A builder for these columns. Columns without a value of their own (codes, units, personal) are left out.
    #[must_use]
    pub fn new(schema: &Schema, wanted: &[ColumnId]) -> Self {
        let columns = wanted
            .iter()
            .filter_map(|id| {
                let store = match schema.column(*id).kind {
                    ColumnKind::Day | ColumnKind::CodeDay => Store::Days,
                    ColumnKind::Word => Store::Words,
                    ColumnKind::Amount | ColumnKind::Number | ColumnKind::Minute => Store::Amounts,
                    ColumnKind::ProcedureCode | ColumnKind::Field => Store::Texts(Dictionary::default()),
                    ColumnKind::Code
                    | ColumnKind::Unit
                    | ColumnKind::UnitCode
                    | ColumnKind::ProcedureName
                    | ColumnKind::Personal => return None,
                };
                Some((*id, store))
            })
            .collect();
        Self::of_columns(columns, BATCH)
    }

    pub(super) fn of_columns(columns: Vec<(ColumnId, Store)>, most: usize) -> Self {
        let mut builder = Self { columns, sealed: Vec::new(), open: Batch::default(), before: 0, most, codes: None };
        builder.open = builder.batch(0);
        builder
    }

    /// The same builder, which also keeps the code of each dossier: what is not to be listed is not kept.
    #[must_use]
    pub fn with_codes(self, wanted: bool) -> Self {
        Self { codes: wanted.then(Vec::new), ..self }
    }

    /// The same builder with batches of so many dossiers at most.
    #[must_use]
    pub fn with_batches(self, most: usize) -> Self {
        Self { most: most.max(1), ..self }
    }

    /// An empty batch with room for so many dossiers.
    pub(super) fn batch(&self, room: usize) -> Batch {
        let values = self.columns.iter().map(|(_, store)| store.values(room)).collect();
        Batch { units: Vec::with_capacity(room), sources: Vec::new(), values }
    }

    /// True when the builder wants codes.
    #[must_use]
    pub fn keeps_codes(&self) -> bool {
        self.codes.is_some()
    }

    /// Adds the code of the dossier pushed last; `None` when it may not be shown.
    pub fn push_code(&mut self, code: Option<Box<str>>) {
        if let Some(codes) = &mut self.codes {
            codes.push(code);
        }
    }

    /// The columns of this frame, in the order in which [`FrameBuilder::push`] wants the cells.
    pub fn columns(&self) -> impl Iterator<Item = ColumnId> {
        self.columns.iter().map(|(id, _)| *id)
    }

    /// How many dossiers were pushed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.before + self.open.len()
    }

    /// True before the first dossier.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of the unit of the dossier pushed at `place`, from 0.
    #[must_use]
    pub fn unit(&self, place: usize) -> Option<u32> {
        let (before, batch) = if place >= self.before {
            (self.before, &self.open)
        } else {
            let behind = self.sealed.partition_point(|(before, _)| *before <= place);
            let (before, batch) = self.sealed.get(behind.checked_sub(1)?)?;
            (*before, batch)
        };
        batch.units.get(place - before).copied()
    }

    /// Sources, and how many dossiers in a row were pushed of each.
    #[must_use]
    pub fn sources(&self) -> Vec<(u16, usize)> {
        let batches = self.sealed.iter().map(|(_, batch)| batch).chain([&self.open]);
        let mut sources: Vec<(u16, usize)> = Vec::new();
        for (source, dossiers) in batches.flat_map(|batch| &batch.sources) {
            push_run(&mut sources, *source, *dossiers);
        }
        sources
    }

    /// Takes back the dossiers pushed last, so that `len` remain: those of a file that is given up.
    pub fn truncate(&mut self, len: usize) {
        while self.before > len
            && let Some((before, batch)) = self.sealed.pop()
        {
            (self.before, self.open) = (before, batch);
        }
        self.open.truncate(len.saturating_sub(self.before));
        if let Some(codes) = &mut self.codes {
            codes.truncate(len);
        }
    }

    /// Adds nothing more to the batch at hand.
    pub(super) fn seal(&mut self, room: usize) {
        let next = self.batch(room);
        let full = std::mem::replace(&mut self.open, next);
        if full.len() > 0 {
            let len = full.len();
            self.sealed.push((self.before, full.sealed()));
            self.before += len;
        }
    }

    /// The number of a text in the dictionary of the column at `place`.
    pub fn text_number(&mut self, place: usize, key: &str, shown: &str) -> Option<u32> {
        match &mut self.columns[place].1 {
            Store::Texts(dictionary) => Some(dictionary.number(key, shown)),
            Store::Days | Store::Words | Store::Amounts => None,
        }
    }

    /// The text of a number in the dictionary of the column at `place`, as it is shown.
    #[must_use]
    pub fn text(&self, place: usize, number: u32) -> &str {
        match self.columns.get(place) {
            Some((_, Store::Texts(dictionary))) => dictionary.text(number),
            _ => "",
        }
    }

    /// Adds a dossier: its unit, its file, and one cell per column in the order of [`FrameBuilder::columns`].
    pub fn push(&mut self, unit: u32, source: u16, cells: &[Cell]) {
        if self.open.len() >= self.most {
            self.seal(self.most);
        }
        self.open.units.push(unit);
        self.open.push_source(source, 1);
        for (values, cell) in self.open.values.iter_mut().zip(cells) {
            match (&mut *values, cell) {
                (Values::Days(days), Cell::Day(day)) => days.push(day.map_or(NO_DAY, kept_day)),
                (Values::Words(words), Cell::Word(word)) => words.push(word.unwrap_or(NO_WORD)),
                (Values::Amounts(_) | Values::SmallAmounts(_), Cell::Amount(amount)) => {
                    values.push_amount(amount.unwrap_or(NO_AMOUNT));
                }
                (Values::Texts(numbers), Cell::Text(number)) => numbers.push(number.unwrap_or(NO_TEXT)),
                // A cell of another kind than its column has no value there.
                (Values::Days(days), _) => days.push(NO_DAY),
                (Values::Words(words), _) => words.push(NO_WORD),
                (Values::Amounts(_) | Values::SmallAmounts(_), _) => values.push_amount(NO_AMOUNT),
                (Values::Texts(numbers), _) => numbers.push(NO_TEXT),
            }
        }
    }

    /// Values of the columns of this frame, none yet: amounts of any size fit.
    pub(crate) fn empty_values(&self) -> Vec<Values> {
        let mut values: Vec<Values> = self.columns.iter().map(|(_, store)| store.values(0)).collect();
        values.iter_mut().for_each(Values::enlarge);
        values
    }

    /// Adds dossiers: their units, their file, and of the values of each column those of `rows`, as many as there are units.
    pub(crate) fn push_rows(&mut self, mut units: &[u32], source: u16, values: &[Values], rows: Range<usize>) {
        let mut from = rows.start;
        while !units.is_empty() {
            if self.open.len() >= self.most {
                self.seal(self.most);
            }
            let here = units.len().min(self.most - self.open.len());
            let (now, later) = units.split_at(here);
            self.open.extend_by(now, source, values, from..from + here);
            (units, from) = (later, from + here);
        }
    }

    /// The dossiers for which `keep` is true, in the order they were pushed; batch by batch, `threads` at a time.
    ///
    /// # Errors
    /// Only if Polars refuses columns of equal length, which would be a fault of this program.
    pub fn finish(mut self, schema: &Schema, keep: &[bool], threads: usize) -> Result<Dossiers, PolarsError> {
        self.seal(0);
        let names: Vec<&str> = self.columns.iter().map(|(id, _)| schema.column(*id).name.as_str()).collect();
        let kept = self.codes.into_iter().flatten().zip(keep).filter(|(_, kept)| **kept);
        let codes = kept.map(|(code, _)| code).collect();
        let frame = |(before, batch): (usize, Batch)| {
            let keep = keep.get(before..before + batch.len()).unwrap_or_default();
            batch.into_frame(&names, keep)
        };
        let frames = threads::each_of(threads, self.sealed, frame);
        let mut frames = frames.into_iter().collect::<Result<Vec<_>, _>>()?;
        frames.retain(|frame| frame.height() > 0);
        let dictionaries = self.columns.into_iter().filter_map(|(id, store)| match store {
            Store::Texts(dictionary) => Some((id, dictionary)),
            Store::Days | Store::Words | Store::Amounts => None,
        });
        Ok(Dossiers { frames, dictionaries: dictionaries.collect(), codes })
    }
}
