//! `duplicates.csv`: the records that a later one of the same list replaces, because it has the same dossier code. Where they
//! stand, never what they hold.

use crate::texts::Texts;
use crate::validation::model::DuplicateShown;

use super::cells::spreadsheet_text;

/// The list as CSV, without the mark.
///
/// # Errors
/// Only if memory cannot be written to, which the csv crate could report.
pub(super) fn render(duplicates: &[DuplicateShown], texts: &Texts) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(["file", "sheet", "line", "replaced_by_line", "what_to_do"])?;
    for duplicate in duplicates {
        writer.write_record([
            spreadsheet_text(&duplicate.path),
            duplicate.sheet.as_deref().map(spreadsheet_text).unwrap_or_default(),
            duplicate.line.to_string(),
            duplicate.next.to_string(),
            texts.get("remedy.duplicate"),
        ])?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}
