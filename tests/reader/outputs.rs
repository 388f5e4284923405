//! What is written: the lists of rejected records and of repairs, runs that keep going, names that attack their reader.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::fs;

use super::documents::{gzip, zip};
use super::runs::{fixture, list, rows};
use crate::support::{cchc, figure, files_below, folder};

const ROWS: [[&str; 3]; 2] = [["H1-1", "Xã A", "01/08/2022"], ["H1-2", "Xã A", "19/08/2022"]];

#[test]
fn rejected_records_say_where_they_stand_and_why() {
    let text = "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận\r\nH1-1;Xã A;4;01/08/2022\r\nH1-2;Xã A;4;32/08/2022\r\nH1-3;Xã A;lạ;03/08/2022\r\nH1-4;Xã A;4\r\n";
    let folder = folder(&[("tháng 8.csv", text.as_bytes())]);
    let out = folder.path().join("out");
    let run = cchc(["report", folder.path().to_str().unwrap(), "--out", out.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let rejected = rows(&out.join("rejected.csv"));
    let places: Vec<_> = rejected.iter().map(|row| [0, 2, 3, 4, 5, 6].map(|cell| row[cell].clone())).collect();
    let at = |code: &str| text.find(code).unwrap().to_string();
    let wanted = [
        ["tháng 8.csv", "3", &at("H1-2"), "Date received", "date", "32/08/2022"],
        ["tháng 8.csv", "4", &at("H1-3"), "Status", "unknown_word", "lạ"],
        ["tháng 8.csv", "5", &at("H1-4"), "", "field_count", ""],
    ];
    assert_eq!(places, wanted.map(|row| row.map(str::to_owned)));
    assert!(rejected.iter().all(|row| !row[7].is_empty()), "every row says what to do");
}

#[test]
fn both_lists_and_the_manifest_agree_with_validate() {
    let text = "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Mã TTHC\n=\"H1-1\";Xã A;4;44774;1.01322\nH1-2;Xã A;4;32/08/2022;1.01322\n";
    let folder = folder(&[("e.csv", text.as_bytes())]);
    let path = folder.path().join("e.csv");
    let content = |command: &str, name: &str| {
        let out = folder.path().join(command);
        let run = cchc([command, path.to_str().unwrap(), "--out", out.to_str().unwrap()]);
        assert!([0, 3].contains(&run.code), "{}", run.stderr);
        fs::read_to_string(out.join(name)).unwrap()
    };
    for name in ["rejected.csv", "repairs.csv"] {
        assert_eq!(content("report", name), content("validate", name), "{name}");
    }
    let manifest: serde_json::Value = serde_json::from_str(&content("report", "manifest.json")).unwrap();
    // Both records' procedure codes, the wrapper, and the day number: the repairs of a rejected record are told too.
    let repaired = &manifest["repaired"];
    assert_eq!((repaired["formula"].as_u64(), repaired["serial"].as_u64()), (Some(1), Some(1)), "{repaired}");
    assert_eq!(manifest["account"]["rejected_by_reason"]["date"], 1);
    assert_eq!(manifest["repairs_listed"].as_u64(), Some(rows(&folder.path().join("report/repairs.csv")).len() as u64));
}

/// Three good files among four bad ones.
fn mixed() -> tempfile::TempDir {
    let good = |n: u32| list(&[[&format!("H{n}-1"), "Xã A", "01/08/2022"], [&format!("H{n}-2"), "Xã A", "02/08/2022"]]);
    folder(&[
        ("a.csv", good(1).as_bytes()),
        ("b.csv", b""),
        ("c.csv", good(2).as_bytes()),
        ("d.xlsx", &fixture("locked.xlsx")),
        ("e.csv", &gzip(good(9).as_bytes())[..40]),
        ("f.csv", good(3).as_bytes()),
        ("g.csv", "Tên;Tuổi\nMARKEDNAME;5\n".as_bytes()),
    ])
}

const BAD: [&str; 4] = ["b.csv", "d.xlsx", "e.csv", "g.csv"];

#[test]
fn all_bad_files_are_named_at_once() {
    let folder = mixed();
    for command in ["report", "validate"] {
        let out = folder.path().join("out");
        let run = cchc([command, folder.path().to_str().unwrap(), "--out", out.to_str().unwrap(), "--quiet"]);
        assert_eq!(run.code, 2, "{command}: {}", run.snapshot());
        let said = run.stdout.clone() + &run.stderr;
        assert!(BAD.iter().all(|name| said.contains(name)), "{command}: {said}");
        assert!(command == "validate" || (run.stdout.is_empty() && !out.exists()), "no figure is given out");
    }
}

#[test]
fn a_run_that_keeps_going_counts_the_rest_and_names_what_it_left_out() {
    let folder = mixed();
    let out = folder.path().join("out");
    let run = cchc([
        "report",
        folder.path().to_str().unwrap(),
        "--keep-going",
        "--format",
        "json",
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!(run.code, 5, "{}", run.stderr);
    let document = run.json();
    assert_eq!(figure(&document, "received", "all", None)["numerator"], 6);
    assert_eq!(document["inputs"].as_array().unwrap().len(), 3);
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let (unread, report) = (manifest["unread"].to_string(), fs::read_to_string(out.join("report.md")).unwrap());
    let outputs = [&document.to_string(), &unread, &report, &run.stderr];
    for (place, text) in outputs.iter().enumerate() {
        assert!(BAD.iter().all(|name| text.contains(name)), "{place}: {text}");
    }
    let check = cchc(["check", folder.path().to_str().unwrap(), "--keep-going", "--standard", "dong-thap-2022"]);
    assert!(check.code != 0, "a check is never green over files that were left out: {}", check.snapshot());
}

#[test]
fn a_file_that_turns_bad_at_its_end_leaves_none_of_its_dossiers_behind() {
    let whole: String = (0..5_000).map(|n| format!("H7-{n};Xã Z;Đang xử lý;03/08/2022;;\n")).collect();
    let packed = gzip(format!("{}\n{whole}", super::runs::HEAD).as_bytes());
    let folder = folder(&[("a.csv", list(&ROWS).as_bytes()), ("b.csv", &packed[..packed.len() - 6])]);
    let run = cchc(["report", folder.path().to_str().unwrap(), "--keep-going", "--format", "json", "--quiet"]);
    assert_eq!(run.code, 5, "{}", run.stderr);
    assert_eq!(figure(&run.json(), "received", "all", None)["numerator"], 2);
    assert!(!run.stdout.contains("Xã Z"));
}

#[test]
fn nothing_left_to_count_is_no_success() {
    let folder = folder(&[("a.csv", b""), ("b.csv", b"\x00\x01\x02")]);
    let run = cchc(["report", folder.path().to_str().unwrap(), "--keep-going", "--format", "json"]);
    assert!([2, 4].contains(&run.code) && run.stdout.is_empty(), "{}", run.snapshot());
}

/// Names that a spreadsheet program, a browser, a terminal or a shell could take for more than names.
const ATTACKS: [&str; 13] = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\tXã A",
    "<script>alert(1)</script>",
    "| [x](http://y) |",
    "Xã \u{1b}[31mA\u{1b}[0m",
    "Xã \u{1b}]0;title\u{7}",
    "Xã \u{202E}nit\u{202C}",
    "../../x",
    "Xã\r\nA: b",
    "::error::Xã",
];

/// The XML parts of an office document, each as a text of its own.
fn parts_of(name: &str, bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let parts: Vec<String> =
        package.file_names().map(|part| part.unwrap().into_owned()).filter(|part| part.ends_with(".xml")).collect();
    assert!(!parts.is_empty());
    let mut text = |part: &String| std::io::read_to_string(package.by_name(part).unwrap()).unwrap();
    parts.iter().map(|part| (format!("{name}/{part}"), text(part))).collect()
}

#[test]
fn names_attack_no_reader_of_the_output() {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let rows: String = ATTACKS
        .iter()
        .enumerate()
        .map(|(n, name)| {
            format!(
                "H1-{n};{};Đang xử lý;01/08/2022;05/08/2022;\nH2-{n};{};{};01/08/2022;05/08/2022;\n",
                quoted(name),
                quoted(name),
                quoted(name)
            )
        })
        .collect();
    let text = format!("{}\n{rows}", super::runs::HEAD);
    let folder = folder(&[("e.csv", text.as_bytes())]);
    let (path, out) = (folder.path().join("e.csv"), folder.path().join("out"));
    let (path, out_name) = (path.to_str().unwrap(), out.to_str().unwrap());
    let mut said = Vec::new();
    for format in ["table", "csv", "json", "md"] {
        let run = cchc(["report", path, "--format", format, "--out", out_name]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        said.push((format!("report.{format}"), run.stdout));
        said.push((format!("stderr of {format}.txt"), run.stderr));
    }
    for (name, path) in files_below(&out) {
        let bytes = fs::read(path).unwrap();
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            // Pictures hold no text, and the packages of an office are texts by their parts.
            Some("png") => {}
            Some("xlsx" | "docx") => said.extend(parts_of(&name, bytes)),
            _ => said.push((name, String::from_utf8(bytes).unwrap())),
        }
    }
    let extension = [("text", "txt"), ("json", "json"), ("junit", "xml"), ("github", "github")];
    for (format, extension) in extension {
        for command in [&["validate"][..], &["check", "--standard", "dong-thap-2022"]] {
            let run = cchc([command, &[path, "--format", format]].concat());
            said.push((format!("{}.{extension}", command[0]), run.stdout));
            said.push((format!("stderr of {}.txt", command[0]), run.stderr));
        }
    }
    for (place, text) in &said {
        let is_told =
            |sign: char| matches!(sign, '\u{1b}' | '\u{7}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        assert!(!text.contains(is_told), "a control sign in {place}");
        if place.ends_with(".csv") {
            let mut reader =
                csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
            for cell in reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
                let is_number = cell.parse::<f64>().is_ok();
                assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?} in {place}");
            }
        }
        if place.contains(".xlsx/xl/worksheets/") {
            assert!(!text.contains("<f>1+") && !text.contains("cmd|"), "a formula of a name in {place}");
        }
        if place.ends_with(".html") {
            assert!(!text.contains("<script>alert"), "markup in {place}");
        }
        if place.ends_with(".md") || place.ends_with(".svg") || place.ends_with(".xml") {
            assert!(!text.contains("<script"), "markup in {place}");
        }
        if place.ends_with(".md") {
            assert!(!text.contains("[x](http") && !text.contains("| [x]"), "markup in {place}: {text}");
        }
        if place.ends_with(".xml") || place.ends_with(".svg") {
            roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{place}: {error}"));
        }
        if place.ends_with(".github") {
            assert!(
                text.lines().all(|line| line.is_empty() || !line.starts_with("::error::Xã")),
                "a forged line in {place}: {text}"
            );
        }
    }
    assert!(
        files_below(folder.path()).iter().all(|(name, _)| name == "e.csv" || name.starts_with("out/")),
        "nothing outside"
    );
}

/// What these commands print about a file of this name.
fn printed(command: &[&str], name: &str, content: &[u8]) -> String {
    let folder = folder(&[(name, content)]);
    let run = cchc([command, &[folder.path().to_str().unwrap()]].concat());
    run.stdout + &run.stderr
}

#[test]
fn names_of_files_attack_no_terminal() {
    let name = "a\u{1b}[31m\u{202E}.csv";
    for content in [list(&ROWS), "Mã;Tuổi\n1;2\n".to_owned(), "\0\u{1}".to_owned(), String::new()] {
        for command in [
            &["report"][..],
            &["init"],
            &["profiles", "--test"],
            &["validate"],
            &["validate", "--format", "github"],
            &["validate", "--format", "junit"],
        ] {
            let said = printed(command, name, content.as_bytes());
            assert!(!said.contains(['\u{1b}', '\u{202E}']), "{command:?}: {said:?}");
        }
    }
}

#[test]
fn names_within_archives_and_headers_attack_no_terminal() {
    let packed = zip(&[("../../x\u{1b}[2J.csv", b"\x00\x01")]);
    let text = "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Cột\u{1b}[31m;Cột\u{202E}\nH1-1;Xã A;4;01/08/2022;;\n";
    let lacking = text.replace("Trạng thái", "Khác");
    for (name, content) in [("e.zip", &packed[..]), ("e.csv", text.as_bytes()), ("f.csv", lacking.as_bytes())] {
        for command in [
            &["report"][..],
            &["init"],
            &["profiles", "--test"],
            &["validate"],
            &["validate", "--format", "github"],
            &["validate", "--format", "junit"],
        ] {
            let said = printed(command, name, content);
            assert!(!said.contains(['\u{1b}', '\u{202E}']), "{command:?} {name}: {said:?}");
        }
    }
}
