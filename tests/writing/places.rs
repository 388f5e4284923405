//! `--out`, `--formats` and `-o`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says why")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::read;
use crate::support::{cchc, cchc_with, folder, root};

const CASE: &str = "sample-data/ba-be-2022";

fn names(folder: &Path) -> Vec<String> {
    read(folder).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn formats_choose_the_files() {
    let folder = folder(&[]);
    let out = folder.path().join("out");
    let run = cchc(["report", CASE, "--out", out.to_str().unwrap(), "--formats", "html,csv", "--quiet"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    assert_eq!(names(&out), ["figures.csv", "manifest.json", "rejected.csv", "repairs.csv", "report.html"]);
    let run = cchc(["report", CASE, "--out", out.to_str().unwrap(), "--formats", "svg"]);
    assert!(run.code == 0 && run.stdout.contains("╞"), "the tables are printed: {}", run.stderr);
    let pictures: Vec<String> = names(&out).into_iter().filter(|name| name.starts_with("charts/")).collect();
    assert!(pictures.len() > 3 && pictures.iter().all(|name| name.ends_with(".svg")), "{pictures:?}");
}

#[test]
fn markdown_links_to_charts_only_where_they_are() {
    let folder = folder(&[]);
    for (formats, linked) in [("md", false), ("md,png", false), ("md,svg", true)] {
        let out = folder.path().join("out");
        let place = out.to_str().unwrap();
        let run = cchc(["report", "sample-data/sa-dec-2022", "--by", "level", "--out", place, "--formats", formats]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let text = fs::read_to_string(out.join("report.md")).unwrap();
        let links: Vec<&str> = text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        assert_eq!(!links.is_empty(), linked, "{formats}");
        for link in links {
            assert!(out.join(link).is_file(), "{link}");
        }
    }
}

/// Each ending gives the document that `--out` writes under its own name.
#[test]
fn one_document_by_its_ending() {
    let folder = folder(&[]);
    let out = folder.path().join("out");
    assert_eq!(cchc(["report", CASE, "--out", out.to_str().unwrap(), "--quiet"]).code, 0);
    for (ending, name) in [
        ("html", "report.html"),
        ("xlsx", "report.xlsx"),
        ("docx", "report.docx"),
        ("CSV", "figures.csv"),
        ("json", "figures.json"),
    ] {
        let file = folder.path().join(format!("deep/mine.{ending}"));
        let run = cchc(["report", CASE, "-o", file.to_str().unwrap()]);
        assert!(run.code == 0 && run.stdout.contains("╞"), "{ending}: {}", run.stderr);
        assert!(run.stderr.contains(file.to_str().unwrap()), "{}", run.stderr);
        assert!(fs::read(&file).unwrap() == fs::read(out.join(name)).unwrap(), "{ending} is not {name}");
    }
    let file = folder.path().join("deep/mine.md");
    assert_eq!(cchc(["report", CASE, "-o", file.to_str().unwrap(), "--quiet"]).stdout, "");
    assert!(!fs::read_to_string(file).unwrap().contains("]("), "no charts lie beside it");
}

/// The poster is a picture of the headline; a run without a headline has none, and says so.
#[test]
fn a_picture_by_its_ending() {
    let folder = folder(&[]);
    for ending in ["svg", "png"] {
        let file = folder.path().join(format!("poster.{ending}"));
        let run = cchc(["report", "sample-data/sa-dec-2022", "-o", file.to_str().unwrap()]);
        match run.code {
            0 => assert!(fs::metadata(&file).unwrap().len() > 1000),
            _ => assert!(run.code == 2 && run.stderr.contains("hình tổng hợp") && !file.exists(), "{}", run.stderr),
        }
    }
}

#[test]
fn what_cannot_be_written_is_said_before_the_work() {
    let folder = folder(&[("folder.html/x", b""), ("exports/e.csv", b"x"), ("file", b"")]);
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let out = place("out");
    let cases: [(&[&str], [&str; 2]); 7] = [
        (&["--out", &out, "--formats", "html,pdf"], ["pdf", "html, xlsx, docx, csv, json, md, png, svg"]),
        (&["--out", &out, "--formats", ""], ["--formats", "html, xlsx, docx, csv, json, md, png, svg"]),
        (&["--formats", "html"], ["--formats", "--out"]),
        (&["-o", &place("report.pdf")], ["report.pdf", "html, xlsx, docx, csv, json, md, png, svg"]),
        (&["-o", &place("report")], ["report", "html, xlsx, docx, csv, json, md, png, svg"]),
        (&["-o", &place("folder.html")], ["folder.html", "thư mục"]),
        (&["-o", &place("file/report.html")], ["file", "không ghi được"]),
    ];
    for (arguments, said) in cases {
        let run = cchc(["report", CASE].iter().chain(arguments));
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}: {}", run.stderr);
        assert!(said.iter().all(|said| run.stderr.contains(said)), "{arguments:?}: {}", run.stderr);
    }
    let english = cchc(["report", CASE, "-o", "x.pdf", "--lang", "en"]);
    assert!(english.stderr.starts_with("Error: x.pdf: its ending names no format."), "{}", english.stderr);
    assert!(!Path::new(&out).exists());
}

#[test]
fn a_document_never_stands_where_exports_are_read() {
    let export = fs::read(root().join("sample-data/ba-be-2022/exports/huyen-2021-06-30.csv")).unwrap();
    let folder = folder(&[("exports/huyen.csv", &export)]);
    let exports = folder.path().join("exports");
    let own = exports.join("huyen.csv");
    let run = |path: &Path, output: &Path| {
        cchc(["report", path.to_str().unwrap(), "-o", output.to_str().unwrap(), "--quiet"])
    };
    assert_eq!(run(&exports, &own).code, 2);
    assert_eq!(run(&own, &own).code, 2);
    assert_eq!(run(&exports, &exports.join("report.html")).code, 2, "the next run would read it");
    assert!(fs::read(&own).unwrap() == export);
    assert_eq!(names(&exports), ["huyen.csv"]);
    assert_eq!(run(&exports, &folder.path().join("report.html")).code, 0);
    // Who names the file gets its report beside it.
    assert_eq!(run(&own, &exports.join("report.html")).code, 0);
}

#[test]
fn a_write_protected_document_stays_as_it_is() {
    let folder = folder(&[("report.html", b"signed")]);
    let file = folder.path().join("report.html");
    let mut permissions = fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).unwrap();
    let run = cchc(["report", CASE, "-o", file.to_str().unwrap()]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("không ghi được"), "{}", run.stderr);
    assert_eq!(fs::read(&file).unwrap(), b"signed");
}

/// The same inputs, another folder, another locale, another time zone: the same bytes.
#[test]
fn every_file_has_the_same_bytes_everywhere() {
    let folder = folder(&[]);
    let (here, there) = (folder.path().join("here"), folder.path().join("there/deeper"));
    let arguments = |out: &Path| {
        let out = out.to_str().unwrap().to_owned();
        ["report", "sample-data/muong-ang-2021", "--compare", "2020", "--out", &out].map(str::to_owned)
    };
    let one = cchc_with(&[("TZ", "Asia/Ho_Chi_Minh"), ("LANG", "vi_VN.UTF-8")], arguments(&here));
    let other = cchc_with(&[("TZ", "America/New_York"), ("LC_ALL", "en_US.UTF-8")], arguments(&there));
    assert_eq!((one.code, other.code), (0, 0), "{}{}", one.stderr, other.stderr);
    assert_eq!(one.stdout, other.stdout, "outputs do not follow the locale");
    assert!(one.stderr.contains("Số liệu chính") && other.stderr.contains("What matters most"), "messages do");
    let (here, there) = (read(&here), read(&there));
    assert_eq!(here.len(), there.len());
    for ((name, content), (_, other)) in here.iter().zip(&there) {
        assert!(content == other, "{name}");
    }
}

#[test]
fn the_moment_of_reproducible_builds_is_the_day_of_documents() {
    let folder = folder(&[]);
    let made = |moment: &str| {
        let out = folder.path().join("out");
        let arguments = ["report", CASE, "--out", out.to_str().unwrap(), "--formats", "json,docx", "--quiet"];
        let run = cchc_with(&[("SOURCE_DATE_EPOCH", moment)], arguments);
        (run.code, run.stderr, fs::read_to_string(out.join("manifest.json")).unwrap_or_default())
    };
    for wrong in ["yesterday", "-1", ""] {
        let (code, said, _) = made(wrong);
        assert!(code == 2 && said.contains("SOURCE_DATE_EPOCH"), "{wrong}: {said}");
    }
    // 20 August 2022, 17:00 UTC: the 21st in Việt Nam.
    let (code, said, manifest) = made("1661014800");
    assert!(code == 0 && manifest.contains("2022-08-21"), "{said}{manifest}");
    // Tables carry no such day: it has no say in them.
    assert_eq!(cchc_with(&[("SOURCE_DATE_EPOCH", "x")], ["report", CASE, "--quiet"]).code, 0);
}

/// The list at the end names every document, the number of charts and the first figures of the headline.
#[test]
fn a_run_ends_with_what_was_written() {
    let folder = folder(&[]);
    let out = folder.path().join("out");
    let run = cchc(["report", "sample-data/sa-dec-2022", "--out", out.to_str().unwrap(), "--format", "csv"]);
    let files = names(&out);
    for name in files.iter().filter(|name| !name.starts_with("charts/")) {
        assert!(run.stderr.contains(&format!("  {name}")), "{name}: {}", run.stderr);
    }
    let charts = files.iter().filter(|name| name.starts_with("charts/")).count();
    assert!(run.stderr.contains(&format!("({charts} tệp)")), "{charts}: {}", run.stderr);
    // Published: 729 of 2,653 at level 3, against 40 %.
    assert!(run.stderr.contains("27,48% (729/2.653), thấp hơn chỉ tiêu 40%"), "{}", run.stderr);
    assert_eq!(run.stderr.lines().filter(|line| line.contains('✗')).count(), 3, "{}", run.stderr);
}

/// A full disk: a file system of its own, of half a megabyte.
#[test]
fn a_full_disk_leaves_the_last_outputs() {
    let folder = folder(&[("disk/keep", b"")]);
    let disk = folder.path().join("disk");
    let mount = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=512k", "tmpfs"])
        .arg(&disk)
        .stderr(Stdio::null())
        .status();
    if !mount.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no file system can be mounted here (that needs root)");
        return;
    }
    let (out, file) = (disk.join("out"), disk.join("report.json"));
    let first = cchc(["report", CASE, "--by", "level", "--out", out.to_str().unwrap(), "--formats", "csv", "--quiet"]);
    let second = cchc(["report", CASE, "--by", "level", "-o", file.to_str().unwrap(), "--quiet"]);
    let (before, document) = (read(&out), fs::read(&file).unwrap_or_default());
    let full = cchc(["report", CASE, "--out", out.to_str().unwrap()]);
    fs::write(disk.join("filler"), vec![0; 8 << 20]).unwrap_err();
    let full_file = cchc(["report", CASE, "-o", file.to_str().unwrap()]);
    let (after, left) = (read(&out), fs::read(&file).unwrap_or_default());
    let beside: Vec<String> =
        fs::read_dir(&disk).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let unmounted = Command::new("umount").arg(&disk).status();
    assert!(unmounted.is_ok_and(|status| status.success()));
    assert_eq!((first.code, second.code), (0, 0), "{}{}", first.stderr, second.stderr);
    for run in [full, full_file] {
        assert!(run.code == 2 && run.stderr.contains("không ghi được"), "{}", run.stderr);
    }
    assert!(before == after && document == left && !document.is_empty());
    assert!(beside.iter().all(|name| !name.contains("partial")), "{beside:?}");
}

#[test]
fn a_full_stdout_is_an_error() {
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
        eprintln!("skipped: there is no /dev/full here");
        return;
    };
    let mut command = Command::new(env!("CARGO_BIN_EXE_cchc"));
    let output = command.args(["report", CASE]).current_dir(root()).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
}
