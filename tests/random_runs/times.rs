//! `cchc times` against days walked one by one, on random exports.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use cchc::report::model::Breakdown;
use chrono::{Duration, NaiveDate};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::Value;

use super::super::model::times::{Days, Group, Margin, Pause, Rules, Settled, median, ninety};
use super::check;
use super::program::{printed_times, times_of};

const CASES: u32 = 300;

/// Days around which dossiers are received: the week of Tết, worked Saturdays, the end of a year, the first day of the decree,
/// and both ends of the calendar.
const AROUND: [(i32, u32, u32); 8] = [
    (2022, 1, 26),
    (2021, 2, 8),
    (2025, 4, 24),
    (2026, 8, 19),
    (2022, 12, 28),
    (2018, 6, 19),
    (2018, 12, 27),
    (2027, 12, 22),
];

const UNITS: [&str; 3] = ["Xã Mẫu 1", "Xã Mẫu 2", "Huyện Mẫu"];
/// Code and legal times: of the second one the time changes on 1 February 2022, of the fourth the catalogue has two at once.
const CATALOGUE: &str = "code,name,field,level,service_level,valid_from,valid_to,legal_days\n\
    1.000001,A,Đất đai,commune,full,,,0\n\
    1.000002,B,Hộ tịch,commune,full,,2022-01-31,3\n\
    1.000002,B,Hộ tịch,commune,full,2022-02-01,,5\n\
    1.000003,C,Hộ tịch,commune,full,,,\n\
    1.000004,D,Đất đai,commune,full,,,2\n\
    1.000004,D,Đất đai,district,full,,,4\n";
const PROCEDURES: [&str; 5] = ["1.000001", "1.000002", "1.000003", "1.000004", "1.000005"];

#[derive(Debug, Clone)]
struct Row {
    unit: usize,
    procedure: usize,
    received: (usize, i64),
    minute: Option<u32>,
    settled: Option<i64>,
    due: Option<i64>,
    asked: Option<i64>,
    supplied: Option<i64>,
    requests: Option<u32>,
}

#[derive(Debug, Clone)]
struct Plan {
    rows: Vec<Row>,
    pause: usize,
    cut_off: bool,
    rebuilds: bool,
    has_days: bool,
    has_requests: bool,
    is_utc: bool,
    by: usize,
}

fn plans() -> impl Strategy<Value = Plan> {
    let minute = option::weighted(0.8, prop_oneof![Just(0), Just(600), 898..=903_u32, 1..1440_u32]);
    let first = (0..UNITS.len(), 0..PROCEDURES.len(), (0..AROUND.len(), 0..12_i64), minute);
    let days = (option::weighted(0.9, 0..20_i64), option::weighted(0.6, -3..20_i64));
    let supplement = (option::weighted(0.5, -2..12_i64), option::weighted(0.8, -1..12_i64), option::of(0..4_u32));
    let row = (first, days, supplement).prop_map(
        |((unit, procedure, received, minute), (settled, due), (asked, supplied, requests))| Row {
            unit,
            procedure,
            received,
            minute,
            settled,
            due,
            asked,
            // Rarely supplied without being asked for.
            supplied: supplied.filter(|days| asked.is_some() || *days == 3),
            requests,
        },
    );
    let switches = (any::<bool>(), any::<bool>(), prop::bool::weighted(0.8), any::<bool>(), any::<bool>());
    (vec(row, 0..40), 0..4_usize, switches, 0..4_usize).prop_map(
        |(rows, pause, (cut_off, rebuilds, has_days, has_requests, is_utc), by)| Plan {
            rows,
            pause,
            cut_off,
            rebuilds,
            has_days,
            has_requests,
            is_utc,
            by,
        },
    )
}

#[test]
fn processing_times_are_those_walked_day_by_day() {
    let days = Days::read(&std::fs::read_to_string("rules/calendars/working-days.toml").unwrap());
    check(CASES, &plans(), |plan| agree(&plan, &days));
}

fn received(row: &Row) -> NaiveDate {
    let (year, month, day) = AROUND[row.received.0];
    NaiveDate::from_ymd_opt(year, month, day).unwrap() + Duration::days(row.received.1)
}

