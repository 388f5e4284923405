//! What must be said beside the figures, and the account of the files read.

use crate::report::model::{AccountShown, InputShown, Weight};
use crate::texts::Message;

use super::super::account;
use super::WorkbookError;
use super::figure::DASH;
use super::sheet::Sheet;

pub(super) fn write(sheet: &mut Sheet<'_>) -> Result<(), WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, sheet.styles);
    sheet.columns(&[6.0, 42.0, 14.0, 11.0, 11.0, 11.0, 11.0, 11.0, 11.0, 13.0, 24.0, 20.0])?;
    sheet.title(&texts.get("workbook.title_notes"), &[])?;
    if !report.notes.is_empty() {
        sheet.sentence(&texts.get("report.notes"), &styles.section)?;
    }
    for note in &report.notes {
        let (lead, format) = match note.weight {
            Weight::Warning => (format!("{} ", texts.get("report.warning")), &styles.warning),
            Weight::Information => (String::new(), &styles.section_text),
        };
        sheet.sentence(&format!("- {lead}{}", account::said(note, texts)), format)?;
    }
    sheet.row += 1;
    inputs(sheet)?;
    let reasons = account::reasons(&report.account, texts);
    if !reasons.is_empty() {
        sheet.sentence(&texts.say(&Message::new("report.rejected").with("reasons", reasons)), &styles.remark)?;
    }
    sheet.print(None, 0)
}

/// A row a file, and their sum.
fn inputs(sheet: &mut Sheet<'_>) -> Result<(), WorkbookError> {
    let (report, texts, styles) = (sheet.report, sheet.texts, sheet.styles);
    sheet.sentence(&texts.get("report.inputs"), &styles.section)?;
    let keys = [
        "workbook.serial",
        "inputs.file",
        "workbook.tab",
        "inputs.records",
        "inputs.accepted",
        "inputs.rejected",
        "inputs.superseded",
        "workbook.blank",
        "workbook.set_aside",
        "inputs.exported",
        "workbook.basis",
        "inputs.profile",
    ];
    sheet.heads(&keys.map(|key| texts.get(key)))?;
    for (serial, input) in report.inputs.iter().enumerate() {
        let row = sheet.next_row();
        sheet.number(row, 0, serial as u64 + 1, &styles.line.serial)?;
        file(sheet, row, input)?;
    }
    let row = sheet.next_row();
    sheet.merged((row, 0), (row, 2), &texts.get("table.sum"), &styles.total.text)?;
    for (column, count) in (3..).zip(counts(&report.account)) {
        sheet.number(row, column, count, &styles.total.count)?;
    }
    sheet.merged((row, 9), (row, 11), "", &styles.total.text)
}

fn file(sheet: &mut Sheet<'_>, row: u32, input: &InputShown) -> Result<(), WorkbookError> {
    let (texts, styles) = (sheet.texts, &sheet.styles.line);
    sheet.text(row, 1, &input.path, &styles.text)?;
    sheet.text(row, 2, input.sheet.as_deref().unwrap_or(DASH), &styles.middle)?;
    match &input.account {
        Some(account) => {
            for (column, count) in (3..).zip(counts(account)) {
                sheet.number(row, column, count, &styles.count)?;
            }
        }
        None => {
            for column in 3..9 {
                sheet.text(row, column, &texts.get("cell.hidden"), &styles.words)?;
            }
        }
    }
    match input.exported {
        Some(day) => sheet.day(row, 9, day, &styles.date)?,
        None => sheet.text(row, 9, DASH, &styles.words)?,
    }
    let basis = texts.get(input.exported_basis);
    sheet.text(row, 10, &basis, &styles.text)?;
    sheet.text(row, 11, &input.profile, &styles.text)?;
    let tab = input.sheet.as_deref().unwrap_or_default();
    sheet.fit(row, &[(1, &input.path), (2, tab), (10, &basis), (11, &input.profile)])
}

fn counts(account: &AccountShown) -> [u64; 6] {
    let set_aside = account.set_aside.iter().map(|(_, count)| count).sum();
    [account.records, account.accepted, account.rejected, account.superseded, account.blank, set_aside]
}
