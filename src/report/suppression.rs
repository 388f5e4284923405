//! Small counts (số nhỏ): which figures are hidden, so that a published report tells of no few citizens.
//!
//! A rate with fewer dossiers in its denominator than asked is hidden, and with it every figure that would give it away:
//!
//! * in the same row: figures that are the same count in every group, or that an identity ties to it. Such figures are a
//!   family, and are hidden together.
//! * in the same sum: a hidden row could be had by taking the others from their total. So in every sum (levels make all,
//!   units make a level, fields or procedures make all) where one is hidden, a second one is, the smallest; and those hidden
//!   come to the asked number together. Where there is no second one, the total is hidden too.
//! * by month: a group with one small month has none of its months shown.
//!
//! Every sum with something hidden thus has two unknowns or more, and the sums make a tree: no hidden row follows from what
//! is shown. What two periods that overlap give away by their difference is not looked at.

use std::collections::{BTreeMap, BTreeSet};

use crate::indicators::{Definitions, Kind};
use crate::period::Period;
use crate::tally::{Cell, Group, Tally};

use super::units::UnitsShown;

/// A row of figures.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Row {
    /// All dossiers.
    All,
    /// A level, by place.
    Level(usize),
    /// A unit, a field, a procedure.
    Group(Group),
}

/// What is hidden.
#[derive(Debug, Default)]
pub(super) struct Suppression {
    /// The family of each indicator, by place.
    families: Vec<usize>,
    hidden: BTreeSet<(Period, Row, usize)>,
}

impl Suppression {
    /// True when the figure of this indicator is hidden in this row and period.
    pub(super) fn hides(&self, period: Period, row: &Row, indicator: usize) -> bool {
        let family = |family: &usize| self.hidden.contains(&(period, row.clone(), *family));
        !self.hidden.is_empty() && self.families.get(indicator).is_some_and(family)
    }

    /// Looks for what must be hidden. `wholes` are periods that are shown each for itself; each list of `months` makes up
    /// its whole.
    pub(super) fn new(
        below: u64,
        definitions: &Definitions,
        units: &UnitsShown,
        tally: &Tally,
        wholes: &[Period],
        months: &[(Period, Vec<Period>)],
    ) -> Self {
        let families = families(definitions, tally);
        let mut hidden = BTreeSet::new();
        let count = families.iter().copied().collect::<BTreeSet<_>>();
        for family in count {
            let rates: Vec<usize> = (0..families.len())
                .filter(|place| families[*place] == family && definitions.indicators[*place].kind == Kind::Rate)
                .collect();
            if rates.is_empty() {
                continue;
            }
            let mut of_wholes = BTreeMap::new();
            for period in wholes {
                let slice = Slice::new(units, tally, *period);
                let small = slice.small(&rates, below);
                of_wholes.insert(*period, slice.closed(small, &rates, below));
            }
            for (whole, parts) in months {
                let slices: Vec<Slice> = parts.iter().map(|period| Slice::new(units, tally, *period)).collect();
                let mut small: BTreeSet<Row> = of_wholes.get(whole).cloned().unwrap_or_default();
                small.extend(slices.iter().flat_map(|slice| slice.small(&rates, below)));
                // The same rows in every month; a row that a month calls for may call for others in the next.
                loop {
                    let before = small.len();
                    for slice in &slices {
                        small = slice.closed(small, &rates, below);
                    }
                    if small.len() == before {
                        break;
                    }
                }
                for period in parts {
                    // A month that is also a whole has been closed as one; the union is closed by the loop above.
                    hidden.extend(small.iter().map(|row| (*period, row.clone(), family)));
                }
            }
            for (period, rows) in of_wholes {
                hidden.extend(rows.into_iter().map(|row| (period, row, family)));
            }
        }
        Self { families, hidden }
    }
}

/// The rows of one period, and the sums they make.
struct Slice {
    cells: BTreeMap<Row, Cell>,
    /// A total and its parts.
    sums: Vec<(Row, Vec<Row>)>,
}

