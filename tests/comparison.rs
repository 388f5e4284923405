//! `cchc rank` and `cchc compare` as whole runs. Figures stand against the plain model in `random_runs`; here are layout,
//! exit codes, formats, and a few figures counted by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use insta::assert_snapshot;

use crate::support::{Run, cchc, dossiers, export, folder};

fn run(rows: &[String], arguments: &[&str]) -> Run {
    let folder = folder(&[("e.csv", export(rows).as_bytes())]);
    let path = folder.path().join("e.csv");
    let path = path.to_str().unwrap();
    cchc(arguments.iter().map(|argument| argument.replace("FILE", path)))
}

#[test]
fn runs_on_the_cases() {
    assert_snapshot!(
        "rank_sa_dec",
        cchc(["rank", "sample-data/sa-dec-2022", "--indicator", "online_rate_level3"]).snapshot()
    );
    let muong_ang = ["sample-data/muong-ang-2021", "--indicator", "online_rate"];
    assert_snapshot!("rank_muong_ang_en", cchc(["rank", "--lang", "en"].iter().chain(&muong_ang)).snapshot());
    assert_snapshot!("compare_muong_ang", cchc(["compare"].iter().chain(&muong_ang)).snapshot());
    let by_month = ["compare", "--by", "month", "--lang", "en", "--format", "md", "--compare", "last-year"];
    assert_snapshot!("compare_muong_ang_month_en", cchc(by_month.iter().chain(&muong_ang)).snapshot());
    let by_level = ["compare", "--by", "level", "--format", "json", "--compare", "2020"];
    assert_snapshot!("compare_muong_ang_level_json", cchc(by_level.iter().chain(&muong_ang)).snapshot());
}

#[test]
fn every_breakdown_format_and_language() {
    let case = ["sample-data/muong-ang-2021", "--indicator", "on_time_rate", "--quiet"];
    for lang in ["vi", "en"] {
        for format in ["table", "csv", "json", "md"] {
            let commands = ["unit", "level", "field", "procedure", "month"].map(|by| vec!["compare", "--by", by]);
            for command in commands.into_iter().chain([vec!["rank"]]) {
                let run = cchc(command.iter().chain(&case).chain(&["--lang", lang, "--format", format]));
                assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{command:?} {format}");
                assert!(!run.stdout.contains("«rank.") && !run.stdout.contains("«compare."), "{command:?}");
                if format == "table" {
                    let widest = run.stdout.lines().map(|line| line.chars().count()).max();
                    assert!(widest <= Some(100), "{command:?} {lang}: {widest:?} columns");
                }
                if format == "json" {
                    run.json();
                }
            }
        }
    }
}

/// Four units of 2022: 8/10, 15/20 and 30/40, 1/1. By hand: 8/10 leads, the two equal ones share 2, and 1/1 has no rank.
#[test]
fn one_of_one_does_not_lead_and_equal_fractions_share_a_rank() {
    let rows = [
        dossiers("Xã A", 2022, 8, 2),
        dossiers("Xã B", 2022, 15, 5),
        dossiers("Xã C", 2022, 30, 10),
        dossiers("Xã D", 2022, 1, 0),
        dossiers("Xã E", 2022, 5, 15),
    ];
    let rank = |least: &str| {
        let run =
            run(&rows, &["rank", "FILE", "--indicator", "online_rate", "--min-denominator", least, "--format", "json"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let league = &run.json()["leagues"][0];
        let names = |list: &str| -> Vec<(Option<u64>, String)> {
            let rows = league[list].as_array().unwrap().iter();
            rows.map(|row| (row["place"].as_u64(), row["unit_name"].as_str().unwrap().to_owned())).collect()
        };
        (names("ranked"), names("unranked"))
    };
    let place = |place: u64, name: &str| (Some(place), name.to_owned());
    let (ranked, unranked) = rank("10");
    assert_eq!(ranked, [place(1, "Xã A"), place(2, "Xã B"), place(2, "Xã C"), place(4, "Xã E")]);
    assert_eq!(unranked, [(None, "Xã D".to_owned())]);
    let (ranked, unranked) = rank("1");
    assert_eq!(ranked[..2], [place(1, "Xã D"), place(2, "Xã A")]);
    assert_eq!(unranked, []);
}

/// 2021: A 2/10, B 30/40: 32/50. 2022: A 12/30, B 24/30: 36/60. The rate of all falls from 64 % to 60 %, though both rose:
/// weights go from 1/5 and 4/5 to 1/2 and 1/2. A: rate 0.35·20 = 7, mix 0.3·(0.3−0.62) = −9.6; B: rate 0.65·5 = 3.25, mix
/// −0.3·(0.775−0.62) = −4.65. Together 10.25 − 14.25 = −4.
#[test]
fn a_fall_by_mix_alone_is_told_as_one() {
    let rows = [
        dossiers("Xã A", 2021, 2, 8),
        dossiers("Xã B", 2021, 30, 10),
        dossiers("Xã A", 2022, 12, 18),
        dossiers("Xã B", 2022, 24, 6),
    ];
    let arguments = ["compare", "FILE", "--indicator", "online_rate", "--period", "2022", "--compare", "2021"];
    let table = run(&rows, &[&arguments[..], &["--format", "csv"]].concat()).stdout;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let place = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let wanted = ["name", "change", "rate_part", "mix_part", "contribution"].map(place);
    let found: Vec<[String; 5]> =
        reader.records().map(Result::unwrap).map(|row| wanted.map(|place| row[place].to_owned())).collect();
    let expected = [
        ["", "-4.00", "10.25", "-14.25", "-4.00"],
        ["Xã A", "20.00", "7.00", "-9.60", "-2.60"],
        ["Xã B", "5.00", "3.25", "-4.65", "-1.40"],
    ];
    assert_eq!(found, expected.map(|row| row.map(str::to_owned)));
    // Nothing of 2020 is in the file: said, not shown as 0 %.
    let run = run(&rows, &["compare", "FILE", "--indicator", "online_rate", "--period", "2021", "--lang", "en"]);
    assert!(run.code == 0 && run.stdout.contains("nothing to compare"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn exit_codes_and_errors() {
    let case = "sample-data/muong-ang-2021";
    let code = |arguments: &[&str]| cchc(arguments).code;
    for command in ["rank", "compare"] {
        let base = [command, case, "--indicator", "online_rate", "--quiet"];
        assert_eq!(code(&base), 0);
        assert_eq!(code(&[&base[..], &["--period", "1999"]].concat()), 4);
        let broken = [command, "sample-data/ba-be-2022", "--indicator", "online_rate", "--quiet"];
        assert_eq!(code(&broken), 0);
        assert_eq!(code(&[&broken[..], &["--max-rejected", "0"]].concat()), 3);
        assert_eq!(code(&[command, case]), 2, "no indicator");
        assert_eq!(code(&[command, case, "--indicator", "online"]), 2);
    }
    let run = cchc(["rank", case, "--indicator", "received", "--lang", "en"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("`received` is a count, not a rate"), "{}", run.stderr);
    let run = cchc(["rank", case, "--indicator", "online_rate", "--level", "ward", "--lang", "en"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("There are: province, district, commune"), "{}", run.stderr);
    assert_eq!(code(&["rank", case, "--indicator", "online_rate", "--level", "province", "--quiet"]), 4);
}
