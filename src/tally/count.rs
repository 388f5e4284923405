use std::collections::BTreeSet;

use polars_core::prelude::{BooleanChunked, DataFrame};

use crate::dossiers::{ColumnId, Dossiers, SOURCE_NUMBER, Schema, UNIT_NUMBER};
use crate::indicators::{About, Condition, Definitions, Doubt};
use crate::period::Period;

use super::TallyError;
use super::evaluate::Evaluator;
use super::sums::{Cell, Counted, Group, Key, Tally};

/// Rows evaluated at a time: bounds the memory of the intermediate columns.
pub(super) const SLICE: usize = 1 << 20;

/// What to group by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// Units.
    Unit,
    /// Fields of procedures.
    Field,
    /// Procedures.
    Procedure,
}

/// A pass over the dossiers: a period, and what to group by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grouping {
    /// The period.
    pub period: Period,
    /// The grouping.
    pub by: By,
}

/// Counts every indicator for every wanted period and grouping.
///
/// `unit_keys` are the stable keys of the units, by number; `present` the columns that each source has, by number.
///
/// # Errors
/// Only if Polars refuses an operation, which would be a fault of this program.
pub fn count(
    dossiers: &Dossiers,
    schema: &Schema,
    definitions: &Definitions,
    unit_keys: &[String],
    present: &[Vec<ColumnId>],
    wanted: &BTreeSet<Grouping>,
) -> Result<Tally, TallyError> {
    let lacking: Vec<BTreeSet<u16>> =
        definitions.indicators.iter().map(|indicator| sources_lacking(&indicator.counts, present)).collect();
    let mut tally = Tally::default();
    for start in (0..dossiers.len()).step_by(SLICE) {
        let frame = dossiers.frame.slice(i64::try_from(start).unwrap_or(i64::MAX), SLICE);
        let mut at = 0;
        let groupings: Vec<Grouping> = wanted.iter().copied().collect();
        // Groupings of one period share its evaluation: they stand side by side in the ordered set.
        while at < groupings.len() {
            let period = groupings[at].period;
            let same = groupings[at..].iter().take_while(|grouping| grouping.period == period).count();
            let sides = groupings[at..at + same]
                .iter()
                .map(|grouping| Side::new(grouping.by, dossiers, &frame, schema, unit_keys))
                .collect::<Result<Vec<_>, _>>()?;
            count_period(dossiers, &frame, schema, definitions, &lacking, period, sides, &mut tally)?;
            at += same;
        }
    }
    Ok(tally)
}

/// How many dossiers of the period are in doubt, for each doubt of the definitions. Dossiers of sources that lack a column
/// it needs are passed over: their record does not say enough to contradict itself.
///
/// # Errors
/// Only if Polars refuses an operation, which would be a fault of this program.
pub fn count_doubts(
    dossiers: &Dossiers,
    schema: &Schema,
    definitions: &Definitions,
    present: &[Vec<ColumnId>],
    period: Period,
) -> Result<Vec<u64>, TallyError> {
    let mut doubts = vec![0; definitions.doubts.len()];
    for start in (0..dossiers.len()).step_by(SLICE) {
        let frame = dossiers.frame.slice(i64::try_from(start).unwrap_or(i64::MAX), SLICE);
        let sources = frame.column(SOURCE_NUMBER)?.as_materialized_series().u16()?.clone();
        let mut evaluator = Evaluator::new(dossiers, &frame, schema, period);
        let of_period = |(doubt, _): &(&Doubt, &mut u64)| doubt.about == About::Period;
        for (doubt, count) in definitions.doubts.iter().zip(&mut doubts).filter(of_period) {
            let lacking = sources_lacking(&doubt.condition, present);
            let found = evaluator.condition(&doubt.condition)?;
            let told = |(found, source): &(Option<bool>, Option<u16>)| {
                *found == Some(true) && source.is_some_and(|source| !lacking.contains(&source))
            };
            *count += found.iter().zip(sources.iter()).filter(told).count() as u64;
        }
    }
    Ok(doubts)
}

/// How many dossiers of one source are in doubt, for each doubt of the definitions; none where the source lacks a column
/// that the doubt needs, or nothing is known of the span it is about. `spans` gives the span for a kind of doubts.
///
/// # Errors
/// Only if Polars refuses an operation, which would be a fault of this program.
pub fn count_doubts_of(
    dossiers: &Dossiers,
    source: u16,
    schema: &Schema,
    definitions: &Definitions,
    present: &[ColumnId],
    spans: &dyn Fn(About) -> Option<Period>,
) -> Result<Vec<Option<u64>>, TallyError> {
    let frame = dossiers.of_source(source);
    let count = |doubt: &Doubt| {
        let is_told = doubt.condition.missing(&|column| present.contains(&column)).is_empty();
        let Some(period) = spans(doubt.about).filter(|_| is_told) else { return Ok(None) };
        let found = Evaluator::new(dossiers, &frame, schema, period).condition(&doubt.condition)?;
        Ok(Some(found.iter().filter(|found| *found == Some(true)).count() as u64))
    };
    definitions.doubts.iter().map(count).collect()
}