impl Slice {
    fn new(units: &UnitsShown, tally: &Tally, period: Period) -> Self {
        let mut cells: BTreeMap<Row, Cell> = BTreeMap::new();
        let mut sums: BTreeMap<(u8, Row), Vec<Row>> = BTreeMap::new();
        for unit in &units.units {
            let group = Group::Unit(unit.key.clone());
            let cell = tally.cell(period, group.clone());
            let level = Row::Level(unit.level);
            for row in [Row::All, level.clone(), Row::Group(group.clone())] {
                cells.entry(row).or_default().add(&cell);
            }
            sums.entry((0, level)).or_default().push(Row::Group(group));
        }
        sums.insert((1, Row::All), (0..units.levels.len()).map(Row::Level).collect());
        for group in tally.groups(period) {
            let kind = match group {
                Group::Unit(_) => continue,
                Group::Field(_) => 2,
                Group::Procedure(_) => 3,
            };
            let row = Row::Group(group.clone());
            cells.insert(row.clone(), tally.cell(period, group.clone()));
            sums.entry((kind, Row::All)).or_default().push(row);
        }
        Self { cells, sums: sums.into_iter().map(|((_, total), parts)| (total, parts)).collect() }
    }

    fn denominator(&self, row: &Row, rate: usize) -> u64 {
        self.cells.get(row).map_or(0, |cell| cell.of(rate).denominator)
    }

    /// The rows in which a rate has a small denominator. None at all is no small number: it tells of nobody.
    fn small(&self, rates: &[usize], below: u64) -> BTreeSet<Row> {
        let is_small = |row: &Row| rates.iter().any(|rate| (1..below).contains(&self.denominator(row, *rate)));
        self.cells.keys().filter(|row| is_small(row)).cloned().collect()
    }

    /// The hidden rows, and those that must be hidden with them.
    fn closed(&self, mut hidden: BTreeSet<Row>, rates: &[usize], below: u64) -> BTreeSet<Row> {
        // How much a row tells of: it decides which is hidden next, the smallest first.
        let size = |row: &Row| rates.iter().map(|rate| self.denominator(row, *rate)).sum::<u64>();
        loop {
            let before = hidden.len();
            for (total, parts) in &self.sums {
                loop {
                    let among: Vec<&Row> = parts.iter().filter(|part| hidden.contains(part)).collect();
                    let total_is_hidden = hidden.contains(total);
                    if among.is_empty() && !total_is_hidden {
                        break;
                    }
                    let unknown = among.len() + usize::from(total_is_hidden);
                    let sum = |rate: &usize| among.iter().map(|part| self.denominator(part, *rate)).sum::<u64>();
                    // What is left when the shown rows are taken from a shown total must not be small either.
                    let left_is_small = !total_is_hidden && rates.iter().any(|rate| (1..below).contains(&sum(rate)));
                    if unknown >= 2 && !left_is_small {
                        break;
                    }
                    let shown = parts.iter().filter(|part| !hidden.contains(part) && size(part) > 0);
                    match shown.min_by_key(|part| (size(part), (*part).clone())) {
                        Some(next) => hidden.insert(next.clone()),
                        // Nothing is left to hide it among: the total goes, unless it is hidden already.
                        None if !total_is_hidden => hidden.insert(total.clone()),
                        None => break,
                    };
                }
            }
            if hidden.len() == before {
                return hidden;
            }
        }
    }
}

/// The family of each indicator: those that an identity ties together, or that count the same in every group.
fn families(definitions: &Definitions, tally: &Tally) -> Vec<usize> {
    let count = definitions.indicators.len();
    let mut families: Vec<usize> = (0..count).collect();
    let mut join = |one: usize, other: usize| {
        let (from, to) = (families[one].max(families[other]), families[one].min(families[other]));
        for family in &mut families {
            if *family == from {
                *family = to;
            }
        }
    };
    for identity in &definitions.identities {
        for part in &identity.parts {
            join(identity.total, *part);
        }
    }
    // The numbers that each indicator shows, over all groups and periods: equal ones give each other away.
    let mut seen: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
    for (place, indicator) in definitions.indicators.iter().enumerate() {
        let numerators: Vec<u64> = tally.cells().map(|(_, cell)| cell.of(place).numerator).collect();
        let denominators: Vec<u64> = tally.cells().map(|(_, cell)| cell.of(place).denominator).collect();
        let shown = [Some(numerators), (indicator.kind == Kind::Rate).then_some(denominators)];
        // Nothing at all, everywhere, ties nothing together.
        for numbers in shown.into_iter().flatten().filter(|numbers| numbers.iter().any(|number| *number > 0)) {
            match seen.get(&numbers) {
                Some(other) => join(*other, place),
                None => {
                    seen.insert(numbers, place);
                }
            }
        }
    }
    families
}
