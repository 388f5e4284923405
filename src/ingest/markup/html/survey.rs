//! Which tables hold data, and which only arrange the page.

use super::structure::Tables;
use super::tags::Tag;
use crate::ingest::markup::error::Halt;
use crate::ingest::markup::row::is_blank;

/// What a table is, were it not within another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    /// Its rows are rows of a sheet; tables in its cells are text of these.
    Data,
    /// It arranges a page; the tables in its cells are sheets, the rest is text outside tables.
    Layout,
    /// Either is possible. Rows of two or more cells that hold something: its own, and of its largest inner table.
    Unclear { rows: u64, inner: u64 },
}

/// What is known of an open table. A full row is one of two or more cells that hold something.
#[derive(Debug, Default)]
struct Open {
    number: usize,
    full_rows: u64,
    /// Full rows of the largest table within, at whatever level.
    largest: u64,
    /// A row that holds a table of data has another cell that holds something; or has none.
    accompanied: bool,
    alone: bool,
    holds_anything: bool,
    /// Of the row at hand.
    filled: usize,
    holds_data: bool,
    /// Of the cell at hand.
    cell_filled: bool,
}

impl Open {
    fn nature(&self) -> Nature {
        // One full row is a page of columns: a table of data has a header besides.
        let arranges = self.full_rows <= 1 || (!self.accompanied && self.full_rows < self.largest);
        if !self.accompanied && !self.alone {
            Nature::Data
        } else if arranges {
            Nature::Layout
        } else if !self.alone && self.full_rows > self.largest {
            Nature::Data
        } else {
            Nature::Unclear { rows: self.full_rows, inner: self.largest }
        }
    }
}

/// Gathers the [`Nature`] of every table, in the order in which they open.
#[derive(Debug, Default)]
pub(super) struct Survey {
    open: Vec<Open>,
    pub(super) natures: Vec<Nature>,
}

impl Tables for Survey {
    fn table_opens(&mut self, _: usize) -> Result<(), Halt> {
        self.open.push(Open { number: self.natures.len(), ..Open::default() });
        self.natures.push(Nature::Data);
        Ok(())
    }

    fn table_closes(&mut self) -> Result<(), Halt> {
        let Some(inner) = self.open.pop() else { return Ok(()) };
        if let Some(nature) = self.natures.get_mut(inner.number) {
            *nature = inner.nature();
        }
        if let Some(outer) = self.open.last_mut() {
            let size = inner.full_rows.max(inner.largest);
            outer.largest = outer.largest.max(size);
            outer.holds_data |= size >= 2;
            outer.cell_filled |= inner.holds_anything;
            outer.holds_anything |= inner.holds_anything;
        }
        Ok(())
    }

    fn row_opens(&mut self, _: usize) -> Result<(), Halt> {
        if let Some(table) = self.open.last_mut() {
            (table.filled, table.holds_data) = (0, false);
        }
        Ok(())
    }

    fn row_closes(&mut self) -> Result<(), Halt> {
        if let Some(table) = self.open.last_mut() {
            let full = table.filled >= 2;
            table.full_rows += u64::from(full);
            table.accompanied |= table.holds_data && full;
            table.alone |= table.holds_data && !full;
        }
        Ok(())
    }

    fn cell_opens(&mut self, _: &Tag) -> Result<(), Halt> {
        if let Some(table) = self.open.last_mut() {
            table.cell_filled = false;
        }
        Ok(())
    }

    fn cell_closes(&mut self) -> Result<(), Halt> {
        if let Some(table) = self.open.last_mut() {
            table.filled += usize::from(std::mem::take(&mut table.cell_filled));
        }
        Ok(())
    }

    fn text(&mut self, text: &str, _: usize) -> Result<(), Halt> {
        if let Some(table) = self.open.last_mut()
            && !table.cell_filled
            && !is_blank(text)
        {
            table.cell_filled = true;
            table.holds_anything = true;
        }
        Ok(())
    }

    fn group(&mut self) -> Result<(), Halt> {
        Ok(())
    }

