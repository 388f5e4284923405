//! `--suppress-below`: what is published tells of no few dossiers. The attack on the rows that are chosen is a test of
//! `report::suppression`; here whole runs are held to it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use super::read;
use crate::support::{cchc, folder, root};

const BELOW: u64 = 40;

fn figures(document: &Value) -> &[Value] {
    document["figures"].as_array().unwrap()
}

/// What a figure is about, besides its numbers.
fn about(figure: &Value) -> String {
    let keys = ["indicator", "scope", "unit", "level", "month", "field", "procedure", "period"];
    keys.map(|key| figure[key].to_string()).join(" ")
}

#[test]
fn small_figures_are_hidden_and_no_sum_tells_them() {
    let schema = fs::read_to_string(root().join("schema/figures.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let runs: [&[&str]; 5] = [
        &["sample-data/sa-dec-2022"],
        &["sample-data/ba-be-2022", "--by", "month"],
        &["sample-data/ba-be-2022", "--by", "field"],
        &["sample-data/ba-be-2022", "--by", "procedure"],
        &["sample-data/muong-ang-2021", "--compare", "2020"],
    ];
    for arguments in runs {
        let run =
            |more: &[&str]| cchc(["report", "--format", "json", "--quiet"].iter().chain(arguments).chain(more)).json();
        let (open, hidden) = (run(&[]), run(&["--suppress-below", &BELOW.to_string()]));
        let errors: Vec<_> = validator.iter_errors(&hidden).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0], "{arguments:?}");
        assert_eq!(figures(&open).len(), figures(&hidden).len());
        let mut count = 0;
        // The hidden dossiers below each shown level, by rate.
        let mut left: BTreeMap<String, u64> = BTreeMap::new();
        for (truth, shown) in figures(&open).iter().zip(figures(&hidden)) {
            assert_eq!(about(truth), about(shown));
            let is_hidden = shown["hidden"] == true;
            let denominator = truth["denominator"].as_u64().unwrap_or(0);
            assert!(is_hidden || !(1..BELOW).contains(&denominator), "{}", about(truth));
            if is_hidden {
                count += 1;
                for key in ["numerator", "denominator", "percent", "verdict", "missing", "change"] {
                    assert!(shown[key].is_null(), "{key} of {}", about(truth));
                }
                if shown["scope"] == "unit" {
                    let keys = ["indicator", "level", "month", "period"].map(|key| shown[key].to_string());
                    *left.entry(keys.join(" ")).or_default() += denominator;
                }
            } else {
                for key in ["numerator", "denominator", "percent", "verdict", "missing"] {
                    assert_eq!(truth[key], shown[key], "{key} of {}", about(truth));
                }
            }
        }
        for level in figures(&hidden).iter().filter(|figure| figure["scope"] == "level" && figure["hidden"] == false) {
            let keys = ["indicator", "level", "month", "period"].map(|key| level[key].to_string());
            let left = left.get(&keys.join(" ")).copied().unwrap_or(0);
            assert!(left == 0 || left >= BELOW, "{left} are left of {}", about(level));
        }
        // It is no protection to hide everything: procedures and months of single units are small nearly everywhere, what is
        // counted over all dossiers stays.
        let is_overall = |figure: &&Value| {
            figure["scope"] == "all" && ["month", "field", "procedure"].iter().all(|part| figure[part].is_null())
        };
        let overall = || figures(&hidden).iter().filter(is_overall);
        let of = (overall().filter(|figure| figure["hidden"] == true).count(), overall().count());
        assert!(count > 0 && of.0 * 10 < of.1, "{arguments:?}: {count} hidden, overall {of:?}");
        let accounts = hidden["inputs"].as_array().unwrap().iter().map(|input| &input["records"]);
        assert!(accounts.into_iter().all(Value::is_null), "a file can be one unit's");
        assert!(figures(&hidden).iter().all(|figure| figure["left_out"].is_null() || figure["left_out"] == 0));
    }
}

/// A hidden figure comes back in no other place: documents written with and without the option differ by it only.
#[test]
fn working_files_are_not_written_and_hidden_figures_say_so() {
    let folder = folder(&[]);
    let out = folder.path().join("out");
    let arguments = ["report", "sample-data/ba-be-2022", "--suppress-below", "40", "--out", out.to_str().unwrap()];
    let run = cchc(arguments);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("Không ghi rejected.csv và repairs.csv"), "{}", run.stderr);
    assert!(run.stdout.contains("│") && run.stdout.contains(" ẩn "), "{}", run.stdout);
    let files = read(&out);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert!(!names.contains(&"rejected.csv") && !names.contains(&"repairs.csv"), "{names:?}");
    let manifest: Value =
        serde_json::from_slice(&files.iter().find(|(name, _)| name == "manifest.json").unwrap().1).unwrap();
    assert!(manifest["inputs"].as_array().unwrap().iter().all(|input| input.get("account").is_none()), "{manifest}");
    let account = &manifest["account"];
    assert_eq!(
        (&account["rejected"], &account["rejected_listed"]),
        (&6.into(), &0.into()),
        "no record is listed anywhere"
    );
    let markdown = String::from_utf8(files.iter().find(|(name, _)| name == "report.md").unwrap().1.clone()).unwrap();
    assert!(markdown.contains("| ẩn |") && !markdown.contains("rejected.csv"), "{markdown}");
}

#[test]
fn periods_that_share_days_are_refused() {
    for compare in ["2021-Q1", "2021-11", "2020-12-01..2021-01-01"] {
        let run = cchc(["report", "sample-data/muong-ang-2021", "--suppress-below", "10", "--compare", compare]);
        assert!(run.code == 2 && run.stderr.contains("ngày chung"), "{compare}: {}", run.stderr);
    }
    let two = ["--compare", "2020", "--compare", "2020-Q1"];
    let run = cchc(["report", "sample-data/muong-ang-2021", "--suppress-below", "10"].iter().chain(&two));
    assert!(run.code == 2 && run.stderr.contains("ngày chung"), "{}", run.stderr);
    let few = cchc(["report", "sample-data/muong-ang-2021", "--suppress-below", "1"]);
    assert!(few.code == 2 && few.stderr.contains("--suppress-below"), "{}", few.stderr);
}
