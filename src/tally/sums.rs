use std::collections::BTreeMap;

use crate::period::Period;

/// What one indicator counted in one group and period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    /// Dossiers that satisfy the indicator.
    pub numerator: u64,
    /// Dossiers among which it was counted.
    pub denominator: u64,
    /// Dossiers of the period whose export lacks a column the indicator needs: they could not be judged.
    pub left_out: u64,
}

/// All counts of one group and period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Dossiers that touch the period at all.
    pub touched: u64,
    /// One entry per indicator, in the order of the definitions.
    pub counted: Vec<Counted>,
}

/// What dossiers are grouped by. The texts are stable between runs: they do not depend on the order of files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// A unit, by its key.
    Unit(String),
    /// A field of procedures; empty for dossiers without one.
    Field(String),
    /// A procedure, by its code; empty for dossiers without one.
    Procedure(String),
}

/// A cell's place in the tally.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The period.
    pub period: Period,
    /// The group.
    pub group: Group,
}

/// Counts by period and group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    cells: BTreeMap<Key, Cell>,
}

impl Tally {
    /// Adds a cell to what is there.
    pub fn add_cell(&mut self, key: Key, cell: &Cell) {
        self.cells.entry(key).or_default().add(cell);
    }

    /// Adds another tally of the same definitions, over other dossiers.
    pub fn add(&mut self, other: &Tally) {
        for (key, cell) in &other.cells {
            self.add_cell(key.clone(), cell);
        }
    }

    /// Keeps the cells that `wanted` is true of.
    pub fn retain(&mut self, wanted: impl Fn(&Key) -> bool) {
        self.cells.retain(|key, _| wanted(key));
    }

    /// All cells, by period and group.
    pub fn cells(&self) -> impl Iterator<Item = (&Key, &Cell)> {
        self.cells.iter()
    }

    /// The cell of a group in a period; an empty one when there is none.
    #[must_use]
    pub fn cell(&self, period: Period, group: Group) -> Cell {
        self.cells.get(&Key { period, group }).cloned().unwrap_or_default()
    }

    /// The groups that occur in a period.
    pub fn groups(&self, period: Period) -> impl Iterator<Item = &Group> {
        self.cells.keys().filter(move |key| key.period == period).map(|key| &key.group)
    }
}

impl Cell {
    /// Adds another cell of the same definitions.
    pub fn add(&mut self, other: &Cell) {
        self.touched += other.touched;
        if self.counted.len() < other.counted.len() {
            self.counted.resize(other.counted.len(), Counted::default());
        }
        for (sum, more) in self.counted.iter_mut().zip(&other.counted) {
            sum.numerator += more.numerator;
            sum.denominator += more.denominator;
            sum.left_out += more.left_out;
        }
    }

    /// The counts of the indicator at `place`.
    #[must_use]
    pub fn of(&self, place: usize) -> Counted {
        self.counted.get(place).copied().unwrap_or_default()
    }
}
