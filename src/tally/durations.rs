use std::collections::BTreeMap;

use polars_core::prelude::DataFrame;

use crate::dossiers::{ColumnId, Dossiers, SOURCE_NUMBER, Schema, UNIT_NUMBER, amounts, day_kept};
use crate::durations::{Durations, Known, TimeRules, measure};
use crate::indicators::Definitions;
use crate::period::{Day, Period};
use crate::registry::{ProcedureRegistry, WorkingDays};

use super::TallyError;
use super::bits::WORD;
use super::groups::By;
use super::judge::Judged;
use super::program::{DayId, NodeId, Program};
use super::sums::Group;

/// What dossiers are measured with.
#[derive(Clone, Copy)]
pub struct Measuring<'a> {
    /// Canonical columns.
    pub schema: &'a Schema,
    /// Events.
    pub definitions: &'a Definitions,
    /// The rules in force.
    pub rules: &'a TimeRules,
    /// Working days.
    pub calendar: &'a WorkingDays,
    /// The catalogue with legal times.
    pub procedures: Option<&'a ProcedureRegistry>,
    /// Stable keys of the units, by number.
    pub unit_keys: &'a [String],
    /// The columns that each source has, by number.
    pub present: &'a [Vec<ColumnId>],
    /// The period.
    pub period: Period,
}

/// Measures the dossiers whose event lies in the period, group by group; `unit`: those of one unit, by its key. Groups without
/// such a dossier are left out.
///
/// # Errors
/// Only if Polars refuses an operation, which would be a fault of this program.
pub fn durations(
    dossiers: &Dossiers,
    with: &Measuring<'_>,
    by: By,
    unit: Option<&str>,
) -> Result<BTreeMap<Group, Durations>, TallyError> {
    let groups = by.groups(dossiers, with.schema, with.unit_keys);
    let mut found = vec![Durations::default(); groups.len()];
    let mut program = Program::new(dossiers, with.schema, with.period);
    let event = with.definitions.events.get(with.rules.event).map(|event| program.condition(&event.condition));
    let settled = (event, program.day(&with.rules.day));
    let mut judged = Judged::new(&program);
    for frame in &dossiers.frames {
        let rows = by.rows(dossiers, frame, with.schema)?;
        let slice = Slice::new(frame, with, &program, settled, &mut judged)?;
        for (row, group) in rows.iter().enumerate() {
            let is_asked = unit.is_none_or(|unit| slice.unit(row, with).is_some_and(|key| key == unit));
            let Some((known, tells)) = slice.known(row, dossiers, with).filter(|_| is_asked) else {
                continue;
            };
            if let Some(sum) = found.get_mut(*group as usize) {
                sum.count(&measure(&known, with.rules, with.calendar), tells.supplements);
                if known.due.is_none() {
                    sum.count_without_due(tells.due);
                }
            }
        }
    }
    let mut sums: BTreeMap<Group, Durations> = BTreeMap::new();
    for (group, sum) in groups.into_iter().zip(found).filter(|(_, sum)| sum.settled > 0) {
        // Two units of one key, or two texts that are shown alike, are one group.
        sums.entry(group).or_default().add(&sum);
    }
    Ok(sums)
}

/// The columns of a batch that durations are measured by; those that were not read are empty.
struct Slice {
    units: Vec<Option<u32>>,
    sources: Vec<Option<u16>>,
    procedures: Vec<Option<u32>>,
    /// Of those whose event lies in the period, else none.
    settled: Vec<Option<Day>>,
    received: Vec<Option<Day>>,
    due: Vec<Option<Day>>,
    asked: Vec<Option<Day>>,
    supplied: Vec<Option<Day>>,
    minute: Vec<Option<i64>>,
    requests: Vec<Option<i64>>,
    /// Sources that say when a supplement was asked for, and those that say how often.
    tells_days: Vec<bool>,
    tells_requests: Vec<bool>,
    /// Those that have due dates.
    tells_due: Vec<bool>,
}

/// What the export of a dossier tells.
struct Tells {
    /// When a supplement was asked for.
    supplements: bool,
    /// When it was due.
    due: bool,
}

