//! A figure in cells: numbers where there are some, else the words for why not; never a blank, never a 0 that was not
//! counted.

use crate::indicators::Kind;
use crate::report::Report;
use crate::report::model::Figure;
use crate::standards::Verdict;
use crate::texts::numbers::Hundredths;

use super::super::cells::{self, CellText};
use super::WorkbookError;
use super::sheet::Sheet;
use super::styles::RowStyles;

/// What stands where nothing is to be said.
pub(super) const DASH: &str = "–";

pub(super) fn is_rate(figure: &Figure, report: &Report) -> bool {
    report.indicators.get(figure.indicator).is_some_and(|indicator| indicator.kind == Kind::Rate)
}

fn is_partial(figure: &Figure) -> bool {
    figure.left_out > 0 && figure.numerator.is_some()
}

/// A rate as a fraction.
pub(super) fn rate(
    sheet: &mut Sheet<'_>,
    row: u32,
    column: u16,
    figure: &Figure,
    styles: &RowStyles,
) -> Result<(), WorkbookError> {
    match figure.percent {
        Some(percent) => {
            let format = if is_partial(figure) { &styles.partial_rate } else { &styles.rate };
            sheet.hundredths(row, column, (percent, 10_000.0), format)
        }
        None => words(sheet, row, column, figure, styles),
    }
}

/// A count of the figure: its numerator or its denominator.
pub(super) fn count(
    sheet: &mut Sheet<'_>,
    row: u32,
    column: u16,
    (count, figure): (Option<u64>, &Figure),
    styles: &RowStyles,
) -> Result<(), WorkbookError> {
    match count {
        Some(count) => {
            let format = if is_partial(figure) { &styles.partial_count } else { &styles.count };
            sheet.number(row, column, count, format)
        }
        None => words(sheet, row, column, figure, styles),
    }
}

/// Numerator, denominator and rate, from `column` on.
pub(super) fn counts_and_rate(
    sheet: &mut Sheet<'_>,
    row: u32,
    column: u16,
    figure: &Figure,
    styles: &RowStyles,
) -> Result<(), WorkbookError> {
    count(sheet, row, column, (figure.numerator, figure), styles)?;
    count(sheet, row, column + 1, (figure.denominator, figure), styles)?;
    rate(sheet, row, column + 2, figure, styles)
}

/// The rate of a rate, the count of a count.
pub(super) fn main(
    sheet: &mut Sheet<'_>,
    row: u32,
    column: u16,
    figure: Option<&Figure>,
    styles: &RowStyles,
) -> Result<(), WorkbookError> {
    match figure {
        Some(figure) if is_rate(figure, sheet.report) => rate(sheet, row, column, figure, styles),
        Some(figure) => count(sheet, row, column, (figure.numerator, figure), styles),
        None => sheet.text(row, column, DASH, &styles.words),
    }
}

fn words(
    sheet: &mut Sheet<'_>,
    row: u32,
    column: u16,
    figure: &Figure,
    styles: &RowStyles,
) -> Result<(), WorkbookError> {
    let words = CellText::new(figure, sheet.report, sheet.texts).main;
    sheet.text(row, column, &words, &styles.words)
}

/// A threshold as a fraction.
pub(super) fn threshold(
    sheet: &mut Sheet<'_>,
    row: u32,
    column: u16,
    threshold: Option<Hundredths>,
    styles: &RowStyles,
) -> Result<(), WorkbookError> {
    match threshold {
        Some(threshold) => {
            let format = if threshold % 100 == 0 { &styles.threshold } else { &styles.exact_threshold };
            sheet.hundredths(row, column, (threshold, 10_000.0), format)
        }
        None => sheet.text(row, column, DASH, &styles.words),
    }
}

/// The verdict in words, the points below the threshold, and the dossiers missing, from `column` on.
pub(super) fn verdict(
    sheet: &mut Sheet<'_>,
    row: u32,
    column: u16,
    figure: &Figure,
    styles: &RowStyles,
) -> Result<(), WorkbookError> {
    let texts = sheet.texts;
    match figure.verdict {
        Some(Verdict::Met) => sheet.text(row, column, &texts.get("workbook.met"), &styles.met)?,
        Some(Verdict::Missed) => sheet.text(row, column, &texts.get("workbook.missed"), &styles.missed)?,
        Some(Verdict::NotApplicable | Verdict::NotAvailable) => words(sheet, row, column, figure, styles)?,
        None if figure.hidden => words(sheet, row, column, figure, styles)?,
        None => sheet.text(row, column, DASH, &styles.words)?,
    }
    match figure.short_by {
        Some(points) if points > 0 => sheet.hundredths(row, column + 1, (points, 100.0), &styles.points)?,
        Some(_) => sheet.text(row, column + 1, &cells::points(figure, texts), &styles.middle)?,
        None => sheet.text(row, column + 1, DASH, &styles.words)?,
    }
    match figure.missing.filter(|missing| *missing > 0) {
        Some(missing) => sheet.number(row, column + 2, missing, &styles.count),
        None => sheet.text(row, column + 2, DASH, &styles.words),
    }
}

/// The change that a figure of a comparison period holds: points, or dossiers.
pub(super) fn change(
    sheet: &mut Sheet<'_>,
    row: u32,
    column: u16,
    figure: Option<&Figure>,
    styles: &RowStyles,
) -> Result<(), WorkbookError> {
    let report = sheet.report;
    match figure.and_then(|figure| Some((figure, figure.change?))) {
        Some((figure, points)) if is_rate(figure, report) => {
            sheet.hundredths(row, column, (points, 100.0), &styles.changed_points)
        }
        Some((_, dossiers)) => sheet.hundredths(row, column, (dossiers, 1.0), &styles.changed_count),
        None => sheet.text(row, column, DASH, &styles.words),
    }
}
