//! One row a unit (or field, procedure, month), one column an indicator: rates with their thresholds and colours, or counts.

use rust_xlsxwriter::Format;

use crate::report::Report;
use crate::report::model::{Figure, Table, TableKind, TableRow};

use super::super::cells;
use super::WorkbookError;
use super::colours::{self, Block};
use super::figure;
use super::legend::Legend;
use super::sheet::{MOST_ROWS, Sheet};
use super::styles::RowStyles;
use super::summary::{self, roman};

const NAME: u16 = 1;
const FIRST: u16 = 2;

fn units(report: &Report, kind: TableKind) -> impl Iterator<Item = &Table> {
    let of_units = |table: &&Table| matches!(table.title.key, "table.level_rates" | "table.level_counts");
    report.tables.iter().filter(of_units).filter(move |table| table.kind == kind)
}

/// True when there are figures by unit.
pub(super) fn has_units(report: &Report, kind: TableKind) -> bool {
    units(report, kind).next().is_some()
}

/// The tables by field, procedure or month.
pub(super) fn parts(report: &Report, kind: TableKind) -> impl Iterator<Item = &Table> {
    let is_other = |table: &&Table| {
        let by_level = ["table.summary_rates", "table.summary_counts", "table.level_rates", "table.level_counts"];
        table.comparison.is_none() && !by_level.contains(&table.title.key)
    };
    report.tables.iter().filter(is_other).filter(move |table| table.kind == kind)
}

/// All, then each level with its units.
pub(super) fn write_units(sheet: &mut Sheet<'_>, kind: TableKind) -> Result<(), WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, sheet.styles);
    let Some(first) = units(report, kind).next() else { return Ok(()) };
    let title = match kind {
        TableKind::Rates => "workbook.title_rates",
        TableKind::Counts => "workbook.title_counts",
    };
    let head = head(sheet, &texts.get(title), first)?;
    if let Some(all) = summary::table(report, kind).and_then(|table| table.rows.first()) {
        let label = cells::label(&all.label, texts);
        let total = row(sheet, ("", &label), all, &styles.total, &styles.total.text)?;
        if let Some(below) = thresholds(sheet, all)? {
            colour(sheet, total, (below, below))?;
        }
    }
    for (number, table) in units(report, kind).enumerate() {
        let (totals, lines): (Vec<&TableRow>, Vec<&TableRow>) = table.rows.iter().partition(|row| row.is_total);
        let shown = totals.first().or(lines.first());
        let figure = shown.and_then(|row| row.figures.first()).and_then(|place| report.figures.get(*place));
        let level =
            figure.and_then(|figure| report.levels.iter().find(|level| figure.level.as_ref() == Some(&level.id)));
        let name = level.map_or_else(|| texts.say(&table.title), |level| level.title.get(texts.lang()).to_owned());
        let mut held = None;
        if let Some(total) = totals.first() {
            let place = row(sheet, (&roman(number + 1), &name), total, &styles.group, &styles.group.text)?;
            held = thresholds(sheet, total)?.map(|thresholds| (place, thresholds));
        }
        for (serial, line) in lines.iter().take(MOST_ROWS).enumerate() {
            let label = cells::label(&line.label, texts);
            row(sheet, (&(serial + 1).to_string(), &label), line, &styles.line, &styles.line.text)?;
        }
        // After the rows, whose own colours come first.
        if let Some((total, thresholds)) = held {
            colour(sheet, total, (thresholds, sheet.row - 1))?;
        }
        sheet.cut(lines.len())?;
    }
    sheet.row += 1;
    legend(sheet, units(report, kind))?;
    sheet.print(Some((head, head)), FIRST)
}

/// Fields, procedures or months.
pub(super) fn write_parts(sheet: &mut Sheet<'_>, table: &Table) -> Result<(), WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, sheet.styles);
    let head = head(sheet, &texts.say(&table.title), table)?;
    if let Some(all) = summary::table(report, table.kind).and_then(|table| table.rows.first()) {
        let label = cells::label(&all.label, texts);
        row(sheet, ("", &label), all, &styles.total, &styles.total.text)?;
    }
    for (serial, line) in table.rows.iter().take(MOST_ROWS).enumerate() {
        let label = cells::label(&line.label, texts);
        row(sheet, (&(serial + 1).to_string(), &label), line, &styles.line, &styles.line.text)?;
    }
    sheet.cut(table.rows.len())?;
    sheet.row += 1;
    legend(sheet, [table].into_iter())?;
    sheet.print(Some((head, head)), FIRST)
}

