//! Dossiers are kept in batches: no vector grows beyond one, and each can be worked on by another thread.

use std::ops::Range;

use polars_arrow::bitmap::Bitmap;
use polars_core::prelude::{
    AnyValue, ChunkedArray, Column as PolarsColumn, DataFrame, DataType, Int32Type, Int64Type, IntoColumn, PolarsError,
    PolarsNumericType, Scalar, UInt8Type, UInt16Type, UInt32Type,
};

use wide::u8x16;

use crate::processor::{Work, widely};

use super::days::NO_DAY;
use super::frame::{SOURCE_NUMBER, UNIT_NUMBER};

/// Values of which it is told together which are there.
const LANES: usize = 16;

pub(crate) const NO_WORD: u8 = u8::MAX;
pub(crate) const NO_AMOUNT: i64 = i64::MIN;
pub(crate) const NO_TEXT: u32 = u32::MAX;
const NO_SMALL_AMOUNT: i32 = i32::MIN;

/// Dossiers read one after the other.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) units: Vec<u32>,
    /// Sources, and how many dossiers in a row are of each: they are read source by source.
    pub(super) sources: Vec<(u16, usize)>,
    /// The values of each column.
    pub(super) values: Vec<Values>,
}

/// The values of a column of a batch. One that is not there has a number of its own: [`NO_DAY`], [`NO_WORD`], [`NO_AMOUNT`],
/// [`NO_TEXT`].
#[derive(Debug, Clone)]
pub(crate) enum Values {
    /// Days by their numbers, as `days.rs` gives them.
    Days(Vec<u16>),
    Words(Vec<u8>),
    Amounts(Vec<i64>),
    /// Amounts that all fit in half the room, as almost all do: those of a batch, until one comes that does not fit.
    SmallAmounts(Vec<i32>),
    Texts(Vec<u32>),
}

impl Values {
    /// Forgets all values.
    pub(crate) fn clear(&mut self) {
        self.truncate(0);
    }

    /// Adds so many values that are not there.
    pub(crate) fn fill(&mut self, number: usize) {
        match self {
            Values::Days(days) => days.resize(days.len() + number, NO_DAY),
            Values::Words(words) => words.resize(words.len() + number, NO_WORD),
            Values::Amounts(amounts) => amounts.resize(amounts.len() + number, NO_AMOUNT),
            Values::SmallAmounts(amounts) => amounts.resize(amounts.len() + number, NO_SMALL_AMOUNT),
            Values::Texts(numbers) => numbers.resize(numbers.len() + number, NO_TEXT),
        }
    }

    /// Adds some of the values of another column of the same kind.
    fn extend(&mut self, more: &Values, rows: Range<usize>) {
        match (&mut *self, more) {
            (Values::Days(days), Values::Days(more)) => days.extend_from_slice(part(more, rows)),
            (Values::Words(words), Values::Words(more)) => words.extend_from_slice(part(more, rows)),
            (Values::Amounts(amounts), Values::Amounts(more)) => amounts.extend_from_slice(part(more, rows)),
            (Values::Amounts(amounts), Values::SmallAmounts(more)) => {
                amounts.extend(part(more, rows).iter().map(|amount| large(*amount)));
            }
            (Values::SmallAmounts(amounts), Values::SmallAmounts(more)) => {
                amounts.extend_from_slice(part(more, rows));
            }
            (Values::SmallAmounts(amounts), Values::Amounts(large)) => {
                if !widely(AddHalves { amounts, more: part(large, rows.clone()) }) {
                    self.enlarge();
                    self.extend(more, rows);
                }
            }
            (Values::Texts(numbers), Values::Texts(more)) => numbers.extend_from_slice(part(more, rows)),
            // Columns at one place have values of one kind.
            (
                Values::Days(_) | Values::Words(_) | Values::Amounts(_) | Values::SmallAmounts(_) | Values::Texts(_),
                _,
            ) => {}
        }
    }

    fn truncate(&mut self, len: usize) {
        match self {
            Values::Days(days) => days.truncate(len),
            Values::Words(words) => words.truncate(len),
            Values::Amounts(amounts) => amounts.truncate(len),
            Values::SmallAmounts(amounts) => amounts.truncate(len),
            Values::Texts(numbers) => numbers.truncate(len),
        }
    }

    /// Takes the room that the values need and no more.
    fn sealed(self) -> Self {
        match self {
            Values::Days(days) => Values::Days(tight(days)),
            Values::Words(words) => Values::Words(tight(words)),
            Values::Texts(numbers) => Values::Texts(tight(numbers)),
            Values::Amounts(amounts) => Values::Amounts(tight(amounts)),
            Values::SmallAmounts(amounts) => Values::SmallAmounts(tight(amounts)),
        }
    }

