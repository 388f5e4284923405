//! Hostile and broken inputs: refused by name, never half read, never a crash.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on must fail")]

use std::fs;

use super::documents::{every_kind, gzip, zip};
#[cfg(unix)]
use super::runs::shell;
use super::runs::{checked, fixture, list, refused};
use crate::support::{cchc, folder};

const ROWS: [[&str; 3]; 2] = [["H1-1", "Xã A", "01/08/2022"], ["H1-2", "Xã A", "19/08/2022"]];

#[test]
fn a_workbook_with_a_password_is_named() {
    let said = refused(&[("e.xlsx", &fixture("locked.xlsx"))]);
    assert!(said.contains("e.xlsx: the file has a password"), "{said}");
}

#[test]
fn files_without_anything_in_them() {
    for content in [
        &b""[..],
        b"\n",
        b"\xEF\xBB\xBF",
        b" \r\n\r\n",
        b"\xFF\xFE",
        b"{}",
        b"[]",
        b"<html></html>",
        b"<table></table>",
    ] {
        let said = refused(&[("e.csv", content)]);
        assert!(said.contains("e.csv"), "{content:?}: {said}");
    }
    refused(&[("e.csv", &gzip(b""))]);
    refused(&[("e.csv", &zip(&[]))]);
}

#[test]
fn a_folder_in_place_of_an_export_and_a_missing_file() {
    let folder = folder(&[("e.csv/inner.txt", b"x")]);
    for name in ["e.csv", "none.csv", "."] {
        let run = cchc(["report", folder.path().join(name).to_str().unwrap(), "--lang", "en"]);
        assert_eq!(run.code, 2, "{name}: {}", run.snapshot());
        assert!(!run.stderr.contains("panicked") && run.stderr.starts_with("Error"), "{}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_broken_link_is_told() {
    let folder = folder(&[("a.csv", list(&ROWS).as_bytes())]);
    std::os::unix::fs::symlink(folder.path().join("nowhere.csv"), folder.path().join("b.csv")).unwrap();
    let run = cchc(["report", folder.path().to_str().unwrap(), "--quiet"]);
    assert_eq!(run.code, 2, "{}", run.snapshot());
    assert!(run.stderr.contains("b.csv") && !run.stderr.contains("panicked"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_link_to_the_folder_above_does_not_go_round_for_ever() {
    let folder = folder(&[("x/a.csv", list(&ROWS).as_bytes())]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("x/again")).unwrap();
    let run = cchc(["validate", folder.path().to_str().unwrap(), "--format", "json"]);
    assert!(!run.stderr.contains("panicked") && [0, 2].contains(&run.code), "{}", run.snapshot());
    assert!(run.code == 2 || run.json()["dossiers"] == 2, "{}", run.stdout);
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_no_exports() {
    let folder = folder(&[("a.csv", list(&ROWS).as_bytes())]);
    let run = shell(folder.path(), "mkfifo b.csv && timeout 20 $CCHC report . --quiet --lang en");
    assert_eq!(run.code, 2, "{}", run.snapshot());
    assert!(run.stderr.contains("b.csv"), "{}", run.stderr);
}

#[test]
fn binary_files_are_told_from_text() {
    let mut scattered = list(&ROWS).into_bytes();
    scattered[60] = 0;
    let noise: Vec<u8> = (0..5_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for content in [
        &b"\x7FELF\x02\x01\x01\x00\x00"[..],
        b"\x00\x01\x02\x03",
        &noise,
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        b"PK\x03\x04",
    ] {
        let said = refused(&[("e.csv", content)]);
        assert!(said.contains("e.csv"), "{said}");
    }
    // A NUL within a text: refused, or its record rejected; never read over.
    let folder = folder(&[("e.csv", &scattered)]);
    let run = cchc(["validate", folder.path().to_str().unwrap(), "--format", "json"]);
    assert!(run.code == 2 || run.code == 3, "{}", run.snapshot());
}

#[test]
fn a_list_of_ten_thousand_columns() {
    let names: String = (0..10_000).map(|n| format!(";c{n}")).collect();
    let text: String = list(&ROWS)
        .lines()
        .zip([names, ";".repeat(10_000), ";".repeat(10_000)])
        .map(|(line, more)| format!("{line}{more}\n"))
        .collect();
    assert_eq!(checked("e.csv", text.as_bytes()).account(), [2, 2, 0, 0]);
}

#[test]
fn a_text_with_more_columns_than_the_limit_is_refused_by_the_name_of_the_limit() {
    let folder = folder(&[("e.csv", list(&ROWS).as_bytes())]);
    let run = cchc(["report", folder.path().to_str().unwrap(), "--limit", "columns=3"]);
    assert!(run.code == 2 && run.stderr.contains("columns = 3"), "{}", run.snapshot());
}

#[test]
fn a_line_of_three_megabytes() {
    let long = format!("{};{}\n", "x".repeat(1_500_000), "y".repeat(1_500_000));
    refused(&[("e.csv", long.as_bytes())]);
    let among = format!("{}{long}H1-3;Xã A;Đang xử lý;20/08/2022;;\n", list(&ROWS));
    let checked = checked("e.csv", among.as_bytes());
    assert_eq!(checked.account(), [4, 3, 1, 0]);
    assert_eq!((checked.rejected[0][0].as_str(), checked.rejected[0][2].as_str()), ("4", "too_long"));
    // A quote that never closes must not take the rest of a long file with it.
    let rows: String = (0..40_000).map(|n| format!("H2-{n};Xã A;Đang xử lý;20/08/2022;;\n")).collect();
    let open = format!("{}H1-9;\"Xã A;Đang xử lý;20/08/2022;;\n{rows}", list(&ROWS));
    let checked = super::runs::checked("e.csv", open.as_bytes());
    assert_eq!(checked.account(), [40_003, 40_002, 1, 0]);
}

#[test]
fn every_kind_cut_anywhere_is_refused_or_tells_it() {
    for (kind, bytes) in every_kind() {
        for packed in [bytes.clone(), gzip(&bytes), zip(&[("a.csv", &bytes)])] {
            for part in [1, 3, 5, 7] {
                let cut = &packed[..packed.len() * part / 8];
                let folder = folder(&[("e.csv", cut)]);
                let run = cchc(["validate", folder.path().to_str().unwrap(), "--format", "json"]);
                assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
                // A delimited text does not say where it ends; everything else does.
                assert!(
                    run.code == 2 || (kind == "delimited" && packed == bytes) || kind == "json_lines",
                    "{kind} {part}: {}",
                    run.snapshot()
                );
            }
        }
    }
}

#[test]
fn every_kind_with_bytes_changed_never_crashes() {
    for (kind, bytes) in every_kind() {
        for seed in 0..12_usize {
            let mut changed = bytes.clone();
            for step in 0..3_usize {
                let place = (seed * 7_919 + step * 104_729 + 13) % changed.len();
                changed[place] ^= 1 << ((seed + step) % 8);
            }
            let folder = folder(&[("e.csv", &changed)]);
            let run = cchc(["validate", folder.path().to_str().unwrap(), "--format", "json"]);
            assert!(
                (0..=3).contains(&run.code) && !run.stderr.contains("panicked"),
                "{kind} {seed}: {}",
                run.snapshot()
            );
        }
    }
}

#[test]
fn a_bomb_stops_at_its_limit() {
    let zeros = [format!("{}H1-3;", list(&ROWS)).into_bytes(), vec![b'0'; 30_000_000]].concat();
    for file in [gzip(&zeros), zip(&[("a.csv", &zeros)]), gzip(&gzip(&zeros))] {
        let folder = folder(&[("e.csv", &file)]);
        let out = folder.path().join("out");
        let run = cchc([
            "report",
            folder.path().to_str().unwrap(),
            "--limit",
            "unpacked-bytes=1000000",
            "--out",
            out.to_str().unwrap(),
        ]);
        assert_eq!(run.code, 2, "{}", run.snapshot());
        assert!(run.stderr.contains("unpacked-bytes = 1000000") && !out.exists(), "{}", run.stderr);
    }
    // Nothing but zeros is refused for one reason or the other.
    let said = refused(&[("e.csv", &gzip(&zeros[1_000..])), ("f.csv", &zip(&[("a.csv", &zeros[1_000..])]))]);
    assert!(said.contains("e.csv") && said.contains("f.csv"), "{said}");
}

#[test]
fn limits_are_named_in_messages_and_can_be_raised() {
    let text = list(&ROWS);
    let many = zip(&[("a.csv", text.as_bytes()), ("b.csv", text.as_bytes()), ("c.csv", text.as_bytes())]);
    let page = every_kind().into_iter().find(|(kind, _)| *kind == "html").unwrap().1;
    for (limit, most, file) in [
        ("parts", 2, &many),
        ("held-bytes", 100, &page),
        ("columns", 3, &page),
        ("unpacked-bytes", 50, &gzip(text.as_bytes())),
    ] {
        let folder = folder(&[("e.csv", file)]);
        let path = folder.path().to_str().unwrap();
        let run = cchc(["validate", path, "--limit", &format!("{limit}={most}")]);
        assert_eq!(run.code, 2, "{limit}: {}", run.snapshot());
        let said = run.stdout + &run.stderr;
        assert!(said.contains(&format!("{limit} = {most}")) && said.contains(&format!("--limit {limit}=")), "{said}");
        assert_eq!(cchc(["validate", path, "--limit", &format!("{limit}=100000000")]).code, 0, "{limit}");
    }
}

#[test]
fn a_limit_that_is_none_is_refused_with_the_names_of_those_there_are() {
    for wrong in ["columns", "columns=0", "columns=x", "rows=5", "columns=-1", ""] {
        let run = cchc(["validate", "x.csv", "--limit", wrong]);
        assert!(run.code == 2 && run.stderr.contains("held-bytes"), "{wrong}: {}", run.stderr);
    }
}

#[test]
fn records_beyond_those_that_are_listed_are_counted() {
    let rows: String = (0..50).map(|n| format!("H1-{n};Xã A;Đang xử lý;32/08/2022;;\n")).collect();
    let text = format!("{}{rows}", list(&ROWS));
    let checked = super::runs::checked_with(&[("e.csv", text.as_bytes())], &["--limit", "listed=10"]);
    assert_eq!((checked.account(), checked.rejected.len()), ([52, 2, 50, 0], 10));
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let folder = folder(&[("e.csv", list(&ROWS).as_bytes())]);
    for command in ["report e.csv", "validate e.csv", "check e.csv --standard dong-thap-2022", "init e.csv", "profiles"]
    {
        let run = shell(folder.path(), &format!("$CCHC {command} > /dev/full"));
        assert!(run.code != 0 && !run.stderr.contains("panicked"), "{command}: {}", run.snapshot());
    }
    for command in ["report e.csv", "validate e.csv"] {
        let run = shell(folder.path(), &format!("$CCHC {command} | head -c 1 > /dev/null; exit 0"));
        assert!(!run.stderr.contains("panicked"), "{command}: {}", run.stderr);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_leaves_no_folder_that_could_be_taken_for_whole() {
    let folder = folder(&[("e.csv", list(&ROWS).as_bytes())]);
    for command in ["report", "validate"] {
        let run = shell(
            folder.path(),
            &format!("trap '' XFSZ; ulimit -f 1; $CCHC {command} e.csv --out out --format json > /dev/null"),
        );
        assert_eq!(run.code, 2, "{command}: {}", run.snapshot());
        assert!(!folder.path().join("out/manifest.json").exists(), "{command}");
        let left = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
        assert_eq!(left, ["e.csv"], "{command}: nothing is left behind");
    }
}