fn export(plan: &Plan) -> String {
    let mut text = "Mã hồ sơ,Đơn vị,Mã TTHC,Trạng thái,Ngày tiếp nhận,Ngày hẹn trả,Ngày có kết quả".to_owned();
    if plan.has_days {
        text += ",NgayYeuCauBoSung,NgayCongDanBoSung";
    }
    if plan.has_requests {
        text += ",SoLanYeuCauBoSung";
    }
    text.push('\n');
    for (number, row) in plan.rows.iter().enumerate() {
        let day = |after: Option<i64>, from: NaiveDate| {
            after.map_or_else(String::new, |after| (from + Duration::days(after)).to_string())
        };
        let on = received(row);
        let at = match row.minute {
            None => on.to_string(),
            Some(minute) => {
                let at = on.and_hms_opt(minute / 60, minute % 60, 0).unwrap();
                // Written in UTC it is the same moment in Hà Nội.
                if plan.is_utc {
                    (at - Duration::hours(7)).format("%Y-%m-%dT%H:%M:%SZ").to_string()
                } else {
                    at.format("%Y-%m-%d %H:%M").to_string()
                }
            }
        };
        let status = if row.settled.is_some() { "Đã trả kết quả" } else { "Đang xử lý" };
        let (unit, code) = (UNITS[row.unit], PROCEDURES[row.procedure]);
        let (due, settled) = (day(row.due, on), day(row.settled, on));
        write!(text, "H99-{number:04},{unit},{code},{status},{at},{due},{settled}").unwrap();
        if plan.has_days {
            let asked = row.asked.map(|asked| on + Duration::days(asked));
            write!(text, ",{},{}", day(row.asked, on), day(row.supplied, asked.unwrap_or(on))).unwrap();
        }
        if plan.has_requests {
            write!(text, ",{}", row.requests.map_or_else(String::new, |requests| requests.to_string())).unwrap();
        }
        text.push('\n');
    }
    text
}

/// The legal time by the catalogue above, read by hand.
fn legal_days(code: &str, on: NaiveDate) -> Option<u32> {
    match code {
        "1.000001" => Some(0),
        "1.000002" if on < NaiveDate::from_ymd_opt(2022, 2, 1).unwrap() => Some(3),
        "1.000002" => Some(5),
        _ => None,
    }
}

fn agree(plan: &Plan, days: &Days) -> Result<(), TestCaseError> {
    let pause = [Pause::Ignore, Pause::Restart, Pause::Subtract, Pause::SecondLate][plan.pause];
    let by = [Breakdown::Unit, Breakdown::Level, Breakdown::Field, Breakdown::Procedure][plan.by];
    let rules = Rules {
        pause,
        cut_off: plan.cut_off,
        rebuilds: plan.rebuilds,
        has_days: plan.has_days,
        has_requests: plan.has_requests,
    };
    let folder = tempfile::tempdir().unwrap();
    let settings = format!(
        "exports = [\"e.csv\"]\nprocedures = \"p.csv\"\nperiod = \"2018-01-01..2029-12-31\"\n[rules]\npause = \"{}\"\ncut_off = \
         \"{}\"\nrebuilt_due = \"{}\"\n",
        ["ignore", "restart", "subtract", "second_late"][plan.pause],
        if plan.cut_off { "applied" } else { "ignored" },
        if plan.rebuilds { "legal_time" } else { "none" },
    );
    for (name, text) in [("cchc.toml", settings.as_str()), ("p.csv", CATALOGUE), ("e.csv", &export(plan))] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let measured = match times_of(folder.path(), by, None) {
        Err(error) if plan.rows.is_empty() || error.to_string().contains("have changed places") => return Ok(()),
        read => read.map_err(|error| TestCaseError::fail(format!("refused: {error}")))?,
    };
    let (document, table) = printed_times(&measured);
    let mut groups: BTreeMap<(&str, String), Group> = BTreeMap::new();
    groups.entry(("all", String::new())).or_default();
    for row in &plan.rows {
        let Some(after) = row.settled else { continue };
        let on = received(row);
        let code = PROCEDURES[row.procedure];
        let asked = row.asked.filter(|_| plan.has_days).map(|asked| on + Duration::days(asked));
        let supplied = row.supplied.filter(|_| plan.has_days);
        let settled = Settled {
            received: on,
            // Midnight as written in Hà Nội or as written in UTC (07:00 here) is no time of day.
            minute: row.minute.filter(|minute| *minute > 0 && !(plan.is_utc && *minute == 7 * 60)),
            settled: on + Duration::days(after),
            due: row.due.map(|due| on + Duration::days(due)),
            asked,
            supplied: supplied.map(|supplied| asked.unwrap_or(on) + Duration::days(supplied)),
            requests: row.requests.filter(|_| plan.has_requests),
            legal_days: legal_days(code, on),
        };
        let level = if row.unit == 2 { "district" } else { "commune" };
        let field = match code {
            "1.000001" | "1.000004" => "Đất đai",
            "1.000002" | "1.000003" => "Hộ tịch",
            _ => "",
        };
        let keys = match by {
            Breakdown::Unit => vec![("level", level.to_owned()), ("unit", UNITS[row.unit].to_owned())],
            Breakdown::Level => vec![("level", level.to_owned())],
            Breakdown::Field => vec![("field", field.to_owned())],
            _ => vec![("procedure", code.to_owned())],
        };
        for key in keys.into_iter().chain([("all", String::new())]) {
            groups.entry(key).or_default().count(&settled, rules, days);
        }
    }
    let rows = document["rows"].as_array().unwrap();
    prop_assert_eq!(rows.len(), groups.len(), "rows");
    prop_assert_eq!(rows.len(), table.len(), "rows of the table");
    for (row, line) in rows.iter().zip(&table) {
        let scope = row["scope"].as_str().unwrap();
        let id = if scope == "unit" { &row["name"] } else { &row["id"] };
        let key = (scope, id.as_str().unwrap().to_owned());
        let what = format!("{key:?} {rules:?}");
        let group = groups.get(&key).ok_or_else(|| TestCaseError::fail(format!("no {key:?}")))?;
        compare(row, group, &what)?;
        let late = group.late.days.len() as u64 + group.late.unknown + group.late_by_request;
        let counts = [
            ("settled", group.settled),
            ("measured", group.taken.len() as u64),
            ("unmeasured", group.unmeasured.values().sum()),
            ("late", late),
            ("no_due", group.no_due),
            ("unjudged", group.unjudged.values().sum()),
            ("taken_2_3", group.taken.iter().filter(|days| (2..=3).contains(*days)).count() as u64),
            ("early_over_20", group.early.days.iter().filter(|days| **days > 20).count() as u64),
            ("late_0", group.late.days.iter().filter(|days| **days == 0).count() as u64),
        ];
        for (name, count) in counts {
            prop_assert_eq!(&line[name], &count.to_string(), "{}: {}", what, name);
        }
        prop_assert_eq!(&line["median"], &median(&group.taken).unwrap_or_default(), "{}", what);
        prop_assert_eq!(
            &line["p90"],
            &ninety(&group.taken).map_or_else(String::new, |days| days.to_string()),
            "{}",
            what
        );
    }
    Ok(())
}

