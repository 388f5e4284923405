//! Sample cases split into offices give the figures of the whole.

use std::collections::BTreeMap;
use std::fs;

use insta::assert_snapshot;

use super::offices::{Offices, both};
use crate::support::{cchc, files_below, root};

const CASES: [&str; 4] = ["sa-dec-2022", "muong-ang-2021", "ba-be-2022", "tan-thanh-2023"];
const BREAKDOWNS: [&str; 5] = ["unit", "level", "field", "procedure", "month"];

/// What a merged run says that the whole does not: where its files come from, and that duplicates cannot be seen.
fn without_offices(text: &str) -> String {
    text.replace("huyen.tally/exports/", "").replace("xa.tally/exports/", "")
}

#[test]
fn figures_of_offices_are_byte_for_byte_those_of_the_whole() {
    for case in CASES {
        let offices = Offices::district_and_communes(case, &["--compare", "last-year", "--quiet"]);
        for by in BREAKDOWNS {
            for compare in [&["--by", by][..], &["--by", by, "--compare", "last-year"]] {
                let csv = [compare, &["--format", "csv"]].concat();
                let (merged, whole) = both(&offices.merged(), case, "report", &csv);
                assert_eq!((merged.code, merged.stderr.as_str()), (0, ""), "{case} {csv:?}");
                assert!(merged.stdout == whole.stdout, "{case} {csv:?}");
            }
        }
    }
}

/// Everything in the JSON is the same but the names of the inputs (each behind its tally file) and notes: those on tally
/// files, and those on rejected records, which do not name what stays with the offices.
#[test]
fn the_rest_of_the_json_differs_only_in_where_files_come_from() {
    for case in CASES {
        let offices = Offices::district_and_communes(case, &["--quiet"]);
        let (merged, whole) = both(&offices.merged(), case, "report", &["--format", "json"]);
        let mut merged: serde_json::Value = serde_json::from_str(&without_offices(&merged.stdout)).unwrap();
        let mut whole = whole.json();
        for document in [&mut merged, &mut whole] {
            for input in document["inputs"].as_array_mut().unwrap() {
                // Where two offices have files of one name, both names become the same here.
                assert!(input["hash"].as_str().unwrap().len() == 64);
                let path = input["path"].as_str().unwrap().trim_start_matches("exports/").to_owned();
                input["path"] = path.into();
            }
        }
        let notes = |document: &mut serde_json::Value| -> BTreeMap<String, String> {
            let notes = document["notes"].take();
            let text = |note: &serde_json::Value, key: &str| note[key].as_str().unwrap().to_owned();
            notes.as_array().unwrap().iter().map(|note| (text(note, "id"), text(note, "text"))).collect()
        };
        let (of_merged, mut expected) = (notes(&mut merged), notes(&mut whole));
        // The lists stay with the offices, and so do unknown spellings.
        for (told, at_offices) in [
            ("rejected", "rejected_published"),
            ("repaired", "repaired_published"),
            ("unknown_rejected", "unknown_hidden"),
        ] {
            if expected.remove(&format!("note.{told}")).is_some() {
                expected.insert(format!("note.{at_offices}"), String::new());
            }
        }
        expected.extend(["note.tallies", "note.tallies_duplicates"].map(|id| (id.to_owned(), String::new())));
        assert!(of_merged.keys().eq(expected.keys()), "{case}: {:?}", of_merged.keys());
        for (id, text) in expected.iter().filter(|(_, text)| !text.is_empty()) {
            assert_eq!(&of_merged[id], text, "{case}");
        }
        assert!(merged == whole, "{case}");
    }
}

