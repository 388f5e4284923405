//! Processing times (thời gian giải quyết) of the dossiers settled in the period, for `cchc times`.

use std::collections::BTreeMap;

use crate::durations::{Durations, Histogram, Side, TimeRules};
use crate::indicators::Selected;
use crate::registry::WorkingDays;
use crate::tally::{By, Group, Measuring, durations};
use crate::texts::Message;

use super::error::ReportError;
use super::listing::find_unit;
use super::material::Material;
use super::model::{Breakdown, Report, RowLabel};
use super::units::UnitsShown;

/// The percentile (bách phân vị) that is shown besides the median.
pub const PERCENTILE: u64 = 90;

/// Notes on indicators that an export cannot tell: they are not shown here.
const OF_INDICATORS: [&str; 3] = ["note.unavailable", "note.partial", "note.no_bars"];

/// The term of `events.toml` that says what the report makes of dossiers without a due date.
const WITHOUT_DUE: &str = "timeliness_known";

/// What is asked.
pub struct AskedTimes<'a> {
    /// The rules in force.
    pub rules: &'a TimeRules,
    /// Working days.
    pub calendar: &'a WorkingDays,
    /// What the dossiers are told apart by; months are not.
    pub by: Breakdown,
    /// Name or key of a unit, as written; none: all dossiers.
    pub unit: Option<String>,
    /// The catalogue of procedures, as the project names it.
    pub catalogue: Option<String>,
}

/// Processing times, ready to show.
#[derive(Debug, Clone)]
pub struct Times {
    /// The report over the same dossiers: period, account, notes.
    pub report: Report,
    /// The rules, and the options in force.
    pub rules: Vec<Selected>,
    /// What the report makes of dossiers without a due date, which are held against legal time or stand by themselves here.
    pub without_due: Option<Selected>,
    /// What the rows are.
    pub by: Breakdown,
    /// The catalogue whose legal times stand in for due dates, if there is one.
    pub catalogue: Option<String>,
    /// The classes of days taken: first and last day, the last class is open.
    pub taken_classes: Vec<(u32, Option<u32>)>,
    /// The classes of days early or late.
    pub margin_classes: Vec<(u32, Option<u32>)>,
    /// Dossiers of the period whose exports have no column that says when they were settled: none of them is measured.
    pub left_out: u64,
    /// All dossiers, or those of the unit asked for; then the rows.
    pub rows: Vec<TimesRow>,
}

/// A row: all dossiers, a level, a unit, a field or a procedure.
#[derive(Debug, Clone)]
pub struct TimesRow {
    /// The stable name of what it is: `all`, `level`, `unit`, `field`, `procedure`.
    pub scope: &'static str,
    /// Key of the unit, id of the level, the field, or code of the procedure.
    pub id: String,
    /// What it is called.
    pub label: RowLabel,
    /// Its level, of units and levels.
    pub level: Option<String>,
    /// The sums.
    pub sums: Durations,
    /// Of the days taken.
    pub taken: Spread,
    /// Of the days early.
    pub early: Spread,
    /// Of the days late.
    pub late: Spread,
    /// Dossiers that were not measured, whatever the reason.
    pub unmeasured: u64,
    /// Dossiers late, by the due date or by a second request.
    pub late_count: u64,
    /// Dossiers of which early or late is not known, whatever the reason.
    pub unjudged: u64,
}

/// How days are spread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// Dossiers whose days are known.
    pub count: u64,
    /// Twice the median.
    pub median_twice: Option<u64>,
    /// The days that nine of ten dossiers did not exceed.
    pub percentile: Option<u32>,
    /// The fewest and the most.
    pub range: Option<(u32, u32)>,
    /// Dossiers of each class.
    pub classes: Vec<u64>,
}

/// Measures the dossiers of `report`, which was made of the same material.
///
/// # Errors
/// When there is no such unit, or other dossiers were measured than the report counts as settled, which would be a fault of
/// this program.
pub fn times(mut report: Report, material: &Material<'_>, asked: &AskedTimes<'_>) -> Result<Times, ReportError> {
    let dossiers = material.dossiers.ok_or(ReportError::NoDossiers)?;
    let units = UnitsShown::new(material.exports, material.entered, material.naming, material.words);
    let unit = asked.unit.as_deref().map(|name| find_unit(name, &units)).transpose()?;
    let unit_keys: Vec<String> = material.exports.units.iter().map(|unit| unit.key.clone()).collect();
    let present: Vec<_> = material.exports.sources.iter().map(|source| source.present.clone()).collect();
    let with = Measuring {
        schema: material.schema,
        definitions: material.definitions,
        rules: asked.rules,
        calendar: asked.calendar,
        procedures: material.procedures,
        unit_keys: &unit_keys,
        present: &present,
        period: material.period.period,
    };
    let by = match asked.by {
        Breakdown::Unit | Breakdown::Level | Breakdown::Month => By::Unit,
        Breakdown::Field => By::Field,
        Breakdown::Procedure => By::Procedure,
    };
    let groups = durations(dossiers, &with, by, unit.as_deref())?;
    let all = groups.values().fold(Durations::default(), sum);
    let left_out = agree(material, asked.rules.total, unit.as_deref(), &units, all.settled)?;
    report.notes.retain(|note| !OF_INDICATORS.contains(&note.said.key));
    let maker = RowMaker { rules: asked.rules };
    let first = match unit.as_deref().and_then(|key| units.units.iter().find(|unit| unit.key == key)) {
        Some(unit) => {
            let level = units.levels.get(unit.level).map(|level| level.id.clone());
            maker.row("unit", unit.key.clone(), unit.label(), level, all)
        }
        None => maker.row("all", String::new(), RowLabel::Said(Message::new("table.all")), None, all),
    };
    let mut rows = vec![first];
    match by {
        By::Unit if asked.unit.is_none() => rows.extend(maker.levels(&units, &groups, asked.by == Breakdown::Unit)),
        By::Unit => {}
        By::Field | By::Procedure => rows.extend(maker.parts(material, groups)),
    }
    Ok(Times {
        rules: asked.rules.selected.clone(),
        without_due: material.definitions.selected.iter().find(|rule| rule.term == WITHOUT_DUE).cloned(),
        by: asked.by,
        catalogue: asked.catalogue.clone().filter(|_| material.procedures.is_some()),
        taken_classes: classes(&asked.rules.taken),
        margin_classes: classes(&asked.rules.margin),
        left_out,
        rows,
        report,
    })
}

