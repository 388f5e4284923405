//! `--structure then|now` and the registry of units over time as whole runs. Figures on random registries stand against the
//! plain model in `random_runs`; here are layout, formats, refusals, and figures counted by hand in the sample data.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{Run, cchc, folder};

const CASE: &str = "sample-data/don-vi-mau-2025";
/// Everything that was received in the sample data.
const ALL: [&str; 2] = ["--period", "2024-07-01..2025-12-31"];

fn on<'a>(structure: &'a str, arguments: &[&'a str]) -> Run {
    cchc(arguments.iter().copied().chain(["--structure", structure]))
}

#[test]
fn runs_on_the_sample() {
    let report = ["report", CASE, "--compare", "2024-07-01..2024-12-31", "--by", "unit"];
    assert_snapshot!("report_structure_now", on("now", &report).snapshot());
    let english = ["report", CASE, "--by", "level", "--lang", "en", "--format", "md"];
    assert_snapshot!("report_structure_now_en_md", on("now", &english).snapshot());
    assert_snapshot!("report_structure_then_en_md", on("then", &english).snapshot());
    let compare = ["compare", CASE, "--indicator", "on_time_rate"];
    assert_snapshot!("compare_structure_then", on("then", &compare).snapshot());
    assert_snapshot!("compare_structure_now", on("now", &compare).snapshot());
    let explain = ["explain", "received", CASE, "--unit", "xã mẫu mới 1", "--lang", "en"];
    assert_snapshot!("explain_structure_now_en", on("now", &explain).snapshot());
    assert_snapshot!("rank_structure_now", on("now", &["rank", CASE, "--indicator", "online_rate"]).snapshot());
}

/// Dossiers received by unit, counted in the exports with a text search: name as written, any spelling.
fn in_exports(name: &str) -> u64 {
    let mut codes = std::collections::BTreeSet::new();
    for (_, path) in crate::support::files_below(&crate::support::root().join(CASE).join("exports")) {
        let text = std::fs::read_to_string(path).unwrap();
        for line in text.lines() {
            let line = line.to_lowercase();
            let is_it = line.split([',', ';']).any(|cell| {
                let cell = cell.trim_start_matches("ubnd ").trim_end_matches(" - tỉnh mẫu");
                cell.split_whitespace().collect::<Vec<_>>().join(" ") == name.to_lowercase()
            });
            let code = line.split([',', ';']).find(|cell| cell.starts_with("h99.")).map(str::to_owned);
            codes.extend(code.filter(|_| is_it));
        }
    }
    codes.len() as u64
}