/// Each commune an office of its own, in whatever order the files are named.
#[test]
fn one_tally_a_commune() {
    let offices = Offices::of("sa-dec-2022");
    let mut by_unit: BTreeMap<String, Vec<(String, Vec<u8>)>> = BTreeMap::new();
    for (name, content) in offices.exports("xa") {
        let text = String::from_utf8(content).unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let head = reader.byte_headers().unwrap().clone();
        let unit = head.iter().position(|header| header == b"DonViXuLy").unwrap();
        let mut rows: BTreeMap<String, Vec<csv::ByteRecord>> = BTreeMap::new();
        for record in reader.byte_records().map(Result::unwrap) {
            // `UBND xã Mẫu 1 - Tỉnh Đồng Tháp` is `Xã Mẫu 1`.
            let name = String::from_utf8(record[unit].to_vec()).unwrap().to_lowercase();
            let name = name.split(" - ").next().unwrap().trim_start_matches("ubnd ").to_owned();
            rows.entry(name).or_default().push(record);
        }
        for (unit, rows) in rows {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_byte_record(&head).unwrap();
            rows.iter().for_each(|row| writer.write_byte_record(row).unwrap());
            by_unit.entry(unit).or_default().push((name.clone(), writer.into_inner().unwrap()));
        }
    }
    assert_eq!(by_unit.len(), 9);
    for (number, exports) in by_unit.values().enumerate() {
        let exports: Vec<(&str, Vec<u8>)> =
            exports.iter().map(|(name, content)| (name.as_str(), content.clone())).collect();
        // The last commune of the alphabet comes first.
        let office = offices.office(&format!("o{}", 9 - number), &exports);
        offices.tally(&office, &["--quiet"]);
    }
    let district = offices.exports("huyen");
    let district: Vec<(&str, Vec<u8>)> = district.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    offices.tally(&offices.office("z", &district), &["--quiet"]);
    for by in BREAKDOWNS {
        let (merged, whole) = both(&offices.merged(), "sa-dec-2022", "report", &["--by", by, "--format", "csv"]);
        assert!(merged.code == 0 && merged.stdout == whole.stdout, "{by}: {}", merged.stderr);
    }
}

/// The published figure of the case: level 3 online, 729 of 2,653.
#[test]
fn without_settings_a_tally_file_says_everything_it_needs() {
    let offices = Offices::district_and_communes("sa-dec-2022", &["--quiet"]);
    let file = |name: &str| offices.merged().join("exports").join(name).to_str().unwrap().to_owned();
    let (xa, huyen) = (file("xa.tally"), file("huyen.tally"));
    let run = |first: &str, second: &str| {
        cchc(["report", first, second, "--standard", "dong-thap-2022", "--format", "csv", "--quiet"])
    };
    let one = run(&xa, &huyen);
    assert!(one.stdout.contains("online_rate_level3,all,,,,729,2653,27.48"), "{}", one.stderr);
    assert_eq!(one.stdout, run(&huyen, &xa).stdout);
    let whole = cchc(["report", "sample-data/sa-dec-2022", "--format", "csv", "--quiet"]);
    assert!(one.stdout == whole.stdout);
}

#[test]
fn check_rank_compare_and_score_take_tally_files() {
    let case = "muong-ang-2021";
    let offices = Offices::district_and_communes(case, &["--compare", "last-year", "--quiet"]);
    let runs: [(&str, &[&str]); 5] = [
        ("check", &["--standard", "dong-thap-2022", "--format", "github"]),
        ("rank", &["--indicator", "online_rate", "--compare", "last-year", "--format", "csv"]),
        ("compare", &["--indicator", "online_rate", "--compare", "last-year", "--format", "csv"]),
        ("compare", &["--indicator", "on_time_rate", "--by", "month", "--compare", "last-year", "--format", "csv"]),
        ("score", &["--standard", "qd-766", "--by", "unit", "--format", "csv"]),
    ];
    for (command, arguments) in runs {
        let (merged, whole) = both(&offices.merged(), case, command, arguments);
        assert_eq!(
            (merged.code, without_offices(&merged.stdout)),
            (whole.code, without_offices(&whole.stdout)),
            "{command}"
        );
    }
}

#[test]
fn small_counts_are_hidden_alike() {
    for case in CASES {
        let offices = Offices::district_and_communes(case, &["--quiet"]);
        let mut hidden = 0;
        for by in BREAKDOWNS {
            let arguments = ["--by", by, "--suppress-below", "100", "--format", "csv"];
            let (merged, whole) = both(&offices.merged(), case, "report", &arguments);
            assert_eq!((merged.code, whole.code), (0, 0), "{}", merged.stderr);
            assert!(merged.stdout == whole.stdout, "{case} {by}");
            hidden += whole.stdout.matches(",true").count();
        }
        assert!(hidden > 10, "{case}");
    }
}

