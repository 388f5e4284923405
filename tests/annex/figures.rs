//! Every figure of `figures.json` stands in the workbook, as a number where it has one and in words where it has none.

use calamine::Data;
use serde_json::Value;

use cchc::render::workbook;
use cchc::report::charts::Point;
use cchc::run::Request;

use super::super::model::indicators::RATES;
use super::book::{Book, Place, Sheet};
use super::made::{Made, SAMPLES, VI, made, make, request, sample};

/// Hundredths, from a number with two decimals as JSON writes it.
fn hundredths(number: &Value) -> Option<i64> {
    number.as_f64().map(|number| {
        let text = format!("{number:.2}");
        text.replace('.', "").parse().unwrap()
    })
}

/// A cell that must hold these hundredths of a per cent as a fraction: exact to the last bit a fraction of two decimals has.
fn is_fraction(sheet: &Sheet, place: Place, hundredths: i64) {
    let expected: f64 = format!("{hundredths}e-4").parse().unwrap();
    assert!((sheet.number(place) - expected).abs() < 1e-15, "{} {place:?}", sheet.name);
}

/// The figures of the report's own period, of all, levels and units, by kind.
fn own(json: &Value, rates: bool) -> Vec<&Value> {
    let figures = json["figures"].as_array().unwrap().iter();
    let is_own = |figure: &&Value| figure["period"].is_null() || figure["period"] == json["period"];
    let of_kind = |figure: &&Value| RATES.contains(&figure["indicator"].as_str().unwrap()) == rates;
    figures.filter(is_own).filter(of_kind).collect()
}

fn title(made: &Made, figure: &Value) -> String {
    let id = figure["indicator"].as_str().unwrap();
    made.report.indicators.iter().find(|indicator| indicator.id == id).unwrap().title.vi.clone()
}

fn about(made: &Made, figure: &Value) -> String {
    match figure["scope"].as_str().unwrap() {
        "all" => "Toàn bộ".to_owned(),
        "level" => {
            let level = made.report.levels.iter().find(|level| figure["level"] == level.id.as_str());
            level.unwrap().title.vi.clone()
        }
        _ => figure["unit_name"].as_str().unwrap().to_owned(),
    }
}

/// What stands for the counts and the rate of a figure.
fn check_rate(sheet: &Sheet, figure: &Value, (numerator, denominator, rate): (Place, Place, Place)) {
    let words = match figure["numerator"].as_u64() {
        Some(count) => {
            assert_eq!(sheet.number(numerator), count as f64);
            assert_eq!(sheet.number(denominator), figure["denominator"].as_u64().unwrap() as f64);
            "không áp dụng"
        }
        None => {
            let words = if figure["hidden"] == true { "ẩn" } else { "không có dữ liệu" };
            assert_eq!((sheet.text(numerator), sheet.text(denominator)), (words.to_owned(), words.to_owned()));
            words
        }
    };
    match hundredths(&figure["percent"]) {
        Some(percent) => is_fraction(sheet, rate, percent),
        None => assert_eq!(sheet.text(rate), words),
    }
}

/// The sheet with a row for every rate, row by row.
fn check_details(made: &Made) {
    let sheet = made.book.sheet(&VI.get("workbook.sheet_details"));
    let (head, _) = sheet.find("STT");
    let heads = sheet.row(head);
    let column = |text: &str| heads.iter().position(|head| head == text).map(|place| u32::try_from(place).unwrap());
    let (numerator, rate) = (column("Số hồ sơ đạt (tử số)").unwrap(), column("Tỷ lệ").unwrap());
    let figures = own(&made.json, true);
    assert!(figures.len() > 100);
    for (row, figure) in (head + 1..).zip(&figures) {
        assert_eq!(sheet.text((row, 1)), about(made, figure));
        assert_eq!(sheet.text((row, column("Chỉ số").unwrap())), title(made, figure));
        check_rate(sheet, figure, ((row, numerator), (row, numerator + 1), (row, rate)));
        let Some(threshold) = column("Chỉ tiêu") else { continue };
        match hundredths(&figure["threshold"]) {
            Some(at_least) => is_fraction(sheet, (row, threshold), at_least),
            None => assert_eq!(sheet.text((row, threshold)), "–"),
        }
        let verdict = match figure["verdict"].as_str() {
            Some("met") => "Đạt",
            Some("missed") => "Chưa đạt",
            Some("not_applicable") => "không áp dụng",
            Some("not_available") => "không có dữ liệu",
            None if figure["hidden"] == true => "ẩn",
            _ => "–",
        };
        assert_eq!(sheet.text((row, threshold + 1)), verdict);
        match figure["missing"].as_u64() {
            Some(missing) if missing > 0 => assert_eq!(sheet.number((row, threshold + 3)), missing as f64),
            _ => assert_eq!(sheet.text((row, threshold + 3)), "–"),
        }
    }
    let end = head + 1 + u32::try_from(figures.len()).unwrap();
    assert_eq!(*sheet.get((end, 1)), Data::Empty, "nothing follows the last figure");
}

