use cchc::ingest::workbook::WorkbookError;

use super::support::{lines, ods, zip};

fn cells(row: &str) -> Vec<String> {
    lines(&ods(&format!("<table:table table:name=\"S\"><table:table-row>{row}</table:table-row></table:table>")))
        .unwrap()
}

#[test]
fn values_of_every_type() {
    let row = "<table:table-cell office:value-type=\"float\" office:value=\"1004441\"><text:p>1.004.441</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"currency\" office:currency=\"VND\" office:value=\"1.5E3\"/>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"2024-02-29\"><text:p>29/02/24</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"2024-02-29T23:59:59.999\"/>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"1899-12-30\"/>\
        <table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/>\
        <table:table-cell office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"time\" office:time-value=\"PT14H30M00S\"/>\
        <table:table-cell table:formula=\"of:=[.A1]+1\"/>\
        <table:table-cell table:formula=\"of:=[.A1]+1\" office:value-type=\"float\" office:value=\"2\"/>";
    assert_eq!(
        cells(row),
        [
            "# S",
            "1: n 1004441 | n 1500 | d 2024-02-29 19782 | d 2024-02-29 19782 | 1899-12-30 | true | #N/A | 14:30:00 | \
                 =[.A1]+1 | n 2"
        ]
    );
}

#[test]
fn texts_are_joined_without_notes() {
    let row = "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>ghi chú</text:p></office:annotation>\
        <text:p>  một\n <text:span>hai</text:span><text:s text:c=\"2\"/>ba<text:tab/>b&#7889;n &amp; <text:a>năm</text:a></text:p>\
        <text:p>dòng<text:line-break/>hai</text:p></table:table-cell>";
    assert_eq!(cells(row), ["# S", "1: một hai  ba\tbốn & năm\ndòng\nhai"]);
}

#[test]
fn rows_in_groups_and_repeats_keep_their_numbers() {
    let cell = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let table = format!(
        "<table:table table:name=\"S\"><table:table-column/><table:table-header-rows><table:table-row>{}</table:table-row>\
         </table:table-header-rows><table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>\
         <table:table-row-group><table:table-row-group><table:table-row table:number-rows-repeated=\"2\"><table:table-cell \
         table:number-columns-repeated=\"2\"/>{}</table:table-row></table:table-row-group></table:table-row-group>\
         <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/>\
         </table:table-row></table:table>",
        cell("đầu"),
        cell("thân")
    );
    assert_eq!(lines(&ods(&table)).unwrap(), ["# S", "1: đầu", "5:  |  | thân", "6:  |  | thân"]);
}

#[test]
fn merged_cells_have_their_text_once() {
    let row = "<table:table-cell table:number-columns-spanned=\"2\" office:value-type=\"string\"><text:p>a</text:p></table:table-cell>\
        <table:covered-table-cell office:value-type=\"string\"><text:p>khuất</text:p></table:covered-table-cell>\
        <table:table-cell office:value-type=\"string\"><text:p>b</text:p></table:table-cell>";
    assert_eq!(cells(row), ["# S", "1: a |  | b"]);
}

#[test]
fn encrypted_documents_are_named() {
    let manifest =
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes = zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "\u{1}\u{2}"),
    ]);
    assert!(matches!(lines(&bytes), Err(WorkbookError::Encrypted)));
}

#[test]
fn contradictions_are_damage() {
    for row in [
        "<table:table-cell office:value-type=\"float\" office:value=\"một\"/>",
        "<table:table-cell office:value-type=\"float\"/>",
        "<table:table-cell table:number-columns-repeated=\"0\"/>",
        "<table:table-cell table:number-columns-repeated=\"99999999999\"/>",
        "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"1\"/>",
        "<table:table-cell><text:p><text:s text:c=\"99999999\"/></text:p></table:table-cell>",
    ] {
        let table = format!("<table:table table:name=\"S\"><table:table-row>{row}</table:table-row></table:table>");
        assert!(matches!(lines(&ods(&table)), Err(WorkbookError::Damaged { .. })), "{row}");
    }
    assert!(matches!(lines(&ods("")), Err(WorkbookError::NoSheets)));
    let other = zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "<o:document-content xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"/>"),
    ]);
    assert!(matches!(lines(&other), Err(WorkbookError::Unsupported { .. })));
}
