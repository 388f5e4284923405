use std::fs;

use cchc::ingest::{Encoding, Threads};
use cchc::period::Day;
use cchc::project::Input;

use super::shelf::{Counting, inputs, shown, shown_as};
use crate::support::{folder, root};
use crate::workbooks::support::{entry, gzip, zip_of};

const HEADER: &str = "Mã hồ sơ;Đơn vị tiếp nhận;Lĩnh vực;Trạng thái;Ngày nhận;Ngày hẹn trả;Lệ phí\n";

/// A list with a few faults; twelve more or less make another one of the same length.
pub(super) fn list(seed: u32, rows: u32) -> String {
    let mut text = HEADER.to_owned();
    for row in 0..rows {
        let number = (row * 7 + seed) % 960;
        let (unit, day) = (number % 9, 1 + number % 31);
        let status = ["Đã trả kết quả", "Đang xử lý", "dang xu ly", "Không rõ"][(number as usize / 3) % 4];
        text +=
            &format!("H56.14-240801-{number:04};UBND Xã {unit};Lĩnh vực {unit};{status};{day:02}/02/2024;;{row:05}\n");
    }
    text
}

const BY_ONE: Threads = Threads { number: 0, stretch: 1 << 20 };
const BY_THREE: Threads = Threads { number: 3, stretch: 500 };

/// Without a shelf, with an empty one, and with what was kept: thrice the same. The last reads no file.
fn assert_same(inputs: &[Input], kept: usize) {
    for threads in [BY_ONE, BY_THREE] {
        let shelf = Counting::new();
        let without = shown(inputs, None, threads);
        assert!(without == shown(inputs, Some(&shelf), threads), "the first run with a cache: {inputs:?}");
        assert_eq!(shelf.counted(), (0, kept), "{inputs:?}");
        // What was kept by some threads is taken by others.
        for threads in [BY_ONE, BY_THREE] {
            assert!(without == shown(inputs, Some(&shelf), threads), "the second run: {inputs:?}");
            let (opened, put) = shelf.counted();
            assert!(opened >= kept && put == 0, "{opened} opened, {put} put: {inputs:?}");
        }
    }
}

#[test]
fn the_second_run_reads_what_the_first_one_read() {
    for sample in ["ba-be-2022", "don-vi-mau-2025", "thoi-gian-mau"] {
        let inputs = inputs(&root().join("sample-data").join(sample).join("exports"));
        assert_same(&inputs, inputs.len());
    }
}

#[test]
fn every_kind_of_file_is_kept() {
    let text = list(1, 300);
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let rows = text
        .lines()
        .map(|row| format!("<tr>{}</tr>", row.split(';').map(|cell| format!("<td>{cell}</td>")).collect::<String>()));
    let page = format!("<table>{}</table>", rows.collect::<String>());
    let zip = zip_of(&[entry("a/x.csv", list(2, 50).as_bytes()), entry("y-2024-03-01.csv", list(3, 70).as_bytes())]);
    let workbook = crate::reader::runs::fixture("dossiers.xlsx");
    let long = list(4, 4000);
    let files: [(&str, &[u8]); 7] = [
        ("e.csv", text.as_bytes()),
        ("wide.txt", &utf16),
        ("page.xls", page.as_bytes()),
        ("packed.csv.gz", &gzip(text.as_bytes())),
        ("several.zip", &zip),
        ("book.xlsx", &workbook),
        ("long.csv", long.as_bytes()),
    ];
    for (name, content) in files {
        let folder = folder(&[(name, content)]);
        assert_same(&inputs(folder.path()), 1);
    }
    let folder = folder(&files);
    assert_same(&inputs(folder.path()), files.len());
}

#[test]
fn what_cannot_be_read_is_told_each_time() {
    let folder = folder(&[
        ("a.csv", list(1, 30).as_bytes()),
        ("b.csv", b"no;list\n1;2\n"),
        ("c.zip", b"PK\x03\x04 cut off"),
        ("d.csv", list(2, 30).as_bytes()),
    ]);
    assert_same(&inputs(folder.path()), 2);
}

