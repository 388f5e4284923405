//! Where the dossiers of a list stand, and what stands around them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use super::runs::{HEAD, assert_rejected, checked, checked_text, checked_with, fixture, list, refused, units};

const ROW: &str = "Đang xử lý;01/08/2022;;";

#[test]
fn titles_and_blank_rows_above_the_header() {
    let text = format!(
        "DANH SÁCH HỒ SƠ TIẾP NHẬN;;;;;\n\nTừ ngày 01/08/2022 đến ngày 31/08/2022;;;;;\n;;;;;\n{}",
        list(&[["H1-1", "Xã A", "01/08/2022"]])
    );
    let checked = checked_text(&text);
    assert_eq!(checked.account(), [1, 1, 0, 0]);
    assert_eq!((checked.set_aside("title"), checked.only()["header_line"].as_u64()), (2, Some(5)));
}

#[test]
fn a_header_of_two_rows_with_merged_cells() {
    let checked = checked("e.xlsx", &fixture("merged.xlsx"));
    assert_eq!(checked.account(), [2, 2, 0, 0]);
    assert_eq!(checked.received(), ["2022-08-01", "2022-08-02"]);
    assert_eq!(checked.days("Ngày hẹn trả"), ["2022-08-05", "2022-08-06"]);
    assert_eq!((checked.set_aside("header"), checked.set_aside("numbering")), (2, 1));
}

#[test]
fn a_header_of_three_rows() {
    let text = "STT;Mã hồ sơ;Đơn vị;Thông tin chung;;\n;;;Trạng thái;Thời gian;\n;;;;Ngày nhận;Ngày hẹn trả\n\
                1;H1-1;Xã A;Đang xử lý;01/08/2022;05/08/2022\n";
    let checked = checked_text(text);
    assert_eq!(checked.account(), [1, 1, 0, 0]);
    assert_eq!((checked.set_aside("header"), checked.received()[0].as_str()), (3, "2022-08-01"));
    assert_eq!(checked.days("Ngày hẹn trả")[0], "2022-08-05");
}

#[test]
fn a_lower_header_below_a_telling_one_is_another_column() {
    // "Kết quả / Ngày nhận" is the day the result was taken, not the day the dossier was received.
    let text = "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Kết quả;\n;;;;Ngày nhận;Nơi nhận\n\
                H1-1;Xã A;Đang xử lý;01/08/2022;09/09/2022;x\n";
    assert_eq!(checked_text(text).received(), ["2022-08-01", "2022-08-01"]);
}

#[test]
fn rows_of_column_numbers() {
    for numbers in ["A;B;1;2;3;4", "(1);(2);(3);(4);(5);(6)", "1;2;3;4;5;6=4+5", "[1];[2];[3];[4];[5];[6]"] {
        let checked = checked_text(&format!("{HEAD}\n{numbers}\nH1-1;Xã A;{ROW}\n"));
        assert_eq!((checked.account(), checked.set_aside("numbering")), ([1, 1, 0, 0], 1), "{numbers}");
    }
}

#[test]
fn a_group_row_names_the_unit_of_the_rows_below() {
    let head = "Mã hồ sơ;Trạng thái;Ngày nhận\n";
    let rows = "UBND xã A;;\nH1-1;Đang xử lý;01/08/2022\nH1-2;Đang xử lý;02/08/2022\nII;UBND xã B;\nH1-3;Đang xử lý;03/08/2022\n";
    let checked = checked_text(&format!("{head}{rows}"));
    assert_eq!(checked.account(), [3, 3, 0, 0]);
    assert_eq!(checked.set_aside("group"), 2);
    assert_eq!(checked.units(), units(&[("UBND xã A", 2), ("UBND xã B", 1)]));
}

#[test]
fn a_unit_column_comes_before_the_group_row() {
    let text = format!("{HEAD}\nUBND xã A;;;;;\nH1-1;;{ROW}\nH1-2;Xã C;{ROW}\nUBND xã B;;;;;\nH1-3;;{ROW}\n");
    let checked = checked_text(&text);
    assert_eq!(checked.account(), [3, 3, 0, 0]);
    assert_eq!(checked.units(), units(&[("UBND xã A", 1), ("UBND xã B", 1), ("Xã C", 1)]));
    assert_eq!(checked.repaired("group_unit"), 2);
    assert_eq!(checked.repairs[0], ["3", "Đơn vị tiếp nhận", "", "UBND xã A", "group_unit"]);
}

#[test]
fn a_field_heading_is_no_unit() {
    let checked = checked_text(&format!("{HEAD}\nLĩnh vực: Đất đai;;;;;\nH1-1;Xã A;{ROW}\n"));
    assert_eq!((checked.account(), checked.set_aside("group")), ([1, 1, 0, 0], 1));
    assert_eq!(checked.units(), units(&[("Xã A", 1)]));
}

#[test]
fn totals_in_the_middle_and_at_the_end() {
    let head = "STT;Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận\n";
    let row = |n: u32| format!("{n};H1-{n};Xã A;Đang xử lý;0{n}/08/2022\n");
    for total in ["Tổng;;2;;", "3;Tổng số;2;;", ";TỔNG CỘNG:;;2;", "IV;Cộng;;2;", "3;2;Tổng;;"] {
        let text = format!("{head}{}{}{total}\n{}{total}\n", row(1), row(2), row(3));
        let checked = checked_text(&text);
        assert_eq!((checked.account(), checked.set_aside("total")), ([3, 3, 0, 0], 2), "{total}");
    }
}

