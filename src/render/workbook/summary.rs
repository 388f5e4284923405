//! The summary: every rate overall and by level against its threshold, and how many dossiers there were.

use crate::report::model::{Figure, Report, Table, TableKind, TableRow, Weight};
use crate::texts::Message;

use super::super::cells;
use super::WorkbookError;
use super::colours;
use super::figure;
use super::legend::Legend;
use super::pages::Pages;
use super::sheet::Sheet;

/// The first columns: number, name, numerator, denominator, rate.
const NAME: u16 = 1;
const NUMERATOR: u16 = 2;
const RATE: u16 = 4;
const THRESHOLD: u16 = 5;
const VERDICT: u16 = 6;

/// Rows of a page, title and heads not counted.
const PAGE_ROWS: u32 = 34;

/// The table over all and the levels.
pub(super) fn table(report: &Report, kind: TableKind) -> Option<&Table> {
    let is_summary = |table: &&Table| matches!(table.title.key, "table.summary_rates" | "table.summary_counts");
    report.tables.iter().filter(is_summary).find(|table| table.kind == kind)
}

pub(super) fn write(sheet: &mut Sheet<'_>) -> Result<(), WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, sheet.styles);
    let comparison = report.tables.iter().find(|table| table.comparison.is_some());
    let with_thresholds = report.figures.iter().any(|figure| figure.threshold.is_some());
    let mut widths = vec![6.0, 48.0, 14.0, 14.0, 14.0];
    let mut heads =
        ["workbook.serial", "table.head_indicator", "workbook.numerator", "workbook.denominator", "workbook.rate"]
            .map(|key| texts.get(key))
            .to_vec();
    if with_thresholds {
        widths.extend([11.0, 13.0, 9.5, 10.0]);
        heads.extend(
            ["definitions.threshold", "workbook.verdict", "table.head_points", "table.head_missing"]
                .map(|key| texts.get(key)),
        );
    }
    let compared_column = u16::try_from(widths.len()).unwrap_or(0);
    if let Some(period) = comparison.and_then(|table| report.comparisons.get(table.comparison?)) {
        widths.extend([15.0, 13.0]);
        let head = Message::new("workbook.rate_of_period").with("period", period.period.shown());
        heads.extend([texts.say(&head), texts.get("workbook.change_points")]);
    }
    sheet.columns_filling(&widths, usize::from(NAME))?;
    sheet.title(&texts.get("workbook.title_summary"), &standard(sheet))?;
    sheet.sentence(&texts.get("workbook.unit_of_count"), &styles.unit_of_count)?;
    sheet.heads(&heads)?;
    let head = sheet.row - 1;
    let mut page = Pages::new(PAGE_ROWS);
    if let Some(table) = table(report, TableKind::Rates) {
        for (number, scope) in table.rows.iter().enumerate() {
            page.keep(sheet, scope.figures.len() + 1);
            section(sheet, number, scope)?;
            let first = sheet.row;
            for (serial, place) in scope.figures.iter().enumerate() {
                let Some(figure) = report.figures.get(*place) else { continue };
                line(sheet, serial, figure, with_thresholds)?;
                if let Some(table) = comparison {
                    let compared = compared(report, table, *place);
                    let row = sheet.row - 1;
                    figure::main(sheet, row, compared_column, compared, &styles.line)?;
                    figure::change(sheet, row, compared_column + 1, compared, &styles.line)?;
                }
            }
            if with_thresholds && sheet.row > first {
                colours::against_column(sheet, (first, sheet.row - 1), (NUMERATOR, RATE, THRESHOLD))?;
            }
        }
    }
    if let Some(table) = table(report, TableKind::Counts) {
        page.keep(sheet, table.columns.len() + 3);
        counts(sheet, table)?;
    }
    sheet.inner.set_page_breaks(&page.breaks)?;
    sheet.row += 1;
    let shown = [TableKind::Rates, TableKind::Counts].into_iter().filter_map(|kind| table(report, kind));
    let figures = shown.flat_map(|table| &table.rows).flat_map(|row| &row.figures);
    Legend::of(figures.filter_map(|place| report.figures.get(*place))).write(sheet)?;
    warnings(sheet)?;
    sheet.print(Some((head, head)), 0)
}

