//! Dossiers by chance, always the same ones, in an export that both the program and the plain model read.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::{Days, NaiveDate};

use super::super::model::export::Written;
use super::super::model::figures::{Expected, expected};
use super::super::model::indicators::Question;

pub(super) const UNITS: [&str; 5] = ["Phòng Tư pháp", "Phòng Tài chính", "Xã Vĩnh An", "Phường Một", "Thị trấn Mới"];
pub(super) const FIELDS: [&str; 4] = ["Đất đai", "Hộ tịch", "Chứng thực", ""];
const HEADS: [&str; 9] = [
    "Mã hồ sơ",
    "Đơn vị tiếp nhận",
    "Lĩnh vực",
    "Trạng thái",
    "Ngày nhận",
    "Ngày hẹn trả",
    "Ngày kết thúc xử lý",
    "Hình thức tiếp nhận",
    "Mức độ",
];

/// One dossier, a cell a column.
pub(super) type Row = [String; 9];

pub(super) fn question() -> Question {
    Question {
        from: NaiveDate::from_ymd_opt(2022, 1, 1).unwrap(),
        to: NaiveDate::from_ymd_opt(2022, 3, 31).unwrap(),
        withdrawn_left_out: false,
        without_due_left_out: false,
    }
}

/// So many dossiers of the first quarter of 2022, some from before, some not settled.
pub(super) fn rows(count: u32) -> Vec<Row> {
    let mut state = 20_220_101_u64;
    let mut any = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let first = NaiveDate::from_ymd_opt(2021, 12, 15).unwrap();
    let shown = |day: NaiveDate| day.format("%d/%m/%Y").to_string();
    (0..count)
        .map(|number| {
            let received = first + Days::new(any(105));
            let due = received + Days::new(1 + any(20));
            let finished = (any(5) > 0).then(|| received + Days::new(any(30)));
            [
                format!("H44-2200{:02}-{number:04}", number % 100),
                UNITS[usize::try_from(any(5)).unwrap()].to_owned(),
                FIELDS[usize::try_from(any(4)).unwrap()].to_owned(),
                if finished.is_some() { "10" } else { "4" }.to_owned(),
                shown(received),
                if any(8) == 0 { String::new() } else { shown(due) },
                finished.map_or_else(String::new, shown),
                ["1", "2", "3"][usize::try_from(any(3)).unwrap()].to_owned(),
                ["2", "3", "4"][usize::try_from(any(3)).unwrap()].to_owned(),
            ]
        })
        .collect()
}

/// The rows as an export without the columns left out.
pub(super) fn csv<'a>(rows: impl IntoIterator<Item = &'a Row>, without: &[&str]) -> String {
    let kept: BTreeSet<usize> = (0..HEADS.len()).filter(|place| !without.contains(&HEADS[*place])).collect();
    let line = |cells: &[&str]| {
        let cells: Vec<&str> = kept.iter().map(|place| cells[*place]).collect();
        cells.join(",") + "\n"
    };
    let mut out = line(&HEADS);
    for row in rows {
        write!(out, "{}", line(&row.each_ref().map(String::as_str))).unwrap();
    }
    out
}

/// What the plain model says of some exports.
pub(super) fn told(exports: &[(&str, &str)]) -> Expected {
    let written = |(name, text): &(&str, &str)| Written {
        name: (*name).to_owned(),
        delimiter: b',',
        whole_lines: text.as_bytes().to_vec(),
        broken_lines: 0,
        blank_lines: 0,
        declared: None,
        named: None,
    };
    expected(&exports.iter().map(written).collect::<Vec<_>>(), None, &[], &question())
}
