//! How the page looks: on a screen, on a phone, in the dark; and what a judge of accessibility says of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on must fail"
)]

use cchc::run::Request;
use cchc::texts::Lang;

use super::browser::Browser;
use super::cases::{Case, compared};

fn cases() -> [Case; 3] {
    [
        Case::sa_dec(),
        Case::sample("muong-ang-2021", Lang::En, compared("2020")),
        Case::sample("ba-be-2022", Lang::Vi, Request::default()),
    ]
}

#[test]
fn a_phone_shows_the_page_without_scrolling_sideways() {
    let Some(mut browser) = Browser::start() else { return };
    for case in cases() {
        for width in [320, 360, 768] {
            browser.size(width, 800);
            browser.open(&case.page);
            browser.run("document.querySelectorAll('details').forEach(part => { part.open = true })");
            let wide = browser.run("document.documentElement.scrollWidth");
            assert!(wide.as_u64() <= Some(u64::from(width)), "{wide} of {width}");
        }
    }
}

#[test]
fn nothing_is_fetched_and_nothing_complained_of() {
    let Some(mut browser) = Browser::start() else { return };
    for case in cases() {
        for dark in [false, true] {
            browser.dark(dark);
            browser.open(&case.page);
            assert_eq!(browser.complaints(), [""; 0]);
        }
        let ground = browser.text("getComputedStyle(document.body).backgroundColor");
        assert_eq!(ground, "rgb(17, 22, 29)", "dark where the reader's system is");
        // The policy holds: what is not the page's own does not run.
        browser.run("document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.hacked = 1' }))");
        assert_eq!(browser.run("window.hacked ?? null"), serde_json::Value::Null);
        assert_eq!(browser.complaints().len(), 1);
    }
}

#[test]
fn axe_finds_no_violation() {
    let Some(mut browser) = Browser::start() else { return };
    let Some(axe) = std::env::var_os("CCHC_AXE") else {
        eprintln!("skipped: CCHC_AXE does not name the axe.min.js of axe-core; .ci/run fetches it");
        return;
    };
    let axe = std::fs::read_to_string(axe).unwrap();
    for (number, case) in cases().iter().enumerate() {
        let screens = [(1280, false), (1280, true), (360, false), (360, true)];
        // The judge is thorough and slow: the first case is looked at on every screen, the others on one each.
        let screens = if number == 0 { &screens[..] } else { &screens[number..=number] };
        for (width, dark) in screens.iter().copied() {
            browser.size(width, 800);
            browser.dark(dark);
            browser.open(&case.page);
            browser.run("document.querySelectorAll('details').forEach(part => { part.open = true })");
            browser.run(&format!("{axe}; 0"));
            let found = browser.texts(
                "axe.run(document, { resultTypes: ['violations'] }).then(result => result.violations.map(violation =>\
                 violation.id + ': ' + violation.nodes.map(node => node.html.slice(0, 200)).slice(0, 3).join(' ')))",
            );
            assert_eq!(found, [""; 0], "{width} {dark}");
        }
    }
}
