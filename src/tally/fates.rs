use crate::dossiers::{ColumnId, Dossiers, SOURCE_NUMBER, Schema};
use crate::indicators::Definitions;
use crate::period::Period;

use super::TallyError;
use super::count::{SLICE, sources_lacking};
use super::evaluate::Evaluator;

/// What an indicator makes of a dossier. Every dossier has one fate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Its status does not count.
    NotCounted,
    /// It does not touch the period.
    Outside,
    /// It touches the period, but not by the event of the indicator.
    OtherEvent,
    /// Its export lacks a column that the indicator needs.
    LeftOut,
    /// It has the event, and is not of those among which is counted.
    NotAmong,
    /// In the denominator (of a count: it has the event), not in the numerator.
    Missed,
    /// In the numerator.
    Numerator,
}

/// What the indicator at `place` makes of each dossier, in the order of the dossiers. The conditions are those of
/// [`super::count()`], and so is the rule on exports that lack a column: numerators, denominators and what is left out are
/// the same numbers.
///
/// # Errors
/// Only if Polars refuses an operation, which would be a fault of this program.
pub fn fates(
    dossiers: &Dossiers,
    schema: &Schema,
    definitions: &Definitions,
    place: usize,
    present: &[Vec<ColumnId>],
    period: Period,
) -> Result<Vec<Fate>, TallyError> {
    let mut fates = Vec::with_capacity(dossiers.len());
    let Some(indicator) = definitions.indicators.get(place) else { return Ok(fates) };
    let lacking = sources_lacking(&indicator.counts, present);
    for start in (0..dossiers.len()).step_by(SLICE) {
        let frame = dossiers.frame.slice(i64::try_from(start).unwrap_or(i64::MAX), SLICE);
        let mut evaluator = Evaluator::new(dossiers, &frame, schema, period);
        let counts = evaluator.condition(&indicator.counts)?;
        let among = evaluator.condition(&indicator.among)?;
        let event = evaluator.condition(&definitions.events[indicator.event].condition)?;
        let touched = evaluator.condition(&definitions.touches)?;
        let counted = evaluator.condition(&definitions.counted)?;
        let sources = frame.column(SOURCE_NUMBER)?.as_materialized_series().u16()?.clone();
        let rows = counts.iter().zip(among.iter()).zip(event.iter()).zip(touched.iter()).zip(counted.iter());
        for (((((counts, among), event), touched), counted), source) in rows.zip(sources.iter()) {
            // Unknown does not count, as in SQL.
            let is = |found: Option<bool>| found == Some(true);
            let able = source.is_some_and(|source| !lacking.contains(&source));
            fates.push(match able {
                true if is(counts) => Fate::Numerator,
                true if is(among) => Fate::Missed,
                true if is(event) => Fate::NotAmong,
                false if is(touched) => Fate::LeftOut,
                _ if !is(counted) => Fate::NotCounted,
                _ if is(touched) => Fate::OtherEvent,
                _ => Fate::Outside,
            });
        }
    }
    Ok(fates)
}
