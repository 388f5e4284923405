//! `cchc pilot` as whole runs: layout, a choice counted by hand, refusals. What is chosen stands against the plain model in
//! `random_runs::piloted`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use insta::assert_snapshot;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{cchc, folder};

#[test]
fn runs_on_the_cases() {
    let sa_dec = ["pilot", "sample-data/sa-dec-2022", "--goal", "50"];
    assert_snapshot!("pilot_sa_dec", cchc(sa_dec).snapshot());
    let muong_ang = ["pilot", "sample-data/muong-ang-2021", "--goal", "60", "--procedures", "4", "--communes", "2"];
    let weights = ["--weight", "volume=3,gap=2", "--weight", "spread=0", "--lang", "en"];
    assert_snapshot!("pilot_muong_ang_en", cchc(muong_ang.iter().chain(&weights)).snapshot());
    let by_field = ["--by", "field", "--format", "md"];
    assert_snapshot!("pilot_muong_ang_field_md", cchc(muong_ang.iter().chain(&by_field)).snapshot());
}

#[test]
fn every_format_and_language() {
    for lang in ["vi", "en"] {
        for format in ["table", "csv", "json", "md"] {
            for by in ["procedure", "field"] {
                let case = ["pilot", "sample-data/muong-ang-2021", "--goal", "50", "--quiet"];
                let run = cchc(case.iter().chain(&["--by", by, "--lang", lang, "--format", format]));
                assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{by} {format}");
                assert!(!run.stdout.contains('«') || lang == "vi", "{}", run.stdout);
                if format == "table" {
                    let widest = run.stdout.lines().map(|line| line.chars().count()).max();
                    assert!(widest <= Some(100), "{by} {lang}: {widest:?} columns");
                }
                if format == "json" {
                    run.json();
                }
            }
        }
    }
}

const HEADER: &str = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Hình thức nộp,Mã TTHC\n";

/// Units and how many dossiers of a procedure: online, others.
fn project(dossiers: &[(&str, &str, usize, usize)], units: &str) -> TempDir {
    let mut rows = HEADER.to_owned();
    let mut number = 0;
    for (unit, procedure, online, others) in dossiers {
        for channel in std::iter::repeat_n(2, *online).chain(std::iter::repeat_n(1, *others)) {
            number += 1;
            rows.push_str(&format!(
                "H1-220820-{number:04},{unit},10,20/08/2022,30/08/2022,25/08/2022,{channel},{procedure}\n"
            ));
        }
    }
    let settings = "exports = [\"e.csv\"]\nperiod = \"2022-08\"\nunits = \"units.csv\"\nprocedures = \"p.csv\"\n";
    let catalogue = "code,name,field,level,service_level\n1.000001,Khai sinh,Hộ tịch,commune,full\n\
        1.000002,Chứng thực,Chứng thực,commune,information\n";
    let files = [("e.csv", rows.as_str()), ("units.csv", units), ("p.csv", catalogue), ("cchc.toml", settings)];
    folder(&files.map(|(name, text)| (name, text.as_bytes())))
}

const UNITS: &str = "code,name,level,parent,aliases\n1,Huyện Một,district,,\n2,Huyện Hai,district,,\n\
    11,Xã A,commune,1,\n12,Xã B,commune,1,\n21,Xã C,commune,2,\n22,Xã D,commune,2,\n";

fn outcomes(found: &Value, list: &str, name: &str) -> Vec<(String, String)> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    found[list].as_array().unwrap().iter().map(|row| (text(row, name), text(row, "outcome"))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, outcome)| ((*name).to_owned(), (*outcome).to_owned())).collect()
}

