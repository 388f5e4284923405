//! Reading an HTML text.

use std::ops::ControlFlow;

use memchr::memchr_iter;

use super::sheets::Sheets;
use super::survey::Survey;
use super::tokens::walk;
use crate::ingest::grid::Event;
use crate::ingest::markup::error::{Halt, MarkupError};
use crate::ingest::markup::limits::MarkupLimits;

/// Hands on the tables of an HTML text, row by row. `line` of a row is the line of the text on which its `<tr>` stands.
///
/// **Sheets.** Every outermost table is a sheet: `table 1`, `table 2`… A table in a cell of another is text of that cell,
/// its cells separated by blanks, unless the outer table only arranges the page. Call a row full when two or more of its
/// cells hold something, and an inner table with two or more full rows a table of data. An outer table that holds tables of
/// data arranges the page when it has at most one full row itself, or when each of these tables is alone in its row and one
/// of them has more full rows than the outer. It is a table of data when each stands beside other cells and none has as
/// many full rows. Anything else cannot be told: [`MarkupError::NestedTables`]. The tables in a table that arranges the page
/// count as outermost, and its other cells as text outside tables.
///
/// **Text outside tables** (titles, captions, signature lines) is handed on as rows of one cell, one for each line or
/// block: before the rows of the table that follows it, or after those of the last. Text between two rows is handed on
/// between them. The column of such a row says nothing.
///
/// **Cells.** All are [`crate::ingest::grid::CellKind::Text`]: the text as shown, entities decoded, runs of blanks and lines one
/// blank, U+00A0 kept. Not shown, and passed over: comments, conditional ones included, `script`, `style`, `title`,
/// `noscript`, `iframe`, `xml`, the values of form fields, and within a cell elements hidden by their own `style` or `hidden`
/// attribute. Hidden rows, cells and tables are read. An `x:num` attribute is heeded only where the text shown is `####` or
/// rounded to a power of ten; then the cell is a number.
///
/// **Merged cells.** Spans are read as browsers do: at most 1000 columns, at most 65534 rows, `rowspan=0` to the end of the
/// group, and no cell reaches out of its `thead`, `tbody` or `tfoot`.
///
/// # Errors
/// [`MarkupError::Truncated`] when the text ends inside a table, `script`, `style`… or tag. A table that its writer never
/// closes passes if `</body>` or `</html>` follows: those who leave out `</table>` and all else cannot be told from a
/// download broken off at the end of a row. With the element `html`, every table is closed and every row was handed on, and
/// only `</body>` and `</html>` are missing: the caller may let that pass for a system known to leave them out.
/// [`MarkupError::NoTable`], [`MarkupError::NestedTables`], [`MarkupError::TooLarge`].
pub fn read_html(
    text: &str,
    limits: &MarkupLimits,
    each: &mut dyn FnMut(Event<'_>) -> ControlFlow<()>,
) -> Result<(), MarkupError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut survey = Survey::default();
    // One table holds no other: most files are read once.
    if tables(text).nth(1).is_some() {
        walk(text, limits, false, &mut survey).or_else(Halt::outcome)?;
    }
    walk(text, limits, true, &mut Sheets::new(text, *limits, survey.natures, each)).or_else(Halt::outcome)
}

