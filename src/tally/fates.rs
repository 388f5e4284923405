use crate::dossiers::{ColumnId, Dossiers, Schema};
use crate::indicators::Definitions;
use crate::period::Period;

use super::TallyError;
use super::bits::WORD;
use super::judge::Judged;
use super::lacking::{able, sources_lacking};
use super::program::Program;

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
    let mut program = Program::new(dossiers, schema, period);
    let counts = program.condition(&indicator.counts);
    let among = program.condition(&indicator.among);
    let event = program.condition(&definitions.events[indicator.event].condition);
    let touched = program.condition(&definitions.touches);
    let counted = program.condition(&definitions.counted);
    let mut judged = Judged::new(&program);
    for frame in &dossiers.frames {
        let able = able(frame, &lacking)?;
        program.run(frame, &mut judged, |judged, _| {
            for row in 0..judged.len {
                let (word, bit) = (row / WORD, row % WORD);
                // Unknown does not count, as in SQL.
                let is = |node| judged.yes(node)[word] >> bit & 1 == 1;
                let is_able = able[judged.from / WORD + word] >> bit & 1 == 1;
                fates.push(match is_able {
                    true if is(counts) => Fate::Numerator,
                    true if is(among) => Fate::Missed,
                    true if is(event) => Fate::NotAmong,
                    false if is(touched) => Fate::LeftOut,
                    _ if !is(counted) => Fate::NotCounted,
                    _ if is(touched) => Fate::OtherEvent,
                    _ => Fate::Outside,
                });
            }
        })?;
    }
    Ok(fates)
}
