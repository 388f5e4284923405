//! The pictures of whole runs: which files there are, ranks and movements against a plain model, and that nothing hidden
//! is drawn.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::collections::{BTreeMap, HashSet};

use cchc::project::Inputs;
use cchc::render::files;
use cchc::render::formats::FileFormat;
use cchc::report::charts::Movement;
use cchc::report::{Figure, Report, Scope};
use cchc::run::{Request, Rulebook, prepare};
use cchc::texts::{Lang, Texts};

use crate::support::root;

fn report(case: &str, compare: &[&str], suppress_below: Option<u64>) -> Report {
    let rulebook = Rulebook::load(&[]).unwrap();
    let request = Request {
        paths: vec![root().join("sample-data").join(case)],
        compare: compare.iter().map(|period| (*period).to_owned()).collect(),
        documents: true,
        suppress_below,
        ..Request::default()
    };
    let inputs = Inputs::find(&request.paths).unwrap();
    prepare(&rulebook, request, inputs).unwrap().run(&|_| {}).unwrap()
}

/// The SVG files by name.
fn drawn(report: &Report, lang: Lang) -> BTreeMap<String, String> {
    let texts = Texts::load(&cchc::rules::Rules::embedded(), lang).unwrap();
    let files = files::render(report, &texts, &[], &[FileFormat::Svg]).unwrap();
    let svg = |(name, content): (String, Vec<u8>)| {
        name.ends_with(".svg").then(|| (name, String::from_utf8(content).unwrap()))
    };
    files.into_iter().filter_map(svg).collect()
}

/// The lines that a picture says to those who do not see it.
fn said(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).unwrap();
    let said = document.descendants().find(|node| node.has_tag_name("desc")).and_then(|node| node.text());
    said.unwrap_or_default().lines().map(str::to_owned).collect()
}

fn units<'a>(report: &'a Report, indicator: &str, level: &str, comparison: Option<usize>) -> Vec<&'a Figure> {
    let of = |figure: &&Figure| {
        report.indicators[figure.indicator].id == indicator
            && figure.scope == Scope::Unit
            && figure.part.is_none()
            && figure.comparison == comparison
            && figure.level.as_deref() == Some(level)
    };
    report.figures.iter().filter(of).collect()
}

/// The plain model of a rank: one more than the units that are better, by long multiplication, among those with ten dossiers.
fn place(figures: &[&Figure], unit: &str) -> Option<usize> {
    let counts = |figure: &&Figure| figure.numerator.zip(figure.denominator).filter(|(_, all)| *all >= 10);
    let (n, d) = figures.iter().find(|figure| figure.unit_name.as_deref() == Some(unit)).and_then(counts)?;
    let better = |(m, e): &(u64, u64)| u128::from(*m) * u128::from(d) > u128::from(n) * u128::from(*e);
    Some(1 + figures.iter().filter_map(counts).filter(better).count())
}

#[test]
fn ranks_and_movements_are_those_of_the_plain_model() {
    let report = report("muong-ang-2021", &["2020"], None);
    assert!(report.rankings.len() > 2);
    let mut seen = HashSet::new();
    for ranking in &report.rankings {
        let (now, before) = (
            units(&report, &ranking.indicator, &ranking.level, None),
            units(&report, &ranking.indicator, &ranking.level, Some(0)),
        );
        assert_eq!(ranking.rows.len(), now.len());
        assert_eq!(ranking.compared.as_deref(), Some("01/01/2020 – 31/12/2020"));
        for row in &ranking.rows {
            let (place, before) = (place(&now, &row.label), place(&before, &row.label));
            assert_eq!(row.place, place, "{} {}", ranking.indicator, row.label);
            let moved = match row.movement {
                Some(Movement::Up(ranks)) => before.unwrap() - ranks,
                Some(Movement::Down(ranks)) => before.unwrap() + ranks,
                Some(Movement::Same) => before.unwrap(),
                Some(Movement::New) | None => {
                    assert!(place.is_none() || before.is_none(), "{} {}", ranking.indicator, row.label);
                    continue;
                }
            };
            assert_eq!(Some(moved), place, "{} {}", ranking.indicator, row.label);
            seen.insert(std::mem::discriminant(&row.movement.unwrap()));
        }
        let places: Vec<usize> = ranking.rows.iter().filter_map(|row| row.place).collect();
        assert!(places.is_sorted(), "the first on top: {places:?}");
    }
    assert_eq!(seen.len(), 3, "up, down and the same all occur");
}

