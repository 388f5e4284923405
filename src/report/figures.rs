//! From counts to figures: the rate, the threshold, the verdict, the change.

use crate::indicators::{Definitions, Kind};
use crate::period::Period;
use crate::registry::Naming;
use crate::standards::{Standard, Verdict, change_in_points, missing_dossiers, percent};
use crate::tally::{Cell, Group, Tally};

use super::model::{Compared, Figure, NOT_ATTRIBUTABLE, Part, Scope};
use super::suppression::{Row, Suppression};
use super::units::UnitsShown;

pub(super) struct FigureMaker<'a> {
    pub(super) definitions: &'a Definitions,
    pub(super) naming: &'a Naming,
    pub(super) standard: Option<&'a Standard>,
    pub(super) units: &'a UnitsShown,
    pub(super) tally: &'a Tally,
    pub(super) suppression: &'a Suppression,
}

/// What figures are about: a period and a part of it.
#[derive(Clone)]
pub(super) struct Slice {
    pub(super) period: Period,
    pub(super) comparison: Option<usize>,
    pub(super) part: Option<Part>,
}

impl FigureMaker<'_> {
    /// The figures of all dossiers, of each level, and, when wanted, of each unit.
    pub(super) fn by_unit(&self, slice: &Slice, with_units: bool) -> Vec<Figure> {
        let cells: Vec<Cell> =
            self.units.units.iter().map(|unit| self.tally.cell(slice.period, Group::Unit(unit.key.clone()))).collect();
        let sum = |level: Option<usize>| {
            let mut sum = Cell::default();
            for (unit, cell) in self.units.units.iter().zip(&cells) {
                if level.is_none_or(|level| unit.level == level) {
                    sum.add(cell);
                }
            }
            sum
        };
        let mut figures = self.figures(slice, &Row::All, Scope::All, None, None, &sum(None));
        for level in 0..self.units.levels.len() {
            figures.extend(self.figures(slice, &Row::Level(level), Scope::Level, None, Some(level), &sum(Some(level))));
        }
        if with_units {
            for (unit, cell) in self.units.units.iter().zip(&cells) {
                let named = Some((unit.key.as_str(), unit.name.as_str()));
                let row = Row::Group(Group::Unit(unit.key.clone()));
                figures.extend(self.figures(slice, &row, Scope::Unit, named, Some(unit.level), cell));
            }
        }
        figures
    }

    /// The figures of one group over all units.
    pub(super) fn of_group(&self, slice: &Slice, group: Group) -> Vec<Figure> {
        let cell = self.tally.cell(slice.period, group.clone());
        self.figures(slice, &Row::Group(group), Scope::All, None, None, &cell)
    }

    fn figures(
        &self,
        slice: &Slice,
        row: &Row,
        scope: Scope,
        unit: Option<(&str, &str)>,
        level: Option<usize>,
        cell: &Cell,
    ) -> Vec<Figure> {
        let is_entered = match (unit, scope, &slice.part) {
            (Some((key, _)), ..) => self.units.units.iter().any(|known| known.is_entered && known.key == key),
            // Fields and procedures have no counts that were typed in.
            (None, Scope::All, Some(_)) if !matches!(row, Row::All) => false,
            (None, ..) => self.units.has_entered(level),
        };
        (0..self.definitions.indicators.len())
            .map(|indicator| {
                let mut figure = self.figure(slice, indicator, cell);
                figure.scope = scope;
                figure.unit = unit.map(|(key, _)| key.to_owned());
                figure.unit_name = unit.map(|(_, name)| name.to_owned());
                figure.entered = is_entered;
                figure.level = level.and_then(|level| self.units.levels.get(level)).map(|level| level.id.clone());
                // Thresholds are for the whole of a unit, a level or all, in the report's own period. Former units have nobody
                // who could answer for them.
                let is_former = figure.level.as_deref() == Some(NOT_ATTRIBUTABLE);
                if slice.comparison.is_none() && slice.part.is_none() && !is_former {
                    let level = level.and_then(|level| self.units.level_of(level, self.naming));
                    let threshold = self.standard.and_then(|standard| standard.threshold(indicator, level));
                    judge(&mut figure, threshold);
                }
                if self.suppression.hides(slice.period, row, indicator) {
                    hide(&mut figure);
                }
                figure
            })
            .collect()
    }

    fn figure(&self, slice: &Slice, indicator: usize, cell: &Cell) -> Figure {
        let counted = cell.of(indicator);
        let is_rate = self.definitions.indicators[indicator].kind == Kind::Rate;
        // Every dossier of the period comes from exports that lack a needed column: nothing is known, 0 would be a lie.
        // So it is when the few dossiers left have none of the rate's event: "not applicable" would hide the others.
        let is_known = counted.left_out == 0 || counted.left_out < cell.touched;
        let available = is_known && !(is_rate && counted.denominator == 0 && counted.left_out > 0);
        let denominator = (available && is_rate).then_some(counted.denominator);
        Figure {
            indicator,
            scope: Scope::All,
            unit: None,
            unit_name: None,
            level: None,
            period: slice.period,
            comparison: slice.comparison,
            part: slice.part.clone(),
            numerator: available.then_some(counted.numerator),
            denominator,
            percent: denominator.and_then(|denominator| percent(counted.numerator, denominator)),
            threshold: None,
            verdict: None,
            missing: None,
            short_by: None,
            change: None,
            left_out: counted.left_out,
            hidden: false,
            entered: false,
        }
    }
}

