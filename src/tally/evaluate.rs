//! Conditions over the frame, evaluated column by column with Polars' kernels. Null means unknown, as in SQL.

use std::collections::BTreeMap;

use polars_core::prelude::{
    BooleanChunked, ChunkCompareEq, ChunkCompareIneq, ChunkFull, ChunkedArray, DataFrame, Int32Chunked,
    NewChunkedArray, PolarsNumericType, PolarsResult,
};

use crate::dossiers::{ColumnId, Dossiers, Schema};
use crate::indicators::{Condition, DayValue, Order};
use crate::matching::fold;
use crate::period::Period;

/// Evaluates conditions over one slice of the dossiers and one period; a condition met again is not evaluated again.
pub(super) struct Evaluator<'a> {
    dossiers: &'a Dossiers,
    frame: &'a DataFrame,
    schema: &'a Schema,
    period: Period,
    conditions: BTreeMap<Condition, BooleanChunked>,
    days: BTreeMap<DayValue, Days>,
}

#[derive(Clone)]
enum Days {
    Column(Int32Chunked),
    One(i32),
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(dossiers: &'a Dossiers, frame: &'a DataFrame, schema: &'a Schema, period: Period) -> Self {
        Self { dossiers, frame, schema, period, conditions: BTreeMap::new(), days: BTreeMap::new() }
    }

    /// For each dossier: true, false, or unknown.
    pub(super) fn condition(&mut self, condition: &Condition) -> PolarsResult<BooleanChunked> {
        if let Some(known) = self.conditions.get(condition) {
            return Ok(known.clone());
        }
        let result = match condition {
            Condition::Constant(value) => self.constant(*value),
            Condition::Not(inner) => !&self.condition(inner)?,
            Condition::All(parts) => {
                let mut all = None;
                for part in parts {
                    let one = self.condition(part)?;
                    all = Some(all.map_or(one.clone(), |all: BooleanChunked| &all & &one));
                }
                all.unwrap_or_else(|| self.constant(true))
            }
            Condition::Any(parts) => {
                let mut any = None;
                for part in parts {
                    let one = self.condition(part)?;
                    any = Some(any.map_or(one.clone(), |any: BooleanChunked| &any | &one));
                }
                any.unwrap_or_else(|| self.constant(false))
            }
            Condition::Days(left, order, right) => match (self.days(left)?, self.days(right)?) {
                (Days::Column(left), Days::Column(right)) => compare_columns(&left, *order, &right),
                (Days::Column(left), Days::One(right)) => compare_with(&left, *order, right),
                (Days::One(left), Days::Column(right)) => compare_with(&right, turned(*order), left),
                (Days::One(left), Days::One(right)) => self.constant(holds(left, *order, right)),
            },
            Condition::NoDay(day) => match self.days(day)? {
                Days::Column(days) => days.is_null(),
                Days::One(_) => self.constant(false),
            },
            Condition::Word(column, words) => {
                let series = self.frame.column(&self.schema.column(*column).name)?.as_materialized_series();
                one_of(series.u8()?, words.iter().copied())
            }
            Condition::Text(column, texts) => {
                let series = self.frame.column(&self.schema.column(*column).name)?.as_materialized_series();
                let dictionary = self.dossiers.dictionary(*column);
                let numbers = texts.iter().filter_map(|text| dictionary.and_then(|known| known.find(&fold(text))));
                one_of(series.u32()?, numbers)
            }
            Condition::Amount(column, order, amount) => {
                let series = self.frame.column(&self.schema.column(*column).name)?.as_materialized_series();
                compare_with(series.i64()?, *order, *amount)
            }
            Condition::NoWord(column) | Condition::NoText(column) | Condition::NoAmount(column) => {
                self.frame.column(&self.schema.column(*column).name)?.as_materialized_series().is_null()
            }
        };
        self.conditions.insert(condition.clone(), result.clone());
        Ok(result)
    }

    /// For each dossier: a day, or none.
    pub(super) fn day(&mut self, value: &DayValue) -> PolarsResult<Vec<Option<i32>>> {
        Ok(match self.days(value)? {
            Days::Column(days) => days.iter().collect(),
            Days::One(day) => vec![Some(day); self.frame.height()],
        })
    }

