//! What must hold of any bytes read as a workbook, an archive, a page or a document.

use std::io::Read;
use std::ops::ControlFlow;

use cchc::ingest::CellKind;
use cchc::ingest::archive::{ArchiveEntries, ArchiveError, ArchiveLimits, gunzip};
use cchc::ingest::grid::Event;
use cchc::ingest::markup::{MarkupLimits, declared_charset, looks_like, read_html, read_json, read_spreadsheet_xml};
use cchc::ingest::workbook::{Kind, WorkbookLimits, kind, read_workbook};
use cchc::period::Day;

use super::packing::workbook_around;
use super::targets::Drops;

const PACKED: ArchiveLimits = ArchiveLimits { unpacked_bytes: 1 << 22, ratio: 100, entries: 40 };
const WORKBOOK: WorkbookLimits =
    WorkbookLimits { unpacked_bytes: 1 << 22, ratio: 100, cells: 20_000, sheets: 8, columns: 300 };
const MARKUP: MarkupLimits = MarkupLimits { columns: 300, rows: 500, depth: 12, cell_bytes: 2_000 };

/// What a reader of tables may hand on.
struct Bounds {
    rows: u64,
    cells: u64,
    columns: usize,
    cell_bytes: usize,
    sheets: usize,
    /// Rows of a sheet come in their order, and numbers are plain.
    is_sheet: bool,
}

/// Takes what a reader hands on.
type Each<'a> = &'a mut dyn FnMut(Event<'_>) -> ControlFlow<()>;

/// What was handed on.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    events: usize,
    rows: u64,
    cells: u64,
    sheets: usize,
    line: u64,
}

/// A file, or a sign and a part of a workbook: what is handed on keeps within the limits, and so does what is unpacked.
pub(crate) fn documents(input: &[u8]) {
    let around = input.split_first().and_then(|(sign, part)| workbook_around(*sign, part));
    let (bytes, text) = match &around {
        Some(packed) => (packed.as_slice(), String::new()),
        None => (input, String::from_utf8_lossy(input).into_owned()),
    };
    let what = kind(bytes);
    let bounds = Bounds {
        rows: WORKBOOK.cells,
        cells: WORKBOOK.cells,
        columns: WORKBOOK.columns,
        cell_bytes: 3 * 32_767,
        sheets: WORKBOOK.sheets,
        is_sheet: true,
    };
    let read = reads(&bounds, &mut |each| read_workbook(bytes, &WORKBOOK, each));
    assert!(read.is_err() || matches!(what, Some(Kind::Xlsx | Kind::Xls | Kind::Ods)), "{what:?} was read");
    archives(bytes);
    if !text.is_empty() {
        markup(&text);
    }
    let _ = declared_charset(bytes);
}

