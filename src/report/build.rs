use std::collections::BTreeSet;

use crate::indicators::{Definitions, Indicator, LegalBasis};
use crate::period::{Calendar, Period};
use crate::registry::{Structure, StructureUsed, UnitRegistry};
use crate::standards::Standard;
use crate::standards::Verdict;
use crate::tally::{By, Group, Grouping};
use crate::texts::Localized;

use super::figures::{FigureMaker, Slice, fill_changes};
use super::material::Material;
use super::model::{AccountShown, Breakdown, Compared, Figure, IndicatorShown, Part, Report, Scope, StandardShown};
use super::notes::notes;
use super::suppression::{Months, RowsShown, Suppression};
use super::units::{UnitShown, UnitsShown};
use super::{charting, filling, heat, highlights, inputs, poster, ranking, tables, targets};

/// The groupings that a report of this kind needs counted.
#[must_use]
pub fn groupings(
    period: Period,
    comparisons: &[Period],
    breakdown: Breakdown,
    documents: bool,
    calendar: &Calendar,
) -> BTreeSet<Grouping> {
    let mut wanted = BTreeSet::new();
    for period in comparisons.iter().copied().chain([period]) {
        wanted.insert(Grouping { period, by: By::Unit });
        match breakdown {
            Breakdown::Field => wanted.insert(Grouping { period, by: By::Field }),
            Breakdown::Procedure => wanted.insert(Grouping { period, by: By::Procedure }),
            Breakdown::Unit | Breakdown::Level | Breakdown::Month => true,
        };
    }
    let mut add_months = |period: Period| wanted.extend(month_groupings(&[period], calendar));
    if months_wanted(period, documents, calendar) || breakdown == Breakdown::Month {
        add_months(period);
    }
    if documents {
        if months_wanted(period, documents, calendar) {
            add_months(period.last_year());
        }
        // Official forms have a table by field.
        wanted.insert(Grouping { period, by: By::Field });
    }
    wanted
}

/// The groupings of the months of these periods.
#[must_use]
pub fn month_groupings(periods: &[Period], calendar: &Calendar) -> BTreeSet<Grouping> {
    let months = periods.iter().flat_map(|period| period.months(calendar));
    months.map(|(_, period)| Grouping { period, by: By::Unit }).collect()
}

/// Every grouping that a report over these periods may need, whatever it is broken down by.
#[must_use]
pub fn every_grouping(period: Period, comparisons: &[Period], calendar: &Calendar) -> BTreeSet<Grouping> {
    let of = |breakdown| groupings(period, comparisons, breakdown, true, calendar);
    let mut wanted: BTreeSet<Grouping> = [Breakdown::Field, Breakdown::Procedure].into_iter().flat_map(of).collect();
    let few = |period: &&Period| period.months(calendar).len() <= MOST_MONTHS;
    for period in comparisons.iter().chain([&period]).filter(few) {
        wanted.extend(month_groupings(&[*period], calendar));
    }
    wanted
}

/// Lines over more months than this tell nothing; such a span mostly comes from a wrong year in the data.
const MOST_MONTHS: usize = 120;

fn months_wanted(period: Period, documents: bool, calendar: &Calendar) -> bool {
    documents && period.months(calendar).len() <= MOST_MONTHS
}

