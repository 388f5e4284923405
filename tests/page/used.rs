//! How the page is used: by mouse, by keyboard, without its script.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use super::browser::Browser;
use super::cases::Case;

/// The table of the communes, and the names in it.
const TABLE: &str = "document.querySelectorAll('table.list')[2]";
const NAMES: &str =
    "[...document.querySelectorAll('table.list')[2].tBodies[0].rows].map(row => row.cells[0].textContent)";
const HEADS: &str =
    "[...document.querySelectorAll('table.list')[2].tHead.rows[0].cells].map(cell => cell.getAttribute('aria-sort'))";

/// Communes of the case by this key, smallest first; of equals, those before stay before.
fn by(case: &Case, indicator: &str, before: &[String]) -> Vec<String> {
    let figures = case.figures();
    let rate = |name: &String| {
        let figure =
            figures.iter().find(|figure| figure["unit_name"] == name.as_str() && figure["indicator"] == indicator);
        let figure = figure.unwrap();
        figure["numerator"].as_f64().unwrap() / figure["denominator"].as_f64().unwrap()
    };
    let mut names = before.to_vec();
    names.sort_by(|left, right| rate(left).total_cmp(&rate(right)));
    names
}

#[test]
fn a_table_begins_with_those_that_miss_most_and_is_sorted_by_its_heads() {
    let Some(mut browser) = Browser::start() else { return };
    let case = Case::sa_dec();
    browser.open(&case.page);
    let first = browser.texts(NAMES);
    let missed = |name: &String| {
        let figures = case.figures();
        figures.iter().filter(|figure| figure["unit_name"] == name.as_str() && figure["verdict"] == "missed").count()
    };
    let counts: Vec<usize> = first.iter().map(missed).collect();
    assert_eq!(counts, [4, 4, 4, 4, 4, 4, 3, 2, 1], "counted from the published table of the communes");
    assert_eq!(browser.texts(HEADS)[..3], ["none", "descending", "none"]);

    // By a click on the head of online dossiers, and by the keyboard once more.
    let button =
        format!("[...{TABLE}.tHead.querySelectorAll('button')].find(button => button.textContent === 'Trực tuyến')");
    browser.run(&format!("{button}.click()"));
    let ascending = by(&case, "online_rate", &first);
    assert_eq!(browser.texts(NAMES), ascending);
    assert_eq!(ascending[0], "Phường Mẫu 2", "0.38 % of its dossiers");
    browser.run(&format!("{button}.focus()"));
    browser.key("Enter");
    let descending: Vec<String> = ascending.iter().rev().cloned().collect();
    assert_eq!(browser.texts(NAMES), descending);
    assert_eq!(browser.texts(HEADS).iter().filter(|sorted| *sorted == "descending").count(), 1);
    // Tab goes on to the next head, and by its name a unit is found again.
    browser.key("Tab");
    assert_eq!(browser.text("document.activeElement.textContent"), "Trực tuyến mức 3+4");
    browser.run(&format!("{TABLE}.tHead.querySelector('button').focus()"));
    browser.key("Enter");
    let by_name: Vec<String> =
        (1..=6).map(|n| format!("Phường Mẫu {n}")).chain((1..=3).map(|n| format!("Xã Mẫu {n}"))).collect();
    assert_eq!(browser.texts(NAMES), by_name);
    assert_eq!(browser.text(&format!("{TABLE}.tFoot.rows[0].cells[0].textContent")), "Cộng", "the sum stays below");
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn units_are_found_by_name_without_tones_and_by_verdict() {
    let Some(mut browser) = Browser::start() else { return };
    let case = Case::sa_dec();
    browser.open(&case.page);
    let visible = "[...document.querySelectorAll('table.list')[2].tBodies[0].rows].filter(row => row.checkVisibility()).map(row => row.cells[0].textContent)";
    let search = |browser: &mut Browser, text: &str| {
        browser.run("document.querySelector('.tools input').select()");
        browser.send("Input.insertText", serde_json::json!({ "text": text }));
    };
    browser.run("document.querySelector('.tools input').focus()");
    search(&mut browser, "PHUONG mau 1");
    assert_eq!(browser.texts(visible), ["Phường Mẫu 1"]);
    assert_eq!(browser.text("document.querySelector('.tools [role=status]').textContent"), "Hiện 1 trên 17");
    assert_eq!(browser.texts("[...document.querySelectorAll('.unit')].filter(unit => unit.checkVisibility()).map(unit => unit.querySelector('summary').firstChild.textContent.trim())"), ["Phường Mẫu 1"]);
    search(&mut browser, "Phường Mẫu 99");
    assert_eq!(browser.texts(visible), [""; 0]);
    assert_eq!(browser.text("document.querySelector('.tools [role=status]').textContent"), "Không có dòng nào khớp.");
    search(&mut browser, " ");
    let choose = |browser: &mut Browser, verdict: &str| {
        browser.run(&format!("(s => {{ s.value = '{verdict}'; s.dispatchEvent(new Event('change')) }})(document.querySelector('.tools select'))"));
        browser.texts(visible).len()
    };
    // Every commune misses a threshold: none receives by post.
    assert_eq!([choose(&mut browser, "m"), choose(&mut browser, "k"), choose(&mut browser, "")], [9, 0, 9]);
}

#[test]
fn values_show_under_the_pointer_and_by_the_arrow_keys() {
    let Some(mut browser) = Browser::start() else { return };
    let case = Case::sa_dec();
    browser.open(&case.page);
    let tip = "document.querySelector('.tip').hidden ? '' : document.querySelector('.tip').textContent";
    assert_eq!(browser.text(tip), "");
    browser.point_at("document.querySelectorAll('.bars')[1].querySelector('li')");
    assert_eq!(browser.text(tip), "Phường Mẫu 1\n✓ 50,00% (80/160)\nChỉ tiêu ≥ 40%");
    browser.point_at("document.querySelector('svg.line .h:nth-last-child(1)')");
    let month = browser.text(tip);
    assert!(month.starts_with("08/2022\nToàn bộ: ") && month.contains("\nCấp xã: "), "{month}");
    // By keyboard: the chart is reached with Tab, the values with the arrows.
    browser.run("document.querySelectorAll('.bars ol')[0].focus()");
    browser.key("Tab");
    assert_eq!(browser.run("document.activeElement === document.querySelectorAll('.bars ol')[1]"), true);
    browser.key("ArrowDown");
    assert!(browser.text(tip).starts_with("Xã Mẫu 2\n✓ 41,90% (44/105)"), "{}", browser.text(tip));
    browser.key("Escape");
    assert_eq!(browser.text(tip), "");
    // What is said stays in sight at the edge of the screen.
    browser.size(360, 700);
    browser.point_at("document.querySelector('svg.line .h:nth-last-child(1)')");
    assert_eq!(
        browser
            .run("(r => r.left >= 0 && r.right <= innerWidth)(document.querySelector('.tip').getBoundingClientRect())"),
        true
    );
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn a_name_in_a_table_leads_to_the_unit_opened() {
    let Some(mut browser) = Browser::start() else { return };
    let case = Case::sa_dec();
    browser.open(&case.page);
    browser.run(&format!("{TABLE}.querySelector('tbody a').focus()"));
    browser.key("Enter");
    browser.run("new Promise(done => setTimeout(done, 100))");
    let opened = browser.texts(
        "[...document.querySelectorAll('.unit[open] > summary')].map(name => name.firstChild.textContent.trim())",
    );
    assert_eq!(opened, [browser.texts(NAMES)[0].clone()]);
    assert_eq!(browser.run("document.activeElement === document.querySelector('.unit[open] > summary')"), true);
}

#[test]
fn without_its_script_everything_can_be_read() {
    let Some(mut browser) = Browser::start() else { return };
    let case = Case::sa_dec();
    browser.without_scripts();
    browser.open(&case.page);
    let seen = browser.text("document.body.innerText");
    for text in ["27,48%", "729/2.653", "Phường Mẫu 2", "Chưa đạt chỉ tiêu ≥ 40%", "Nguồn số liệu và căn cứ"]
    {
        assert!(seen.contains(text), "{text}");
    }
    assert_eq!(browser.run("document.querySelectorAll('button').length"), 0, "no control without its effect");
    assert_eq!(browser.run("document.querySelector('.tools').checkVisibility()"), false);
    // Disclosures need no script: a unit is opened with the keyboard, and a value is told by its title.
    browser.run("document.querySelector('.unit > summary').focus()");
    browser.key("Enter");
    assert!(browser.text("document.querySelector('.unit').innerText").contains("cần thêm"));
    assert!(browser.text("document.querySelector('svg.line .h title').textContent").starts_with("01/2022\nToàn bộ: "));
}
