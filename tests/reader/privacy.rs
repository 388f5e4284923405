//! Citizens' data, marked, in every place of an export and on every way out of the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::fs;

use super::documents::zip;
use super::runs::{checked_with, fixture};
use crate::support::{cchc, files_below, folder};

const MARKS: [&str; 4] = ["MARKEDNAME", "0987654321", "079201012345", "marked@example.vn"];

/// Every personal value in every place: their own columns, and columns into which they have slipped.
fn private() -> Vec<(&'static str, Vec<u8>)> {
    let head = ["Mã hồ sơ", "Đơn vị", "Trạng thái", "Ngày nhận", "Người nộp", "Số điện thoại", "CCCD", "Email"];
    let good = ["H1-1", "Xã A", "4", "01/08/2022", MARKS[0], MARKS[1], MARKS[2], MARKS[3]];
    let mut all = vec![head, good];
    for (n, mark) in MARKS.iter().enumerate() {
        for place in [2, 3] {
            let mut row = good;
            row[0] = ["H2-1", "H2-2", "H2-3", "H2-4"][n];
            row[place] = mark;
            // A second fault tells that the columns have shifted: a name alone looks like a new status.
            row[5 - place] = "Văn thư x";
            all.push(row);
        }
    }
    let text: String = all.iter().map(|row| row.join(";") + "\n").collect();
    let cells = |row: &[&str; 8]| format!("<tr>{}</tr>\n", row.map(|cell| format!("<td>{cell}</td>")).concat());
    let page = format!("<table>{}</table>", all.iter().map(cells).collect::<String>());
    let objects: Vec<_> =
        all[1..].iter().map(|row| head.into_iter().zip(*row).collect::<std::collections::BTreeMap<_, _>>()).collect();
    let json = serde_json::to_vec(&objects).unwrap();
    vec![
        ("e.csv", text.clone().into_bytes()),
        ("short.csv", text.replace(";4;", ";").into_bytes()),
        ("headless.csv", text.replace("Trạng thái", "Khác").into_bytes()),
        ("quote.csv", text.replace("MARKEDNAME;", "\"MARKEDNAME;").into_bytes()),
        ("cut.xls", page.as_bytes()[..page.len() - 60].to_vec()),
        ("cut.json", json[..json.len() - 30].to_vec()),
        ("twice.json", String::from_utf8(json.clone()).unwrap().replacen("\"Email\"", "\"CCCD\"", 1).into_bytes()),
        ("packed.zip", zip(&[("e.csv", text.as_bytes())])),
        ("e.xls", page.into_bytes()),
        ("e.json", json),
        ("e.xlsx", fixture("dossiers.xlsx")),
    ]
}

#[test]
fn personal_data_comes_out_nowhere() {
    assert_private(&private());
}

/// The first record must not be taken for headers that may be shown.
#[test]
fn a_list_without_a_header_gives_nobody_away() {
    let (_, list) = private().swap_remove(0);
    let rows: String = String::from_utf8(list).unwrap().lines().skip(1).map(|line| format!("{line}\n")).collect();
    let page = rows
        .lines()
        .map(|row| format!("<tr>{}</tr>", row.split(';').map(|cell| format!("<td>{cell}</td>")).collect::<String>()));
    let page = format!("<table>{}</table>", page.collect::<String>());
    assert_private(&[("e.csv", rows.into_bytes()), ("e.xls", page.into_bytes())]);
}

/// Nothing marked comes out of any command, in any format, on any way.
fn assert_private(files: &[(&str, Vec<u8>)]) {
    for (name, content) in files {
        let folder = folder(&[(*name, content.as_slice())]);
        let path = folder.path().join(name);
        let path = path.to_str().unwrap();
        let mut runs: Vec<Vec<&str>> = vec![vec!["init", path], vec!["profiles", "--test", path]];
        for format in ["text", "json", "junit", "github"] {
            runs.push(vec!["validate", path, "--format", format, "--out", "OUT"]);
            runs.push(vec!["check", path, "--standard", "dong-thap-2022", "--format", format]);
        }
        for format in ["table", "csv", "json", "md"] {
            runs.push(vec!["report", path, "--format", format, "--out", "OUT"]);
        }
        for by in ["procedure", "field", "month"] {
            runs.push(vec!["report", path, "--by", by, "--keep-going", "--out", "OUT"]);
        }
        for (number, run) in runs.iter().enumerate() {
            let out = folder.path().join(format!("out{number}"));
            let arguments = run.iter().map(|word| if *word == "OUT" { out.to_str().unwrap() } else { word });
            let ran = cchc(arguments);
            let mut said = vec![("printed".to_owned(), ran.stdout + &ran.stderr)];
            if out.exists() {
                said.extend(
                    files_below(&out)
                        .into_iter()
                        .map(|(name, path)| (name, String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned())),
                );
            }
            for (place, text) in &said {
                for mark in MARKS {
                    assert!(!text.contains(mark), "{mark} in {place} of {run:?} of {name}: {text}");
                }
            }
        }
    }
}

#[test]
fn dossier_codes_are_not_written_out_either() {
    let text = "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận\n=\"079201012345\";Xã A;4;01/08/2022\n'0987654321;Xã A;4;01/08/2022\n1.23E+15;Xã A;4;01/08/2022\n";
    let checked = checked_with(&[("e.csv", text.as_bytes())], &[]);
    assert_eq!(checked.repairs.len(), 2);
    let written = format!("{:?}{:?}{}", checked.repairs, checked.rejected, checked.document);
    assert!(!written.contains("079201012345") && !written.contains("0987654321"), "{written}");
}
