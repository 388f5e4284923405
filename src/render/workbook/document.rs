use rust_xlsxwriter::Workbook;

use crate::report::model::Report;
use crate::texts::Texts;

use super::WorkbookError;

/// The whole workbook.
///
/// # Errors
/// Only by a fault of this program.
pub fn render(report: &Report, texts: &Texts) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(super::super::account::heading(report, texts)) {
        sheet.write(row, 0, line)?;
    }
    Ok(workbook.save_to_buffer()?)
}
