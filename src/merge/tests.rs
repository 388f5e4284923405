//! Files that somebody else wrote: every contradiction is refused, and nothing makes the program panic.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::indicators::Definitions;
use crate::project::Inputs;
use crate::run::{Request, Rulebook, prepare};

use super::rows::{About, CellRow};
use super::{MergeError, Offices, TallyFile, add, agree};

static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::load(&[]).unwrap());
static DEFINITIONS: LazyLock<Definitions> =
    LazyLock::new(|| Definitions::load(&RULEBOOK.rules, &RULEBOOK.schema, &[]).unwrap());
static FILE: LazyLock<TallyFile> = LazyLock::new(|| TallyFile::parse("a.tally", text().as_bytes()).unwrap());

/// The tally file of a small office with a registry, a rejected record and an old one.
fn text() -> String {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("cchc.toml", "exports = [\"e.csv\"]\nunits = \"units.csv\"\nperiod = \"2022-08\"\n");
    write("units.csv", "code,name,level,parent\nH,Huyện Mẫu,district,\nA,Xã A,commune,H\n");
    let head = "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày kết thúc xử lý,Hình thức nộp,Lĩnh vực,Mã TTHC\n";
    let rows = [
        "H1-220801-0001,Xã A,10,01/08/2022,05/08/2022,2,Đất đai,1.004441",
        "H1-220801-0002,Xã A,10,01/08/2022,05/08/2022,1,Đất đai,1.004441",
        "H1-220801-0002,Huyện Mẫu,10,01/08/2022,05/08/2022,1,Hộ tịch,1.004442",
        "H1-220801-0003,Xã Lạ,lạ,01/08/2022,05/08/2022,1,Hộ tịch,1.004442",
    ];
    write("e.csv", &format!("{head}{}\n", rows.join("\n")));
    let request = Request { paths: vec![folder.path().to_owned()], ..Request::default() };
    let inputs = Inputs::find(&request.paths).unwrap();
    prepare(&RULEBOOK, request, inputs).unwrap().tally(&|_| {}).unwrap().text
}

fn added(file: &TallyFile) -> Result<Option<Offices>, MergeError> {
    let files = std::slice::from_ref(file);
    agree(files, &RULEBOOK.counting_hashes(), &std::collections::BTreeMap::new(), None)?;
    add(files, "civil", &RULEBOOK.schema, &DEFINITIONS, &RULEBOOK.naming)
}

/// The file with a value in place of another, its hash as if nobody had changed anything; none when it cannot be one.
fn changed(pointer: &str, value: Value) -> Option<TallyFile> {
    let mut whole = json!({ "about": FILE.about, "cells": FILE.cells });
    *whole.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    let about: About = serde_json::from_value(whole["about"].take()).ok()?;
    let cells: Vec<CellRow> = serde_json::from_value(whole["cells"].take()).ok()?;
    let file = TallyFile { about, cells, ..FILE.clone() };
    TallyFile::parse("a.tally", file.text().unwrap().as_bytes()).ok()
}

#[test]
fn what_was_written_is_read_back() {
    let file = FILE.clone();
    assert_eq!(file.text().unwrap(), text());
    let offices = added(&file).unwrap().unwrap();
    let account = offices.exports.account();
    assert_eq!((account.records, account.accepted, account.superseded, account.rejected_total()), (4, 2, 1, 1));
    assert_eq!(offices.registry.unwrap().units().len(), 2);
}

