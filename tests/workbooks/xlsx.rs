use cchc::ingest::workbook::WorkbookError;

use super::support::{lines, packed, xlsx, xlsx_parts};

fn sheet(rows: &str) -> Vec<String> {
    lines(&xlsx(rows, "", "")).unwrap()
}

fn refused(rows: &str) -> bool {
    matches!(lines(&xlsx(rows, "", "")), Err(WorkbookError::Damaged { .. }))
}

#[test]
fn rows_and_cells_need_no_addresses() {
    let rows = "<row><c><v>1</v></c><c t=\"str\"><v>hai</v></c></row><row r=\"5\"><c r=\"C5\"><v>3</v></c><c><v>4</v></c></row>\
                <row><c><v>5</v></c></row>";
    assert_eq!(sheet(rows), ["# S", "1: n 1 | hai", "5:  |  | n 3 | n 4", "6: n 5"]);
}

#[test]
fn elements_may_have_prefixes() {
    let mut parts = xlsx_parts("", "", "");
    parts[2].1 =
        "<x:workbook xmlns:x=\"a\" xmlns:q=\"b\"><x:sheets><x:sheet name=\"S\" q:id=\"rId1\"/></x:sheets></x:workbook>"
            .into();
    parts[4].1 = "<x:sst xmlns:x=\"a\"><x:si><x:t>một</x:t></x:si></x:sst>".into();
    parts[5].1 = "<x:styleSheet xmlns:x=\"a\"><x:cellXfs><x:xf numFmtId=\"0\"/><x:xf numFmtId=\"14\"/></x:cellXfs></x:styleSheet>".into();
    parts[6].1 = "<x:worksheet xmlns:x=\"a\"><x:sheetData><x:row r=\"2\"><x:c r=\"A2\" t=\"s\"><x:v>0</x:v></x:c>\
        <x:c r=\"B2\" s=\"1\"><x:v>45351</x:v></x:c></x:row></x:sheetData></x:worksheet>"
        .into();
    assert_eq!(lines(&packed(&parts)).unwrap(), ["# S", "2: một | d 2024-02-29 19782"]);
}

#[test]
fn parts_may_begin_with_a_byte_order_mark() {
    let mut parts = xlsx_parts("<row><c t=\"s\"><v>0</v></c></row>", "<si><t>một</t></si>", "");
    for part in &mut parts {
        part.1 = format!("\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n{}", part.1);
    }
    assert_eq!(lines(&packed(&parts)).unwrap(), ["# S", "1: một"]);
}

#[test]
fn parts_may_be_spelled_with_backslashes_capitals_and_from_the_root() {
    let mut parts = xlsx_parts("<row><c t=\"s\"><v>0</v></c></row>", "<si><t>một</t></si>", "");
    parts[4].0 = "XL\\SharedStrings.XML".into();
    parts[6].0 = "xl\\worksheets\\Sheet1.xml".into();
    parts[3].1 = parts[3].1.replace("worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml");
    assert_eq!(lines(&packed(&parts)).unwrap(), ["# S", "1: một"]);
}

#[test]
fn relations_may_be_missing_but_for_the_sheet() {
    let mut parts = xlsx_parts("<row><c t=\"s\"><v>0</v></c></row>", "<si><t>một</t></si>", "");
    parts[3].1 = parts[3].1.replace("/sharedStrings\"", "/other\"");
    assert_eq!(lines(&packed(&parts)).unwrap(), ["# S", "1: một"]);
    parts[3].1 = parts[3].1.replace("rId1", "rId9");
    assert!(matches!(lines(&packed(&parts)), Err(WorkbookError::Damaged { .. })));
}

#[test]
fn texts_are_joined_from_their_runs_without_reading_aids() {
    let strings = "<si><t xml:space=\"preserve\">một </t></si><si><r><rPr><b/></rPr><t>hai</t></r><r><t> &amp; ba</t></r>\
                   <rPh sb=\"0\" eb=\"1\"><t>x</t></rPh><phoneticPr fontId=\"1\"/></si><si/><si><t>b&#7889;n_x000A_</t></si>\
                   <si><t><![CDATA[<năm>]]></t></si>";
    let rows = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v> 1 </v></c><c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c><c t=\"s\">\
                <v>4</v></c><c t=\"inlineStr\"><is><r><t>trong </t></r><r><t>hàng</t></r></is></c></row>";
    assert_eq!(lines(&xlsx(rows, strings, "")).unwrap(), ["# S", "1: một  | hai & ba |  | bốn\n | <năm> | trong hàng"]);
}

#[test]
fn a_shared_string_that_is_not_there_is_damage() {
    assert!(refused("<row><c t=\"s\"><v>0</v></c></row>"));
    assert!(matches!(
        lines(&xlsx("<row><c t=\"s\"><v>x</v></c></row>", "<si><t>a</t></si>", "")),
        Err(WorkbookError::Damaged { .. })
    ));
}

