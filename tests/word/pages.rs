//! The pages as another program lays them out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use super::support::{export, has, made, pages, pages_of_all, sa_dec};
use crate::support::{cchc, folder};

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

/// An annex of three headings and so many rows: with 25 the table ends on the last line of its page, and no page without a
/// word follows; nor with one row less or more.
#[test]
fn no_empty_page_ends_the_report_regression() {
    if !(has("soffice") && has("pdftotext")) {
        return;
    }
    let files = folder(&[("x.csv", &export(&[("Xã A", true)]))]);
    let data = files.path().join("x.csv");
    let report = |rows: usize| {
        let table = format!("| a | b |\n|---|---|\n{}", "| dòng | x |\n".repeat(rows));
        let template = format!("Thân.\n\n---\n\n{}{table}", "# Phần\n\n".repeat(3));
        let rules = folder(&[("documents/report.vi.md", template.as_bytes())]);
        let out = files.path().join(format!("{rows}.docx"));
        let run = cchc([
            "report",
            data.to_str().unwrap(),
            "--quiet",
            "--rules",
            rules.path().to_str().unwrap(),
            "-o",
            out.to_str().unwrap(),
        ]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        out
    };
    for pages in pages_of_all(&[24, 25, 26].map(report)) {
        assert!(pages.last().unwrap().contains("dòng"), "{pages:#?}");
    }
    let sa_dec = pages(&sa_dec().out().join("report.docx"));
    assert!(sa_dec.last().unwrap().split_whitespace().count() > 3, "{:?}", sa_dec.last());
}
