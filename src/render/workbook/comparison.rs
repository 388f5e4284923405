//! The report's period beside another one.

use crate::report::model::{Figure, Table};

use super::super::cells;
use super::WorkbookError;
use super::figure::{self, DASH};
use super::legend::Legend;
use super::pages::Pages;
use super::sheet::Sheet;
use super::summary::roman;

/// First columns of the two periods, and the change.
const NOW: u16 = 2;
const BEFORE: u16 = 5;
const CHANGE: u16 = 8;
/// Rows of a page.
const PAGE_ROWS: u32 = 34;

pub(super) fn write(sheet: &mut Sheet<'_>, table: &Table) -> Result<(), WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, sheet.styles);
    sheet.columns_filling(&[6.0, 48.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0], 1)?;
    sheet.title(&texts.get("workbook.title_comparison"), &[])?;
    let head = heads(sheet, table)?;
    let mut page = Pages::new(PAGE_ROWS);
    for (number, scope) in table.rows.iter().enumerate() {
        page.keep(sheet, scope.figures.len() + 1);
        let (row, last) = (sheet.next_row(), sheet.last());
        sheet.text(row, 0, &roman(number + 1), &styles.group.serial)?;
        sheet.merged((row, 1), (row, last), &cells::label(&scope.label, texts), &styles.group.text)?;
        for (serial, (now, before)) in scope.figures.iter().zip(&scope.compared).enumerate() {
            let (now, before) = (report.figures.get(*now), report.figures.get(*before));
            let row = sheet.next_row();
            let title = now.map_or("", |figure| cells::title(figure, report, texts));
            sheet.number(row, 0, serial as u64 + 1, &styles.line.serial)?;
            sheet.text(row, 1, title, &styles.line.text)?;
            period(sheet, row, NOW, now)?;
            period(sheet, row, BEFORE, before)?;
            figure::change(sheet, row, CHANGE, before, &styles.line)?;
            let worded = [now, before].iter().flatten().any(|figure| figure.numerator.is_none());
            let words = if worded { texts.get("cell.not_available") } else { String::new() };
            sheet.fit(row, &[(1, title), (NOW, &words)])?;
        }
    }
    sheet.inner.set_page_breaks(&page.breaks)?;
    sheet.row += 1;
    sheet.sentence(&texts.get("workbook.legend_change"), &styles.remark)?;
    let places = table.rows.iter().flat_map(|row| row.figures.iter().chain(&row.compared));
    Legend::of(places.filter_map(|place| report.figures.get(*place))).write(sheet)?;
    sheet.print(Some(head), 2)
}

/// The two periods, each over its columns.
fn heads(sheet: &mut Sheet<'_>, table: &Table) -> Result<(u32, u32), WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, sheet.styles);
    let row = sheet.next_row();
    let compared = table.comparison.and_then(|place| report.comparisons.get(place));
    let of = |key: &str, period: String| format!("{} ({period})", texts.get(key));
    let now = of("table.head_now", report.period.period.shown());
    let before = of("table.head_before", compared.map_or_else(String::new, |compared| compared.period.shown()));
    sheet.merged((row, 0), (row + 1, 0), &texts.get("workbook.serial"), &styles.head)?;
    sheet.merged((row, 1), (row + 1, 1), &texts.get("table.head_indicator"), &styles.head)?;
    sheet.merged((row, NOW), (row, NOW + 2), &now, &styles.head)?;
    sheet.merged((row, BEFORE), (row, BEFORE + 2), &before, &styles.head)?;
    sheet.merged((row, CHANGE), (row + 1, CHANGE), &texts.get("table.head_change"), &styles.head)?;
    let below = sheet.next_row();
    for first in [NOW, BEFORE] {
        for (column, key) in (first..).zip(["workbook.numerator", "workbook.denominator", "workbook.rate"]) {
            sheet.text(below, column, &texts.get(key), &styles.head)?;
        }
    }
    let longest = texts.get("workbook.denominator");
    sheet.fit(below, &[(NOW, &longest)])?;
    Ok((row, below))
}

/// A count has neither denominator nor rate.
fn period(sheet: &mut Sheet<'_>, row: u32, column: u16, figure: Option<&Figure>) -> Result<(), WorkbookError> {
    let (report, styles) = (sheet.report, &sheet.styles.line);
    match figure {
        Some(figure) if figure::is_rate(figure, report) => figure::counts_and_rate(sheet, row, column, figure, styles),
        other => {
            figure::main(sheet, row, column, other, styles)?;
            sheet.text(row, column + 1, DASH, &styles.words)?;
            sheet.text(row, column + 2, DASH, &styles.words)
        }
    }
}