#[test]
fn values_of_every_type() {
    let rows = "<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#REF!</v></c><c t=\"e\"><v>#SPILL!</v></c>\
                <c t=\"str\"><f>A1</f><v>chữ</v></c><c><f>1+1</f><v>2</v></c><c><v>3</v><f>1+2</f></c><c t=\"d\"><v>2024-02-29T00:00:00</v></c>\
                <c t=\"n\"><v>1.0132200000000000</v></c><c><v>1004441.0</v></c><c><v>1E3</v></c><c><v>chữ</v></c><c/><c><v/></c>\
                <c t=\"n\"><v>-0</v></c></row>";
    assert_eq!(
        sheet(rows),
        [
            "# S",
            "1: true | false | #REF! | #SPILL! | chữ | n 2 | n 3 | d 2024-02-29 19782 | n 1.01322 | n 1004441 | n 1000 | \
                 chữ |  |  | n 0"
        ]
    );
}

#[test]
fn a_formula_without_value_is_not_taken_for_blank() {
    assert_eq!(sheet("<row><c><f>SUM(A1:A9)</f></c><c><f>B1</f><v></v></c></row>"), ["# S", "1: =SUM(A1:A9) | =B1"]);
    // This one has a value: a text without letters.
    assert_eq!(sheet("<row><c t=\"str\"><f>A1</f><v></v></c></row>"), ["# S"]);
}

#[test]
fn dates_follow_the_format_of_the_cell() {
    let styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm\"/><numFmt numFmtId=\"165\" \
                  formatCode=\"[$-42A]d\\ mmmm\\ yyyy;@\"/><numFmt numFmtId=\"166\" formatCode=\"#,##0\\ &quot;đ&quot;\"/>\
                  <numFmt numFmtId=\"167\" formatCode=\"[h]:mm\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
                  <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>\
                  <xf numFmtId=\"166\"/><xf numFmtId=\"20\"/><xf numFmtId=\"167\"/></cellXfs>";
    let rows = "<row><c s=\"0\"><v>45351</v></c><c s=\"1\"><v>45351</v></c><c s=\"2\"><v>45351.999</v></c><c s=\"3\"><v>45351</v></c>\
                <c s=\"4\"><v>45351</v></c><c s=\"5\"><v>0.5</v></c><c s=\"6\"><v>1.5</v></c></row>\
                <row><c s=\"1\"><v>60</v></c><c s=\"1\"><v>61</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>-1</v></c>\
                <c s=\"1\"><v>2958466</v></c><c s=\"1\"><v>0</v></c></row>";
    assert_eq!(
        lines(&xlsx(rows, "", styles)).unwrap(),
        [
            "# S",
            "1: n 45351 | d 2024-02-29 19782 | d 2024-02-29 19782 | d 2024-02-29 19782 | n 45351 | 12:00:00 | 36:00:00",
            // 1900-02-28 is 25509 days before 1970.
            "2: n 60 | d 1900-03-01 -25508 | d 1900-02-28 -25509 | n -1 | n 2958466 | n 0"
        ]
    );
    let mut parts = xlsx_parts("<row><c s=\"1\"><v>43889</v></c></row>", "", styles);
    parts[2].1 = parts[2].1.replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>");
    assert_eq!(lines(&packed(&parts)).unwrap(), ["# S", "1: d 2024-02-29 19782"]);
}

#[test]
fn a_style_that_is_not_there_is_damage() {
    assert!(refused("<row><c s=\"7\"><v>45351</v></c></row>"));
    assert!(refused("<row><c s=\"x\"><v>45351</v></c></row>"));
}

#[test]
fn cells_stand_in_their_places_or_are_damage() {
    assert_eq!(sheet("<row r=\"1\"><c r=\"B1\"><v>2</v></c><c r=\"A1\"><v>1</v></c></row>"), ["# S", "1: n 1 | n 2"]);
    for rows in [
        "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1\"><c r=\"B1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>",
        "<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>",
        "<row r=\"0\"/>",
        "<row r=\"1048577\"/>",
        "<row r=\"x\"/>",
        "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"q\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" t=s><v>1</v></c></row>",
        "<row r=\"1\"><c t=\"b\"><v>2</v></c></row>",
        "<row r=\"1\"><c t=\"n\"><v>a</v></c></row>",
        "<row><c t=\"str\"><v>&unknown;</v></c></row>",
        "<row><c><v>1</v><v>2</v></c></row>",
        "<row></c></row>",
    ] {
        assert!(refused(rows), "{rows}");
    }
}

#[test]
fn only_sheets_of_cells_are_read_and_only_visible_ones() {
    let mut parts = xlsx_parts("<row><c><v>1</v></c></row>", "", "");
    parts[2].1 = parts[2].1.replace(
        "<sheets>",
        "<sheets><sheet name=\"Ẩn\" state=\"veryHidden\" r:id=\"rId1\"/><sheet name=\"Biểu đồ\" r:id=\"rId2\"/>",
    );
    assert_eq!(lines(&packed(&parts)).unwrap(), ["~ Ẩn", "# S", "1: n 1"]);
    parts[2].1 = "<workbook><sheets/></workbook>".into();
    assert!(matches!(lines(&packed(&parts)), Err(WorkbookError::NoSheets)));
}

#[test]
fn other_encodings_are_refused_by_name() {
    let mut parts = xlsx_parts("<row><c><v>1</v></c></row>", "", "");
    parts[6].1 = format!("<?xml version=\"1.0\" encoding=\"windows-1258\"?>{}", parts[6].1);
    assert!(matches!(lines(&packed(&parts)), Err(WorkbookError::Unsupported { .. })));
}
