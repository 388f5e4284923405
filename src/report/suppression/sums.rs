use std::collections::{BTreeMap, BTreeSet};

use crate::period::Period;
use crate::tally::{Cell, Group, Tally};

use super::super::units::UnitsShown;

/// A row of figures.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Row {
    /// All dossiers.
    All,
    /// A level, by place.
    Level(usize),
    /// A unit, a field, a procedure.
    Group(Group),
}

/// Which rows a report shows of a period besides all dossiers, and fields and procedures where they are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum RowsShown {
    /// None.
    All,
    /// The levels.
    Levels,
    /// The levels and their units.
    Units,
}

/// The rows of one period, and the sums they make.
pub(super) struct Slice {
    cells: BTreeMap<Row, Cell>,
    /// A total and its parts.
    sums: Vec<(Row, Vec<Row>)>,
}

impl Slice {
    pub(super) fn new(units: &UnitsShown, tally: &Tally, period: Period, shown: RowsShown) -> Self {
        let mut cells: BTreeMap<Row, Cell> = BTreeMap::from([(Row::All, Cell::default())]);
        let mut sums: BTreeMap<(u8, Row), Vec<Row>> = BTreeMap::new();
        for unit in &units.units {
            let group = Group::Unit(unit.key.clone());
            let cell = tally.cell(period, group.clone());
            let (level, unit) = (Row::Level(unit.level), Row::Group(group));
            let rows =
                [(RowsShown::All, Row::All), (RowsShown::Levels, level.clone()), (RowsShown::Units, unit.clone())];
            for (_, row) in rows.into_iter().filter(|(needed, _)| *needed <= shown) {
                cells.entry(row).or_default().add(&cell);
            }
            if shown == RowsShown::Units {
                sums.entry((0, level)).or_default().push(unit);
            }
        }
        if shown >= RowsShown::Levels {
            sums.insert((1, Row::All), (0..units.levels.len()).map(Row::Level).collect());
        }
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

    /// True when the period has this row.
    pub(super) fn has(&self, row: &Row) -> bool {
        self.cells.contains_key(row)
    }

    /// The rows in which a rate has a small denominator. None at all is no small number: it tells of nobody.
    pub(super) fn small(&self, rates: &[usize], below: u64) -> BTreeSet<Row> {
        let is_small = |row: &Row| rates.iter().any(|rate| (1..below).contains(&self.denominator(row, *rate)));
        self.cells.keys().filter(|row| is_small(row)).cloned().collect()
    }

    /// The hidden rows, and those that must be hidden with them.
    pub(super) fn closed(&self, mut hidden: BTreeSet<Row>, rates: &[usize], below: u64) -> BTreeSet<Row> {
        loop {
            let before = hidden.len();
            for (total, parts) in &self.sums {
                while let Some(next) = self.next(total, parts, &hidden, rates, below) {
                    hidden.insert(next);
                }
            }
            self.hide_fields_of_procedures(&mut hidden);
            if hidden.len() == before {
                return hidden;
            }
        }
    }

    /// The row to hide next, so that this sum gives nothing away; none when it does not.
    fn next(&self, total: &Row, parts: &[Row], hidden: &BTreeSet<Row>, rates: &[usize], below: u64) -> Option<Row> {
        let total_is_hidden = hidden.contains(total);
        let unknown = parts.iter().filter(|part| hidden.contains(part)).count() + usize::from(total_is_hidden);
        if unknown == 0 {
            return None;
        }
        // The rows that are shown, to take from the total: units stand for a hidden level.
        let mut left: Vec<&Row> = Vec::new();
        let mut shown: Vec<&Row> = Vec::new();
        for part in parts {
            match self.parts_of(part) {
                Some(parts) if hidden.contains(part) && !total_is_hidden => {
                    let (unknown, known): (Vec<&Row>, Vec<&Row>) = parts.iter().partition(|part| hidden.contains(part));
                    left.extend(unknown);
                    shown.extend(known);
                }
                _ if hidden.contains(part) => left.push(part),
                _ => shown.push(part),
            }
        }
        let rest = |rate: &usize| left.iter().map(|row| self.denominator(row, *rate)).sum::<u64>();
        let rest_is_small = !total_is_hidden && rates.iter().any(|rate| (1..below).contains(&rest(rate)));
        if unknown >= 2 && !rest_is_small {
            return None;
        }
        // How much a row tells of: the smallest is hidden next.
        let size = |row: &Row| rates.iter().map(|rate| self.denominator(row, *rate)).sum::<u64>();
        let candidates = shown.into_iter().filter(|row| size(row) > 0 && (unknown >= 2 || parts.contains(row)));
        match candidates.min_by_key(|row| (size(row), (*row).clone())) {
            Some(row) => Some(row.clone()),
            // Nothing is left to hide it among.
            None => (!total_is_hidden).then(|| total.clone()),
        }
    }

    /// The parts that make up a level.
    fn parts_of(&self, row: &Row) -> Option<&[Row]> {
        let is_level = matches!(row, Row::Level(_));
        self.sums.iter().find(|(total, _)| is_level && total == row).map(|(_, parts)| parts.as_slice())
    }

    /// A catalogue tells which procedures make up a field: where both are counted and something is hidden, no field is shown.
    fn hide_fields_of_procedures(&self, hidden: &mut BTreeSet<Row>) {
        let is_procedure = |row: &&Row| matches!(row, Row::Group(Group::Procedure(_)));
        let is_field = |row: &&Row| matches!(row, Row::Group(Group::Field(_)));
        if self.cells.keys().any(|row| is_procedure(&row))
            && hidden.iter().any(|row| is_procedure(&row) || is_field(&row))
        {
            hidden.extend(self.cells.keys().filter(is_field).cloned());
        }
    }

    fn denominator(&self, row: &Row, rate: usize) -> u64 {
        self.cells.get(row).map_or(0, |cell| cell.of(rate).denominator)
    }
}
