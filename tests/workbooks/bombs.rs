use std::ops::ControlFlow;

use cchc::ingest::grid::Event;
use cchc::ingest::workbook::{WorkbookError, WorkbookLimits, read_workbook};

use super::support::{LIMITS, Stream, entry, lines, lines_within, ods, packed, xls, xlsx, xlsx_parts, zip_of};

fn broken(bytes: &[u8], limits: &WorkbookLimits) -> &'static str {
    match lines_within(bytes, limits) {
        Err(WorkbookError::TooLarge { limit, .. }) => limit,
        Err(_) => "another error",
        Ok(_) => "no error",
    }
}

fn with_part(name: &str, content: &[u8]) -> Vec<u8> {
    let mut entries: Vec<_> =
        xlsx_parts("", "", "").iter().map(|(name, content)| entry(name, content.as_bytes())).collect();
    entries.push(entry(name, content));
    zip_of(&entries)
}

#[test]
fn a_part_of_a_hundred_megabytes_of_zeros() {
    let bytes = with_part("xl/media/image1.png", &vec![0; 100 << 20]);
    assert_eq!(broken(&bytes, &LIMITS), "unpacked_bytes");
    assert_eq!(broken(&bytes, &WorkbookLimits { unpacked_bytes: 1 << 30, ..LIMITS }), "ratio");
    assert_eq!(broken(&bytes, &WorkbookLimits { unpacked_bytes: 1 << 30, ratio: 2_000, ..LIMITS }), "no error");
}

#[test]
fn parts_that_are_too_large_only_together() {
    let mut entries = Vec::new();
    for number in 0..10 {
        entries.push(entry(&format!("xl/{number}"), &vec![0; 1 << 20]));
    }
    entries.push(entry("xl/workbook.xml", b""));
    assert_eq!(broken(&zip_of(&entries), &WorkbookLimits { unpacked_bytes: 9 << 20, ..LIMITS }), "unpacked_bytes");
}

#[test]
fn parts_that_lie_about_their_size() {
    for lie in [0, 10, 4_000] {
        let mut big = entry("xl/media/a", &[7; 5_000]);
        big.size = lie;
        let mut entries: Vec<_> =
            xlsx_parts("", "", "").iter().map(|(name, content)| entry(name, content.as_bytes())).collect();
        entries.push(big);
        assert!(matches!(lines(&zip_of(&entries)), Err(WorkbookError::Damaged { .. })), "{lie}");
    }
}

#[test]
fn ten_thousand_parts() {
    let entries: Vec<_> = (0..10_001).map(|number| entry(&format!("xl/{number}"), b"")).collect();
    // By its first part alone it is an xlsx workbook.
    assert_eq!(broken(&zip_of(&entries), &LIMITS), "entries");
}

#[test]
fn parts_with_one_name() {
    for name in ["xl/sharedStrings.xml", "XL/sharedstrings.xml", "xl\\sharedStrings.xml"] {
        let bytes = with_part(name, b"<sst/>");
        assert!(matches!(lines(&bytes), Err(WorkbookError::Damaged { .. })), "{name}");
    }
}

#[test]
fn a_million_tiny_shared_strings() {
    let strings = "<si/>".repeat(1_000_000);
    let bytes = xlsx("<row><c t=\"s\"><v>999999</v></c><c><v>1</v></c></row>", &strings, "");
    let limits = WorkbookLimits { ratio: 5_000, ..LIMITS };
    assert_eq!(lines_within(&bytes, &limits).unwrap(), ["# S", "1:  | n 1"]);
    assert_eq!(broken(&bytes, &LIMITS), "ratio");
}

#[test]
fn a_count_of_shared_strings_is_not_believed() {
    let mut parts = xlsx_parts("<row><c t=\"s\"><v>0</v></c></row>", "<si><t>a</t></si>", "");
    parts[4].1 = parts[4].1.replace("<sst ", "<sst uniqueCount=\"999999999999\" ");
    assert_eq!(lines(&packed(&parts)).unwrap(), ["# S", "1: a"]);
}

#[test]
fn a_million_styles_of_one_long_format() {
    let code = "0".repeat(60_000);
    let styles = format!(
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"{code}\"/></numFmts><cellXfs>{}</cellXfs>",
        "<xf numFmtId=\"164\"/>".repeat(1_000_000)
    );
    let bytes = xlsx("<row><c s=\"999999\"><v>1</v></c></row>", "", &styles);
    assert_eq!(lines_within(&bytes, &WorkbookLimits { ratio: 5_000, ..LIMITS }).unwrap(), ["# S", "1: n 1"]);
}

