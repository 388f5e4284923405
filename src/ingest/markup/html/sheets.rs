//! Rows of the sheets.

use std::ops::ControlFlow;

use super::flow::Flow;
use super::structure::Tables;
use super::survey::Nature;
use super::tags::Tag;
use crate::ingest::grid::{CellKind, Event, GridCell, GridRow};
use crate::ingest::markup::decimal::plain;
use crate::ingest::markup::error::{Halt, MarkupError, Measure};
use crate::ingest::markup::limits::MarkupLimits;
use crate::ingest::markup::lines::Lines;
use crate::ingest::markup::places::Places;
use crate::ingest::markup::row::RowDraft;

/// How an open table is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Treated {
    Layout,
    Sheet,
    /// Text of a cell of a sheet.
    Text,
}

struct Cell {
    column: usize,
    exact: Option<Vec<u8>>,
}

pub(super) struct Sheets<'t, 'e> {
    limits: MarkupLimits,
    each: &'e mut dyn FnMut(Event<'_>) -> ControlFlow<()>,
    lines: Lines<'t>,
    /// Nature of each table in the order in which they open; those not named hold data.
    natures: Vec<Nature>,
    opened: usize,
    open: Vec<Treated>,
    sheets: u64,
    /// Rows of the file so far, blank ones included.
    rows: u64,
    /// Rows of the table so far.
    table_rows: u64,
    places: Places,
    row: Option<RowDraft>,
    next_column: usize,
    cell: Option<Cell>,
    cell_text: Flow,
    /// Text outside of cells, and its line.
    loose: Flow,
    loose_line: u64,
    /// Rows made of text before the next table.
    waiting: Vec<GridRow>,
}

impl<'t, 'e> Sheets<'t, 'e> {
    pub(super) fn new(
        text: &'t str,
        limits: MarkupLimits,
        natures: Vec<Nature>,
        each: &'e mut dyn FnMut(Event<'_>) -> ControlFlow<()>,
    ) -> Self {
        Self {
            limits,
            each,
            lines: Lines::new(text),
            natures,
            opened: 0,
            open: Vec::new(),
            sheets: 0,
            rows: 0,
            table_rows: 0,
            places: Places::default(),
            row: None,
            next_column: 0,
            cell: None,
            cell_text: Flow::default(),
            loose: Flow::default(),
            loose_line: 1,
            waiting: Vec::new(),
        }
    }

    fn hand_on(&mut self, event: Event<'_>) -> Result<(), Halt> {
        match (self.each)(event) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Halt::Enough),
        }
    }

    fn too_large(&self, measure: Measure, line: u64) -> Halt {
        MarkupError::too_large(measure, &self.limits, line).into()
    }

    fn count_row(&mut self, line: u64) -> Result<(), Halt> {
        self.rows += 1;
        if self.rows > self.limits.rows { Err(self.too_large(Measure::Rows, line)) } else { Ok(()) }
    }

    /// Makes a row of the text outside of cells.
    fn end_loose(&mut self) -> Result<(), Halt> {
        let line = self.loose_line;
        let Some(row) = RowDraft::single(line, self.loose.take()).finish() else { return Ok(()) };
        self.count_row(line)?;
        if self.open.contains(&Treated::Sheet) {
            return self.hand_on(Event::Row(row));
        }
        self.waiting.push(row);
        Ok(())
    }

    fn hand_on_waiting(&mut self) -> Result<(), Halt> {
        for row in std::mem::take(&mut self.waiting) {
            self.hand_on(Event::Row(row))?;
        }
        Ok(())
    }

    /// Whether the innermost table is the sheet itself.
    fn is_sheet(&self) -> bool {
        self.open.last() == Some(&Treated::Sheet)
    }
}

impl Tables for Sheets<'_, '_> {
    fn table_opens(&mut self, place: usize) -> Result<(), Halt> {
        self.line()?;
        let nature = self.natures.get(self.opened).copied().unwrap_or(Nature::Data);
        self.opened += 1;
        if self.open.iter().any(|treated| *treated != Treated::Layout) {
            self.open.push(Treated::Text);
            return Ok(());
        }
        match nature {
            Nature::Layout => self.open.push(Treated::Layout),
            Nature::Unclear { rows, inner } => {
                let line = self.lines.of(place);
                return Err(MarkupError::NestedTables { line, rows, inner }.into());
            }
            Nature::Data => {
                self.open.push(Treated::Sheet);
                self.sheets += 1;
                self.places = Places::default();
                let name = format!("table {}", self.sheets);
                self.hand_on(Event::Sheet(&name))?;
                self.hand_on_waiting()?;
            }
        }
        Ok(())
    }

    fn table_closes(&mut self) -> Result<(), Halt> {
        self.line()?;
        self.open.pop();
        Ok(())
    }

    fn group(&mut self) -> Result<(), Halt> {
        self.line()?;
        if self.is_sheet() {
            self.places.clear();
        }
        Ok(())
    }

