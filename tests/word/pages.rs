//! The pages as another program lays them out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use super::support::{export, has, made, pages, sa_dec};
use crate::support::folder;

#[test]
fn a_table_longer_than_a_page_repeats_its_header_on_each() {
    if !(has("soffice") && has("pdftotext")) {
        return;
    }
    let names: Vec<String> = (1..=60).map(|number| format!("Xã Thử {number}")).collect();
    let units: Vec<_> = names.iter().map(|name| (name.as_str(), name.ends_with('1'))).collect();
    let files = folder(&[("x.csv", &export(&units))]);
    let report = made(&[files.path().to_str().unwrap()]);
    let pages = pages(&report.out().join("report.docx"));
    let with_units: Vec<_> = pages.iter().filter(|page| page.matches("Xã Thử").count() > 6).collect();
    assert!(with_units.len() >= 4, "60 communes take several pages: {}", with_units.len());
    for page in with_units {
        assert!(page.contains("Đơn vị"), "{page}");
    }
    // A chart of 60 bars could not be read on a page.
    assert!(!report.parts.keys().any(|name| name.starts_with("word/media/")));
    let all = pages.concat();
    assert!(names.iter().all(|name| all.contains(name.as_str())));
    assert!(pages[0].contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
    // The first page bears no number, the second does, on top.
    assert_ne!(pages[0].lines().next().unwrap().trim(), "1");
    assert_eq!(pages[1].lines().next().unwrap().trim(), "2");
}

#[test]
fn libreoffice_opens_the_reports_of_sample_cases() {
    if !(has("soffice") && has("pdftotext")) {
        return;
    }
    let english = made(&["sample-data/muong-ang-2021", "--lang", "en"]);
    let cases = [(sa_dec(), "II. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU"), (&english, "II. RESULTS ON THE TARGETS")];
    for (report, heading) in cases {
        let pages = pages(&report.out().join("report.docx"));
        assert!(pages.len() > 3 && pages.iter().any(|page| page.contains(heading)), "{}", pages.len());
        // Another program reads the words that stand in the file.
        let all: String = pages.concat().split_whitespace().collect::<Vec<_>>().join(" ");
        let body = report.paragraphs().into_iter().filter(|line| line.contains("2.640") || line.contains("4.906"));
        for line in body {
            let words: Vec<&str> = line.split_whitespace().take(8).collect();
            assert!(all.contains(&words.join(" ")), "{line}");
        }
    }
}