/// One grouping of a slice: the group of each row, and the counts so far.
struct Side {
    rows: Vec<u32>,
    groups: Vec<Group>,
    cells: Vec<Cell>,
}

impl Side {
    fn new(
        by: By,
        dossiers: &Dossiers,
        frame: &DataFrame,
        schema: &Schema,
        unit_keys: &[String],
    ) -> Result<Self, TallyError> {
        let (rows, groups) = grouped(by, dossiers, frame, schema, unit_keys)?;
        let cells = vec![Cell::default(); groups.len()];
        Ok(Self { rows, groups, cells })
    }

    fn add(&mut self, mask: &BooleanChunked, mut count: impl FnMut(&mut Cell)) {
        let mut start = 0;
        for chunk in mask.downcast_iter() {
            for place in chunk.true_and_valid().true_idx_iter() {
                count(&mut self.cells[self.rows[start + place] as usize]);
            }
            start += chunk.len();
        }
    }
}

/// The group of each row of a slice, as a place among the groups.
pub(super) fn grouped(
    by: By,
    dossiers: &Dossiers,
    frame: &DataFrame,
    schema: &Schema,
    unit_keys: &[String],
) -> Result<(Vec<u32>, Vec<Group>), TallyError> {
    let text = |column: ColumnId, group: fn(String) -> Group| -> Result<(Vec<u32>, Vec<Group>), TallyError> {
        let dictionary = dossiers.dictionary(column);
        let known = dictionary.map_or(0, crate::dossiers::Dictionary::len);
        // Dossiers without a text are a group of their own, the last.
        let none = u32::try_from(known).unwrap_or(u32::MAX);
        let numbers = frame.column(&schema.column(column).name)?.as_materialized_series().u32()?.clone();
        let rows = numbers.iter().map(|number| number.unwrap_or(none)).collect();
        let name = |number| group(dictionary.map_or_else(String::new, |known| known.text(number).to_owned()));
        Ok((rows, (0..=none).map(name).collect()))
    };
    match by {
        By::Unit => {
            let numbers = frame.column(UNIT_NUMBER)?.as_materialized_series().u32()?.clone();
            Ok((numbers.into_no_null_iter().collect(), unit_keys.iter().cloned().map(Group::Unit).collect()))
        }
        By::Field => text(schema.roles.field, Group::Field),
        By::Procedure => text(schema.roles.procedure_code, Group::Procedure),
    }
}

#[expect(clippy::too_many_arguments, reason = "the two halves of one loop")]
fn count_period(
    dossiers: &Dossiers,
    frame: &DataFrame,
    schema: &Schema,
    definitions: &Definitions,
    lacking: &[BTreeSet<u16>],
    period: Period,
    mut sides: Vec<Side>,
    tally: &mut Tally,
) -> Result<(), TallyError> {
    let mut evaluator = Evaluator::new(dossiers, frame, schema, period);
    let touched = evaluator.condition(&definitions.touches)?;
    let sources = frame.column(SOURCE_NUMBER)?.as_materialized_series().u16()?.clone();
    for side in &mut sides {
        side.add(&touched, |cell| cell.touched += 1);
        for cell in &mut side.cells {
            cell.counted = vec![Counted::default(); definitions.indicators.len()];
        }
    }
    for (place, (indicator, lacking)) in definitions.indicators.iter().zip(lacking).enumerate() {
        let mut among = evaluator.condition(&indicator.among)?;
        let mut counts = evaluator.condition(&indicator.counts)?;
        if !lacking.is_empty() {
            let able = |source: Option<u16>| source.is_some_and(|source| !lacking.contains(&source));
            let able: BooleanChunked = sources.iter().map(|source| Some(able(source))).collect();
            among = &among & &able;
            counts = &counts & &able;
            let left_out = &touched & &!&able;
            for side in &mut sides {
                side.add(&left_out, |cell| cell.counted[place].left_out += 1);
            }
        }
        for side in &mut sides {
            side.add(&among, |cell| cell.counted[place].denominator += 1);
            side.add(&counts, |cell| cell.counted[place].numerator += 1);
        }
    }
    for side in sides {
        for (group, cell) in side.groups.into_iter().zip(side.cells) {
            let empty = cell.touched == 0 && cell.counted.iter().all(|counted| *counted == Counted::default());
            if !empty {
                tally.add_cell(Key { period, group }, &cell);
            }
        }
    }
    Ok(())
}

/// The sources without a column that the condition needs.
pub(super) fn sources_lacking(condition: &Condition, present: &[Vec<ColumnId>]) -> BTreeSet<u16> {
    let lacks = |columns: &Vec<ColumnId>| !condition.missing(&|column| columns.contains(&column)).is_empty();
    present.iter().zip(0_u16..).filter(|(columns, _)| lacks(columns)).map(|(_, source)| source).collect()
}