/// Held against what.
fn standard(sheet: &Sheet<'_>) -> Vec<String> {
    let texts = sheet.texts;
    let said = |title| texts.say(&Message::new("workbook.standard").with("title", title));
    sheet.report.standard.iter().map(|standard| said(standard.title.get(texts.lang()))).collect()
}

fn section(sheet: &mut Sheet<'_>, number: usize, scope: &TableRow) -> Result<(), WorkbookError> {
    let (styles, texts) = (sheet.styles, sheet.texts);
    let (row, last) = (sheet.next_row(), sheet.last());
    sheet.text(row, 0, &roman(number + 1), &styles.group.serial)?;
    sheet.merged((row, NAME), (row, last), &cells::label(&scope.label, texts), &styles.group.text)
}

fn line(sheet: &mut Sheet<'_>, serial: usize, figure: &Figure, with_thresholds: bool) -> Result<(), WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, &sheet.styles.line);
    let row = sheet.next_row();
    let title = cells::title(figure, report, texts);
    sheet.number(row, 0, serial as u64 + 1, &styles.serial)?;
    sheet.text(row, NAME, title, &styles.text)?;
    figure::counts_and_rate(sheet, row, NUMERATOR, figure, styles)?;
    if with_thresholds {
        figure::threshold(sheet, row, THRESHOLD, figure.threshold, styles)?;
        figure::verdict(sheet, row, VERDICT, figure, styles)?;
    }
    sheet.fit(row, &[(NAME, title)])
}

/// The same figure of the comparison period.
fn compared<'a>(report: &'a Report, table: &Table, figure: usize) -> Option<&'a Figure> {
    let pairs = table.rows.iter().flat_map(|row| row.figures.iter().zip(&row.compared));
    let (_, compared) = pairs.into_iter().find(|(own, _)| **own == figure)?;
    report.figures.get(*compared)
}

/// The counts: one row each, all and the levels beside each other.
fn counts(sheet: &mut Sheet<'_>, table: &Table) -> Result<(), WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, sheet.styles);
    sheet.row += 1;
    sheet.sentence(&texts.say(&table.title), &styles.section)?;
    let scopes = table.rows.iter().map(|row| cells::label(&row.label, texts));
    let heads: Vec<String> =
        [texts.get("workbook.serial"), texts.get("table.head_indicator")].into_iter().chain(scopes).collect();
    sheet.heads(&heads)?;
    for (serial, column) in table.columns.iter().enumerate() {
        let row = sheet.next_row();
        let name = report.indicators.get(*column).map_or("", |indicator| indicator.title.get(texts.lang()));
        sheet.number(row, 0, serial as u64 + 1, &styles.line.serial)?;
        sheet.text(row, NAME, name, &styles.line.text)?;
        for (place, scope) in (NUMERATOR..).zip(&table.rows) {
            let figure = scope.figures.get(serial).and_then(|place| report.figures.get(*place));
            figure::main(sheet, row, place, figure, &styles.line)?;
        }
        sheet.fit(row, &[(NAME, name)])?;
    }
    Ok(())
}

/// That there are warnings, and where.
fn warnings(sheet: &mut Sheet<'_>) -> Result<(), WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, sheet.styles);
    let count = report.notes.iter().filter(|note| note.weight == Weight::Warning).count();
    if count > 0 {
        let message = Message::new("workbook.warnings").with("count", texts.number(count as u64));
        sheet.sentence(&texts.say(&message), &styles.remark)?;
    }
    Ok(())
}

/// Groups are numbered I, II, III… in administrative tables.
pub(super) fn roman(number: usize) -> String {
    let signs = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut rest = number;
    let mut out = String::new();
    for (value, sign) in signs {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::roman;

    #[test]
    fn groups_have_roman_numbers() {
        assert_eq!([1, 2, 4, 6, 9, 14, 39].map(roman), ["I", "II", "IV", "VI", "IX", "XIV", "XXXIX"]);
    }
}
