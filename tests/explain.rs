//! `cchc explain`: layout and wording by snapshots; that nothing personal is listed; what it refuses. That its numbers are right
//! is tested against the plain model (`random_runs::explained`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use insta::assert_snapshot;

use crate::support::{cchc, folder};

#[test]
fn explanations_of_a_case() {
    let case = "sample-data/sa-dec-2022";
    assert_snapshot!("explain_level3", cchc(["explain", "online_rate_level3", case]).snapshot());
    let unit = ["explain", "online_rate_level3", case, "--unit", "xã MẪU 1", "--lang", "en"];
    assert_snapshot!("explain_unit_en", cchc(unit).snapshot());
    assert_snapshot!("explain_md", cchc(["explain", "postal_receipt_rate", case, "--format", "md"]).snapshot());
    assert_snapshot!("explain_csv", cchc(["explain", "postal_receipt_rate", case, "--format", "csv"]).snapshot());
    let list = ["explain", "postal_receipt_rate", "sample-data/ba-be-2022", "--dossiers", "numerator"];
    assert_snapshot!("explain_list", cchc(list).snapshot());
}

/// The published figure of the case (Sa Đéc, level 3: 729 of 2,653) with everything that adds up to the records.
#[test]
fn the_parts_are_the_records() {
    let json = cchc(["explain", "online_rate_level3", "sample-data/sa-dec-2022", "--format", "json"]).json();
    assert_eq!((&json["numerator"], &json["denominator"]), (&729.into(), &2653.into()));
    let parts = json["parts"].as_array().unwrap();
    let sum: u64 = parts.iter().map(|part| part["records"].as_u64().unwrap()).sum();
    assert_eq!(json["records"], sum);
    assert_eq!((&json["missing"], json["short_by"].as_f64()), (&333.into(), Some(12.52)));
}

#[test]
fn what_cannot_be_explained_is_refused() {
    let refused = |arguments: &[&str]| {
        let run = cchc([&["explain"], arguments].concat());
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}: {}", run.stderr);
        run.stderr
    };
    let case = "sample-data/sa-dec-2022";
    assert_snapshot!("explain_no_unit", refused(&["online_rate", case, "--unit", "Xã Mẫu 77"]));
    assert!(refused(&["online_rat", case]).contains("online_rate"));
    assert!(refused(&["received", case, "--dossiers", "missed"]).contains("--dossiers numerator"));
    assert!(refused(&["received", case, "-o", "list.csv"]).contains("--dossiers"));
    assert!(refused(&["online_rate", case, "--period", "2022-13"]).contains("2022-13"));
    let nothing = cchc(["explain", "online_rate", case, "--period", "1999"]);
    assert_eq!(nothing.code, 4, "{}", nothing.stderr);
}

const PERSONAL: [&str; 4] = ["MARKEDNAME", "0987654321", "079201012345", "marked@example.vn"];

/// Citizens' data, marked: in columns of their own, and in place of codes where columns have shifted.
#[test]
fn no_personal_value_is_ever_listed() {
    let mut export =
        "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Hình thức nộp;Người nộp;Số điện thoại;CCCD;Email\n".to_owned();
    let person = PERSONAL.join(";");
    for code in ["H1-220801-0001", "0987654321", "079201012345", "MARKEDNAME 1990", "marked@example.vn1"] {
        export.push_str(&format!("{code};Xã A;10;01/08/2022;2;{person}\n"));
    }
    export.push_str(&format!("H1-220801-0002;Xã A;MARKEDNAME;079201012345;2;{person}\n"));
    let folder = folder(&[("data/e.csv", export.as_bytes())]);
    let (data, list) = (folder.path().join("data"), folder.path().join("list.csv"));
    let data = data.to_str().unwrap();
    let mut said = String::new();
    for format in ["table", "csv", "json", "md"] {
        let run = cchc(["explain", "online_rate", data, "--format", format]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        said.push_str(&(run.stdout + &run.stderr));
    }
    for side in ["numerator", "denominator", "missed"] {
        let run = cchc(["explain", "online_rate", data, "--dossiers", side]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        said.push_str(&(run.stdout + &run.stderr));
    }
    let run = cchc(["explain", "online_rate", data, "--dossiers", "numerator", "-o", list.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let written = std::fs::read_to_string(list).unwrap();
    // The head and a row for each dossier that counts: what is not shown is there all the same.
    assert_eq!((written.lines().count(), written.matches("H1-220801-0001").count()), (6, 1), "{written}");
    said.push_str(&written);
    for mark in PERSONAL {
        assert!(!said.to_lowercase().contains(&mark.to_lowercase()), "{mark}: {said}");
    }
}

#[test]
fn a_list_does_not_stand_among_the_exports() {
    let export = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận\n1,Xã A,10,01/08/2022\n";
    let folder = folder(&[("e.csv", export.as_bytes())]);
    let list = folder.path().join("list.csv");
    let arguments = ["explain", "received", folder.path().to_str().unwrap(), "--dossiers", "numerator", "-o"];
    let run = cchc(arguments.into_iter().chain([list.to_str().unwrap()]));
    assert_eq!((run.code, list.exists()), (2, false), "{}", run.stderr);
}