#[test]
fn signatures_below_the_list() {
    let end = ";;;;;\n;;;Sa Đéc, ngày 19 tháng 8 năm 2022;;\nNgười lập biểu;;;Thủ trưởng đơn vị;;\n;;;(Ký, đóng dấu);;\nCông dân 000123;;;Công dân 000124;;\n";
    let checked = checked_text(&format!("{}{end}", list(&[["H1-1", "Xã A", "01/08/2022"]])));
    assert_eq!((checked.account(), checked.set_aside("signature")), ([1, 1, 0, 0], 4));
}

#[test]
fn a_commune_whose_name_begins_like_a_total_is_counted() {
    let rows = [["H1-1", "Cộng Hòa", "01/08/2022"], ["H1-2", "Xã Tổng Cọt", "01/08/2022"]];
    let checked = checked_text(&list(&rows));
    assert_eq!(checked.units(), units(&[("Cộng Hòa", 1), ("Xã Tổng Cọt", 1)]));
}

#[test]
fn a_header_that_comes_again_is_no_record() {
    let text = format!("{HEAD}\nH1-1;Xã A;{ROW}\n{HEAD}\nH1-2;Xã A;{ROW}\n");
    let checked = checked_text(&text);
    assert_eq!((checked.account(), checked.set_aside("header")), ([2, 2, 0, 0], 2));
}

/// The list of a real system: three personal columns have names but no cells.
#[test]
fn twelve_header_cells_over_nine_are_told_by_what_stands_below() {
    let text = "STT;Đơn vị tiếp nhận;Tên thủ tục hành chính;Mã hồ sơ;Trạng thái;Địa chỉ;Người nộp;Chủ hồ sơ;Ngày nộp hồ sơ;Ngày nhận;Ngày hẹn trả;Ngày kết thúc xử lý\n\
                1;UBND xã A;Đăng ký khai sinh;H1.1-220802-0001;Đã trả kết quả;01/08/2022;02/08/2022;05/08/2022;04/08/2022\n\
                2;UBND xã A;Đăng ký khai tử;H1.1-220803-0002;Đang xử lý;02/08/2022;03/08/2022;06/08/2022;\n\
                3;UBND xã B;Đăng ký kết hôn;H1.1-220804-0003;Đã trả kết quả;03/08/2022;04/08/2022;07/08/2022;06/08/2022\n";
    let checked = checked_text(text);
    assert_eq!(checked.account(), [3, 3, 0, 0]);
    assert_eq!(checked.received(), ["2022-08-02", "2022-08-04"]);
    assert_eq!(checked.days("Ngày kết thúc xử lý"), ["2022-08-04", "2022-08-06"]);
    assert_eq!(checked.units(), units(&[("UBND xã A", 2), ("UBND xã B", 1)]));
}

#[test]
fn a_narrow_body_that_could_be_read_two_ways_is_refused() {
    // With three dates in the header and two below it, nothing tells which one is missing.
    let rows: String = (1..=5).map(|n| format!("H1-{n};Xã A;Đang xử lý;0{n}/08/2022;1{n}/08/2022\n")).collect();
    let said = refused(&[("e.csv", format!("{HEAD}\n{rows}").as_bytes())]);
    assert!(said.contains("the header has 6 cells but the rows have 5"), "{said}");
}

#[test]
fn a_lone_date_below_two_headers_of_dates_is_not_guessed() {
    // It may be the day received or the day due: that one of the two is required does not tell which one is there.
    let rows: String = (1..=5).map(|n| format!("H1-{n};Xã A;Đang xử lý;0{n}/08/2022\n")).collect();
    let text = format!("Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Ngày hẹn trả\n{rows}");
    let said = refused(&[("e.csv", text.as_bytes())]);
    assert!(said.contains("the header has 5 cells but the rows have 4"), "{said}");
}

#[test]
fn a_short_row_among_whole_ones_is_rejected() {
    let checked =
        checked_text(&format!("{HEAD}\nH1-1;Xã A;{ROW}\nH1-2;Xã A;Đang xử lý\nH1-3;Xã A;{ROW}\nH1-4;Xã A;{ROW}\n"));
    assert_eq!(checked.account(), [4, 3, 1, 0]);
    assert_rejected(&checked, "3", "field_count");
}

#[test]
fn every_sheet_with_dossiers_is_read_and_the_others_are_told() {
    let checked = checked("e.xlsx", &fixture("sheets.xlsx"));
    let sheets = [0, 1]
        .map(|list| (checked.of(list)["sheet"].as_str().unwrap(), checked.of(list)["accepted"].as_u64().unwrap()));
    assert_eq!(sheets, [("Hồ sơ", 2), ("Tháng 9", 1)]);
    let said = checked.document["findings"].to_string();
    assert!(said.contains("Nháp") && said.contains("Ghi chú"), "{said}");
    assert!(!checked.document.to_string().contains("Xã Z"), "a hidden sheet is not read");
}

#[test]
fn one_unit_for_a_file_without_a_unit_column() {
    let export = "Mã hồ sơ;Trạng thái;Ngày nhận\nH1-1;Đang xử lý;01/08/2022\n".as_bytes();
    let said = refused(&[("e.csv", export)]);
    assert!(said.contains("Đơn vị"), "{said}");
    let project = "[[export]]\npath = \"e.csv\"\nunit = \"Xã A\"\n".as_bytes();
    assert_eq!(checked_with(&[("e.csv", export), ("cchc.toml", project)], &[]).units(), units(&[("Xã A", 1)]));
}

#[test]
fn a_column_that_stands_twice_is_refused() {
    let text = "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Ngày nhận\nH1-1;Xã A;Đang xử lý;01/08/2022;09/08/2022\n";
    let said = refused(&[("e.csv", text.as_bytes())]);
    assert!(said.contains("Ngày nhận"), "{said}");
}
