//! What is said beside the figures: to readers, or marked for whoever drafts the report.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use super::support::made;
use crate::support::{dossiers, export, folder};

/// Without a registry or a period, with a status nobody knows: notes for the drafter. Twelve rates of which small ones are
/// hidden, and a rejected record: notes for the reader.
#[test]
fn working_notes_are_marked_for_the_drafter_and_limits_of_figures_are_not_regression() {
    let odd = "HZ-20220801-0000,Xã A,Trạng thái lạ,01/08/2022,10/08/2022,05/08/2022,1\n".to_owned();
    let rows = [dossiers("Xã A", 2022, 10, 5), dossiers("Xã B", 2022, 4, 20), odd];
    let files = folder(&[("x.csv", export(&rows).as_bytes())]);
    let data = files.path().join("x.csv");
    let cases = [
        (
            "vi",
            "[Người soạn: kiểm tra các điểm dưới đây",
            ["Không có danh mục đơn vị:", "Không nêu kỳ báo cáo"],
            "Cột «Trạng thái»",
            ("1 trên 40 bản ghi bị loại", "Tỷ lệ có mẫu số dưới 5 được ẩn"),
        ),
        (
            "en",
            "[For the drafter: look into the points below",
            ["There is no registry of units:", "No period was asked for"],
            "Column `Status`",
            ("1 of 40 records was rejected", "Rates over fewer than 5 dossiers are hidden"),
        ),
    ];
    for (lang, intro, marked, unknown, (rejected, hidden)) in cases {
        let report = made(&[data.to_str().unwrap(), "--lang", lang]);
        let (blanks, lines) = (report.blanks(), report.paragraphs());
        let is_marked = |words: &str| blanks.iter().any(|blank| blank.starts_with(words));
        assert!(is_marked(intro) && marked.iter().all(|words| is_marked(words)), "{blanks:#?}");
        assert!(is_marked(unknown), "{blanks:#?}");
        assert!(lines.iter().any(|line| line.starts_with(rejected)) && !is_marked(rejected), "{lines:#?}");

        let published = made(&[data.to_str().unwrap(), "--lang", lang, "--suppress-below", "5"]);
        let lines = published.paragraphs();
        assert!(lines.iter().any(|line| line.starts_with(hidden)), "{lines:#?}");
        assert!(!published.blanks().iter().any(|blank| blank.starts_with(hidden)));
    }
}
