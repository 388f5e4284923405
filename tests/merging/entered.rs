//! Entered counts beside dossiers and beside tally files. Expected figures are added by hand.

use std::fs;

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{Run, cchc, figure, files_below, folder};

const HEADER: &str = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Hình thức nộp,Lĩnh vực\n";
const UNITS: &str = "code,name,level,parent\nT,Tỉnh Mẫu,province,\nH,Huyện Mẫu,district,T\nA,Xã A,commune,H\nB,Xã B,commune,H\n\
                     C,Xã C,commune,H\nK,Huyện Khác,district,T\n";
const HEAD: &str = "unit,indicator,numerator,denominator,source,entered_by";

/// Ten dossiers of Xã A, four of them online, in August 2022; and a registry.
struct Case(tempfile::TempDir);

impl Case {
    fn new() -> Self {
        let row = |number: u32| {
            let channel = if number < 4 { 2 } else { 1 };
            format!("H1-220801-{number:04},Xã A,10,01/08/2022,10/08/2022,05/08/2022,{channel},Đất đai\n")
        };
        let export = HEADER.to_owned() + &(0..10).map(row).collect::<String>();
        let settings = "exports = [\"exports\"]\nunits = \"units.csv\"\nperiod = \"2022-08\"\n";
        Self(folder(&[
            ("data/exports/e.csv", export.as_bytes()),
            ("data/units.csv", UNITS.as_bytes()),
            ("data/cchc.toml", settings.as_bytes()),
        ]))
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn run(&self, head: &str, rows: &[&str], arguments: &[&str]) -> Run {
        let content = format!("{head}\n{}\n", rows.join("\n"));
        fs::write(self.path("entered.csv"), content).unwrap();
        let own =
            ["report", &self.path("data"), "--entered", &self.path("entered.csv"), "--lang", "en"].map(str::to_owned);
        cchc(own.iter().map(String::as_str).chain(arguments.iter().copied()))
    }

    fn json(&self, head: &str, rows: &[&str], arguments: &[&str]) -> Value {
        let run = self.run(head, rows, &[arguments, &["--format", "json", "--quiet"]].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.json()
    }

    /// What is said of rows that cannot be, the folder taken out.
    fn refused(&self, head: &str, rows: &[&str]) -> String {
        let run = self.run(head, rows, &[]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{rows:?}: {}", run.stderr);
        run.stderr.replace(self.0.path().to_str().unwrap(), "DIR").replace("DIR\\", "DIR/")
    }
}

const XA_B: [&str; 3] = [
    "Xã B,received,20,,Report 1,clerk",
    "Xã B,online_rate,5,20,Report 1,clerk",
    "Xã B,on_time_rate,9,12,Report 1,clerk",
];

fn numbers(figure: &Value) -> [Option<u64>; 3] {
    ["numerator", "denominator", "left_out"].map(|key| figure[key].as_u64())
}

#[test]
fn an_entered_unit_stands_beside_the_others_and_sums_hold_it() {
    let case = Case::new();
    let json = case.json(HEAD, &XA_B, &[]);
    let of = |indicator: &str, scope: &str, about: Option<&str>| figure(&json, indicator, scope, about).clone();
    // Xã A has 4 of 10, Xã B 5 of 20: 9 of 30.
    assert_eq!(numbers(&of("online_rate", "all", None)), [Some(9), Some(30), Some(0)]);
    assert_eq!(numbers(&of("online_rate", "unit", Some("Xã B"))), [Some(5), Some(20), Some(0)]);
    assert_eq!(numbers(&of("online_rate", "level", Some("commune"))), [Some(9), Some(30), Some(0)]);
    assert_eq!(of("received", "all", None)["numerator"], 30);
    // Ten on time of ten, nine of twelve.
    assert_eq!(numbers(&of("on_time_rate", "all", None)), [Some(19), Some(22), Some(0)]);
    // Not entered: not available there; the largest count entered, 20, is what is left out at least.
    assert_eq!(numbers(&of("settled", "unit", Some("Xã B"))), [None, None, Some(20)]);
    assert_eq!(numbers(&of("settled", "all", None)), [Some(10), None, Some(20)]);
    // The key by which a registered unit is known.
    assert_eq!(of("online_rate", "unit", Some("Xã B"))["unit"], "B");
    for (scope, about, entered) in [("all", None, true), ("unit", Some("Xã B"), true), ("unit", Some("Xã A"), false)]
    {
        assert_eq!(of("online_rate", scope, about)["entered"], entered, "{scope} {about:?}");
    }
}

#[test]
fn the_same_beside_a_tally_file() {
    let case = Case::new();
    let tally = case.path("a.tally");
    assert_eq!(cchc(["tally", &case.path("data"), "-o", &tally, "--quiet"]).code, 0);
    let csv = case.run(HEAD, &XA_B, &["--format", "csv", "--quiet"]).stdout;
    let merged = cchc(["report", &tally, "--entered", &case.path("entered.csv"), "--format", "csv", "--quiet"]);
    assert_eq!((merged.code, merged.stdout), (0, csv), "{}", merged.stderr);
}

#[test]
fn every_format_marks_what_was_entered() {
    let case = Case::new();
    assert_snapshot!("entered_table", case.run(HEAD, &XA_B, &[]).stdout);
    let csv = case.run(HEAD, &XA_B, &["--format", "csv", "--quiet"]).stdout;
    assert!(csv.starts_with("period,") && csv.lines().next().unwrap().ends_with(",left_out,entered"), "{csv}");
    let of_b: Vec<&str> = csv.lines().filter(|line| line.contains("Xã B")).collect();
    assert!(!of_b.is_empty() && of_b.iter().all(|line| line.ends_with(",true")), "{csv}");
    assert!(csv.lines().filter(|line| line.contains("Xã A")).all(|line| line.ends_with(",false")), "{csv}");
    let markdown = case.run(HEAD, &XA_B, &["--format", "md", "--quiet"]).stdout;
    assert!(markdown.contains("Xã B \\[entered\\]") && markdown.contains("were typed in"), "{markdown}");
    let out = case.path("out");
    let run = case.run(HEAD, &XA_B, &["--out", &out, "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = fs::read_to_string(format!("{out}/report.html")).unwrap();
    assert!(page.contains("Xã B [entered]"));
    for document in ["report.xlsx", "report.docx"] {
        let bytes = fs::read(format!("{out}/{document}")).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let names: Vec<String> =
            archive.file_names().map(|name| name.unwrap().into_owned()).filter(|name| name.ends_with(".xml")).collect();
        let text: String =
            names.iter().map(|name| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()).collect();
        assert!(text.contains("Xã B [entered]") && text.contains("were typed in"), "{document}");
    }
    let manifest = fs::read_to_string(format!("{out}/manifest.json")).unwrap();
    assert!(manifest.contains("entered.csv"), "{manifest}");
    assert!(files_below(std::path::Path::new(&out)).len() > 8);
    // Nothing is marked where nothing was entered.
    let plain = cchc(["report", &case.path("data"), "--format", "csv", "--quiet"]).stdout;
    assert!(plain.lines().next().unwrap().ends_with(",left_out"));
}

/// A period compared with in which nothing was entered is not known of the unit, and the sum is not whole.
#[test]
fn a_period_compared_with_needs_counts_of_its_own() {
    let case = Case::new();
    let more = HEADER.to_owned() + "H1-210801-0001,Xã A,10,01/08/2021,10/08/2021,05/08/2021,2,Đất đai\n";
    fs::write(case.path("data/exports/f.csv"), more).unwrap();
    let of = |json: &Value, about: &str| {
        let rows = json["figures"].as_array().unwrap().iter();
        let mut rows = rows.filter(|row| row["period"]["from"] == "2021-08-01" && row["indicator"] == "online_rate");
        numbers(rows.find(|row| row["scope"] == about && (about == "all" || row["unit_name"] == "Xã B")).unwrap())
    };
    let compare = ["--compare", "2021-08"];
    let json = case.json(HEAD, &XA_B, &compare);
    assert_eq!((of(&json, "unit"), of(&json, "all")), ([None, None, Some(1)], [Some(1), Some(1), Some(1)]));
    let head = format!("{HEAD},period");
    let rows = ["Xã B,online_rate,5,20,Report 1,clerk,", "Xã B,online_rate,3,10,Report 0,clerk,2021-08"];
    let json = case.json(&head, &rows, &compare);
    assert_eq!((of(&json, "unit"), of(&json, "all")), ([Some(3), Some(10), Some(0)], [Some(4), Some(11), Some(0)]));
}

#[test]
fn parts_that_were_not_entered_are_told() {
    let case = Case::new();
    let json = case.json(HEAD, &XA_B, &["--by", "field"]);
    let ids: Vec<&str> = json["notes"].as_array().unwrap().iter().map(|note| note["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"note.entered") && ids.contains(&"note.entered_whole"), "{ids:?}");
    assert!(!ids.contains(&"note.partial"), "{ids:?}");
    let fields: Vec<&Value> =
        json["figures"].as_array().unwrap().iter().filter(|row| row["field"] == "Đất đai").collect();
    assert!(!fields.is_empty() && fields.iter().all(|row| row["entered"] == false));
    // Of months the unit is not known, and their sums are not whole.
    let json = case.json(HEAD, &XA_B, &["--by", "month"]);
    let month = |scope: &str| {
        let rows = json["figures"].as_array().unwrap().iter();
        let mut rows = rows.filter(|row| row["month"] == "2022-08" && row["indicator"] == "online_rate");
        numbers(rows.find(|row| row["scope"] == scope && row["unit_name"] != "Xã A").unwrap())
    };
    // The one month of August is the whole: what was entered of the period is of the month.
    assert_eq!(month("unit"), [Some(5), Some(20), Some(0)]);
    let json = case.json(HEAD, &XA_B, &["--by", "month", "--period", "2022-Q3"]);
    let rows = json["figures"].as_array().unwrap().iter();
    let mut rows = rows.filter(|row| row["month"] == "2022-08" && row["indicator"] == "online_rate");
    assert_eq!(numbers(rows.find(|row| row["unit_name"] == "Xã B").unwrap()), [None, None, Some(1)]);
}

#[test]
fn mistakes_are_told_with_file_line_and_column() {
    let case = Case::new();
    let rows = [
        ("Xã B,online_rat,1,2,R,c", "DIR/entered.csv:2:2: no indicator `online_rat`. Did you mean online_rate?"),
        ("Xã B,online_rate,x,2,R,c", "DIR/entered.csv:2:3: `x` is no count"),
        ("Xã B,online_rate,1,,R,c", "DIR/entered.csv:2:4: `` is no count"),
        ("Xã B,online_rate,1,1000000000001,R,c", "DIR/entered.csv:2:4:"),
        ("Xã B,online_rate,3,2,R,c", "DIR/entered.csv:2:3: the numerator 3 is above the denominator 2"),
        ("Xã B,received,3,9,R,c", "DIR/entered.csv:2:4: `received` is a count and has no denominator"),
        (",online_rate,1,2,R,c", "DIR/entered.csv:2:1: column unit may not be blank"),
        ("Xã B,online_rate,1,2,,c", "DIR/entered.csv:2:5: column source may not be blank"),
        ("Xã B,online_rate,1,2,R,", "DIR/entered.csv:2:6: column entered_by may not be blank"),
        (
            "Xã B,online_rate,1,2,R,c\nXÃ B,online_rate,1,2,R,c",
            "DIR/entered.csv:3:2: indicator `online_rate` of `XÃ B` is there already",
        ),
        ("Xã B,online_rate,1,2,R", "entered.csv cannot be read"),
        ("", "DIR/entered.csv:1:1: no row of counts"),
    ];
    for (row, expected) in rows {
        let said = case.refused(HEAD, &[row]);
        assert!(said.contains(expected), "{row}: {said}");
    }
    let said = case.refused("unit,indicator,numerator,denominator,source", &["Xã B,online_rate,1,2,R"]);
    assert!(said.contains("DIR/entered.csv:1:1: no column entered_by"), "{said}");
    let said = case.refused(&format!("{HEAD},period"), &["Xã B,online_rate,1,2,R,c,2021"]);
    assert!(said.contains("DIR/entered.csv:2:7: `2021` is neither"), "{said}");
    let said = case.refused(&format!("{HEAD},covers"), &["Xã B,online_rate,1,2,R,c,half"]);
    assert!(said.contains("DIR/entered.csv:2:7: column covers cannot be `half`"), "{said}");
}

#[test]
fn a_unit_that_is_counted_already_or_entered_twice() {
    let case = Case::new();
    // By another name: the registry tells that it is one unit.
    let said = case.refused(HEAD, &["UBND XÃ A,received,1,,R,c"]);
    assert!(said.contains("The unit Xã A is in entered.csv:2 and exports/e.csv"), "{said}");
    let said = case.refused(HEAD, &["Xã B,received,1,,R,c", "UBND xã B,open,1,,R,c"]);
    assert!(said.contains("The unit Xã B is in entered.csv:3 and entered.csv:2"), "{said}");
}

/// A unit that was merged into another within the period is the one it was.
#[test]
fn a_unit_that_ceased_within_the_period_is_known_by_its_code() {
    let case = Case::new();
    let units = UNITS.replace("parent\n", "parent,valid_from,valid_to\n").replace(",H\n", ",H,,2022-08-15\n");
    let units = units.replace("province,\n", "province,,,\n").replace(",T\n", ",T,,\n");
    fs::write(case.path("data/units.csv"), units).unwrap();
    let json = case.json(HEAD, &XA_B, &[]);
    assert_eq!(figure(&json, "online_rate", "unit", Some("Xã B"))["unit"], "B");
}

#[test]
fn a_document_is_not_written_over_the_entered_counts() {
    let case = Case::new();
    let run = case.run(HEAD, &XA_B, &["-o", &case.path("entered.csv")]);
    let content = fs::read_to_string(case.path("entered.csv")).unwrap();
    assert_eq!((run.code, content.starts_with(HEAD)), (2, true), "{}", run.stderr);
}

/// Huyện Mẫu lies above Xã A, Huyện Khác does not.
#[test]
fn a_district_that_may_contain_its_communes() {
    let case = Case::new();
    let said = case.refused(HEAD, &["Huyện Mẫu,received,100,,R,c"]);
    assert!(said.contains("DIR/entered.csv:2:1: the entered counts of Huyện Mẫu may contain those of Xã A"), "{said}");
    let said = case.refused(&format!("{HEAD},covers"), &["Tỉnh Mẫu,received,100,,R,c,all"]);
    assert!(said.contains("Tỉnh Mẫu may contain those of Xã A"), "{said}");
    let json = case.json(HEAD, &["Huyện Khác,received,100,,R,c"], &[]);
    assert_eq!(figure(&json, "received", "all", None)["numerator"], 110);
    let json = case.json(&format!("{HEAD},covers"), &["Huyện Mẫu,received,100,,R,c,own"], &[]);
    assert_eq!(figure(&json, "received", "all", None)["numerator"], 110);
    // Both entered.
    let said = case.refused(HEAD, &["Huyện Khác,received,1,,R,c", "Huyện Mẫu,received,1,,R,c"]);
    assert!(said.contains("DIR/entered.csv:3:1"), "{said}");
}

/// A tally file carries the registry: what lies below is known without one's own.
#[test]
fn a_district_above_the_communes_of_a_tally_file() {
    let case = Case::new();
    let tally = case.path("a.tally");
    assert_eq!(cchc(["tally", &case.path("data"), "-o", &tally, "--quiet"]).code, 0);
    fs::write(case.path("entered.csv"), format!("{HEAD}\nHuyện Mẫu,received,100,,R,c\n")).unwrap();
    let run = cchc(["report", &tally, "--entered", &case.path("entered.csv"), "--lang", "en"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("Huyện Mẫu may contain those of Xã A"), "{}", run.stderr);
}

/// received + carried_over = handled, as form II.06a has it.
#[test]
fn sums_that_must_hold_are_checked_when_all_parts_are_there() {
    let case = Case::new();
    let rows = |handled: u32| {
        ["received,20", "received_online,8", "received_other,12", "carried_over,3"]
            .map(|row| format!("Xã B,{row},,R,c"))
            .into_iter()
            .chain([format!("Xã B,handled,{handled},,R,c")])
            .collect::<Vec<_>>()
    };
    let run = |handled: u32| {
        let rows = rows(handled);
        case.run(HEAD, &rows.iter().map(String::as_str).collect::<Vec<_>>(), &["--quiet"])
    };
    assert_eq!(run(23).code, 0);
    let wrong = run(24);
    assert_eq!((wrong.code, wrong.stdout.as_str()), (2, ""));
    assert!(
        wrong.stderr.contains("entered.csv: the counts do not add up") && wrong.stderr.contains("24"),
        "{}",
        wrong.stderr
    );
}

/// A rate over three dossiers, entered: hidden as one of an export would be.
#[test]
fn small_counts_that_were_entered_are_hidden_too() {
    let case = Case::new();
    let rows = ["Xã B,online_rate,1,3,R,c", "Xã C,online_rate,7,30,R,c"];
    let json = case.json(HEAD, &rows, &["--suppress-below", "5"]);
    let hidden = |unit: &str| figure(&json, "online_rate", "unit", Some(unit))["hidden"].clone();
    // A second one with it, or the sum would give it away.
    assert_eq!((hidden("Xã B"), hidden("Xã A")), (true.into(), true.into()));
    assert_eq!(figure(&json, "online_rate", "unit", Some("Xã B"))["numerator"], Value::Null);
}

/// An alias stood for another unit as soon as the registry came out of a tally file: the unit counted twice.
#[test]
fn a_unit_entered_under_an_alias_is_known_from_a_tally_file() {
    let case = Case::new();
    let units = "code,name,level,parent,aliases\nA,Xã A,commune,,Xã Bí Danh\n";
    fs::write(case.path("data/units.csv"), units).unwrap();
    let tally = case.path("a.tally");
    assert_eq!(cchc(["tally", &case.path("data"), "-o", &tally, "--quiet"]).code, 0);
    fs::write(case.path("entered.csv"), format!("{HEAD}\nXã Bí Danh,received,5,,R,c\n")).unwrap();
    let run = cchc(["report", &tally, "--entered", &case.path("entered.csv"), "--lang", "en"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("Xã A"), "{}", run.stderr);
}

/// 60 online of 40 received were taken without a word: only sums whose parts are all there were checked.
#[test]
fn parts_above_their_total_are_refused_though_other_parts_are_missing() {
    let case = Case::new();
    let cases: [(&[&str], &str); 7] = [
        (
            &["received,40,", "received_online,60,"],
            "DIR/entered.csv:3:3: counts of `Xã B` contradict each other: received_online 60 (entered.csv:3) is above received 40 \
             (entered.csv:2)",
        ),
        // Two of three parts.
        (
            &["settled_early,30,", "settled,50,", "settled_late,21,"],
            "entered.csv:2:3: counts of `Xã B` contradict each other: settled_early 30 (entered.csv:2) + settled_late 21 \
             (entered.csv:4) is above settled 50 (entered.csv:3)",
        ),
        // A part of a part, and two sums of one total.
        (&["received_online,9,", "handled,8,"], "received_online 9 (entered.csv:2) is above handled 8 (entered.csv:3)"),
        (
            &["received,10,", "carried_over,0,", "settled,11,"],
            "settled 11 (entered.csv:4) is above received 10 (entered.csv:2) + carried_over 0 (entered.csv:3)",
        ),
        // Of rates the numerators, and the denominators.
        (&["online_rate_level3,6,10", "online_rate_level3_4,5,20"], "online_rate_level3 6/10 (entered.csv:2) is above"),
        (
            &["online_rate_level3,1,21", "online_rate_level3_4,5,20"],
            "the denominator of online_rate_level3 1/21 (entered.csv:2) is above online_rate_level3_4 5/20 (entered.csv:3)",
        ),
        // What the numerator of a rate counts.
        (&["early_rate,9,20", "settled_early,8,"], "early_rate 9/20 (entered.csv:2) is above settled_early 8"),
    ];
    for (rows, expected) in cases {
        let rows: Vec<String> = rows.iter().map(|row| format!("Xã B,{row},R,c")).collect();
        let said = case.refused(HEAD, &rows.iter().map(String::as_str).collect::<Vec<_>>());
        let one_line = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(one_line.contains(expected), "{rows:?}: {one_line}");
    }
    // As many as the total is no contradiction, nor are counts of another unit or period.
    let head = format!("{HEAD},period");
    let rows = [
        "Xã B,received,40,,R,c,",
        "Xã B,received_online,40,,R,c,",
        "Xã C,received_online,60,,R,c,",
        "Xã B,received_online,60,,R,c,2021-08",
    ];
    let run = case.run(&head, &rows, &["--compare", "2021-08", "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

/// A rate over 60 settled dossiers beside a count of 50.
#[test]
fn a_rate_over_more_dossiers_than_the_count_of_its_event_is_refused() {
    let case = Case::new();
    let said = case.refused(HEAD, &["Xã B,on_time_rate,38,60,R,c", "Xã B,settled,50,,R,c"]);
    let one_line = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = "entered.csv:2:3: counts of `Xã B` contradict each other: the denominator of on_time_rate 38/60 \
                    (entered.csv:2) is above settled 50 (entered.csv:3)";
    assert!(one_line.contains(expected), "{one_line}");
    for count in ["settled,60,", "received,50,"] {
        let run = case.run(HEAD, &["Xã B,on_time_rate,38,60,R,c", &format!("Xã B,{count},R,c")], &["--quiet"]);
        assert_eq!(run.code, 0, "{count}: {}", run.stderr);
    }
}

/// `Did you mean ??` was said of an indicator that is like none.
#[test]
fn an_indicator_like_no_other_gets_no_hint() {
    let said = Case::new().refused(HEAD, &["Xã B,zzz,1,2,R,c"]);
    assert!(said.contains("DIR/entered.csv:2:2: no indicator `zzz`. `cchc indicators` lists them."), "{said}");
}

/// Spreadsheets set to Vietnamese separate by `;`, and may mark UTF-8.
#[test]
fn entered_counts_separated_by_semicolons_are_read() {
    let case = Case::new();
    let figures = |head: &str, rows: &[&str]| case.run(head, rows, &["--format", "csv", "--quiet"]).stdout;
    let expected = figures(HEAD, &XA_B);
    let rows = XA_B.map(|row| row.replace(',', ";"));
    let rows = rows.each_ref().map(String::as_str);
    assert!(expected.lines().count() > 3, "{expected}");
    assert_eq!(figures(&HEAD.replace(',', ";"), &rows), expected);
    assert_eq!(figures(&format!("\u{feff}{}", HEAD.replace(',', ";")), &rows), expected);
    assert_eq!(figures(&format!("\u{feff}{HEAD}"), &XA_B), expected);
}
