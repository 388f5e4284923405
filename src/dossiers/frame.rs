use polars_core::prelude::{
    BooleanChunked, Column as PolarsColumn, DataFrame, Int32Chunked, Int64Chunked, IntoColumn, NewChunkedArray,
    PolarsError, UInt8Chunked, UInt16Chunked, UInt32Chunked,
};

use crate::period::Day;

use super::{ColumnId, ColumnKind, Dictionary, Schema, Word};

/// Frame columns that are not canonical columns of an export: which unit, and which file.
pub(crate) const UNIT_NUMBER: &str = "unit_number";
pub(crate) const SOURCE_NUMBER: &str = "source_number";

const NO_DAY: i32 = i32::MIN;
const NO_WORD: u8 = u8::MAX;
const NO_AMOUNT: i64 = i64::MIN;
pub(super) const NO_TEXT: u32 = u32::MAX;

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

/// All dossiers that count once: typed columns, one row each.
#[derive(Debug, Clone)]
pub struct Dossiers {
    pub(crate) frame: DataFrame,
    /// Texts of the text columns, by column.
    pub(crate) dictionaries: Vec<(ColumnId, Dictionary)>,
    codes: Vec<Option<Box<str>>>,
}

impl Dossiers {
    /// How many dossiers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.frame.height()
    }

    /// True when there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The dictionary of a text column.
    #[must_use]
    pub fn dictionary(&self, column: ColumnId) -> Option<&Dictionary> {
        self.dictionaries.iter().find(|(id, _)| *id == column).map(|(_, dictionary)| dictionary)
    }

    /// Bytes the columns take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.frame.estimated_size()
    }

    /// The values of a column, dossier by dossier; none when the frame does not have it.
    #[must_use]
    pub fn cells(&self, column: ColumnId, schema: &Schema) -> Vec<Cell> {
        let Ok(values) = self.frame.column(&schema.column(column).name) else { return Vec::new() };
        let values = values.as_materialized_series();
        match schema.column(column).kind {
            ColumnKind::Word => values.u8().map(|words| words.iter().map(Cell::Word).collect()).unwrap_or_default(),
            ColumnKind::Amount | ColumnKind::Number | ColumnKind::Minute => {
                values.i64().map(|sums| sums.iter().map(Cell::Amount).collect()).unwrap_or_default()
            }
            ColumnKind::Day | ColumnKind::CodeDay => {
                values.i32().map(|days| days.iter().map(|day| Cell::Day(day.map(Day))).collect()).unwrap_or_default()
            }
            _ => values.u32().map(|numbers| numbers.iter().map(Cell::Text).collect()).unwrap_or_default(),
        }
    }

    /// The code of each dossier, as far as it may be shown; empty unless the builder was told to keep codes.
    #[must_use]
    pub fn codes(&self) -> &[Option<Box<str>>] {
        &self.codes
    }

    /// The number of each dossier's unit.
    #[must_use]
    pub fn unit_numbers(&self) -> Vec<u32> {
        let numbers = self.frame.column(UNIT_NUMBER).and_then(|column| column.as_materialized_series().u32().cloned());
        numbers.iter().flat_map(|numbers| numbers.iter().flatten()).collect()
    }

    /// How many dossiers each of `units` units has, by number.
    #[must_use]
    pub fn count_by_unit(&self, units: usize) -> Vec<u64> {
        let mut counts = vec![0; units];
        let numbers = self.frame.column(UNIT_NUMBER).and_then(|column| column.as_materialized_series().u32().cloned());
        for number in numbers.iter().flat_map(|numbers| numbers.iter().flatten()) {
            if let Some(count) = counts.get_mut(number as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// The dossiers of one source: they stand together, as they were read.
    pub(crate) fn of_source(&self, source: u16) -> DataFrame {
        let sources =
            self.frame.column(SOURCE_NUMBER).and_then(|column| column.as_materialized_series().u16().cloned());
        let Ok(sources) = sources else { return self.frame.clone() };
        let before = sources.iter().take_while(|number| *number != Some(source)).count();
        let length = sources.iter().skip(before).take_while(|number| *number == Some(source)).count();
        self.frame.slice(i64::try_from(before).unwrap_or(i64::MAX), length)
    }

    /// The same dossiers, those of one source only, without codes.
    #[must_use]
    pub fn only(&self, source: u16) -> Dossiers {
        Dossiers { frame: self.of_source(source), dictionaries: self.dictionaries.clone(), codes: Vec::new() }
    }

    /// How many dossiers have each text of a text column, the most frequent first; those without a text are left out.
    #[must_use]
    pub fn count_by_text(&self, column: ColumnId, name: &str) -> Vec<(String, u64)> {
        let Some(dictionary) = self.dictionary(column) else { return Vec::new() };
        let mut counts = vec![0_u64; dictionary.len()];
        let numbers = self.frame.column(name).and_then(|column| column.as_materialized_series().u32().cloned());
        for number in numbers.iter().flat_map(|numbers| numbers.iter().flatten()) {
            if let Some(count) = counts.get_mut(number as usize) {
                *count += 1;
            }
        }
        let text = |(number, count): (u32, u64)| (dictionary.text(number).to_owned(), count);
        let mut counted: Vec<(String, u64)> = (0..).zip(counts).filter(|(_, count)| *count > 0).map(text).collect();
        counted.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
        counted
    }

    /// The earliest and latest value of a day column, if it has any.
    #[must_use]
    pub fn day_range(&self, name: &str) -> Option<(Day, Day)> {
        let days = self.frame.column(name).ok()?.as_materialized_series().i32().ok()?;
        let seen = days.iter().flatten().fold(None, |range: Option<(i32, i32)>, day| {
            Some(range.map_or((day, day), |(low, high)| (low.min(day), high.max(day))))
        });
        seen.map(|(low, high)| (Day(low), Day(high)))
    }
}

/// The values of a column while they are collected.
#[derive(Debug)]
pub(super) enum Store {
    Days(Vec<i32>),
    Words(Vec<u8>),
    Amounts(Vec<i64>),
    Texts(Vec<u32>, Dictionary),
}

/// Grows the typed columns record by record.
pub struct FrameBuilder {
    pub(super) columns: Vec<(ColumnId, Store)>,
    pub(super) units: Vec<u32>,
    pub(super) sources: Vec<u16>,
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
                    ColumnKind::Day | ColumnKind::CodeDay => Store::Days(Vec::new()),
                    ColumnKind::Word => Store::Words(Vec::new()),
                    ColumnKind::Amount | ColumnKind::Number | ColumnKind::Minute => Store::Amounts(Vec::new()),
                    ColumnKind::ProcedureCode | ColumnKind::Field => Store::Texts(Vec::new(), Dictionary::default()),
                    ColumnKind::Code
                    | ColumnKind::Unit
                    | ColumnKind::UnitCode
                    | ColumnKind::ProcedureName
                    | ColumnKind::Personal => return None,
                };
                Some((*id, store))
            })
            .collect();
        Self { columns, units: Vec::new(), sources: Vec::new(), codes: None }
    }

    /// The same builder, which also keeps the code of each dossier: what is not to be listed is not kept.
    #[must_use]
    pub fn with_codes(self, wanted: bool) -> Self {
        Self { codes: wanted.then(Vec::new), ..self }
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
        self.units.len()
    }

    /// True before the first dossier.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The number of each dossier's unit.
    #[must_use]
    pub fn units(&self) -> &[u32] {
        &self.units
    }

    /// Takes back the dossiers pushed last, so that `len` remain: those of a file that is given up.
    pub fn truncate(&mut self, len: usize) {
        self.units.truncate(len);
        self.sources.truncate(len);
        if let Some(codes) = &mut self.codes {
            codes.truncate(len);
        }
        for (_, store) in &mut self.columns {
            match store {
                Store::Days(days) => days.truncate(len),
                Store::Words(words) => words.truncate(len),
                Store::Amounts(amounts) => amounts.truncate(len),
                Store::Texts(numbers, _) => numbers.truncate(len),
            }
        }
    }

    /// The number of a text in the dictionary of the column at `place`.
    pub fn text_number(&mut self, place: usize, key: &str, shown: &str) -> Option<u32> {
        match &mut self.columns[place].1 {
            Store::Texts(_, dictionary) => Some(dictionary.number(key, shown)),
            Store::Days(_) | Store::Words(_) | Store::Amounts(_) => None,
        }
    }

    /// The text of a number in the dictionary of the column at `place`, as it is shown.
    #[must_use]
    pub fn text(&self, place: usize, number: u32) -> &str {
        match self.columns.get(place) {
            Some((_, Store::Texts(_, dictionary))) => dictionary.text(number),
            _ => "",
        }
    }

    /// Adds a dossier: its unit, its file, and one cell per column in the order of [`FrameBuilder::columns`].
    pub fn push(&mut self, unit: u32, source: u16, cells: &[Cell]) {
        self.units.push(unit);
        self.sources.push(source);
        for ((_, store), cell) in self.columns.iter_mut().zip(cells) {
            match (store, cell) {
                (Store::Days(days), Cell::Day(day)) => days.push(day.map_or(NO_DAY, |day| day.0)),
                (Store::Words(words), Cell::Word(word)) => words.push(word.unwrap_or(NO_WORD)),
                (Store::Amounts(amounts), Cell::Amount(amount)) => amounts.push(amount.unwrap_or(NO_AMOUNT)),
                (Store::Texts(numbers, _), Cell::Text(number)) => numbers.push(number.unwrap_or(NO_TEXT)),
                // A cell of another kind than its column has no value there.
                (Store::Days(days), _) => days.push(NO_DAY),
                (Store::Words(words), _) => words.push(NO_WORD),
                (Store::Amounts(amounts), _) => amounts.push(NO_AMOUNT),
                (Store::Texts(numbers, _), _) => numbers.push(NO_TEXT),
            }
        }
    }

    /// The frame of the dossiers for which `keep` is true, in the order they were pushed.
    ///
    /// # Errors
    /// Only if Polars refuses columns of equal length, which would be a fault of this program.
    pub fn finish(self, schema: &Schema, keep: &[bool]) -> Result<Dossiers, PolarsError> {
        let height = self.units.len();
        let mut columns: Vec<PolarsColumn> = Vec::with_capacity(self.columns.len() + 2);
        let mut dictionaries = Vec::new();
        let kept = self.codes.into_iter().flatten().zip(keep).filter(|(_, kept)| **kept);
        let codes = kept.map(|(code, _)| code).collect();
        columns.push(UInt32Chunked::from_vec(UNIT_NUMBER.into(), self.units).into_column());
        columns.push(UInt16Chunked::from_vec(SOURCE_NUMBER.into(), self.sources).into_column());
        for (id, store) in self.columns {
            let name = schema.column(id).name.as_str().into();
            columns.push(match store {
                Store::Days(days) => {
                    Int32Chunked::from_iter_options(name, days.into_iter().map(|day| (day != NO_DAY).then_some(day)))
                        .into_column()
                }
                Store::Words(words) => UInt8Chunked::from_iter_options(
                    name,
                    words.into_iter().map(|word| (word != NO_WORD).then_some(word)),
                )
                .into_column(),
                Store::Amounts(amounts) => Int64Chunked::from_iter_options(
                    name,
                    amounts.into_iter().map(|amount| (amount != NO_AMOUNT).then_some(amount)),
                )
                .into_column(),
                Store::Texts(numbers, dictionary) => {
                    dictionaries.push((id, dictionary));
                    UInt32Chunked::from_iter_options(
                        name,
                        numbers.into_iter().map(|number| (number != NO_TEXT).then_some(number)),
                    )
                    .into_column()
                }
            });
        }
        let frame = DataFrame::new(height, columns)?;
        let frame = if keep.iter().all(|kept| *kept) {
            frame
        } else {
            let mask = BooleanChunked::from_slice("keep".into(), keep);
            frame.filter(&mask)?
        };
        Ok(Dossiers { frame, dictionaries, codes })
    }
}