/// Makes the report.
#[must_use]
pub fn build(material: &Material<'_>) -> Report {
    let units = UnitsShown::new(material.exports, material.entered, material.naming, material.words);
    let suppression = suppression(material, &units);
    let maker = FigureMaker {
        definitions: material.definitions,
        naming: material.naming,
        standard: material.standard,
        units: &units,
        tally: material.tally,
        suppression: &suppression,
    };
    let period = material.period.period;
    let with_units = matches!(material.breakdown, Breakdown::Unit | Breakdown::Month);
    let mut figures = Vec::new();
    let periods = [(period, None)].into_iter().chain(material.comparisons.iter().copied().zip((0..).map(Some)));
    for (period, comparison) in periods {
        let whole = Slice { period, comparison, part: None };
        figures.extend(maker.by_unit(&whole, with_units));
        figures.extend(broken_down(&maker, &whole, material));
    }
    let monthly = monthly(&maker, material, with_units);
    if material.breakdown == Breakdown::Month {
        figures.extend(monthly.iter().flat_map(|(_, figures)| figures.iter().cloned()));
    }
    if material.compare_months {
        for (period, comparison) in material.comparisons.iter().copied().zip(0..) {
            let whole = Slice { period, comparison: Some(comparison), part: None };
            figures.extend(months_of(&maker, &whole, material, false).into_iter().flat_map(|(_, figures)| figures));
        }
    }
    let touched = |period| {
        let cell = |unit: &UnitShown| material.tally.cell(period, Group::Unit(unit.key.clone()));
        units.units.iter().map(|unit| cell(unit).touched).sum()
    };
    let comparisons: Vec<Compared> =
        material.comparisons.iter().map(|period| Compared { period: *period, touched: touched(*period) }).collect();
    fill_changes(&mut figures, &comparisons);
    let place = |wanted: &dyn Fn(&Figure) -> bool| {
        figures.iter().enumerate().filter(|(_, figure)| wanted(figure)).map(|(place, _)| place).collect()
    };
    let falls_short = |verdict| matches!(verdict, Some(Verdict::Missed | Verdict::NotAvailable));
    let shortfalls = place(&|figure: &Figure| falls_short(figure.verdict));
    let judged = place(&|figure: &Figure| figure.verdict.is_some() && figure.scope != Scope::Unit);
    let is_published = material.suppress_below.is_some();
    let mut report = Report {
        title: material.title.clone(),
        period: material.period.clone(),
        comparisons,
        structure: structure_shown(material),
        breakdown: material.breakdown,
        standard: material.standard.map(standard_shown),
        rules: material.definitions.selected.clone(),
        indicators: indicators_shown(material.definitions, period),
        levels: units.levels.clone(),
        inputs: inputs::inputs(material.exports, material.schema, is_published),
        account: account_shown(material, is_published),
        // Single records are not for publication, in whichever document they would be listed.
        repairs: if is_published { Vec::new() } else { inputs::repairs(material.exports, material.schema) },
        repaired: inputs::repaired(material.exports),
        unread: inputs::unread(material.exports),
        rejected: if is_published { Vec::new() } else { inputs::rejected(material.exports, material.schema) },
        notes: Vec::new(),
        figures,
        tables: Vec::new(),
        shortfalls,
        judged,
        headline: Vec::new(),
        targets: Vec::new(),
        volume: Vec::new(),
        standings: Vec::new(),
        tasks: Vec::new(),
        forms: Vec::new(),
        details: material.details.clone(),
        template: material.words.template.clone(),
        made: material.made.unwrap_or(period.to),
        suppressed_below: material.suppress_below,
        has_entered: !material.entered.is_empty(),
        is_tallied: !material.tallies.is_empty(),
        bars: Vec::new(),
        lines: Vec::new(),
        heat_maps: Vec::new(),
        rankings: Vec::new(),
        poster: None,
        touched: touched(period),
        rule_hashes: material.rule_hashes.clone(),
        count_hashes: material.count_hashes.clone(),
    };
    report.notes = notes(&report, &units, material);
    report.tables = tables::tables(&report, &units);
    (report.headline, report.volume) = highlights::headline(&report, material.definitions);
    report.targets = targets::targets(&report);
    report.standings = highlights::standings(&report);
    report.tasks = highlights::tasks(&report);
    if material.documents {
        report.bars = charting::bars(&report);
        report.lines = charting::lines(&report, &monthly, &last_year(&maker, material), &material.words.all);
        report.heat_maps = heat::heat_maps(&report);
        report.rankings = ranking::rankings(&report);
        report.poster = poster::poster(&report);
        report.forms = filling::forms(material, &units, &maker);
    }
    report
}

/// What is hidden, when the user asks for it.
fn suppression(material: &Material<'_>, units: &UnitsShown) -> Suppression {
    let Some(below) = material.suppress_below else { return Suppression::default() };
    let period = material.period.period;
    let wholes: Vec<Period> = [period].into_iter().chain(material.comparisons.iter().copied()).collect();
    let by_month = material.breakdown == Breakdown::Month;
    let with_units = material.documents || matches!(material.breakdown, Breakdown::Unit | Breakdown::Month);
    let shown = if with_units { RowsShown::Units } else { RowsShown::Levels };
    let of = |whole: Period, shown| Months {
        whole,
        parts: whole.months(material.calendar).into_iter().map(|(_, month)| month).collect(),
        shown,
    };
    let mut months = Vec::new();
    if by_month || months_wanted(period, material.documents, material.calendar) {
        months.push(of(period, if by_month { RowsShown::Units } else { RowsShown::Levels }));
    }
    if has_last_year(material) {
        months.push(of(period.last_year(), RowsShown::All));
    }
    Suppression::new(below, material.definitions, units, material.tally, (&wholes, shown), &months)
}

/// True when lines also show the months of the year before. Where small counts are hidden they do not if another period
/// that is shown overlaps with them: their difference could give one away.
fn has_last_year(material: &Material<'_>) -> bool {
    let last_year = material.period.period.last_year();
    let own = [material.period.period];
    let mut others = own.iter().chain(&material.comparisons).filter(|period| **period != last_year);
    let gives_away = material.suppress_below.is_some() && others.any(|period| period.overlaps(last_year));
    months_wanted(material.period.period, material.documents, material.calendar) && !gives_away
}