    fn row_opens(&mut self, place: usize) -> Result<(), Halt> {
        self.line()?;
        if self.is_sheet() {
            let line = self.lines.of(place);
            self.count_row(line)?;
            self.places.begin_row(self.table_rows);
            self.table_rows += 1;
            self.row = Some(RowDraft::new(line));
            self.next_column = 0;
        }
        Ok(())
    }

    fn row_closes(&mut self) -> Result<(), Halt> {
        self.line()?;
        // Places that a cell of an earlier row covers are told of too.
        let told = self.places.free_at(self.next_column).min(self.limits.columns);
        if self.is_sheet()
            && let Some(row) = self.row.take().and_then(|row| row.finish_told(told))
        {
            self.hand_on(Event::Row(row))?;
        }
        Ok(())
    }

    fn cell_opens(&mut self, tag: &Tag) -> Result<(), Halt> {
        self.line()?;
        if !self.is_sheet() {
            return Ok(());
        }
        let column = self.places.free_at(self.next_column);
        if column >= self.limits.columns {
            let line = self.lines.of(tag.place);
            return Err(self.too_large(Measure::Columns, line));
        }
        // Blank places beyond the limit are of no use; a cell there would be refused all the same.
        let width = tag.width().min(self.limits.columns - column);
        self.places.cover(column, width, tag.height());
        self.next_column = column + width;
        self.cell = Some(Cell { column, exact: tag.exact.clone() });
        Ok(())
    }

    fn cell_closes(&mut self) -> Result<(), Halt> {
        self.line()?;
        if !self.is_sheet() {
            return Ok(());
        }
        let text = self.cell_text.take();
        if let (Some(cell), Some(row)) = (self.cell.take(), self.row.as_mut()) {
            row.put(cell.column, shown_or_exact(text, cell.exact.as_deref()));
        }
        Ok(())
    }

    fn text(&mut self, text: &str, place: usize) -> Result<(), Halt> {
        let (flow, line) = if self.cell.is_some() {
            (&mut self.cell_text, self.row.as_ref().map_or(1, RowDraft::line))
        } else {
            if self.loose.bytes() == 0 {
                let blanks = text.bytes().take_while(u8::is_ascii_whitespace).count();
                self.loose_line = self.lines.of(place + blanks);
            }
            (&mut self.loose, self.loose_line)
        };
        flow.push(text);
        if flow.bytes() > self.limits.cell_bytes {
            return Err(self.too_large(Measure::CellBytes, line));
        }
        Ok(())
    }

    fn line(&mut self) -> Result<(), Halt> {
        if self.cell.is_some() {
            self.cell_text.part();
            Ok(())
        } else {
            self.end_loose()
        }
    }

    fn finish(&mut self) -> Result<(), Halt> {
        self.end_loose()?;
        if self.sheets == 0 {
            return Err(MarkupError::NoTable.into());
        }
        self.hand_on_waiting()
    }
}

/// The text shown counts, and not the number Excel keeps behind it in `x:num`: that of a date is a serial number, that of
/// 38,3% is 0.383. Only where the text is no reading of the number, because the column was too narrow for it (`####`) or it
/// was rounded to a power of ten (`1.23E+11`), is the number handed on.
fn shown_or_exact(text: String, exact: Option<&[u8]>) -> GridCell {
    let unreadable = |text: &str| (text.len() > 1 && text.bytes().all(|byte| byte == b'#')) || is_rounded(text);
    if let Some(number) = exact.and_then(|exact| plain(std::str::from_utf8(exact).ok()?.trim()))
        && unreadable(&text)
    {
        return GridCell { text: number, kind: CellKind::Number };
    }
    GridCell { text, kind: CellKind::Text }
}

