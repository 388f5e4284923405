//! A province of 200 units, 12 indicators and 12 months: the page stays small and quick.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::time::{Duration, Instant};

use super::browser::Browser;
use super::cases::province;

#[test]
fn a_province_opens_at_once() {
    let case = province(200);
    assert!(case.html.len() < 1_500_000, "{} bytes", case.html.len());
    let Some(mut browser) = Browser::start() else { return };
    let start = Instant::now();
    browser.open(&case.page);
    // Half a second on a quiet machine; the bound is for a busy one.
    assert!(start.elapsed() < Duration::from_secs(6), "{:?}", start.elapsed());
    assert_eq!(browser.run("document.querySelectorAll('table.list')[0].tBodies[0].rows.length"), 200);
    assert_eq!(browser.run("document.querySelectorAll('.unit').length"), 200);
    assert_eq!(browser.run("document.querySelectorAll('.lines').length"), 12);
    assert_eq!(browser.run("document.querySelector('.lines').querySelectorAll('.h').length"), 12);
    let spent = browser.run(
        "(() => { const start = performance.now(); document.querySelectorAll('thead button')[3].click();\
         const search = document.querySelector('.tools input'); search.value = 'xa mau 17';\
         search.dispatchEvent(new Event('input')); document.body.offsetHeight; return performance.now() - start })()",
    );
    assert!(spent.as_f64() < Some(1_500.0), "{spent} ms to sort and to filter");
    // 17 and 170 to 179.
    assert_eq!(browser.run("[...document.querySelectorAll('.unit')].filter(unit => !unit.hidden).length"), 11);
}