/// The sheets with a row for every unit: its rates, its counts.
fn check_units(made: &Made) {
    for (rates, name) in [(true, "workbook.sheet_rates"), (false, "workbook.sheet_counts")] {
        let sheet = made.book.sheet(&VI.get(name));
        let (head, _) = sheet.find("STT");
        let heads = sheet.row(head);
        for figure in own(&made.json, rates) {
            let indicator =
                made.report.indicators.iter().find(|shown| figure["indicator"] == shown.id.as_str()).unwrap();
            let column = heads.iter().position(|head| *head == indicator.short.vi).unwrap();
            let name = about(made, figure);
            let row = (head..sheet.size().0).find(|row| sheet.text((*row, 1)) == name).unwrap();
            let place = (row, u32::try_from(column).unwrap());
            match (hundredths(&figure["percent"]), figure["numerator"].as_u64(), rates) {
                (Some(percent), _, true) => is_fraction(sheet, place, percent),
                (_, Some(count), false) => assert_eq!(sheet.number(place), count as f64),
                _ => assert!(matches!(sheet.get(place), Data::String(_)), "{place:?}"),
            }
        }
    }
}

/// The summary: every figure of all and of the levels.
fn check_summary(made: &Made) {
    let sheet = made.book.sheet(&VI.get("workbook.sheet_summary"));
    for figure in own(&made.json, true).into_iter().filter(|figure| figure["scope"] != "unit") {
        let (scope, _) = sheet.find(&about(made, figure));
        let (row, _) = sheet.find_from(scope, &title(made, figure)).unwrap();
        check_rate(sheet, figure, ((row, 2), (row, 3), (row, 4)));
    }
    let (counts, _) = sheet.find("Số hồ sơ theo cấp hành chính");
    for figure in own(&made.json, false).into_iter().filter(|figure| figure["scope"] != "unit") {
        let (row, _) = sheet.find_from(counts, &title(made, figure)).unwrap();
        let (_, column) = sheet.find_from(counts, &about(made, figure)).unwrap();
        match figure["numerator"].as_u64() {
            Some(count) => assert_eq!(sheet.number((row, column)), count as f64),
            None => assert!(matches!(sheet.get((row, column)), Data::String(_))),
        }
    }
}

#[test]
fn every_figure_is_in_the_workbook_as_json_has_it() {
    for name in SAMPLES {
        let made = made(name);
        check_details(made);
        check_units(made);
        check_summary(made);
    }
}

#[test]
fn hidden_figures_are_words_wherever_they_would_stand() {
    let made = make(Request { suppress_below: Some(60), ..request(&sample("sa-dec-2022")) });
    let hidden = own(&made.json, true).into_iter().filter(|figure| figure["hidden"] == true).count();
    assert!(hidden > 10, "{hidden}");
    check_details(&made);
    check_units(&made);
    check_summary(&made);
    let form = made.book.sheet("II.06a theo đơn vị");
    let words = form.places().filter(|place| form.text(*place) == "ẩn").count();
    let of_report = made.report.forms[0].parts[0].rows.iter().flat_map(|row| &row.cells);
    let cells = of_report.filter(|cell| matches!(cell, cchc::report::documents::FormCell::Hidden)).count();
    assert_eq!(words, cells);
}

