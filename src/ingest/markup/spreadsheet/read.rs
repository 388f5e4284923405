//! Reading a SpreadsheetML text.

use std::ops::ControlFlow;

use memchr::memmem;
use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event as Xml;

use super::sheets::{Sheets, fault};
use crate::ingest::grid::Event;
use crate::ingest::markup::error::{Halt, MarkupError};
use crate::ingest::markup::limits::MarkupLimits;
use crate::ingest::markup::lines::Lines;

/// Hands on the worksheets of a SpreadsheetML text, row by row. `line` of a row is its number in the worksheet.
///
/// A hidden worksheet is told by [`Event::Hidden`] in place of [`Event::Sheet`], and its rows are not handed on. A `Number` is
/// handed on as written, an exponent written out; a `DateTime` as a day; a `Boolean` as `true` or `false`; anything else, and
/// what does not fit its type, as text. Text is kept as it is, blanks and lines included. Comments of cells, formulas and
/// styles are passed over. Names are compared without their prefix.
///
/// # Errors
/// [`MarkupError::Truncated`] when the text ends inside the workbook; [`MarkupError::Xml`] when it is not well-formed, is no
/// workbook, or has rows or cells out of order or under a merged cell, all of which Excel refuses too;
/// [`MarkupError::NoTable`] without any worksheet; [`MarkupError::TooLarge`].
pub fn read_spreadsheet_xml(
    text: &str,
    limits: &MarkupLimits,
    each: &mut dyn FnMut(Event<'_>) -> ControlFlow<()>,
) -> Result<(), MarkupError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut sheets = Sheets::new(text, limits, hidden(text), each);
    walk(text, &mut sheets).or_else(Halt::outcome)
}

fn walk(text: &str, sheets: &mut Sheets<'_, '_>) -> Result<(), Halt> {
    let mut reader = reader(text);
    let mut opened = 0;
    loop {
        let place = position(reader.buffer_position());
        let event = match reader.read_event() {
            Ok(event) => event,
            // Every error of syntax is an end of the text within a piece of markup.
            Err(Error::Syntax(_)) => {
                return Err(truncated(text, if sheets.is_closed() { place } else { opened }));
            }
            Err(error) => {
                let line = Lines::new(text).of(position(reader.error_position()));
                return Err(fault(line, error));
            }
        };
        let line = || Lines::new(text).of(place);
        match event {
            Xml::Start(tag) => {
                if sheets.is_closed() {
                    opened = place;
                }
                sheets.start(&tag, place)?;
            }
            Xml::End(_) => sheets.end(place)?,
            Xml::Text(words) => sheets.text(&words.xml10_content(), place)?,
            Xml::CData(words) => sheets.text(&words.xml10_content(), place)?,
            Xml::GeneralRef(reference) => {
                let letter = reference.resolve_char_ref().map_err(|error| fault(line(), error))?;
                match (letter, resolve_predefined_entity(&reference)) {
                    (Some(letter), _) => sheets.text(letter.encode_utf8(&mut [0; 4]), place)?,
                    (None, Some(letters)) => sheets.text(letters, place)?,
                    (None, None) => return Err(fault(line(), "an unknown entity")),
                }
            }
            Xml::Eof if sheets.is_closed() => return sheets.finish(),
            Xml::Eof => return Err(truncated(text, opened)),
            Xml::Empty(_) | Xml::Comment(_) | Xml::Decl(_) | Xml::PI(_) | Xml::DocType(_) => {}
        }
    }
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    reader
}

/// The text is in memory: its places fit.
fn position(place: u64) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

fn truncated(text: &str, opened: usize) -> Halt {
    let mut lines = Lines::new(text);
    let opened = lines.of(opened);
    MarkupError::Truncated { element: "Workbook".to_owned(), opened, line: lines.last() }.into()
}