/// The same events every time; none after a break, and a break is no error.
fn reads<E: std::fmt::Debug>(bounds: &Bounds, read: &mut dyn FnMut(Each<'_>) -> Result<(), E>) -> Result<(), E> {
    let mut seen = Seen::default();
    let outcome = read(&mut |event| {
        take(&mut seen, &event, bounds);
        ControlFlow::Continue(())
    });
    let again = read(&mut |_| ControlFlow::Continue(()));
    assert_eq!(again.is_ok(), outcome.is_ok(), "another outcome the second time");
    for enough in [1, seen.events.div_ceil(2), seen.events] {
        if (1..=seen.events).contains(&enough) {
            let mut events = 0;
            let broken = read(&mut |_| {
                events += 1;
                if events >= enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            assert!(events == enough && broken.is_ok(), "{events} of {enough} events, {broken:?}");
        }
    }
    outcome
}

fn take(seen: &mut Seen, event: &Event<'_>, bounds: &Bounds) {
    seen.events += 1;
    let row = match event {
        Event::Sheet(_) | Event::Hidden(_) => {
            (seen.sheets, seen.line) = (seen.sheets + 1, 0);
            assert!(seen.sheets <= bounds.sheets, "{} sheets", seen.sheets);
            return;
        }
        Event::Row(row) => row,
    };
    assert!(seen.sheets > 0, "a row before the first sheet");
    assert!(row.line > seen.line || (row.line > 0 && !bounds.is_sheet), "row {} after {}", row.line, seen.line);
    seen.line = row.line;
    seen.rows += 1;
    seen.cells += row.cells.len() as u64;
    assert!(seen.rows <= bounds.rows && seen.cells <= bounds.cells, "{seen:?}");
    assert!(row.cells.len() <= bounds.columns, "{} columns", row.cells.len());
    // Pages and documents tell of blank cells at the end of a row too.
    let is_cut = row.cells.last().is_some_and(|cell| !cell.text.is_empty());
    assert!(is_cut || !bounds.is_sheet, "a row ends with a blank cell");
    assert!(row.cells.iter().any(|cell| !cell.text.is_empty()), "a blank row");
    for cell in &row.cells {
        assert!(cell.text.len() <= bounds.cell_bytes, "{} bytes in a cell", cell.text.len());
        match cell.kind {
            CellKind::Text => {}
            CellKind::Number => {
                let is_plain = !cell.text.contains(['e', 'E', '+']) || !bounds.is_sheet;
                assert!(is_plain && cell.text.parse::<f64>().is_ok(), "a number {:?}", cell.text);
            }
            CellKind::Day(day) | CellKind::Moment(day, _) => {
                assert_eq!(Day::parse_iso(&cell.text), Some(Day(day)), "a day {:?}", cell.text);
            }
        }
    }
}

/// Nothing unpacked is larger than allowed or other than it says.
fn archives(bytes: &[u8]) {
    if let Ok(entries) = ArchiveEntries::open(bytes, PACKED) {
        assert!(entries.files().len() <= PACKED.entries);
        assert!(entries.files().is_sorted_by(|one, other| one.name < other.name), "two files of one name");
        assert!(entries.files().iter().map(|file| file.size).sum::<u64>() <= PACKED.unpacked_bytes);
        for file in entries.files() {
            assert!(!file.shown.chars().any(char::is_control), "{:?}", file.shown);
            let Ok(mut unpacked) = entries.open_file(file) else { continue };
            let mut content = Vec::new();
            let read = unpacked.read_to_end(&mut content);
            assert!(content.len() as u64 <= file.size, "{} of {} bytes", content.len(), file.size);
            assert!(read.is_err() || content.len() as u64 == file.size, "{} of {} bytes", content.len(), file.size);
        }
    }
    let unpack = |input: &mut dyn Read| {
        let mut content = Vec::new();
        let read = gunzip(input, PACKED).read_to_end(&mut content);
        assert!(content.len() as u64 <= PACKED.unpacked_bytes);
        read.map(|_| content).map_err(|error| ArchiveError::from_io(error).to_string())
    };
    let whole = unpack(&mut { bytes });
    let slowly = unpack(&mut Drops { bytes, most: 7 });
    assert_eq!(whole.as_ref().ok(), slowly.as_ref().ok(), "reads of a few bytes");
}

/// Every reader of markup takes any text, whatever it looks like.
fn markup(text: &str) {
    for length in [text.len() / 3, text.len()] {
        let _ = looks_like((0..=length).rfind(|end| text.is_char_boundary(*end)).map_or("", |end| &text[..end]));
    }
    let bounds = Bounds {
        rows: MARKUP.rows,
        cells: MARKUP.rows * MARKUP.columns as u64,
        columns: MARKUP.columns,
        cell_bytes: MARKUP.cell_bytes,
        sheets: usize::MAX,
        is_sheet: false,
    };
    let _ = reads(&bounds, &mut |each| read_html(text, &MARKUP, each));
    let _ = reads(&bounds, &mut |each| read_json(text, &MARKUP, each));
    let ordered = Bounds { is_sheet: true, ..bounds };
    let _ = reads(&ordered, &mut |each| read_spreadsheet_xml(text, &MARKUP, each));
}
