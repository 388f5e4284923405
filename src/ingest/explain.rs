//! What is wrong with a packed file, a workbook, a page or a document, as a message.

use std::path::Path;

use crate::texts::Message;

use super::LIMIT_NAMES;
use super::archive::ArchiveError;
use super::markup::{MarkupError, Measure};
use super::workbook::WorkbookError;

fn of(key: &'static str, path: &Path) -> Message {
    Message::new(key).with("file", path.display())
}

/// The limit that `--limit` knows, for the name a room of ingest has for it.
fn limit_name(name: &str) -> &str {
    match name {
        "unpacked_bytes" => "unpacked-bytes",
        "ratio" => "unpacked-ratio",
        "sheets" | "entries" => "parts",
        other => other,
    }
}

fn too_large(path: &Path, limit: &str, most: u64) -> Message {
    let name = limit_name(limit);
    // Some bounds are those of the readers, and no option raises them.
    let key = if LIMIT_NAMES.contains(&name) { "ingest.too_large" } else { "ingest.beyond" };
    of(key, path).with("limit", name).with("most", most)
}

pub(super) fn archive(path: &Path, error: &ArchiveError) -> Message {
    match error {
        ArchiveError::Encrypted { entry } => of("ingest.encrypted_entry", path).with("entry", entry),
        ArchiveError::Damaged { what, .. } => of("ingest.damaged", path).with("what", what),
        ArchiveError::TooLarge { limit, most } => too_large(path, limit, *most),
        ArchiveError::Unsupported { what, .. } => of("ingest.unsupported", path).with("what", what),
        ArchiveError::Unreadable(source) => of("ingest.unreadable", path).with("reason", source),
    }
}

pub(super) fn workbook(path: &Path, error: &WorkbookError) -> Message {
    match error {
        WorkbookError::Encrypted => of("ingest.encrypted", path),
        WorkbookError::Damaged { what, .. } => of("ingest.damaged", path).with("what", what),
        WorkbookError::TooLarge { limit, most } => too_large(path, limit, *most),
        WorkbookError::NoSheets => of("ingest.empty", path),
        WorkbookError::Unsupported { what } => of("ingest.unsupported", path).with("what", what),
    }
}

pub(super) fn markup(path: &Path, error: &MarkupError) -> Message {
    match error {
        MarkupError::Truncated { element, opened, line } => {
            of("ingest.truncated", path).with("line", line).with("element", element).with("opened", opened)
        }
        MarkupError::TooLarge { limit, most, .. } => {
            let name = match limit {
                Measure::Columns => "columns",
                Measure::Rows => "rows",
                Measure::Depth => "depth",
                Measure::CellBytes => "cell-bytes",
            };
            too_large(path, name, *most)
        }
        MarkupError::NoTable => of("ingest.empty", path),
        MarkupError::NestedTables { line, .. } => of("ingest.nested_tables", path).with("line", line),
        MarkupError::Json { line, column, reason } => {
            of("ingest.bad_json", path).with("line", line).with("column", column).with("reason", reason)
        }
        MarkupError::JsonEnds { line, column } => {
            of("ingest.json_ends", path).with("line", line).with("column", column)
        }
        MarkupError::SameName { line, name } => of("ingest.same_name", path).with("line", line).with("name", name),
        MarkupError::SeveralArrays { names } => of("ingest.several_arrays", path).with("names", names.join(", ")),
        MarkupError::Xml { line, reason } => of("ingest.bad_xml", path).with("line", line).with("reason", reason),
    }
}