/// The overall figures of the same months of the year before; empty when the exports tell nothing of them.
fn last_year(maker: &FigureMaker<'_>, material: &Material<'_>) -> Vec<(String, Vec<Figure>)> {
    let months = material.period.period.last_year().months(material.calendar);
    let groups = |period: Period| material.tally.groups(period).next().is_some();
    if !has_last_year(material) || !months.iter().any(|(_, period)| groups(*period)) {
        return Vec::new();
    }
    let month = |(month, period): (String, Period)| {
        (month, maker.by_unit(&Slice { period, comparison: None, part: None }, false))
    };
    months.into_iter().map(month).collect()
}

/// The figures of fields or procedures over all units.
fn broken_down(maker: &FigureMaker<'_>, whole: &Slice, material: &Material<'_>) -> Vec<Figure> {
    // The parts of the report's own period, then those that only occur in this one.
    let periods = [material.period.period, whole.period];
    let mut groups: Vec<&Group> = periods.iter().flat_map(|period| material.tally.groups(*period)).collect();
    groups.sort_unstable();
    groups.dedup();
    let mut figures = Vec::new();
    for group in groups {
        let part = match (group, material.breakdown) {
            (Group::Field(field), Breakdown::Field) => Part { id: field.clone(), name: field.clone() },
            (Group::Procedure(code), Breakdown::Procedure) => {
                let listed = material.procedures.and_then(|procedures| procedures.find(code, Some(whole.period.to)));
                let seen = || material.exports.procedure_names.get(code).map(String::as_str);
                let name = listed.map(|procedure| procedure.name.as_str()).or_else(seen).unwrap_or_default();
                Part { id: code.clone(), name: format!("{code} {name}").trim().to_owned() }
            }
            _ => continue,
        };
        figures.extend(maker.of_group(&Slice { part: Some(part), ..whole.clone() }, group.clone()));
    }
    figures
}

/// The figures of each month of the period.
fn monthly(maker: &FigureMaker<'_>, material: &Material<'_>, with_units: bool) -> Vec<(String, Vec<Figure>)> {
    let charted = months_wanted(material.period.period, material.documents, material.calendar);
    if !(charted || material.breakdown == Breakdown::Month) {
        return Vec::new();
    }
    let period = material.period.period;
    months_of(maker, &Slice { period, comparison: None, part: None }, material, with_units)
}

/// The figures of each month of a period.
fn months_of(
    maker: &FigureMaker<'_>,
    whole: &Slice,
    material: &Material<'_>,
    with_units: bool,
) -> Vec<(String, Vec<Figure>)> {
    let month = |(month, period): (String, Period)| {
        // `2022-08` to sort and look up by, 08/2022 to read.
        let name = month.split_once('-').map_or_else(|| month.clone(), |(year, month)| format!("{month}/{year}"));
        let part = Some(Part { id: month.clone(), name });
        let figures = maker.by_unit(&Slice { period, comparison: whole.comparison, part }, with_units);
        (month, figures)
    };
    whole.period.months(material.calendar).into_iter().map(month).collect()
}

fn structure_shown(material: &Material<'_>) -> StructureUsed {
    let structure = material.structure;
    let newest = material.registry.filter(|_| structure == Structure::Now);
    StructureUsed { structure, as_of: newest.and_then(UnitRegistry::newest_day) }
}

fn standard_shown(standard: &Standard) -> StandardShown {
    StandardShown {
        id: standard.id.clone(),
        title: standard.title.clone(),
        source: standard.source.clone(),
        valid: standard.valid,
        file: standard.file.shown.clone(),
    }
}

fn indicators_shown(definitions: &Definitions, period: Period) -> Vec<IndicatorShown> {
    let shown = |indicator: &Indicator| IndicatorShown {
        id: indicator.id.clone(),
        kind: indicator.kind,
        title: indicator.title.clone(),
        short: indicator.short.clone(),
        formula: indicator.formula.clone(),
        legal: legal(indicator, period),
        file: indicator.file.clone(),
    };
    definitions.indicators.iter().map(shown).collect()
}

/// The laws in force in the period, in both languages.
fn legal(indicator: &Indicator, period: Period) -> Localized {
    let bases = LegalBasis::in_force(&indicator.legal, period);
    let joined = |text: fn(&Localized) -> &str| bases.iter().map(|basis| text(basis)).collect::<Vec<_>>().join("; ");
    Localized { vi: joined(|basis| &basis.vi), en: joined(|basis| &basis.en) }
}

/// The account of all files; for the public without its small parts.
fn account_shown(material: &Material<'_>, is_published: bool) -> AccountShown {
    let account = inputs::account(&material.exports.account());
    if is_published { AccountShown { rejected_by_reason: Vec::new(), ..account } } else { account }
}
