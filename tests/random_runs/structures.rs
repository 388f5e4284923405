//! Figures on the structure of the day and on the newest one, against the plain model, on random registries of units that
//! were merged, split, renamed and abolished.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cchc::registry::Structure;
use cchc::run::Request;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::super::model::figures::About;
use super::super::model::key::key;
use super::super::model::successors::{Row, Stands, rows, stands};
use super::check;
use super::program::{Rows, report};

const CASES: u32 = 250;
/// What is counted here; the other indicators are counted the same way.
const INDICATORS: [&str; 3] = ["received", "received_online", "online_rate"];
const LEVELS: [&str; 3] = ["province", "district", "commune"];

/// Random numbers that proptest makes and shrinks; after the last one zeros.
struct Tape(std::vec::IntoIter<u16>);

impl Tape {
    fn below(&mut self, bound: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % bound
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }
}

fn day(number: usize) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 1).unwrap() + Days::new(number as u64)
}

/// A registry whose units change on three days.
fn registry(tape: &mut Tape) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut next_code = 10;
    for _ in 0..2 + tape.below(6) {
        let row = new_row(tape, &mut next_code, &rows, None);
        rows.push(row);
    }
    let mut living: Vec<usize> = (0..rows.len()).collect();
    for change in [60, 120, 200] {
        let change = change + tape.below(40);
        let ended: Vec<usize> = living.iter().copied().filter(|_| tape.chance(45)).collect();
        living.retain(|place| !ended.contains(place));
        for place in &ended {
            rows[*place].to = Some(day(change - 1));
        }
        let mut reused: Vec<String> = ended.iter().map(|place| rows[*place].code.clone()).collect();
        let born = if ended.is_empty() { 0 } else { 1 + tape.below(3) };
        for _ in 0..born {
            let mut row = new_row(tape, &mut next_code, &rows, Some(day(change)));
            if !reused.is_empty() && tape.chance(60) {
                let place = tape.below(reused.len());
                row.code = reused.remove(place);
            }
            living.push(rows.len());
            rows.push(row);
        }
        for place in ended {
            let count = [0, 1, 1, 1, 2, 2, 3][tape.below(7)];
            let mut successors = BTreeSet::new();
            for _ in 0..count.min(living.len()) {
                successors.insert(living[tape.below(living.len())]);
            }
            let named: Vec<String> = successors.iter().map(|successor| named(tape, &rows[*successor])).collect();
            if !named.is_empty() && tape.chance(30) {
                rows[place].heir = Some(named[tape.below(named.len())].clone());
            }
            rows[place].successors = named;
        }
    }
    rows
}

fn new_row(tape: &mut Tape, next_code: &mut usize, rows: &[Row], from: Option<NaiveDate>) -> Row {
    *next_code += 1;
    // Some bear the name of another unit, of the same or of another time.
    let name = match rows.len() {
        0 => "Xã Mẫu 0".to_owned(),
        count if tape.chance(20) => rows[tape.below(count)].name.clone(),
        count => format!("Xã Mẫu {count}"),
    };
    let level = LEVELS[tape.below(3)].to_owned();
    Row {
        code: format!("0{next_code}"),
        name,
        level,
        parent: String::new(),
        from,
        to: None,
        successors: Vec::new(),
        heir: None,
    }
}

/// A successor is valid on the day after: its code will do, its first day may stand behind it.
fn named(tape: &mut Tape, row: &Row) -> String {
    match row.from {
        Some(from) if tape.chance(50) => format!("{}@{from}", row.code),
        _ => row.code.clone(),
    }
}

fn units_csv(rows: &[Row]) -> String {
    let mut text = "code,name,level,parent,aliases,valid_from,valid_to,successors,heir,heir_source\n".to_owned();
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    for row in rows {
        let heir = row.heir.clone().unwrap_or_default();
        let source = if heir.is_empty() { "" } else { "Quyết định mẫu" };
        let (from, to, successors) = (day(row.from), day(row.to), row.successors.join("|"));
        text.push_str(&format!("{},{},{},,,{from},{to},{successors},{heir},{source}\n", row.code, row.name, row.level));
    }
    text
}

struct Dossier {
    unit: String,
    received: NaiveDate,
    online: bool,
}

fn dossiers(tape: &mut Tape, rows: &[Row]) -> Vec<Dossier> {
    let dossier = |tape: &mut Tape| {
        let row = &rows[tape.below(rows.len())];
        let unit = match tape.below(10) {
            0 => "Xã Lạ".to_owned(),
            1 | 2 => row.code.clone(),
            3 => row.name.to_uppercase(),
            _ => row.name.clone(),
        };
        Dossier { unit, received: day(tape.below(300)), online: tape.chance(50) }
    };
    (0..1 + tape.below(40)).map(|_| dossier(tape)).collect()
}

