//! What can have moved figures, where it once was overlooked or told as something else; and runs with nothing in common.

use std::fs;

use cchc::differences::model::{Names, TraitKind};
use cchc::differences::{differences, read};
use cchc::render::difference::render;
use cchc::render::listing::Look;
use cchc::render::terminal::Screen;
use cchc::rules::Rules;
use cchc::texts::{Lang, Localized, Texts};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::support::{cchc, folder};

use super::{EXPORT, SETTINGS, Two, moved, told};

/// Xã A became Xã M on 1 September: dossiers of August are those of a former unit, or of its successor.
const SUCCESSION: &str = "code,name,level,parent,aliases,valid_from,valid_to,successors\n\
    1,Xã A,commune,,,,2022-08-31,3\n2,Xã B,commune,,,,,\n3,Xã M,commune,,,2022-09-01,,\n";
const ENTERED: &str = "unit,indicator,numerator,denominator,source,entered_by\nXã C,received,NUMBER,,Report 1,clerk\n";

/// What of both runs is told of one kind of difference.
fn values<'a>(found: &'a Value, what: &str) -> (&'a Value, &'a Value) {
    let of = found["differs"].as_array().unwrap().iter().find(|found| found["what"] == what);
    let of = of.unwrap_or_else(|| panic!("{what}: {found:#}"));
    (&of["before"], &of["after"])
}

#[test]
fn the_structure_of_units_is_a_rule_and_no_other_build() {
    let two = Two::new();
    two.put("p/units.csv", SUCCESSION);
    two.run("old", &[]);
    two.run("new", &["--structure", "now"]);
    let found = two.only("rules", &[("structure", "")]);
    assert_eq!(values(&found, "structure"), (&"then".into(), &"now".into()));
    for (lang, words) in [("en", "structure"), ("vi", "cơ cấu đơn vị")] {
        let said = two.diff(&["--lang", lang]).stdout;
        assert!(said.contains(&format!("{words} ")) && said.contains("then ") && said.contains("now "), "{said}");
    }
}

/// The sample has a unit that was split: what it counted can be no present unit's.
#[test]
fn the_level_of_what_no_present_unit_has_is_named_as_in_the_report() {
    let folder = folder(&[]);
    let out = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let sample = ["report", "sample-data/don-vi-mau-2025", "--quiet", "--formats", "json", "--out"];
    assert_eq!(cchc(sample.iter().copied().chain([out("old").as_str()])).code, 0);
    assert_eq!(cchc(sample.iter().copied().chain([out("new").as_str(), "--structure", "now"])).code, 0);
    for (lang, wanted, wrong) in
        [("en", "Not attributable", "Level not known"), ("vi", "Không quy được về", "Chưa rõ cấp")]
    {
        let said = cchc(["diff", &out("old"), &out("new"), "--lang", lang]).stdout;
        assert!(said.contains(wanted) && !said.contains(wrong), "{said}");
    }
}

/// Months of the same name have other days, so that the calendar decides what they count.
#[test]
fn the_calendar_moves_months_of_the_same_name() {
    let two = Two::new();
    // One received on 20 August: in the statistical August no more, which ends on the 14th.
    two.change("p/exports/e.csv", "Xã A,10,02/08/2022", "Xã A,10,20/08/2022");
    let period = ["--period", "2022-07-01..2022-09-30", "--by", "month"];
    two.run("old", &period);
    two.run("new", &[period.as_slice(), &["--calendar", "statistical"]].concat());
    let found = two.json(1);
    assert_eq!(found["causes"], Value::from(vec!["rules"]), "{found:#}");
    assert_eq!(told(&found, "rules"), [("calendar", "")]);
}

/// The contract of the figures tells another build where the version does not.
#[test]
fn another_contract_is_another_program() {
    let two = Two::new();
    two.run("old", &[]);
    two.run("new", &[]);
    two.change("new/figures.json", "\"schema_version\": \"1.", "\"schema_version\": \"1.9");
    two.change("new/figures.json", "\"numerator\":2,\"denominator\":4,", "\"numerator\":3,\"denominator\":4,");
    two.sign("new");
    two.only("version", &[("contract", "")]);
}

