//! The rejected records that are listed, and how many cells were read as something else than they say.

use crate::report::model::RejectedShown;
use crate::texts::Message;

use super::super::cells::visible;
use super::super::repairs_csv::told;
use super::WorkbookError;
use super::figure::DASH;
use super::sheet::Sheet;

/// Rejected records in the workbook; `rejected.csv` has them all.
const MOST_LISTED: usize = 1000;

pub(super) fn write(sheet: &mut Sheet<'_>) -> Result<(), WorkbookError> {
    let texts = sheet.texts;
    sheet.columns(&[6.0, 38.0, 14.0, 10.0, 22.0, 24.0, 26.0, 44.0])?;
    sheet.title(&texts.get("workbook.title_rejected"), &[])?;
    counted(sheet)?;
    listed(sheet)?;
    repaired(sheet)?;
    sheet.print(None, 0)
}

/// How many for each reason.
fn counted(sheet: &mut Sheet<'_>) -> Result<(), WorkbookError> {
    let (report, texts) = (sheet.report, sheet.texts);
    let by_reason = report.account.rejected_by_reason.iter();
    let rows: Vec<(String, u64)> =
        by_reason.map(|(reason, count)| (texts.get(&format!("reason.{reason}")), *count)).collect();
    table(sheet, "workbook.rejected_by_reason", "workbook.reason", &rows)
}

fn repaired(sheet: &mut Sheet<'_>) -> Result<(), WorkbookError> {
    let (report, texts) = (sheet.report, sheet.texts);
    let rules = report.repaired.iter();
    let rows: Vec<(String, u64)> = rules.map(|(rule, count)| (texts.get(&format!("repair.{rule}")), *count)).collect();
    table(sheet, "workbook.repaired_by_rule", "workbook.repair", &rows)
}

/// A number, a name, a count.
fn table(sheet: &mut Sheet<'_>, title: &str, head: &str, rows: &[(String, u64)]) -> Result<(), WorkbookError> {
    let (texts, styles) = (sheet.texts, sheet.styles);
    if rows.is_empty() {
        return Ok(());
    }
    sheet.sentence(&texts.get(title), &styles.section)?;
    sheet.heads(&[texts.get("workbook.serial"), texts.get(head), texts.get("workbook.how_many")])?;
    for (serial, (name, count)) in rows.iter().enumerate() {
        let row = sheet.next_row();
        sheet.number(row, 0, serial as u64 + 1, &styles.line.serial)?;
        sheet.text(row, 1, name, &styles.line.text)?;
        sheet.number(row, 2, *count, &styles.line.count)?;
        sheet.fit(row, &[(1, name)])?;
    }
    sheet.row += 1;
    Ok(())
}

/// Where, which column, why, and what to do; never the record itself.
fn listed(sheet: &mut Sheet<'_>) -> Result<(), WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, sheet.styles);
    if report.rejected.is_empty() {
        return Ok(());
    }
    let shown = report.rejected.len().min(MOST_LISTED);
    let title = Message::new("workbook.rejected_listed")
        .with("shown", texts.number(shown as u64))
        .with("count", texts.number(report.account.rejected));
    sheet.sentence(&texts.say(&title), &styles.section)?;
    let keys = [
        "workbook.serial",
        "inputs.file",
        "workbook.tab",
        "workbook.line",
        "workbook.column",
        "workbook.reason",
        "workbook.value",
        "workbook.remedy",
    ];
    sheet.heads(&keys.map(|key| texts.get(key)))?;
    for (serial, rejected) in report.rejected.iter().take(MOST_LISTED).enumerate() {
        record(sheet, serial, rejected)?;
    }
    sheet.row += 1;
    Ok(())
}

fn record(sheet: &mut Sheet<'_>, serial: usize, rejected: &RejectedShown) -> Result<(), WorkbookError> {
    let (texts, styles) = (sheet.texts, &sheet.styles.line);
    let row = sheet.next_row();
    let column = rejected.column.as_ref().map_or(DASH, |column| column.get(texts.lang()));
    let reason = texts.get(&format!("reason.{}", rejected.reason));
    let remedy = texts.get(&format!("remedy.{}", rejected.reason));
    let value = match told(&rejected.value, texts) {
        value if value.is_empty() => DASH.to_owned(),
        value => visible(&value),
    };
    sheet.number(row, 0, serial as u64 + 1, &styles.serial)?;
    sheet.text(row, 1, &rejected.path, &styles.text)?;
    sheet.text(row, 2, rejected.sheet.as_deref().unwrap_or(DASH), &styles.middle)?;
    sheet.number(row, 3, rejected.line, &styles.serial)?;
    for (at, text) in (4..).zip([column, &reason, &value, &remedy]) {
        sheet.text(row, at, text, &styles.text)?;
    }
    sheet.fit(row, &[(1, &rejected.path), (4, column), (5, &reason), (6, &value), (7, &remedy)])
}
