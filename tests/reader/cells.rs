//! What stands in cells: wrappers of spreadsheet programs, codes, sums of money, words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use serde_json::Value;

use super::runs::{HEAD, assert_rejected, checked, checked_text, fixture, list, units};
use crate::support::{cchc, folder};

/// The report of one list, broken down.
fn report(name: &str, content: &[u8], by: &str) -> Value {
    let folder = folder(&[(name, content)]);
    let run = cchc(["report", folder.path().join(name).to_str().unwrap(), "--format", "json", "--by", by, "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.json()
}

/// What was received of each procedure, by its code.
fn received_by_procedure(document: &Value) -> Vec<(String, u64)> {
    let figures = document["figures"].as_array().unwrap().iter();
    let received = figures.filter(|figure| figure["indicator"] == "received");
    let of_procedure = |figure: &Value| Some((figure["procedure"].as_str()?.to_owned(), figure["numerator"].as_u64()?));
    let mut found: Vec<_> = received.filter_map(of_procedure).collect();
    found.sort();
    found
}

/// A list with a code of a procedure on each row.
fn of_procedures(codes: &[&str]) -> String {
    let row = |(number, code): (usize, &&str)| format!("H1-{number};Xã A;Đang xử lý;01/08/2022;;{code}\n");
    let rows: String = codes.iter().enumerate().map(row).collect();
    format!("Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Ngày kết thúc xử lý;Mã TTHC\n{rows}")
}

#[test]
fn formulas_that_keep_leading_zeros_are_unwrapped_and_told() {
    let checked = checked_text(&format!("{HEAD}\n=\"00123\";=\"Xã A\";\"=\"\"Đang xử lý\"\"\";=\"01/08/2022\";;\n"));
    assert_eq!(checked.account(), [1, 1, 0, 0]);
    assert_eq!((checked.units(), checked.repaired("formula")), (units(&[("Xã A", 1)]), 4));
    assert_eq!(checked.received()[0], "2022-08-01");
}

#[test]
fn a_wrapped_code_and_a_bare_one_are_the_same_dossier() {
    let rows = [["=\"00123\"", "Xã A", "01/08/2022"], ["00123", "Xã A", "01/08/2022"], ["123", "Xã A", "01/08/2022"]];
    assert_eq!(checked_text(&list(&rows)).account(), [3, 2, 0, 1], "leading zeros are part of a code");
}

#[test]
fn leading_apostrophes_are_dropped_and_told() {
    let checked = checked_text(&list(&[["'00123", "'Xã A", "'01/08/2022"], ["00124", "Xã A", "01/08/2022"]]));
    assert_eq!(checked.units(), units(&[("Xã A", 2)]));
    assert_eq!(checked.repaired("apostrophe"), 3);
}

#[test]
fn invisible_signs_are_dropped_and_told() {
    for sign in ['\u{1F}', '\u{200B}', '\u{FEFF}', '\u{200E}'] {
        let code = format!("{sign}00123");
        let unit = format!("{sign}Xã A");
        let day = format!("{sign}01/08/2022");
        let checked = checked_text(&list(&[[&code, &unit, &day], ["00123", "Xã A", "01/08/2022"]]));
        assert_eq!(checked.account(), [2, 1, 0, 1], "{sign:?}: one dossier");
        assert_eq!(checked.units(), units(&[("Xã A", 1)]), "{sign:?}");
        assert_eq!(checked.repaired("invisible"), 3, "{sign:?}");
    }
}

#[test]
fn blanks_that_do_not_break_are_blanks() {
    let rows = [["H1-1\u{A0}", "\u{A0}Xã\u{A0}A ", "\u{A0}01/08/2022\u{A0}"], ["H1-2", "Xã  A", "01/08/2022"]];
    let checked = checked_text(&list(&rows).replace("Đang xử", "Đang\u{A0}xử").replace("Mã hồ", "Mã\u{A0}hồ"));
    assert_eq!(checked.account(), [2, 2, 0, 0]);
    assert_eq!(checked.units(), units(&[("Xã A", 2)]));
}

#[test]
fn thousands_points_and_decimal_commas() {
    // Fees of 15 thousand, 1.2 million, none, 0.00 and 0: two dossiers have a fee; one of them is paid online.
    assert_paid(["15.000", "1.234.567,00", "", "0,00", "0"]);
}

#[test]
fn parts_of_a_dong_reject_no_dossier() {
    assert_paid(["15.000,5", "1.234.567,89", "", "0,00", "0"]);
}

fn assert_paid(sums: [&str; 5]) {
    let rows: String = sums
        .iter()
        .enumerate()
        .map(|(n, sum)| format!("H1-{n};Xã A;Đã trả kết quả;01/08/2022;02/08/2022;{sum};{}\n", u8::from(n == 0)))
        .collect();
    let text = format!("Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Ngày kết thúc xử lý;Lệ phí;Thanh toán trực tuyến\n{rows}");
    let document = report("e.csv", text.as_bytes(), "unit");
    let rate = crate::support::figure(&document, "online_payment_rate", "all", None);
    assert_eq!((rate["numerator"].as_u64(), rate["denominator"].as_u64()), (Some(1), Some(2)));
}

#[test]
fn what_is_no_sum_is_rejected() {
    for sum in ["15,000.00.1", "mười nghìn", "1.5.0"] {
        let text = format!("Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Lệ phí\nH1-1;Xã A;Đang xử lý;01/08/2022;{sum}\n");
        assert_rejected(&checked_text(&text), "2", "amount");
    }
}

#[test]
fn procedure_codes_get_the_zero_back_that_a_number_lost() {
    let text = of_procedures(&["1.01322", "1.013220", "=\"1.013220\"", "1.004441", "2.000815.000.00.00.H18", "1.01"]);
    let checked = checked_text(&text);
    assert_eq!((checked.account(), checked.repaired("code_zeros")), ([6, 6, 0, 0], 2));
    let repair =
        |row: &str, before: &str, after: &str| [row, "Mã thủ tục", before, after, "code_zeros"].map(str::to_owned);
    assert!(checked.repairs.contains(&repair("2", "1.01322", "1.013220")), "{:?}", checked.repairs);
    assert!(checked.repairs.contains(&repair("7", "1.01", "1.010000")), "{:?}", checked.repairs);
    let document = report("e.csv", text.as_bytes(), "procedure");
    let wanted = [("1.004441", 1), ("1.010000", 1), ("1.013220", 3), ("2.000815.000.00.00.H18", 1)];
    assert_eq!(received_by_procedure(&document), units(&wanted));
}

#[test]
fn procedure_codes_with_a_decimal_comma_are_the_same() {
    let document = report("e.csv", of_procedures(&["1,01322", "1.013220"]).as_bytes(), "procedure");
    assert_eq!(received_by_procedure(&document), units(&[("1.013220", 2)]));
}

#[test]
fn procedure_codes_in_number_cells() {
    for name in ["dossiers.xlsx", "dossiers.xls", "dossiers.ods"] {
        let checked = checked(name, &fixture(name));
        assert_eq!(checked.repaired("code_zeros"), 1, "{name}");
        assert_eq!(checked.repairs[0][2..4], ["1.01322", "1.013220"], "{name}");
        let document = report(name, &fixture(name), "procedure");
        let wanted = [("1.004441", 1), ("1.013220", 1), ("2.000815.000.00.00.H18", 1)];
        assert_eq!(received_by_procedure(&document), units(&wanted), "{name}");
    }
}

#[test]
fn codes_that_a_spreadsheet_has_cut_are_lost() {
    for code in ["1.23E+15", "2,20801E+15", "####", "########", "#N/A", "#VALUE!", "#REF!"] {
        let checked = checked_text(&list(&[[code, "Xã A", "01/08/2022"], ["H1-2", "Xã A", "01/08/2022"]]));
        assert_eq!(checked.account(), [2, 1, 1, 0], "{code}");
        assert_rejected(&checked, "2", "lost");
    }
}

/// Other programs write the exponent with a small letter; cut codes that look the same are not the same dossier.
#[test]
fn codes_cut_by_other_programs_are_lost_too() {
    for code in ["1.23457e+15", "2.208010000012e+15"] {
        let checked = checked_text(&list(&[[code, "Xã A", "01/08/2022"], [code, "Xã B", "02/08/2022"]]));
        assert_eq!(checked.account(), [2, 0, 2, 0], "{code}");
    }
}

#[test]
fn dates_that_a_spreadsheet_has_cut_are_rejected() {
    let checked = checked_text(&list(&[["H1-1", "Xã A", "########"], ["H1-2", "Xã A", "4.4774E+04"]]));
    assert_eq!(checked.account(), [2, 0, 2, 0]);
}

#[test]
fn codes_of_procedures_that_a_spreadsheet_has_cut_are_lost() {
    let checked = checked_text(&of_procedures(&["1.01E+00", "####", "#N/A", "1.004441"]));
    assert_eq!(checked.account(), [4, 1, 3, 0], "a cut code of a procedure is none");
}

#[test]
fn numbers_too_long_for_a_number_cell_are_lost() {
    let checked = checked("e.xlsx", &fixture("cut.xlsx"));
    assert_eq!(checked.account(), [3, 1, 2, 0]);
    let rejected: Vec<_> = checked.rejected.iter().map(|row| (row[0].as_str(), row[2].as_str())).collect();
    assert_eq!(rejected, [("2", "lost"), ("3", "lost")]);
}

#[test]
fn coded_words_may_be_numbers_with_decimals() {
    // A workbook saved as CSV by another program writes the code 10 as 10.0.
    let checked = checked_text(&format!("{HEAD}\nH1-1;Xã A;10.0;01/08/2022;;02/08/2022\n"));
    let rejected = checked.account()[2] == 1 && checked.rejected[0][2] == "unknown_word";
    assert!(rejected || checked.finding("final_without_day").is_none(), "never read as another word");
}

#[test]
fn a_blank_code_unit_or_day_is_never_filled_in() {
    let checked = checked_text(&format!(
        "{HEAD}\n;Xã A;Đang xử lý;01/08/2022;;\nH1-2;;Đang xử lý;01/08/2022;;\nH1-3;Xã A;Đang xử lý;;;\n"
    ));
    assert_eq!(checked.account(), [3, 1, 2, 0]);
    let rejected: Vec<_> =
        checked.rejected.iter().map(|row| [row[0].as_str(), row[1].as_str(), row[2].as_str()]).collect();
    assert_eq!(rejected, [["2", "Mã hồ sơ", "blank"], ["4", "Ngày tiếp nhận", "blank"]]);
    assert_eq!(checked.finding("blank_unit"), Some(("warning", 1)));
}