/// Whether each worksheet is hidden. That is written behind its rows, so it is looked for beforehand; faults are found by
/// the reading proper.
fn hidden(text: &str) -> Vec<bool> {
    let mut hidden = Vec::new();
    if memmem::find(text.as_bytes(), b"Hidden").is_none() {
        return hidden;
    }
    let mut reader = reader(text);
    let mut path: Vec<bool> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Xml::Start(tag)) => {
                let name = tag.local_name();
                if path.len() == 1 && name.into_inner() == "Worksheet" {
                    hidden.push(false);
                }
                path.push(name.into_inner() == "Visible");
            }
            Ok(Xml::End(_)) => {
                path.pop();
            }
            // Workbook, Worksheet, WorksheetOptions, Visible.
            Ok(Xml::Text(words)) if path.len() == 4 && path.last() == Some(&true) => {
                if let Some(last) = hidden.last_mut() {
                    *last |= matches!(words.trim(), "SheetHidden" | "SheetVeryHidden");
                }
            }
            Ok(Xml::Eof) | Err(_) => return hidden,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::markup::testing::{LIMITS, all, error, whole};
    use crate::ingest::markup::{MarkupLimits, Measure};
    use proptest::prelude::*;

    /// A workbook of one sheet with these rows.
    fn sheet(rows: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
             <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
             xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\n\
             <Worksheet ss:Name=\"Hồ sơ\"><Table>{rows}</Table></Worksheet></Workbook>"
        )
    }

    fn rows(rows: &str) -> Vec<String> {
        whole(read_spreadsheet_xml, &sheet(rows)).into_iter().skip(1).collect()
    }

    #[test]
    fn typed_cells() {
        let text = "<Row><Cell><Data ss:Type=\"String\">Mã &amp; tên &#272;</Data></Cell>\
            <Cell ss:StyleID=\"s1\"><Data ss:Type=\"Number\">1.5E+3</Data></Cell>\
            <Cell><Data ss:Type=\"DateTime\">2022-08-19T07:30:00.000</Data></Cell>\
            <Cell><Data ss:Type=\"Boolean\">1</Data></Cell>\
            <Cell><Data ss:Type=\"Error\">#N/A</Data></Cell>\
            <Cell><ss:Data ss:Type=\"String\"><B>đậm</B><Font> màu</Font></ss:Data>\
            <Comment><ss:Data>ghi chú</ss:Data></Comment></Cell>\
            <Cell><Data ss:Type=\"String\"><![CDATA[<a> & b]]></Data></Cell>\
            <Cell ss:Formula=\"=1+1\"/></Row>";
        // 19223 days by Python.
        assert_eq!(rows(text), ["1: Mã & tên Đ|#1500|@2022-08-19 19223|true|#N/A|đậm màu|<a> & b"]);
    }

    fn cell(attributes: &str, text: &str) -> String {
        format!("<Cell {attributes}><Data ss:Type=\"String\">{text}</Data></Cell>")
    }

    #[test]
    fn places() {
        let text = format!(
            "<Column ss:Width=\"9\"/><Row>{}{}</Row>\n<Row/><Row ss:Index=\"5\" ss:Span=\"1\">{}</Row><Row>{}{}</Row>",
            cell("ss:Index=\"2\"", "b"),
            cell("", "c"),
            cell("", "x"),
            cell("", "y"),
            cell("ss:Index=\"4\"", "z"),
        );
        assert_eq!(rows(&text), ["1: |b|c", "5: x", "7: y|||z"]);
    }

    #[test]
    fn merged_cells() {
        let text = format!(
            "<Row>{}{}{}</Row><Row>{}</Row><Row>{}</Row>",
            cell("ss:MergeDown=\"1\"", "STT"),
            cell("ss:MergeAcross=\"1\"", "Ngày"),
            cell("ss:MergeDown=\"1\"", "Ghi chú"),
            cell("ss:Index=\"2\"", "nhận"),
            cell("", "1"),
        );
        assert_eq!(rows(&text), ["1: STT|Ngày||Ghi chú", "2: |nhận", "3: 1"]);
        let text = format!("<Row>{}</Row>\n<Row>{}</Row>", cell("ss:MergeDown=\"1\"", "a"), cell("", "b"));
        let reason = "a cell stands where a merged cell reaches to".to_owned();
        assert_eq!(error(read_spreadsheet_xml, &sheet(&text)), MarkupError::Xml { line: 5, reason });
    }

    #[test]
    fn sheets_and_hidden_sheets() {
        let sheet = |name: &str, visible: &str| {
            format!(
                "<ss:Worksheet ss:Name=\"{name}\"><ss:Table><ss:Row>{}</ss:Row></ss:Table>\
                 <x:WorksheetOptions><x:Visible>{visible}</x:Visible></x:WorksheetOptions></ss:Worksheet>",
                "<ss:Cell><ss:Data ss:Type=\"String\">v</ss:Data></ss:Cell>"
            )
        };
        let text = format!(
            "<ss:Workbook>{}{}{}{}</ss:Workbook>",
            sheet("A &amp; B", "SheetVisible"),
            sheet("C", "SheetHidden"),
            sheet("D", "SheetVeryHidden"),
            sheet("E", "")
        );
        assert_eq!(whole(read_spreadsheet_xml, &text), ["[A & B]", "1: v", "(C)", "(D)", "[E]", "1: v"]);
    }

    #[test]
    fn a_text_that_breaks_off_is_refused() {
        let text = sheet(&format!("<Row>{}</Row>\n", cell("", "a &lt; b")));
        let begin = text.find("<Workbook").unwrap() + 9;
        for (end, _) in text.char_indices().skip(begin) {
            let outcome = all(read_spreadsheet_xml, &text[..end], &LIMITS).1;
            let expected = matches!(&outcome, Err(MarkupError::Truncated { opened: 3, .. } | MarkupError::Xml { .. }));
            assert!(expected, "{outcome:?} {}", &text[..end]);
        }
        let cut = text.split("</Table>").next().unwrap();
        let expected = MarkupError::Truncated { element: "Workbook".to_owned(), opened: 3, line: 4 };
        assert_eq!(error(read_spreadsheet_xml, cut), expected);
    }

    #[test]
    fn faults() {
        let line_of = |text: &str| match error(read_spreadsheet_xml, text) {
            MarkupError::Xml { line, .. } => line,
            other => panic!("{other:?}"),
        };
        assert_eq!(line_of("\n<html></html>"), 2);
        assert_eq!(line_of("<Workbook>\n</Worksheet></Workbook>"), 2);
        assert_eq!(line_of(&sheet("\n<Row>&nbsp;</Row>")), 5);
        assert_eq!(line_of(&sheet("\n<Row ss:Index=\"x\"/>")), 5);
        assert_eq!(line_of(&sheet("<Row ss:Index=\"3\"/>\n<Row ss:Index=\"3\"/>")), 5);
        assert_eq!(line_of(&sheet("<Row ss:Index=\"0\"/>")), 4);
        assert_eq!(line_of(&sheet("<Row ss:Index=\"1\" ss:Index=\"2\"/>")), 4);
        assert_eq!(line_of(&sheet("<Row><Cell/>\n<Cell ss:Index=\"1\"/></Row>")), 5);
        assert_eq!(error(read_spreadsheet_xml, "<Workbook></Workbook>"), MarkupError::NoTable);
        assert_eq!(error(read_spreadsheet_xml, ""), MarkupError::NoTable);
    }

    #[test]
    fn limits() {
        let limits = MarkupLimits { columns: 2, rows: 3, depth: 6, cell_bytes: 4 };
        let outcome = |rows: &str| all(read_spreadsheet_xml, &sheet(rows), &limits).1;
        let over = |limit, most| Err(MarkupError::TooLarge { limit, most, line: 4 });
        assert_eq!(
            outcome(&format!("<Row ss:Index=\"3\">{}</Row>", cell("ss:Index=\"2\" ss:MergeAcross=\"9\"", "abcd"))),
            Ok(())
        );
        assert_eq!(outcome("<Row ss:Index=\"4\"/>"), over(Measure::Rows, 3));
        assert_eq!(outcome("<Row ss:Index=\"18446744073709551615\"/>"), over(Measure::Rows, 3));
        assert_eq!(outcome("<Row/><Row/><Row/><Row/>"), over(Measure::Rows, 3));
        assert_eq!(outcome("<Row><Cell ss:Index=\"3\"/></Row>"), over(Measure::Columns, 2));
        assert_eq!(outcome("<Row><Cell ss:MergeAcross=\"1\"/><Cell/></Row>"), over(Measure::Columns, 2));
        assert_eq!(outcome(&format!("<Row>{}</Row>", cell("", "abcde"))), over(Measure::CellBytes, 4));
        assert_eq!(outcome("<Row><Cell><Data><B><I/></B></Data></Cell></Row>"), over(Measure::Depth, 6));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = all(read_spreadsheet_xml, &String::from_utf8_lossy(&bytes), &LIMITS);
        }

        #[test]
        fn any_pieces_end_in_bounded_rows(pieces in prop::collection::vec(prop::sample::select(vec![
            "<Row>", "</Row>", "<Row ss:Index=\"2\">", "<Cell>", "</Cell>", "<Cell/>", "<Cell ss:Index=\"2\" ss:MergeDown=\"3\">",
            "<Data ss:Type=\"Number\">", "</Data>", "<Data>", "1E5", "x", "&amp;", "&", "<", ">", "<![CDATA[", "]]>", "<!--", "-->",
            "</Table></Worksheet>", "<Worksheet ss:Name=\"\"><Table>", "\n", "<?", "?>", "SheetHidden", "\"", "ệ",
            "<Row><Cell><Data>v</Data></Cell></Row>",
        ]), 0..40)) {
            let limits = MarkupLimits { columns: 4, rows: 5, depth: 8, cell_bytes: 20 };
            let (events, _) = all(read_spreadsheet_xml, &sheet(&pieces.concat()), &limits);
            let rows = events.iter().filter(|event| event.contains(": ")).count();
            prop_assert!(rows <= 5);
        }
    }
}
