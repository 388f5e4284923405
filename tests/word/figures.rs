//! What the body says of figures that were worked out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use super::support::{STANDARD, export, made, muong_ang};
use crate::support::folder;

/// Three communes: A with an online dossier of two, B and C without: 1 of 6 online, 40 % are 2.4 dossiers, so 3.
#[test]
fn verdicts_and_tasks_are_in_the_text() {
    let units = [("Xã A", true), ("Xã B", false), ("Xã C", false)];
    let files = folder(&[("x.csv", &export(&units)), ("s.toml", STANDARD.as_bytes())]);
    let (data, standard) = (files.path().join("x.csv"), files.path().join("s.toml"));
    let report = made(&[data.to_str().unwrap(), "--standard", standard.to_str().unwrap()]);
    let lines = report.paragraphs();
    let has = |words: &str| assert!(lines.iter().any(|line| line.contains(words)), "{words}: {lines:#?}");
    has(
        "Tỷ lệ hồ sơ nộp trực tuyến: 16,67% (1/6), thấp hơn chỉ tiêu 40% là 23,33 điểm phần trăm; cần thêm 2 hồ sơ để đạt.",
    );
    has("Tỷ lệ hồ sơ nộp trực tuyến đạt 16,67%, thấp hơn chỉ tiêu được giao (40%).");
    has(
        "cần thêm 2 hồ sơ để đạt chỉ tiêu 40%. Các đơn vị còn thiếu nhiều: Xã B (cần thêm 1 hồ sơ), Xã C (cần thêm 1 hồ sơ).",
    );
    // Half of the dossiers are late.
    has("Trong kỳ có 3 hồ sơ giải quyết quá hạn.");
    let rates = report.tables().into_iter().find(|table| table[0][0] == "Chỉ tiêu" && table[0].len() == 5).unwrap();
    assert_eq!(rates[1], ["Tỷ lệ hồ sơ nộp trực tuyến", "16,67%", "1/6", "40%", "Chưa đạt"]);
}

#[test]
fn nobody_leads_where_all_are_equal_regression() {
    let units = [("Xã A", false), ("Xã B", false), ("Xã C", false)];
    let files = folder(&[("x.csv", &export(&units)), ("s.toml", STANDARD.as_bytes())]);
    let (data, standard) = (files.path().join("x.csv"), files.path().join("s.toml"));
    let report = made(&[data.to_str().unwrap(), "--standard", standard.to_str().unwrap()]);
    assert!(report.tables().iter().all(|table| table[0].get(1).is_none_or(|head| head != "Đơn vị cao nhất")));
}

#[test]
fn the_comparison_is_told_in_words() {
    // Published: 979 of 2,556 against 56 of 2,142 (Mường Ảng, 11 months of 2021 and of 2020).
    let report = muong_ang();
    let lines = report.paragraphs();
    let has = |words: &str| assert!(lines.iter().any(|line| line.contains(words)), "{words}: {lines:#?}");
    has("Tỷ lệ hồ sơ nộp trực tuyến: 38,30% (979/2.556), tăng 35,69 điểm phần trăm.");
    has("số hồ sơ tiếp nhận tăng 414 hồ sơ");
    let counts = report.tables().into_iter().find(|table| table[0][0] == "Nội dung (hồ sơ)").unwrap();
    assert!(counts.contains(&["Tiếp nhận trực tuyến", "979", "56", "+923"].map(str::to_owned).to_vec()));
}