#[test]
fn one_long_text_that_many_cells_share() {
    let long = format!("<si><t>{}</t></si>", "dài ".repeat(15_000));
    let rows = "<row>".to_owned() + &"<c t=\"s\"><v>0</v></c>".repeat(900) + "</row>";
    assert_eq!(broken(&xlsx(&rows, &long, ""), &WorkbookLimits { ratio: 5_000, ..LIMITS }), "unpacked_bytes");
    let longer = format!("<si><t>{}</t></si>", "a".repeat(98_302));
    assert_eq!(broken(&xlsx("<row><c t=\"s\"><v>0</v></c></row>", &longer, ""), &LIMITS), "cell_bytes");
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing() {
    let corner = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>2</v></c><c r=\"XFD1048576\" s=\"0\"/></row>";
    assert_eq!(lines(&xlsx(corner, "", "")).unwrap(), ["# S", "1: n 1", "1048576: n 2"]);
    let corner = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    assert_eq!(broken(&xlsx(corner, "", ""), &LIMITS), "columns");
    let wide = WorkbookLimits { columns: 16_384, ..LIMITS };
    let read = lines_within(&xlsx(corner, "", ""), &wide).unwrap();
    assert_eq!(read[1].matches('|').count(), 16_383);
    assert_eq!(broken(&xlsx(corner, "", ""), &WorkbookLimits { cells: 16_383, ..wide }), "cells");
}

#[test]
fn blanks_between_cells_count() {
    let rows: String =
        (1..=2_000).map(|row| format!("<row r=\"{row}\"><c r=\"ALL{row}\"><v>1</v></c></row>")).collect();
    // ALL is column 1000.
    assert_eq!(broken(&xlsx(&rows, "", ""), &LIMITS), "cells");
}

#[test]
fn too_many_sheets() {
    let sheets = "<sheet name=\"a\" r:id=\"rId1\"/>".repeat(21);
    let mut parts = xlsx_parts("", "", "");
    parts[2].1 = parts[2].1.replace("<sheets>", &format!("<sheets>{sheets}"));
    assert_eq!(broken(&packed(&parts), &LIMITS), "sheets");
    assert_eq!(broken(&ods(&"<table:table/>".repeat(21)), &LIMITS), "sheets");
    let listed: Vec<u8> =
        (1..=21_u8).flat_map(|at| Stream::default().record(0x0085, &[at, 0, 0, 0, 0, 0, 1, 0, at]).0).collect();
    assert_eq!(broken(&xls(Stream(listed), Stream::default()), &LIMITS), "sheets");
}

#[test]
fn repeated_rows_and_columns() {
    let table = |rows: u64, columns: u64| {
        ods(&format!(
            "<table:table table:name=\"S\"><table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell \
             table:number-columns-repeated=\"{columns}\" office:value-type=\"string\"><text:p>a</text:p></table:table-cell>\
             </table:table-row></table:table>"
        ))
    };
    assert_eq!(broken(&table(1 << 31, 1), &LIMITS), "cells");
    assert_eq!(broken(&table(1 << 31, 1 << 31), &LIMITS), "columns");
    assert_eq!(broken(&table(2_000, 1_000), &LIMITS), "cells");
    assert_eq!(broken(&table(1_000, 1_000), &LIMITS), "no error");
    let long = ods(&format!(
        "<table:table><table:table-row table:number-rows-repeated=\"100000\"><table:table-cell office:value-type=\"string\">\
         <text:p>{}</text:p></table:table-cell></table:table-row></table:table>",
        "a".repeat(30_000)
    ));
    assert_eq!(broken(&long, &LIMITS), "unpacked_bytes");
}

#[test]
fn elements_within_elements() {
    let deep = "<a>".repeat(100_000);
    let limits = WorkbookLimits { ratio: 5_000, ..LIMITS };
    assert_eq!(broken(&xlsx(&deep, "", ""), &limits), "another error");
    assert_eq!(broken(&ods(&"<table:table-row-group>".repeat(100_000)), &limits), "another error");
}

#[test]
fn dimensions_of_old_sheets_are_not_believed() {
    let mut far = Vec::new();
    for field in [65_535_u16, 255, 0] {
        far.extend(field.to_le_bytes());
    }
    far.extend(1.0_f64.to_le_bytes());
    for dimensions in [
        [0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0xff, 0xff, 0, 0],
        // From the last row to the first.
        [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0, 0, 0, 0, 0],
    ] {
        let sheet = Stream::default().record(0x0200, &dimensions).record(0x0203, &[0; 14]).record(0x0203, &far);
        let read = lines(&xls(Stream::default(), sheet)).unwrap();
        assert_eq!((read.len(), read[1].as_str()), (3, "1: n 0"));
        assert!(read[2].starts_with("65536: "));
    }
}

#[test]
fn cells_of_old_sheets_are_counted() {
    let mut sheet = Vec::new();
    for row in 0..2_000_u16 {
        let mut content = [row.to_le_bytes(), [0xe7, 0x03], [0, 0]].concat();
        content.extend(1.0_f64.to_le_bytes());
        sheet.extend(Stream::default().record(0x0203, &content).0);
    }
    assert_eq!(broken(&xls(Stream::default(), Stream(sheet)), &LIMITS), "cells");
}

#[test]
fn a_container_that_leads_back_to_itself() {
    let mut bytes = super::support::fixture("xlwt-1900.xls");
    // The first sector of the table of sectors: every sector follows itself.
    let table = u32::from_le_bytes(bytes[76..80].try_into().unwrap()) as usize;
    let begin = (table + 1) * 512;
    for place in 0..128_u32 {
        let at = begin + place as usize * 4;
        bytes[at..at + 4].copy_from_slice(&place.to_le_bytes());
    }
    assert!(matches!(lines(&bytes), Err(WorkbookError::Damaged { .. })));
}

#[test]
fn whoever_has_seen_enough_stops_without_error() {
    let rows: String = (1..=9).map(|row| format!("<row r=\"{row}\"><c><v>{row}</v></c></row>")).collect();
    let mut seen = 0;
    let read = read_workbook(&xlsx(&rows, "", ""), &LIMITS, &mut |event| {
        seen += 1;
        if matches!(event, Event::Row(row) if row.line == 3) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert!(read.is_ok());
    assert_eq!(seen, 4);
}
