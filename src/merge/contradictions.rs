//! Entered counts that contradict each other: a part above its total, a rate over more dossiers than there are.

use std::collections::BTreeSet;
use std::path::Path;

use crate::indicators::{Definitions, Indicator, Kind};
use crate::period::Period;
use crate::rules::Place;
use crate::tally::Counted;
use crate::texts::Message;

use super::MergeError;
use super::entered::EnteredUnit;

/// A number that follows from what was entered, and the rows that say so: indicator and place.
type Told<'a> = (u64, Vec<(usize, &'a Place)>);

/// Refuses parts of a sum that exceed their total, and rates over more dossiers than the count of the same event has, in
/// every period: numerators, and of rates denominators too.
///
/// # Errors
/// With the row of the first part, and which counts contradict each other.
pub(super) fn refuse(unit: &EnteredUnit, definitions: &Definitions) -> Result<(), MergeError> {
    let periods: BTreeSet<Period> = unit.counts.keys().map(|(period, _)| *period).collect();
    for period in periods {
        let of_period = OfPeriod { unit, definitions, period };
        let depth = definitions.indicators.len();
        for indicator in 0..depth {
            of_period.parts(indicator, "entered.parts_above", |counted| counted.numerator)?;
            of_period.parts(indicator, "entered.denominators_above", |counted| counted.denominator)?;
        }
        of_period.rates()?;
    }
    Ok(())
}

struct OfPeriod<'a> {
    unit: &'a EnteredUnit,
    definitions: &'a Definitions,
    period: Period,
}

impl<'a> OfPeriod<'a> {
    fn entered(&self, indicator: usize) -> Option<(&'a Counted, &'a Place)> {
        let key = (self.period, indicator);
        Some((self.unit.counts.get(&key)?, self.unit.places.get(&key)?))
    }

    /// What is entered, else what the entered parts of a sum add up to; with all of them it is known, else at least so much.
    /// `depth` ends sums that go round.
    fn told(
        &self,
        indicator: usize,
        is_whole: bool,
        depth: usize,
        number: &impl Fn(&Counted) -> u64,
    ) -> Option<Told<'a>> {
        if let Some((counted, place)) = self.entered(indicator) {
            return Some((number(counted), vec![(indicator, place)]));
        }
        let identities = self.definitions.identities.iter().filter(|identity| depth > 0 && identity.total == indicator);
        let sums = identities.filter_map(|identity| self.sum(&identity.parts, is_whole, depth - 1, number));
        sums.max_by_key(|(sum, _)| *sum)
    }

    fn sum(
        &self,
        parts: &[usize],
        is_whole: bool,
        depth: usize,
        number: &impl Fn(&Counted) -> u64,
    ) -> Option<Told<'a>> {
        let told: Vec<Told<'a>> = parts.iter().filter_map(|part| self.told(*part, is_whole, depth, number)).collect();
        let is_missing = told.is_empty() || (is_whole && told.len() < parts.len());
        let sum = told.iter().map(|(number, _)| *number).sum();
        (!is_missing).then(|| (sum, told.into_iter().flat_map(|(_, rows)| rows).collect()))
    }

    /// The entered parts of every sum of this total, against the total.
    fn parts(&self, total: usize, key: &'static str, number: impl Fn(&Counted) -> u64) -> Result<(), MergeError> {
        let depth = self.definitions.identities.len();
        let Some((most, rows)) = self.told(total, true, depth, &number) else { return Ok(()) };
        for identity in self.definitions.identities.iter().filter(|identity| identity.total == total) {
            if let Some((sum, parts)) = self.sum(&identity.parts, false, depth, &number)
                && sum > most
            {
                return Err(self.wrong(key, &parts, &rows));
            }
        }
        Ok(())
    }

    /// Rates against counts of the same event: one of all its dossiers, and one of those that the numerator counts.
    fn rates(&self) -> Result<(), MergeError> {
        let depth = self.definitions.identities.len();
        let is_all = |count: &Indicator| count.counts_sql.trim().eq_ignore_ascii_case("TRUE");
        let indicators = || self.definitions.indicators.iter().enumerate();
        for (place, rate) in indicators().filter(|(_, indicator)| indicator.kind == Kind::Rate) {
            let Some((entered, row)) = self.entered(place) else { continue };
            let counts = indicators().filter(|(_, other)| other.kind == Kind::Count && other.event == rate.event);
            for (count, indicator) in counts {
                let Some((most, rows)) = self.told(count, true, depth, &|counted| counted.numerator) else { continue };
                let part = [(place, row)];
                if is_all(indicator) && entered.denominator > most {
                    return Err(self.wrong("entered.denominators_above", &part, &rows));
                }
                if indicator.counts_sql.trim() == rate.counts_sql.trim() && entered.numerator > most {
                    return Err(self.wrong("entered.parts_above", &part, &rows));
                }
            }
        }
        Ok(())
    }

    fn wrong(&self, key: &'static str, parts: &[(usize, &Place)], total: &[(usize, &Place)]) -> MergeError {
        let row = |(indicator, place): &(usize, &Place)| {
            let indicator = *indicator;
            let id = self.definitions.indicators.get(indicator).map_or("", |known| &known.id);
            let counted = self.entered(indicator).map(|(counted, _)| *counted).unwrap_or_default();
            let is_rate = self.definitions.indicators.get(indicator).is_some_and(|known| known.kind == Kind::Rate);
            let number = match is_rate {
                true => format!("{}/{}", counted.numerator, counted.denominator),
                false => counted.numerator.to_string(),
            };
            // The folder is told once, before the sentence.
            let file =
                Path::new(&place.file).file_name().map_or(place.file.as_str().into(), |name| name.to_string_lossy());
            format!("{id} {number} ({file}:{})", place.line)
        };
        let joined = |rows: &[(usize, &Place)]| rows.iter().map(row).collect::<Vec<_>>().join(" + ");
        let said = Message::new(key).with("unit", &self.unit.name).with("parts", joined(parts));
        let place = parts.first().map_or_else(|| self.unit.place.clone(), |(_, place)| (*place).clone());
        MergeError::Entered { place, said: said.with("total", joined(total)) }
    }
}
