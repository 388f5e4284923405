use std::io;

use super::blocks::{Inline, Side, Table};
use super::columns;
use super::flow::{Paragraph, Place, paragraph};
use super::layout::CELL_MARGIN;
use super::xml::Xml;

/// A table with borders; its header is repeated on every page, its rows are not cut.
pub(super) fn table(xml: &mut Xml, table: &Table, place: Place) -> io::Result<()> {
    let widths = columns::widths(table, place.width, place.table_size);
    xml.open("w:tbl", &[])?;
    properties(xml, place.width, true)?;
    grid(xml, &widths)?;
    row(xml, &widths, &table.head, |_| Side::Centre, place.table_styles.0, true)?;
    let side = |column: usize| table.sides.get(column).copied().unwrap_or(Side::Left);
    for cells in &table.rows {
        row(xml, &widths, cells, side, place.table_styles.1, false)?;
    }
    xml.close("w:tbl")
}

/// What holds for a whole table of this width.
pub(super) fn properties(xml: &mut Xml, width: u32, borders: bool) -> io::Result<()> {
    xml.open("w:tblPr", &[])?;
    xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")])?;
    xml.value("w:jc", "center")?;
    if borders {
        xml.open("w:tblBorders", &[])?;
        for edge in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
            xml.empty(edge, &[("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")])?;
        }
        xml.close("w:tblBorders")?;
    }
    xml.empty("w:tblLayout", &[("w:type", "fixed")])?;
    let margin = if borders { CELL_MARGIN } else { 0 };
    xml.open("w:tblCellMar", &[])?;
    for edge in ["w:left", "w:right"] {
        xml.empty(edge, &[("w:w", &margin.to_string()), ("w:type", "dxa")])?;
    }
    xml.close("w:tblCellMar")?;
    xml.close("w:tblPr")
}

/// The columns of a table.
pub(super) fn grid(xml: &mut Xml, widths: &[u32]) -> io::Result<()> {
    xml.open("w:tblGrid", &[])?;
    for width in widths {
        xml.empty("w:gridCol", &[("w:w", &width.to_string())])?;
    }
    xml.close("w:tblGrid")
}

/// Begins a row that is not cut at the end of a page.
pub(super) fn open_row(xml: &mut Xml, is_head: bool) -> io::Result<()> {
    xml.open("w:tr", &[])?;
    xml.open("w:trPr", &[])?;
    xml.empty("w:cantSplit", &[])?;
    if is_head {
        xml.empty("w:tblHeader", &[])?;
    }
    xml.close("w:trPr")
}

/// Begins a cell.
pub(super) fn open_cell(xml: &mut Xml, width: u32, middle: bool) -> io::Result<()> {
    xml.open("w:tc", &[])?;
    xml.open("w:tcPr", &[])?;
    xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")])?;
    if middle {
        xml.value("w:vAlign", "center")?;
    }
    xml.close("w:tcPr")
}

fn row(
    xml: &mut Xml,
    widths: &[u32],
    cells: &[Vec<Inline>],
    side: impl Fn(usize) -> Side,
    style: &str,
    is_head: bool,
) -> io::Result<()> {
    open_row(xml, is_head)?;
    for (column, width) in widths.iter().enumerate() {
        open_cell(xml, *width, true)?;
        let about = Paragraph { style, side: Some(side(column)), ..Paragraph::default() };
        paragraph(xml, about, cells.get(column).map_or(&[], Vec::as_slice))?;
        xml.close("w:tc")?;
    }
    xml.close("w:tr")
}
