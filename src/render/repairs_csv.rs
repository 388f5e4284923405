//! `repairs.csv`: the cells that were read as something else than they say, and the rule for each.

use crate::report::model::{RepairShown, ValueShown};
use crate::texts::{Message, Texts};

use super::cells::spreadsheet_text;

/// The list as CSV, without the mark.
///
/// # Errors
/// Only if memory cannot be written to, which the csv crate could report.
pub(super) fn render(repairs: &[RepairShown], texts: &Texts) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(["file", "sheet", "row", "column", "before", "after", "rule", "why"])?;
    for repair in repairs {
        writer.write_record([
            spreadsheet_text(&repair.path),
            repair.sheet.as_deref().map(spreadsheet_text).unwrap_or_default(),
            repair.line.to_string(),
            repair.column.get(texts.lang()).to_owned(),
            shown(&repair.before, texts),
            shown(&repair.after, texts),
            repair.rule.to_owned(),
            texts.get(&format!("repair.{}", repair.rule)),
        ])?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// A value as far as it may be shown, safe for a spreadsheet program.
pub(super) fn shown(value: &ValueShown, texts: &Texts) -> String {
    match value {
        ValueShown::Text(value) => spreadsheet_text(value),
        ValueShown::Nothing | ValueShown::Hidden(_) => told(value, texts),
    }
}

/// A value as far as it may be shown, as it is.
pub(super) fn told(value: &ValueShown, texts: &Texts) -> String {
    match value {
        ValueShown::Nothing => String::new(),
        ValueShown::Text(value) => value.clone(),
        ValueShown::Hidden(length) => texts.say(&Message::new("rejected.hidden").with("length", length)),
    }
}