    fn line(&mut self) -> Result<(), Halt> {
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Halt> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::read_html;
    use crate::ingest::markup::MarkupError;
    use crate::ingest::markup::testing::{error, whole};

    const DATA: &str = "<table><tr><th>STT<th>Mã</tr>\n<tr><td>1<td>H56</tr>\n<tr><td>2<td>H57</tr></table>";

    fn with_data(text: &str) -> Vec<String> {
        whole(read_html, &text.replace("DATA", DATA))
    }

    #[test]
    fn a_page_of_one_cell_is_no_sheet() {
        let expected = ["[table 1]", "1: STT|Mã", "2: 1|H56", "3: 2|H57"];
        assert_eq!(with_data("<table><tr><td>DATA</td></tr></table>"), expected);
        // Blank cells at the sides, as JasperReports writes them; and pages in pages.
        assert_eq!(with_data("<table><tr><td>&nbsp;</td><td>DATA</td><td>&nbsp;</td></tr></table>"), expected);
        assert_eq!(with_data("<table><tr><td><table><tr><td>DATA</td></tr></table></td></tr></table>"), expected);
    }

    #[test]
    fn texts_of_a_page_are_rows_of_one_cell() {
        let text =
            "<table><tr><td>UBND tỉnh</td></tr><tr><td>BÁO CÁO DATA Người lập</td></tr><tr><td>Ký</td></tr></table>";
        let expected =
            ["[table 1]", "1: UBND tỉnh", "1: BÁO CÁO", "1: STT|Mã", "2: 1|H56", "3: 2|H57", "3: Người lập", "3: Ký"];
        assert_eq!(with_data(text), expected);
        // A letterhead of two cells, and a menu beside the data.
        let text = "<table><tr><td>UBND</td><td>CỘNG HÒA</td></tr><tr><td colspan=2>DATA</td></tr></table>";
        let expected = ["[table 1]", "1: UBND", "1: CỘNG HÒA", "1: STT|Mã", "2: 1|H56", "3: 2|H57"];
        assert_eq!(with_data(text), expected);
        let text = "<table><tr><td>Menu</td><td>DATA</td></tr></table>";
        assert_eq!(with_data(text), ["[table 1]", "1: Menu", "1: STT|Mã", "2: 1|H56", "3: 2|H57"]);
    }

    #[test]
    fn tables_of_a_page_are_sheets_each() {
        let found = with_data("<table><tr><td>Một DATA</td></tr><tr><td>Hai DATA</td></tr></table>");
        let expected = [
            "[table 1]",
            "1: Một",
            "1: STT|Mã",
            "2: 1|H56",
            "3: 2|H57",
            "[table 2]",
            "3: Hai",
            "3: STT|Mã",
            "4: 1|H56",
            "5: 2|H57",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn small_tables_in_a_table_of_data_are_text() {
        let list = "<table><tr><td>x</td></tr><tr><td>y</td></tr></table>";
        let text = format!("<table><tr><td>1</td><td>a{list}b</td></tr><tr><td>{list}</td></tr></table>");
        assert_eq!(whole(read_html, &text), ["[table 1]", "1: 1|a x y b", "1: x y"]);
        // A list of documents, itself with a header, beside the fields of each dossier.
        let list = "<table><tr><td>Giấy</td><td>Số</td></tr><tr><td>A</td><td>7</td></tr></table>";
        let text =
            format!("<table><tr><th>Mã<th>Giấy tờ</tr><tr><td>H1<td>{list}</tr><tr><td>H2<td>{list}</tr></table>");
        let expected = ["[table 1]", "1: Mã|Giấy tờ", "1: H1|Giấy Số A 7", "1: H2|Giấy Số A 7"];
        assert_eq!(whole(read_html, &text), expected);
    }

    #[test]
    fn what_cannot_be_told_is_refused() {
        // Three dossiers, one of them with a longer list: data with a list, or data beside a menu?
        let text =
            "\n<table><tr><th>Mã<th>x</tr><tr><td>H1<td>DATA</tr><tr><td>H2<td>y</tr></table>".replace("DATA", DATA);
        assert_eq!(error(read_html, &text), MarkupError::NestedTables { line: 2, rows: 3, inner: 3 });
        // Rows that open into details.
        let text =
            "<table><tr><td>1<td>H1</tr><tr><td colspan=2>DATA</tr><tr><td>2<td>H2</tr><tr><td>3<td>H3</tr></table>"
                .replace("DATA", DATA);
        assert_eq!(error(read_html, &text), MarkupError::NestedTables { line: 1, rows: 3, inner: 3 });
    }
}