/// Places that look like the start tag of a table.
fn tables(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    memchr_iter(b'<', bytes)
        .filter(|at| bytes.get(at + 1..at + 6).is_some_and(|name| name.eq_ignore_ascii_case(b"table")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::markup::testing::{LIMITS, all, error, whole};
    use proptest::prelude::*;

    /// An open dossier has a blank last cell: a row of a page has as many cells as the page says.
    #[test]
    fn blank_cells_at_the_end_of_a_row_are_told() {
        let page = "<table><tr><td>a<td rowspan=2>b<td colspan=2></tr><tr><td>c<tr><td><td>d<td><td></table>";
        let mut widths = Vec::new();
        let read = read_html(page, &LIMITS, &mut |event| {
            if let Event::Row(row) = event {
                widths.push(row.cells.len());
            }
            ControlFlow::Continue(())
        });
        assert_eq!((read, widths), (Ok(()), vec![4, 2, 4]));
    }

    #[test]
    fn an_export_of_a_one_stop_system() {
        let text = "\u{feff}<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\r\n\
            <head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"/>\r\n\
            <!--[if gte mso 9]><xml><x:ExcelWorkbook></x:ExcelWorkbook></xml><![endif]-->\r\n\
            <style>.x{mso-number-format:\"\\@\"}</style><title>Sổ theo dõi</title></head>\r\n\
            <body>\r\n\
            <h3>SỔ THEO DÕI HỒ SƠ</h3>\r\n\
            <table border=1>\r\n\
            <tr><td colspan=12>Từ ngày 15/07/2022 đến ngày 14/08/2022</td></tr>\r\n\
            <tr><td>&nbsp;</td></tr>\r\n\
            <tr><th rowspan=2>STT<th rowspan=2>Mã hồ sơ<th colspan=2>Ngày</tr>\r\n\
            <tr><th>tiếp nhận<th>hẹn trả</tr>\r\n\
            <tr><td>(1)<td>(2)<td>(3)<td>(4)</tr>\r\n\
            <tr><td colspan=4><b>UBND xã Lâm Thao</b></tr>\r\n\
            <tr><td>1<td class=x>H56.14-220801-0001<td>01/08/2022<td>05/08/2022<td></tr>\r\n\
            <tr><td colspan=3>Tổng số<td>1</tr>\r\n\
            </table>\r\n\
            <p>Người lập biểu<br>Công dân 000123</p></body></html>\r\n";
        let expected = [
            "[table 1]",
            "6: SỔ THEO DÕI HỒ SƠ",
            "8: Từ ngày 15/07/2022 đến ngày 14/08/2022",
            "10: STT|Mã hồ sơ|Ngày",
            "11: ||tiếp nhận|hẹn trả",
            "12: (1)|(2)|(3)|(4)",
            "13: UBND xã Lâm Thao",
            "14: 1|H56.14-220801-0001|01/08/2022|05/08/2022",
            "15: Tổng số|||1",
            "17: Người lập biểu",
            "17: Công dân 000123",
        ];
        assert_eq!(whole(read_html, text), expected);
    }

    #[test]
    fn twelve_headers_over_nine_cells_are_handed_on_as_they_are() {
        let text = format!("<table><tr>{}</tr><tr>{}</tr></table>", "<th>h".repeat(12), "<td>c".repeat(9));
        let expected = ["[table 1]", "1: h|h|h|h|h|h|h|h|h|h|h|h", "1: c|c|c|c|c|c|c|c|c"];
        assert_eq!(whole(read_html, &text), expected);
    }

    #[test]
    fn text_outside_goes_with_the_table_that_follows() {
        let text = "Đầu\n<p>\n\nUBND xã A\n<table><caption>Biểu 1</caption><tr><td>a</table>cuối A\n<h3>UBND\n xã <b>B</b></h3>\
            <table><tr><td>b</tr>giữa<tr><td>c</table><p>Ký <i>tên</i>\n<hr>&nbsp;";
        let expected = [
            "[table 1]",
            "1: Đầu",
            "4: UBND xã A",
            "5: Biểu 1",
            "5: a",
            "[table 2]",
            "5: cuối A",
            "6: UBND xã B",
            "7: b",
            "7: giữa",
            "7: c",
            "7: Ký tên",
        ];
        assert_eq!(whole(read_html, text), expected);
    }

    #[test]
    fn a_text_that_breaks_off_is_refused() {
        let truncated =
            |element: &str, opened, line| MarkupError::Truncated { element: element.to_owned(), opened, line };
        for (text, expected) in [
            ("<html>\n<table>\n<tr><td>a</td></tr>\n", truncated("table", 2, 3)),
            ("<table><tr><td>a</td></tr><tr><td", truncated("table", 1, 1)),
            ("<table><tr><td>a</table><table><tr>", truncated("table", 1, 1)),
            ("<html></html><table><tr><td>a", truncated("table", 1, 1)),
            ("<table><tr><td><!-- a</table>", truncated("table", 1, 1)),
            ("<table><tr><td>a</table>\n<table", truncated("table", 2, 2)),
            ("<table><tr><td>a</table>\n<!-- x", truncated("!--", 2, 2)),
            ("\n<style>td{}\n<table><tr><td>a</table>", truncated("style", 2, 3)),
            ("<html><title>x\n<table><tr><td>a</table></html>", truncated("title", 1, 2)),
            ("<html><table><tr><td><table><tr><td>a</table>", truncated("table", 1, 1)),
        ] {
            assert_eq!(error(read_html, text), expected, "{text}");
        }
        // All tables are closed: every row is handed on.
        let (events, outcome) = all(read_html, "<html><body>\n<table><tr><td>a</td></tr></table>\nKý\n", &LIMITS);
        assert_eq!(events, ["[table 1]", "2: a", "3: Ký"]);
        assert_eq!(outcome, Err(truncated("html", 1, 3)));
    }

    #[test]
    fn tables_never_closed_pass_when_the_document_is() {
        let expected = ["[table 1]", "1: a", "1: b"];
        assert_eq!(whole(read_html, "<html><body><table><tr><td>a<tr><td>b</body></html>"), expected);
        assert_eq!(whole(read_html, "<table><tr><td>a</td></tr><tr><td>b</td></tr></html>"), expected);
        assert_eq!(whole(read_html, "<html><body><table><tr><td>a<tr><td>b</table></body>"), expected);
    }

    #[test]
    fn no_table_is_an_error() {
        for text in ["", "x", "<html><p>không có dữ liệu</p></html>", "<div></div>"] {
            assert_eq!(all(read_html, text, &LIMITS), (Vec::new(), Err(MarkupError::NoTable)), "{text}");
        }
        assert_eq!(whole(read_html, "<table></table>"), ["[table 1]"]);
    }

    #[test]
    fn a_caller_may_stop() {
        let mut seen = 0;
        let outcome = read_html("<table><tr><td>a<tr><td>b<tr><td>", &LIMITS, &mut |_| {
            seen += 1;
            if seen == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!((seen, outcome), (2, Ok(())));
    }

    /// Pieces of which hostile and broken files are made.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "<table>",
            "</table>",
            "<tr>",
            "</tr>",
            "<td>",
            "</td>",
            "<th colspan=2 rowspan=3>",
            "<td rowspan=0>",
            "<td colspan=\"",
            "<thead>",
            "</tbody>",
            "a",
            " ",
            "\n",
            "\r",
            "\r\n",
            "&nbsp;",
            "&amp",
            "&#x;",
            "&#99999999;",
            "<",
            ">",
            "</",
            "<!--",
            "-->",
            "<![",
            "]>",
            "\"",
            "'",
            "=",
            "/",
            "<script>",
            "</script>",
            "<style>",
            "<title>",
            "</title>",
            "<textarea>",
            "<b hidden>",
            "</b>",
            "<p>",
            "<br>",
            "<html>",
            "</html>",
            "</body>",
            "<xml>",
            "</xml>",
            "<td x:num=\"1E5\">",
            "####",
            "ệ",
            "e\u{301}",
            "\0",
            "\u{feff}",
            "<td style=display:none>",
            "<caption>",
        ]);
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = all(read_html, &String::from_utf8_lossy(&bytes), &LIMITS);
        }

        #[test]
        fn any_pieces_end_in_bounded_rows(text in pieces()) {
            let limits = MarkupLimits { columns: 6, rows: 8, depth: 3, cell_bytes: 40 };
            let (mut rows, mut line, mut sheets) = (0, 1, 0);
            let last = text.lines().count().max(1) as u64 + text.matches('\r').count() as u64;
            let outcome = read_html(&text, &limits, &mut |event| {
                match event {
                    Event::Sheet(_) => sheets += 1,
                    Event::Hidden(_) => {}
                    Event::Row(row) => {
                        rows += 1;
                        assert!(row.line >= 1 && row.line <= last);
                        assert!(row.cells.len() <= 6);
                        assert!(row.cells.iter().all(|cell| cell.text.len() <= 40));
                        assert!(row.cells.iter().any(|cell| !cell.text.trim().is_empty()));
                        line = row.line;
                    }
                }
                ControlFlow::Continue(())
            });
            prop_assert!(rows <= 8);
            prop_assert!(sheets > 0 || outcome.is_err());
        }

        /// What stands in cells that are whole arrives, whatever its letters.
        #[test]
        fn every_cell_of_a_whole_table_arrives(cells in prop::collection::vec(prop::collection::vec("[a-zđệ0-9&<>\"']{1,8}", 1..5), 1..8)) {
            let escape = |text: &String| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
            let row = |row: &Vec<String>| format!("<tr>{}</tr>\r\n", row.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect::<String>());
            let text = format!("<table>\n{}</table>", cells.iter().map(row).collect::<String>());
            let expected: Vec<String> = std::iter::once("[table 1]".to_owned())
                .chain(cells.iter().enumerate().map(|(at, row)| format!("{}: {}", at + 2, row.join("|"))))
                .collect();
            prop_assert_eq!(whole(read_html, &text), expected);
        }
    }
}
