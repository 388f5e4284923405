//! HTML tables, the commonest "Excel" export of one-stop systems.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use super::documents::{ROWS, page};
use super::runs::{checked, refused, units};
use crate::support::{cchc, folder};

#[test]
fn pages_without_charset_with_merged_cells_and_entities() {
    let text = "<table><tr><td colspan=5>DANH S&Aacute;CH</td></tr>\
        <tr><td rowspan=2>Mã hồ sơ<td rowspan=2>Đơn vị<td rowspan=2>Trạng&nbsp;thái<td colspan=2>Thời gian</tr>\
        <tr><td>Ngày nhận<td>Ngày hẹn trả</tr>\
        <tr><td>H1-1<td>Xã A &amp; B<td>Đang xử lý<td>01/08/2022<td>05/08/2022</tr>\
        <tr><td>H1-2<td>X&#227; C<td><b>Đang</b> xử<br>lý<td>02/08/2022<td>06/08/2022</tr></table>";
    let checked = checked("e.xls", text.as_bytes());
    assert_eq!(checked.account(), [2, 2, 0, 0]);
    assert_eq!(checked.units(), units(&[("Xã A & B", 1), ("Xã C", 1)]));
    assert_eq!(checked.days("Ngày hẹn trả"), ["2022-08-05", "2022-08-06"]);
}

/// An open dossier has no day in the last column; its row is as whole as any other.
#[test]
fn blank_cells_at_the_end_of_a_row_are_cells() {
    let head = "<tr><th>Mã hồ sơ</th><th>Đơn vị</th><th>Trạng thái</th><th>Ngày nhận</th><th>Ngày hẹn trả</th><th>Ngày kết thúc xử lý</th></tr>";
    let row = |n: u32, finished: &str| {
        format!(
            "<tr><td>H1-{n}</td><td>Xã A</td><td>Đang xử lý</td><td>0{n}/08/2022</td><td>1{n}/08/2022</td><td>{finished}</td></tr>\n"
        )
    };
    for blank in ["", " ", "&nbsp;"] {
        let some: String = (1..=6).map(|n| row(n, if n % 2 == 0 { blank } else { "09/08/2022" })).collect();
        let checked = checked("e.xls", format!("<table>{head}{some}</table>").as_bytes());
        assert_eq!(checked.account(), [6, 6, 0, 0], "{blank:?}");
        assert_eq!(checked.days("Ngày hẹn trả"), ["2022-08-11", "2022-08-16"], "{blank:?}");
    }
}

#[test]
fn a_page_whose_last_column_is_blank_throughout_is_read() {
    let cells = |row: &str| row.split('|').map(|cell| format!("<td>{cell}</td>")).collect::<String>();
    let rows: String = (1..=5)
        .map(|n| format!("<tr>{}</tr>", cells(&format!("H1-{n}|Xã A|Đang xử lý|0{n}/08/2022|1{n}/08/2022|"))))
        .collect();
    let head = cells("Mã hồ sơ|Đơn vị|Trạng thái|Ngày nhận|Ngày hẹn trả|Ngày kết thúc xử lý");
    let checked = checked("e.xls", format!("<table><tr>{head}</tr>{rows}</table>").as_bytes());
    assert_eq!(checked.account(), [5, 5, 0, 0]);
    assert_eq!(checked.days("Ngày hẹn trả"), ["2022-08-11", "2022-08-15"]);
    assert_eq!(checked.days("Ngày kết thúc xử lý")[0], "none");
}

/// Grids of web pages keep their header in a table of its own.
#[test]
fn a_header_in_a_table_of_its_own_is_no_empty_list() {
    let row = |cells: &str| {
        format!("<tr>{}</tr>", cells.split('|').map(|cell| format!("<td>{cell}</td>")).collect::<String>())
    };
    let rows: String = (1..=5).map(|n| row(&format!("H1-{n}|Xã A|Đang xử lý|0{n}/08/2022"))).collect();
    let text = format!("<table>{}</table><table>{rows}</table>", row("Mã hồ sơ|Đơn vị|Trạng thái|Ngày nhận"));
    let folder = folder(&[("e.xls", text.as_bytes())]);
    let run = cchc(["validate", folder.path().to_str().unwrap(), "--format", "json"]);
    let is_read = run.json()["dossiers"] == 5;
    assert!(is_read || run.code != 0, "five dossiers are not read, and nothing is wrong: {}", run.snapshot());
}

#[test]
fn a_page_that_ends_within_its_table_is_refused() {
    let whole = page(&ROWS);
    let cut = &whole[..whole.find("H1-3").unwrap()];
    let said = refused(&[("e.xls", cut.as_bytes())]);
    assert!(said.contains("downloaded in full"), "{said}");
}
