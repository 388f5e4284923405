//! Form II.06a against the plain model, and its formulas against what LibreOffice works out.

use std::io::{Cursor, Read, Write as _};

use super::super::model::figures::Expected;
use super::super::model::units::unit;
use super::book::{Book, Sheet, reference};
use super::dossiers::{FIELDS, csv, rows, told};
use super::made::{Made, SAMPLES, made, make, request};
use super::office;
use crate::support::folder;

/// What the columns 3 to 13 count, by Circular 01/2020/TT-VPCP.
const COLUMNS: [&str; 11] = [
    "handled",
    "received_online",
    "received_other",
    "carried_over",
    "settled",
    "settled_early",
    "settled_on_day",
    "settled_late",
    "open",
    "open_in_time",
    "open_late",
];

fn quarter(files: &[(&str, &str)]) -> Made {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let folder = folder(&files);
    let mut request = request(folder.path());
    request.period = Some("2022-01..2022-03".to_owned());
    make(request)
}

fn by_unit(made: &Made) -> &Sheet {
    made.book.sheet("II.06a theo đơn vị")
}

/// The row of a label, its cells in the columns 3 to 13.
fn counts(sheet: &Sheet, row: u32) -> Vec<String> {
    (2..13).map(|column| sheet.text((row, column))).collect()
}

fn modelled(expected: &Expected, scope: &'static str, unit: Option<&str>, level: Option<&str>) -> Vec<String> {
    let figure = |indicator: &&str| {
        let about = ((*indicator).to_owned(), scope, unit.map(str::to_owned), level.map(str::to_owned));
        expected.figures.get(&about).unwrap_or_else(|| panic!("{about:?}")).numerator
    };
    COLUMNS.iter().map(|id| figure(id).map_or("không có dữ liệu".to_owned(), |count| count.to_string())).collect()
}

#[test]
fn the_form_by_unit_counts_as_the_plain_model() {
    let export = csv(&rows(400), &[]);
    let made = quarter(&[("a.csv", &export)]);
    let expected = told(&[("a.csv", &export)]);
    check_units(by_unit(&made), &expected);
}

fn check_units(sheet: &Sheet, expected: &Expected) {
    let (first, _) = sheet.find("Cộng");
    assert_eq!(counts(sheet, first), modelled(expected, "all", None, None));
    let mut units = 0;
    for row in first + 1..sheet.size().0 {
        let label = sheet.text((row, 1));
        let serial = sheet.text((row, 0));
        match label.as_str() {
            "" => break,
            "Cấp huyện" => assert_eq!(counts(sheet, row), modelled(expected, "level", None, Some("district"))),
            "Cấp xã" => assert_eq!(counts(sheet, row), modelled(expected, "level", None, Some("commune"))),
            name => {
                let of = unit(name, None, None);
                assert_eq!(counts(sheet, row), modelled(expected, "unit", Some(&of.key), Some(of.level)), "{name}");
                assert!(serial.parse::<u32>().is_ok(), "{serial}");
                units += 1;
            }
        }
    }
    assert_eq!(units, 5);
}

#[test]
fn the_form_by_field_counts_each_field_as_if_it_were_alone() {
    let rows = rows(400);
    let export = csv(&rows, &[]);
    let made = quarter(&[("a.csv", &export)]);
    let sheet = made.book.sheet("II.06a theo lĩnh vực");
    for field in FIELDS {
        let alone = csv(rows.iter().filter(|row| row[2] == field), &[]);
        let label = if field.is_empty() { "(không ghi)" } else { field };
        let (row, _) = sheet.find(label);
        let expected = told(&[("a.csv", &alone)]);
        assert_eq!(counts(sheet, row), modelled(&expected, "all", None, None), "{label}");
    }
    let (total, _) = sheet.find("Cộng");
    assert_eq!(counts(sheet, total), modelled(&told(&[("a.csv", &export)]), "all", None, None));
}