    fn constant(&self, value: bool) -> BooleanChunked {
        BooleanChunked::full("constant".into(), value, self.frame.height())
    }

    fn days(&mut self, value: &DayValue) -> PolarsResult<Days> {
        if let Some(known) = self.days.get(value) {
            return Ok(known.clone());
        }
        let days = match value {
            DayValue::PeriodStart => Days::One(self.period.from.0),
            DayValue::PeriodEnd => Days::One(self.period.to.0),
            DayValue::Literal(day) => Days::One(day.0),
            DayValue::Column(column) => Days::Column(self.day_column(*column)?),
            DayValue::FirstOf(values) => {
                let mut first: Option<Days> = None;
                for value in values {
                    let next = self.days(value)?;
                    first = Some(match (first, next) {
                        (None, next) => next,
                        (Some(Days::One(day)), _) => Days::One(day),
                        (Some(Days::Column(days)), Days::One(day)) => {
                            Days::Column(filled(&days, std::iter::repeat_n(Some(day), days.len())))
                        }
                        (Some(Days::Column(days)), Days::Column(other)) => Days::Column(filled(&days, other.iter())),
                    });
                }
                first.unwrap_or_else(|| Days::Column(Int32Chunked::full_null("none".into(), self.frame.height())))
            }
        };
        self.days.insert(value.clone(), days.clone());
        Ok(days)
    }

    fn day_column(&self, column: ColumnId) -> PolarsResult<Int32Chunked> {
        Ok(self.frame.column(&self.schema.column(column).name)?.as_materialized_series().i32()?.clone())
    }
}

use polars_core::prelude::ChunkFullNull;

fn filled(days: &Int32Chunked, other: impl Iterator<Item = Option<i32>>) -> Int32Chunked {
    Int32Chunked::from_iter_options("first".into(), days.iter().zip(other).map(|(day, other)| day.or(other)))
}

fn one_of<T: PolarsNumericType>(column: &ChunkedArray<T>, values: impl Iterator<Item = T::Native>) -> BooleanChunked
where
    ChunkedArray<T>: for<'a> ChunkCompareEq<T::Native, Item = BooleanChunked>,
{
    let mut found: Option<BooleanChunked> = None;
    for value in values {
        let one = column.equal(value);
        found = Some(found.map_or(one.clone(), |found| &found | &one));
    }
    // None of the values: false for every dossier with a value, unknown for the others.
    found.unwrap_or_else(|| {
        let known = column.is_not_null();
        BooleanChunked::from_iter_options(
            "none".into(),
            known.iter().map(|known| known.filter(|known| *known).map(|_| false)),
        )
    })
}

fn compare_with<T: PolarsNumericType>(column: &ChunkedArray<T>, order: Order, value: T::Native) -> BooleanChunked
where
    ChunkedArray<T>:
        ChunkCompareEq<T::Native, Item = BooleanChunked> + ChunkCompareIneq<T::Native, Item = BooleanChunked>,
{
    match order {
        Order::Equal => column.equal(value),
        Order::Different => column.not_equal(value),
        Order::Less => column.lt(value),
        Order::AtMost => column.lt_eq(value),
        Order::Greater => column.gt(value),
        Order::AtLeast => column.gt_eq(value),
    }
}

fn compare_columns(left: &Int32Chunked, order: Order, right: &Int32Chunked) -> BooleanChunked {
    match order {
        Order::Equal => left.equal(right),
        Order::Different => left.not_equal(right),
        Order::Less => left.lt(right),
        Order::AtMost => left.lt_eq(right),
        Order::Greater => left.gt(right),
        Order::AtLeast => left.gt_eq(right),
    }
}

/// The same comparison with its sides exchanged.
fn turned(order: Order) -> Order {
    match order {
        Order::Less => Order::Greater,
        Order::AtMost => Order::AtLeast,
        Order::Greater => Order::Less,
        Order::AtLeast => Order::AtMost,
        Order::Equal | Order::Different => order,
    }
}

fn holds(left: i32, order: Order, right: i32) -> bool {
    match order {
        Order::Equal => left == right,
        Order::Different => left != right,
        Order::Less => left < right,
        Order::AtMost => left <= right,
        Order::Greater => left > right,
        Order::AtLeast => left >= right,
    }
}
