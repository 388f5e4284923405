//! `rejected.csv`: the ledger of rejected records. Where, which column, why, and what to do; never the record itself.

use crate::report::model::RejectedShown;
use crate::texts::Texts;

use super::cells::spreadsheet_text;
use super::repairs_csv::shown;

/// The ledger as CSV, without the mark.
///
/// # Errors
/// Only if memory cannot be written to, which the csv crate could report.
pub(super) fn render(rejected: &[RejectedShown], texts: &Texts) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(["file", "sheet", "line", "byte_offset", "column", "reason", "value", "what_to_do"])?;
    for rejected in rejected {
        writer.write_record([
            spreadsheet_text(&rejected.path),
            rejected.sheet.as_deref().map(spreadsheet_text).unwrap_or_default(),
            rejected.line.to_string(),
            rejected.offset.map_or_else(String::new, |offset| offset.to_string()),
            rejected.column.as_ref().map_or_else(String::new, |title| title.get(texts.lang()).to_owned()),
            rejected.reason.to_owned(),
            shown(&rejected.value, texts),
            format!(
                "{}: {}",
                texts.get(&format!("reason.{}", rejected.reason)),
                texts.get(&format!("remedy.{}", rejected.reason))
            ),
        ])?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}
