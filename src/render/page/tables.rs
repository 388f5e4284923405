//! The tables of the report. Those of units, fields, procedures or months can be sorted and filtered by the script.

use serde::Serialize;

use crate::report::model::{Report, RowStanding, Table, TableKind, TableRow};
use crate::texts::Texts;

use super::super::cells;
use super::figures::{Cell, at_least};
use super::units::UnitPlaces;

/// A table with a figure per column.
#[derive(Debug, Serialize)]
pub(super) struct TableView {
    /// Id of its heading.
    id: String,
    title: String,
    row_head: String,
    /// Head of the column that says how many thresholds a row misses; none without thresholds or when the rows are sums.
    missed_head: Option<String>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// Rows that add up the others.
    sums: Vec<Row>,
    /// It may be sorted and filtered.
    listed: bool,
    /// It stands behind a disclosure.
    folded: bool,
}

/// A column.
#[derive(Debug, Serialize)]
struct Column {
    name: String,
    /// The threshold, when it is the same in all rows; else empty.
    threshold: String,
}

/// A row.
#[derive(Debug, Serialize)]
struct Row {
    label: String,
    /// Number of the unit's own part of the page.
    unit: Option<usize>,
    /// What the filter asks for: `m` misses a threshold, `k` meets all, empty when nothing is judged.
    verdict: &'static str,
    /// Thresholds missed of those judged: `3/4`.
    missed: String,
    cells: Vec<Cell>,
}

/// A comparison with another period.
#[derive(Debug, Serialize)]
pub(super) struct ComparisonView {
    id: String,
    title: String,
    row_head: String,
    groups: Vec<Compared>,
}

/// What is compared of all, or of one level.
#[derive(Debug, Serialize)]
struct Compared {
    label: String,
    rows: Vec<ComparedRow>,
}

#[derive(Debug, Serialize)]
struct ComparedRow {
    title: String,
    now: Cell,
    before: Cell,
    change: String,
}

/// What the filter asks for of a unit.
pub(super) fn verdict(standing: &RowStanding) -> &'static str {
    match (standing.missed, standing.met) {
        (0, 0) => "",
        (0, _) => "k",
        _ => "m",
    }
}

/// True for a table whose rows are single units, fields, procedures or months, and no sums of them.
pub(super) fn is_list(table: &Table) -> bool {
    table.comparison.is_none() && !matches!(table.title.key, "table.summary_rates" | "table.summary_counts")
}

/// The tables that `wanted` asks for.
pub(super) fn tables(
    report: &Report,
    texts: &Texts,
    units: &UnitPlaces<'_>,
    wanted: impl Fn(&Table) -> bool,
) -> Vec<TableView> {
    let tables = report.tables.iter().enumerate().filter(|(_, table)| table.comparison.is_none() && wanted(table));
    tables.map(|(number, table)| view(number, table, report, texts, units)).collect()
}

fn view(number: usize, table: &Table, report: &Report, texts: &Texts, units: &UnitPlaces<'_>) -> TableView {
    let listed = is_list(table);
    let is_judged = |row: &TableRow| row.standing.missed + row.standing.met > 0;
    let missed_head = (listed && table.kind == TableKind::Rates && table.rows.iter().any(is_judged))
        .then(|| texts.get("page.missed_of"));
    let column = |(place, indicator): (usize, &usize)| Column {
        name: report
            .indicators
            .get(*indicator)
            .map_or_else(String::new, |shown| shown.short.get(texts.lang()).to_owned()),
        threshold: threshold(table, place, report, texts),
    };
    let row = |row: &TableRow| Row {
        label: cells::label(&row.label, texts),
        unit: row.figures.first().and_then(|place| report.figures.get(*place)).and_then(|figure| units.number(figure)),
        verdict: verdict(&row.standing),
        missed: match row.standing.missed + row.standing.met {
            0 => "–".to_owned(),
            judged => format!("{}/{judged}", row.standing.missed),
        },
        cells: row.figures.iter().map(|place| Cell::at(*place, report, texts)).collect(),
    };
    // A summary keeps its order, from all down the levels.
    let as_they_stand: Vec<usize> = (0..table.rows.len()).collect();
    let order = if listed { &table.misses_first } else { &as_they_stand };
    let ordered = || order.iter().filter_map(|place| table.rows.get(*place));
    TableView {
        id: format!("t{number}"),
        title: texts.say(&table.title),
        row_head: texts.say(&table.row_head),
        missed_head,
        columns: table.columns.iter().enumerate().map(column).collect(),
        // Sums of a list stand below it, whatever it is sorted by; in a summary they stand on top.
        rows: ordered().filter(|row| !(listed && row.is_total)).map(row).collect(),
        sums: ordered().filter(|row| listed && row.is_total).map(row).collect(),
        listed,
        folded: table.kind == TableKind::Counts,
    }
}

/// The threshold of a column, if it has one and all rows share it.
fn threshold(table: &Table, column: usize, report: &Report, texts: &Texts) -> String {
    let figures = table.rows.iter().filter_map(|row| report.figures.get(*row.figures.get(column)?));
    let mut thresholds: Vec<_> = figures.filter_map(|figure| figure.threshold).collect();
    thresholds.dedup();
    match thresholds.as_slice() {
        [threshold] => at_least(*threshold, texts),
        _ => String::new(),
    }
}

/// The comparisons.
pub(super) fn comparisons(report: &Report, texts: &Texts) -> Vec<ComparisonView> {
    let row = |(now, before): (&usize, &usize)| {
        let (now, before) = (report.figures.get(*now)?, report.figures.get(*before)?);
        Some(ComparedRow {
            title: cells::title(now, report, texts).to_owned(),
            now: Cell::new(now, report, texts),
            before: Cell::new(before, report, texts),
            change: cells::change(before, report, texts),
        })
    };
    let group = |line: &TableRow| Compared {
        label: cells::label(&line.label, texts),
        rows: line.figures.iter().zip(&line.compared).filter_map(row).collect(),
    };
    let tables = report.tables.iter().enumerate().filter(|(_, table)| table.comparison.is_some());
    tables
        .map(|(number, table)| ComparisonView {
            id: format!("t{number}"),
            title: texts.say(&table.title),
            row_head: texts.say(&table.row_head),
            groups: table.rows.iter().map(group).collect(),
        })
        .collect()
}
