use crate::dossiers::{ColumnId, Dossiers, Schema};
use crate::indicators::{About, Definitions, Doubt};
use crate::period::Period;
use crate::threads;

use super::TallyError;
use super::bits::WORD;
use super::judge::Judged;
use super::lacking::{able, sources_lacking};
use super::program::Program;

/// How many dossiers of the period are in doubt, for each doubt of the definitions. Dossiers of sources that lack a column
/// it needs are passed over: their record does not say enough to contradict itself. `threads` share the batches.
///
/// # Errors
/// Only if Polars refuses an operation, which would be a fault of this program.
pub fn count_doubts(
    dossiers: &Dossiers,
    schema: &Schema,
    definitions: &Definitions,
    present: &[Vec<ColumnId>],
    period: Period,
    threads: usize,
) -> Result<Vec<u64>, TallyError> {
    let mut program = Program::new(dossiers, schema, period);
    let doubts = definitions.doubts.iter().enumerate().filter(|(_, doubt)| doubt.about == About::Period);
    let doubts: Vec<_> = doubts
        .map(|(place, doubt)| (place, program.condition(&doubt.condition), sources_lacking(&doubt.condition, present)))
        .collect();
    let count = |(judged, counts): &mut (Judged, Vec<u64>), batch: usize| -> Result<(), TallyError> {
        let Some(frame) = dossiers.frames.get(batch) else { return Ok(()) };
        let able = doubts.iter().map(|(.., lacking)| (!lacking.is_empty()).then(|| able(frame, lacking)).transpose());
        let able = able.collect::<Result<Vec<_>, _>>()?;
        program.run(frame, judged, |judged, _| {
            for ((place, node, _), able) in doubts.iter().zip(&able) {
                let able = able.as_deref().map(|able| &able[judged.from / WORD..]);
                for (word, found) in judged.yes(*node).iter().enumerate() {
                    let able = able.map_or(u64::MAX, |able| able[word]);
                    counts[*place] += u64::from((found & able).count_ones());
                }
            }
        })
    };
    let begin = || ((Judged::new(&program), vec![0; definitions.doubts.len()]), Ok(()));
    let found = threads::share(threads, dossiers.frames.len(), begin, |(state, outcome), batch| {
        if outcome.is_ok() {
            *outcome = count(state, batch);
        }
    });
    let mut sums = vec![0; definitions.doubts.len()];
    for ((_, counts), outcome) in found {
        outcome?;
        sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
    }
    Ok(sums)
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
    let frames = dossiers.of_source(source);
    let count = |doubt: &Doubt| {
        let is_told = doubt.condition.missing(&|column| present.contains(&column)).is_empty();
        let Some(period) = spans(doubt.about).filter(|_| is_told) else { return Ok(None) };
        let mut program = Program::new(dossiers, schema, period);
        let node = program.condition(&doubt.condition);
        let (mut judged, mut sum) = (Judged::new(&program), 0);
        for frame in &frames {
            program.run(frame, &mut judged, |judged, _| {
                sum += judged.yes(node).iter().map(|found| u64::from(found.count_ones())).sum::<u64>();
            })?;
        }
        Ok(Some(sum))
    };
    definitions.doubts.iter().map(count).collect()
}