#[test]
fn every_contradiction_is_refused() {
    let place = |found: &dyn Fn(&CellRow) -> bool| FILE.cells.iter().position(found).unwrap();
    let unit = place(&|cell| cell.by == "unit" && cell.group == "A");
    let field = place(&|cell| cell.by == "field");
    let cases = [
        ("/about/period".to_owned(), json!("2022-08"), "about.period"),
        ("/about/period".to_owned(), json!("2022-08-31..2022-08-01"), "about.period"),
        ("/about/indicators/0".to_owned(), json!("other"), "about.indicators"),
        ("/about/doubts".to_owned(), json!([]), "about.doubts"),
        ("/about/doubts/0".to_owned(), json!(3), "about.doubts"),
        ("/about/counted/0/by".to_owned(), json!("level"), "about.counted"),
        ("/about/sources/0/records".to_owned(), json!(5), "about.sources"),
        ("/about/sources/0/accepted".to_owned(), json!(3), "about.sources"),
        ("/about/sources/0/duplicates".to_owned(), json!(2), "about.sources"),
        ("/about/sources/0/kind".to_owned(), json!("pdf"), "about.sources"),
        ("/about/sources/0/columns/0".to_owned(), json!("name"), "about.sources"),
        ("/about/sources/0/rejected".to_owned(), json!({ "mood": 1 }), "about.sources"),
        ("/about/sources/0/repaired".to_owned(), json!({ "mood": 1 }), "about.sources.repaired"),
        ("/about/units/0/dossiers".to_owned(), json!(7), "about.units.dossiers"),
        ("/about/units/0/place".to_owned(), json!(2), "about.units"),
        ("/about/units/0/level".to_owned(), json!("hamlet"), "about.units"),
        ("/about/units/0/unlisted".to_owned(), json!("blank"), "about.units"),
        ("/about/moved".to_owned(), json!([[0, 9, 1]]), "about.moved"),
        ("/about/unknown/0/column".to_owned(), json!("name"), "about.unknown"),
        ("/about/registry/0/level".to_owned(), json!("hamlet"), "about.registry"),
        ("/about/registry/0/valid_from".to_owned(), json!("2022-02-30"), "about.registry"),
        (format!("/cells/{unit}/period"), json!("1999-01-01..1999-01-31"), "cells"),
        (format!("/cells/{unit}/group"), json!("Z"), "cells"),
        (format!("/cells/{unit}/counts"), json!([]), "cells"),
        (format!("/cells/{unit}/counts/0"), json!([2, 1, 0]), "cells"),
        (format!("/cells/{unit}/counts/0/2"), json!(9), "cells"),
        (format!("/cells/{unit}/touched"), json!(1_000_000_000_001_u64), "cells"),
        (format!("/cells/{field}/touched"), json!(3), "cells.counts"),
        (format!("/cells/{field}/counts/0"), json!([0, 0, 0]), "cells.counts"),
    ];
    for (pointer, value, expected) in cases {
        let file = changed(&pointer, value).unwrap_or_else(|| panic!("{pointer} is no file"));
        match added(&file) {
            Err(MergeError::Inconsistent { place, .. }) => assert_eq!(place, expected, "{pointer}"),
            other => panic!("{pointer}: {:?}", other.map(|_| ())),
        }
    }
    let twice = TallyFile { cells: [FILE.cells.clone(), FILE.cells.clone()].concat(), ..FILE.clone() };
    assert!(matches!(added(&twice), Err(MergeError::Inconsistent { .. })));
}

/// received = received_online + received_other, by every grouping alike.
#[test]
fn a_sum_that_does_not_hold_is_refused() {
    let place = FILE.about.indicators.iter().position(|id| id == "received_online").unwrap();
    let mut file = FILE.clone();
    for cell in &mut file.cells {
        cell.counts[place][0] += 1;
    }
    // As many groups by field as by unit, so only the identity tells.
    let groups = |by: &str| file.cells.iter().filter(|cell| cell.by == by && cell.period.contains("2022-08")).count();
    assert_eq!(groups("field"), groups("unit"));
    assert!(matches!(added(&file), Err(MergeError::Identity { .. })));
}

/// Every string and number of the file, by its place.
fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(number, item)| leaves(item, &format!("{at}/{number}"), found));
        }
        Value::Object(entries) => {
            entries.iter().for_each(|(key, item)| {
                leaves(item, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            });
        }
        _ => found.push(at.to_owned()),
    }
}

#[test]
fn no_file_makes_the_program_panic() {
    let mut places = Vec::new();
    leaves(&json!({ "about": FILE.about, "cells": FILE.cells }), "", &mut places);
    let value = prop_oneof![
        Just(json!(u64::MAX)),
        Just(json!(0)),
        Just(json!(1_000_000_000_000_u64)),
        Just(json!("")),
        Just(json!("0001-01-01..9999-12-31")),
        Just(json!("9999-12-31")),
        Just(Value::Null),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    let text = text();
    let config = ProptestConfig {
        cases: 600,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(2022),
        ..ProptestConfig::default()
    };
    let strategy = (prop::sample::select(places), value, 0..text.len(), any::<u8>());
    proptest::test_runner::TestRunner::new(config)
        .run(&strategy, |(place, value, at, byte)| {
            if let Some(file) = changed(&place, value) {
                let _ = added(&file);
            }
            // The bytes themselves: another one, or the file cut there.
            let mut bytes = text.as_bytes().to_vec();
            let is_same = bytes[at] == byte;
            bytes[at] = byte;
            if let Ok(file) = TallyFile::parse("a.tally", &bytes) {
                // Only what nobody reads can have changed: blanks between the parts, or the minor version.
                prop_assert!(is_same || file.about == FILE.about && file.cells == FILE.cells);
            }
            prop_assert!(TallyFile::parse("a.tally", &bytes[..at]).is_err());
            Ok(())
        })
        .unwrap();
}

/// Counts a thousand times as large add up among themselves, but not with the account of records above them.
#[test]
fn counts_beyond_the_account_are_refused() {
    let cells: Vec<CellRow> = FILE
        .cells
        .iter()
        .map(|cell| CellRow {
            touched: cell.touched * 1000,
            counts: cell.counts.iter().map(|counts| counts.map(|count| count * 1000)).collect(),
            ..cell.clone()
        })
        .collect();
    let file = changed("/cells", serde_json::to_value(cells).unwrap()).unwrap();
    let Err(error) = added(&file) else { panic!("counted") };
    assert!(matches!(&error, MergeError::Inconsistent { place, .. } if place == "cells"), "{error}");
}
