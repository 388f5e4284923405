//! What is said beside the figures, to those who read the signed report and to whoever drafts it.

use serde::Serialize;

use crate::render::{account, cells};
use crate::report::model::{Note, Report, Weight};
use crate::texts::Texts;

/// A note.
#[derive(Debug, Serialize)]
pub(super) struct NoteText {
    text: String,
    warning: bool,
    /// It is about how the data were read, for the drafter to look into; the others say what the figures are and are not.
    drafter: bool,
}

/// Notes that tell the user of the program what to do: who reads a signed report is told only what is the case.
const PLAIN_NOTES: [(&str, &str); 12] = [
    ("note.aligned", "word.note_aligned"),
    ("note.encoding_likely", "word.note_encoding"),
    ("note.no_registry", "word.note_no_registry"),
    ("note.period_after_export", "word.note_period"),
    ("note.rejected", "word.note_rejected"),
    ("note.repaired", "word.note_repaired"),
    ("note.structure_then", "word.note_structure"),
    ("note.unit_ended", "word.note_unit_ended"),
    ("note.unit_split", "word.note_unit_split"),
    ("note.unknown_rejected", "word.note_unknown"),
    ("note.unread", "word.note_unread"),
    ("note.unused_headers", "word.note_unused"),
];

/// Notes for the drafter: how files, words and names were read, and what looks doubtful. What limits a figure is not among
/// them: what is hidden, left out, rejected, typed in, or counted otherwise than readers would think.
const FOR_THE_DRAFTER: [&str; 25] = [
    "note.aligned",
    "note.doubt",
    "note.duplicates",
    "note.empty_comparison",
    "note.encoding_given",
    "note.encoding_likely",
    "note.moved",
    "note.no_bars",
    "note.no_level",
    "note.no_registry",
    "note.passed_over",
    "note.repaired",
    "note.repaired_published",
    "note.sheets_passed_over",
    "note.silent_units",
    "note.span_of_data",
    "note.title_period",
    "note.unit_ambiguous",
    "note.unit_blank",
    "note.unit_not_listed",
    "note.unit_not_valid",
    "note.unknown_hidden",
    "note.unknown_kept",
    "note.unknown_rejected",
    "note.unused_headers",
];

/// The notes of a report, in its order.
pub(super) fn notes(report: &Report, texts: &Texts) -> Vec<NoteText> {
    report.notes.iter().map(|note| NoteText::new(note, texts)).collect()
}

impl NoteText {
    fn new(note: &Note, texts: &Texts) -> Self {
        let drafter = FOR_THE_DRAFTER.contains(&note.said.key);
        let mut note = note.clone();
        if let Some((_, plain)) = PLAIN_NOTES.iter().find(|(key, _)| *key == note.said.key) {
            note.said.key = plain;
        }
        Self { text: cells::visible(&account::said(&note, texts)), warning: note.weight == Weight::Warning, drafter }
    }
}
