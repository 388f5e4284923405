//! Which tables a report has: their rows and columns, as places of figures.

use std::cmp::Reverse;

use crate::indicators::Kind;
use crate::standards::Verdict;
use crate::texts::Message;

use super::model::{Breakdown, LevelShown, Report, RowLabel, RowStanding, Scope, Table, TableKind, TableRow};
use super::places::{About, Places};
use super::units::UnitsShown;

pub(super) fn tables(report: &Report, units: &UnitsShown) -> Vec<Table> {
    let maker = TableMaker { report, units, columns: Columns::new(report), places: Places::new(report) };
    let mut tables = Vec::new();
    for kind in [TableKind::Rates, TableKind::Counts] {
        tables.push(maker.summary(kind));
    }
    for comparison in (0..report.comparisons.len()).filter(|place| report.comparisons[*place].touched > 0) {
        tables.push(maker.comparison(comparison));
    }
    match report.breakdown {
        Breakdown::Level => {}
        Breakdown::Unit => {
            for kind in [TableKind::Rates, TableKind::Counts] {
                tables.extend((0..report.levels.len()).map(|level| maker.level(level, kind)));
            }
        }
        Breakdown::Field | Breakdown::Procedure | Breakdown::Month => {
            tables.extend([TableKind::Rates, TableKind::Counts].map(|kind| maker.parts(kind)));
        }
    }
    tables.retain(|table| !table.rows.is_empty() && !table.columns.is_empty());
    for table in &mut tables {
        table.misses_first = misses_first(&table.rows);
    }
    tables
}

/// The rates in the order of the tables' columns: those with a threshold first.
pub(super) fn rate_columns(report: &Report) -> Vec<usize> {
    Columns::new(report).rates
}

/// The places of rows by need.
fn misses_first(rows: &[TableRow]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|place| {
        let TableRow { is_total, standing, .. } = &rows[*place];
        (*is_total, Reverse(standing.missed), Reverse(standing.missing))
    });
    order
}

/// The indicators of each kind of table, those with a threshold first.
struct Columns {
    rates: Vec<usize>,
    counts: Vec<usize>,
}

impl Columns {
    fn new(report: &Report) -> Self {
        let of_kind = |kind| (0..report.indicators.len()).filter(move |place| report.indicators[*place].kind == kind);
        let judged = |place: &usize| {
            report.figures.iter().any(|figure| figure.indicator == *place && figure.threshold.is_some())
        };
        let (mut rates, others): (Vec<usize>, Vec<usize>) = of_kind(Kind::Rate).partition(judged);
        rates.extend(others);
        Self { rates, counts: of_kind(Kind::Count).collect() }
    }

    fn of(&self, kind: TableKind) -> Vec<usize> {
        match kind {
            TableKind::Rates => self.rates.clone(),
            TableKind::Counts => self.counts.clone(),
        }
    }
}

struct TableMaker<'a> {
    report: &'a Report,
    units: &'a UnitsShown,
    columns: Columns,
    places: Places<'a>,
}