    /// Makes room for amounts of any size.
    pub(super) fn enlarge(&mut self) {
        if let Values::SmallAmounts(amounts) = self {
            *self = Values::Amounts(amounts.iter().copied().map(large).collect());
        }
    }

    /// Adds an amount, or none, to a column of amounts.
    pub(super) fn push_amount(&mut self, amount: i64) {
        if let Values::SmallAmounts(amounts) = self {
            if large(small(amount)) == amount {
                return amounts.push(small(amount));
            }
            self.enlarge();
        }
        if let Values::Amounts(amounts) = self {
            amounts.push(amount);
        }
    }
}

/// Adds dossiers of a source behind others: those in a row are said once.
pub(super) fn push_run(sources: &mut Vec<(u16, usize)>, source: u16, dossiers: usize) {
    match sources.last_mut() {
        _ if dossiers == 0 => {}
        Some((last, length)) if *last == source => *length += dossiers,
        _ => sources.push((source, dossiers)),
    }
}

/// Adds amounts to those in half the room, when all fit; else none of them.
struct AddHalves<'a> {
    amounts: &'a mut Vec<i32>,
    more: &'a [i64],
}

impl Work for AddHalves<'_> {
    type Done = bool;

    // A whole loop, without an end before the end: the compiler widens it.
    #[inline(always)]
    fn run(self) -> bool {
        let before = self.amounts.len();
        self.amounts.resize(before + self.more.len(), NO_SMALL_AMOUNT);
        let (_, halves) = self.amounts.split_at_mut(before);
        let mut differs = 0;
        for (half, amount) in halves.iter_mut().zip(self.more) {
            *half = small(*amount);
            differs |= large(*half) ^ *amount;
        }
        if differs != 0 {
            self.amounts.truncate(before);
        }
        differs == 0
    }
}

/// The amount in half the room; no value when it does not fit.
#[inline(always)]
fn small(amount: i64) -> i32 {
    if i64::from(amount as i32) == amount { amount as i32 } else { NO_SMALL_AMOUNT }
}

#[inline(always)]
fn large(amount: i32) -> i64 {
    if amount == NO_SMALL_AMOUNT { NO_AMOUNT } else { i64::from(amount) }
}

fn part<T>(values: &[T], rows: Range<usize>) -> &[T] {
    values.get(rows).unwrap_or_default()
}

fn tight<T>(mut values: Vec<T>) -> Vec<T> {
    if values.capacity() > values.len() + values.len() / 8 {
        values.shrink_to_fit();
    }
    values
}

impl Batch {
    pub(super) fn len(&self) -> usize {
        self.units.len()
    }

    pub(super) fn push_source(&mut self, source: u16, dossiers: usize) {
        push_run(&mut self.sources, source, dossiers);
    }

    pub(super) fn truncate(&mut self, len: usize) {
        let mut surplus = self.len().saturating_sub(len);
        while surplus > 0 {
            let Some((_, length)) = self.sources.last_mut() else { break };
            let taken = surplus.min(*length);
            (*length, surplus) = (*length - taken, surplus - taken);
            if *length == 0 {
                self.sources.pop();
            }
        }
        self.units.truncate(len);
        self.values.iter_mut().for_each(|values| values.truncate(len));
    }

    /// Nothing more is added.
    pub(super) fn sealed(self) -> Self {
        let values = self.values.into_iter().map(Values::sealed).collect();
        Self { units: tight(self.units), sources: self.sources, values }
    }

    /// Adds the dossiers of another batch of the same columns.
    pub(super) fn extend(&mut self, more: Batch) {
        self.units.extend_from_slice(&more.units);
        for (source, dossiers) in more.sources {
            self.push_source(source, dossiers);
        }
        let rows = 0..more.units.len();
        for (values, more) in self.values.iter_mut().zip(more.values) {
            values.extend(&more, rows.clone());
        }
    }

    /// Adds dossiers of one source: their units, and of each column the values of these rows.
    pub(super) fn extend_by(&mut self, units: &[u32], source: u16, values: &[Values], rows: Range<usize>) {
        self.units.extend_from_slice(units);
        self.push_source(source, units.len());
        for (values, more) in self.values.iter_mut().zip(values) {
            values.extend(more, rows.clone());
        }
    }

