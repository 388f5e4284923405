//! Lists read behind others that begin like them, or nearly, are what they are alone.

use std::path::Path;

use proptest::prelude::*;

use crate::dossiers::Numbers;
use crate::project::{ExportSettings, Input};

use super::alike::{Begun, MOST_ROWS};
use super::opening::{FirstRows, Said, Start, start};
use super::read::Reading;
use super::stretches::everything;
use super::twin_tests::GIVEN;
use super::{Context, Threads};

fn said() -> Said<'static> {
    Said { path: Path::new("any"), profile: None, forms: None, has_unit: false }
}

/// Headers that make a list, and some that longer headers begin or end with.
const NEEDED: [&str; 4] = ["Mã hồ sơ", "Đơn vị tiếp nhận", "Trạng thái", "Ngày tiếp nhận"];
const OTHERS: [&str; 16] = [
    "STT",
    "Ngày nhận",
    "Ngày trả",
    "Ngày",
    "Hình thức",
    "Số hóa",
    "Hẹn trả",
    "Mức độ",
    "Phí",
    "Tên thủ tục",
    "Mã",
    "Kết quả",
    "Ngày bổ sung (*)",
    "Thời gian",
    "",
    "Hồ sơ",
];
/// What may stand below them: most of it completes some header.
const BELOW: [&str; 19] = [
    "x1",
    "H56-1",
    "hồ sơ",
    "Hồ  sơ (*)",
    "kết quả",
    "Kết quả :",
    "hành chính",
    "Ngày",
    "Mã",
    "Lệ",
    "Số lần",
    "trả",
    "(*)",
    "*",
    "\u{200B}",
    "",
    "kết",
    "quả",
    "23/08/2024",
];

/// All that a list begins with.
fn shown(start: &Start<'_>) -> String {
    let Start { profile, mapping, skip, header, line, titles, blank } = start;
    format!("{} {mapping:?} {skip} {:?} {line} {titles} {blank:?}", profile.id, header.rows)
}

fn rows(rows: &[Vec<&str>]) -> FirstRows {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    FirstRows { lines: (1..=rows.len() as u64).collect(), rows, is_exact: true }
}

/// How lists with this header begin, and how the one with these rows below it begins by what is remembered of them.
fn remembered(header: &[&str], below: &[Vec<&str>], context: &Context<'_>) -> (FirstRows, Option<String>) {
    let first = rows(&[&[header.to_vec()], below].concat());
    let plain = rows(&[header.to_vec(), vec!["x1"; header.len()], vec!["x1"; header.len()]]);
    let begun = start(&plain, &said(), context).ok().and_then(|start| Begun::of(&start, &said(), context));
    let top = |rows: usize| FirstRows {
        rows: first.rows.iter().take(rows).cloned().collect(),
        lines: first.lines.clone(),
        is_exact: true,
    };
    let again = begun.and_then(|begun| begun.start(&top(MOST_ROWS), &said())).map(|start| shown(&start));
    (first, again)
}

#[test]
fn a_list_like_the_one_before_is_known_by_its_header() {
    let context = GIVEN.context(&[]);
    let header = [&NEEDED[..], &["Ngày nhận", "Phí", "STT"]].concat();
    let (first, again) = remembered(&header, &vec![vec!["x1"; header.len()]; 3], &context);
    assert_eq!(again, Some(shown(&start(&first, &said(), &context).unwrap())));
}