/// Of each unit, what it received.
fn received(document: &Value) -> Vec<(String, String, u64)> {
    let figures = document["figures"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    figures
        .filter(|figure| figure["indicator"] == "received" && figure["scope"] == "unit" && figure["period"].is_null())
        .map(|figure| {
            (text(&figure["unit_name"]), text(&figure["level"]), figure["numerator"].as_u64().unwrap_or_default())
        })
        .collect()
}

#[test]
fn former_units_count_where_they_went() {
    let folder = folder(&[]);
    let project = std::fs::read_to_string(crate::support::root().join(CASE).join("cchc.toml")).unwrap();
    let root = crate::support::root().join(CASE);
    let project: String =
        project.lines().filter(|line| !line.starts_with("compare")).map(|line| format!("{line}\n")).collect();
    let project = project.replace("\"exports\"", &format!("{:?}", root.join("exports").to_str().unwrap()));
    let project = project.replace("\"registry/", &format!("\"{}/registry/", root.to_str().unwrap().replace('\\', "/")));
    std::fs::write(folder.path().join("cchc.toml"), project).unwrap();
    let path = folder.path().to_str().unwrap();
    let run = |structure| {
        let run = on(structure, &["report", path, ALL[0], ALL[1], "--format", "json"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.json()
    };
    let (then, now) = (run("then"), run("now"));
    let find = |document: &Value, name: &str| {
        received(document).into_iter().find(|(known, ..)| known == name).map(|(_, level, count)| (level, count))
    };
    let old = |number: u64| {
        let name = format!("Xã Mẫu {number}");
        let counted = find(&then, &name).map(|(_, count)| count);
        assert_eq!(counted, Some(in_exports(&name)), "{name}");
        counted.unwrap()
    };
    let new = |number: u64| find(&then, &format!("Xã Mẫu Mới {number}")).unwrap().1;
    let became = |number: u64| find(&now, &format!("Xã Mẫu Mới {number}")).unwrap();
    assert!(old(1) > 0 && old(4) > 0 && old(7) > 0 && new(2) > 0);
    assert_eq!(became(1), ("commune".to_owned(), new(1) + old(1) + old(2) + old(3) + old(7)));
    assert_eq!(became(2).1, new(2));
    assert_eq!(became(3).1, new(3) + old(5));
    assert_eq!(became(4).1, new(4) + old(6), "by the rule");
    assert_eq!(find(&now, "Xã Mẫu 4"), Some(("not_attributable".to_owned(), old(4))));
    let district = find(&then, "Huyện Mẫu").unwrap();
    assert_eq!(find(&now, "Huyện Mẫu"), Some(("not_attributable".to_owned(), district.1)));
    assert_eq!(find(&now, "Sở Mẫu"), find(&then, "Sở Mẫu"));
    assert_eq!(find(&now, "Xã Mẫu 1"), None);
    let total = |document: &Value| received(document).iter().map(|(.., count)| count).sum::<u64>();
    assert_eq!(total(&then), total(&now));
    assert_eq!(now["structure"], serde_json::json!({ "structure": "now", "as_of": "2025-07-01" }));
    assert_eq!(then["structure"], serde_json::json!({ "structure": "then", "as_of": null }));
    assert_eq!(then["inputs"], now["inputs"], "the account of records is the same");
}

#[test]
fn all_formats_and_documents_have_the_former_units() {
    for format in ["table", "csv", "json", "md"] {
        let run = on("now", &["report", CASE, "--format", format, "--quiet"]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{format}");
        assert!(run.stdout.contains("Xã Mẫu 4") && run.stdout.contains("Huyện Mẫu"), "{format}");
        assert!(!run.stdout.contains("Xã Mẫu 5"), "{format}");
    }
    let folder = folder(&[]);
    let out = folder.path().join("out");
    let run =
        on("now", &["report", CASE, "--period", "2025-01-01..2025-06-30", "--out", out.to_str().unwrap(), "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let read = |name: &str| std::fs::read(out.join(name)).unwrap();
    let files = crate::support::files_below(&out);
    let manifest: Value = serde_json::from_slice(&read("manifest.json")).unwrap();
    assert_eq!(manifest["structure"]["structure"], "now");
    assert!(manifest["options"].as_array().unwrap().contains(&serde_json::json!(["structure", "now"])));
    let mut seen = 0;
    for (name, path) in files {
        let content = std::fs::read(path).unwrap();
        let text = if name.ends_with(".xlsx") || name.ends_with(".docx") {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(content)).unwrap();
            let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
            let parts = names.into_iter().filter(|name| name.ends_with(".xml"));
            parts.map(|part| std::io::read_to_string(archive.by_name(&part).unwrap()).unwrap()).collect()
        } else if name.ends_with(".html") || name.ends_with(".md") {
            String::from_utf8(content).unwrap()
        } else {
            continue;
        };
        seen += 1;
        assert!(text.contains("Xã Mẫu 4"), "{name}");
    }
    assert!(seen >= 3, "{seen}");
}

#[test]
fn commands_say_which_structure_they_are_on() {
    let json = |arguments: &[&str]| on("now", arguments).json()["structure"].clone();
    let now = serde_json::json!({ "structure": "now", "as_of": "2025-07-01" });
    assert_eq!(json(&["rank", CASE, "--indicator", "online_rate", "--format", "json"]), now);
    assert_eq!(json(&["compare", CASE, "--indicator", "online_rate", "--format", "json"]), now);
    assert_eq!(json(&["explain", "online_rate", CASE, "--format", "json"]), now);
    assert_eq!(json(&["check", CASE, "--standard", "dong-thap-2022", "--format", "json"]), now);
    assert_eq!(json(&["score", CASE, "--standard", "qd-766", "--format", "json"]), now);
    for arguments in [
        &["rank", CASE, "--indicator", "online_rate"][..],
        &["compare", CASE, "--indicator", "online_rate"],
        &["explain", "online_rate", CASE],
        &["check", CASE, "--standard", "dong-thap-2022"],
        &["score", CASE, "--standard", "qd-766"],
    ] {
        let run = on("now", arguments);
        let text = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("cơ cấu đơn vị mới nhất trong danh mục (ngày 01/07/2025)"), "{arguments:?}\n{text}");
        assert!(!on("then", arguments).stdout.contains("mới nhất trong danh mục"), "{arguments:?}");
    }
}

#[test]
fn former_units_are_neither_ranked_nor_scored_nor_judged() {
    let rank = on("now", &["rank", CASE, "--indicator", "online_rate", ALL[0], ALL[1], "--format", "json"]).json();
    let levels: Vec<&str> =
        rank["leagues"].as_array().unwrap().iter().map(|it| it["level"].as_str().unwrap()).collect();
    assert_eq!(levels, ["province", "commune"]);
    let score = on("now", &["score", CASE, "--standard", "qd-766", "--by", "unit", ALL[0], ALL[1], "--format", "json"]);
    assert!(score.stdout.contains("Xã Mẫu Mới 1") && !score.stdout.contains("Xã Mẫu 4"));
    let check = on("now", &["check", CASE, "--standard", "dong-thap-2022", ALL[0], ALL[1], "--format", "json"]).json();
    let units = check["shortfalls"].as_array().unwrap().iter().filter(|it| it["level"] == "not_attributable").count();
    assert_eq!(units, 0);
}

#[test]
fn periods_before_and_after_are_said_to_have_other_units() {
    let warned = |run: Run| run.stdout.contains("note.structure_then");
    let report = ["report", CASE, "--format", "json"];
    assert!(warned(on("then", &report)));
    assert!(!warned(on("now", &report)), "on one structure they are the same");
    let both_after = ["report", CASE, "--format", "json", "--period", "2025-12", "--compare", "2025-11"];
    assert!(!warned(on("then", &both_after)), "nothing changed between these");
}

/// A folder with a registry and an export in which a commune is named as `unit`.
fn with_units(units: &str, project: &str, unit: &str) -> tempfile::TempDir {
    let export = format!(
        "Mã hồ sơ,Đơn vị,Trạng thái,Ngày nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Hình thức nộp\n\
         H99-250801-0001,\"{unit}\",10,01/08/2025,10/08/2025,05/08/2025,2\n"
    );
    let project = format!("units = \"units.csv\"\n{project}");
    folder(&[("cchc.toml", project.as_bytes()), ("units.csv", units.as_bytes()), ("e.csv", export.as_bytes())])
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let header = "code,name,level,valid_from,valid_to,successors,heir,heir_source\n";
    let refused = |rows: &str, arguments: &[&str], words: &[&str]| {
        let folder = with_units(&format!("{header}{rows}"), "", "Xã A");
        let path = folder.path().to_str().unwrap();
        for lang in ["vi", "en"] {
            let run = cchc(["report", path, "--lang", lang].iter().chain(arguments));
            assert_eq!(run.code, 2, "{}", run.stderr);
            assert!(words.iter().any(|word| run.stderr.contains(word)), "{}", run.stderr);
            assert!(!run.stderr.contains('«') || lang == "vi", "{}", run.stderr);
        }
    };
    let b = "2,Xã B,commune,2025-07-01,,,,\n3,Xã C,commune,,,,,\n";
    refused(&format!("1,Xã A,commune,,2025-06-30,9,,\n{b}"), &[], &["units.csv:2:6"]);
    refused(&format!("1,Xã A,commune,,2025-05-31,2,,\n{b}"), &[], &["01/06/2025"]);
    refused(&format!("1,Xã A,commune,,,2,,\n{b}"), &[], &["valid_to"]);
    refused(&format!("1,Xã A,commune,,2025-06-30,2|3,2,\n{b}"), &[], &["heir_source"]);
    refused(&format!("1,Xã A,commune,,2025-06-30,2,3,x\n{b}"), &[], &["units.csv:2:7"]);
    let folder = folder(&[("e.csv", b"Ma ho so\n")]);
    let run = cchc(["report", folder.path().to_str().unwrap(), "--structure", "now"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("Cần danh mục đơn vị"), "{}", run.stderr);
    let run = cchc(["report", CASE, "--structure", "later"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    let folder = with_units(&format!("{header}1,Xã A,commune,,,,,\n"), "units_within = \"7\"\n", "Xã A");
    let run = cchc(["report", folder.path().to_str().unwrap()]);
    assert!(run.code == 2 && run.stderr.contains("units_within"), "{}", run.stderr);
    let folder = with_units(&format!("{header}1,Xã A,commune,,,,,\n"), "structure = \"soon\"\n", "Xã A");
    assert_eq!(cchc(["report", folder.path().to_str().unwrap()]).code, 2);
}

#[test]
fn the_project_says_the_structure_and_the_command_line_overrules_it() {
    let units =
        "code,name,level,valid_from,valid_to,successors\n1,Xã A,commune,,2025-08-31,2\n2,Xã B,commune,2025-09-01,,\n";
    let folder = with_units(units, "structure = \"now\"\n", "Xã A");
    let path = folder.path().to_str().unwrap();
    let units = |arguments: &[&str]| {
        let run = cchc(["report", path, "--format", "json"].iter().chain(arguments));
        received(&run.json()).into_iter().map(|(name, ..)| name).collect::<Vec<_>>()
    };
    assert_eq!(units(&[]), ["Xã B"]);
    assert_eq!(units(&["--structure", "then"]), ["Xã A"]);
}

/// A posting of a unit whose code came again had the name of the former unit.
#[test]
fn a_posting_is_that_of_the_unit_of_the_day() {
    let units = "code,name,level,valid_from,valid_to\n1,Xã A,commune,,2025-06-30\n1,Xã B,commune,2025-07-01,\n";
    let project = "units = \"units.csv\"\nprocedures = \"procedures.csv\"\npostings = \"postings.csv\"\n";
    let procedures = "code,name,field,level,service_level\n1.000001,Thủ tục mẫu,Lĩnh vực mẫu,commune,full\n";
    let folder = folder(&[
        ("cchc.toml", project.as_bytes()),
        ("units.csv", units.as_bytes()),
        ("procedures.csv", procedures.as_bytes()),
        ("postings.csv", b"unit,code\n1,1.000009\n"),
    ]);
    let name = |on: &[&str]| {
        let run = cchc(["procedures", folder.path().to_str().unwrap(), "--format", "json"].iter().chain(on));
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.json()["stale"][0]["unit_name"].clone()
    };
    assert_eq!(name(&["--on", "2025-06-30"]), "Xã A");
    assert_eq!(name(&["--on", "2025-07-01"]), "Xã B");
    assert_eq!(name(&[]), "Xã B");
}

/// The national registry: a name that many communes bear is told by the place behind it, by `units_within`, or not at all.
#[test]
fn communes_of_one_name_are_not_guessed() {
    let national = crate::support::root().join("registries/viet-nam-2025.csv");
    let run = |within: &str, unit: &str| {
        let folder = with_units("", within, unit);
        std::fs::remove_file(folder.path().join("units.csv")).unwrap();
        let national = national.to_str().unwrap().replace('\\', "/");
        std::fs::write(folder.path().join("cchc.toml"), format!("units = \"{national}\"\n{within}")).unwrap();
        let run = cchc(["report", folder.path().to_str().unwrap(), "--format", "json"]);
        let document = run.json();
        let units: Vec<String> = document["figures"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|figure| figure["indicator"] == "received" && figure["scope"] == "unit")
            .map(|figure| figure["unit"].as_str().unwrap().to_owned())
            .collect();
        let ambiguous = document["notes"].as_array().unwrap().iter().any(|note| note["id"] == "note.unit_ambiguous");
        (units, ambiguous)
    };
    let rows = crate::model::successors::rows(&std::fs::read_to_string(&national).unwrap());
    let of_name: Vec<_> = rows.iter().filter(|row| row.name == "Xã Tân Lập" && row.to.is_none()).collect();
    assert!(of_name.len() > 2, "{}", of_name.len());
    assert_eq!(run("", "Xã Tân Lập"), (vec!["~xã tân lập".to_owned()], true));
    for row in of_name {
        let key = format!("{}@2025-07-01", row.code);
        let province = rows.iter().find(|other| other.code == row.parent && other.to.is_none()).unwrap();
        assert_eq!(run("", &format!("UBND xã Tân Lập - {}", province.name)), (vec![key.clone()], false));
        assert_eq!(run(&format!("units_within = \"{}\"\n", province.code), "Xã Tân Lập"), (vec![key], false));
    }
}
