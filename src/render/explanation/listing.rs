use crate::report::listing::Listing;
use crate::texts::Texts;

use super::super::cells::spreadsheet_text;

/// The dossiers as CSV, without a mark: the code, then the columns that tell of no person. A code that may not be shown is
/// there as a word, so that there are as many rows as dossiers were counted.
///
/// # Errors
/// Only if memory cannot be written to, which the csv crate could report.
pub fn render(listing: &Listing, texts: &Texts) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(["code"].iter().chain(&listing.columns))?;
    for dossier in &listing.rows {
        let code = dossier.code.as_deref().map_or_else(|| texts.get("explain.hidden_code"), spreadsheet_text);
        writer.write_record([code].into_iter().chain(dossier.cells.iter().map(|cell| spreadsheet_text(cell))))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}