fn export(dossiers: &[Dossier]) -> String {
    let mut text = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Hình thức nộp\n".to_owned();
    for (number, Dossier { unit, received, online }) in dossiers.iter().enumerate() {
        let (day, channel) = (received.format("%d/%m/%Y"), if *online { 2 } else { 1 });
        text.push_str(&format!("H01-250101-{number:04},{unit},10,{day},{day},{day},{channel}\n"));
    }
    text
}

/// Scope, unit and level.
type Group = (&'static str, Option<String>, Option<String>);
type Counts = BTreeMap<About, (Option<u64>, Option<u64>)>;

/// What the model says of all, of each level and of each unit that occurs.
fn model(rows: &[Row], dossiers: &[Dossier], (from, to): (NaiveDate, NaiveDate), now: bool) -> Counts {
    let mut groups: BTreeMap<Group, (u64, u64)> = BTreeMap::new();
    groups.insert(("all", None, None), (0, 0));
    for Dossier { unit, received, online } in dossiers {
        let (unit, level): Stands = stands(rows, unit, *received, now);
        let within = from <= *received && *received <= to;
        for group in
            [("all", None, None), ("level", None, Some(level.clone())), ("unit", Some(key(&unit)), Some(level.clone()))]
        {
            let (all, by_network) = groups.entry(group).or_default();
            *all += u64::from(within);
            *by_network += u64::from(within && *online);
        }
    }
    let mut counts = Counts::new();
    for ((scope, unit, level), (all, online)) in groups {
        let values = [(Some(all), None), (Some(online), None), (Some(online), Some(all))];
        for (indicator, value) in INDICATORS.into_iter().zip(values) {
            counts.insert((indicator.to_owned(), scope, unit.clone(), level.clone()), value);
        }
    }
    counts
}

fn program(rows: Rows) -> Counts {
    let is_asked = |about: &About| INDICATORS.contains(&about.0.as_str());
    let asked = rows.figures.into_iter().filter(|(about, _)| is_asked(about));
    asked.map(|(about, figure)| (about, (figure.numerator, figure.denominator))).collect()
}

fn counted(folder: &Path, period: &str, structure: Structure) -> Result<(Counts, u64), TestCaseError> {
    let request = Request {
        paths: vec![folder.to_owned()],
        period: Some(period.to_owned()),
        structure: Some(structure),
        ..Request::default()
    };
    let report = report(request).map_err(|error| TestCaseError::fail(format!("refused: {error}")))?;
    let counts = program(Rows::of_json(&report));
    prop_assert_eq!(&counts, &program(Rows::of_csv(&report)));
    Ok((counts, report.account.accepted))
}

#[test]
fn figures_on_both_structures_are_those_of_the_model() {
    check(CASES, &prop::collection::vec(any::<u16>(), 0..400), |numbers| {
        let mut tape = Tape(numbers.into_iter());
        let units = units_csv(&registry(&mut tape));
        let known = rows(&units);
        let dossiers = dossiers(&mut tape, &known);
        let from = tape.below(200);
        let span = (day(from), day(from + tape.below(150)));
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("units.csv"), &units).unwrap();
        std::fs::write(folder.path().join("e.csv"), export(&dossiers)).unwrap();
        std::fs::write(folder.path().join("cchc.toml"), "units = \"units.csv\"\n").unwrap();
        let period = format!("{}..{}", span.0, span.1);
        let (then, accepted) = counted(folder.path(), &period, Structure::Then)?;
        let (now, accepted_now) = counted(folder.path(), &period, Structure::Now)?;
        prop_assert_eq!(&then, &model(&known, &dossiers, span, false), "{}", units);
        prop_assert_eq!(&now, &model(&known, &dossiers, span, true), "{}", units);
        prop_assert_eq!((accepted, accepted_now), (dossiers.len() as u64, dossiers.len() as u64));
        // Whatever the structure, no dossier comes or goes, and units add up to all.
        for counts in [&then, &now] {
            let sum = |scope: &str| {
                let of = counts.iter().filter(|(about, _)| about.0 == "received" && about.1 == scope);
                of.map(|(_, (count, _))| count.unwrap_or(0)).sum::<u64>()
            };
            prop_assert_eq!((sum("all"), sum("level")), (sum("unit"), sum("unit")));
        }
        Ok(())
    });
}