#[test]
fn every_level_has_its_pictures() {
    let report = report("sa-dec-2022", &[], None);
    let pictures = drawn(&report, Lang::En);
    let names: Vec<&str> = pictures.keys().map(String::as_str).collect();
    assert!(said(&pictures["charts/poster.svg"]).contains(&"Received: 4,702".to_owned()));
    for name in [
        "poster",
        "heatmap-commune",
        "heatmap-district",
        "ranking-online_rate_level3-commune",
        "ranking-on_time_rate-district",
        "online_rate_level3-commune",
        "online_rate-by-month",
    ] {
        assert!(names.contains(&format!("charts/{name}.svg").as_str()), "{name} in {names:?}");
    }
    // Neither a threshold nor a place in the headline: bars are enough.
    assert!(!names.contains(&"charts/ranking-early_rate-commune.svg"));
    let map = report.heat_maps.iter().find(|map| map.level == "commune").unwrap();
    let with_threshold = map.columns.iter().take_while(|column| column.threshold.is_some()).count();
    assert_eq!(with_threshold, 4, "thresholds first");
    assert!(map.columns[4..].iter().all(|column| column.threshold.is_none()));
    assert!(report.poster.as_ref().is_some_and(|poster| poster.tiles.len() == 6 && poster.others == 3));
}

#[test]
fn the_year_before_is_drawn_where_the_exports_tell_of_it() {
    let report = report("muong-ang-2021", &[], None);
    let chart = report.lines.iter().find(|chart| chart.indicator == "online_rate").unwrap();
    assert_eq!(chart.last_year_months.first().map(String::as_str), Some("2020-01"));
    let svg = &drawn(&report, Lang::Vi)["charts/online_rate-by-month.svg"];
    let line = said(svg).into_iter().find(|line| line.starts_with("Cùng kỳ năm trước: 01/2020 ")).unwrap();
    assert_eq!(line.matches("/2020 ").count(), 11, "{line}");
}

#[test]
fn nothing_hidden_is_drawn() {
    let (open, hidden) = (report("muong-ang-2021", &["2020"], None), report("muong-ang-2021", &["2020"], Some(150)));
    let pictures = drawn(&hidden, Lang::Vi);
    let mut checked = 0;
    for figure in hidden.figures.iter().filter(|figure| {
        figure.hidden && figure.scope == Scope::Unit && figure.part.is_none() && figure.comparison.is_none()
    }) {
        let (indicator, level) = (&hidden.indicators[figure.indicator], figure.level.as_deref().unwrap());
        let unit = figure.unit_name.as_deref().unwrap();
        let known = units(&open, &indicator.id, level, None);
        let Some((n, d)) = known
            .iter()
            .find(|known| known.unit_name == figure.unit_name)
            .and_then(|known| known.numerator.zip(known.denominator))
        else {
            continue;
        };
        // In the numbers of these cases no thousands sign is needed below 150.
        let given_away = format!("({n}/{d})");
        for name in [format!("{}-{level}", indicator.id), format!("ranking-{}-{level}", indicator.id)] {
            let Some(svg) = pictures.get(&format!("charts/{name}.svg")) else { continue };
            let of_unit =
                |line: &String| line.starts_with(&format!("{unit}: ")) || line.contains(&format!(". {unit}: "));
            let line = said(svg).into_iter().find(of_unit).unwrap();
            assert!(line.ends_with(&format!("{unit}: ẩn")) && !line.contains(&given_away), "{name}: {line}");
            checked += 1;
        }
        if let Some(svg) = pictures.get(&format!("charts/heatmap-{level}.svg")) {
            let line = said(svg).into_iter().find(|line| line.starts_with(&format!("{unit}: "))).unwrap();
            let short = &indicator.short.vi;
            let shown = hidden.heat_maps.iter().filter(|map| map.level == level);
            if shown.flat_map(|map| &map.columns).any(|column| column.indicator == indicator.id) {
                assert!(line.contains(&format!("{short} ẩn")), "{line}");
                checked += 1;
            }
        }
    }
    assert!(checked > 10, "{checked}");
}
