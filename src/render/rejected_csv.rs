//! `rejected.csv`: the ledger of rejected records. Where, which column, why, and what to do; never the record itself.

use crate::report::model::{Report, ValueShown};
use crate::texts::{Message, Texts};

use super::cells::spreadsheet_text;

/// The ledger as CSV, without the mark.
///
/// # Errors
/// Only if memory cannot be written to, which the csv crate could report.
pub(super) fn render(report: &Report, texts: &Texts) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(["file", "line", "byte_offset", "column", "reason", "value", "what_to_do"])?;
    for rejected in &report.rejected {
        let value = match &rejected.value {
            ValueShown::Nothing => String::new(),
            ValueShown::Text(value) => spreadsheet_text(value),
            ValueShown::Hidden(length) => texts.say(&Message::new("rejected.hidden").with("length", length)),
        };
        writer.write_record([
            spreadsheet_text(&rejected.path),
            rejected.line.to_string(),
            rejected.offset.to_string(),
            rejected.column.as_ref().map_or_else(String::new, |title| title.get(texts.lang()).to_owned()),
            rejected.reason.to_owned(),
            value,
            format!(
                "{}: {}",
                texts.get(&format!("reason.{}", rejected.reason)),
                texts.get(&format!("remedy.{}", rejected.reason))
            ),
        ])?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}
