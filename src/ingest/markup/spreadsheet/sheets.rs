//! Rows of the worksheets.

use std::ops::ControlFlow;

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use super::value::typed;
use crate::ingest::grid::{Event, GridCell};
use crate::ingest::markup::error::{Halt, MarkupError, Measure};
use crate::ingest::markup::limits::MarkupLimits;
use crate::ingest::markup::lines::Lines;
use crate::ingest::markup::places::Places;
use crate::ingest::markup::row::RowDraft;

/// An open element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Workbook,
    Worksheet,
    /// A worksheet that is hidden, and all within it.
    Unread,
    Table,
    Row,
    Cell,
    Data,
    Other,
}

/// A cell and what it takes up.
#[derive(Debug, Default)]
struct Cell {
    column: usize,
    width: usize,
    height: u64,
    kind: String,
    text: String,
}

pub(super) struct Sheets<'t, 'e> {
    limits: &'e MarkupLimits,
    each: &'e mut dyn FnMut(Event<'_>) -> ControlFlow<()>,
    lines: Lines<'t>,
    /// Whether each worksheet is hidden, in the order of the text.
    hidden: Vec<bool>,
    open: Vec<Element>,
    sheets: usize,
    rows: u64,
    row_number: u64,
    /// Rows the row at hand stands for beyond itself.
    row_span: u64,
    row: Option<RowDraft>,
    next_column: usize,
    places: Places,
    cell: Cell,
}