impl TableMaker<'_> {
    /// All dossiers, and each level.
    fn summary(&self, kind: TableKind) -> Table {
        let key = match kind {
            TableKind::Rates => "table.summary_rates",
            TableKind::Counts => "table.summary_counts",
        };
        let mut table = self.table(Message::new(key), kind, Message::new("table.head_scope"));
        table.rows.push(self.row(
            kind,
            RowLabel::Said(Message::new("table.all")),
            true,
            About::whole(Scope::All, None),
        ));
        for level in &self.report.levels {
            let about = About::whole(Scope::Level, Some(&level.id));
            table.rows.push(self.row(kind, RowLabel::Rule(level.title.clone()), false, about));
        }
        table
    }

    /// The units of a level.
    fn level(&self, level: usize, kind: TableKind) -> Table {
        let key = match kind {
            TableKind::Rates => "table.level_rates",
            TableKind::Counts => "table.level_counts",
        };
        let LevelShown { id, title } = &self.report.levels[level];
        let mut table = self.table(Message::new(key).named("level", title), kind, Message::new("table.head_unit"));
        for unit in self.units.units.iter().filter(|unit| unit.level == level) {
            table.rows.push(self.row(kind, unit.label(), false, About::whole(Scope::Unit, Some(&unit.key))));
        }
        if !table.rows.is_empty() {
            let about = About::whole(Scope::Level, Some(id));
            table.rows.push(self.row(kind, RowLabel::Said(Message::new("table.sum")), true, about));
        }
        table
    }

    /// Fields, procedures or months, over all units.
    fn parts(&self, kind: TableKind) -> Table {
        let (key, head) = match (self.report.breakdown, kind) {
            (Breakdown::Field, TableKind::Rates) => ("table.field_rates", "table.head_field"),
            (Breakdown::Field, TableKind::Counts) => ("table.field_counts", "table.head_field"),
            (Breakdown::Procedure, TableKind::Rates) => ("table.procedure_rates", "table.head_procedure"),
            (Breakdown::Procedure, TableKind::Counts) => ("table.procedure_counts", "table.head_procedure"),
            (_, TableKind::Rates) => ("table.month_rates", "table.head_month"),
            (_, TableKind::Counts) => ("table.month_counts", "table.head_month"),
        };
        let mut table = self.table(Message::new(key), kind, Message::new(head));
        // In the order of the figures: fields and procedures by name, months by time.
        let parts = self
            .report
            .figures
            .iter()
            .filter(|figure| figure.indicator == 0 && figure.scope == Scope::All && figure.comparison.is_none());
        for part in parts.filter_map(|figure| figure.part.as_ref()) {
            let about = About { part: Some(&part.id), ..About::whole(Scope::All, None) };
            let label = if part.name.is_empty() {
                RowLabel::Said(Message::new("table.no_part"))
            } else {
                RowLabel::Name(part.name.clone())
            };
            table.rows.push(self.row(kind, label, false, about));
        }
        table
    }

    /// The report's period beside another one: one row per level, all first.
    fn comparison(&self, comparison: usize) -> Table {
        let period = self.report.comparisons[comparison].period;
        let title = Message::new("table.comparison").with("period", period.shown());
        let mut table = self.table(title, TableKind::Rates, Message::new("table.head_scope"));
        table.comparison = Some(comparison);
        // Counts matter here too: how many dossiers came and were settled.
        table.columns.extend(&self.columns.counts);
        let mut add = |label, is_total, scope: Scope, level: Option<&str>| {
            let about = About::whole(scope, level);
            let figures = self.figures(about, &table.columns);
            let compared = self.figures(About { comparison: Some(comparison), ..about }, &table.columns);
            table.rows.push(TableRow { label, is_total, figures, compared, standing: self.standing(about) });
        };
        add(RowLabel::Said(Message::new("table.all")), true, Scope::All, None);
        for level in &self.report.levels {
            add(RowLabel::Rule(level.title.clone()), false, Scope::Level, Some(&level.id));
        }
        table
    }

    fn table(&self, title: Message, kind: TableKind, row_head: Message) -> Table {
        Table {
            title,
            kind,
            row_head,
            columns: self.columns.of(kind),
            rows: Vec::new(),
            comparison: None,
            misses_first: Vec::new(),
        }
    }

    fn row(&self, kind: TableKind, label: RowLabel, is_total: bool, about: About<'_>) -> TableRow {
        let figures = self.figures(about, &self.columns.of(kind));
        TableRow { label, is_total, figures, compared: Vec::new(), standing: self.standing(about) }
    }

    fn standing(&self, about: About<'_>) -> RowStanding {
        let mut standing = RowStanding::default();
        for place in self.figures(about, &self.columns.rates) {
            let Some(figure) = self.report.figures.get(place) else { continue };
            match figure.verdict {
                Some(Verdict::Missed) => standing.missed += 1,
                Some(Verdict::Met) => standing.met += 1,
                _ => {}
            }
            standing.missing += figure.missing.unwrap_or_default();
        }
        standing
    }

    /// The places of a row's figures in these columns.
    fn figures(&self, about: About<'_>, columns: &[usize]) -> Vec<usize> {
        columns.iter().map(|column| self.places.find(about, *column).unwrap_or(usize::MAX)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_miss_most_come_first_and_sums_last() {
        let row = |missed, missing, is_total| TableRow {
            label: RowLabel::Name(String::new()),
            is_total,
            figures: Vec::new(),
            compared: Vec::new(),
            standing: RowStanding { missed, met: 0, missing },
        };
        let rows = [
            row(0, 0, false),
            row(9, 99, true),
            row(2, 5, false),
            row(2, 8, false),
            row(0, 0, false),
            row(3, 1, false),
        ];
        assert_eq!(misses_first(&rows), [5, 3, 2, 0, 4, 1]);
        assert!(misses_first(&[]).is_empty());
    }
}