/// August is held against thresholds in its own report, and not where it is compared with: no verdict changed.
#[test]
fn a_period_compared_with_has_no_verdict_to_lose() {
    let two = Two::new();
    two.put("s.toml", super::STANDARD);
    let standard = two.path("s.toml");
    let standard = ["--standard", standard.to_str().unwrap()];
    two.run("old", &standard);
    two.run("new", &[standard.as_slice(), &["--period", "2022-07", "--compare", "2022-08"]].concat());
    let found = two.json(1);
    assert!(found["compared"].as_u64().unwrap() > 0);
    assert_eq!((found["conclusion"].as_str(), &found["figures"]), (Some("same"), &Value::Array(Vec::new())));
}

#[test]
fn with_nothing_in_common_nothing_is_said_to_be_equal() {
    let two = Two::new();
    two.run("old", &[]);
    two.run("new", &["--period", "2022-07"]);
    let found = two.json(1);
    assert_eq!((found["compared"].as_u64(), found["conclusion"].as_str()), (Some(0), Some("nothing_in_common")));
    let said = |lang| two.diff(&["--lang", lang]).stdout.replace("\n  ", " ");
    let english = said("en");
    let wanted = "No figure stands in both runs, because they differ in: period. Run both again with the same \
        `--period 2022-07-01..2022-07-31`";
    assert!(english.contains(wanted) && !english.contains("is the same"), "{english}");
    let vietnamese = said("vi");
    let wanted = "Không có số liệu nào có ở cả hai lần tính vì hai lần khác nhau về: kỳ báo cáo.";
    assert!(vietnamese.contains(wanted) && !vietnamese.contains("giống nhau"), "{vietnamese}");
    // The calendar makes another August.
    two.run("new", &["--calendar", "statistical"]);
    let english = said("en");
    assert!(english.contains("differ in: period, calendar of periods."), "{english}");
    assert!(english.contains("`--period 2022-07-15..2022-08-14` `--calendar statistical`"), "{english}");
    // The breakdown alone leaves the whole to be compared.
    two.run("new", &["--by", "field"]);
    assert_eq!(two.json(1)["conclusion"], "same");
}

#[test]
fn entered_counts_are_data_and_no_rules() {
    let two = Two::new();
    two.put("p/units.csv", format!("{}3,Xã C,commune,,\n", super::UNITS));
    let entered = two.path("entered.csv");
    let arguments = ["--entered", entered.to_str().unwrap()];
    two.put("entered.csv", ENTERED.replace("NUMBER", "20"));
    two.run("old", &arguments);
    two.put("entered.csv", ENTERED.replace("NUMBER", "21"));
    two.run("new", &arguments);
    let found = two.json(1);
    assert_eq!((&found["conclusion"], &found["causes"]), (&"one".into(), &Value::from(vec!["data"])), "{found:#}");
    let [(what, name)] = told(&found, "data")[..] else { panic!("{found:#}") };
    assert!(what == "counts" && name.ends_with("entered.csv"), "{name}");
    assert_eq!(moved(&found, "received", Some("Xã C"))["change"], 1);
}