/// The dossiers measured are those that the report counts; how many it has to leave out.
fn agree(
    material: &Material<'_>,
    total: usize,
    unit: Option<&str>,
    units: &UnitsShown,
    listed: u64,
) -> Result<u64, ReportError> {
    let period = material.period.period;
    let shown = units.units.iter().filter(|shown| unit.is_none_or(|key| shown.key == key));
    let (mut counted, mut left_out) = (0, 0);
    for unit in shown {
        let of = material.tally.cell(period, Group::Unit(unit.key.clone())).of(total);
        counted += of.numerator;
        left_out += of.left_out;
    }
    if counted == listed { Ok(left_out) } else { Err(ReportError::Listed { counted, listed }) }
}

fn sum(mut all: Durations, one: &Durations) -> Durations {
    all.add(one);
    all
}

/// First and last day of each class.
fn classes(ends: &[u32]) -> Vec<(u32, Option<u32>)> {
    let starts = [0].into_iter().chain(ends.iter().map(|end| end + 1));
    starts.zip(ends.iter().copied().map(Some).chain([None])).collect()
}

struct RowMaker<'a> {
    rules: &'a TimeRules,
}

impl RowMaker<'_> {
    fn row(
        &self,
        scope: &'static str,
        id: String,
        label: RowLabel,
        level: Option<String>,
        sums: Durations,
    ) -> TimesRow {
        let margin = |side: &Side| spread(&side.days, &self.rules.margin);
        TimesRow {
            scope,
            id,
            label,
            level,
            taken: spread(&sums.taken, &self.rules.taken),
            early: margin(&sums.early),
            late: margin(&sums.late),
            unmeasured: sums.unmeasured.values().sum(),
            late_count: sums.late.count + sums.late_by_request,
            unjudged: sums.unjudged.values().sum(),
            sums,
        }
    }

    /// Each level, with its units below it.
    fn levels(&self, units: &UnitsShown, groups: &BTreeMap<Group, Durations>, with_units: bool) -> Vec<TimesRow> {
        let mut rows = Vec::new();
        for (place, level) in units.levels.iter().enumerate() {
            let of_level: Vec<_> = units
                .units
                .iter()
                .filter(|unit| unit.level == place)
                .filter_map(|unit| Some((unit, groups.get(&Group::Unit(unit.key.clone()))?)))
                .collect();
            if of_level.is_empty() {
                continue;
            }
            let whole = of_level.iter().map(|(_, sums)| *sums).fold(Durations::default(), sum);
            let id = Some(level.id.clone());
            rows.push(self.row("level", level.id.clone(), RowLabel::Rule(level.title.clone()), id.clone(), whole));
            let shown = of_level.into_iter().filter(|_| with_units);
            rows.extend(
                shown.map(|(unit, sums)| self.row("unit", unit.key.clone(), unit.label(), id.clone(), sums.clone())),
            );
        }
        rows
    }

    fn parts(&self, material: &Material<'_>, groups: BTreeMap<Group, Durations>) -> Vec<TimesRow> {
        let row = |(group, sums): (Group, Durations)| {
            let (scope, id, name) = match group {
                Group::Field(field) => ("field", field.clone(), field),
                Group::Procedure(code) => {
                    let on = Some(material.period.period.to);
                    let listed = material.procedures.and_then(|procedures| procedures.find(&code, on));
                    let seen = || material.exports.procedure_names.get(&code).map(String::as_str);
                    let name = listed.map(|procedure| procedure.name.as_str()).or_else(seen).unwrap_or_default();
                    let name = format!("{code} {name}").trim().to_owned();
                    ("procedure", code, name)
                }
                Group::Unit(key) => ("unit", key.clone(), key),
            };
            let label = match name.as_str() {
                "" => RowLabel::Said(Message::new("table.no_part")),
                _ => RowLabel::Name(name),
            };
            self.row(scope, id, label, None, sums)
        };
        groups.into_iter().map(row).collect()
    }
}

fn spread(days: &Histogram, ends: &[u32]) -> Spread {
    Spread {
        count: days.total(),
        median_twice: days.median_twice(),
        percentile: days.percentile(PERCENTILE),
        range: days.range(),
        classes: days.classes(ends),
    }
}
