//! `cchc times` as whole runs: layout, exit codes, refusals, figures counted by hand, and that the dossiers measured are those
//! that the indicators count. On random exports it stands against days walked one by one (`random_runs::times`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{Run, cchc, figure, folder};

const SAMPLE: &str = "sample-data/thoi-gian-mau";

#[test]
fn runs_on_the_sample() {
    assert_snapshot!("times_sample", cchc(["times", SAMPLE]).snapshot());
    let by_procedure = ["times", SAMPLE, "--by", "procedure", "--rule", "pause=second_late", "--lang", "en"];
    assert_snapshot!("times_procedure_en", cchc(by_procedure.iter().chain(&["--format", "md"])).snapshot());
    assert_snapshot!("times_level_csv", cchc(["times", SAMPLE, "--by", "level", "--format", "csv"]).snapshot());
    let of_unit = ["times", SAMPLE, "--unit", "xã MẪU 2", "--format", "json", "--rule", "pause=restart"];
    assert_snapshot!("times_unit_json", cchc(of_unit).snapshot());
}

#[test]
fn every_breakdown_format_and_language() {
    for lang in ["vi", "en"] {
        for format in ["table", "csv", "json", "md"] {
            for by in ["unit", "level", "field", "procedure"] {
                let run = cchc(["times", SAMPLE, "--quiet", "--lang", lang, "--format", format, "--by", by]);
                assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{by} {format}");
                assert!(!run.stdout.contains("«times."), "{by} {format}: {}", run.stdout);
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

/// Dossiers settled, early and late are the shipped counts; those on the day and those without a due date are together what
/// the count calls on time on the day.
#[test]
fn the_dossiers_measured_are_those_that_the_indicators_count() {
    for case in ["sa-dec-2022", "muong-ang-2021", "tan-thanh-2023", "ba-be-2022", "thoi-gian-mau"] {
        let path = format!("sample-data/{case}");
        let times = cchc(["times", &path, "--quiet", "--format", "json", "--rule", "rebuilt_due=none"]).json();
        let report = cchc(["report", &path, "--quiet", "--format", "json"]).json();
        for row in times["rows"].as_array().unwrap() {
            let scope = row["scope"].as_str().unwrap();
            let about = if scope == "unit" { &row["name"] } else { &row["level"] };
            let count = |indicator| figure(&report, indicator, scope, about.as_str())["numerator"].as_u64().unwrap();
            let number = |value: &Value| value.as_u64().unwrap();
            let found = [
                number(&row["settled"]),
                number(&row["early"]["dossiers"]),
                number(&row["on_day"]) + number(&row["no_due"]),
                number(&row["late"]["dossiers"]),
            ];
            let counted = ["settled", "settled_early", "settled_on_day", "settled_late"].map(count);
            assert_eq!(found, counted, "{case} {scope} {about}");
        }
    }
}

const HEADER: &str = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày tiếp nhận,Ngày hẹn trả,Ngày có kết quả,Mã TTHC,Ngày yêu cầu bổ sung,\
    Ngày bổ sung hồ sơ,Số lần yêu cầu bổ sung\n";

/// One dossier: received, due, settled, procedure, supplement asked, supplied, requests.
fn run_on(dossier: &str, arguments: &[&str]) -> Run {
    let export = format!("{HEADER}H99-0001,Xã Mẫu,10,{dossier}\n");
    let settings = "exports = [\"e.csv\"]\nprocedures = \"p.csv\"\nperiod = \"2018-01-01..2030-12-31\"\n";
    let catalogue = "code,name,field,level,service_level,legal_days\n1.000001,A,B,commune,full,3\n";
    let folder =
        folder(&[("e.csv", export.as_bytes()), ("cchc.toml", settings.as_bytes()), ("p.csv", catalogue.as_bytes())]);
    let path = folder.path().to_str().unwrap();
    cchc(["times", path, "--by", "level", "--quiet"].iter().chain(arguments))
}

/// The row of all dossiers.
fn measured(dossier: &str, rules: &[&str]) -> Value {
    let rules = rules.iter().flat_map(|rule| ["--rule", rule]);
    let run = run_on(dossier, &rules.chain(["--format", "json"]).collect::<Vec<_>>());
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.json()["rows"][0].clone()
}

fn days(dossier: &str, rules: &[&str]) -> Value {
    let row = measured(dossier, rules);
    assert_eq!(row["taken"]["measured"], 1, "{row}");
    row["taken"]["median"].clone()
}

/// The week of Tết 2022 (31 January to 4 February) is off: from Friday 28 January to Monday 7 February is one working day. After
/// 15:00 on that Friday the time begins on that Monday.
#[test]
fn around_tet_2022() {
    assert_eq!(days("28/01/2022 10:00,,07/02/2022,,,,", &[]), 1);
    assert_eq!(days("28/01/2022 15:00,,07/02/2022,,,,", &[]), 1);
    assert_eq!(days("28/01/2022 15:01,,07/02/2022,,,,", &[]), 0);
    assert_eq!(days("28/01/2022 15:01,,07/02/2022,,,,", &["cut_off=ignored"]), 1);
    // It ended before its time began.
    assert_eq!(days("28/01/2022 16:30,,28/01/2022,,,,", &[]), 0);
}

/// Saturday 26 April 2025 is worked for Friday 2 May: 26, 28, 29 April, then 5 May.
#[test]
fn a_worked_saturday_counts() {
    assert_eq!(days("25/04/2025 08:00,,05/05/2025,,,,", &[]), 4);
    assert_eq!(days("25/04/2025 16:00,,26/04/2025,,,,", &[]), 0);
    // Received after the hour on Friday 4 January 2019 it begins on Saturday 5, which is worked: 7 and 8 January.
    assert_eq!(days("04/01/2019 15:30,,08/01/2019,,,,", &[]), 2);
}

/// Received on Wednesday 26 January 2022, asked on 27, supplied on Tuesday 8 February, settled on Thursday 10. Working days: 27,
/// 28 January, 7, 8, 9, 10 February. It waited on 28 January, 7 and 8 February.
#[test]
fn the_rules_of_a_supplement_differ() {
    let dossier = "26/01/2022 09:00,15/02/2022,10/02/2022,,27/01/2022,08/02/2022,1";
    assert_eq!(days(dossier, &["pause=ignore"]), 6);
    assert_eq!(days(dossier, &["pause=subtract"]), 3);
    assert_eq!(days(dossier, &[]), 3);
    assert_eq!(days(dossier, &["pause=restart"]), 2);
    assert_eq!(days(dossier, &["pause=second_late"]), 3);
    // Never supplied: the time stopped on the day it was asked for.
    let waiting = "26/01/2022 09:00,15/02/2022,10/02/2022,,27/01/2022,,1";
    assert_eq!(days(waiting, &["pause=subtract"]), 1);
    assert_eq!(days(waiting, &["pause=ignore"]), 6);
    // Asked and supplied before it was received: nothing to take off.
    assert_eq!(days("26/01/2022 09:00,,28/01/2022,,20/01/2022,21/01/2022,1", &[]), 2);
    // Supplied before it was asked for, or after the end: not measured, and said.
    for odd in ["27/01/2022,26/01/2022", "27/01/2022,11/02/2022", ",27/01/2022"] {
        let row = measured(&format!("26/01/2022 09:00,15/02/2022,10/02/2022,,{odd},1"), &[]);
        assert_eq!((&row["taken"]["measured"], &row["unmeasured"]["supplement"]), (&0.into(), &1.into()), "{odd}");
        // Its due date still tells that it was early: 10 to 15 February are 3 working days.
        assert_eq!(row["early"]["days"]["3"], 1, "{odd}");
    }
}

#[test]
fn a_second_request_is_late_by_its_rule_only() {
    let dossier = |requests: &str| format!("26/01/2022 09:00,15/02/2022,10/02/2022,,27/01/2022,08/02/2022,{requests}");
    let rule = ["pause=second_late"];
    let row = measured(&dossier("2"), &rule);
    assert_eq!(
        (&row["late_by_request"], &row["late"]["dossiers"], &row["late"]["measured"]),
        (&1.into(), &1.into(), &0.into())
    );
    assert_eq!(measured(&dossier("1"), &rule)["early"]["dossiers"], 1);
    // How often it was asked for is blank, though it was asked for: not available.
    assert_eq!(measured(&dossier(""), &rule)["unjudged"]["requests"], 1);
    assert_eq!(measured("26/01/2022 09:00,15/02/2022,10/02/2022,,,,", &rule)["early"]["dossiers"], 1);
    assert_eq!(measured(&dossier("2"), &[])["late"]["dossiers"], 0);
    // A published case has no such columns at all: nothing is judged besides what is late by its due date.
    let run = cchc(["times", "sample-data/sa-dec-2022", "--rule", "pause=second_late", "--format", "json"]).json();
    let all = &run["rows"][0];
    assert_eq!((&all["early"]["dossiers"], &all["on_day"]), (&0.into(), &0.into()));
    assert_eq!(
        all["unjudged"]["requests"].as_u64().unwrap() + all["late"]["dossiers"].as_u64().unwrap(),
        all["settled"]
    );
    assert_eq!(all["without_supplements"], all["settled"]);
}

/// Due on Tuesday 1 February 2022, a day off: the next working day is Monday 7.
#[test]
fn a_due_date_on_a_day_off_counts_from_the_next_working_day() {
    let late =
        |settled: &str| measured(&format!("26/01/2022 09:00,01/02/2022,{settled},,,,"), &[])["late"]["days"].clone();
    assert_eq!(late("07/02/2022"), serde_json::json!({"0": 1}));
    assert_eq!(late("08/02/2022"), serde_json::json!({"1": 1}));
    let early = measured("26/01/2022 09:00,01/02/2022,28/01/2022,,,,", &[])["early"]["days"].clone();
    assert_eq!(early, serde_json::json!({"1": 1}));
}

/// A legal time of 3 days from Thursday 27 January 2022: 28 January, 7 and 8 February. After 15:00: 7, 8, 9 February.
#[test]
fn a_due_date_is_rebuilt_from_the_catalogue() {
    let row = |received: &str, settled: &str, rules: &[&str]| {
        measured(&format!("27/01/2022 {received},,{settled},1.000001,,,"), rules)
    };
    assert_eq!(row("09:00", "08/02/2022", &[])["on_day"], 1);
    assert_eq!(row("09:00", "09/02/2022", &[])["late"]["days"], serde_json::json!({"1": 1}));
    assert_eq!(row("15:30", "09/02/2022", &[])["on_day"], 1);
    assert_eq!(row("09:00", "28/01/2022", &[])["early"]["days"], serde_json::json!({"2": 1}));
    let rebuilt = row("09:00", "08/02/2022", &[]);
    assert_eq!((&rebuilt["rebuilt"], &rebuilt["no_due"]), (&1.into(), &0.into()));
    let without = row("09:00", "08/02/2022", &["rebuilt_due=none"]);
    assert_eq!((&without["rebuilt"], &without["no_due"]), (&0.into(), &1.into()));
    // The catalogue is named, and a procedure it does not have has no due date.
    let said = run_on("27/01/2022 09:00,,08/02/2022,1.000001,,,", &["--lang", "en"]).stdout;
    assert!(
        said.contains("1 dossier without a due date, held against the legal time in the catalogue p.csv"),
        "{said}"
    );
    assert_eq!(measured("27/01/2022 09:00,,08/02/2022,1.000009,,,", &[])["no_due"], 1);
}

#[test]
fn what_lies_outside_the_calendar_is_told_by_its_year() {
    let row = measured("30/12/2027 09:00,03/01/2028,04/01/2028,,,,", &[]);
    assert_eq!((&row["unmeasured"]["no_year_2028"], &row["taken"]["measured"]), (&1.into(), &0.into()));
    assert_eq!((&row["late"]["dossiers"], &row["late"]["measured"]), (&1.into(), &0.into()));
    let run = run_on("30/12/2027 09:00,03/01/2028,04/01/2028,,,,", &["--lang", "en"]);
    assert_eq!(run.code, 0);
    assert!(
        run.stdout.contains("1 dossier was not measured: the working-day calendar has no year 2028"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("by days that cannot be counted"), "{}", run.stdout);
    // After 15:00 on the last day of the calendar its time would begin in a year that is not there.
    assert_eq!(measured("31/12/2027 16:00,,31/12/2027,,,,", &[])["unmeasured"]["no_year_2028"], 1);
}

#[test]
fn a_day_without_an_hour_is_told() {
    for received in ["28/01/2022", "28/01/2022 00:00", "28/01/2022 00:00:00"] {
        let row = measured(&format!("{received},,07/02/2022,,,,"), &[]);
        assert_eq!((&row["without_time"], &row["taken"]["median"]), (&1.into(), &1.into()), "{received}");
    }
    // 16:30 in Hà Nội, written in UTC.
    let row = measured("2022-01-28T09:30:00Z,,07/02/2022,,,,", &[]);
    assert_eq!((&row["after_hour"], &row["taken"]["median"]), (&1.into(), &0.into()));
}

#[test]
fn exit_codes_and_refusals() {
    let refused = |arguments: &[&str]| {
        let run = cchc(arguments.iter().chain(&["--lang", "en"]));
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}: {}", run.stderr);
        run.stderr
    };
    assert!(refused(&["times", SAMPLE, "--rule", "pause=stop"]).contains("pause=second_late"));
    assert!(refused(&["times", SAMPLE, "--rule", "paus=restart"]).contains("pause=restart"));
    assert!(refused(&["times", SAMPLE, "--unit", "Xã Mẫu 77"]).contains("Xã Mẫu 2"));
    // No other command measures times: their rules would do nothing there.
    assert!(refused(&["report", SAMPLE, "--rule", "pause=restart"]).contains("timeliness_known"));
    assert!(refused(&["times", SAMPLE, "--suppress-below", "10"]).contains("--suppress-below"));
    assert_eq!(cchc(["times", SAMPLE, "--period", "2021", "--quiet"]).code, 4);
    let run = run_on("28/01/2022,,07/02/2022,,,,hai lần", &["--max-rejected", "0"]);
    assert_eq!(run.code, 4, "{}", run.stdout);
    let export = format!(
        "{HEADER}H99-1,Xã Mẫu,10,28/01/2022,,07/02/2022,,,,hai lần\nH99-2,Xã Mẫu,10,28/01/2022,,07/02/2022,,,,2\n"
    );
    let files = folder(&[("e.csv", export.as_bytes())]);
    let path = files.path().join("e.csv");
    assert_eq!(cchc(["times", path.to_str().unwrap(), "--max-rejected", "0", "--quiet"]).code, 3);
    // The column is read by no other command.
    assert_eq!(cchc(["report", path.to_str().unwrap(), "--max-rejected", "0", "--quiet"]).code, 0);
}

#[test]
fn rules_of_a_project_hold_for_every_command() {
    let export = format!("{HEADER}H99-1,Xã Mẫu,10,26/01/2022 09:00,,10/02/2022,,27/01/2022,08/02/2022,1\n");
    let settings = "exports = [\"e.csv\"]\n[rules]\npause = \"restart\"\ntimeliness_known = \"left_out\"\n";
    let folder = folder(&[("e.csv", export.as_bytes()), ("cchc.toml", settings.as_bytes())]);
    let path = folder.path().to_str().unwrap();
    let run = cchc(["times", path, "--format", "json", "--quiet"]);
    assert_eq!(run.json()["rows"][0]["taken"]["median"], 2, "{}", run.stderr);
    // The command line comes before the project.
    let run = cchc(["times", path, "--format", "json", "--quiet", "--rule", "pause=ignore"]);
    assert_eq!(run.json()["rows"][0]["taken"]["median"], 6);
    assert_eq!(cchc(["report", path, "--quiet"]).code, 0);
}

#[test]
fn a_rule_file_or_catalogue_that_cannot_be_used_names_the_place() {
    let text = std::fs::read_to_string("rules/times.toml").unwrap();
    let changes = [
        ("taken = [0, 1, 3,", "taken = [0, 3, 1,", "numbers that grow"),
        ("after = \"15:00\"", "after = \"25:00\"", "25:00"),
        ("event = \"settled\"", "event = \"ended\"", "ended"),
        ("day = \"settled_day\"", "day = \"waiting\"", "waiting"),
        ("id = \"pause\"", "id = \"pauses\"", "pause"),
    ];
    for (from, to, named) in changes {
        assert!(text.contains(from), "{from}");
        let rules = folder(&[("times.toml", text.replacen(from, to, 1).as_bytes())]);
        let run = cchc(["times", SAMPLE, "--lang", "en", "--rules", rules.path().to_str().unwrap()]);
        assert!(
            run.code == 2 && run.stderr.contains(named) && run.stderr.contains("times.toml"),
            "{to}: {}",
            run.stderr
        );
    }
    let catalogue = "code,name,field,level,service_level,legal_days\n1.1,A,B,commune,full,ba ngày\n";
    let settings = "exports = [\"e.csv\"]\nprocedures = \"p.csv\"\n";
    let folder =
        folder(&[("p.csv", catalogue.as_bytes()), ("cchc.toml", settings.as_bytes()), ("e.csv", HEADER.as_bytes())]);
    let run = cchc(["times", folder.path().to_str().unwrap(), "--lang", "en"]);
    assert!(run.code == 2 && run.stderr.contains("p.csv:2:6: column `legal_days`"), "{}", run.stderr);
}

/// A date that a spreadsheet stores as one has its time of day too: 15:01 begins on the next working day, 00:00 is no time.
#[test]
fn a_stored_date_has_its_time_of_day() {
    let heads = ["Mã hồ sơ", "Đơn vị", "Trạng thái", "Ngày tiếp nhận", "Ngày có kết quả"];
    let row = |code: &str, received: &str| {
        let text = |text: &str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
        let day = |day: &str| format!("<Cell><Data ss:Type=\"DateTime\">{day}.000</Data></Cell>");
        let cells = [text(code), text("Xã Mẫu"), text("10"), day(received), day("2022-02-07T00:00:00")];
        format!("<Row>{}</Row>", cells.concat())
    };
    let header: String =
        heads.iter().map(|head| format!("<Cell><Data ss:Type=\"String\">{head}</Data></Cell>")).collect();
    let export = format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook \
         xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
         <Worksheet ss:Name=\"S\"><Table><Row>{header}</Row>{}{}{}</Table></Worksheet></Workbook>",
        row("H99-0001", "2022-01-28T15:01:00"),
        row("H99-0002", "2022-01-28T15:00:00"),
        row("H99-0003", "2022-01-28T00:00:00"),
    );
    let folder = folder(&[("e.xls", export.as_bytes())]);
    let run = cchc(["times", folder.path().join("e.xls").to_str().unwrap(), "--format", "json", "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let row = run.json()["rows"][0].clone();
    assert_eq!((&row["after_hour"], &row["without_time"]), (&1.into(), &1.into()), "{row}");
    assert_eq!(row["taken"]["days"], serde_json::json!({"0": 1, "1": 2}));
}

/// "As in the report" was said of dossiers without a due date too, which the report counts by a rule of its own.
#[test]
fn what_the_report_makes_of_dossiers_without_a_due_date_is_told() {
    let line = |run: &Run| run.stdout.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let run = run_on("26/01/2022 09:00,,10/02/2022,1.000001,,,", &["--lang", "en"]);
    let said = "1 dossier has no due date: in the report such dossiers count as on time (timeliness_known=on_time)";
    assert!(line(&run).contains(said), "{}", run.stdout);
    assert!(!line(&run).contains("as in the report"), "{}", run.stdout);
    let left_out =
        run_on("26/01/2022 09:00,,10/02/2022,1.000001,,,", &["--lang", "en", "--rule", "timeliness_known=left_out"]);
    assert!(line(&left_out).contains("in the report such dossiers are left out of"), "{}", left_out.stdout);
    let due = run_on("26/01/2022 09:00,15/02/2022,10/02/2022,1.000001,,,", &["--lang", "en"]);
    assert!(!due.stdout.contains("have no due date"), "{}", due.stdout);
    // An export without the column: the report tells nothing of them.
    let export =
        "Mã hồ sơ,Đơn vị,Trạng thái,Ngày tiếp nhận,Ngày có kết quả\nH99-0001,Xã Mẫu,10,03/02/2022,10/02/2022\n";
    let folder = folder(&[("e.csv", export.as_bytes())]);
    let path = folder.path().to_str().unwrap();
    let run = cchc(["times", path, "--lang", "en", "--quiet"]);
    assert!(line(&run).contains("1 dossier of exports without a column for the due date"), "{}", run.stdout);
    assert!(!run.stdout.contains("have no due date"), "{}", run.stdout);
}

/// Those without a due date are the ones that the report counts on the day and this does not.
#[test]
fn the_number_without_a_due_date_is_the_one_that_the_report_counts_on_time() {
    let times = cchc(["times", SAMPLE, "--quiet", "--format", "json", "--rule", "rebuilt_due=none"]).json();
    let report = cchc(["report", SAMPLE, "--quiet", "--format", "json"]).json();
    let on_day = figure(&report, "settled_on_day", "all", None)["numerator"].as_u64().unwrap();
    let number = on_day - times["rows"][0]["on_day"].as_u64().unwrap();
    assert!(number > 0);
    let table = cchc(["times", SAMPLE, "--quiet", "--lang", "en"]).stdout;
    assert!(table.contains(&format!("{number} dossiers have no due date")), "{number}: {table}");
}

/// Nothing is held against a standard there; and `cchc indicators` does not list the rules of times.
#[test]
fn times_speak_of_no_standard_and_send_nobody_to_indicators() {
    for (lang, word) in [("vi", "bộ chỉ tiêu"), ("en", "standard")] {
        for path in [SAMPLE, "sample-data/sa-dec-2022"] {
            let run = cchc(["times", path, "--lang", lang, "--quiet"]);
            let head: Vec<&str> = run.stdout.lines().take_while(|line| !line.is_empty()).collect();
            assert!(head.len() >= 3 && !head.join(" ").contains(word), "{path}: {head:?}");
        }
        let help = cchc(["times", "--help", "--lang", lang]).stdout;
        assert!(help.contains("--rule") && !help.contains("cchc indicators"), "{help}");
    }
}