/// Of each file alone no more are listed than of all together.
#[test]
fn what_is_listed_is_listed_up_to_the_same_record() {
    let texts: Vec<String> = (0..4).map(|seed| list(seed, 60)).collect();
    let names = ["a.csv", "b.csv", "c.csv", "d.csv"];
    let files: Vec<(&str, &[u8])> = names.into_iter().zip(texts.iter().map(String::as_bytes)).collect();
    let folder = folder(&files);
    let inputs = inputs(folder.path());
    for listed in [0, 1, 20, 45] {
        let few: &dyn Fn(&mut cchc::ingest::Context<'_>) = &|context| context.limits.listed = listed;
        let shelf = Counting::new();
        let without = shown_as(&inputs, None, BY_ONE, "basis", few);
        for threads in [BY_ONE, BY_THREE, BY_ONE] {
            assert!(shown_as(&inputs, Some(&shelf), threads, "basis", few) == without, "{listed} listed");
        }
    }
}

#[test]
fn a_changed_file_is_read_again_and_no_other() {
    let folder = folder(&[("a.csv", list(1, 90).as_bytes()), ("b.csv", list(2, 90).as_bytes())]);
    let inputs = inputs(folder.path());
    let shelf = Counting::new();
    shown(&inputs, Some(&shelf), BY_THREE);
    assert_eq!(shelf.counted(), (0, 2));
    // As long as before, and of the same day and time.
    let path = folder.path().join("b.csv");
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, list(14, 90)).unwrap();
    assert_eq!(list(14, 90).len(), list(2, 90).len());
    fs::File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
    for put in [1, 0] {
        assert!(shown(&inputs, Some(&shelf), BY_THREE) == shown(&inputs, None, BY_THREE));
        assert_eq!(shelf.counted().1, put);
    }
    // What was there first is known still.
    fs::write(&path, list(2, 90)).unwrap();
    assert!(shown(&inputs, Some(&shelf), BY_ONE) == shown(&inputs, None, BY_ONE));
    let (opened, put) = shelf.counted();
    assert!(opened >= 2 && put == 0);
}

#[test]
fn whatever_decides_how_a_file_is_read_is_part_of_the_key() {
    let folder = folder(&[("a.csv", list(1, 90).as_bytes())]);
    let inputs = inputs(folder.path());
    let shelf = Counting::new();
    shown(&inputs, Some(&shelf), BY_ONE);
    shelf.counted();
    let mut asked = vec![inputs.clone(); 6];
    asked[0][0].name = "a-2024-01-01.csv".to_owned();
    asked[1][0].settings.exported = Day::parse_iso("2024-05-01");
    asked[2][0].settings.unit = Some("Sở Mẫu".to_owned());
    asked[3][0].settings.profile = Some("commune-one-stop".to_owned());
    asked[4][0].settings.encoding = Some("windows-1258".to_owned());
    asked[5][0].settings.dates = Some(vec!["mm/dd/yyyy".to_owned()]);
    for inputs in &asked {
        assert!(shown(inputs, Some(&shelf), BY_ONE) == shown(inputs, None, BY_ONE));
        assert_eq!(shelf.counted().0, 0, "{inputs:?}");
    }
    let changes: [&dyn Fn(&mut cchc::ingest::Context<'_>); 5] = [
        &|context| context.limits.listed = 3,
        &|context| context.wanted = &context.wanted[..4],
        &|context| context.encoding = Some(Encoding::Utf8),
        &|context| context.profile = Some("unknown"),
        &|context| context.codes = true,
    ];
    for change in changes {
        let without = shown_as(&inputs, None, BY_ONE, "basis", change);
        assert!(shown_as(&inputs, Some(&shelf), BY_ONE, "basis", change) == without);
        assert_eq!(shelf.counted().0, 0);
    }
    shown_as(&inputs, Some(&shelf), BY_ONE, "other rules", &|_| {});
    assert_eq!(shelf.counted(), (0, 1));
    shown(&inputs, Some(&shelf), BY_ONE);
    let (opened, put) = shelf.counted();
    assert!(opened >= 1 && put == 0, "what was asked first is there still");
}
