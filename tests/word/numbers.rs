//! No number in the document that is not a figure of the report, a date of it, or part of its fixed text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::collections::BTreeSet;

use serde_json::Value;

use super::support::{Made, made, muong_ang, sa_dec};
use crate::support::{files_below, root};

/// Numbers as a text has them: digits with points and commas between.
fn numbers(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for part in text.split(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == ',')) {
        let part = part.trim_matches(['.', ',']);
        if part.starts_with(|letter: char| letter.is_ascii_digit()) {
            found.insert(part.to_owned());
        }
    }
    found
}

/// Numbers as people of a language write them, written down anew.
struct Written {
    vietnamese: bool,
}

impl Written {
    fn whole(&self, number: u64) -> String {
        let digits = number.to_string();
        let sign = if self.vietnamese { "." } else { "," };
        let groups: Vec<String> =
            digits.as_bytes().rchunks(3).rev().map(|group| String::from_utf8(group.to_vec()).unwrap()).collect();
        groups.join(sign)
    }

    fn hundredths(&self, number: u64) -> String {
        let sign = if self.vietnamese { "," } else { "." };
        format!("{}{sign}{:02}", self.whole(number / 100), number % 100)
    }

    fn short(&self, number: u64) -> String {
        match (number % 100, number % 10) {
            (0, _) => self.whole(number / 100),
            (_, 0) => self.hundredths(number).trim_end_matches('0').to_owned(),
            _ => self.hundredths(number),
        }
    }
}

/// A percentage of the JSON in hundredths.
fn hundredths(value: &Value) -> Option<u64> {
    value.as_f64().map(|number| (number.abs() * 100.0).round() as u64)
}

/// The numbers that the figures of `figures.json` give.
fn of_figures(json: &Value, written: &Written) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    let figures = json["figures"].as_array().unwrap();
    for figure in figures {
        for name in ["numerator", "denominator", "missing", "left_out"] {
            known.extend(figure[name].as_u64().map(|number| written.whole(number)));
        }
        known.extend(hundredths(&figure["percent"]).map(|percent| written.hundredths(percent)));
        known.extend(hundredths(&figure["threshold"]).map(|threshold| written.short(threshold)));
        if figure["denominator"].is_null() {
            known.extend(figure["change"].as_f64().map(|change| written.whole(change.abs() as u64)));
        } else {
            known.extend(hundredths(&figure["change"]).map(|change| written.hundredths(change)));
        }
        if let (Some(n), Some(d), Some(threshold)) =
            (figure["numerator"].as_u64(), figure["denominator"].as_u64(), hundredths(&figure["threshold"]))
            && d > 0
            && threshold * d > n * 10_000
        {
            // Points below, half up: (t·d − 10000·n) / d.
            let below = threshold * d - n * 10_000;
            known.insert(written.hundredths((2 * below + d) / (2 * d)));
        }
        // Units with a rate, and how many meet or miss the threshold, by indicator and level.
        if figure["scope"] == "unit" {
            let alike = |other: &&Value| {
                other["scope"] == "unit"
                    && other["indicator"] == figure["indicator"]
                    && other["period"] == figure["period"]
                    && !other["percent"].is_null()
            };
            let of_level: Vec<_> =
                figures.iter().filter(alike).filter(|other| other["level"] == figure["level"]).collect();
            known.insert(written.whole(of_level.len() as u64));
            known.insert(written.whole(of_level.iter().filter(|other| other["verdict"] == "met").count() as u64));
            let missed = figures.iter().filter(alike).filter(|other| other["verdict"] == "missed").count();
            known.insert(written.whole((missed as u64).saturating_sub(5)));
        }
    }
    known
}

/// The fixed words: of the template without what it fills in, of the texts around it, and of the rules.
fn of_words(report: &Made, json: &Value, written: &Written) -> BTreeSet<String> {
    let lang = if written.vietnamese { "vi" } else { "en" };
    let template = std::fs::read_to_string(root().join(format!("rules/documents/report.{lang}.md"))).unwrap();
    let mut words = String::new();
    let mut rest = template.split("#}").nth(1).unwrap();
    while let Some(open) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        words.push_str(&rest[..open]);
        words.push(' ');
        rest = &rest[open + rest[open..].find(['}', '%'].as_slice()).unwrap()..];
        let close = rest.find("}}").into_iter().chain(rest.find("%}")).min().unwrap();
        rest = &rest[close + 2..];
    }
    words.push_str(rest);
    for (name, path) in files_below(&root().join("rules")) {
        if name.starts_with("indicators/") || name.starts_with("standards/") || name == "columns.toml" {
            let text = std::fs::read_to_string(path).unwrap();
            // Only what is shown: names, formulas and law, not thresholds.
            words.extend(text.lines().filter(|line| line.contains("vi = ")).map(|line| format!("{line}\n")));
        }
    }
    for note in json["notes"].as_array().unwrap() {
        words.push_str(note["text"].as_str().unwrap());
    }
    words.push_str(json["title"].as_str().unwrap());
    for figure in json["figures"].as_array().unwrap() {
        words.extend(figure["unit_name"].as_str().map(|name| format!(" {name} ")));
    }
    let periods = std::iter::once(&json["period"]).chain(json["compared_with"].as_array().unwrap());
    for period in periods {
        for end in ["from", "to"] {
            words.push_str(&format!(" {} ", period[end].as_str().unwrap().replace('-', " ")));
        }
    }
    let mut known = numbers(&words);
    let account = report.json("manifest.json")["account"].clone();
    for name in ["records", "accepted", "rejected", "superseded"] {
        known.insert(written.whole(account[name].as_u64().unwrap()));
    }
    let reasons = account["rejected_by_reason"].as_object().unwrap();
    known.extend(reasons.values().map(|count| written.whole(count.as_u64().unwrap())));
    known.insert(written.whole(json["inputs"].as_array().unwrap().len() as u64));
    known
}

fn check(report: &Made, vietnamese: bool) {
    let json = report.json("figures.json");
    let written = Written { vietnamese };
    let mut known = of_figures(&json, &written);
    known.extend(of_words(report, &json, &written));
    let document = roxmltree::Document::parse(report.part("word/document.xml")).unwrap();
    let alternatives = document.descendants().filter_map(|node| node.attribute("descr").map(str::to_owned));
    let mut seen = 0;
    for line in report.paragraphs().into_iter().chain(alternatives) {
        // Headings are counted through: their number is no figure.
        let line = match line.split_once(". ") {
            Some((number, heading)) if number.parse::<u8>().is_ok() => heading.to_owned(),
            _ => line,
        };
        let unknown: Vec<_> = numbers(&line).into_iter().filter(|number| !known.contains(number)).collect();
        assert!(unknown.is_empty(), "{unknown:?} in {line:?}");
        seen += numbers(&line).len();
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn every_number_is_a_figure_a_date_or_fixed_text() {
    check(sa_dec(), true);
    check(muong_ang(), true);
    check(&made(&["sample-data/ba-be-2022", "--lang", "en"]), false);
}

#[test]
fn numbers_are_found_in_text() {
    let found = numbers("1/8/2022: 27,48% (729/2.653), mẫu 3; 0.5.");
    let wanted = ["1", "8", "2022", "27,48", "729", "2.653", "3", "0.5"];
    assert_eq!(found, wanted.map(str::to_owned).into_iter().collect());
}