#[test]
fn totals_are_formulas_where_all_their_parts_are_known() {
    let made = quarter(&[("a.csv", &csv(&rows(400), &[]))]);
    let sheet = by_unit(&made);
    let (total, _) = sheet.find("Cộng");
    let (district, _) = sheet.find("Cấp huyện");
    let (commune, _) = sheet.find("Cấp xã");
    let row = total + 1;
    assert_eq!(sheet.formula((total, 2)), format!("D{row}+E{row}+F{row}"));
    assert_eq!(sheet.formula((total, 3)), format!("D{}+D{}", district + 1, commune + 1));
    assert_eq!(sheet.formula((district, 3)), format!("SUM(D{}:D{})", district + 2, commune));
    assert_eq!(sheet.formula((district, 10)), format!("L{0}+M{0}", district + 1));
    assert_eq!(sheet.formula((district + 1, 3)), "", "what was counted is a number");
}

#[test]
fn sums_that_do_not_agree_with_their_parts_are_plain_numbers_with_a_mark() {
    // One of two exports does not tell the channel: what came online and otherwise is known for the other one only.
    let rows = rows(400);
    let (told_all, lacking) = rows.split_at(200);
    let exports = [("a.csv", csv(told_all, &[])), ("b.csv", csv(lacking, &["Hình thức tiếp nhận"]))];
    let files = exports.each_ref().map(|(name, text)| (*name, text.as_str()));
    let made = quarter(&files);
    let sheet = by_unit(&made);
    let expected = told(&files);
    check_units(sheet, &expected);
    let (total, _) = sheet.find("Cộng");
    let (district, _) = sheet.find("Cấp huyện");
    let (commune, _) = sheet.find("Cấp xã");
    assert_eq!(sheet.formula((total, 2)), format!("C{}+C{}", district + 1, commune + 1), "levels come to the total");
    assert_eq!(sheet.formula((district + 1, 2)), "", "received online and otherwise do not come to all received");
    assert_eq!(sheet.formula((total, 6)), format!("H{0}+I{0}+J{0}", total + 1), "what was settled does");
    assert_eq!(made.book.number_format(&sheet.name, (total, 3)), "#,##0\"*\"");
    assert_eq!(made.book.number_format(&sheet.name, (total, 7)), "#,##0");
    assert!(sheet.places().any(|place| sheet.text(place).starts_with("(*)")), "the mark is explained");
    let none = quarter(&[("b.csv", &csv(lacking, &["Hình thức tiếp nhận"]))]);
    let sheet = by_unit(&none);
    let (total, _) = sheet.find("Cộng");
    assert_eq!((sheet.text((total, 3)), sheet.formula((total, 3))), ("không có dữ liệu".to_owned(), ""));
    assert_eq!(sheet.formula((total + 2, 2)), "", "nothing adds up to what is received of a unit");
}

#[test]
fn libreoffice_works_the_same_totals_out() {
    let Some(office) = office::start() else { return };
    let mut formulas = 0;
    for name in SAMPLES {
        let made = made(name);
        let calculated = Book::open(&office.recalculate(&without_results(&made.bytes)));
        assert_eq!(calculated.names(), made.book.names());
        for (sheet, again) in made.book.sheets.iter().zip(&calculated.sheets) {
            for place in sheet.places().filter(|place| !sheet.formula(*place).is_empty()) {
                let at = format!("{name}, {}!{}", sheet.name, reference(place));
                assert_eq!(sheet.number(place), again.number(place), "{at}: {}", sheet.formula(place));
                formulas += 1;
            }
            // All else is as it was: LibreOffice read it without a repair.
            for place in sheet.places().filter(|place| sheet.formula(*place).is_empty()) {
                assert_eq!(sheet.text(place), again.text(place), "{name}, {}!{}", sheet.name, reference(place));
            }
        }
    }
    assert!(formulas > 300, "{formulas}");
}

/// The workbook with the stored result taken out of every formula, so that it must be worked out anew.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(content).unwrap();
            let mut parts = text.split("</f><v>");
            let mut kept = parts.next().unwrap().to_owned();
            for part in parts {
                let (_, rest) = part.split_once("</v>").unwrap();
                kept.push_str("</f>");
                kept.push_str(rest);
            }
            content = kept.into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}
