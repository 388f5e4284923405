//! What a reader hands on, in a form that tests can write by hand.

use std::ops::ControlFlow;

use super::{MarkupError, MarkupLimits};
use crate::ingest::grid::{CellKind, Event};

pub(super) const LIMITS: MarkupLimits = MarkupLimits { columns: 50, rows: 1000, depth: 8, cell_bytes: 1000 };

type Reader = fn(&str, &MarkupLimits, &mut dyn FnMut(Event<'_>) -> ControlFlow<()>) -> Result<(), MarkupError>;

/// `[sheet]`, `(hidden sheet)`, and `line: cell|cell`; a number is marked by `#`, a day by `@`.
pub(super) fn written(event: &Event<'_>) -> String {
    match event {
        Event::Sheet(name) => format!("[{name}]"),
        Event::Hidden(name) => format!("({name})"),
        Event::Row(row) => {
            let cell = |cell: &crate::ingest::grid::GridCell| match cell.kind {
                CellKind::Text => cell.text.clone(),
                CellKind::Number => format!("#{}", cell.text),
                CellKind::Day(days) | CellKind::Moment(days, _) => format!("@{} {days}", cell.text),
            };
            // Blank cells at the end are told of by pages only, and have a test of their own.
            let cells = row.cells.iter().map(cell).collect::<Vec<_>>().join("|");
            format!("{}: {}", row.line, cells.trim_end_matches('|'))
        }
    }
}

/// All a reader hands on, and how it ends.
pub(super) fn all(reader: Reader, text: &str, limits: &MarkupLimits) -> (Vec<String>, Result<(), MarkupError>) {
    let mut events = Vec::new();
    let outcome = reader(text, limits, &mut |event| {
        events.push(written(&event));
        ControlFlow::Continue(())
    });
    (events, outcome)
}

/// All a reader hands on of a text that can be read.
pub(super) fn whole(reader: Reader, text: &str) -> Vec<String> {
    let (events, outcome) = all(reader, text, &LIMITS);
    assert_eq!(outcome, Ok(()), "{text}");
    events
}

/// The error of a text that cannot be read.
pub(super) fn error(reader: Reader, text: &str) -> MarkupError {
    all(reader, text, &LIMITS).1.expect_err(text)
}
