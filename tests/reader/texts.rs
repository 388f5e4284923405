//! Encodings and dialects of delimited text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use unicode_normalization::UnicodeNormalization;

use super::runs::{HEAD, assert_rejected, checked, checked_text, checked_with, fixture, list, units};
use crate::support::{cchc, folder};

const ROWS: [[&str; 3]; 3] = [
    ["H1-1", "UBND xã Lâm Thao", "01/08/2022"],
    ["H1-2", "UBND xã Lâm Thao", "02/08/2022"],
    ["H1-3", "UBND phường Việt Trì", "03/08/2022"],
];

fn wide(text: &str, is_little: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

#[test]
fn unicode_encodings_with_and_without_marks() {
    let text = list(&ROWS);
    let marked = format!("\u{FEFF}{text}");
    let files = [
        ("utf-8", text.clone().into_bytes()),
        ("utf-8", marked.clone().into_bytes()),
        ("utf-16le", wide(&text, true)),
        ("utf-16le", wide(&marked, true)),
        ("utf-16be", wide(&text, false)),
        ("utf-16be", wide(&marked, false)),
    ];
    for (encoding, bytes) in files {
        let checked = checked("e.csv", &bytes);
        assert_eq!(checked.only()["encoding"], encoding);
        assert_eq!(checked.account(), [3, 3, 0, 0], "{encoding}");
        assert_eq!(checked.units(), units(&[("UBND phường Việt Trì", 1), ("UBND xã Lâm Thao", 2)]), "{encoding}");
    }
}

#[test]
fn unicode_text_of_spreadsheet_programs() {
    let text = format!("\u{FEFF}{}", list(&ROWS).replace(';', "\t").replace('\n', "\r\n"));
    let checked = checked("e.txt", &wide(&text, true));
    assert_eq!((checked.account(), checked.only()["delimiter"].as_str()), ([3, 3, 0, 0], Some("\t")));
}

#[test]
fn old_encodings_are_told_by_their_letters_and_say_how_sure_that_is() {
    for encoding in ["windows-1258", "tcvn3", "vni", "mojibake"] {
        let checked = checked("e.csv", &fixture(&format!("{encoding}.csv")));
        assert_eq!(checked.only()["encoding"], encoding);
        assert_eq!(checked.only()["encoding_known_by"], "likely", "{encoding}");
        assert_eq!(checked.finding("encoding"), Some(("information", 8)), "{encoding}");
        assert_eq!(checked.account(), [8, 8, 0, 0], "{encoding}");
        assert_eq!(checked.units(), units(&[("UBND phường Hòa Thuận", 2), ("UBND xã Lâm Thao", 6)]), "{encoding}");
    }
}

#[test]
fn an_encoding_that_is_given_overrules() {
    for encoding in ["windows-1258", "tcvn3", "vni", "mojibake"] {
        let bytes = fixture(&format!("{encoding}.csv"));
        let given = checked_with(&[("e.csv", &bytes)], &["--encoding", encoding]);
        assert_eq!(given.only()["encoding_known_by"], "given");
        assert_eq!(given.account(), [8, 8, 0, 0], "{encoding}");
    }
    // The wrong one leaves no header that is known; it is never read as something else in silence.
    let folder = folder(&[("e.csv", &fixture("tcvn3.csv"))]);
    let path = folder.path().to_str().unwrap();
    assert_eq!(cchc(["report", path, "--encoding", "vni"]).code, 2);
    assert_eq!(cchc(["report", path, "--encoding", "latin-9"]).code, 2);
    // Set in cchc.toml for one file.
    let project = b"[[export]]\npath = \"e.csv\"\nencoding = \"tcvn3\"\n";
    let set = checked_with(&[("e.csv", &fixture("tcvn3.csv")), ("cchc.toml", project)], &[]);
    assert_eq!(set.only()["encoding_known_by"], "given");
}

#[test]
fn composed_and_decomposed_letters_are_the_same() {
    let text = list(&ROWS);
    let decomposed: String = text.nfd().collect();
    assert_eq!(checked_text(&decomposed).units(), checked_text(&text).units());
    let mixed = text.clone()
        + &list(&[["H1-4", "UBND xã Lâm Thao", "04/08/2022"]]).lines().nth(1).unwrap().nfd().collect::<String>();
    let mixed = checked_text(&mixed);
    assert_eq!(mixed.account(), [4, 4, 0, 0]);
    assert_eq!(mixed.units(), units(&[("UBND phường Việt Trì", 1), ("UBND xã Lâm Thao", 3)]));
}

#[test]
fn the_two_capital_letters_d_and_both_places_of_a_tone_are_the_same() {
    let rows = [
        ["H1-1", "Xã Đức Hòa", "01/08/2022"],
        ["H1-2", "Xã Ðức Hoà", "01/08/2022"],
        ["H1-3", "XÃ ĐỨC HOÀ", "01/08/2022"],
    ];
    let text = list(&rows).replace("Đơn vị", "ÐƠN VỊ").replace("Đang xử lý;", "Ðang xử lý;");
    let checked = checked_text(&text);
    assert_eq!(checked.account(), [3, 3, 0, 0]);
    assert_eq!(checked.only()["units"].as_array().unwrap().len(), 1, "{}", checked.only()["units"]);
}

#[test]
fn every_delimiter_with_every_line_end() {
    for delimiter in [",", ";", "\t", "|"] {
        for end in ["\n", "\r", "\r\n", "\r\r\n"] {
            for last in ["", "\n", "\n\n", "\n\n\n"] {
                let text = list(&ROWS).replace(';', delimiter);
                let text = format!("{}{last}", text.trim_end_matches('\n')).replace('\n', end);
                let checked = checked_text(&text);
                assert_eq!(checked.account(), [3, 3, 0, 0], "{delimiter:?} {end:?} {last:?}");
                assert_eq!(checked.only()["delimiter"].as_str(), Some(delimiter));
                assert_eq!(checked.received(), ["2022-08-01", "2022-08-03"]);
            }
        }
    }
}

#[test]
fn line_ends_may_be_mixed() {
    let mut ends = ["\r\n", "\n", "\r", "\r\r\n"].iter();
    let text: String = list(&ROWS).lines().map(|line| format!("{line}{}", ends.next().unwrap())).collect();
    assert_eq!(checked_text(&text).account(), [3, 3, 0, 0]);
}

#[test]
fn a_first_line_may_name_the_delimiter() {
    for delimiter in [";", ",", "|", "\t"] {
        for mark in ["", "\u{FEFF}"] {
            let checked = checked_text(&format!("{mark}sep={delimiter}\r\n{}", list(&ROWS).replace(';', delimiter)));
            assert_eq!(checked.account(), [3, 3, 0, 0], "{delimiter:?} {mark:?}");
            assert_eq!(checked.only()["delimiter"].as_str(), Some(delimiter));
        }
    }
}

#[test]
fn delimiters_within_quotes_do_not_split() {
    let text = format!("{HEAD}\n\"H1-1\";\"Xã A; B\";\"Đang xử lý\";\"01/08/2022\";\"\";\n");
    assert_eq!(checked_text(&text).units(), units(&[("Xã A; B", 1)]));
}

#[test]
fn doubled_quotes_are_one() {
    let checked = checked_text(&list(&[["H1-1", "\"Xã \"\"A\"\"\"", "01/08/2022"], ["H1-2", "Xã B", "01/08/2022"]]));
    assert_eq!(checked.units(), units(&[("Xã \"A\"", 1), ("Xã B", 1)]));
}

#[test]
fn backslashed_quotes_do_not_shift_a_record() {
    let head = "Mã hồ sơ;Người nộp;Đơn vị;Trạng thái;Ngày nhận\n";
    let rows: String =
        (1..=6).map(|n| format!("\"H1-{n}\";\"x \\\"y\\\"; z\";\"Xã A\";\"Đang xử lý\";\"0{n}/08/2022\"\n")).collect();
    let checked = checked_text(&format!("{head}{rows}"));
    assert_eq!(checked.account(), [6, 6, 0, 0]);
    assert_eq!(checked.units(), units(&[("Xã A", 6)]));
}

#[test]
fn a_line_end_within_quotes_is_no_record_end() {
    let checked = checked_text(&list(&[["H1-1", "\"Xã A\r\nB\"", "01/08/2022"], ["H1-2", "Xã B", "01/08/2022"]]));
    assert_eq!(checked.account(), [2, 2, 0, 0]);
}

#[test]
fn stray_quotes_stay_within_their_record() {
    let head = "Mã hồ sơ;Người nộp;Đơn vị;Trạng thái;Ngày nhận\n";
    for name in ["A \"B\" C", "12\" ống", "B\"", "'x'\"y"] {
        let text = format!("{head}H1-1;{name};Xã A;Đang xử lý;01/08/2022\nH1-2;x;Xã B;Đang xử lý;01/08/2022\n");
        assert_eq!(checked_text(&text).account(), [2, 2, 0, 0], "{name}");
    }
}

#[test]
fn an_unbalanced_quote_costs_one_record_wherever_it_stands() {
    for at in 1..=4_usize {
        let rows: Vec<String> = (1..=4)
            .map(|n| format!("H1-{n};{}Xã A;Đang xử lý;0{n}/08/2022;;\n", if n == at { "\"" } else { "" }))
            .collect();
        let checked = checked_text(&format!("{HEAD}\n{}", rows.concat()));
        assert_eq!(checked.account(), [4, 3, 1, 0], "{at}");
        assert_rejected(&checked, &(at + 1).to_string(), "quote");
    }
}

#[test]
fn letters_that_are_none_reject_their_record_only() {
    let mut bytes = list(&ROWS).into_bytes();
    let place = bytes.windows(4).position(|window| window == b"H1-2").unwrap() + 5;
    bytes[place] = 0xFF;
    let checked = checked("e.csv", &bytes);
    assert_eq!(checked.account(), [3, 2, 1, 0]);
    assert_rejected(&checked, "3", "encoding");
}
