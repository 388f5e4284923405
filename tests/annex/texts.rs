//! Texts from the data stay texts, whatever they look like.

use calamine::Data;

use super::made::{make, request};
use super::office;
use super::{book::Book, made::Made};
use crate::support::folder;

const HOSTILE: [&str; 6] =
    ["=1+1", "@SUM(A1)", "+84 123", "-cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\")", "Xã _x0041_ & <b>'B'</b>"];

fn hostile() -> Made {
    let mut export = "Mã hồ sơ;Đơn vị;Lĩnh vực;Trạng thái;Ngày nhận;Ngày kết thúc xử lý\n".to_owned();
    for (number, text) in HOSTILE.iter().enumerate() {
        let quoted = format!("\"{}\"", text.replace('"', "\"\""));
        export.push_str(&format!("H1-{number};{quoted};{quoted};10;01/08/2022;05/08/2022\n"));
        export.push_str(&format!(
            "H2-{number};{quoted};\"\t{}\";{quoted};01/08/2022;05/08/2022\n",
            text.replace('"', "")
        ));
    }
    let folder = folder(&[
        ("cchc.toml", b"title = { vi = \"=1+2&3\", en = \"=1+2&3\" }\nperiod = \"2022-08\"\n"),
        ("=e.csv", export.as_bytes()),
    ]);
    make(request(folder.path()))
}

#[test]
fn a_text_that_looks_like_a_formula_is_a_text() {
    let made = hostile();
    assert!(!made.report.rejected.is_empty(), "statuses nobody knows are rejected");
    let mut found = 0;
    for sheet in &made.book.sheets {
        for place in sheet.places() {
            let text = sheet.text(place);
            if HOSTILE.iter().any(|hostile| text.contains(hostile)) || text.starts_with('=') {
                assert!(matches!(sheet.get(place), Data::String(_)), "{} {place:?}", sheet.name);
                assert_eq!(sheet.formula(place), "", "{} {place:?}", sheet.name);
                found += 1;
            }
            let formula = sheet.formula(place);
            let is_sum = formula.chars().all(|sign| sign.is_ascii_alphanumeric() || "+:()".contains(sign));
            assert!(is_sum, "{} {place:?}: {formula}", sheet.name);
        }
    }
    assert!(found > 30, "{found}");
    // As the name of a unit, or as the value for which a record was rejected.
    let places = ["II.06a theo đơn vị", "Bản ghi bị loại"].map(|name| made.book.sheet(name));
    for hostile in HOSTILE {
        let is_in = |sheet: &super::book::Sheet| sheet.places().any(|place| sheet.text(place).starts_with(hostile));
        assert!(places.iter().any(|sheet| is_in(sheet)), "{hostile}");
    }
}

#[test]
fn a_text_that_looks_like_a_formula_stays_one_in_libreoffice() {
    let Some(office) = office::start() else { return };
    let made = hostile();
    let again = Book::open(&office.recalculate(&made.bytes));
    for (sheet, again) in made.book.sheets.iter().zip(&again.sheets) {
        for place in sheet.places() {
            assert_eq!(sheet.text(place), again.text(place), "{} {place:?}", sheet.name);
            assert!(sheet.formula(place).is_empty() == again.formula(place).is_empty(), "{} {place:?}", sheet.name);
        }
    }
}

#[test]
fn nothing_is_said_by_a_blank() {
    // Inside the tables of figures no cell is empty: a number, or the words for why there is none.
    let made = super::made::made("sa-dec-2022");
    for name in
        ["Tỷ lệ theo đơn vị", "Số hồ sơ theo đơn vị", "Chi tiết chỉ số", "II.06a theo đơn vị", "II.06a theo lĩnh vực"]
    {
        let sheet = made.book.sheet(name);
        let (head, _) = sheet.find("STT");
        let width = sheet.size().1;
        let depth = if name.starts_with("II") { 4 } else { 1 };
        let rows = (head + depth..sheet.size().0).take_while(|row| !sheet.text((*row, 1)).is_empty());
        for row in rows {
            for column in 2..width {
                assert_ne!(sheet.text((row, column)), "", "{name} {row} {column}");
            }
        }
    }
}