/// Goal 50 %. 1.000001: 4 of 40, 20 − 4 = 16 missing. …2: 0 of 12: 6 missing. …3: 8 of 10: met. …4: 1 of 3: too few.
/// A 1/20 of both groups: gap 45; B 0/12 of both: 50; C 3/20 of one: 35; D has none of them.
/// Points: A 100, 90, 100; B 60, 100, 100; C 100, 70, 50. Totals 290, 260, 220.
#[test]
fn a_choice_by_hand() {
    let dossiers = [
        ("Xã A", "1.000001", 1, 11),
        ("Xã A", "1.000002", 0, 8),
        ("Xã B", "1.000001", 0, 8),
        ("Xã B", "1.000002", 0, 4),
        ("Xã C", "1.000001", 3, 17),
        ("Xã D", "1.000003", 8, 2),
        ("Xã D", "1.000004", 1, 2),
        ("Xã D", "", 0, 5),
    ];
    let folder = project(&dossiers, UNITS);
    let path = folder.path().to_str().unwrap();
    let run = |arguments: &[&str]| {
        let fixed = ["pilot", path, "--goal", "50", "--min-dossiers", "5", "--format", "json"];
        let run = cchc(fixed.iter().copied().chain(arguments.iter().copied()));
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.json()
    };
    let found = run(&["--communes", "2", "--districts", "1"]);
    let groups =
        [("1.000001", "chosen"), ("1.000002", "chosen"), ("1.000003", "met"), ("1.000004", "few"), ("", "unnamed")];
    assert_eq!(outcomes(&found, "groups", "id"), pairs(&groups));
    let first = &found["groups"][0];
    assert_eq!((first["volume_by_distance"].as_f64(), first["missing"].as_u64()), (Some(16.0), Some(16)));
    assert_eq!((first["offered"].as_str(), found["groups"][1]["offered"].as_str()), (Some("online"), Some("not_yet")));
    // In one district: A and B; in the other one there is C alone.
    let communes = [("Xã A", "chosen"), ("Xã B", "chosen"), ("Xã C", "fewer"), ("Xã D", "no_figure")];
    assert_eq!(outcomes(&found, "communes", "unit_name"), pairs(&communes));
    let total = |place: usize| found["communes"][place]["total"].as_f64();
    assert_eq!([total(0), total(1), total(2), total(3)], [Some(290.0), Some(260.0), Some(220.0), None]);
    // In two districts: still A and B; C could be taken beside them, but its total is lower.
    let found = run(&["--communes", "2", "--districts", "2"]);
    let communes = [("Xã A", "chosen"), ("Xã B", "chosen"), ("Xã C", "behind"), ("Xã D", "no_figure")];
    assert_eq!(outcomes(&found, "communes", "unit_name"), pairs(&communes));
    // By volume alone A and C are equal, B has less.
    let found = run(&["--communes", "2", "--districts", "2", "--weight", "gap=0,spread=0"]);
    let communes = [("Xã A", "chosen"), ("Xã C", "chosen"), ("Xã B", "behind"), ("Xã D", "no_figure")];
    assert_eq!(outcomes(&found, "communes", "unit_name"), pairs(&communes));
    // In one district B comes before C.
    let one = run(&["--communes", "2", "--districts", "1", "--weight", "gap=0,spread=0"]);
    let communes = [("Xã A", "chosen"), ("Xã B", "chosen"), ("Xã C", "fewer"), ("Xã D", "no_figure")];
    assert_eq!(outcomes(&one, "communes", "unit_name"), pairs(&communes));
    assert_eq!(found["weights"], serde_json::json!({"volume": 1, "gap": 0, "spread": 0}));
}

/// After districts are gone, or without a registry, there is no district to limit by: it is said, and communes are chosen.
#[test]
fn without_districts_the_limit_is_not_applied_and_said() {
    let dossiers = [("Xã A", "1.000001", 0, 9), ("Xã C", "1.000001", 0, 9)];
    let units = "code,name,level,parent,aliases\n0,Tỉnh Mẫu,province,,\n11,Xã A,commune,0,\n21,Xã C,commune,0,\n";
    for units in [units, "code,name,level,parent,aliases\n"] {
        let folder = project(&dossiers, units);
        let path = folder.path().to_str().unwrap();
        let fixed = ["pilot", path, "--goal", "50", "--districts", "1", "--min-dossiers", "1", "--lang", "en"];
        let run = cchc(fixed);
        assert!(run.stdout.contains("tells no district"), "{}", run.stdout);
        let found = cchc(fixed.iter().chain(&["--format", "json"])).json();
        assert_eq!(found["districts"], Value::Null);
        assert_eq!(outcomes(&found, "communes", "unit_name"), pairs(&[("Xã A", "chosen"), ("Xã C", "chosen")]));
    }
}