fn compare(row: &Value, group: &Group, what: &str) -> Result<(), TestCaseError> {
    let number = |key: &str| row[key].as_u64().unwrap();
    let counts = [
        ("settled", group.settled),
        ("on_day", group.on_day),
        ("late_by_request", group.late_by_request),
        ("no_due", group.no_due),
        ("rebuilt", group.rebuilt),
        ("after_hour", group.after_hour),
        ("without_time", group.without_time),
        ("paused", group.paused),
    ];
    for (key, count) in counts {
        prop_assert_eq!(number(key), count, "{}: {}", what, key);
    }
    prop_assert_eq!(&gaps(&row["unmeasured"]), &group.unmeasured, "{}: unmeasured", what);
    prop_assert_eq!(&gaps(&row["unjudged"]), &group.unjudged, "{}: unjudged", what);
    spread(&row["taken"], &group.taken, &format!("{what}: taken"))?;
    let margin = |side: &str, expected: &Margin, more: u64| {
        let all = expected.days.len() as u64 + expected.unknown + more;
        prop_assert_eq!(row[side]["dossiers"].as_u64(), Some(all), "{}: {}", what, side);
        spread(&row[side], &expected.days, &format!("{what}: {side}"))
    };
    margin("early", &group.early, 0)?;
    margin("late", &group.late, group.late_by_request)?;
    // What is measured and what is not are all, and so is everything that is early, late or neither.
    let sum = |value: &Value| value.as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum::<u64>();
    let measured = row["taken"]["measured"].as_u64().unwrap();
    prop_assert_eq!(measured + sum(&row["unmeasured"]), group.settled, "{}", what);
    let sides = ["early", "late"].map(|side| row[side]["dossiers"].as_u64().unwrap()).iter().sum::<u64>();
    prop_assert_eq!(sides + number("on_day") + number("no_due") + sum(&row["unjudged"]), group.settled, "{}", what);
    Ok(())
}

/// Counts by reason, the years taken together.
fn gaps(found: &Value) -> BTreeMap<&'static str, u64> {
    let mut gaps = BTreeMap::new();
    for (name, count) in found.as_object().unwrap() {
        let reason = match name.as_str() {
            "supplement" => "supplement",
            "requests" => "requests",
            year => {
                let year: i32 = year.strip_prefix("no_year_").unwrap().parse().unwrap();
                assert!(!(2019..=2027).contains(&year), "{year} is in the calendar");
                "year"
            }
        };
        *gaps.entry(reason).or_default() += count.as_u64().unwrap();
    }
    gaps
}

fn spread(found: &Value, days: &[u32], what: &str) -> Result<(), TestCaseError> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for days in days {
        *counts.entry(days.to_string()).or_default() += 1;
    }
    let listed: BTreeMap<String, u64> = serde_json::from_value(found["days"].clone()).unwrap();
    prop_assert_eq!(listed, counts, "{}", what);
    prop_assert_eq!(found["measured"].as_u64(), Some(days.len() as u64), "{}", what);
    let text = |value: &Value| (!value.is_null()).then(|| value.to_string());
    prop_assert_eq!(text(&found["median"]), median(days), "{}", what);
    prop_assert_eq!(text(&found["percentile"]), ninety(days).map(|days| days.to_string()), "{}", what);
    prop_assert_eq!(text(&found["shortest"]), days.iter().min().map(u32::to_string), "{}", what);
    prop_assert_eq!(text(&found["longest"]), days.iter().max().map(u32::to_string), "{}", what);
    Ok(())
}
