//! How many instructions the program takes, held against what it took before (`benches/instructions.toml`).
//!
//! Seconds tell little of one run on a machine that others use; instructions are the same on the next run, within a few of
//! ten thousand. They are counted by `valgrind --tool=callgrind` without its models of caches and branches, on one core
//! (`taskset`), so that no thread waits or hurries, and with an instruction set that valgrind knows: nothing newer than AVX2
//! is chosen at run time by memchr, BLAKE3 or the C library. Another compiler or C library still moves the numbers by some
//! percent, which is what [`MARGIN`] leaves room for; what is worth a guard, a pass more over the bytes or a cell copied,
//! moves them by more.
//!
//! When a number has changed for a reason, `CCHC_WRITE_INSTRUCTIONS=1 cargo test --release instructions` writes the file anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]
#![allow(clippy::print_stderr, reason = "a skipped test says so")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, thread};

use serde::{Deserialize, Serialize};

use crate::generator::{Load, write_large_export};
use crate::support::root;

/// So many percent more than before are a failure.
const MARGIN: u64 = 10;
/// Rows of a short and a long list of text: the top of the short one is already all that is looked at for its encoding and
/// layout, so that the difference is rows alone.
const LENGTHS: [u64; 2] = [4_000, 16_000];
/// Numbers of short files, of so many rows each: what one file more takes is its opening, for the most part.
const FILES: [u64; 2] = [10, 40];
const ROWS_OF_A_FILE: u64 = 200;
/// Rows of the workbook, which takes ten times as much a row.
const WORKBOOK: u64 = 1_500;

const HEAD: &str = "\
# Instructions of a release build (x86-64 Linux, one core), counted by callgrind: tests/instructions.rs says how and why.
# A count more than 10 % above these fails. Write them anew, and say in the commit why they changed:
#   CCHC_WRITE_INSTRUCTIONS=1 cargo test --release instructions
#
# start: a report of one dossier. clean, messy: lists of text of 200 units (sample_data --big), without and with other
# spellings and quotes; `fixed` is what does not grow with the rows. files: one more of many files of 200 clean rows that
# begin alike. workbook: a report of 1,500 clean rows as xlsx.

";

/// What `benches/instructions.toml` holds.
#[derive(Debug, Serialize, Deserialize)]
struct Committed {
    /// The programs they were counted with.
    made_with: BTreeMap<String, String>,
    /// Instructions by case and part.
    instructions: Counts,
}

type Counts = BTreeMap<String, u64>;

/// One sentence for each count that is missing or too high.
fn complaints(before: &Counts, now: &Counts) -> Vec<String> {
    let judged = now.iter().filter_map(|(name, count)| match before.get(name) {
        None => Some(format!("{name} is not in the file")),
        Some(known) if count * 100 > known * (100 + MARGIN) => {
            Some(format!("{name}: {count} instructions, {known} before ({:+} %)", percent(*known, *count)))
        }
        Some(_) => None,
    });
    let gone = before.keys().filter(|name| !now.contains_key(*name)).map(|name| format!("{name} is not counted"));
    judged.chain(gone).collect()
}

/// How much more, in percent, rounded towards nothing.
fn percent(before: u64, now: u64) -> i128 {
    (i128::from(now) - i128::from(before)) * 100 / i128::from(before.max(1))
}

#[test]
fn a_count_above_the_margin_is_told() {
    let counts = |count: u64| Counts::from([("clean.per_row".to_owned(), count), ("start".to_owned(), 100)]);
    assert_eq!(complaints(&counts(1_000), &counts(1_100)), [""; 0]);
    assert_eq!(complaints(&counts(1_000), &counts(200)), [""; 0]);
    assert_eq!(complaints(&counts(1_000), &counts(1_101)), ["clean.per_row: 1101 instructions, 1000 before (+10 %)"]);
    let mut other = counts(1_000);
    other.remove("start");
    assert_eq!(complaints(&counts(1_000), &other), ["start is not counted"]);
    assert_eq!(complaints(&other, &counts(1_000)), ["start is not in the file"]);
}

#[test]
fn no_more_instructions_than_before() {
    let Some(cores) = able() else { return };
    let folder = tempfile::tempdir().unwrap();
    let cases = inputs(folder.path());
    let mut counted = Counts::new();
    for cases in cases.chunks(cores.len()) {
        thread::scope(|scope| {
            let started: Vec<_> = cases
                .iter()
                .zip(&cores)
                .map(|((name, folder), core)| (name, scope.spawn(|| instructions(folder, core))))
                .collect();
            for (name, running) in started {
                counted.insert(name.clone(), running.join().unwrap());
            }
        });
    }
    let now = parts(&counted);
    let made_with = BTreeMap::from(["rustc", "valgrind"].map(|program| (program.to_owned(), version(program))));
    let path = root().join("benches/instructions.toml");
    if std::env::var_os("CCHC_WRITE_INSTRUCTIONS").is_some() {
        let text = toml::to_string(&Committed { made_with, instructions: now }).unwrap();
        fs::write(path, format!("{HEAD}{text}")).unwrap();
        return;
    }
    let committed: Committed = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let found = complaints(&committed.instructions, &now);
    assert!(
        found.is_empty(),
        "more than {MARGIN} % above benches/instructions.toml:\n  {}\ncounted with {made_with:?}, then with {:?}.\n\
         If that is what a change is worth, CCHC_WRITE_INSTRUCTIONS=1 cargo test --release instructions writes the \
         file anew; say why in the commit.",
        found.join("\n  "),
        committed.made_with,
    );
    for (name, count) in &now {
        let change = percent(committed.instructions[name], *count);
        if change < -i128::from(MARGIN) {
            eprintln!(
                "{name}: {count} instructions ({change} %): write benches/instructions.toml anew to hold on to that"
            );
        }
    }
}

