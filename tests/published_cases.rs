//! The five published cases: every published figure, as it was published, against the program's output.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::generator;
use crate::support::{cchc, root};

type Row = BTreeMap<String, String>;

fn published(folder: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(folder.join("published.csv")).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// `n / d` in per cent at as many decimals as the published text has, half up, by long division on integers.
fn as_published(numerator: u64, denominator: u64, published: &str) -> String {
    let decimals = published.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let scale = 10_u128.pow(u32::try_from(decimals).unwrap());
    let scaled = u128::from(numerator) * 100 * scale;
    let denominator = u128::from(denominator);
    let mut quotient = scaled / denominator;
    if (scaled % denominator) * 2 >= denominator {
        quotient += 1;
    }
    if decimals == 0 {
        return quotient.to_string();
    }
    format!("{}.{:0decimals$}", quotient / scale, quotient % scale)
}

#[test]
fn long_division_rounds_as_the_press_does() {
    assert_eq!(as_published(979, 2556, "38.3"), "38.3");
    assert_eq!(as_published(56, 2142, "2.61"), "2.61");
    assert_eq!(as_published(1, 8, "12"), "13");
    assert_eq!(as_published(1, 263, "0.38"), "0.38");
}

struct Case {
    folder: PathBuf,
    reports: BTreeMap<String, Value>,
    surveys: BTreeMap<String, Value>,
}

impl Case {
    fn new(folder: PathBuf) -> Self {
        Self { folder, reports: BTreeMap::new(), surveys: BTreeMap::new() }
    }

    fn report(&mut self, period: &str) -> &Value {
        let folder = self.folder.to_str().unwrap();
        self.reports.entry(period.to_owned()).or_insert_with(|| {
            let run = cchc(["report", folder, "--period", period, "--format", "json", "--quiet"]);
            assert_eq!(run.code, 0, "{}", run.stderr);
            run.json()
        })
    }

    fn survey(&mut self, period: &str) -> &Value {
        let folder = self.folder.to_str().unwrap();
        let on = period.rsplit("..").next().unwrap();
        self.surveys.entry(period.to_owned()).or_insert_with(|| {
            let run = cchc(["procedures", folder, "--on", on, "--format", "json"]);
            assert_eq!(run.code, 0, "{}", run.stderr);
            run.json()
        })
    }

    fn check(&mut self, row: &Row) {
        match row["command"].as_str() {
            "report" => self.check_report(row),
            "procedures" => self.check_survey(row),
            other => panic!("{other}"),
        }
    }

    fn check_report(&mut self, row: &Row) {
        let id = &row["id"];
        let document = self.report(&row["period"]);
        let of_scope = |figure: &&Value, scope: &str| {
            figure["scope"] == scope && (row["level"].is_empty() || figure["level"] == row["level"].as_str())
        };
        let figures = || document["figures"].as_array().unwrap().iter();
        let of_indicator = |figure: &&Value| figure["indicator"] == row["indicator"].as_str();
        let counts = |figure: &Value| (figure["numerator"].as_u64().unwrap(), figure["denominator"].as_u64());
        match row["relation"].as_str() {
            "missed" => {
                let judged: Vec<_> = figures()
                    .filter(|figure| of_scope(figure, &row["scope"]) && !figure["threshold"].is_null())
                    .collect();
                assert_eq!(judged.len(), 4, "{id}: four thresholds are published");
                assert!(judged.iter().all(|figure| figure["verdict"] == "missed"), "{id}: {judged:?}");
            }
            relation @ ("highest" | "lowest") => {
                let units = figures().filter(|figure| of_indicator(figure) && of_scope(figure, "unit"));
                let rates = units.map(counts).map(|(numerator, denominator)| (numerator, denominator.unwrap()));
                let by_fraction = |left: &(u64, u64), right: &(u64, u64)| (left.0 * right.1).cmp(&(right.0 * left.1));
                let (numerator, denominator) = match relation {
                    "highest" => rates.max_by(by_fraction).unwrap(),
                    _ => rates.min_by(by_fraction).unwrap(),
                };
                assert_eq!(as_published(numerator, denominator, &row["published"]), row["published"], "{id}");
            }
            relation => {
                let figure = figures().find(|figure| of_indicator(figure) && of_scope(figure, &row["scope"])).unwrap();
                let (numerator, denominator) = counts(figure);
                let number = |text: &str| text.parse::<u64>().unwrap();
                match (relation, row["measure"].as_str()) {
                    ("equals", "percent") => {
                        let denominator = denominator.expect("n/d are shown with the rate");
                        assert_eq!(as_published(numerator, denominator, &row["published"]), row["published"], "{id}");
                    }
                    ("equals", "numerator") => assert_eq!(numerator, number(&row["published"]), "{id}"),
                    ("equals", "denominator") => assert_eq!(denominator, Some(number(&row["published"])), "{id}"),
                    ("more_than", "numerator") => assert!(numerator > number(&row["published"]), "{id}: {numerator}"),
                    ("at_least_one", "numerator") => assert!(numerator >= 1, "{id}"),
                    other => panic!("{id}: {other:?}"),
                }
            }
        }
    }

    fn check_survey(&mut self, row: &Row) {
        let survey = self.survey(&row["period"]);
        if let Some(fault) = row["measure"].strip_prefix("stale_") {
            let stale = survey["stale"].as_array().unwrap();
            assert!(stale.iter().any(|posting| posting["fault"] == fault), "{}", row["id"]);
            return;
        }
        let tier = match row["level"].as_str() {
            "" => &survey["total"],
            level => survey["levels"].as_array().unwrap().iter().find(|tier| tier["level"] == level).unwrap(),
        };
        let measured = match row["measure"].as_str() {
            measure @ ("fields" | "procedures" | "online") => &tier[measure],
            service_level => &tier["service_levels"][service_level],
        };
        assert_eq!(measured.as_u64().unwrap().to_string(), row["published"], "{}", row["id"]);
    }
}

fn reproduces(folder: PathBuf, at_least: usize) {
    let rows = published(&folder);
    assert!(rows.len() >= at_least, "{} published figures", rows.len());
    let mut case = Case::new(folder);
    for row in &rows {
        case.check(row);
    }
}

#[test]
fn sa_dec_2022() {
    reproduces(root().join("sample-data/sa-dec-2022"), 10);
}

#[test]
fn muong_ang_2021() {
    reproduces(root().join("sample-data/muong-ang-2021"), 8);
}

#[test]
fn tan_thanh_2023() {
    reproduces(root().join("sample-data/tan-thanh-2023"), 10);
}

#[test]
fn ba_be_2021_and_2022() {
    reproduces(root().join("sample-data/ba-be-2022"), 8);
}

#[test]
fn hue_2021() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("hue-2021");
    generator::generate("hue-2021", &target).unwrap();
    reproduces(target, 5);
}

