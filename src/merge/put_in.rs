//! Entered counts beside those of exports or tally files.

use std::collections::BTreeMap;

use crate::indicators::Definitions;
use crate::ingest::{Exports, Unit, UnitDirectory};
use crate::period::{Day, Period};
use crate::registry::{Naming, Structure, UnitRegistry};
use crate::tally::{Cell, Counted, Group, Key, Tally, check_identities};

use super::entered::EnteredUnit;
use super::{EnteredCounts, MergeError};

impl EnteredCounts {
    /// Adds the units to those of `exports` and their counts to `tally`, and gives their keys.
    ///
    /// A unit has dossiers that nobody sees. At least as many as the largest of its counts, and one, are there: so many are
    /// `touched`, and so many are left out by each indicator whose count was not entered, which then is not available for the
    /// unit and not whole for sums over it. So it is in every period of `periods` (periods compared with, months): what was
    /// not entered of a period is not known.
    ///
    /// # Errors
    /// When a unit is among the others already, may contain another, or its counts break a sum that must hold.
    pub fn put_in(
        &self,
        (exports, tally): (&mut Exports, &mut Tally),
        definitions: &Definitions,
        (registry, structure, naming): (Option<&UnitRegistry>, Structure, &Naming),
        (period, periods): (Period, &[Period]),
    ) -> Result<Vec<String>, MergeError> {
        let units = self.resolved(registry, structure, naming, period);
        self.refuse_twice(&units, exports)?;
        refuse_contained(&units, exports, registry)?;
        let mut own = Tally::default();
        let mut keys = Vec::new();
        for (entered, unit) in units {
            let has_counts = |period: &Period| entered.counts.keys().any(|(of, _)| of == period);
            // A period of which nobody tells anything stays one.
            let told = |period: &Period| has_counts(period) || tally.groups(*period).next().is_some();
            for period in periods.iter().copied().filter(told).chain([period]) {
                let key = Key { period, group: Group::Unit(unit.key.clone()) };
                own.add_cell(key, &cell(entered, period, definitions.indicators.len()));
            }
            keys.push(unit.key.clone());
            exports.unit_dossiers.push(least(entered.counts.values()));
            exports.units.push(unit);
        }
        check_identities(&own, definitions)
            .map_err(|source| MergeError::Identity { file: self.name.clone(), source: Box::new(source) })?;
        tally.add(&own);
        Ok(keys)
    }

    /// Each unit as an export that names it would give it: valid on the last day of the period, else on its first.
    fn resolved(
        &self,
        registry: Option<&UnitRegistry>,
        structure: Structure,
        naming: &Naming,
        period: Period,
    ) -> Vec<(&EnteredUnit, Unit)> {
        let on = |entered: &EnteredUnit, day: Day| {
            let mut directory = UnitDirectory::new(registry, naming);
            directory.number("", &entered.name, Some(day));
            directory.into_units().pop()
        };
        let unit = |entered: &EnteredUnit| {
            let last = on(entered, period.to)?;
            let first = || on(entered, period.from).filter(|unit| unit.registered.is_ok());
            let unit = if last.registered.is_ok() { last } else { first().unwrap_or(last) };
            Some(match registry.filter(|_| structure == Structure::Now) {
                Some(registry) => unit.on_newest(registry),
                None => unit,
            })
        };
        self.units.iter().filter_map(|entered| Some((entered, unit(entered)?))).collect()
    }

    fn refuse_twice(&self, units: &[(&EnteredUnit, Unit)], exports: &Exports) -> Result<(), MergeError> {
        let mut seen = BTreeMap::<&str, &EnteredUnit>::new();
        for (entered, unit) in units {
            let file = || format!("{}:{}", self.name, entered.place.line);
            let twice = |other: String| MergeError::UnitTwice { unit: unit.name.clone(), one: file(), other };
            if let Some(other) = seen.insert(&unit.key, entered) {
                return Err(twice(format!("{}:{}", self.name, other.place.line)));
            }
            let counted = exports.units.iter().zip(&exports.unit_dossiers);
            if counted.into_iter().any(|(known, dossiers)| known.key == unit.key && *dossiers > 0) {
                let names = exports.sources.iter().map(|source| source.name.as_str()).take(3).collect::<Vec<_>>();
                return Err(twice(names.join(", ")));
            }
        }
        Ok(())
    }
}

/// A unit above others may have entered what these count, too: that it has not must be said.
fn refuse_contained(
    units: &[(&EnteredUnit, Unit)],
    exports: &Exports,
    registry: Option<&UnitRegistry>,
) -> Result<(), MergeError> {
    let counted = exports.units.iter().zip(&exports.unit_dossiers).filter(|(_, dossiers)| **dossiers > 0);
    let others: Vec<&Unit> = counted.map(|(unit, _)| unit).chain(units.iter().map(|(_, unit)| unit)).collect();
    for (entered, unit) in units.iter().filter(|(entered, _)| !entered.is_own) {
        if let Some(below) = others.iter().find(|other| is_below(other, unit, registry)) {
            return Err(MergeError::Contains {
                place: entered.place.clone(),
                unit: unit.name.clone(),
                below: below.name.clone(),
            });
        }
    }
    Ok(())
}

/// By the registry; where it does not have both, by their levels alone.
fn is_below(unit: &Unit, above: &Unit, registry: Option<&UnitRegistry>) -> bool {
    match (unit.registered, above.registered, registry) {
        (Ok(unit), Ok(above), Some(registry)) => registry.above(unit).contains(&above),
        _ => matches!((unit.level, above.level), (Some(lower), Some(upper)) if upper < lower),
    }
}

fn least<'a>(counts: impl Iterator<Item = &'a Counted>) -> u64 {
    counts.map(|counted| counted.denominator).max().unwrap_or(0).max(1)
}

fn cell(entered: &EnteredUnit, period: Period, indicators: usize) -> Cell {
    let of_period = || entered.counts.iter().filter(|((of, _), _)| *of == period);
    let touched = least(of_period().map(|(_, counted)| counted));
    let known: BTreeMap<usize, Counted> = of_period().map(|((_, place), counted)| (*place, *counted)).collect();
    let unknown = Counted { left_out: touched, ..Counted::default() };
    Cell { touched, counted: (0..indicators).map(|place| known.get(&place).copied().unwrap_or(unknown)).collect() }
}