#[test]
fn a_comparison_shows_both_periods_and_the_difference() {
    let made = made("muong-ang-2021");
    let sheet = made.book.sheet(&VI.get("workbook.sheet_comparison"));
    let before = &made.json["compared_with"][0];
    let mut seen = 0;
    for figure in made.json["figures"].as_array().unwrap() {
        if figure["period"] != *before || figure["scope"] == "unit" {
            continue;
        }
        let (scope, _) = sheet.find(&about(made, figure));
        let (row, _) = sheet.find_from(scope, &title(made, figure)).unwrap();
        let is_rate = RATES.contains(&figure["indicator"].as_str().unwrap());
        if is_rate {
            check_rate(sheet, figure, ((row, 5), (row, 6), (row, 7)));
        } else {
            assert_eq!(sheet.number((row, 5)), figure["numerator"].as_u64().unwrap() as f64);
        }
        match figure["change"].as_f64() {
            Some(change) => assert!((sheet.number((row, 8)) - change).abs() < 1e-9),
            None => assert_eq!(sheet.text((row, 8)), "–"),
        }
        seen += 1;
    }
    assert!(seen >= 72, "{seen}");
    // As it was published: 979 of 2,556 against 56 of 2,142.
    let (row, _) = sheet.find("Tỷ lệ hồ sơ nộp trực tuyến");
    let numbers: Vec<f64> = [2, 3, 5, 6].map(|column| sheet.number((row, column))).to_vec();
    assert_eq!(numbers, [979.0, 2556.0, 56.0, 2142.0]);
}

#[test]
fn a_breakdown_has_a_sheet_of_its_own() {
    for (breakdown, name) in [
        (cchc::report::model::Breakdown::Field, "Tỷ lệ theo lĩnh vực"),
        (cchc::report::model::Breakdown::Procedure, "Tỷ lệ theo thủ tục"),
        (cchc::report::model::Breakdown::Month, "Tỷ lệ theo tháng"),
    ] {
        let made = make(Request { breakdown, ..request(&sample("sa-dec-2022")) });
        let sheet = made.book.sheet(name);
        let (head, _) = sheet.find("STT");
        let parts = made.json["figures"].as_array().unwrap().iter();
        let parts = parts.filter(|figure| {
            figure["indicator"] == "online_rate" && figure["scope"] == "all" && !figure[breakdown.id()].is_null()
        });
        let column = sheet.row(head).iter().position(|text| text == "Trực tuyến").unwrap();
        for (row, figure) in (head + 2..).zip(parts) {
            match hundredths(&figure["percent"]) {
                Some(percent) => is_fraction(sheet, (row, u32::try_from(column).unwrap()), percent),
                None => assert_eq!(sheet.text((row, u32::try_from(column).unwrap())), "không áp dụng"),
            }
        }
    }
}

#[test]
fn a_workbook_to_publish_tells_of_no_single_dossier() {
    let made = make(Request { suppress_below: Some(30), ..request(&sample("ba-be-2022")) });
    assert!(!made.book.names().contains(&"Bản ghi bị loại"), "rejected records are not published");
    let notes = made.book.sheet("Ghi chú");
    for (input, row) in made.report.inputs.iter().zip(notes.find("STT").0 + 1..) {
        match &input.account {
            Some(account) => assert_eq!(notes.number((row, 3)), account.records as f64),
            None => assert_eq!(notes.text((row, 3)), "ẩn"),
        }
    }
}

#[test]
fn a_hidden_month_or_bar_is_a_word() {
    let mut report = made("sa-dec-2022").report.clone();
    report.lines[0].lines[0].points[1] = Point { hidden: true, ..Point::default() };
    let chart = report.bars.iter_mut().find(|chart| chart.threshold.is_some()).unwrap();
    let last = chart.bars.last_mut().unwrap();
    (last.percent, last.counts, last.verdict, last.hidden) = (None, None, None, true);
    let book = Book::open(&workbook::render(&report, &VI).unwrap());
    for (name, first) in [("Theo tháng", 1), ("Biểu đồ", 2)] {
        let sheet = book.sheet(name);
        let words: Vec<Place> = sheet.places().filter(|place| sheet.text(*place) == "ẩn").collect();
        let columns: Vec<u32> = words.iter().map(|(_, column)| *column).collect();
        assert_eq!(columns, [first, first + 1, first + 2], "{name}: numerator, denominator and rate");
    }
}