/// Whether a text is a number with an exponent, as spreadsheets show it.
fn is_rounded(text: &str) -> bool {
    let number = text.replace(',', ".");
    number.contains(['e', 'E']) && plain(&number).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::read_html;
    use crate::ingest::markup::testing::{LIMITS, all, whole};
    use crate::ingest::markup::{MarkupError, MarkupLimits, Measure};

    fn rows(text: &str) -> Vec<String> {
        whole(read_html, text).into_iter().skip(1).collect()
    }

    #[test]
    fn merged_cells() {
        // Two header rows over five columns: STT and the last reach down, "Ngày" covers two.
        let text = "<table>\n\
            <tr><th rowspan=2>STT</th><th rowspan=2>Mã</th><th colspan=2>Ngày</th><th rowspan=2>Ghi chú</th></tr>\n\
            <tr><th>nhận</th><th>hẹn</th></tr>\n\
            <tr><td>1</td><td>H56</td><td>01/08</td><td>05/08</td><td>x</td></tr></table>";
        assert_eq!(rows(text), ["2: STT|Mã|Ngày||Ghi chú", "3: ||nhận|hẹn", "4: 1|H56|01/08|05/08|x"]);
        // A square of two by two in the middle; the row below it goes on behind it.
        let text = "<table><tr><td>a<td colspan=2 rowspan=2>b<td>c<tr><td>d<td>e<tr><td>f<td>g<td>h<td>i</table>";
        assert_eq!(rows(text), ["1: a|b||c", "1: d|||e", "1: f|g|h|i"]);
    }

    #[test]
    fn no_cell_reaches_out_of_its_group() {
        let text = "<table><thead><tr><th rowspan=9>a<th>b</thead><tbody><tr><td>c<td>d</tbody></table>";
        assert_eq!(rows(text), ["1: a|b", "1: c|d"]);
        let text = "<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d<tbody><tr><td>e<td>f</table>";
        assert_eq!(rows(text), ["1: a|b", "1: |c", "1: |d", "1: e|f"]);
        let text = "<table><tr><td rowspan=65534>a<td>b<tr><td>c</table><table><tr><td>d</table>";
        assert_eq!(whole(read_html, text), ["[table 1]", "1: a|b", "1: |c", "[table 2]", "1: d"]);
    }

    #[test]
    fn text_between_rows_moves_no_merged_cell() {
        let text = "<table><tr><td rowspan=2>a<td>b</tr>x<tr><td>c</tr><tr><td>d</tr></table>";
        assert_eq!(rows(text), ["1: a|b", "1: x", "1: |c", "1: d"]);
    }

    #[test]
    fn cells_are_text_as_shown() {
        let text =
            "<table><tr><td> Nguyễn&nbsp;A &amp; B&#7879;&#x111; &lt;x&gt;<td>a<br>b<p>c</p>d<td>x<b>y</b>z<td>1 \n 2";
        assert_eq!(rows(&format!("{text}</table>")), ["1: Nguyễn\u{a0}A & Bệđ <x>|a b c d|xyz|1 2"]);
        let text = "<table><tr><td>&nbsp;</td><td>a</td><td>&nbsp;</td></tr><tr><td>&nbsp;</td></tr></table>";
        assert_eq!(rows(text), ["1: \u{a0}|a"]);
    }

    #[test]
    fn the_number_behind_a_text_counts_only_where_the_text_does_not_show_it() {
        let text = "<table><tr><td x:num=\"44792\">19/08/2022</td><td x:num>5</td><td x:num=\"0.383\">38,3%</td>\
                    <td x:num=\"44792.5\">########</td><td x:num=\"123456789012\">1.23E+11</td><td x:str=\"7\">#</td>\
                    <td x:num=\"1.5E-2\" x:num=\"9\">1,5E-02</td><td x:num=\"x\">###</td><td>1E5</td></tr></table>";
        let expected = "1: 19/08/2022|5|38,3%|#44792.5|#123456789012|#|#0.015|###|1E5";
        assert_eq!(rows(text), [expected]);
    }

    #[test]
    fn limits() {
        let limits = MarkupLimits { columns: 3, rows: 4, depth: 2, cell_bytes: 6 };
        let outcome = |text: &str| all(read_html, text, &limits).1;
        let over = |limit, most, line| Err(MarkupError::TooLarge { limit, most, line });
        assert_eq!(outcome("<table><tr><td>1<td>2<td>3</table>"), Ok(()));
        assert_eq!(outcome("\n<table>\n<tr><td>1<td>2<td>3<td></table>"), over(Measure::Columns, 3, 3));
        assert_eq!(outcome("<table><tr><td colspan=999>1</table>"), Ok(()));
        assert_eq!(outcome("<table><tr><td colspan=3>1<td>2</table>"), over(Measure::Columns, 3, 1));
        assert_eq!(outcome("<table><tr><td colspan=3 rowspan=2>1<tr><td>2</table>"), over(Measure::Columns, 3, 1));
        assert_eq!(outcome("<table><tr><tr><tr><tr></table>"), Ok(()));
        assert_eq!(outcome("<table><tr><tr><tr>\n<tr>\n<tr></table>"), over(Measure::Rows, 4, 3));
        assert_eq!(outcome("a<p>b<p>c<p>d<p>e<table></table>"), over(Measure::Rows, 4, 1));
        assert_eq!(outcome("<table><tr><td>a b c đ</table>"), over(Measure::CellBytes, 6, 1));
        assert_eq!(outcome("<table><tr><td>a  b  c </table>"), Ok(()));
        assert_eq!(outcome("<p>\n1234567<table></table>"), over(Measure::CellBytes, 6, 2));
        let nested = "<table><tr><td>".repeat(3);
        assert_eq!(outcome(&nested), over(Measure::Depth, 2, 1));
    }

    #[test]
    fn a_bomb_of_spans_costs_no_more_than_its_text() {
        let cell = "<td rowspan=65534 colspan=1000>";
        let limits = MarkupLimits { columns: 100_000, rows: 100_000, ..LIMITS };
        let text = format!("<table><tr>{}{}</table>", cell.repeat(90), "<tr>".repeat(60_000));
        assert_eq!(all(read_html, &text, &limits).1, Ok(()));
    }
}