#[test]
fn the_goal_of_a_standard_and_what_is_refused() {
    let case = ["pilot", "sample-data/sa-dec-2022", "--lang", "en", "--quiet"];
    let refused = |arguments: &[&str], word: &str| {
        let run = cchc(case.iter().copied().chain(arguments.iter().copied()));
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(run.stderr.contains(word), "{arguments:?} {}", run.stderr);
    };
    refused(&[], "no goal for `online_rate`");
    refused(&["--goal", "0"], "50, 99.5");
    refused(&["--goal", "100.001"], "50, 99.5");
    refused(&["--goal", "50", "--weight", "size=1"], "volume=0…1000");
    refused(&["--goal", "50", "--weight", "gap=1001"], "volume=0…1000");
    refused(&["--goal", "50", "--weight", "volume=0,gap=0,spread=0"], "All weights are 0");
    refused(&["--goal", "50", "--communes", "0"], "1, 2, 3");
    refused(&["--goal", "50", "--indicator", "received"], "is a count, not a rate");
    refused(&["--goal", "50", "--indicator", "online"], "online");
    // 40 % for level 3 by the standard of the project.
    let of_standard = ["--indicator", "online_rate_level3", "--format", "json"];
    let run = cchc(case.iter().chain(&of_standard));
    assert_eq!((run.code, run.json()["goal"].as_f64()), (0, Some(40.0)), "{}", run.stderr);
    let none = cchc(case.iter().chain(&["--goal", "50", "--period", "1999"]));
    assert_eq!(none.code, 4, "{}", none.stderr);
    let rules = folder(&[("pilot.toml", b"procedures = 1\n")]);
    refused(&["--goal", "50", "--rules", rules.path().to_str().unwrap()], "pilot.toml:1:1");
    let text = include_str!("../rules/pilot.toml");
    let heavy = folder(&[("pilot.toml", text.replace("gap = 1 ", "gap = 1001 ").as_bytes())]);
    refused(&["--goal", "50", "--rules", heavy.path().to_str().unwrap()], "from 0 to 1000");
    let many = folder(&[("pilot.toml", text.replace("communes = 4", "communes = 101").as_bytes())]);
    refused(&["--goal", "50", "--rules", many.path().to_str().unwrap()], "from 1 to 100");
    let level = folder(&[("pilot.toml", text.replace("\"commune\"", "\"ward\"").as_bytes())]);
    refused(&["--goal", "50", "--rules", level.path().to_str().unwrap()], "no level `ward`");
    // The user's own sizes and weights.
    let own = folder(&[("pilot.toml", text.replace("communes = 4", "communes = 1").as_bytes())]);
    let own = ["--goal", "50", "--format", "json", "--rules", own.path().to_str().unwrap()];
    let found = cchc(case.iter().chain(&own)).json();
    let chosen = found["communes"].as_array().unwrap().iter().filter(|commune| commune["outcome"] == "chosen").count();
    assert_eq!((found["communes_wanted"].as_u64(), chosen), (Some(1), 1));
}

/// A run without any commune was told that its registry has no districts.
/// A few dossiers of a commune that ended with its district made the limit of districts leave out every commune that is there.
#[test]
fn communes_that_ended_are_not_chosen_and_limit_nobody() {
    let units = "code,name,level,parent,aliases,valid_from,valid_to\n0,Tỉnh Mẫu,province,,,,\n\
        1,Huyện Một,district,0,,,2022-08-20\n11,Xã Cũ,commune,1,,,2022-08-20\n\
        12,Xã Mới,commune,0,,2022-08-20,\n13,Xã Khác,commune,0,,2022-08-20,\n";
    for old in [2, 30] {
        let folder = project(
            &[("Xã Cũ", "1.000001", 0, old), ("Xã Mới", "1.000001", 0, 20), ("Xã Khác", "1.000001", 0, 15)],
            units,
        );
        let found = cchc(["pilot", folder.path().to_str().unwrap(), "--goal", "90", "--format", "json"]).json();
        let expected = [("Xã Mới", "chosen"), ("Xã Khác", "chosen"), ("Xã Cũ", "ended")];
        assert_eq!(outcomes(&found, "communes", "unit_name"), pairs(&expected), "{old}");
        assert_eq!(found["districts"], Value::Null);
    }
}

#[test]
fn nothing_is_said_of_districts_where_there_is_no_commune() {
    let run = cchc(["pilot", "sample-data/sa-dec-2022", "--goal", "50", "--period", "2030", "--lang", "en"]);
    assert!(run.stdout.contains("There is no commune to begin in"), "{}", run.stdout);
    assert!(!run.stdout.contains("tells no district"), "{}", run.stdout);
}