/// The cores to count on, or nothing and the reason why the test is skipped, said aloud.
fn able() -> Option<Vec<String>> {
    let missing = ["valgrind", "taskset"].into_iter().find(|program| {
        let asked = Command::new(program).arg("--version").output();
        !asked.is_ok_and(|said| said.status.success())
    });
    let why = match missing {
        _ if cfg!(debug_assertions) => "a release build is what is counted",
        _ if !cfg!(all(target_arch = "x86_64", target_os = "linux")) => "the counts are those of x86-64 Linux",
        Some("valgrind") => "there is no `valgrind` to count instructions with; .ci/run installs it",
        Some(_) => "there is no `taskset` to keep the program on one core",
        None => return Some(cores()),
    };
    eprintln!("skipped: {why}");
    None
}

/// The cores that this process may run on, as the kernel lists them (`0-3,8`).
fn cores() -> Vec<String> {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let list = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:")).unwrap();
    let span = |span: &str| {
        let (first, last) = span.split_once('-').unwrap_or((span, span));
        first.parse::<u32>().unwrap()..=last.parse::<u32>().unwrap()
    };
    list.trim().split(',').flat_map(span).map(|core| core.to_string()).collect()
}

fn version(program: &str) -> String {
    let said = Command::new(program).arg("--version").output();
    said.map_or_else(|_| "unknown".to_owned(), |said| String::from_utf8_lossy(&said.stdout).trim().to_owned())
}

/// A folder for each case, by its name.
fn inputs(root: &Path) -> Vec<(String, PathBuf)> {
    let write = |name: String, rows: u64, messiness: u64| {
        let folder = root.join(&name);
        fs::create_dir(&folder).unwrap();
        write_large_export(Load { messiness, ..Load::of(rows) }, &folder.join("list.csv"), None).unwrap();
        (name, folder)
    };
    let mut cases = vec![write("start".to_owned(), 1, 0)];
    for (name, messiness) in [("clean", 0), ("messy", 20)] {
        cases.extend(LENGTHS.map(|rows| write(format!("{name}.{rows}"), rows, messiness)));
    }
    for files in FILES {
        let (name, folder) = (format!("files.{files}"), root.join(format!("files.{files}")));
        fs::create_dir(&folder).unwrap();
        for number in 0..files {
            let (rows, first) = (ROWS_OF_A_FILE, 1 + number * ROWS_OF_A_FILE);
            let load = Load { messiness: 0, first, ..Load::of(rows) };
            write_large_export(load, &folder.join(format!("list-{number}.csv")), None).unwrap();
        }
        cases.push((name, folder));
    }
    let (name, folder) = write("workbook".to_owned(), WORKBOOK, 0);
    let list = folder.join("list.csv");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let rows = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_path(&list).unwrap().into_records();
    for (row, record) in rows.enumerate() {
        for (column, cell) in record.unwrap().iter().enumerate() {
            let cell = cell.trim_start_matches('\u{feff}');
            sheet.write_string(u32::try_from(row).unwrap(), u16::try_from(column).unwrap(), cell).unwrap();
        }
    }
    workbook.save(folder.join("list.xlsx")).unwrap();
    fs::remove_file(list).unwrap();
    cases.push((name, folder));
    cases
}

/// Instructions of a report over a folder, on that core.
fn instructions(folder: &Path, core: &str) -> u64 {
    let output = Command::new("taskset")
        .args(["-c", core, "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env!("CARGO_BIN_EXE_cchc"))
        .arg("report")
        .arg(folder)
        .args(["--period", "2022", "--format", "json", "--quiet"])
        .env_clear()
        .envs(["PATH", "TMPDIR"].into_iter().filter_map(|name| Some((name, std::env::var_os(name)?))))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", folder.display());
    let collected = said.lines().find_map(|line| line.split_once("Collected : ")).expect("callgrind says its count");
    collected.1.trim().parse().unwrap()
}

/// The counts of runs over lists of two lengths as a fixed part and a part a row, and over two numbers of files as a part a file;
/// the others as they are.
fn parts(counted: &Counts) -> Counts {
    let mut parts: Counts = ["start", "workbook"].map(|name| (name.to_owned(), counted[name])).into();
    let [short, long] = LENGTHS;
    for name in ["clean", "messy"] {
        let (less, more) = (counted[&format!("{name}.{short}")], counted[&format!("{name}.{long}")]);
        let per_row = (more - less) / (long - short);
        parts.insert(format!("{name}.per_row"), per_row);
        parts.insert(format!("{name}.fixed"), less - per_row * short);
    }
    let [few, many] = FILES;
    let (less, more) = (counted[&format!("files.{few}")], counted[&format!("files.{many}")]);
    parts.insert("files.per_file".to_owned(), (more - less) / (many - few));
    parts
}
