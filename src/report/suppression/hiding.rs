use std::collections::{BTreeMap, BTreeSet};

use crate::indicators::{Definitions, Kind};
use crate::period::Period;
use crate::tally::Tally;

use super::super::units::UnitsShown;
use super::families::families;
use super::sums::{Row, RowsShown, Slice};

/// The months of a period, and the rows shown of each.
pub(in crate::report) struct Months {
    /// The period they make up.
    pub(in crate::report) whole: Period,
    /// The months.
    pub(in crate::report) parts: Vec<Period>,
    /// The rows of a month.
    pub(in crate::report) shown: RowsShown,
}

/// What is hidden.
#[derive(Debug, Default)]
pub(in crate::report) struct Suppression {
    /// The family of each indicator, by place.
    families: Vec<usize>,
    hidden: BTreeSet<(Period, Row, usize)>,
}

/// The rows that are hidden, by period.
type Hidden = BTreeMap<Period, BTreeSet<Row>>;

impl Suppression {
    /// True when the figure of this indicator is hidden in this row and period.
    pub(in crate::report) fn hides(&self, period: Period, row: &Row, indicator: usize) -> bool {
        let family = |family: &usize| self.hidden.contains(&(period, row.clone(), *family));
        !self.hidden.is_empty() && self.families.get(indicator).is_some_and(family)
    }

    /// Looks for what must be hidden: in `wholes`, of which `shown` are the rows, and in months.
    pub(in crate::report) fn new(
        below: u64,
        definitions: &Definitions,
        units: &UnitsShown,
        tally: &Tally,
        wholes: (&[Period], RowsShown),
        months: &[Months],
    ) -> Self {
        let (wholes, shown) = wholes;
        let mut slices: BTreeMap<Period, Slice> =
            wholes.iter().map(|period| (*period, Slice::new(units, tally, *period, shown))).collect();
        for Months { parts, shown, .. } in months {
            for part in parts {
                // A month that is itself a whole has all the rows of one.
                slices.entry(*part).or_insert_with(|| Slice::new(units, tally, *part, *shown));
            }
        }
        let families = families(definitions, tally);
        let mut hidden = BTreeSet::new();
        for family in families.iter().copied().collect::<BTreeSet<_>>() {
            let rates: Vec<usize> = (0..families.len())
                .filter(|place| families[*place] == family && definitions.indicators[*place].kind == Kind::Rate)
                .collect();
            for (period, rows) in hide(&slices, months, &rates, below) {
                hidden.extend(rows.into_iter().map(|row| (period, row, family)));
            }
        }
        Self { families, hidden }
    }
}

/// The rows in which the figures of a family with these rates are hidden.
fn hide(slices: &BTreeMap<Period, Slice>, months: &[Months], rates: &[usize], below: u64) -> Hidden {
    let mut hidden: Hidden = slices.iter().map(|(period, slice)| (*period, slice.small(rates, below))).collect();
    loop {
        let before = count(&hidden);
        for (period, slice) in slices {
            let rows = hidden.remove(period).unwrap_or_default();
            hidden.insert(*period, slice.closed(rows, rates, below));
        }
        for Months { whole, parts, .. } in months {
            // The same rows in every month: one shown month less is one unknown less.
            let together: BTreeSet<Row> =
                parts.iter().chain([whole]).filter_map(|period| hidden.get(period)).flatten().cloned().collect();
            for part in parts {
                let has = |row: &&Row| slices.get(part).is_some_and(|slice| slice.has(row));
                hidden.entry(*part).or_default().extend(together.iter().filter(has).cloned());
            }
        }
        if count(&hidden) == before {
            return hidden;
        }
    }
}

fn count(hidden: &Hidden) -> usize {
    hidden.values().map(BTreeSet::len).sum()
}
