//! Runs of `cchc validate` and what they say of one list.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{Run, cchc, folder, root};

/// The header of most lists here.
pub(crate) const HEAD: &str = "Mã hồ sơ;Đơn vị;Trạng thái;Ngày nhận;Ngày hẹn trả;Ngày kết thúc xử lý";

/// A list of dossiers in process: each row is code, unit and day received.
pub(crate) fn list(rows: &[[&str; 3]]) -> String {
    let row = |[code, unit, day]: &[&str; 3]| format!("{code};{unit};Đang xử lý;{day};;\n");
    format!("{HEAD}\n{}", rows.iter().map(row).collect::<String>())
}

/// What `cchc validate` says of exports.
pub(crate) struct Checked {
    pub(crate) code: i32,
    pub(crate) stderr: String,
    pub(crate) document: Value,
    /// Rows of `rejected.csv`: line, column, reason, value.
    pub(crate) rejected: Vec<[String; 4]>,
    /// Rows of `repairs.csv`: row, column, before, after, rule.
    pub(crate) repairs: Vec<[String; 5]>,
}

/// Rows of a CSV file that the program has written, under its own header.
pub(crate) fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Validates these files; a `cchc.toml` among them is that of the project.
pub(crate) fn checked_with(files: &[(&str, &[u8])], options: &[&str]) -> Checked {
    let folder = folder(files);
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("out");
    let mut arguments =
        vec!["validate", folder.path().to_str().unwrap(), "--format", "json", "--max-rejected", "999999"];
    arguments.extend(["--out", out.to_str().unwrap()]);
    arguments.extend(options);
    let run = cchc(arguments);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    let pick = |row: &Vec<String>, place: usize| row[place].clone();
    let rejected =
        rows(&out.join("rejected.csv")).iter().map(|row| [2, 4, 5, 6].map(|place| pick(row, place))).collect();
    let repairs =
        rows(&out.join("repairs.csv")).iter().map(|row| [2, 3, 4, 5, 6].map(|place| pick(row, place))).collect();
    Checked { code: run.code, document: run.json(), stderr: run.stderr, rejected, repairs }
}

pub(crate) fn checked(name: &str, content: &[u8]) -> Checked {
    checked_with(&[(name, content)], &[])
}

/// Validates a delimited text.
pub(crate) fn checked_text(content: &str) -> Checked {
    checked("e.csv", content.as_bytes())
}

/// Refused by `validate` and by `report`, which writes nothing; what is said about it.
pub(crate) fn refused(files: &[(&str, &[u8])]) -> String {
    let folder = folder(files);
    let path = folder.path().to_str().unwrap();
    let out = folder.path().join("out");
    let validated = cchc(["validate", path, "--lang", "en"]);
    assert_eq!(validated.code, 2, "{}", validated.snapshot());
    let reported = cchc(["report", path, "--lang", "en", "--out", out.to_str().unwrap()]);
    assert_eq!(reported.code, 2, "{}", reported.snapshot());
    assert!(!out.exists() && reported.stdout.is_empty(), "{}", reported.stdout);
    let said = reported.stderr + &validated.stdout + &validated.stderr;
    assert!(!said.contains("panicked"), "{said}");
    said
}

impl Checked {
    pub(crate) fn of(&self, number: usize) -> &Value {
        assert!(self.document["lists"][number].is_object(), "no list {number}: {}", self.document);
        &self.document["lists"][number]
    }

    pub(crate) fn only(&self) -> &Value {
        assert_eq!(self.document["lists"].as_array().unwrap().len(), 1, "{}", self.document);
        self.of(0)
    }

    /// `[records, accepted, rejected, superseded]` of the only list.
    pub(crate) fn account(&self) -> [u64; 4] {
        let account = ["records", "accepted", "rejected", "superseded"].map(|key| self.only()[key].as_u64().unwrap());
        assert_eq!(account[0], account[1..].iter().sum::<u64>());
        account
    }

    pub(crate) fn set_aside(&self, kind: &str) -> u64 {
        self.only()["set_aside"][kind].as_u64().unwrap_or(0)
    }

    pub(crate) fn repaired(&self, rule: &str) -> u64 {
        self.only()["repaired"][rule].as_u64().unwrap_or(0)
    }

    /// Units of the only list with their dossiers, in order of their names.
    pub(crate) fn units(&self) -> Vec<(String, u64)> {
        let units = self.only()["units"].as_array().unwrap().iter();
        let mut units: Vec<_> =
            units.map(|unit| (unit["name"].as_str().unwrap().to_owned(), unit["dossiers"].as_u64().unwrap())).collect();
        units.sort();
        units
    }

    /// First and last day received.
    pub(crate) fn received(&self) -> [String; 2] {
        self.days("Ngày tiếp nhận")
    }

    pub(crate) fn days(&self, column: &str) -> [String; 2] {
        [0, 1].map(|place| self.only()["days"][column][place].as_str().unwrap_or("none").to_owned())
    }

    /// Severity and count of a finding, of the only list or across the lists.
    pub(crate) fn finding(&self, id: &str) -> Option<(&str, u64)> {
        let lists =
            self.document["lists"].as_array().unwrap().iter().flat_map(|list| list["findings"].as_array().unwrap());
        let mut all = lists.chain(self.document["findings"].as_array().unwrap());
        all.find(|finding| finding["id"] == id)
            .map(|finding| (finding["severity"].as_str().unwrap(), finding["count"].as_u64().unwrap()))
    }

    /// The header under which a column was found.
    pub(crate) fn header(&self, column: &str) -> Option<&str> {
        let columns = self.only()["columns"].as_array().unwrap();
        columns.iter().find(|found| found["column"] == column).and_then(|found| found["header"].as_str())
    }
}

/// Rejected for this reason, nothing else being wrong with the other records.
pub(crate) fn assert_rejected(checked: &Checked, line: &str, reason: &str) {
    let rejected: Vec<_> = checked.rejected.iter().map(|row| (row[0].as_str(), row[2].as_str())).collect();
    assert_eq!(rejected, [(line, reason)], "{}", checked.document);
}

/// Runs the program with this on its standard input.
pub(crate) fn with_input(arguments: &[&str], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cchc"))
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The program may stop reading when it has seen enough.
    let writer = std::thread::spawn(move || drop(pipe.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// A line of the shell, with the program as `$CCHC`, in a folder.
#[cfg(unix)]
pub(crate) fn shell(folder: &Path, line: &str) -> Run {
    let output = Command::new("bash")
        .args(["-c", line])
        .env("CCHC", env!("CARGO_BIN_EXE_cchc"))
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Run { code: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// A file of `data`.
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    fs::read(root().join("tests/reader/data").join(name)).unwrap()
}

pub(crate) fn units(wanted: &[(&str, u64)]) -> Vec<(String, u64)> {
    wanted.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}