impl<'t, 'e> Sheets<'t, 'e> {
    pub(super) fn new(
        text: &'t str,
        limits: &'e MarkupLimits,
        hidden: Vec<bool>,
        each: &'e mut dyn FnMut(Event<'_>) -> ControlFlow<()>,
    ) -> Self {
        Self {
            limits,
            each,
            lines: Lines::new(text),
            hidden,
            open: Vec::new(),
            sheets: 0,
            rows: 0,
            row_number: 0,
            row_span: 0,
            row: None,
            next_column: 0,
            places: Places::default(),
            cell: Cell::default(),
        }
    }

    /// Whether all that was opened is closed.
    pub(super) fn is_closed(&self) -> bool {
        self.open.is_empty()
    }

    pub(super) fn start(&mut self, tag: &BytesStart<'_>, place: usize) -> Result<(), Halt> {
        let line = self.lines.of(place);
        if self.open.len() >= self.limits.levels() {
            return Err(self.too_large(Measure::Depth, line));
        }
        let name = tag.local_name();
        let element = match (self.open.last(), name.into_inner()) {
            (None, "Workbook") => Element::Workbook,
            (None, _) => return Err(fault(line, "the outermost element is no Workbook")),
            (Some(Element::Workbook), "Worksheet") => self.worksheet(tag, line)?,
            (Some(Element::Worksheet), "Table") => Element::Table,
            (Some(Element::Table), "Row") => self.row(tag, line)?,
            (Some(Element::Row), "Cell") => self.cell(tag, line)?,
            (Some(Element::Cell), "Data") => {
                self.cell.kind = attribute(tag, "Type", line)?.unwrap_or_default();
                Element::Data
            }
            // Bold and coloured parts of a text.
            (Some(Element::Data), _) => Element::Data,
            (Some(Element::Unread), _) => Element::Unread,
            _ => Element::Other,
        };
        self.open.push(element);
        Ok(())
    }

    pub(super) fn end(&mut self, place: usize) -> Result<(), Halt> {
        match self.open.pop() {
            Some(Element::Cell) => self.cell_ends(place),
            Some(Element::Row) => self.row_ends(),
            _ => Ok(()),
        }
    }

    pub(super) fn text(&mut self, text: &str, place: usize) -> Result<(), Halt> {
        if self.open.last() != Some(&Element::Data) {
            return Ok(());
        }
        self.cell.text.push_str(text);
        if self.cell.text.len() > self.limits.cell_bytes {
            let line = self.lines.of(place);
            return Err(self.too_large(Measure::CellBytes, line));
        }
        Ok(())
    }

    pub(super) fn finish(&self) -> Result<(), Halt> {
        if self.sheets == 0 { Err(MarkupError::NoTable.into()) } else { Ok(()) }
    }

    fn worksheet(&mut self, tag: &BytesStart<'_>, line: u64) -> Result<Element, Halt> {
        let hidden = self.hidden.get(self.sheets).copied().unwrap_or(false);
        self.sheets += 1;
        let name = attribute(tag, "Name", line)?.unwrap_or_else(|| format!("sheet {}", self.sheets));
        (self.row_number, self.row_span) = (0, 0);
        self.places = Places::default();
        if hidden {
            self.hand_on(Event::Hidden(&name))?;
            return Ok(Element::Unread);
        }
        self.hand_on(Event::Sheet(&name))?;
        Ok(Element::Worksheet)
    }

    fn row(&mut self, tag: &BytesStart<'_>, line: u64) -> Result<Element, Halt> {
        let next = self.row_number.saturating_add(self.row_span).saturating_add(1);
        self.row_number = number(tag, "Index", line)?.unwrap_or(next);
        self.row_span = number(tag, "Span", line)?.unwrap_or(0);
        self.rows += 1;
        if self.row_number < next {
            return Err(fault(line, "a row stands above the one before it"));
        }
        if self.row_number > self.limits.rows || self.rows > self.limits.rows {
            return Err(self.too_large(Measure::Rows, line));
        }
        self.places.begin_row(self.row_number);
        self.row = Some(RowDraft::new(self.row_number));
        self.next_column = 0;
        Ok(Element::Row)
    }

    fn cell(&mut self, tag: &BytesStart<'_>, line: u64) -> Result<Element, Halt> {
        let column = match number(tag, "Index", line)? {
            None => self.next_column,
            Some(index) => match usize::try_from(index).unwrap_or(usize::MAX).checked_sub(1) {
                Some(column) if column >= self.next_column => column,
                _ => return Err(fault(line, "a cell stands left of the one before it")),
            },
        };
        if column >= self.limits.columns {
            return Err(self.too_large(Measure::Columns, line));
        }
        let across = usize::try_from(number(tag, "MergeAcross", line)?.unwrap_or(0)).unwrap_or(usize::MAX);
        let width = across.saturating_add(1).min(self.limits.columns - column);
        let height = number(tag, "MergeDown", line)?.unwrap_or(0).saturating_add(1);
        self.next_column = column + width;
        self.cell = Cell { column, width, height, ..Cell::default() };
        Ok(Element::Cell)
    }

    fn cell_ends(&mut self, place: usize) -> Result<(), Halt> {
        let cell = std::mem::take(&mut self.cell);
        // Excel refuses such a file; were the cell moved to the right, its neighbours would stand in wrong columns.
        if !cell.text.is_empty() && self.places.taken(cell.column) {
            let line = self.lines.of(place);
            return Err(fault(line, "a cell stands where a merged cell reaches to"));
        }
        self.places.cover(cell.column, cell.width, cell.height);
        if let Some(row) = &mut self.row {
            let value: GridCell = typed(&cell.kind, cell.text);
            row.put(cell.column, value);
        }
        Ok(())
    }

    fn row_ends(&mut self) -> Result<(), Halt> {
        match self.row.take().and_then(RowDraft::finish) {
            Some(row) => self.hand_on(Event::Row(row)),
            None => Ok(()),
        }
    }

    fn hand_on(&mut self, event: Event<'_>) -> Result<(), Halt> {
        match (self.each)(event) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Halt::Enough),
        }
    }

    fn too_large(&self, measure: Measure, line: u64) -> Halt {
        MarkupError::too_large(measure, self.limits, line).into()
    }
}

/// An error of the form of the document.
pub(super) fn fault(line: u64, reason: impl ToString) -> Halt {
    MarkupError::Xml { line, reason: reason.to_string() }.into()
}

/// The value of an attribute, whatever its prefix. (The parser's own check for attributes that stand twice compares each
/// with each: a tag of a million attributes would never end.)
fn attribute(tag: &BytesStart<'_>, name: &str, line: u64) -> Result<Option<String>, Halt> {
    let mut found = None;
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| fault(line, error))?;
        if attribute.key.local_name().into_inner() != name {
            continue;
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| fault(line, error))?;
        if found.replace(value.into_owned()).is_some() {
            return Err(fault(line, format!("{name} stands twice")));
        }
    }
    Ok(found)
}

fn number(tag: &BytesStart<'_>, name: &str, line: u64) -> Result<Option<u64>, Halt> {
    let Some(value) = attribute(tag, name, line)? else { return Ok(None) };
    match value.trim().parse() {
        Ok(number) => Ok(Some(number)),
        Err(_) => Err(fault(line, format!("{name} is no number"))),
    }
}