/// Takes out of a figure everything that was counted.
fn hide(figure: &mut Figure) {
    figure.hidden = true;
    (figure.numerator, figure.denominator, figure.percent) = (None, None, None);
    (figure.verdict, figure.missing, figure.short_by, figure.left_out) = (None, None, None, 0);
}

/// Holds a rate against its threshold: exactly, on the counts, before any rounding.
fn judge(figure: &mut Figure, threshold: Option<i64>) {
    let Some(at_least) = threshold else { return };
    figure.threshold = Some(at_least);
    let verdict = match (figure.numerator, figure.denominator) {
        (Some(numerator), Some(denominator)) if denominator > 0 => {
            let missing = missing_dossiers(numerator, denominator, at_least);
            figure.missing = Some(missing);
            if missing == 0 {
                Verdict::Met
            } else {
                // The threshold is itself a fraction, so the distance is exact before it is rounded.
                let threshold = (u64::try_from(at_least).unwrap_or(0), 10_000);
                figure.short_by = change_in_points(threshold, (numerator, denominator));
                Verdict::Missed
            }
        }
        (Some(_), Some(_)) => Verdict::NotApplicable,
        _ => Verdict::NotAvailable,
    };
    figure.verdict = Some(verdict);
}

/// Fills in, on the figures of comparison periods, how the report's own figures differ from them. A period without any
/// dossier is compared with nothing: its zeros mean that no export tells of it.
pub(super) fn fill_changes(figures: &mut [Figure], comparisons: &[Compared]) {
    if comparisons.is_empty() {
        return;
    }
    let about =
        |figure: &Figure| (figure.indicator, figure.scope, figure.unit.clone(), figure.level.clone(), part_id(figure));
    let own: Vec<_> = figures
        .iter()
        .filter(|figure| figure.comparison.is_none())
        .map(|figure| (about(figure), figure.numerator, figure.denominator))
        .collect();
    let mut places = std::collections::BTreeMap::new();
    for (place, (about, ..)) in own.iter().enumerate() {
        places.insert((about.0, about.1.id(), about.2.clone(), about.3.clone(), about.4.clone()), place);
    }
    let is_known = |place: usize| comparisons.get(place).is_some_and(|compared| compared.touched > 0);
    for figure in figures.iter_mut().filter(|figure| figure.comparison.is_some_and(is_known)) {
        let key = (figure.indicator, figure.scope.id(), figure.unit.clone(), figure.level.clone(), part_id(figure));
        let Some((_, numerator, denominator)) = places.get(&key).map(|place| &own[*place]) else { continue };
        figure.change = match (numerator, denominator, figure.numerator, figure.denominator) {
            (Some(now), Some(of), Some(before), Some(of_before)) => change_in_points((*now, *of), (before, of_before)),
            (Some(now), None, Some(before), None) => {
                i64::try_from(*now).ok().zip(i64::try_from(before).ok()).map(|(now, before)| now - before)
            }
            _ => None,
        };
    }
}

/// A part by its id: a procedure renamed between two periods is the same procedure.
fn part_id(figure: &Figure) -> Option<String> {
    figure.part.as_ref().map(|part| part.id.clone())
}
