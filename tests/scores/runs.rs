//! Whole runs of `cchc score`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use insta::assert_snapshot;

use crate::support::{cchc, figure, folder};

const PAR: [&str; 6] =
    ["score", "--standard", "par-index-mau", "--counts", "sample-data/par-index-2021/counts.csv", "--by"];

/// The published case: class "khá", the lowest of eight districts.
#[test]
fn ba_be_is_fair_and_the_last_of_eight() {
    let run = cchc(PAR.iter().chain(&["unit", "--format", "json"]));
    let document = run.json();
    let units = document["units"].as_array().unwrap();
    assert_eq!((run.code, units.len()), (0, 8));
    let last = units.last().unwrap();
    assert_eq!((&last["unit_name"], &last["class"], &last["rank"]), (&"Huyện Ba Bể".into(), &"fair".into(), &8.into()));
    assert!(units[..7].iter().all(|unit| unit["points"].as_f64() > last["points"].as_f64()));
    assert!(units.iter().all(|unit| unit["out_of"].as_f64() == Some(100.0)));
    // 52 of 1 448 online, full at 40 %: 10 · 52 / 1448 / 0.4 = 0.897…
    let online = last["criteria"].as_array().unwrap().iter().find(|row| row["criterion"] == "online_dossiers").unwrap();
    assert_eq!((online["points"].as_f64(), online["needed"].as_i64()), (Some(0.9), Some(527)));
    assert_snapshot!("score_par_index", cchc(PAR.iter().chain(&["unit"])).snapshot());
}

#[test]
fn scores_of_dossiers_are_those_of_their_figures() {
    let document = cchc(["report", "sample-data/ba-be-2022", "--format", "json", "--quiet"]).json();
    let count = |id: &str, key: &str| figure(&document, id, "all", None)[key].as_u64().unwrap();
    let scored =
        cchc(["score", "sample-data/ba-be-2022", "--standard", "qd-766", "--format", "json", "--quiet"]).json();
    let criterion = |id: &str| {
        let rows = scored["whole"]["criteria"].as_array().unwrap();
        rows.iter().find(|row| row["criterion"] == id).unwrap().clone()
    };
    let counts = |id: &str| {
        let row = criterion(id)["counts"][0].clone();
        (row["numerator"].as_u64().unwrap(), row["denominator"].as_u64().unwrap())
    };
    let in_time = ["settled_early", "settled_on_day", "open_in_time"].map(|id| count(id, "numerator"));
    assert_eq!(counts("on_time"), (in_time.iter().sum(), count("handled", "numerator")));
    for (id, rate) in [
        ("submitted_online", "online_rate"),
        ("paid_online", "online_payment_rate"),
        ("electronic_result", "result_digitization_rate"),
        ("components_digitised", "dossier_digitization_rate"),
    ] {
        assert_eq!(counts(id), (count(rate, "numerator"), count(rate, "denominator")), "{id}");
    }
    assert_eq!(criterion("full_content")["status"], "no_data");
    assert_eq!(criterion("dossiers_satisfied")["points"], serde_json::Value::Null, "the complaints are not known");
    // 20 + 6 + 6 + 6 + 4 of the decision can be judged.
    assert_eq!(scored["whole"]["out_of"].as_f64(), Some(42.0));
    assert_eq!(scored["whole"]["class"], serde_json::Value::Null);
    assert_snapshot!("score_ba_be", cchc(["score", "sample-data/ba-be-2022", "--standard", "qd-766"]).snapshot());
}

#[test]
fn a_unit_has_its_own_dossiers_and_its_own_entered_counts() {
    let counts = "criterion,unit,numerator,denominator,source,entered_by\n\
        full_content,Xã Mẫu 3,1,4,Báo cáo 12,văn thư\nfull_content,,3,4,Báo cáo 13,văn thư\n";
    let folder = folder(&[("counts.csv", counts.as_bytes())]);
    let path = folder.path().join("counts.csv");
    let run = cchc([
        "score",
        "sample-data/ba-be-2022",
        "--standard",
        "qd-766",
        "--quiet",
        "--by",
        "unit",
        "--format",
        "csv",
        "--counts",
        path.to_str().unwrap(),
    ]);
    let mut reader = csv::Reader::from_reader(run.stdout.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let points = |unit: &str, criterion: &str| {
        let row = rows.iter().find(|row| &row[1] == unit && &row[3] == criterion).unwrap();
        (row[7].to_owned(), row[11].to_owned(), row[16].to_owned())
    };
    assert_eq!(points("Xã Mẫu 3", "full_content").1, "0.50");
    assert_eq!(points("", "full_content").1, "1.50");
    assert_eq!(points("Xã Mẫu 4", "full_content").1, "");
    assert_eq!(points("Xã Mẫu 4", "on_time").0, "dossiers");
    // Only the unit with the most judged is ranked: the others are out of less.
    assert_eq!(points("Xã Mẫu 3", "total").2, "1");
    assert_eq!(points("Xã Mẫu 4", "total").2, "");
    // The sums of the units' dossiers are those of the whole.
    let sum = |is_whole: bool| {
        let own = rows.iter().filter(|row| &row[3] == "on_time" && row[1].is_empty() == is_whole);
        own.map(|row| row[5].parse::<u64>().unwrap()).sum::<u64>()
    };
    assert_eq!(sum(true), sum(false));
}

#[test]
fn ties_share_a_rank() {
    let mut counts = "criterion,unit,numerator,denominator,source,entered_by\n".to_owned();
    for (unit, numerator) in [("A", 5), ("B", 9), ("C", 5), ("D", 1)] {
        counts.push_str(&format!("full_content,{unit},{numerator},10,R,r\n"));
    }
    let folder = folder(&[("counts.csv", counts.as_bytes())]);
    let path = folder.path().join("counts.csv");
    let run =
        cchc(["score", "--standard", "qd-766", "--counts", path.to_str().unwrap(), "--by", "unit", "--format", "json"]);
    let document = run.json();
    let ranks: Vec<(String, u64)> = document["units"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| (unit["unit_name"].as_str().unwrap().to_owned(), unit["rank"].as_u64().unwrap()))
        .collect();
    let expected = [("B", 1), ("A", 2), ("C", 2), ("D", 4)].map(|(name, rank)| (name.to_owned(), rank));
    assert_eq!(ranks, expected);
    assert_eq!(document["whole"], serde_json::Value::Null, "nothing is summed up that nobody entered");
}

#[test]
fn every_format_in_both_languages() {
    for format in ["table", "csv", "json", "md"] {
        for lang in ["vi", "en"] {
            let arguments = ["score", "sample-data/ba-be-2022", "--standard", "qd-766", "--by", "unit", "--quiet"];
            let run = cchc(arguments.iter().chain(&["--format", format, "--lang", lang]));
            assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{format} {lang}");
            assert!(!run.stdout.contains('«') || lang == "vi", "a text is missing");
            assert!(!run.stdout.contains("«score"), "a text is missing");
            let widest = run.stdout.lines().map(|line| line.chars().count()).max();
            assert!(format != "table" || widest <= Some(100), "{lang}: {widest:?} columns");
        }
    }
    let run = cchc(["score", "--standard", "qd-766"]);
    assert_eq!(run.code, 2, "neither dossiers nor counts");
}
