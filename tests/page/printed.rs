//! The page on paper.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on must fail"
)]

use std::path::Path;
use std::process::Command;

use super::browser::Browser;
use super::cases::{Case, province};

/// Enough for tables of several pages.
const COMMUNES: u32 = 70;

/// The text of each page, laid out as it stands; none when there is no `pdftotext`.
fn pages(pdf: &Path) -> Option<Vec<String>> {
    let Ok(output) = Command::new("pdftotext").arg("-layout").arg(pdf).arg("-").output() else {
        eprintln!("skipped: there is no `pdftotext` to read the printed page with");
        return None;
    };
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.trim_end_matches('\u{C}').split('\u{C}').map(str::to_owned).collect())
}

/// Lines of a page that hold at least ten of this sign: more than there are thresholds.
fn lines_with(page: &str, sign: char) -> usize {
    page.lines().filter(|line| line.matches(sign).count() >= 10).count()
}

#[test]
fn tables_go_over_pages_whole_with_their_heads_on_each() {
    let Some(mut browser) = Browser::start() else { return };
    let case = province(COMMUNES);
    browser.open(&case.page);
    let Some(pages) = pages(&browser.print(case.folder.path())) else { return };
    assert!((15..60).contains(&pages.len()), "{} pages", pages.len());
    let (mut rates, mut counts) = (0, 0);
    for (number, page) in pages.iter().enumerate() {
        // A row of rates: names and rates on one line, numerators and denominators below it.
        let is_row = |line: &&str| line.contains("Mẫu ") && line.matches('%').count() >= 10;
        let rows = page.lines().filter(is_row).count();
        if rows > 0 {
            rates += rows;
            assert!(
                page.contains("Hài lòng") && page.contains("Đơn vị"),
                "page {} without the heads:\n{page}",
                number + 1
            );
            assert_eq!(lines_with(page, '%'), lines_with(page, '/'), "page {} cuts a row:\n{page}", number + 1);
        }
        let is_row =
            |line: &&str| line.contains("Mẫu ") && !line.contains(['%', '/']) && line.split_whitespace().count() >= 15;
        let rows = page.lines().filter(is_row).count();
        if rows > 0 {
            counts += rows;
            let head = page.lines().any(|line| line.contains("Trước hạn") && line.contains("Đang quá hạn"));
            assert!(head, "page {} without the heads:\n{page}", number + 1);
        }
    }
    assert_eq!((rates, counts), (COMMUNES as usize, COMMUNES as usize));
}

#[test]
fn everything_closed_on_the_screen_is_printed() {
    let Some(mut browser) = Browser::start() else { return };
    let case = Case::sa_dec();
    // With the script and without it.
    for scripts in [true, false] {
        if !scripts {
            browser.without_scripts();
        }
        browser.open(&case.page);
        let Some(pages) = pages(&browser.print(case.folder.path())) else { return };
        assert!((8..30).contains(&pages.len()), "{} pages", pages.len());
        assert_eq!(browser.run("document.querySelectorAll('.unit[open]').length"), 0, "closed again after printing");
        let all = pages.join("\n");
        for said in ["Tỷ lệ hài lòng", "cần thêm", "timeliness_known=on_time", "exports/xa-2022-08-19.csv"] {
            assert!(all.contains(said), "{said}");
        }
        let heads = all.lines().filter(|line| line.contains("Đang trong hạn") && line.contains("Đang quá hạn")).count();
        assert!(heads >= 3 + 17, "counts of the levels, of two lists, of each unit: {heads}");
    }
}

#[test]
fn no_part_is_printed_over_another() {
    let Some(mut browser) = Browser::start() else { return };
    let case = Case::sa_dec();
    browser.open(&case.page);
    browser.send("Emulation.setEmulatedMedia", serde_json::json!({ "media": "print" }));
    browser.run("dispatchEvent(new Event('beforeprint'))");
    // A part that keeps a height of its own lets what follows be printed over its rest.
    let cut = browser.texts(
        "[...document.querySelectorAll('.scroll, ol, details, figure')].filter(part => part.scrollHeight > part.clientHeight + 2)\
         .map(part => part.className + ' ' + part.textContent.slice(0, 40))",
    );
    assert_eq!(cut, [""; 0]);
}