    /// The frame of those dossiers for which `keep` is true.
    pub(super) fn into_frame(self, names: &[&str], keep: &[bool]) -> Result<DataFrame, PolarsError> {
        let all = keep.len() == self.len() && keep.iter().all(|kept| *kept);
        let sources = source_column(&self.sources, keep);
        let keep = (!all).then(|| runs(keep));
        let keep = keep.as_deref();
        let units = kept(self.units, keep);
        let height = units.len();
        let mut columns: Vec<PolarsColumn> = Vec::with_capacity(self.values.len() + 2);
        columns.push(ChunkedArray::<UInt32Type>::from_vec(UNIT_NUMBER.into(), units).into_column());
        columns.push(sources);
        for (name, values) in names.iter().zip(self.values) {
            columns.push(match values {
                Values::Days(days) => column::<UInt16Type>(name, kept(days, keep), NO_DAY).into_column(),
                Values::Words(words) => column::<UInt8Type>(name, kept(words, keep), NO_WORD).into_column(),
                Values::Amounts(amounts) => column::<Int64Type>(name, kept(amounts, keep), NO_AMOUNT).into_column(),
                Values::Texts(numbers) => column::<UInt32Type>(name, kept(numbers, keep), NO_TEXT).into_column(),
                Values::SmallAmounts(amounts) => {
                    column::<Int32Type>(name, kept(amounts, keep), NO_SMALL_AMOUNT).into_column()
                }
            });
        }
        DataFrame::new(height, columns)
    }
}

/// The sources of the dossiers that are to be kept. Nearly every batch is of one: that is said once, not for each dossier.
fn source_column(sources: &[(u16, usize)], keep: &[bool]) -> PolarsColumn {
    let mut kept: Vec<(u16, usize)> = Vec::new();
    let mut rest = keep;
    for (source, dossiers) in sources {
        let (own, others) = rest.split_at(*dossiers.min(&rest.len()));
        rest = others;
        push_run(&mut kept, *source, own.iter().filter(|kept| **kept).count());
    }
    if let [(source, dossiers)] = *kept {
        let of_all = Scalar::new(DataType::UInt16, AnyValue::UInt16(source));
        return PolarsColumn::new_scalar(SOURCE_NUMBER.into(), of_all, dossiers);
    }
    let each = kept.into_iter().flat_map(|(source, dossiers)| std::iter::repeat_n(source, dossiers)).collect();
    ChunkedArray::<UInt16Type>::from_vec(SOURCE_NUMBER.into(), each).into_column()
}

/// Where those that are to be kept stand together.
fn runs(keep: &[bool]) -> Vec<Range<usize>> {
    let mut place = 0;
    let same = keep.chunk_by(|one, next| one == next).map(|run| {
        place += run.len();
        (run[0], place - run.len()..place)
    });
    same.filter(|(kept, _)| *kept).map(|(_, run)| run).collect()
}

/// The values whose place is to be kept; all of them without `keep`.
fn kept<T: Copy>(mut values: Vec<T>, keep: Option<&[Range<usize>]>) -> Vec<T> {
    let Some(keep) = keep else { return values };
    let mut at = 0;
    for run in keep {
        let run = run.start.min(values.len())..run.end.min(values.len());
        values.copy_within(run.clone(), at);
        at += run.len();
    }
    values.truncate(at);
    values.shrink_to_fit();
    values
}

/// A column as Polars has it: the values as they are, `none` among them, and which of them are values.
fn column<T: PolarsNumericType>(name: &str, values: Vec<T::Native>, none: T::Native) -> ChunkedArray<T> {
    if !values.contains(&none) {
        return ChunkedArray::from_vec(name.into(), values);
    }
    let known = Bitmap::from_u8_vec(widely(Known(&values, none)), values.len());
    ChunkedArray::from_vec_validity(name.into(), values, Some(known))
}

/// For each value a bit, from the lowest of a byte on: whether it is another than the one that stands for none.
struct Known<'v, T>(&'v [T], T);

impl<T: Copy + PartialEq> Work for Known<'_, T> {
    type Done = Vec<u8>;

    #[inline(always)]
    fn run(self) -> Vec<u8> {
        let Self(values, none) = self;
        let mut bits = vec![[0; 2]; values.len().div_ceil(LANES)];
        let (whole, rest) = values.as_chunks::<LANES>();
        for (values, bits) in whole.iter().zip(&mut bits) {
            let mut is_none = [0_u8; LANES];
            for (is_none, value) in is_none.iter_mut().zip(values) {
                *is_none = u8::from(*value == none);
            }
            *bits = (u8x16::new(is_none).simd_eq(u8x16::ZERO).to_bitmask() as u16).to_le_bytes();
        }
        let mut last = 0_u16;
        for value in rest.iter().rev() {
            last = last << 1 | u16::from(*value != none);
        }
        if let (Some(bits), false) = (bits.last_mut(), rest.is_empty()) {
            *bits = last.to_le_bytes();
        }
        let mut bits = bits.into_flattened();
        bits.truncate(values.len().div_ceil(8));
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn every_value_that_is_there_has_a_bit(values in proptest::collection::vec(0_i32..3, 0..100)) {
            let bits = widely(Known(&values, 1));
            for (place, value) in values.iter().enumerate() {
                proptest::prop_assert_eq!(bits[place / 8] >> (place % 8) & 1 == 1, *value != 1);
            }
            proptest::prop_assert_eq!(bits.len(), values.len().div_ceil(8));
        }
    }
}