/// Title and heads; the row of the heads.
fn head(sheet: &mut Sheet<'_>, title: &str, table: &Table) -> Result<u32, WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, sheet.styles);
    let widths: Vec<f64> = [6.0, 32.0].into_iter().chain(table.columns.iter().map(|_| 11.0)).collect();
    sheet.columns_filling(&widths, usize::from(NAME))?;
    sheet.title(title, &[])?;
    if table.kind == TableKind::Counts {
        sheet.sentence(&texts.get("workbook.unit_of_count"), &styles.unit_of_count)?;
    }
    let shorts = table.columns.iter().map(|place| report.indicators.get(*place));
    let shorts = shorts.map(|indicator| indicator.map_or("", |indicator| indicator.short.get(texts.lang())).to_owned());
    let heads: Vec<String> =
        [texts.get("workbook.serial"), texts.say(&table.row_head)].into_iter().chain(shorts).collect();
    sheet.heads(&heads)?;
    Ok(sheet.row - 1)
}

fn row(
    sheet: &mut Sheet<'_>,
    (serial, label): (&str, &str),
    line: &TableRow,
    styles: &RowStyles,
    text: &Format,
) -> Result<u32, WorkbookError> {
    let report = sheet.report;
    let row = sheet.next_row();
    match serial.parse::<u64>() {
        Ok(number) => sheet.number(row, 0, number, &styles.serial)?,
        Err(_) => sheet.text(row, 0, serial, &styles.serial)?,
    }
    sheet.text(row, NAME, label, text)?;
    let mut worded = false;
    for (column, place) in (FIRST..).zip(&line.figures) {
        let shown = report.figures.get(*place);
        colours::fix_rounded(sheet, row, column, shown)?;
        figure::main(sheet, row, column, shown, styles)?;
        worded |= shown.is_some_and(|figure| figure.numerator.is_none());
    }
    // Words take two lines in the column of a number.
    let words = if worded { sheet.texts.get("cell.not_available") } else { String::new() };
    sheet.fit(row, &[(NAME, label), (FIRST, &words)])?;
    Ok(row)
}

/// The thresholds that the rates of a scope are held against, if any: their row.
fn thresholds(sheet: &mut Sheet<'_>, scope: &TableRow) -> Result<Option<u32>, WorkbookError> {
    let (report, styles) = (sheet.report, &sheet.styles.thresholds);
    let of = |place: &usize| report.figures.get(*place).and_then(|figure: &Figure| figure.threshold);
    if scope.figures.iter().all(|place| of(place).is_none()) {
        return Ok(None);
    }
    let row = sheet.next_row();
    sheet.text(row, 0, "", &styles.serial)?;
    let name = sheet.texts.get("definitions.threshold");
    sheet.text(row, NAME, &name, &styles.text)?;
    for (column, place) in (FIRST..).zip(&scope.figures) {
        figure::threshold(sheet, row, column, of(place), styles)?;
    }
    Ok(Some(row))
}

/// Colours the total above the thresholds, and the rows from there to the last.
fn colour(sheet: &mut Sheet<'_>, total: u32, (thresholds, last): (u32, u32)) -> Result<(), WorkbookError> {
    let last_column = sheet.last();
    let block = |first: u32, last: u32| Block { first: (first, FIRST), last: (last, last_column) };
    colours::against_row(sheet, block(total, total), thresholds)?;
    if last > thresholds {
        colours::against_row(sheet, block(thresholds + 1, last), thresholds)?;
    }
    Ok(())
}

fn legend<'a>(sheet: &mut Sheet<'_>, tables: impl Iterator<Item = &'a Table>) -> Result<(), WorkbookError> {
    let report = sheet.report;
    let places = tables.flat_map(|table| &table.rows).flat_map(|row| &row.figures);
    Legend::of(places.filter_map(|place| report.figures.get(*place))).write(sheet)
}
