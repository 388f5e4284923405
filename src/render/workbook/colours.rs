//! Colours by threshold, as rules of the spreadsheet: they follow when a person changes a threshold or a count.

use rust_xlsxwriter::{ConditionalFormatFormula, Format, row_col_to_cell};

use crate::report::model::Figure;
use crate::standards::Verdict;

use super::WorkbookError;
use super::sheet::Sheet;

/// Cells from one corner to the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub(super) first: (u32, u16),
    pub(super) last: (u32, u16),
}

/// Rates held against the thresholds in the row `thresholds` above or below them.
pub(super) fn against_row(sheet: &mut Sheet<'_>, block: Block, thresholds: u32) -> Result<(), WorkbookError> {
    let rate = row_col_to_cell(block.first.0, block.first.1);
    let column = row_col_to_cell(0, block.first.1);
    let threshold = format!("{}${}", column.trim_end_matches('1'), thresholds + 1);
    let is_number = format!("ISNUMBER({rate}),ISNUMBER({threshold})");
    lay(sheet, block, &format!("AND({is_number},{rate}<{threshold})"), &format!("AND({is_number},{rate}>={threshold})"))
}

/// Rates held against the threshold of their own row, on their counts: exactly, before any rounding.
pub(super) fn against_column(
    sheet: &mut Sheet<'_>,
    (first, last): (u32, u32),
    (numerator, rate, threshold): (u16, u16, u16),
) -> Result<(), WorkbookError> {
    let cell = |column| row_col_to_cell(first, column);
    let exact = format!("{}/{}", cell(numerator), cell(numerator + 1));
    let (shown, threshold) = (cell(rate), cell(threshold));
    let is_number = format!("ISNUMBER({shown}),ISNUMBER({threshold})");
    let block = Block { first: (first, rate), last: (last, rate) };
    lay(
        sheet,
        block,
        &format!("AND({is_number},{exact}<{threshold})"),
        &format!("AND({is_number},{exact}>={threshold})"),
    )
}

/// A rate below its threshold that reaches it when rounded would be taken for met: its colour is fixed.
pub(super) fn fix_rounded(
    sheet: &mut Sheet<'_>,
    row: u32,
    column: u16,
    figure: Option<&Figure>,
) -> Result<(), WorkbookError> {
    let rounds_up = |figure: &Figure| figure.verdict == Some(Verdict::Missed) && figure.percent >= figure.threshold;
    if figure.is_some_and(rounds_up) {
        let styles = sheet.styles;
        let block = Block { first: (row, column), last: (row, column) };
        rule(sheet, block, "TRUE", &styles.over_missed)?;
    }
    Ok(())
}

fn lay(sheet: &mut Sheet<'_>, block: Block, missed: &str, met: &str) -> Result<(), WorkbookError> {
    let styles = sheet.styles;
    rule(sheet, block, missed, &styles.over_missed)?;
    rule(sheet, block, met, &styles.over_met)
}

fn rule(sheet: &mut Sheet<'_>, block: Block, formula: &str, format: &Format) -> Result<(), WorkbookError> {
    let rule = ConditionalFormatFormula::new().set_rule(formula).set_format(format).set_stop_if_true(true);
    sheet.inner.add_conditional_format(block.first.0, block.first.1, block.last.0, block.last.1, &rule)?;
    Ok(())
}
