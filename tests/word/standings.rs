//! Who is named as the best and the weakest: the same units in the Word report, in the pictures and by `cchc rank`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::fs;

use super::support::{Made, STANDARD, made};
use crate::support::{cchc, dossiers, export, folder};

/// The report on these dossiers, held against 40 % online.
fn report(rows: &[String], arguments: &[&str]) -> Made {
    let files = folder(&[("x.csv", export(rows).as_bytes()), ("s.toml", STANDARD.as_bytes())]);
    let (data, standard) = (files.path().join("x.csv"), files.path().join("s.toml"));
    made(&[&[data.to_str().unwrap(), "--standard", standard.to_str().unwrap()], arguments].concat())
}

/// The row of the standing of online dossiers: what it is about, who leads, who lags.
fn standing(report: &Made, head: &str) -> Vec<String> {
    let mut tables = report.tables().into_iter();
    tables
        .find(|table| table[0][1] == head)
        .unwrap()
        .into_iter()
        .find(|row| row[0].contains("nline") || row[0].contains("rực tuyến"))
        .unwrap()
}

/// What the ranking says to those who do not see it.
fn said(report: &Made) -> Vec<String> {
    let svg = fs::read_to_string(report.out().join("charts/ranking-online_rate-commune.svg")).unwrap();
    let document = roxmltree::Document::parse(&svg).unwrap();
    let said = document.descendants().find(|node| node.has_tag_name("desc")).and_then(|node| node.text()).unwrap();
    said.lines().map(str::to_owned).collect()
}

/// Online in 2022 (and in 2021), by hand:
///
/// | A | 10/20 (5/20) | 50 %, first as before |
/// | B | 4/10 (9/9) | 40 %, just enough dossiers; too few before to have had a rank, so neither new nor moved |
/// | C | 9/9 | 100 %, one dossier too few for a rank |
/// | D | 0/1 | 0 %, too few |
/// | E | 3/12 (none) | 25 %, new |
///
/// A, B and C meet 40 %.
#[test]
fn a_unit_with_few_dossiers_leads_neither_in_pictures_nor_in_the_word_report_regression() {
    let rows = [
        dossiers("Xã A", 2022, 10, 10),
        dossiers("Xã A", 2021, 5, 15),
        dossiers("Xã B", 2022, 4, 6),
        dossiers("Xã B", 2021, 9, 0),
        dossiers("Xã C", 2022, 9, 0),
        dossiers("Xã D", 2022, 0, 1),
        dossiers("Xã E", 2022, 3, 9),
    ];
    let period = ["--period", "2022", "--compare", "2021"];
    let vi = report(&rows, &period);
    assert_eq!(
        standing(&vi, "Đơn vị cao nhất"),
        ["Trực tuyến\nCấp xã\n3/5 đơn vị đạt\n2 đơn vị dưới 10 hồ sơ không xếp hạng", "Xã A: 50,00%", "Xã E: 25,00%"]
    );
    let said_vi = said(&vi);
    let ranks = [
        "1. Xã A: 50,00% (10/20), đạt, giữ hạng",
        "2. Xã B: 40,00% (4/10), đạt",
        "3. Xã E: 25,00% (3/12), chưa đạt, mới",
        "–. Xã C: 100,00% (9/9), đạt",
        "–. Xã D: 0,00% (0/1), chưa đạt",
        "– Đơn vị có dưới 10 hồ sơ ở mẫu số không được xếp hạng (2 đơn vị)",
    ];
    assert!(said_vi.ends_with(&ranks.map(str::to_owned)), "{said_vi:#?}");

    let en = report(&rows, &[period.as_slice(), &["--lang", "en"]].concat());
    assert_eq!(
        standing(&en, "Leading units"),
        [
            "Online\nCommune level\n3 of 5 meet it\nnot ranked, fewer than 10 dossiers: 2",
            "Xã A: 50.00%",
            "Xã E: 25.00%"
        ]
    );
    let note = "– Units with fewer than 10 dossiers in the denominator are not ranked (2)";
    assert_eq!(said(&en).last().map(String::as_str), Some(note));

    // What `cchc rank` says of the same list.
    let files = folder(&[("x.csv", export(&rows).as_bytes())]);
    let file = files.path().join("x.csv");
    let run = cchc(
        ["rank", file.to_str().unwrap(), "--indicator", "online_rate", "--format", "csv"].into_iter().chain(period),
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let order: Vec<_> = ["Xã A", "Xã B", "Xã E", "Xã C", "Xã D"].map(|unit| run.stdout.find(unit).unwrap()).to_vec();
    assert!(order.is_sorted(), "{}", run.stdout);
}

/// A 10/10 leads, B 5/10 lags; C 1/7 and D 1/1 are too few. Without them nothing is said of few dossiers.
#[test]
fn few_dossiers_are_told_of_only_where_there_are_any() {
    let enough = [dossiers("Xã A", 2022, 10, 0), dossiers("Xã B", 2022, 5, 5)];
    let report = report(&enough, &["--period", "2022"]);
    assert_eq!(standing(&report, "Đơn vị cao nhất")[0], "Trực tuyến\nCấp xã\n2/2 đơn vị đạt");
    assert!(!said(&report).iter().any(|line| line.contains("dưới 10")));
    let all = report.paragraphs().concat();
    assert!(!all.contains("không xếp hạng"), "{all}");
}

/// One unit has enough dossiers, so nobody can be before it: no ranking, and nobody is named.
#[test]
fn one_unit_with_enough_dossiers_is_ranked_before_nobody() {
    let rows = [dossiers("Xã A", 2022, 10, 0), dossiers("Xã B", 2022, 1, 6), dossiers("Xã C", 2022, 0, 9)];
    let report = report(&rows, &["--period", "2022"]);
    assert!(!report.out().join("charts/ranking-online_rate-commune.svg").exists());
    assert!(report.out().join("charts/online_rate-commune.svg").exists(), "its bars are drawn all the same");
    assert!(report.tables().iter().all(|table| table[0][1] != "Đơn vị cao nhất"));
}

/// By hand: seven units at 100 %, of which three are named; then 60, 50, 40 and 30 %.
#[test]
fn units_with_the_same_rate_are_not_left_out_without_a_word_regression() {
    let mut rows: Vec<String> =
        ["A", "B", "C", "D", "E", "G", "H"].map(|unit| dossiers(&format!("Xã {unit}"), 2022, 10, 0)).to_vec();
    let others = [("I", 6), ("K", 5), ("L", 4), ("M", 3)];
    rows.extend(others.map(|(unit, online)| dossiers(&format!("Xã {unit}"), 2022, online, 10 - online)));
    let lead = "Xã A: 100,00%\nXã B: 100,00%\nXã C: 100,00%\nvà 4 đơn vị khác cùng mức này";
    let period = ["--period", "2022"];
    let row = standing(&report(&rows, &period), "Đơn vị cao nhất");
    assert_eq!(row[1..], [lead, "Xã M: 30,00%\nXã L: 40,00%\nXã K: 50,00%"]);
    let row = standing(&report(&rows, &[period.as_slice(), &["--lang", "en"]].concat()), "Leading units");
    let lead = "Xã A: 100.00%\nXã B: 100.00%\nXã C: 100.00%\nand 4 more at the same rate";
    assert_eq!(row[1..], [lead, "Xã M: 30.00%\nXã L: 40.00%\nXã K: 50.00%"]);
}