#[test]
fn a_tally_file_loses_no_columns_and_no_exports() {
    let two = Two::new();
    two.run("old", &[]);
    let (project, tally) = (two.path("p"), two.path("xa.tally"));
    let (project, tally) = (project.to_str().unwrap(), tally.to_str().unwrap());
    let tallied = |out: &str| {
        assert_eq!(cchc(["tally", project, "--quiet", "--output", tally]).code, 0);
        let out = two.path(out);
        let run = cchc(["report", tally, "--quiet", "--formats", "json", "--out", out.to_str().unwrap()]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    };
    tallied("new");
    let found = two.json(0);
    // The list of the tally file is the export: only the file that it came in is new.
    let data = told(&found, "data");
    assert!(matches!(data[..], [("counts", name)] if name.ends_with("xa.tally")), "{data:?}");
    assert_eq!(told(&found, "mapping"), []);
    assert_eq!(found["mapping_known"], false);
    let said = two.diff(&["--lang", "en"]).stdout.replace("\n  ", " ");
    let line = "not recorded for lists that come from tally files";
    assert!(said.contains(line) && !said.contains("does not record which column"), "{said}");
    // Another export in the tally file is other data.
    two.change("p/exports/e.csv", "11/08/2022,1,2", "11/08/2022,2,2");
    tallied("new");
    let found = two.json(1);
    assert!(told(&found, "data").iter().any(|(what, _)| *what == "export"), "{found:#}");
    // Two tally files: their lists are told by name.
    tallied("old");
    assert_eq!((two.json(0)["differs"].as_array().unwrap().len(), &two.json(0)["mapping_known"]), (0, &false.into()));
}

/// Two rows are not one point.
#[test]
fn one_kind_of_cause_is_not_one_point() {
    let two = Two::new();
    two.run("old", &[]);
    let one = |lang| two.diff(&["--lang", lang]).stdout.replace("\n  ", " ");
    two.run("new", &["--rule", "timeliness_known=left_out"]);
    assert!(one("vi").contains("chỉ có một điểm khác") && one("en").contains("only this differs"));
    two.put("p/cchc.toml", format!("{SETTINGS}[rules]\ntimeliness_known = \"left_out\"\n"));
    two.run("new", &[]);
    assert_eq!(two.json(1)["differs"].as_array().unwrap().len(), 2);
    let (vietnamese, english) = (one("vi"), one("en"));
    assert!(vietnamese.contains("chỉ có một loại nguyên nhân"), "{vietnamese}");
    assert!(english.contains("only one kind of cause differs"), "{english}");
}

/// 2 of 4 and 4 of 8 are the same rate.
#[test]
fn counts_that_moved_without_the_rate_do_not_look_as_if_they_had_not() {
    let two = Two::new();
    two.run("old", &[]);
    let rows = EXPORT.split_once('\n').unwrap().1.replace("H1-", "H2-");
    two.put("p/exports/e.csv", format!("{EXPORT}{rows}"));
    two.run("new", &[]);
    let said = two.diff(&["--lang", "en"]).stdout;
    let online = said.lines().find(|line| line.contains("(2/4)") && line.contains("(4/8)"));
    assert!(online.is_some_and(|line| line.contains("0.00 · other counts")), "{said}");
    let whole = fs::read_to_string(two.path("new/figures.json")).unwrap();
    assert!(whole.contains("\"numerator\":4,\"denominator\":8"));
}

/// A terminal of 80 columns: no line is longer, indicators are not broken within words, nor are folders and files of a path.
#[test]
fn names_stay_whole_on_80_columns() {
    let two = Two::new();
    two.put("s.toml", super::STANDARD);
    let standard = two.path("s.toml");
    let standard = ["--standard", standard.to_str().unwrap()];
    two.put("p/exports/huyen-2021-06-30.csv", EXPORT.replace("H1-", "H2-"));
    two.run("old", &standard);
    fs::rename(two.path("p/exports/huyen-2021-06-30.csv"), two.path("p/exports/tinh-2021-06-30.csv")).unwrap();
    two.change("p/exports/e.csv", "11/08/2022,1,2", "11/08/2022,2,2");
    two.run("new", &standard);
    let found = differences(read(&two.path("old")).unwrap(), read(&two.path("new")).unwrap());
    let shorts = [("online_rate", "Trước, đúng hạn"), ("received_online", "Thanh toán trực tuyến")];
    let title = |short: &str| Localized { vi: short.to_owned(), en: short.to_owned() };
    let names = Names {
        indicators: shorts.iter().map(|(id, short)| ((*id).to_owned(), title(short))).collect(),
        ..Names::default()
    };
    let texts = Texts::load(&Rules::embedded(), Lang::Vi).unwrap();
    let shown = render(&found, &names, &texts, Look::Screen(Screen { width: 80, colour: false }));
    // Where the folders lie decides how long the first lines are.
    let (_, table) = shown.split_once("Vì sao").unwrap();
    for line in table.lines() {
        assert!(line.width() <= 80, "{line}");
    }
    assert!(table.contains(" Trước, đúng"), "{table}");
    for word in [" Thanh toán", " tuyến ", " exports/ ", " huyen-2021-06-", " 30.csv "] {
        assert!(table.contains(word), "{word}\n{table}");
    }
    let hash = &found.traits.iter().find(|found| found.what == TraitKind::Export).unwrap().new;
    let hash = hash.as_deref().unwrap();
    assert!(table.contains(&hash[..12]) && !table.contains(&hash[..13]), "{table}");
}