/// Pictures and figures are the same bytes; documents with a list of files, and lists of records, are not.
#[test]
fn documents_come_out_of_tally_files() {
    let offices = Offices::district_and_communes("muong-ang-2021", &["--compare", "last-year", "--quiet"]);
    let out = |name: &str| offices.path(name);
    let (merged, whole) = (offices.merged(), root().join("sample-data/muong-ang-2021"));
    for (from, to) in [(&merged, "a"), (&whole, "b")] {
        let run = cchc(["report", from.to_str().unwrap(), "--out", out(to).to_str().unwrap(), "--quiet"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let names = |folder: &str| files_below(&out(folder)).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let mut expected = names("b");
    expected.retain(|name| name != "rejected.csv" && name != "repairs.csv");
    assert_eq!(names("a"), expected);
    let same = |name: &&String| name.ends_with(".svg") || name.ends_with(".png") || *name == "figures.csv";
    assert!(expected.iter().filter(same).count() > 10);
    for name in expected.iter().filter(same) {
        assert!(fs::read(out("a").join(name)).unwrap() == fs::read(out("b").join(name)).unwrap(), "{name}");
    }
    // Nothing points to lists that are not there.
    let office = Offices::district_and_communes("ba-be-2022", &["--quiet"]);
    let (merged, to) = (office.merged(), office.path("out"));
    let run = cchc(["report", merged.to_str().unwrap(), "--out", to.to_str().unwrap(), "--lang", "en"]);
    assert!(run.stderr.contains("rejected.csv and repairs.csv are not written"), "{}", run.stderr);
    for name in ["report.html", "report.md"] {
        let text = fs::read_to_string(to.join(name)).unwrap();
        assert!(text.contains("6 of 3,934 records were rejected") && !text.contains("rejected.csv"), "{name}");
    }
    let markdown = fs::read_to_string(out("a").join("report.md")).unwrap();
    assert!(markdown.contains("Không phát hiện được hồ sơ trùng"), "{markdown}");
}

#[test]
fn a_tally_file_keeps_its_schema_and_is_the_same_every_time() {
    let schema = fs::read_to_string(root().join("schema/tally.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    for case in CASES {
        let offices = Offices::district_and_communes(case, &["--compare", "last-year", "--quiet"]);
        for side in ["huyen", "xa"] {
            let first = fs::read_to_string(offices.merged().join(format!("exports/{side}.tally"))).unwrap();
            let document: serde_json::Value = serde_json::from_str(&first).unwrap();
            let errors: Vec<_> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
            assert_eq!(errors, [""; 0], "{case} {side}");
            offices.tally(&offices.path(side), &["--compare", "last-year", "--quiet"]);
            let again = fs::read_to_string(offices.merged().join(format!("exports/{side}.tally"))).unwrap();
            assert!(first == again, "{case} {side}");
        }
    }
}

#[test]
fn what_a_merged_report_looks_like() {
    let offices = Offices::district_and_communes("sa-dec-2022", &["--quiet"]);
    let run = |arguments: &[&str]| {
        let run = cchc(["report", offices.merged().to_str().unwrap(), "--by", "level"].iter().chain(arguments));
        run.snapshot()
    };
    assert_snapshot!("merged_sa_dec", run(&[]));
    assert_snapshot!("merged_sa_dec_md_en", run(&["--lang", "en", "--format", "md"]));
    let file = offices.path("again.tally");
    let office = offices.path("xa");
    let run = cchc(["tally", office.to_str().unwrap(), "-o", file.to_str().unwrap(), "--lang", "en"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    let said = run.stderr.replace(file.to_str().unwrap(), "again.tally");
    assert_snapshot!("tally_written", said);
}

/// Counts on the newest structure of units add up to those of the whole, with the registry of the run or with that of the
/// files; and counts on one structure are not taken for those on the other.
#[test]
fn structures_of_units_go_with_the_counts() {
    let case = "don-vi-mau-2025";
    for (structure, other) in [("then", "now"), ("now", "then")] {
        let offices = Offices::district_and_communes(case, &["--structure", structure, "--quiet"]);
        let format = ["--by", "unit", "--format", "csv", "--compare", "2025-01-01..2025-06-30"];
        let whole =
            cchc(["report", "sample-data/don-vi-mau-2025", "--quiet", "--structure", structure].iter().chain(&format));
        let folder = offices.merged();
        let files = ["huyen", "xa"].map(|office| folder.join(format!("exports/{office}.tally")));
        let (folder, files) = (folder.to_str().unwrap(), files.each_ref().map(|file| file.to_str().unwrap()));
        for paths in [&[folder][..], &files] {
            let merged = cchc(["report", "--quiet"].iter().chain(paths).chain(&format));
            assert_eq!((merged.code, merged.stderr.as_str()), (0, ""), "{structure}");
            assert!(merged.stdout == whole.stdout && whole.stdout.contains("received"), "{structure}");
            let refused = cchc(["report", "--quiet", "--lang", "en", "--structure", other].iter().chain(paths));
            assert!(refused.code == 2 && refused.stderr.contains("--structure"), "{}", refused.snapshot());
        }
        // What became of units that changed is told alike.
        let merged = cchc(["report", "--quiet", "--format", "md", "--lang", "en"].iter().chain(&files));
        assert_eq!(merged.stdout.contains("attributable"), structure == "now", "{}", merged.stdout);
    }
}