impl Slice {
    fn new(
        frame: &DataFrame,
        with: &Measuring<'_>,
        program: &Program<'_>,
        (event, day): (Option<NodeId>, DayId),
        judged: &mut Judged,
    ) -> Result<Self, TallyError> {
        let mut settled = Vec::with_capacity(frame.height());
        program.run(frame, judged, |judged, columns| {
            let is_in = |row| event.is_some_and(|event| judged.yes(event)[row / WORD] >> (row % WORD) & 1 == 1);
            let day = |row| program.day_of(day, row, judged, columns);
            settled.extend((0..judged.len).map(|row| day(row).filter(|_| is_in(row))));
        })?;
        let series = |name: &str| frame.column(name).ok().map(|column| column.as_materialized_series().clone());
        let days = |name: &str| -> Result<Vec<Option<Day>>, TallyError> {
            let Some(series) = series(name) else { return Ok(Vec::new()) };
            Ok(series.u16()?.iter().map(|day| day.and_then(day_kept)).collect())
        };
        let numbers = |name: &str| -> Result<Vec<Option<i64>>, TallyError> {
            let Some(series) = series(name) else { return Ok(Vec::new()) };
            Ok(amounts(&series)?)
        };
        let texts = |name: &str| -> Result<Vec<Option<u32>>, TallyError> {
            let Some(series) = series(name) else { return Ok(Vec::new()) };
            Ok(series.u32()?.iter().collect())
        };
        let tells = |name: &str| -> Vec<bool> {
            let column = with.schema.find(name);
            with.present.iter().map(|columns| column.is_some_and(|column| columns.contains(&column))).collect()
        };
        Ok(Self {
            units: texts(UNIT_NUMBER)?,
            sources: frame.column(SOURCE_NUMBER)?.as_materialized_series().u16()?.iter().collect(),
            procedures: texts(&with.schema.column(with.schema.roles.procedure_code).name)?,
            settled,
            received: days(&with.schema.column(with.schema.roles.received).name)?,
            due: days("due")?,
            asked: days("supplement_asked")?,
            supplied: days("supplement_supplied")?,
            minute: numbers("received_minute")?,
            requests: numbers("supplement_requests")?,
            tells_days: tells("supplement_asked"),
            tells_requests: tells("supplement_requests"),
            tells_due: tells("due"),
        })
    }

    fn unit<'a>(&self, row: usize, with: &Measuring<'a>) -> Option<&'a str> {
        with.unit_keys.get(at(&self.units, row)? as usize).map(String::as_str)
    }

    /// What is known of the dossier of a row, and what its export tells; none when it is none of those measured.
    fn known(&self, row: usize, dossiers: &Dossiers, with: &Measuring<'_>) -> Option<(Known, Tells)> {
        let settled = at(&self.settled, row)?;
        let received = at(&self.received, row);
        let due = at(&self.due, row);
        let source = at(&self.sources, row).map(usize::from);
        let tells = |list: &[bool]| source.and_then(|source| list.get(source)).copied().unwrap_or(false);
        // The catalogue is asked only where its answer is needed.
        let legal_days = match (due, with.procedures) {
            (None, Some(catalogue)) if with.rules.rebuilds => received.and_then(|received| {
                let number = at(&self.procedures, row)?;
                let code = dossiers.dictionary(with.schema.roles.procedure_code)?.text(number);
                catalogue.legal_days(code, received)
            }),
            _ => None,
        };
        let known = Known {
            received,
            minute: at(&self.minute, row),
            settled,
            due,
            asked: at(&self.asked, row),
            supplied: at(&self.supplied, row),
            requests: at(&self.requests, row),
            tells_supplements: tells(&self.tells_days) || tells(&self.tells_requests),
            legal_days,
        };
        Some((known, Tells { supplements: tells(&self.tells_days), due: tells(&self.tells_due) }))
    }
}

fn at<T: Copy>(column: &[Option<T>], row: usize) -> Option<T> {
    column.get(row).copied().flatten()
}