/// The records of Ba Bể that cannot be read are exactly the six its README names.
#[test]
fn ba_be_rejects_its_six_broken_records() {
    let out = tempfile::tempdir().unwrap();
    let target = out.path().join("out");
    let run = cchc(["report", "sample-data/ba-be-2022", "--quiet", "--out", target.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = std::fs::read_to_string(target.join("rejected.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let rows: Vec<Row> = reader.deserialize().map(Result::unwrap).collect();
    let rejected: Vec<_> =
        rows.iter().map(|row| (row["file"].as_str(), row["line"].as_str(), row["reason"].as_str())).collect();
    let (district, commune) = ("exports/huyen-2022-03-10.csv", "exports/xa-2022-03-10.csv");
    assert_eq!(
        rejected,
        [
            (district, "76", "unknown_word"),
            (district, "144", "date"),
            (district, "263", "blank"),
            (commune, "156", "field_count"),
            (commune, "264", "field_count"),
            (commune, "383", "finished_before_received"),
        ]
    );
}

#[test]
fn the_committed_sample_data_is_what_the_generator_writes() {
    let fresh = tempfile::tempdir().unwrap();
    for case in generator::COMMITTED.iter().chain(&[generator::thoi_gian::NAME]) {
        let target = fresh.path().join(case);
        match *case {
            generator::thoi_gian::NAME => generator::thoi_gian::write(&target).unwrap(),
            case => generator::generate(case, &target).unwrap(),
        }
        let committed = crate::support::files_below(&root().join("sample-data").join(case));
        let written = crate::support::files_below(&target);
        let names = |files: &[(String, PathBuf)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&committed), names(&written), "{case}");
        for ((name, committed), (_, written)) in committed.iter().zip(&written) {
            assert!(std::fs::read(committed).unwrap() == std::fs::read(written).unwrap(), "{case}/{name}");
        }
    }
}