#[test]
fn a_second_row_of_the_header_is_seen() {
    let context = GIVEN.context(&[]);
    let header = [&NEEDED[..], &["Ngày nhận"]].concat();
    // `Ngày nhận kết quả` is another column than `Ngày nhận`.
    let below = [vec!["", "", "", "", "kết quả"], vec!["x1"; 5]];
    let (first, again) = remembered(&header, &below, &context);
    assert_eq!(again, None);
    assert_eq!(start(&first, &said(), &context).unwrap().skip, 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6000))]
    #[test]
    fn what_is_remembered_is_what_the_first_rows_tell(
        others in proptest::collection::vec(0..OTHERS.len(), 0..5),
        order in any::<u64>(),
        below in proptest::collection::vec(
            (
                proptest::collection::vec((0..BELOW.len(), 0..6_usize), 9),
                prop_oneof![3 => Just(true), 1 => Just(false)],
                prop_oneof![8 => Just(0_usize), 1 => 1..9_usize],
            ),
            0..4,
        ),
        is_apart in any::<bool>(),
        is_plain_below in any::<bool>(),
    ) {
        let mut header: Vec<&str> = NEEDED.into_iter().chain(others.iter().map(|other| OTHERS[*other])).collect();
        let turn = order as usize % header.len();
        header.rotate_left(turn);
        // Few cells of a row complete headers; the others are blank, or all are full.
        let row = |(cells, is_sparse, cut): &(Vec<(usize, usize)>, bool, usize)| {
            let width = if *cut == 0 { header.len() } else { *cut };
            let cell = |(cell, drawn): &(usize, usize)| match drawn {
                0 => BELOW[*cell],
                _ if *is_sparse => "",
                _ => "x1",
            };
            cells.iter().map(cell).take(width).collect::<Vec<&str>>()
        };
        let mut below: Vec<Vec<&str>> = below.iter().map(row).collect();
        if is_apart && below.len() == 1 {
            below.push(Vec::new());
        }
        if is_plain_below {
            below.push(vec!["x1"; header.len()]);
        }
        let context = GIVEN.context(&[]);
        let (first, again) = remembered(&header, &below, &context);
        if let Some(again) = again {
            let long = start(&first, &said(), &context).map(|start| shown(&start)).map_err(|error| format!("{error:?}"));
            prop_assert_eq!(Ok(again), long, "{:?}", first.rows);
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    /// One header or another, of one or two rows, below a title or not, in several dialects and encodings.
    #[test]
    fn lists_read_one_behind_the_other_are_what_they_are_alone(
        files in proptest::collection::vec((0..9_usize, 0..6_usize, 0..4_usize, 0..10_usize, 0..13_usize), 2..7),
        threads in 0..2_usize,
    ) {
        assert_apart_as_together(&files, threads);
    }
}

/// A file that is not read leaves nothing behind, though its readers have come to know a lot.
#[test]
fn a_list_behind_one_that_is_not_read_is_what_it_is_alone() {
    assert_apart_as_together(&[(2, 2, 0, 8, 12), (2, 2, 0, 0, 12)], 1);
}

fn assert_apart_as_together(files: &[(usize, usize, usize, usize, usize)], threads: usize) {
    let folder = tempfile::tempdir().unwrap();
    let inputs: Vec<Input> = files
        .iter()
        .enumerate()
        .map(|(number, file)| {
            let (name, path) = (format!("{number}.csv"), folder.path().join(format!("{number}.csv")));
            std::fs::write(&path, list(*file, number)).unwrap();
            Input { path, name, settings: ExportSettings::default() }
        })
        .collect();
    let wanted: Vec<_> = GIVEN.schema.columns().map(|(id, _)| id).collect();
    let context = Context { threads: Threads { number: threads, stretch: 200 }, ..GIVEN.context(&wanted) };
    let (mut together, mut apart) = (Reading::new(&context), Reading::new(&context));
    for input in &inputs {
        together.read_input(input).unwrap();
        apart.add(Reading::new(&context).found_alone(input), &mut Numbers::default()).unwrap();
    }
    let shown = |reading: Reading<'_>| everything(&reading.finish().unwrap(), &context, folder.path());
    assert_eq!(shown(together), shown(apart));
}

/// A list of a few rows.
fn list((header, top, dialect, odd, length): (usize, usize, usize, usize, usize), number: usize) -> Vec<u8> {
    let mut names = NEEDED.to_vec();
    names.extend(match header {
        0 => &["Ngày nhận", "Phí"][..],
        1 => &["Ngày trả", "Hình thức trả"],
        2 | 6.. => &["Mã TTHC", "Tên thủ tục hành chính", "Mức độ"],
        3 => &["Mã TTHC", "Tên thủ tục hành chính", "Mức độ", "Hình thức trả", "Chủ hồ sơ", "Ngày công dân đăng ký"],
        4 => &["Ngày tiếp nhận"],
        // A system of its own, with words of its own.
        _ => &["Ngày nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Hình thức tiếp nhận"],
    });
    let cells: Vec<&str> = names[4..].to_vec();
    let mut rows = match top {
        0 => vec![vec!["DANH SÁCH HỒ SƠ"], vec![]],
        _ => Vec::new(),
    };
    rows.push(names.clone());
    if top == 1 {
        let second = vec!["", "", "", "", "kết quả", ""];
        rows.push(second.into_iter().take(names.len()).collect());
    }
    let codes: Vec<String> = (0..length).map(|row| format!("H56-240823-{number}{row}")).collect();
    let procedures: Vec<String> = (0..length).map(|row| format!("Thủ tục {number} {row}")).collect();
    for (place, code) in codes.iter().enumerate() {
        let status = ["Đã trả kết quả", "Đã xong", "Chờ ký số", "đã trả kết quả"][place % 4];
        let unit = ["Xã Mẫu 1", "Xã Mẫu 3"][(place + number) % 2];
        let mut row = vec![code.as_str(), unit, status, "23/08/2024"];
        row.extend(cells.iter().map(|name| match *name {
            "Phí" => "15.000",
            "Mã TTHC" => ["1.004441", "1.013220", "1.004441"][place % 3],
            "Tên thủ tục hành chính" => &procedures[place],
            "Mức độ" => ["Toàn trình", "Mức độ 3", "?"][place % 3],
            "Hình thức tiếp nhận" => ["Trực tuyến (DVC)", "Trực tiếp"][place % 2],
            "Hình thức trả" => ["Trực tiếp", "Bưu điện"][number % 2],
            "Chủ hồ sơ" => "Công dân 000123",
            _ => "24/08/2024",
        }));
        match (odd, place) {
            (1, 0) => row = vec!["I", "Xã Mẫu 2"],
            (2, 1) => row = vec!["x"; 3],
            (3, 0) => row.push("y"),
            (4, 2) => row[3] = "\"",
            // Day and month have changed places, and the file is not read.
            (8.., 9..) => row[3] = "08/23/2024",
            // Another list begins, and the file is not read.
            (6..=7, 2) => row.clone_from(&NEEDED.to_vec()),
            _ => {}
        }
        rows.push(row);
    }
    let delimiter = [";", ",", "\t", ";"][dialect];
    let lines: Vec<String> = rows.iter().map(|row| row.join(delimiter)).collect();
    let text = lines.join("\r\n");
    match (dialect, odd) {
        (3, _) => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        (_, 5) => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        _ => text.into_bytes(),
    }
}
