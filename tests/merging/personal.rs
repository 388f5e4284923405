//! Nothing of a person or of a single record leaves an office.

use std::fs;

use crate::support::{cchc, folder};

const PERSONAL: [&str; 5] = ["MARKEDNAME", "0987654321", "079201012345", "marked@example.vn", "MARKEDWORD"];
const CODES: [&str; 3] = ["H1-220801-0001", "H1-220801-0002", "H1-220801-0003"];

/// Citizens' data, marked: in columns of their own, in place of codes and coded values, and in records that are rejected.
#[test]
fn no_code_no_person_and_no_rejected_value_is_in_a_tally_file() {
    let person = PERSONAL[..4].join(";");
    let mut export =
        "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Hình thức nộp;Lĩnh vực;Người nộp;Số điện thoại;CCCD;Email\n".to_owned();
    for code in CODES.iter().chain(&["0987654321", "079201012345", "MARKEDNAME 1990", "marked@example.vn1"]) {
        export.push_str(&format!("{code};Xã A;10;01/08/2022;2;Đất đai;{person}\n"));
    }
    // Rejected: an unknown status, an unknown channel, no day, a field too many.
    for row in [
        "H1-220801-0011;Xã A;MARKEDWORD;01/08/2022;2;Đất đai",
        "H1-220801-0012;Xã A;10;01/08/2022;MARKEDWORD;Đất đai",
        "H1-220801-0013;Xã A;10;079201012345;2;Đất đai",
        "H1-220801-0014;MARKEDNAME;10;01/08/2022;2;Đất đai;MARKEDWORD",
    ] {
        export.push_str(&format!("{row};{person}\n"));
    }
    let folder = folder(&[("data/e.csv", export.as_bytes())]);
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let run = cchc(["tally", &path("data"), "-o", &path("a.tally"), "--lang", "en"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = fs::read_to_string(path("a.tally")).unwrap();
    // It is there, and counts: what is not in it was read all the same.
    assert!(text.contains("Xã A") && text.contains("Đất đai") && text.contains("\"accepted\": 7"), "{text}");
    assert!(text.contains("\"unknown_word\""), "{text}");
    let mut said = text + &run.stderr;
    for format in ["table", "csv", "json", "md"] {
        let run = cchc(["report", &path("a.tally"), "--format", format]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        said.push_str(&(run.stdout + &run.stderr));
    }
    let codes = CODES.iter().chain(&["H1-2208"]);
    for mark in PERSONAL.iter().chain(codes) {
        assert!(!said.to_lowercase().contains(&mark.to_lowercase()), "{mark}");
    }
}