/// The notes spoke of districts and a blank district stood under each commune; a commune that is not in the registry looked
/// like the others; and that there were fewer than asked for was not said.
#[test]
fn communes_without_districts_are_shown_as_they_are() {
    let dossiers = [("Xã A", "1.000001", 0, 9), ("Xã E", "1.000001", 0, 9)];
    let units = "code,name,level,parent,aliases\n0,Tỉnh Mẫu,province,,\n11,Xã A,commune,0,\n";
    let folder = project(&dossiers, units);
    let path = folder.path().to_str().unwrap();
    let shown = |more: &[&str]| {
        let fixed = ["pilot", path, "--goal", "50", "--min-dossiers", "1", "--format", "md"];
        let run = cchc(fixed.iter().chain(more));
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    let text = shown(&["--communes", "4", "--lang", "en"]);
    assert!(text.contains("| Xã E \\[not in the registry\\] |") && text.contains("| Xã A |"), "{text}");
    assert!(text.contains("Only 2 of the 4 communes asked for"), "{text}");
    assert!(
        !text.contains("within the districts") && text.contains("The 4 communes with the highest totals"),
        "{text}"
    );
    assert!(shown(&["--communes", "4", "--lang", "vi"]).contains("| Xã E \\[ngoài danh mục\\] |"));
    assert!(!shown(&["--communes", "2", "--lang", "en"]).contains("communes asked for"));
    // Where districts are known the notes speak of them.
    let folder = project(&dossiers[..1], UNITS);
    let run = cchc(["pilot", folder.path().to_str().unwrap(), "--goal", "50", "--min-dossiers", "1", "--lang", "en"]);
    let text = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("within the districts") && text.contains("Huyện Một"), "{text}");
    assert!(text.contains("Only 1 of the 4 communes asked for: within that many districts"), "{text}");
}

/// Of the on-time rate, too, it was said that the use of what is offered online should be pushed.
#[test]
fn only_the_rate_of_use_online_asks_for_use_online() {
    let folder = project(&[("Xã A", "1.000001", 0, 9), ("Xã A", "1.000002", 0, 9)], UNITS);
    let path = folder.path().to_str().unwrap();
    let shown = |indicator: &str| {
        let fixed = ["pilot", path, "--goal", "50", "--min-dossiers", "1", "--lang", "en", "--indicator", indicator];
        cchc(fixed).stdout
    };
    let of_use = shown("online_rate");
    assert!(of_use.contains("push their use") && of_use.contains("offer them"), "{of_use}");
    let other = shown("postal_receipt_rate");
    assert!(!other.contains("push their use") && !other.contains("offer them"), "{other}");
    assert!(other.contains("Offered online already") && other.contains("Not offered online yet"), "{other}");
}

/// A commune whose district has too few of them was told that other districts had a higher sum, though its own has it; one that
/// no limit kept out was told of districts too; and one without dossiers of the groups was told it had none that count.
#[test]
fn communes_are_told_what_has_decided() {
    // Volumes 30, 20, 10 in one district, 90 in the other: points 33.33, 22.22, 11.11 and 100.
    let dossiers = [
        ("Xã A", "1.000001", 0, 30),
        ("Xã B", "1.000001", 0, 20),
        ("Xã E", "1.000001", 0, 10),
        ("Xã C", "1.000001", 0, 90),
        ("Xã D", "1.000002", 9, 1),
    ];
    let units = UNITS.to_owned() + "13,Xã E,commune,1,\n";
    let folder = project(&dossiers, &units);
    let path = folder.path().to_str().unwrap();
    let run = |arguments: &[&str]| {
        let fixed =
            ["pilot", path, "--goal", "50", "--min-dossiers", "5", "--weight", "gap=0,spread=0", "--lang", "en"];
        cchc(fixed.iter().copied().chain(arguments.iter().copied()))
    };
    for (communes, districts, expected) in [
        ("2", "1", [("Xã A", "chosen"), ("Xã B", "chosen"), ("Xã E", "behind"), ("Xã C", "fewer")]),
        ("1", "1", [("Xã C", "chosen"), ("Xã A", "elsewhere"), ("Xã B", "elsewhere"), ("Xã E", "elsewhere")]),
        ("1", "2", [("Xã C", "chosen"), ("Xã A", "behind"), ("Xã B", "behind"), ("Xã E", "behind")]),
    ] {
        let found = run(&["--communes", communes, "--districts", districts, "--format", "json"]).json();
        let expected: Vec<_> = expected.into_iter().chain([("Xã D", "no_figure")]).collect();
        assert_eq!(outcomes(&found, "communes", "unit_name"), pairs(&expected), "{communes} in {districts}");
    }
    let shown = run(&["--communes", "2", "--districts", "1"]).stdout;
    assert!(shown.contains("Not chosen: with their districts fewer communes could be chosen"), "{shown}");
    assert!(shown.contains("no dossier of the groups above that counts"), "{shown}");
    let shown = run(&["--communes", "1", "--districts", "2"]).stdout;
    assert!(shown.contains("Not chosen: no higher total than those chosen\n"), "{shown}");
}
